"""`qiangxiao form`: fetch and make the online form's program, once, so that builds can put it on the site."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.session import Session
from qiangxiao.site.form_bundle import FormError, install, take_bundle

HELP = "准备在线投稿表单（需要 Node.js 和 npm，第一次要联网）"


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("--if-possible", action="store_true", help="没有 Node.js 时不算错，什么也不说")
    parser.add_argument(
        "--from", dest="source", metavar="文件夹", help="用别处准备好的一份，例如离线安装包里的 form，不联网"
    )


def run(session: Session, options: Namespace) -> int:
    """Make the program if it is not there yet; return 1 when that fails."""
    try:
        with session.messages.status("准备在线投稿表单……"):
            source = Path(options.source) if options.source else None
            bundle = take_bundle(session.root, source) if source else install(session.root)
    except FormError as error:
        if options.if_possible:
            return 0
        session.output.print(str(error), style="bold red", markup=False, soft_wrap=True)
        return 1
    session.output.print(f"在线投稿表单已备好：{bundle.folder}", markup=False, soft_wrap=True)
    return 0
