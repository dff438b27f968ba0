"""`qiangxiao stats`: what schools and district offices supplied and what of it the bulletin printed."""

from __future__ import annotations

from argparse import Namespace

from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.session import Session
from qiangxiao.commands.tables import table
from qiangxiao.foundation.errors import UsageError
from qiangxiao.records.case import CASE
from qiangxiao.records.district_news import DISTRICT_NEWS
from qiangxiao.records.update import UPDATE
from qiangxiao.rendering.data import contribution_rows, csv_table
from qiangxiao.selection.contribution_counts import count_by_district, count_by_measure, count_by_month
from qiangxiao.selection.contributions import Contribution, contribution_years, list_owners, total
from qiangxiao.selection.edition import Edition

HELP = "统计各校和区县报送了多少篇、《工作动态》采用了多少篇，按学校、区县、措施或月份"
_BY = {"school": "学校", "district": "区县", "measure": "措施", "month": "月份"}


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("--year", metavar="年份", type=int, help="只统计一年，例如 2026；默认历年合计")
    parser.add_argument("--district", metavar="区县", help="只看一个区县，写区县编号，例如 jinjiang")
    parser.add_argument(
        "--by",
        choices=tuple(_BY),
        default="school",
        help="按什么分：school 学校（默认）、district 区县、measure 措施、month 月份（要同时写 --year）",
    )
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
    if options.by == "month" and not options.year:
        raise UsageError("按月份统计要写明年份，例如 --by month --year 2026。")
    if options.by != "school" and (options.district or options.format == "csv"):
        raise UsageError("--district 和 --format csv 只能与 --by school 一起用。")
    if options.format == "csv":
        rows = contribution_rows(edition, options.year, options.district)
        session.output.file.write(csv_table(rows).decode("utf-8"))
        return 0
    if options.by == "school":
        headings, shown = _list_owners(session, edition, options)
    else:
        counts = {"district": count_by_district, "measure": count_by_measure, "month": count_by_month}
        counted = counts[options.by](edition, options.year)
        headings = [_BY[options.by], "报送", "采用", "他校借鉴"]
        shown = [[row.label, *map(str, row.numbers)] for row in counted]
    title = f"报送与采用（{f'{options.year} 年' if options.year else '历年合计'}，截至 {session.as_of}）"
    session.output.print(table(headings, shown, title, wide=1 if options.by == "school" else 0))
    return 0


def _list_owners(session: Session, edition: Edition, options: Namespace) -> tuple[list[str], list[list[str]]]:
    """Return the headings and rows of schools and district offices, with the sum."""
    points = session.catalog.program.contribution_points
    kinds = [UPDATE.label, CASE.label, DISTRICT_NEWS.label]
    headings = ["区县", "学校", *kinds, "采用", "采用率", *(["计分"] if points else [])]

    def cells(numbers: Contribution) -> list[str]:
        rate = "—" if numbers.rate is None else f"{numbers.rate:.0%}"
        shown = [str(count) for count in (numbers.updates, numbers.cases, numbers.news, numbers.printed)]
        return [*shown, rate, *([str(numbers.points(points))] if points else [])]

    shown = [
        owner for owner in list_owners(edition, options.year) if options.district in (None, owner.district.id)
    ]
    rows = [[owner.district.name, owner.name, *cells(owner.found)] for owner in shown]
    return headings, [*rows, ["合计", "", *cells(total(owner.found for owner in shown))]]
