"""What the preview adds to a page on its way to the browser: the errors of the last save, and a script that
loads the page again after a build. No file is changed for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path

from qiangxiao.foundation.line_ends import read_own_file
from qiangxiao.foundation.problems import Problem, Severity

STATE_PATH = "/-/state"
"""Where the mark of a page is told, which is another one when the page is; the script asks there."""
SCRIPT_PATH = "/-/live.js"
SCRIPT = read_own_file(Path(__file__).with_name("live.js"))
_MOST = 20
"""Errors on a page; the terminal has them all."""
# catches "<body>", "<body dir=\"ltr\">", spares "<bodyx>"
_BODY = re.compile(rb"<body(?:\s[^>]*)?>")
_BOX = (
    "position:sticky;top:0;z-index:99;max-height:50vh;overflow:auto;padding:.6rem 1rem;"
    "background:#7a1010;color:#fff;font:16px/1.6 sans-serif"
)


def live_page(page: bytes, problems: Sequence[Problem], is_built: bool, mark: str) -> bytes:
    """Return a page with the errors above it, and with the script, which knows the page by its mark."""
    start = _BODY.search(page)
    if start is None:
        return page
    script = f'<script src="{SCRIPT_PATH}" data-mark="{mark}"></script>'
    added = f"{script}{notice_of(problems, is_built)}".encode()
    return page[: start.end()] + added + page[start.end() :]


def notice_of(problems: Sequence[Problem], is_built: bool) -> str:
    """Return what stands above a page: the errors, if there are any."""
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if is_built and not errors:
        return ""
    state = "有错误的内容先不公开，改好后恢复" if is_built else "没有更新，下面还是上一次的网页"
    rows = "".join(f"<li>{_said(problem)}</li>" for problem in errors[:_MOST])
    more = f"<p>另有 {len(errors) - _MOST} 处，见终端。</p>" if len(errors) > _MOST else ""
    why = f"<ol>{rows}</ol>{more}" if rows else "<p>原因见终端。</p>"
    return f'<div role="alert" style="{_BOX}"><strong>{state}。</strong>{why}</div>'


def _said(problem: Problem) -> str:
    place = f"{problem.path}:{problem.span.line}:{problem.span.column}"
    words = (place, problem.message, problem.hint, problem.code)
    return "<br>".join(escape(word) for word in words if word)
