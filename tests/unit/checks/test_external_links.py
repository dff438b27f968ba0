"""A link outside that was visited: what is told of it, and nothing of one that is fine."""

from __future__ import annotations

import pytest

from qiangxiao.checks.external_links import ExternalLink, Verdict, Visit, problem_of
from qiangxiao.foundation.problems import Problem, Severity, Span

LINK = ExternalLink("https://x.example/a", "schools/a/b/school.yml", Span.at(3, 10, 19), "website")


@pytest.mark.parametrize(
    ("verdict", "code", "severity", "message", "hint"),
    [
        (
            Verdict.GONE,
            "link.external.gone",
            Severity.ERROR,
            "链接打不开了（原因）：https://x.example/a",
            "请换成现在的网址，或者去掉这个链接。",
        ),
        (
            Verdict.UNREACHABLE,
            "link.external.unreachable",
            Severity.WARNING,
            "链接没有打开（原因）：https://x.example/a",
            "下周还打不开，请换一个网址或去掉。",
        ),
        (
            Verdict.MOVED,
            "link.external.moved",
            Severity.ADVICE,
            "网页已经搬家：https://x.example/a",
            "请打开核对，再改成：原因",
        ),
        (
            Verdict.CLOSED,
            "link.external.closed",
            Severity.ADVICE,
            "对方不让程序访问（原因）：https://x.example/a",
            "请用浏览器打开看看，读者能看到就不用改。",
        ),
        (
            Verdict.REFUSED,
            "link.external.refused",
            Severity.ERROR,
            "没有访问这个链接（原因）：https://x.example/a",
            "请换成公开网站的网址。",
        ),
    ],
)
def test_every_verdict_but_fine_is_a_problem_at_the_link(
    verdict: Verdict, code: str, severity: Severity, message: str, hint: str
) -> None:
    told = Problem(LINK.path, LINK.span, code, severity, message, hint, "website")
    assert problem_of(LINK, Visit(verdict, "原因")) == told


def test_a_link_that_is_fine_is_no_problem() -> None:
    assert problem_of(LINK, Visit(Verdict.FINE)) is None
