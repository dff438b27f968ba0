"""`qiangxiao takedown`: an item disappears from everything that is published; its address says why.

An address that is no item's, such as a feed's or a district's page, is given up by itself.
"""

from __future__ import annotations

import shlex
import unicodedata
from argparse import Namespace
from functools import partial

from qiangxiao.authoring.closing import close, find_addresses
from qiangxiao.authoring.file_writing import write_file
from qiangxiao.authoring.permalink_writing import write_ledger
from qiangxiao.authoring.trial import write_all
from qiangxiao.authoring.withdrawing import Withdrawing, commits_with, find_item, plan_takedown
from qiangxiao.catalog.permalinks import LEDGER_PATH, Closure, Permalinks
from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.ledger_changes import refuse_new_errors, sound_ledger
from qiangxiao.commands.session import Session
from qiangxiao.foundation.errors import UsageError
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.subscriptions import feeds_with
from qiangxiao.selection.edition import Edition

HELP = "撤下一篇或一个地址：网页、搜索、订阅、数据里都不再有，旧地址说明原因"
_MOST_LISTED = 10  # commits named on the screen; the rest is counted


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "id",
        metavar="编号或地址",
        help="例如 jinjiang/shili/cases/xiaozu-xuexi；不是一篇的写公开过的地址，例如 feeds/all.rss.xml、"
        "districts/jinjiang/，可以用星号：'feeds/districts/jinjiang.*'",
    )
    parser.add_argument(
        "--reason",
        required=True,
        metavar="原因",
        help="写给读者的一句话，例如 应家长要求撤下；会公开，不写姓名",
    )
    parser.add_argument(
        "--to",
        default="",
        metavar="地址",
        help="撤下的是地址时：转到哪个同一种的地址，例如 feeds/cases.rss.xml",
    )


def run(session: Session, options: Namespace) -> int:
    """Take an item or an address down at once, or nothing when something else then lacks it."""
    reason = unicodedata.normalize("NFC", " ".join(options.reason.split()))
    if not reason:
        raise UsageError("请写明原因：--reason 应家长要求撤下")
    ledger, edition = sound_ledger(session), Edition(session.catalog, session.as_of)
    url = session.catalog.program.site.url or ""
    items = {entry.address: content_id for content_id, entry in edition.published.items()}
    items |= {address: content_id for content_id, address in ledger.published.items()}
    if addresses := find_addresses(set(ledger.addresses) - items.keys(), options.id, url):
        to = find_addresses(ledger.owed, options.to, url) if options.to else ("",)
        _close(session, ledger, addresses, Closure(reason, session.as_of, *(to or (options.to,))))
        _say(session, f"撤错了，可以恢复：qiangxiao restore {shlex.quote(options.id)}")
        return 0
    if options.to:
        raise UsageError("--to 只用于撤下地址；一篇内容改了编号，用 qiangxiao rename。")
    found = find_addresses(items, options.id, url) if "*" not in options.id else ()
    content_id = items[found[0]] if found else options.id
    feeds = feeds_with(Site(edition), find_item(session.catalog, content_id))
    plan = plan_takedown(session.catalog, ledger, content_id, reason, session.as_of, feeds)
    refuse_new_errors(session, plan.files)
    write_all(session.root, plan.files)
    _tell(session, plan)
    return 0


def _close(session: Session, ledger: Permalinks, addresses: tuple[str, ...], closure: Closure) -> None:
    write_file(session.root, LEDGER_PATH, write_ledger(close(ledger, addresses, closure)).encode())
    for address in addresses:
        _say(session, f"已撤下地址：{address}（{closure.reason}）")
    then = f"转到 {closure.to}" if closure.to else "只说明已撤下和原因"
    words = f"下次生成网站以后，这里{then}；网页从搜索和网站地图里去掉。别处还有同样内容的，请改正它的来源。"
    _say(session, words)


def _say(session: Session, words: str) -> None:
    session.output.print(words, markup=False, soft_wrap=True)


def _tell(session: Session, plan: Withdrawing) -> None:
    say = partial(_say, session)
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
