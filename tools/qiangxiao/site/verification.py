"""Is the built site whole? Every link and picture leads
somewhere, every page is there, nothing asks another host.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from lxml import html as lxml_html
from lxml.etree import XPath

_ANCHORS = XPath("//@id | //a/@name", smart_strings=False)
_LINKS = XPath("//a/@href", smart_strings=False)
_RESOURCES = XPath("//@src | //@poster | //object/@data", smart_strings=False)
_SOURCE_SETS = XPath("//@srcset", smart_strings=False)
_META_IMAGES = XPath("//meta[@itemprop='image']/@content", smart_strings=False)
_HEAD_LINKS = XPath("//link[@href]")
_PASSIVE_RELATIONS = {"canonical", "alternate", "license", "author", "next", "prev"}


@dataclass(frozen=True, slots=True)
class Defect:
    """Something wrong on a built page. `page` is relative to the site."""

    page: str
    what: str


def verify(site: Path, addresses: Iterable[str], hidden: Iterable[str]) -> tuple[Defect, ...]:
    """Return every defect of a built site.

    `addresses` are the pages that must be there, `hidden` the ids that must appear nowhere.
    """
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    defects = [
        Defect(f"{address}index.html", "页面没有生成")
        for address in addresses
        if f"{address}index.html" not in files
    ]
    anchors: dict[str, frozenset[str]] = {}
    links: list[tuple[str, str, str]] = []
    for name in sorted(path for path in files if path.endswith(".html")):
        found, wanted = _read_page(site / name)
        anchors[name] = found
        for target, is_resource in wanted:
            if target.startswith("data:"):
                continue
            if is_resource and _is_foreign(target):
                defects.append(Defect(name, f"向其他网站取资源：{target}"))
            elif not _is_foreign(target) and name != "404.html":
                links.append((name, target, _resolve(name, target)))
    defects += _broken(links, files, anchors)
    defects += _leaks(site, files, hidden)
    return tuple(defects)


def _read_page(path: Path) -> tuple[frozenset[str], list[tuple[str, bool]]]:
    """Return the anchors of a page, and the targets it
    names with whether the browser fetches them by itself.
    """
    tree = lxml_html.fromstring(path.read_bytes())
    wanted = [(target, False) for target in dict.fromkeys(_LINKS(tree))]
    wanted += [(target, True) for target in _RESOURCES(tree)]
    wanted += [
        (part.split()[0], True) for listed in _SOURCE_SETS(tree) for part in listed.split(",") if part.strip()
    ]
    wanted += [(target, False) for target in _META_IMAGES(tree)]
    for element in _HEAD_LINKS(tree):
        relations = set((element.get("rel") or "").split())
        wanted.append((element.get("href"), not relations & _PASSIVE_RELATIONS))
    return frozenset(_ANCHORS(tree)), [(target, fetched) for target, fetched in wanted if target]


def _is_foreign(target: str) -> bool:
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


def _broken(
    links: Iterable[tuple[str, str, str]], files: set[str], anchors: Mapping[str, frozenset[str]]
) -> Iterable[Defect]:
    for page, target, resolved in links:
        if resolved not in files:
            yield Defect(page, f"链接没有去处：{target}")
            continue
        anchor = unquote(urlsplit(target).fragment)
        if anchor and resolved in anchors and anchor not in anchors[resolved] and anchor != "__top":
            yield Defect(page, f"锚点不存在：{target}")


def _leaks(site: Path, files: set[str], hidden: Iterable[str]) -> Iterable[Defect]:
    names = [content_id.encode() for content_id in hidden]
    if not names:
        return
    # An id that goes on in either direction is another one.
    pattern = re.compile(
        b"(?<![a-z0-9-])(?:" + b"|".join(re.escape(name) for name in names) + b")(?![a-z0-9-])"
    )
    for path in sorted(files):
        if match := pattern.search(path.encode()):
            yield Defect(path, f"未发布的内容出现在网站里：{match[0].decode()}")
        elif path.endswith((".html", ".xml", ".json", ".js", ".opml", ".ics", ".txt", ".csv")):
            data = (site / path).read_bytes()
            if path.endswith(".ics"):
                data = data.replace(
                    b"\r\n ", b""
                )  # a long line goes on after a space: an id may be cut in two
            for match in pattern.finditer(data):
                yield Defect(path, f"未发布的内容出现在网站里：{match[0].decode()}")
                break
