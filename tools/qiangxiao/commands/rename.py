"""`qiangxiao rename`: a new id for an item, a school or a district; old addresses lead to the new one."""

from __future__ import annotations

from argparse import Namespace

from qiangxiao.authoring.renaming import plan_rename
from qiangxiao.authoring.trial import write_all
from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.ledger_changes import refuse_new_errors, sound_ledger
from qiangxiao.commands.session import Session

HELP = "改编号：学校、区县或一篇内容，文件、引用、旧地址一次改好"
_MOST_LISTED = 10  # files named on the screen; the rest is counted


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "old", metavar="旧编号", help="例如 jinjiang/shili、jinjiang/shili/cases/xiaozu，区县写 jinjiang"
    )
    parser.add_argument("new", metavar="新编号", help="例如 jinjiang/xin；只换最后一段的，写那一段就行")


def run(session: Session, options: Namespace) -> int:
    """Move everything at once, or nothing when the program would then have errors it has not now."""
    plan = plan_rename(session.catalog, sound_ledger(session), options.old, options.new)
    refuse_new_errors(session, plan.files, plan.moved)
    write_all(session.root, plan.files)
    say = session.output.print
    say(f"已改名：{plan.what}，{plan.rename.old} → {plan.rename.new}。", markup=False, soft_wrap=True)
    say(f"移动了 {len(plan.moved)} 个文件，改了 {len(plan.changed)} 个文件里的引用。", markup=False)
    for path in plan.changed[:_MOST_LISTED]:
        say(f"  {path}", markup=False, soft_wrap=True)
    if len(plan.changed) > _MOST_LISTED:
        say(f"  还有 {len(plan.changed) - _MOST_LISTED} 个", markup=False)
    say("旧的网页、订阅、日历、数据地址都会转到新的；签过名、刊登过的文字一字没动。", soft_wrap=True)
    return 0
