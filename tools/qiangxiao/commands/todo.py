"""`qiangxiao todo`: what each school is late with, since
when, what it lacks, what has grown old, what is unsigned.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from qiangxiao.catalog.catalog import School
from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.session import Session
from qiangxiao.commands.tables import table
from qiangxiao.foundation.errors import UsageError
from qiangxiao.selection.coverage import Duty, active_schools, duties
from qiangxiao.selection.reviews import Waiting, list_waiting
from qiangxiao.selection.staleness import StaleRecord, find_stale_records

HELP = "列出各校逾期的事、还缺的内容、过时的资料和等待签名的稿件"


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--district", metavar="区县", help="只看一个区县，写区县编号，例如 jinjiang")
    which.add_argument("--school", metavar="学校", help="只看一所学校，写学校编号，例如 jinjiang/shili")


def run(session: Session, options: Namespace) -> int:
    """Print one table per school that has something to do; having things to do is no error."""
    schools = schools_asked(session, options)
    late = missing = stale = unsigned = idle = 0
    waits = list_waiting(session.catalog, session.as_of)
    for school in schools:
        found = duties(session.catalog, school, session.as_of)
        old = find_stale_records(session.catalog, school, session.as_of)
        unsigned_here = [item for item in waits if item.entry.id.startswith(f"{school.id}/")]
        if not found and not old and not unsigned_here:
            idle += 1
            continue
        late += sum(duty.since is not None for duty in found)
        missing += sum(duty.since is None for duty in found)
        stale += len(old)
        unsigned += len(unsigned_here)
        rows = [_row(duty, session) for duty in found] + [_make_stale_row(record) for record in old]
        rows += [_make_unsigned_row(item) for item in unsigned_here]
        title = f"{school.name}（{school.id}）"
        session.output.print(table(("状态", "条款", "事项", "文件"), rows, title, wide=2))
    session.output.print(
        (
            f"{len(schools)} 所学校：逾期 {late} 项，待补 {missing} 项，过时 {stale} "
            f"项，待签 {unsigned} 项，{idle} 所没有要办的事（截至 {session.as_of}）。"
        ),
        markup=False,
    )
    return 0


def _row(duty: Duty, session: Session) -> tuple[str, str, str, str]:
    if duty.since is None:
        return ("待补", duty.clause, duty.lack, duty.file)
    days = (session.as_of - duty.since).days
    return (f"逾期 {days} 天\n自 {duty.since}", duty.clause, duty.lack, duty.file)


def _make_stale_row(record: StaleRecord) -> tuple[str, str, str, str]:
    return ("过时", "—", f"{record.what}的数据截至 {record.as_of}，请核对后更新", record.file)


def _make_unsigned_row(item: Waiting) -> tuple[str, str, str, str]:
    since = f"\n自 {item.since}" if item.since else ""
    changed = "，签名后又改动过" if item.is_changed else ""
    file = item.entry.path.split("/", 3)[-1]
    return (
        f"待签{since}",
        "—",
        f"“{getattr(item.entry.record, 'title', file)}”在等{item.step.value}{changed}",
        file,
    )


def schools_asked(session: Session, options: Namespace) -> Sequence[School]:
    """Return the schools in the program that are asked for: one, a district's, or all."""
    catalog = session.catalog
    active = active_schools(catalog, session.as_of)
    if options.school:
        chosen = [school for school in active if school.id == options.school]
        if not chosen:
            known = options.school in catalog.schools
            raise UsageError(
                f"学校 {options.school} 不在项目中。" if known else f"没有编号为 {options.school} 的学校。"
            )
        return chosen
    if options.district:
        if catalog.program.district(options.district) is None:
            names = "、".join(f"{district.id}（{district.name}）" for district in catalog.program.districts)
            raise UsageError(f"没有编号为 {options.district} 的区县，可填：{names}。")
        return [school for school in active if school.district_id == options.district]
    return active
