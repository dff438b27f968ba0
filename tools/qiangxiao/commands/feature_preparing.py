"""`qiangxiao feature evidence` and `prepare`: what a
theme can rest on, and what the school has to deliver.
"""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path

from qiangxiao.authoring.file_writing import create_file
from qiangxiao.authoring.word_checklist import word_checklist
from qiangxiao.commands.feature_recording import known_school
from qiangxiao.commands.session import Session
from qiangxiao.commands.tables import table
from qiangxiao.foundation.dates import chinese_date, period_begins_on, period_label
from qiangxiao.foundation.errors import UsageError
from qiangxiao.records.featured import FEATURED
from qiangxiao.selection.evidence import evidence_of
from qiangxiao.selection.featured import eligibility
from qiangxiao.selection.preparation import Task, preparation


def show_evidence(session: Session, options: Namespace) -> int:
    """List the improvements of a school that a theme can name."""
    school = known_school(session.catalog, options.school)
    found = evidence_of(school, session.as_of)
    rows = [(f"{e.kind}\n{e.on}", f"{e.sentence}\n（{e.source}）", e.item.id) for e in found]
    if rows:
        session.output.print(table(("依据", "主题可以这样写", "内容（--item）"), rows, school.name, wide=1))
    doubt = eligibility(session.catalog, school, session.as_of)
    session.output.print(
        f"{school.name}有 {len(found)} 条依据。" + (f"注意：{doubt}。" if doubt else "符合推出的条件。"),
        markup=False,
        soft_wrap=True,
    )
    return 0


def prepare_school(session: Session, options: Namespace) -> int:
    """Show the checklist of a period, or write it as a Word file."""
    catalog = session.catalog
    entry = next((e for e in catalog.all(FEATURED) if e.record.period == options.period), None)
    if entry is None:
        raise UsageError(f"名册里没有 {options.period}。请先用 qiangxiao feature freeze 排定。")
    school = known_school(catalog, entry.record.school)
    tasks = preparation(catalog, entry.record, session.as_of)
    label = period_label(options.period)
    begins_on = period_begins_on(options.period, catalog.program.calendar)
    assert begins_on is not None  # the ledger was read
    left = sum(not task.is_done for task in tasks)
    rows = [(_state(t, session.as_of), t.what, t.how, t.due_on.isoformat(), t.state) for t in tasks]
    title = f"{school.name}：{label}每期一校准备清单"
    said = (
        f"{label}轮到贵校，{chinese_date(begins_on)}起在网站推出。共 "
        f"{len(tasks)} 项，还要办 {left} 项（截至 {session.as_of}）。"
    )
    if options.out:
        if Path(options.out).suffix.lower() != ".docx":
            raise UsageError("--out 请写成 .docx 文件。")
        lines = [said, "轮到谁按规则计算，不是评比。主题只写有依据的改进；没有见效的做法，同样值得写。"]
        data = word_checklist(title, lines, ("状态", "准备什么", "要求", "期限", "现在的情况"), rows)
        out = Path(options.out)
        create_file(out.parent, out.name, data)
        session.output.print(f"已写成 {options.out}。{said}", markup=False, soft_wrap=True)
        return 0
    session.output.print(table(("状态", "准备什么", "要求", "期限", "现在的情况"), rows, title, wide=2))
    session.output.print(said, markup=False, soft_wrap=True)
    return 0


def _state(task: Task, as_of: date) -> str:
    return "已有" if task.is_done else "逾期" if task.due_on < as_of else "待办"
