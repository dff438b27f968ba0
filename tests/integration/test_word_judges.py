"""A foreign writer of documents as a judge: LibreOffice shows the same numbers and the same words as we
read.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from word_constructs import STYLES, package, para, run

from qiangxiao.authoring.word_reading import read_word

# LibreOffice writes each of these as Word does; formats that it does not know it writes in figures.
_FORMATS = (
    *("decimal", "decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter"),
    *("chineseCountingThousand", "chineseCountingThousand", "decimalEnclosedCircle", "ideographTraditional"),
)
_TEXTS = ("%{}.", "%{}、", "（%{}）", "第%{}部分 ", "%{})")


def a_definition(chance: random.Random, number: int) -> str:
    """Return the definition of a list of three levels."""
    levels = []
    for level in range(3):
        kind = chance.choice(_FORMATS)
        # Signs that are numbers by themselves stand alone.
        text = f"%{level + 1}" if "Circle" in kind else chance.choice(_TEXTS).format(level + 1)
        if level and kind == "decimal" and chance.random() < 0.4:
            text = ".".join(f"%{at + 1}" for at in range(level + 1))
        start = chance.choice((1, 1, 1, 3))
        counted = f'<w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:suff w:val="space"/>'
        levels.append(f'<w:lvl w:ilvl="{level}">{counted}<w:lvlText w:val="{text}"/></w:lvl>')
    kind = '<w:multiLevelType w:val="multilevel"/>'
    return f'<w:abstractNum w:abstractNumId="{number}">{kind}{"".join(levels)}</w:abstractNum>'


def a_numbered_file(seed: int) -> bytes:
    """Return a file of two lists, taken up again and begun anew, with text between."""
    chance = random.Random(seed)
    definitions = "".join(a_definition(chance, number) for number in (0, 1))
    nums = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'
        for number, abstract, override in (
            (1, 0, ""),
            (2, 1, ""),
            (3, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
        )
    )
    body, level, number = [], 0, 1
    for at in range(24):
        if chance.random() < 0.25:
            body.append(para(run(f"正文{at}。")))
            continue
        if chance.random() < 0.15:
            number, level = chance.choice((1, 2, 3)), 0
        level = min(2, max(0, level + chance.choice((-1, 0, 0, 1))))
        setting = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        body.append(para(run(f"条目{at}"), setting))
    return package("".join(body), definitions + nums, STYLES)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("judged")


def by_the_judge(folder: Path, files: dict[str, bytes]) -> dict[str, list[str]]:
    """Return the lines that LibreOffice shows of each file."""
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice is needed: sh tests/needs.sh"
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation={(folder / 'office').as_uri()}",
            *("--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder)),
            *(str(folder / f"{name}.docx") for name in files),
        ],
        capture_output=True,
        check=True,
        timeout=300,
    )
    return {name: _lines((folder / f"{name}.txt").read_text("utf-8-sig")) for name in files}


def _lines(text: str) -> list[str]:
    return [bare for line in text.split("\n") if (bare := re.sub(r"\s", "", line))]


def test_numbers_are_those_that_another_program_shows(folder: Path) -> None:
    files = {f"numbers{seed}": a_numbered_file(seed) for seed in range(24)}
    shown = by_the_judge(folder, files)
    for name, data in files.items():
        ours = ["".join(map(str, paragraph.itertext())) for paragraph in read_word(data).root]
        assert [re.sub(r"\s", "", line) for line in ours] == shown[name], name
