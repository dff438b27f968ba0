"""Reads a built site, whoever built it, as an inspector would: from the pages alone to problems in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from qiangxiao.checks import inspection as rules
from qiangxiao.checks.numbers import find_numbers
from qiangxiao.checks.privacy import NUMBER_WORDS
from qiangxiao.checks.texts import TextFile
from qiangxiao.checks.word_rules import WordTable, find_breaches
from qiangxiao.foundation.problems import Problem, Rule, Span, in_order
from qiangxiao.site.inspected_columns import column_problems
from qiangxiao.site.inspected_marks import home_problems, page_problems
from qiangxiao.site.verification import pattern_of
from qiangxiao.sources.built_site import BuiltSite, FileRefused
from qiangxiao.sources.hidden_notes import PICTURES, Notes, pdf_notes, picture_notes
from qiangxiao.sources.page_text import PageText, Target, read_page

_PAGES = (".html", ".htm")
_DATA = (".xml", ".json", ".ics", ".csv", ".txt", ".opml", ".svg", ".webmanifest")
_MOST_SHOWN = 20  # problems of one rule that are listed; the rest are counted, mostly they are the same again
_SAMPLE = 2_000  # addresses from which it is told where on its host a site lies
_DEEPEST = 3  # folders of a host above a site: a department, a project, a year
_QUOTED = 20  # characters of an address or of words that a message repeats
# catches "https://a.cn", "//a.cn", "mailto:a@b.cn", "data:x", spares "../a/", "#a:b", "a/b:c"
_FOREIGN = re.compile(r"(?i)(?:[a-z][a-z0-9+.-]*:|//)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an inspection goes by: the day, how old a column may be, a program's words, ids nobody may see."""

    as_of: date
    most_days: int
    words: WordTable
    rules: Mapping[str, Rule]
    hidden: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    """Folders of which the words are not read: examples of what must not be written, for instance."""
    own_address: str = ""
    """Where the site is: links to there are links within it."""


def inspect_site(site: BuiltSite, wanted: Wanted) -> tuple[Problem, ...]:
    """Return every problem of a built site."""
    pages: dict[str, PageText] = {}
    problems: list[Problem] = [
        rules.FILE.at(path, Span.at(1), why, "请去掉，或换成文件本身。")
        for path, why in sorted(site.refused.items())
    ]
    leaks = pattern_of(wanted.hidden)
    for path in sorted(site.paths):
        try:
            data = site.read(path)
        except FileRefused as refused:
            problems.append(rules.FILE.at(path, Span.at(1), str(refused), "请重新生成或去掉。"))
            continue
        if leaks is not None:
            problems += (
                rules.LEAK.at(path, Span.at(1), f"没有公开的“{found}”出现在这里。", "请重新生成网站再发布。")
                for found in sorted({name.decode() for name in leaks.findall(path.encode() + b"\n" + data)})
            )
        if path.endswith(_PAGES):
            page = read_page(data)
            if page is None:
                problems.append(rules.FILE.at(path, Span.at(1), "网页是空的，或读不懂。", "请重新生成。"))
            else:
                pages[path] = page
                problems += _of_words(path, page.lines, wanted)
                problems += page_problems(path, page)
        else:
            problems += _of_file(path, data, wanted)
    problems += _of_links(site, pages, wanted)
    problems += _of_other_hosts(pages, wanted)
    problems += home_problems(pages)
    problems += column_problems(pages, wanted.as_of, wanted.most_days)
    return in_order(_counted(problems))


def _of_file(path: str, data: bytes, wanted: Wanted) -> Iterator[Problem]:
    if path.lower().endswith(PICTURES):
        yield from _of_notes(path, picture_notes(data), wanted)
    elif path.lower().endswith(".pdf"):
        notes = pdf_notes(data)
        yield from _of_notes(path, notes, wanted)
        yield from _of_words(path, [(1, line) for page in notes.words for line in page.split("\n")], wanted)
    elif path.lower().endswith(_DATA):
        lines = data.decode("utf-8", "replace").split("\n")
        yield from _of_numbers(path, list(enumerate(lines, 1)), wanted)


def _of_notes(path: str, notes: Notes, wanted: Wanted) -> Iterator[Problem]:
    at = Span.at(1)
    if notes.fault:
        yield rules.FILE.at(path, at, notes.fault, "请重新生成或去掉。")
    if notes.has_location:
        yield rules.LOCATION.at(path, at, "图片里带有拍摄地点的经纬度。", "请去掉附带信息再发布。")
    if notes.kinds:
        message = f"附带信息里有：{'、'.join(notes.kinds)}。"
        yield rules.METADATA.at(path, at, message, "请去掉附带信息再发布。")
    yield from _of_words(path, [(1, text) for text in notes.texts], wanted)


def _of_words(path: str, lines: Iterable[tuple[int, str]], wanted: Wanted) -> Iterator[Problem]:
    """Yield what in words belongs to one person, or may not be published of exams and schools."""
    if path.startswith(wanted.skipped):
        return
    listed = list(lines)
    yield from _of_numbers(path, listed, wanted)
    file = TextFile("page.md", "\n".join(("", *(text for _, text in listed))))
    for breach in find_breaches(file, wanted.words):
        rule = wanted.rules[breach.rule.code]
        said = wanted.words.codes[breach.rule.code]
        line = listed[breach.spot[0] - 1][0] if 0 < breach.spot[0] <= len(listed) else 1
        yield rule.at(path, Span.at(line), said.message.format(breach.words[:_QUOTED]), said.hint)


def _of_numbers(path: str, listed: list[tuple[int, str]], wanted: Wanted) -> Iterator[Problem]:
    content = "\n".join(text for _, text in listed)
    for number in find_numbers(content):
        message, hint = NUMBER_WORDS[number.kind]
        line = listed[content.count("\n", 0, number.start)][0]
        yield wanted.rules[f"privacy.{number.kind}"].at(path, Span.at(line), message, hint)


def _of_links(site: BuiltSite, pages: Mapping[str, PageText], wanted: Wanted) -> Iterator[Problem]:
    """Yield the links that lead nowhere, the anchors that are not there, and what asks another host."""
    depth = _depth(site, pages)
    for path, page in pages.items():
        for target in dict.fromkeys(page.targets):
            address = target.address.strip()
            if wanted.own_address and address.startswith(wanted.own_address):
                address = f"{'/_' * depth}/{address.removeprefix(wanted.own_address)}"
            if address.startswith("data:"):
                continue
            if _FOREIGN.match(address):
                continue
            resolved = _resolve(site, path, address, page.base, depth)
            if resolved is None:
                message = f"链接没有去处：{_shown(address)}"
                yield rules.LINK.at(path, Span.at(target.line), message, "请改成现在的地址，或删去链接。")
                continue
            anchor = unquote(urlsplit(address).fragment)
            if anchor in ("", "top", "__top") or resolved not in pages or anchor.startswith(":~:"):
                continue
            if anchor not in pages[resolved].anchors:
                message = f"页面上没有这个位置：{_shown(address)}"
                yield rules.ANCHOR.at(
                    path, Span.at(target.line), message, "请改成现在的位置，或删去“#”以后。"
                )


def _of_other_hosts(pages: Mapping[str, PageText], wanted: Wanted) -> Iterator[Problem]:
    """Yield what browsers fetch from other hosts, each address once, at the first page that does."""
    first: dict[str, tuple[str, Target]] = {}
    counts: Counter[str] = Counter()
    for path, page in pages.items():
        for address, target in {each.address: each for each in page.targets if each.is_fetched}.items():
            is_own = bool(wanted.own_address) and address.startswith(wanted.own_address)
            if _FOREIGN.match(address) and not address.startswith("data:") and not is_own:
                first.setdefault(address, (path, target))
                counts[address] += 1
    for address, (path, target) in first.items():
        more = f"（{counts[address]} 页都这样）" if counts[address] > 1 else ""
        message = f"打开网页时向别的网站取：{_shown(address)}{more}"
        yield rules.FOREIGN.at(path, Span.at(target.line), message, "请放在自己的网站上。")


def _shown(address: str) -> str:
    clean = "".join(char if char.isprintable() else "\ufffd" for char in address)
    return clean if len(clean) <= 4 * _QUOTED else f"{clean[: 4 * _QUOTED]}…"


def _resolve(site: BuiltSite, page: str, address: str, base: str, depth: int) -> str | None:
    """Return the file that an address within the site leads to; None when there is none.

    `depth` is how many folders of the host lie above the site.
    """
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return None
    if not path:
        return page
    if path.startswith("/"):
        parts = [part for part in normpath(path).split("/") if part]
        is_below = len(parts) > depth or (len(parts) == depth and path.endswith(("/", "/.")))
        return _file_at(site, "/".join(parts[depth:])) if is_below else None
    folder = page.rpartition("/")[0]
    if base and not _FOREIGN.match(base) and not base.startswith("/"):
        folder = f"{folder}/{base}"
    return _file_at(site, normpath(f"/{folder}/{path}").strip("/"))


def _file_at(site: BuiltSite, path: str) -> str | None:
    """Return the file that a web server gives for a path."""
    names = (path, f"{path}/index.html".lstrip("/"), f"{path}.html", f"{path}/index.htm".lstrip("/"))
    return next((name for name in names if name in site.paths), None)


def _depth(site: BuiltSite, pages: Mapping[str, PageText]) -> int:
    """Return how many folders of its host lie above a site: with which the most addresses lead somewhere."""
    whole = (each.address for page in pages.values() for each in page.targets)
    sample = list(islice((one for one in whole if one.startswith("/") and one[1:2] != "/"), _SAMPLE))
    leading = {
        depth: sum(_resolve(site, "", address, "", depth) is not None for address in sample)
        for depth in range(_DEEPEST + 1)
    }
    return max(leading, key=lambda depth: (leading[depth], -depth))


def _counted(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the first problems of each rule; the last that is shown says how many follow."""
    told: Counter[str] = Counter(problem.code for problem in problems)
    shown: Counter[str] = Counter()
    for problem in in_order(problems):
        shown[problem.code] += 1
        if shown[problem.code] < _MOST_SHOWN or told[problem.code] <= _MOST_SHOWN:
            yield problem
        elif shown[problem.code] == _MOST_SHOWN:
            more = told[problem.code] - _MOST_SHOWN
            yield replace(problem, message=f"{problem.message}（同类的另有 {more} 处）")
