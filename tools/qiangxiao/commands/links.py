"""`qiangxiao links`: are the links to other sites still good? The only command that speaks to other hosts."""

from __future__ import annotations

import re
from argparse import Namespace
from urllib.parse import urlsplit

from qiangxiao import __version__
from qiangxiao.checks.external_links import problem_of
from qiangxiao.checks.link_places import external_links
from qiangxiao.commands import check
from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.link_visits import Manners, visit_all
from qiangxiao.commands.session import Session
from qiangxiao.foundation.errors import UsageError
from qiangxiao.foundation.problems import in_order
from qiangxiao.reporting.of_changes import ChangeReport

HELP = "逐个访问外部链接，看还打不打得开（只有这个命令会访问别的网站）"
_LONGEST_WAIT = 120  # seconds for one address; a page of hundreds of links must end some day
# catches "example.com", "a.example.cn", "a.invalid", spares "example.school.cn", "myexample.com" (RFC 2606)
_EXAMPLE = re.compile(r"(?:^|\.)(?:example(?:\.(?:com|net|org|edu)(?:\.cn)?|\.cn)?|invalid|test)$")


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    check.add_format_options(parser)
    parser.add_argument("--timeout", type=float, default=10, metavar="秒", help="每次等多少秒，默认 10")
    parser.add_argument("--list", action="store_true", help="只列出会访问哪些网址，不访问")


def run(session: Session, options: Namespace) -> int:
    """Visit every external link once; return 1 if any is gone or leads where nobody may go."""
    if not 0 < options.timeout <= _LONGEST_WAIT:
        raise UsageError(f"--timeout 应当在 0 到 {_LONGEST_WAIT} 秒之间。")
    found = list(external_links(session.catalog))
    links = [link for link in found if not _EXAMPLE.search(_host(link.url))]
    addresses = sorted({link.url.split("#", 1)[0] for link in links})
    if options.list:
        for link in links:
            place = f"{link.path}:{link.span.line}:{link.span.column}"
            session.output.print(f"{place}: {link.url}", markup=False, soft_wrap=True)
        _say_count(session, len(addresses), len(found) - len(links))
        return 0
    site = f"; {session.site_url}" if session.site_url.isascii() and session.site_url else ""
    manners = Manners(
        f"qiangxiao-links/{__version__} (link check{site})",
        timeout=options.timeout,
        deadline=options.timeout * 3,
    )
    with session.progress("访问外部链接") as report:
        visits = visit_all(addresses, manners, report)
    problems = (problem_of(link, visits[link.url.split("#", 1)[0]]) for link in links)
    _say_count(session, len(addresses), len(found) - len(links))
    return check.emit(
        session, ChangeReport(in_order(p for p in problems if p is not None)), options, "外部链接"
    )


def _say_count(session: Session, count: int, example_count: int) -> None:
    skipped = f"；另有 {example_count} 处示例网址不用访问" if example_count else ""
    session.messages.print(f"外部链接 {count} 个{skipped}。", markup=False)


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower().rstrip(".")
    except ValueError:
        return ""
