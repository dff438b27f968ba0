"""`qiangxiao restore`: what was taken down is there again, under the id that feeds know it by."""

from __future__ import annotations

from argparse import Namespace

from qiangxiao.authoring.closing import find_addresses, reopen
from qiangxiao.authoring.file_writing import write_file
from qiangxiao.authoring.permalink_writing import write_ledger
from qiangxiao.authoring.trial import write_all
from qiangxiao.authoring.withdrawing import KEPT, plan_restore
from qiangxiao.catalog.permalinks import LEDGER_PATH
from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.ledger_changes import refuse_new_errors, sound_ledger
from qiangxiao.commands.session import Session

HELP = "恢复撤下的一篇或一个地址，文件和地址都回到原来的样子"


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "id",
        metavar="编号或地址",
        help="撤下的内容的编号，例如 jinjiang/shili/cases/xiaozu-xuexi；撤下的是地址的写地址",
    )


def run(session: Session, options: Namespace) -> int:
    """Put everything back, or nothing when it no longer fits the program."""
    ledger = sound_ledger(session)
    if addresses := find_addresses(ledger.closed, options.id, session.catalog.program.site.url or ""):
        write_file(session.root, LEDGER_PATH, write_ledger(reopen(ledger, addresses)).encode())
        for address in addresses:
            session.output.print(f"已恢复地址：{address}", markup=False, soft_wrap=True)
        session.output.print("下次生成网站时，这里要有内容，没有就不发布。", soft_wrap=True)
        return 0
    gone, files = plan_restore(session.catalog, ledger, options.id, session.as_of)
    refuse_new_errors(session, files)
    write_all(session.root, files)
    session.output.print(
        f"已恢复：{options.id}（{gone.day} 撤下，{gone.reason}）", markup=False, soft_wrap=True
    )
    for path in files:
        if path.startswith(("schools/", "docs/events/", "docs/news/")):
            session.output.print(f"  {path}", markup=False, soft_wrap=True)
    session.output.print(f"{KEPT} 里的副本已清除。签名若因改动失效，要重新审校。", markup=False)
    return 0
