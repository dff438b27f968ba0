"""The guides to Word and Excel: every command runs as shown,
what is shown is what is said, every picture is there.
"""

from __future__ import annotations

import re
import shlex
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from PIL import Image
from roster_files import HOSTILE, small
from sample_program import AS_OF, REPOSITORY, copy_program
from table_documents import an_office_s_plan
from word_files import a_word_file

from qiangxiao.authoring.office_package import EXCEL, WORD
from qiangxiao.authoring.roster_columns import field_of
from qiangxiao.catalog.loader import load
from qiangxiao.commands.main import main
from qiangxiao.records.policy import shipped_policy
from qiangxiao.site.cache import Cache
from qiangxiao.site.downloads import download_artifacts

GUIDES = {
    name: (REPOSITORY / "docs/guide" / f"{name}.md").read_text(encoding="utf-8")
    for name in ("word", "roster")
}
COMMANDS = [
    (name, line)
    for name, text in GUIDES.items()
    for line in re.findall(r"^qiangxiao (.+)$", text, re.MULTILINE)
]


@pytest.mark.parametrize(("name", "command"), COMMANDS)
def test_every_command_shown_runs(
    name: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_program(tmp_path / "root")
    monkeypatch.chdir(root)
    Path("来稿.docx").write_bytes(
        a_word_file(lambda document: document.add_paragraph("三位老师上开放课。") and None)
    )
    Path("名册.xlsx").write_bytes(small())
    Path("方案.docx").write_bytes(an_office_s_plan())
    assert main(["--as-of", AS_OF, *shlex.split(command)]) == 0


def test_the_headers_that_the_guide_names_are_known() -> None:
    table = GUIDES["roster"].split("## 导入")[0]
    rows = [
        line.strip("|").split("|")[0]
        for line in table.splitlines()
        if line.startswith("| ") and "可以有的列" not in line
    ]
    labels = [label for row in rows for label in re.split("、", row.replace("（必须有）", ""))]
    plain = [label.strip() for label in labels if "各自" not in label]
    assert len(plain) > 25
    assert [label for label in plain if field_of(label) is None and label not in ("学科", "到任日期")] == []
    for label in (
        "入选时间",
        "联系科室",
        "帮扶模式",
        "结对时间",
        "领航教师1",
        "名师2学科",
        "指导专家3单位",
        "统计日期",
    ):
        assert label in table and field_of(label), label


def test_the_pictures_are_there_small_and_described() -> None:
    for text in GUIDES.values():
        pictures = re.findall(r"!\[([^\]]*)\]\(\.\./(assets/[^)]+)\)", text)
        assert pictures
        for alt, path in pictures:
            place = REPOSITORY / "docs" / path
            assert len(alt) > 10 and place.stat().st_size < 150_000
            with Image.open(place) as image:
                assert 300 < image.width <= 1000


def test_the_formats_that_the_guides_turn_away_are_turned_away() -> None:
    assert all(
        f"`{suffix}`" in GUIDES["word"] and suffix in WORD.others
        for suffix in (".doc", ".wps", ".rtf", ".odt")
    )
    assert all(
        f"`{suffix}`" in GUIDES["roster"] and suffix in EXCEL.others for suffix in (".xls", ".et", ".csv")
    )
    assert {"macros", "links to another workbook", "six thousand schools"} <= HOSTILE.keys()


def test_the_templates_to_download_open_and_are_the_same_every_time(tmp_path: Path) -> None:
    program = load(REPOSITORY).catalog.program
    made = [
        download_artifacts(program, shipped_policy(), Cache(tmp_path / name))
        for name in ("one", "other", "one")
    ]
    files, *others = [{artifact.path: artifact.data for artifact in artifacts} for artifacts in made]
    assert others == [files, files]
    linked = {path for text in GUIDES.values() for path in re.findall(r"\]\(\.\./(templates/[^)]+)\)", text)}
    assert linked == files.keys()
    for path, data in files.items():
        if path.endswith(".docx"):
            assert docx.Document(BytesIO(data)).tables
        else:
            sheets = openpyxl.load_workbook(BytesIO(data)).sheetnames
            assert sheets[0] == "基本情况" or sheets == ["名册", "填写说明", "词表"]
