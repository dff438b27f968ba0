"""`qiangxiao publish`: the last published sites, and the way back to one of them."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from pathlib import Path

from qiangxiao.commands.arguments import Parser, count
from qiangxiao.commands.building import WAITING
from qiangxiao.commands.session import Session
from qiangxiao.commands.tables import table
from qiangxiao.foundation.errors import UsageError
from qiangxiao.site.generations import Generation, generations_of
from qiangxiao.site.places import place_of

HELP = "看最近几次发布的网站，换回其中一次"


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    wanted = parser.add_mutually_exclusive_group(required=True)
    wanted.add_argument("--list", action="store_true", help="列出留着的各次发布")
    wanted.add_argument(
        "--rollback",
        nargs="?",
        type=count,
        const=0,
        metavar="第几次",
        help="换回第几次发布；不写第几次就是现在这次的前一次",
    )
    parser.add_argument("--out", metavar="文件夹", help="哪里的网站，默认是项目文件夹里的 site")


def run(session: Session, options: Namespace) -> int:
    """List the generations, or let readers see an earlier one again."""
    session.require_root()
    out = Path(options.out) if options.out else session.root / "site"
    if not out.is_dir():
        raise UsageError(f"{out} 没有网站。请先运行 qiangxiao build。")
    place = place_of(out, session.root.resolve() / ".build")
    on_wait = partial(session.messages.print, WAITING, soft_wrap=True)
    with generations_of(place, on_wait) as generations:
        if not options.list:
            back = generations.roll_back(options.rollback or None)
            when = f"（{_say_when(back)}）" if back.published_at else ""
            words = f"已换回第 {back.number} 次发布{when}：{out}。内容没有改回，下一次生成会再换成新的。"
            session.output.print(words, markup=False, soft_wrap=True)
            return 0
        live = generations.live
        rows = [
            (
                str(one.number),
                _say_when(one),
                one.as_of,
                str(one.page_count or ""),
                "正在用" if one == live else "",
            )
            for one in generations.listed()
        ]
    session.output.print(table(("第几次", "发布时间", "按哪天", "页数", ""), rows, f"{out} 的各次发布"))
    return 0


def _say_when(generation: Generation) -> str:
    return generation.published_at.replace("T", " ")[:16]
