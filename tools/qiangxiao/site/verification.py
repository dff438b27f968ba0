"""Is the built site whole? Every link and picture leads
somewhere, every page is there, nothing asks another host.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from lxml import html as lxml_html
from lxml.etree import XPath

from qiangxiao.site.generations import Earlier
from qiangxiao.site.not_found import PATH as NOT_FOUND
from qiangxiao.site.tree import SiteFiles

_ANCHORS = XPath("//@id | //a/@name", smart_strings=False)
_LINKS = XPath("//a/@href", smart_strings=False)
_RESOURCES = XPath("//@src | //@poster | //object/@data", smart_strings=False)
_SOURCE_SETS = XPath("//@srcset", smart_strings=False)
_META_IMAGES = XPath("//meta[@itemprop='image']/@content", smart_strings=False)
_HEAD_LINKS = XPath("//link[@href]")
_LOST = "以前公开过的这个地址没有了，请恢复，或用 qiangxiao takedown 地址 --reason 原因 撤下"
_IS_NOTICE = XPath("boolean(/html/body[@data-notice])")
# catches what follows the # of href="../ke/#%E5%81%9A", href='#a&amp;b', href=#a; spares "# 题" and <#>
_FRAGMENT = re.compile(rb"#([^\"'\s<>]+)")
_PASSIVE_RELATIONS = {"canonical", "alternate", "license", "author", "next", "prev"}


@dataclass(frozen=True, slots=True)
class Defect:
    """Something wrong on a built page. `page` is relative to the site."""

    page: str
    what: str


def verified_by(hidden: Iterable[str]) -> str:
    """Return what a verification depends on besides the site: this program, and what must not be in it."""
    digest = sha256(Path(__file__).read_bytes())
    digest.update("\0".join(sorted(hidden)).encode())
    return digest.hexdigest()


def verify(
    files: SiteFiles,
    addresses: Iterable[str],
    hidden: Collection[str],
    earlier: Earlier | None = None,
    owed: Iterable[str] = (),
) -> tuple[Defect, ...]:
    """Return every defect of a built site.

    `addresses` are the pages that must be there, `owed` what was published once and must lead somewhere,
    `hidden` the ids that must appear nowhere. Of a site
    that was verified like this one, `earlier`, only what changed is read again, unless something went
    that others lead to.
    """
    defects = [
        Defect(f"{address}index.html", "页面没有生成")
        for address in addresses
        if f"{address}index.html" not in files
    ]
    fresh = _fresh(files, hidden, earlier)
    pages = _Pages(files)
    defects += [Defect(address or "/", _LOST) for address in owed if not pages.answer(address)]
    for name in sorted(path for path in fresh if path.endswith(".html")):
        for target, is_resource in pages.read(name).wanted:
            if target.startswith("data:"):
                continue
            if is_resource and _is_foreign(target):
                defects.append(Defect(name, f"向其他网站取资源：{target}"))
            elif not _is_foreign(target) and name != NOT_FOUND:
                fault = _fault(target, _resolve(name, target), pages)
                defects += [Defect(name, fault)] if fault else []
    defects += _leaks(files, fresh, hidden)
    return tuple(sorted(defects, key=lambda defect: (defect.page, defect.what)))


def _fresh(files: SiteFiles, hidden: Collection[str], earlier: Earlier | None) -> Collection[str]:
    """Return the paths that have to be read: all of them, unless it is known that the others are whole."""
    if earlier is None or earlier.verified != verified_by(hidden) or not earlier.rows.keys() <= files.keys():
        return files.keys()
    fresh = {path for path, file in files.items() if earlier.digest(path) != file.digest}
    pages, gone = _Pages(files), set[str]()
    for path in fresh:
        if path.endswith(".html") and path in earlier.rows:
            try:
                before = _read_page((earlier.tree / path).read_bytes())
            except OSError:
                return files.keys()
            gone |= before.anchors - pages.read(path).anchors
    if gone:  # pages that did not change may lead there
        others = (path for path in files if path.endswith(".html") and path not in fresh)
        fresh |= {path for path in others if gone & _fragments_in(files[path].data())}
    return fresh


def _fragments_in(page: bytes) -> set[str]:
    """Return every anchor that a page may lead to, and other words after a `#`."""
    found = set(_FRAGMENT.findall(page))
    return {unquote(unescape(fragment.decode("utf-8", "replace"))) for fragment in found}


@dataclass(frozen=True, slots=True)
class _Read:
    """A page's anchors, and the targets it names with whether the browser fetches them by itself.

    A notice stands where something else was, with whatever anchors.
    """

    anchors: frozenset[str]
    wanted: tuple[tuple[str, bool], ...]
    is_notice: bool


class _Pages:
    """The pages of a site, each read when it is asked for."""

    def __init__(self, files: SiteFiles) -> None:
        self.files = files
        self._read: dict[str, _Read] = {}

    def answer(self, address: str) -> bool:
        """Tell whether an address answers: with a page or file, or with a notice in a folder of its name."""
        if address.endswith("/") or not address:
            return f"{address}index.html" in self.files
        notice = f"{address}/index.html"
        return address in self.files or (notice in self.files and self.read(notice).is_notice)

    def read(self, path: str) -> _Read:
        """Return what stands on a page."""
        if path not in self._read:
            self._read[path] = _read_page(self.files[path].data())
        return self._read[path]


def _read_page(data: bytes) -> _Read:
    """Return what stands on a page."""
    tree = lxml_html.fromstring(data)
    wanted = [(target, False) for target in dict.fromkeys(_LINKS(tree))]
    wanted += [(target, True) for target in _RESOURCES(tree)]
    wanted += [
        (part.split()[0], True) for listed in _SOURCE_SETS(tree) for part in listed.split(",") if part.strip()
    ]
    wanted += [(target, False) for target in _META_IMAGES(tree)]
    for element in _HEAD_LINKS(tree):
        relations = set((element.get("rel") or "").split())
        wanted.append((element.get("href"), not relations & _PASSIVE_RELATIONS))
    found = ((target, fetched) for target, fetched in wanted if target)
    return _Read(frozenset(_ANCHORS(tree)), tuple(found), bool(_IS_NOTICE(tree)))


def _is_foreign(target: str) -> bool:
    # catches "https://a.cn", "//a.cn", "mailto:a@b.cn", spares "../a/", "#a:b"
    return bool(re.match(r"(?i)(?:[a-z][a-z0-9+.-]*:|//)", target))


def _resolve(page: str, target: str) -> str:
    path = unquote(urlsplit(target).path)
    if not path:
        return page
    folder = page.rsplit("/", 1)[0] if "/" in page else ""
    resolved = normpath(f"{folder}/{path}" if folder else path)
    if path.endswith(("/", "/.", "/..")) or path in (".", ".."):
        return "index.html" if resolved == "." else f"{resolved}/index.html"
    return resolved


def _fault(target: str, resolved: str, pages: _Pages) -> str:
    """Return what is wrong with a link; "" when it leads somewhere."""
    if resolved not in pages.files:
        return "" if pages.answer(resolved) else f"链接没有去处：{target}"
    anchor = unquote(urlsplit(target).fragment)
    is_there = not anchor or anchor == "__top" or not resolved.endswith(".html")
    if is_there or anchor in pages.read(resolved).anchors or pages.read(resolved).is_notice:
        return ""
    return f"锚点不存在：{target}"


def pattern_of(hidden: Iterable[str]) -> re.Pattern[bytes] | None:
    """Return what finds ids that must appear nowhere; None when there is none."""
    names = [re.escape(content_id.encode()) for content_id in hidden]
    # An id that goes on in either direction is another one.
    # of "a/b" it catches "href=\"../a/b/\"", spares "xa/b" and "a/b-c"
    return re.compile(b"(?<![a-z0-9-])(?:" + b"|".join(names) + b")(?![a-z0-9-])") if names else None


def _leaks(files: SiteFiles, fresh: Iterable[str], hidden: Iterable[str]) -> Iterable[Defect]:
    pattern = pattern_of(hidden)
    if pattern is None:
        return
    for path in sorted(fresh):
        if match := pattern.search(path.encode()):
            yield Defect(path, f"未发布的内容出现在网站里：{match[0].decode()}")
        elif path.endswith((".html", ".xml", ".json", ".js", ".opml", ".ics", ".txt", ".csv")):
            data = files[path].data()
            if path.endswith(".ics"):
                # a long line goes on after a space: an id may be cut in two
                data = data.replace(b"\r\n ", b"")
            for match in pattern.finditer(data):
                yield Defect(path, f"未发布的内容出现在网站里：{match[0].decode()}")
                break
