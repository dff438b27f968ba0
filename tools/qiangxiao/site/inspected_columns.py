"""The columns of a built site: what the home page leads to that has articles under it, and its newest day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from qiangxiao.checks.inspection import COLUMN
from qiangxiao.foundation.problems import Problem, Span
from qiangxiao.sources.page_text import PageText

HOME = "index.html"
_FEWEST_ARTICLES = 2  # a page with one page under it is no column


def column_problems(pages: Mapping[str, PageText], as_of: date, most_days: int) -> Iterator[Problem]:
    """Yield the columns without a day, and those whose newest day is too long ago."""
    for path, folder in sorted(_columns(pages).items()):
        under = [page for other, page in pages.items() if other.startswith(folder) and other != path]
        if len(under) < _FEWEST_ARTICLES:
            continue
        days = [day for page in (pages[path], *under) for day in page.days if day <= as_of]
        name = pages[path].title or folder
        if not days:
            message = f"栏目“{name}”和它下面的 {len(under)} 页没有写明日期。"
            yield COLUMN.at(path, Span.at(1), message, "请写明发布和更新的日期。")
        elif max(days) < as_of - timedelta(days=most_days):
            gone = (as_of - max(days)).days
            message = f"栏目“{name}”最新的日期是 {max(days)}，已经 {gone} 天没有更新。"
            yield COLUMN.at(path, Span.at(1), message, "请更新内容，或者并入别的栏目。")


def _columns(pages: Mapping[str, PageText]) -> dict[str, str]:
    """Return the pages that the home page leads to and that are a folder's first page, with the folder."""
    found: dict[str, str] = {}
    for _, address in pages[HOME].links if HOME in pages else ():
        try:
            path = unquote(urlsplit(address).path)
        except ValueError:
            continue
        bare = normpath(f"/{path}").strip("/").removesuffix("/index.html").removesuffix(".html")
        for page in (f"{bare}/index.html", f"{bare}.html"):
            if page in pages and page != HOME:
                found[page] = f"{bare}/"
    return found
