"""Plans and the other records of tables through the command: templates come back, foreign programs' files
are read the same, and a first plan is little work.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from sample_program import copy_program, qiangxiao
from table_documents import DUE, GOALS, SAFEGUARD, an_office_s_plan, as_html, like_wps

from qiangxiao.sources.document import read_document

SCHOOL = "jinjiang/shili-yi"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_program(tmp_path_factory.mktemp("tables"))


@pytest.mark.parametrize("name", ["plan.yml", "support.yml", "teaching.yml", "baseline.md"])
@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_a_filled_template_comes_back_byte_for_byte(
    root: Path, tmp_path: Path, name: str, ending: str
) -> None:
    place, kind = root / f"schools/{SCHOOL}/{name}", name.partition(".")[0]
    before = place.read_bytes()
    out = tmp_path / f"template.{ending}"
    made = qiangxiao(root, "import", "--template", kind, "--school", SCHOOL, "--filled", "--out", str(out))
    assert made.returncode == 0
    done = qiangxiao(root, "import", str(out), "--school", SCHOOL, "--as", kind, "--overwrite")
    assert done.returncode == 0 and "没有进来" not in done.stdout and "注意" not in done.stdout
    assert place.read_bytes() == before


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_an_empty_template_asks_and_gives_nothing(root: Path, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"empty.{ending}"
    assert qiangxiao(root, "import", "--template", "plan", "--out", str(out)).returncode == 0
    done = qiangxiao(root, "import", str(out), "--school", SCHOOL, "--as", "plan", "--overwrite", "--dry-run")
    assert "没有认出三年行动方案的表格" in done.stdout and "方案名称" in done.stdout
    assert "没有进来" not in done.stdout


def test_a_first_plan_is_one_command_and_two_words(root: Path, tmp_path: Path) -> None:
    source, place = tmp_path / "方案.docx", root / f"schools/{SCHOOL}/plan.yml"
    source.write_bytes(an_office_s_plan())
    kept = place.read_text(encoding="utf-8")
    place.unlink()
    try:
        done = qiangxiao(root, "import", str(source), "--school", SCHOOL, "--as", "plan")
        assert "提升目标 3，衡量指标 6，分类任务 8" in done.stdout
        text = place.read_text(encoding="utf-8")
        assert text.count("待填") == 2  # all that has to be written by hand
        place.write_text(text.replace("待填", "深化课堂教学改革"), encoding="utf-8")
        found = qiangxiao(root, "check", str(place.relative_to(root)))
        assert "plan.yml" not in "\n".join(line for line in found.stdout.split("\n") if "错误[" in line)
        again = qiangxiao(root, "import", str(source), "--school", SCHOOL, "--as", "plan")
        assert again.returncode == 2 and "--overwrite" in again.stderr
    finally:
        place.write_text(kept, encoding="utf-8")


def test_another_program_s_files_are_read_the_same(root: Path, tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice is needed: sh tests/needs.sh"
    (tmp_path / "html.html").write_text(as_html(), encoding="utf-8")
    (tmp_path / "office.docx").write_bytes(an_office_s_plan())
    (tmp_path / "wps.docx").write_bytes(like_wps())
    call = [soffice, f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--headless"]
    out = ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "again")]
    for more, files in ((["--infilter=HTML (StarWriter)"], ["html.html"]), ([], ["office.docx", "wps.docx"])):
        places = [str(tmp_path / file) for file in files]
        subprocess.run([*call, *more, *out, *places], capture_output=True, check=True, timeout=120)
    place = root / f"schools/{SCHOOL}/plan.yml"
    kept = place.read_bytes()
    place.unlink()
    for name in ("html", "office", "wps"):
        source = tmp_path / f"again/{name}.docx"
        done = qiangxiao(root, "import", str(source), "--school", SCHOOL, "--as", "plan")
        data = read_document("plan.yml", place.read_bytes()).data
        assert isinstance(data, dict)
        assert [one["title"] for one in data["objectives"]] == list(GOALS), name  # type: ignore[index, union-attr, call-overload]
        assert len(data["indicators"]) == 6  # type: ignore[arg-type]
        assert [one.get("due_on") for one in data["tasks"]] == DUE  # type: ignore[union-attr]
        assert SAFEGUARD in place.read_text(encoding="utf-8") and "没有进来" not in done.stdout
        place.unlink()
    place.write_bytes(kept)
