"""Brings a text into the shapes WeChat's editor keeps: sections, flat lists, narrow tables, numbered
notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from posixpath import basename, join, normpath
from urllib.parse import urlsplit

from qiangxiao.rendering.addresses import absolute
from qiangxiao.sources.tree import Element, Part, Parts, Rule, all_text, element, find, rewrite, take_notes

WIDEST_TABLE = 4
"""More columns than this do not fit a phone: each row becomes a box of its own."""
_KEPT_HOST = "mp.weixin.qq.com"
_LISTS = ("ul", "ol")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of an article: its element, the footnotes it
    leads to, and where its links and its pictures begin.
    """

    element: Element
    notes: Mapping[str, Element] = field(default_factory=dict)
    address: str = ""
    folder: str = ""


def blocks_of(parts: Iterable[Part], address: str = "", folder: str = "") -> tuple[Block, ...]:
    """Return the blocks of a text of the page at `address`, whose pictures are in `folder`."""
    blocks, notes = take_notes(parts)
    return tuple(Block(block, notes, address, folder) for block in blocks if isinstance(block, Element))


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture the editor uploads. `number` counts from
    1 through the article, `path` is its content path.
    """

    number: int
    path: str
    alt: str

    @property
    def file_name(self) -> str:
        """The name it is saved under: its number first, so that a folder shows them in order."""
        return picture_name(self.number, self.path)


def picture_name(number: int, path: str) -> str:
    """Return the file name of a picture: `01-kaifangke.jpg`;
    what is neither JPEG nor PNG is saved as JPEG.
    """
    stem, _, ending = basename(path).rpartition(".")
    return f"{number:02d}-{stem}.{'png' if ending == 'png' else 'jpg'}"


class Shaper:
    """Shapes the blocks of one post, and sets apart its notes and its pictures in their order.

    `site_url` is empty when the site's address is unknown: links into it become text.
    """

    def __init__(self, site_url: str, first_picture: int) -> None:
        self.site_url = site_url
        self.first_picture = first_picture
        self.pictures: dict[str, Picture] = {}
        self._notes: dict[str, tuple[int, str]] = {}
        self._block = Block(element("p"))
        self._rules: dict[str, Rule] = {**_SHAPES, "a": self._link, "img": self._picture, "sup": self._note}

    @property
    def notes(self) -> list[tuple[int, str]]:
        """The notes with their numbers."""
        return list(self._notes.values())

    def shape(self, block: Block) -> Parts:
        """Return what becomes of a block; what its footnotes lead to is noted as well."""
        self._block = block
        shaped = _box(rewrite((block.element,), self._rules))
        wanted = {part.note_anchor for part in find((block.element,), "sup") if part.is_note_mark}
        for anchor, note in block.notes.items():
            if anchor in wanted:
                rewrite(note.children, self._rules)
        return shaped

    def _mark(self, key: str, words: str) -> Element:
        """Return the mark of a note, which is a new one or one that says the same."""
        number, _ = self._notes.setdefault(key, (len(self._notes) + 1, words))
        return element("sup", f"[{number}]", class_="note-mark")

    def _link(self, link: Element) -> Parts:
        href, words = link.get("href"), all_text(link.children).strip()
        if link.get("class") == "footnote-ref":
            return (link,)
        if _is_kept(href):
            return (element("a", *_name_pictures(link.children), href=href),)
        target = absolute(href, self._block.address, self.site_url)
        if not target or target in (words, f"mailto:{words}"):
            return link.children
        told, shown = link.get("title") or words, target.removeprefix("mailto:")
        return (*link.children, self._mark(target, f"{told}：{shown}" if told else shown))

    def _note(self, mark: Element) -> Parts:
        if not mark.is_note_mark:
            return (mark,)
        note = self._block.notes.get(mark.note_anchor)
        words = " ".join(all_text(note.children).split()) if note else ""
        return (self._mark(f"#{words}", words),) if words else ()

    def _picture(self, image: Element) -> Parts:
        """Return what stands for a picture until it is known whether a box has room there."""
        path = normpath(join("/", self._block.folder, image.get("src"))).lstrip("/")
        alt = " ".join(image.get("alt").split())
        number = self.first_picture + len(self.pictures)
        picture = self.pictures.setdefault(path, Picture(number, path, alt))
        words = f"【图 {picture.number}】上传 {picture.file_name}"
        return (element("picture", words=words, alt=alt),)


def _is_kept(href: str) -> bool:
    try:
        parts = urlsplit(href)
        return parts.scheme in ("http", "https") and parts.netloc.lower() == _KEPT_HOST
    except ValueError:
        return False


def _is_picture(part: Part) -> bool:
    return isinstance(part, Element) and part.tag == "picture"


def _box(parts: Iterable[Part]) -> Parts:
    """Put a box with the picture's number in its place; the caption stays below as text."""
    found: list[Part] = []
    for part in parts:
        if isinstance(part, Element) and part.tag == "picture":
            found.append(element("section", element("span", part.get("words")), class_="picture"))
            if part.get("alt"):
                found.append(element("p", part.get("alt"), class_="caption"))
        else:
            found.append(part)
    return tuple(found)


def _name_pictures(parts: Iterable[Part]) -> Parts:
    """Name pictures in place, where a box has no room."""
    return tuple(
        element("span", "：".join(filter(None, (part.get("words"), part.get("alt")))))
        if isinstance(part, Element) and part.tag == "picture"
        else part
        for part in parts
    )


def _cut_at_pictures(paragraph: Element) -> Iterator[Part]:
    """Cut a paragraph at its pictures."""
    if not any(map(_is_picture, paragraph.children)):
        yield paragraph
        return
    for is_picture, run in groupby(paragraph.children, key=_is_picture):
        parts = tuple(run)
        if is_picture:
            yield from _box(parts)
        elif _says_something(parts):
            yield element("p", *parts)


def _cell(cell: Element) -> Parts:
    side = cell.get("style").removeprefix("text-align: ").removesuffix(";")
    return (
        Element(
            cell.tag, {"class": side} if side in ("right", "center") else {}, _name_pictures(cell.children)
        ),
    )


def _table(table: Element) -> Parts:
    """Keep a narrow table; make a box of each row of a wide one."""
    rows = [list(find(row.children, "td", "th")) for row in find(table.children, "tr")]
    width = max(map(len, rows), default=0)
    if width <= WIDEST_TABLE or len(rows) < 2:
        return (table,)
    heads = [all_text(cell.children).strip() for cell in rows[0]]
    return tuple(
        element(
            "section", *(_stack(name, cell) for name, cell in zip(heads, row, strict=True)), class_="stack"
        )
        for row in rows[1:]
    )


def _stack(name: str, cell: Element) -> Element:
    return element("p", element("span", f"{name}：", class_="stack-name"), *cell.children)


def _list(listing: Element) -> Parts:
    """Give every item exactly one section around what it says, and move the lists in it out behind it."""
    items: list[Part] = []
    counts_anew = False
    entries = [part for part in listing.children if isinstance(part, Element)]
    for number, item in enumerate(entries, int(listing.get("start") or 1)):
        runs = [(is_list, tuple(run)) for is_list, run in groupby(_box(item.children), key=_is_list)]
        first = () if not runs or runs[0][0] else runs.pop(0)[1]
        value = {"value": str(number)} if counts_anew and listing.tag == "ol" else {}
        items.append(Element("li", value, (element("section", *first),)))
        counts_anew = False
        for is_list, run in runs:
            if is_list:
                items += run
            elif _says_something(run):  # the added item must not count
                items.append(element("li", element("section", *run), class_="plain"))
                counts_anew = True
    return (Element(listing.tag, listing.attributes, tuple(items)),)


def _is_list(part: Part) -> bool:
    return isinstance(part, Element) and part.tag in _LISTS


def _says_something(parts: Parts) -> bool:
    return any(not isinstance(part, str) or part.strip() for part in parts)


def _code(block: Element) -> Parts:
    """Write line ends and leading spaces out: WeChat collapses them."""
    lines = all_text(block.children).rstrip("\n").replace("\t", "    ").split("\n")
    blank = "\N{NO-BREAK SPACE}"
    shown = (line.replace("  ", blank * 2) for line in lines)
    parts = [part for line in shown for part in (element("br"), line)][1:]
    return (element("section", element("code", *parts), class_="code"),)


_SHAPES: Mapping[str, Rule] = {
    **dict.fromkeys(
        ("em", "h2", "h3", "h4", "strong"),
        lambda part: (Element(part.tag, part.attributes, _name_pictures(part.children)),),
    ),
    **dict.fromkeys(("td", "th"), _cell),
    **dict.fromkeys(_LISTS, _list),
    "blockquote": lambda quote: (element("section", *_box(quote.children), class_="quote"),),
    "del": lambda gone: (element("span", *_name_pictures(gone.children), class_="gone"),),
    "hr": lambda _: (element("section", "\N{NO-BREAK SPACE}", class_="rule"),),
    "p": _cut_at_pictures,
    "pre": _code,
    "table": _table,
}
