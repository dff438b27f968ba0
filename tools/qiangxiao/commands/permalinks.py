"""`qiangxiao permalinks`: remember the addresses of
everything that is published, so that none breaks later.
"""

from __future__ import annotations

from argparse import Namespace

from qiangxiao.authoring.file_writing import write_file
from qiangxiao.authoring.permalink_writing import update_ledger
from qiangxiao.catalog.permalinks import LEDGER_PATH, read_permalinks
from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.session import Session
from qiangxiao.selection.edition import Edition

HELP = "记下已经公开的地址，以后失效时检查会报错"


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("--check", action="store_true", help="只看有没有没记下的，不改动")


def run(session: Session, options: Namespace) -> int:
    """Add what is published to the ledger; with --check return 1 if something is not in it yet."""
    ledger = read_permalinks(session.root)
    text = update_ledger(ledger, Edition(session.catalog, session.as_of))
    added = text.count("\n") - ledger.text.count("\n")
    if text == ledger.text:
        session.output.print(f"{len(ledger.published)} 个地址都已记下。")
        return 0
    if options.check:
        session.output.print(f"有 {added} 行没有记下，请运行 qiangxiao permalinks。")
        return 1
    write_file(session.root, LEDGER_PATH, text.encode())
    session.output.print(f"已记入 {LEDGER_PATH}，新增 {added} 行。")
    return 0
