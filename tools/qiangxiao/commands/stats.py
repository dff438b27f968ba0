"""`qiangxiao stats`: what each school submitted and what of it the bulletin printed."""

from __future__ import annotations

from argparse import Namespace

from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.session import Session
from qiangxiao.commands.tables import table
from qiangxiao.foundation.errors import UsageError
from qiangxiao.records.case import CASE
from qiangxiao.records.update import UPDATE
from qiangxiao.rendering.data import contribution_rows, csv_table
from qiangxiao.selection.contributions import Contribution, contribution_years, contributions, total
from qiangxiao.selection.edition import Edition

HELP = "统计各校报送的进展、案例和被《工作动态》采用的篇数"


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("--year", metavar="年份", type=int, help="只统计一年，例如 2026；默认历年合计")
    parser.add_argument("--district", metavar="区县", help="只看一个区县，写区县编号，例如 jinjiang")
    parser.add_argument(
        "--format",
        choices=("text", "csv"),
        default="text",
        help="text 是表格；csv 是各校各年的数据，Excel 能打开",
    )


def run(session: Session, options: Namespace) -> int:
    """Print the table, schools in the fixed order of districts."""
    edition = Edition(session.catalog, session.as_of)
    if options.district and edition.district(options.district) is None:
        names = "、".join(
            f"{district.id}（{district.name}）" for district in session.catalog.program.districts
        )
        raise UsageError(f"没有编号为 {options.district} 的区县，可填：{names}。")
    if options.year and options.year not in contribution_years(edition):
        years = "、".join(map(str, contribution_years(edition))) or "还没有"
        raise UsageError(f"{options.year} 年没有报送，有报送的年份：{years}。")
    if options.format == "csv":
        rows = contribution_rows(edition, options.year, options.district)
        session.output.file.write(csv_table(rows).decode("utf-8"))
        return 0
    found = [
        pair
        for pair in contributions(edition, options.year)
        if not options.district or pair[0].district_id == options.district
    ]
    points = session.catalog.program.contribution_points
    headings = ["区县", "学校", UPDATE.label, CASE.label, "采用", "采用率", *(["计分"] if points else [])]

    def cells(numbers: Contribution) -> list[str]:
        rate = "—" if numbers.rate is None else f"{numbers.rate:.0%}"
        shown = [str(numbers.updates), str(numbers.cases), str(numbers.printed), rate]
        return [*shown, str(numbers.points(points))] if points else shown

    rows_shown = [[edition.district_name(s.district_id), s.name, *cells(numbers)] for s, numbers in found]
    rows_shown.append(["合计", "", *cells(total(found))])
    title = f"报送与采用（{f'{options.year} 年' if options.year else '历年合计'}，截至 {session.as_of}）"
    session.output.print(table(headings, rows_shown, title, wide=1))
    return 0
