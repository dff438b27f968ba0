"""`qiangxiao freshness`: the self-check that inspectors of government sites make."""

from __future__ import annotations

from argparse import Namespace

from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.session import Session
from qiangxiao.commands.tables import drop_spaces, table
from qiangxiao.rendering.pages.freshness_page import freshness
from qiangxiao.site.builder import prepare_pages

HELP = "自查网站更新：哪个栏目太久没有更新，有没有空栏目和没有日期的页面"


def configure(parser: Parser) -> None:
    """Declare the arguments: none."""


def run(session: Session, options: Namespace) -> int:
    """Print the table; exit 1 when an inspector would object to something."""
    pages = prepare_pages(session.catalog, session.as_of)
    found = freshness(pages, session.catalog.program, session.as_of)
    rows = [
        (column.title, f"{column.newest or '没有'}", f"{column.limit} 天以内", column.fault or "合格")
        for column in found.columns
    ]
    session.output.print(
        table(("栏目", "最近更新", "要求", "结果"), rows, f"更新自查（截至 {session.as_of}）")
    )
    for page in found.undated:
        session.output.print(f"没有日期的页面：{page.title}（{page.address}）", markup=False)
    total = f"有 {found.fault_count} 处要处理。" if found.fault_count else "各栏目都按期更新，每页都有日期。"
    session.output.print(drop_spaces(total), markup=False)
    return 1 if found.fault_count else 0
