"""`qiangxiao takedown`: an item disappears from everything that is published; its address says why."""

from __future__ import annotations

from argparse import Namespace

from qiangxiao.authoring.trial import write_all
from qiangxiao.authoring.withdrawing import Withdrawing, commits_with, find_item, plan_takedown
from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.ledger_changes import refuse_new_errors, sound_ledger
from qiangxiao.commands.session import Session
from qiangxiao.foundation.errors import UsageError
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.subscriptions import feeds_with
from qiangxiao.selection.edition import Edition

HELP = "撤下一篇：网页、搜索、订阅、数据里都不再有，旧地址说明原因"
_MOST_LISTED = 10  # commits named on the screen; the rest is counted


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("id", metavar="编号", help="例如 jinjiang/shili/cases/xiaozu-xuexi")
    parser.add_argument(
        "--reason",
        required=True,
        metavar="原因",
        help="写给读者的一句话，例如 应家长要求撤下；会公开，不写姓名",
    )


def run(session: Session, options: Namespace) -> int:
    """Take an item down at once, or nothing when something else then lacks it."""
    reason = " ".join(options.reason.split())
    if not reason:
        raise UsageError("请写明原因：--reason 应家长要求撤下")
    ledger, catalog = sound_ledger(session), session.catalog
    entry = find_item(catalog, options.id)
    feeds = feeds_with(Site(Edition(catalog, session.as_of)), entry)
    plan = plan_takedown(catalog, ledger, options.id, reason, session.as_of, feeds)
    refuse_new_errors(session, plan.files)
    write_all(session.root, plan.files)
    _tell(session, plan)
    return 0


def _tell(session: Session, plan: Withdrawing) -> None:
    def say(words: str) -> None:
        session.output.print(words, markup=False, soft_wrap=True)

    say(f"已撤下：{plan.id}（{plan.gone.reason}）")
    for path in plan.gone.files:
        say(f"  已删除 {path}")
    say("下次生成网站以后，网页、搜索、订阅、数据、日历里都不再有；旧地址写明已撤下和原因。")
    for name in plan.printed_in:
        say(
            f"《工作动态》{name} 刊登过：网站上的各种版本会重新生成，不再有这一篇；发出去的纸本和邮件收不回。"
        )
    commits = commits_with(session.root, plan.gone.files)
    if commits:
        say("git 的历史里还有这些文件，公开的仓库里任何人都看得到：")
        for commit in commits[:_MOST_LISTED]:
            say(f"  {commit.id} {commit.day} {commit.title}")
        if len(commits) > _MOST_LISTED:
            say(f"  还有 {len(commits) - _MOST_LISTED} 次提交")
        say(
            "有个人信息的，请项目维护人清理历史：git filter-repo --invert-paths "
            + " ".join(f"--path {path}" for path in plan.gone.files)
            + "；强制推送后请各处重新克隆，请代码平台清除缓存和派生仓库，请搜索引擎删除快照。"
        )
    say("公众号、微信群里转发过的，要在那里另行删除。早先几次生成的网站也还留着：qiangxiao publish --list。")
    say(f"撤错了，可以恢复：qiangxiao restore {plan.id}")
