"""A kind that nobody knew of: three files make it asked
for, scaffolded, checked, documented, shown, found and fed.
"""

from __future__ import annotations

import email
import email.policy
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import pypdf
import pytest
from house_with_more import CASE, ID, ISSUE, PARTS, PREVIEW
from kind_rooms import missing_parts
from sample_program import REPOSITORY

ASKED = """
import sys
from pathlib import Path
from qiangxiao.authoring.forms.config import form_template
from qiangxiao.authoring.generated import generate_files
from qiangxiao.catalog.loader import load

root = Path(sys.argv[1])
catalog = load(root).catalog
print(form_template(catalog.program, catalog.policy)["collections"])
files = generate_files(root, ())
print([path for path in files if "notice" in path])
print(files[".github/ISSUE_TEMPLATE/notice.yml"])
"""


def run(tools: Path, *arguments: object) -> str:
    """Run Python with another copy of the program, and return what it prints."""
    command = [sys.executable, *map(str, arguments)]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(tools)}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_has_a_page_with_its_facts(staged: Path) -> None:
    page = (staged / f"schools/{ID}/index.md").read_text(encoding="utf-8")
    assert "# 晚自习以后怎样接孩子" in page and "写给谁：走读生家长" in page and "九点半" in page


def test_search_finds_it_and_can_be_narrowed_to_it(staged: Path) -> None:
    texts = "".join(path.read_text(encoding="utf-8") for path in (staged / "search").glob("t*.js"))
    assert "晚自习以后怎样接孩子" in texts and "校门口的灯" in texts
    meta = (staged / "search/meta.js").read_text(encoding="utf-8")
    assert "家长信" in meta and "写给谁" in meta and "走读生家长" in meta


def test_open_data_and_feeds_bring_it(staged: Path) -> None:
    record = json.loads((staged / f"api/v1/records/{ID}.json").read_text(encoding="utf-8"))
    assert record["kind"] == "notice" and record["address"] == f"schools/{ID}/"
    for name in ("all", "districts/jinjiang", "schools/jinjiang/shili"):
        feed = (staged / f"feeds/{name}.atom.xml").read_text(encoding="utf-8")
        assert "晚自习以后怎样接孩子" in feed and "九点半" in feed, name


def test_the_preview_of_a_change_shows_it(staged: Path) -> None:
    preview = (staged.parents[1] / PREVIEW).read_text(encoding="utf-8")
    assert "家长信" in preview and "晚自习以后怎样接孩子" in preview
    assert "写给谁：走读生家长" in preview and "九点半" in preview
    assert "网站上没有专门显示这份内容的页面" not in preview


def test_a_new_field_of_cases_is_shown_wherever_a_case_is(staged: Path) -> None:
    issue = staged / f"bulletins/{ISSUE}"
    assert "十二个班" in (staged / f"schools/{CASE}/index.md").read_text(encoding="utf-8")
    assert "学校规模：十二个班" in (issue / "wechat.html").read_text(encoding="utf-8")
    mail = email.message_from_bytes((issue / f"{ISSUE}.eml").read_bytes(), policy=email.policy.default)
    assert "学校规模：十二个班" in mail.get_body(("html",)).get_content()
    word = docx.Document(str(issue / f"{ISSUE}.docx"))
    assert any("学校规模：十二个班" in paragraph.text for paragraph in word.paragraphs)
    printed = "".join(page.extract_text() for page in pypdf.PdfReader(issue / f"{ISSUE}.pdf").pages)
    assert "学校规模：十二个班" in re.sub(r"\s|\u200b", "", printed)
    head, *rows = (staged / "api/v1/articles.csv").read_text(encoding="utf-8-sig").splitlines()
    assert head.endswith(",学校规模") and sum(row.endswith(",十二个班") for row in rows) == 1
    meta = (staged / "search/meta.js").read_text(encoding="utf-8")
    assert "学校规模" in meta and "十二个班" in meta


def test_it_is_asked_for_and_documented(house: Path) -> None:
    asked = run(house / "tools", "-c", ASKED, str(REPOSITORY))
    assert "'label': '学校规模'" in asked
    assert "'label': '家长信'" in asked and "schools/{owner}/notices" in asked
    assert "docs/guide/fields/notice.md" in asked and "docs/schemas/notice.schema.json" in asked
    assert "label: 写给谁" in asked, "the issue form asks for it too"


def test_no_kind_of_item_lacks_a_part() -> None:
    assert missing_parts() == []


@pytest.mark.parametrize("gone", PARTS)
def test_a_part_that_is_missing_is_named(house: Path, tmp_path: Path, gone: str) -> None:
    shutil.copytree(house / "tools", tmp_path / "tools", copy_function=os.link)
    (tmp_path / "tools/qiangxiao" / gone).unlink()
    assert run(tmp_path / "tools", REPOSITORY / "tests/kind_rooms.py").split() == [gone]
