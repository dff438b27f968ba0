"""`qiangxiao inspect`: a built site, of this program or of any other, as an inspector reads it."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from qiangxiao.checks.run import all_rules
from qiangxiao.checks.word_rules import word_table
from qiangxiao.checks.words import place_names
from qiangxiao.commands import check
from qiangxiao.commands.arguments import Parser, count
from qiangxiao.commands.session import Session
from qiangxiao.foundation.errors import UsageError
from qiangxiao.reporting.of_changes import ChangeReport
from qiangxiao.selection.edition import Edition
from qiangxiao.site.builder import hidden_ids
from qiangxiao.site.inspection import Wanted, inspect_site
from qiangxiao.sources.built_site import SiteRefused, open_site

HELP = "像检查网站的人那样看一个生成好的网站：文件夹或 zip 压缩包，别的程序生成的也行"


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("place", metavar="网站", help="网站的文件夹或 zip 压缩包，例如 site")
    parser.add_argument(
        "--days", type=count, default=180, metavar="天", help="栏目多少天没有更新就指出，默认 180"
    )
    parser.add_argument(
        "--skip",
        action="append",
        default=[],
        metavar="文件夹",
        help="这个文件夹里的文字不查，例如 errors（里面是写错的例子）；可以写几次",
    )
    check.add_format_options(parser)


def run(session: Session, options: Namespace) -> int:
    """Report what is wrong with the site; return 1 if any of it is an error."""
    try:
        site = open_site(Path(options.place))
    except SiteRefused as refused:
        raise UsageError(f"{options.place}：{refused}") from None
    found = inspect_site(site, _wanted(session, options))
    session.messages.print(f"看了 {len(site.paths)} 个文件。", markup=False)
    return check.emit(session, ChangeReport(found), options, "网站检查")


def _wanted(session: Session, options: Namespace) -> Wanted:
    """Return what to go by; with a program at hand also its own words, and what it does not publish yet."""
    skipped = tuple(f"{folder.strip('/')}/" for folder in options.skip)
    if not session.has_program:
        return Wanted(session.as_of, options.days, word_table(), all_rules(), (), skipped)
    program = session.catalog.program
    words = word_table(program.words.exam_words, program.words.school_nicknames, place_names(program))
    hidden = hidden_ids(Edition(session.catalog, session.as_of))
    return Wanted(session.as_of, options.days, words, all_rules(), hidden, skipped, session.site_url)
