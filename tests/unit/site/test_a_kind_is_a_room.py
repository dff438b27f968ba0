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
from corpus_trees import BASE
from forge import commit, git
from kind_rooms import missing_parts
from made_once import made_once
from sample_program import REPOSITORY, copy_house, qiangxiao_process

RECORD = '''"""`notices/<date>-<slug>.md`: a word of a school to the parents."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from qiangxiao.records.base import Record
from qiangxiao.records.kind import DATED, Asked, Kind, Scope, Sent, Text
from qiangxiao.records.marks import FACT, FILTER
from qiangxiao.records.scalars import Date, Line, ShortLine


class Notice(Record):
    """A word to the parents."""

    title: Line = Field(title="标题", description="一句话。")
    date: Date = Field(title="日期", description="哪一天。")
    audience: Annotated[ShortLine | None, FACT, FILTER] = Field(
        default=None, title="写给谁", description="例如七年级家长。"
    )


NOTICE = Kind(
    "notice",
    "家长信",
    Notice,
    25,
    Scope.SCHOOL,
    "2026-10-12-kaixue.md",
    "notices",
    DATED,
    text=Text("要说的话。"),
    asked=Asked("mail", singular="一封信"),
    is_item=True,
    is_fed=True,
    sent=Sent("学校有话对家长说"),
    dated_by="date",
)
'''
VIEW = '''"""A word to the parents as readers see it."""

from __future__ import annotations

from qiangxiao.records.notice import NOTICE
from qiangxiao.rendering.view import View

VIEW = View(NOTICE)
'''
TEMPLATE = """# {{ title|heading }}

{% for label, text in facts %}<p>{{ label }}：{{ text }}</p>
{% endfor %}

{{ body }}
"""
PARTS = {
    "records/notice.py": RECORD,
    "rendering/kinds/notice.py": VIEW,
    "rendering/templates/notice.j2": TEMPLATE,
}
FUTURE = "from __future__ import annotations\n"
IMPORTS = """from typing import Annotated
from qiangxiao.records.marks import COLUMN, FACT, FILTER
"""
LAST_FIELD = "    evidence: Evidence = Field("
FIELD = """    school_size: Annotated[Line | None, FACT, COLUMN, FILTER] = Field(
        default=None, title="学校规模", description="大中小。"
    )
"""
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
ITEM = "schools/jinjiang/shili/notices/2026-10-09-wancha.md"
CASE, ISSUE = "jinjiang/shili/cases/xiaozu-xuexi", "2026-01"
"""A case, and the published issue that prints it."""
PREVIEW = "preview.html"
ID = ITEM.removeprefix("schools/").removesuffix(".md")


def run(tools: Path, *arguments: object) -> str:
    """Run Python with another copy of the program, and return what it prints."""
    command = [sys.executable, *map(str, arguments)]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(tools)}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program with one kind more, and `root`, in which it has been used."""
    return made_once(tmp_path_factory, "kind", make_house)


def make_house(folder: Path) -> None:
    copy_house(folder)
    for name, text in PARTS.items():
        (folder / "tools/qiangxiao" / name).write_text(text, encoding="utf-8")
    case = folder / "tools/qiangxiao/records/case.py"
    before = case.read_text(encoding="utf-8")
    more = before.replace(FUTURE, FUTURE + IMPORTS, 1).replace(LAST_FIELD, FIELD + LAST_FIELD, 1)
    case.write_text(more, encoding="utf-8")
    use_house(folder)


@pytest.fixture(scope="session")
def staged(house: Path) -> Path:
    """The staged site of the small program with one such text in it."""
    return house / "root/.build/staging"


def use_house(house: Path) -> None:
    """Write, check, build and preview such a text."""
    root = Path(shutil.copytree(BASE, house / "root"))
    git(root, "init", "--quiet", "--initial-branch", "main")
    commit(root)
    tools = str(house / "tools")
    begun = qiangxiao_process(
        root,
        "new",
        "notice",
        "--school",
        "jinjiang/shili",
        "--slug",
        "wancha",
        "--date",
        "2026-10-09",
        PYTHONPATH=tools,
    )
    assert begun.returncode == 0, begun.stdout + begun.stderr
    file = root / ITEM
    marked = file.read_text(encoding="utf-8")
    assert "title: 待填" in marked
    wrong = qiangxiao_process(root, "check", ITEM, PYTHONPATH=tools)
    assert wrong.returncode == 1 and f"{ITEM}:2:8: 错误" in wrong.stdout
    header = "title: 晚自习以后怎样接孩子\ndate: 2026-10-09\naudience: 走读生家长\n"
    file.write_text(f"---\n{header}---\n\n校门口的灯一直亮到九点半。\n", encoding="utf-8")
    right = qiangxiao_process(root, "check", ITEM, PYTHONPATH=tools)
    assert right.returncode == 0, right.stdout
    case = root / f"schools/{CASE}.md"
    case.write_text(
        case.read_text(encoding="utf-8").replace("\nevidence:", "\nschool_size: 十二个班\nevidence:", 1)
    )
    for command in (("build", "--stage-only"), ("preview", "--since", "HEAD", "--out", root / PREVIEW)):
        done = qiangxiao_process(root, *command, PYTHONPATH=tools)
        assert done.returncode == 0, done.stdout + done.stderr


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
    assert "'label': '家长信'" in asked and "schools/{school}/notices" in asked
    assert "docs/guide/fields/notice.md" in asked and "docs/schemas/notice.schema.json" in asked
    assert "label: 写给谁" in asked, "the issue form asks for it too"


def test_no_kind_of_item_lacks_a_part() -> None:
    assert missing_parts() == []


@pytest.mark.parametrize("gone", PARTS)
def test_a_part_that_is_missing_is_named(house: Path, tmp_path: Path, gone: str) -> None:
    shutil.copytree(house / "tools", tmp_path / "tools", copy_function=os.link)
    (tmp_path / "tools/qiangxiao" / gone).unlink()
    assert run(tmp_path / "tools", REPOSITORY / "tests/kind_rooms.py").split() == [gone]
