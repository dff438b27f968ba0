"""A copy of the program that somebody added to: a kind nobody knew of, a field of cases, a channel; and
a small program in which they are used.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from corpus_trees import BASE
from forge import commit, git
from sample_program import copy_house, qiangxiao_process

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
CHANNEL = '''"""Plain text: an issue for a notice board that takes nothing else."""

from qiangxiao.site.channel import Channel

CHANNEL = Channel(
    name="txt",
    label="纯文本",
    media_type="text/plain",
    ending="txt",
    rank=25,
    issue=lambda printer: "\\n".join(printer.issue.imprint.texts).encode(),
)
'''
ITEM = "schools/jinjiang/shili/notices/2026-10-09-wancha.md"
CASE, ISSUE = "jinjiang/shili/cases/xiaozu-xuexi", "2026-01"
"""A case, and the published issue that prints it."""
PREVIEW = "preview.html"
ID = ITEM.removeprefix("schools/").removesuffix(".md")


def make_house(folder: Path) -> None:
    """Copy the program, add to it, and use what was added in `root`."""
    copy_house(folder)
    for name, text in PARTS.items():
        (folder / "tools/qiangxiao" / name).write_text(text, encoding="utf-8")
    case = folder / "tools/qiangxiao/records/case.py"
    before = case.read_text(encoding="utf-8")
    more = before.replace(FUTURE, FUTURE + IMPORTS, 1).replace(LAST_FIELD, FIELD + LAST_FIELD, 1)
    case.write_text(more, encoding="utf-8")
    channel = folder / "tools/qiangxiao/site/channels/notice_board.py"
    channel.write_text(CHANNEL, encoding="utf-8")
    _use_house(folder)


def _use_house(house: Path) -> None:
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
