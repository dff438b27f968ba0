"""`qiangxiao coverage`: is the program carried out? Clause by clause n/N, with who is missing."""

from __future__ import annotations

from argparse import Namespace

from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.session import Session
from qiangxiao.commands.tables import drop_spaces, table
from qiangxiao.selection.coverage import Coverage, coverage, coverage_sentence

HELP = "逐条统计落实情况：多少所学校做到，缺哪几所"
_NAMES_SHOWN = 6  # schools in one line of the terminal


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("--all", action="store_true", help="列出全部未做到的学校，不省略")


def run(session: Session, options: Namespace) -> int:
    """Print the table and the sentence; missing things are no error."""
    catalog, day = session.catalog, session.as_of
    clause, rows = "", []
    for item in coverage(catalog, day):
        shown = "" if item.requirement.clause == clause else item.requirement.clause
        clause = item.requirement.clause
        rows.append((shown, item.requirement.title.rstrip("。"), _count(item), _missing(item, options.all)))
    session.output.print(table(("条款", "要求", "做到", "还缺"), rows, f"落实情况（截至 {day}）"))
    session.output.print(drop_spaces(coverage_sentence(catalog, day)), markup=False)
    return 0


def _count(item: Coverage) -> str:
    return f"{len(item.met)}/{item.total}" if item.total else "—"


def _missing(item: Coverage, is_complete: bool) -> str:
    if not item.total:
        return "还没有学校到期"
    names = [school.name for school, _ in item.lacking]
    hidden = 0 if is_complete else max(0, len(names) - _NAMES_SHOWN)
    listed = "、".join(names[: len(names) - hidden])
    return f"{listed}等 {len(names)} 所" if hidden else listed or "无"
