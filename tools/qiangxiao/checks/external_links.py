"""Tells what the weekly visit to links outside the site found. The visits themselves are made elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from qiangxiao.foundation.problems import Problem, Severity, Span, rule

GONE = rule(
    "link.external.gone",
    """外部链接打得开。

    每周运行一次的 `qiangxiao links` 会访问内容里的每个外部链接。对方说没有这个网页（404 或 410），
    或者这个域名已经不存在，读者点了也打不开。请换成现在的网址；找不到就去掉链接，只留文字。
    """,
)
UNREACHABLE = rule(
    "link.external.unreachable",
    """外部链接暂时打不开时要再看一眼。

    对方的网站出错、太慢、证书不对或连不上。可能过几天就好；连续两周都是这样，请换一个网址或去掉链接。
    """,
    Severity.WARNING,
)
MOVED = rule(
    "link.external.moved",
    """网页搬了家，链接最好写新地址。

    对方说这个网址已经永久换成另一个。现在还会自动转过去，以后不一定；请打开看看内容对不对，再换成新地址。
    """,
    Severity.ADVICE,
)
CLOSED = rule(
    "link.external.closed",
    """对方不让程序访问的链接，请人看一眼。

    对方要求登录，或者拒绝程序访问（401、403、429 等），程序判断不了读者打不打得开。请用浏览器打开看看。
    """,
    Severity.ADVICE,
)
REFUSED = rule(
    "link.external.refused",
    """外部链接指向公开的网站。

    只检查 http 和 https 的常用端口。指向内网、本机的地址，读者打不开；带着用户名密码的地址不能公开。
    程序不会访问这样的地址。
    """,
)
RULES = (GONE, UNREACHABLE, MOVED, CLOSED, REFUSED)


class Verdict(Enum):
    """How a visit ended."""

    FINE = auto()
    GONE = auto()
    UNREACHABLE = auto()
    MOVED = auto()
    CLOSED = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class Visit:
    """The end of a visit; `detail` says in a few Chinese
    words why, or is the new address of a page that moved.
    """

    verdict: Verdict
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ExternalLink:
    """A link to another site, and where in the content it stands."""

    url: str
    path: str
    span: Span
    field: str = ""


def problem_of(link: ExternalLink, visit: Visit) -> Problem | None:
    """Return what is wrong with a link after a visit, or None."""
    at = (link.path, link.span)
    url, detail = link.url, visit.detail
    match visit.verdict:
        case Verdict.GONE:
            return GONE.at(
                *at, f"链接打不开了（{detail}）：{url}", "请换成现在的网址，或者去掉这个链接。", link.field
            )
        case Verdict.UNREACHABLE:
            return UNREACHABLE.at(
                *at, f"链接没有打开（{detail}）：{url}", "下周还打不开，请换一个网址或去掉。", link.field
            )
        case Verdict.MOVED:
            return MOVED.at(*at, f"网页已经搬家：{url}", f"请打开核对，再改成：{detail}", link.field)
        case Verdict.CLOSED:
            return CLOSED.at(
                *at,
                f"对方不让程序访问（{detail}）：{url}",
                "请用浏览器打开看看，读者能看到就不用改。",
                link.field,
            )
        case Verdict.REFUSED:
            return REFUSED.at(
                *at, f"没有访问这个链接（{detail}）：{url}", "请换成公开网站的网址。", link.field
            )
        case Verdict.FINE:
            return None
