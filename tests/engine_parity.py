"""What the second engine makes otherwise than the first: text, links, headings, heads, by family of pages.

Links are compared by where they lead: one engine writes `..` and the other `./..`. What a theme puts around
the article is its own. `.venv/bin/python tests/engine_parity.py SITE OTHER` prints the report; the test suite
asks that nothing differs.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import normpath
from typing import Any
from urllib.parse import urlsplit

from lxml import html

_KINDS = ("text", "links", "headings", "head")
_BLANKS = re.compile(r"\s+")
# what engines add to headings: a sign that links to the heading itself
_OWN_LINK = "headerlink"


@dataclass(frozen=True, slots=True)
class Said:
    """What a page says in its article, and in its head to machines."""

    text: str
    links: tuple[str, ...]
    headings: tuple[str, ...]
    head: tuple[str, ...]


@dataclass(slots=True)
class Family:
    """The pages of a folder: how many, and by kind of difference which differ and an example of how."""

    count: int = 0
    differing: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)


def read(page: Path, folder: str) -> Said:
    """Return what a page in a folder of the site says."""
    tree = html.fromstring(page.read_bytes())
    found = tree.xpath("//article")
    article = found[0] if found else tree
    for element in article.xpath(f".//*[contains(@class, '{_OWN_LINK}')] | .//script | .//style"):
        element.drop_tree()
    heads = article.xpath(".//h1 | .//h2 | .//h3 | .//h4")
    return Said(
        _plain(article.text_content()),
        tuple(_place(folder, link) for link in article.xpath(".//a/@href")),
        tuple(f"{head.tag} {head.get('id', '')} {_plain(head.text_content())}" for head in heads),
        tuple(sorted(_said_to_machines(tree, folder))),
    )


def _said_to_machines(tree: Any, folder: str) -> Iterator[str]:
    yield from (f"title {title}" for title in tree.xpath("//head/title/text()"))
    yield from (f"description {said}" for said in tree.xpath("//head/meta[@name='description']/@content"))
    yield from (f"robots {said}" for said in tree.xpath("//head/meta[@name='robots']/@content"))
    for link in tree.xpath("//head/link[@rel='alternate']"):
        yield f"feed {link.get('title')} {_place(folder, link.get('href'))}"


def _place(folder: str, link: str) -> str:
    """Return where a link on a page of a folder leads."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or not parts.path:
        return link
    return f"{normpath(f'/{folder}/{parts.path}')}?{parts.query}#{parts.fragment}"


def compare(site: Path, other: Path) -> Mapping[str, Family]:
    """Return, by family, how the pages of two sites differ; a page that only one has differs in all."""
    families: defaultdict[str, Family] = defaultdict(Family)
    paths = {page.relative_to(place) for place in (site, other) for page in place.rglob("index.html")}
    for path in sorted(paths):
        family = families[_family_of(path)]
        family.count += 1
        both = [_read_if_there(place, path) for place in (site, other)]
        for kind in _KINDS:
            first, second = (getattr(said, kind) for said in both)
            if first != second:
                family.differing[kind] += 1
                family.examples.setdefault(kind, f"{path.parent.as_posix()}: {_first(first, second)}")
    return dict(families)


def _read_if_there(site: Path, path: Path) -> Said:
    if not (site / path).is_file():
        return Said("", (), (), ())
    return read(site / path, path.parent.as_posix())


def report(families: Mapping[str, Family]) -> Iterator[str]:
    """Yield the lines of the report."""
    yield "| pages under | pages | text differs | links differ | headings differ | head differs |"
    yield "|---|---:|---:|---:|---:|---:|"
    for name, family in sorted(families.items()):
        yield (
            f"| {name} | {family.count} | "
            + " | ".join(str(family.differing[kind]) for kind in _KINDS)
            + " |"
        )
    for name, family in sorted(families.items()):
        for kind, example in family.examples.items():
            yield f"\n- {name}, {kind}: {example}"


def _family_of(path: Path) -> str:
    parts = path.parts[:-1]
    if not parts:
        return "(home)"
    # of a school: its own page, or what kind of its texts
    return f"schools/*/*/{parts[3]}" if parts[0] == "schools" and len(parts) > 3 else parts[0]


def _plain(text: str) -> str:
    return _BLANKS.sub("", text)


def _first(one: object, other: object) -> str:
    """Return the first place where two values differ, with some of what follows."""
    if isinstance(one, str) and isinstance(other, str):
        pairs = zip(one, other, strict=False)
        at = next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
        start = max(0, at - 10)
        return f"`{one[start : at + 30]}` / `{other[start : at + 30]}`"
    assert isinstance(one, tuple) and isinstance(other, tuple)
    for a, b in zip(one, other, strict=False):
        if a != b:
            return f"`{a}` / `{b}`"
    return f"{len(one)} / {len(other)}: `{[*one, *other][-1:]}`"


def main() -> None:
    """Print the report of two sites."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("other", type=Path)
    options = parser.parse_args()
    print("\n".join(report(compare(options.site, options.other))))


if __name__ == "__main__":
    main()
