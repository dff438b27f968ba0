"""An issue as PDF: a fixed Typst document, and the issue beside it as data. Same issue, same bytes.

No text of a contributor is ever Typst source: it travels
as JSON strings. No disk, no network, no system fonts.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import typst
from PIL import Image

from qiangxiao.foundation.dates import chinese_date
from qiangxiao.foundation.fonts import drop_decoration, unprintable_in
from qiangxiao.foundation.line_ends import unify_line_ends
from qiangxiao.rendering.bulletin.blocks import Node, blocks, column_shares, texts
from qiangxiao.rendering.bulletin.content import (
    ADOPTED_HEAD,
    IssueContent,
    Item,
    Section,
    correction_lines,
    list_adopted_cells,
)
from qiangxiao.rendering.qr_code import printed_code

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_TYPES = ("JPEG", "PNG", "WEBP")


class UnprintableError(Exception):
    """A character of an issue is in no font. `path` is the file it comes from, as far as that is known."""

    def __init__(self, character: str, path: str) -> None:
        super().__init__(f"{path}: U+{ord(character):04X} {character}")
        self.character = character
        self.path = path


class TypesettingError(Exception):
    """The typesetter is not content with its own result: a fault of the program, never of an issue's text."""


@dataclass(frozen=True, slots=True)
class _Photo:
    file: str
    alt: str
    width: int
    height: int

    def data(self) -> dict[str, Any]:
        return {"file": self.file, "alt": self.alt, "width": self.width, "height": self.height}


def bulletin_pdf(issue: IssueContent, photos: Mapping[str, bytes], fonts: Path) -> bytes:
    """Return an issue as PDF/UA-1. `photos` has the bytes
    of every photo by its path, `fonts` is their folder.

    A photo that is not in `photos` is left out. Raises UnprintableError for a character that no font has.
    """
    _refuse_unprintable(issue)
    day = datetime(issue.day.year, issue.day.month, issue.day.day, tzinfo=UTC)
    made, warnings = typst.compile_with_warnings(
        _source(issue, photos),
        font_paths=_fonts(fonts),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["1.7", "ua-1"],
        timestamp=day,
    )
    if warnings:  # such as a layout that never settles: its page numbers would be wrong
        raise TypesettingError(issue.path, "; ".join(warning.message for warning in warnings))
    assert isinstance(made, bytes)
    return made


def find_pages(issue: IssueContent, photos: Mapping[str, bytes], fonts: Path) -> Mapping[str, int]:
    """Return the page of the PDF where each section (`s1`) and item (`i1`) begins, and the last (`end`)."""
    _refuse_unprintable(issue)
    found = typst.query(
        _source(issue, photos), "<place>", field="value", font_paths=_fonts(fonts), ignore_system_fonts=True
    )
    return {place["name"]: place["page"] for place in json.loads(found)}


def _source(issue: IssueContent, photos: Mapping[str, bytes]) -> Any:
    """Return the files that the typesetter reads: a mapping is taken, though the type stub does not know."""
    album = _Album(photos)
    data = json.dumps(_issue(issue, album), ensure_ascii=False).encode()
    return {"main.typ": issue.palette.paint(_document()).encode(), "issue.json": data, **album.files}


@cache
def _document() -> str:
    data = (files("qiangxiao.rendering.bulletin") / "bulletin.typ").read_bytes()
    return unify_line_ends(data).decode("utf-8")


@cache
def _fonts(folder: Path) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder])


class _Album:
    """The photos a document uses, under names of their own."""

    def __init__(self, photos: Mapping[str, bytes]) -> None:
        self._photos = photos
        self._known: dict[str, tuple[str, int, int]] = {}
        self.files: dict[str, bytes] = {}

    def photo(self, path: str, alt: str) -> _Photo | None:
        """Return a photo, or None when its bytes are not known."""
        data = self._photos.get(path)
        if data is None:
            return None
        if path not in self._known:
            with Image.open(BytesIO(data), formats=_TYPES) as opened:
                kind, width, height = (opened.format or "JPEG").lower(), opened.width, opened.height
            name = f"photo-{len(self._known) + 1}.svg"
            self._known[path] = (name, width, height)
            self.files[name] = _wrap_photo(data, kind, width, height)
        name, width, height = self._known[path]
        return _Photo(name, _drop_unseen(alt), width, height)

    def code(self, link: str) -> str:
        """Return the name of a link's QR code."""
        name = f"code-{sha256(link.encode()).hexdigest()[:16]}.svg"
        self.files[name] = printed_code(link)
        return name


def _wrap_photo(data: bytes, kind: str, width: int, height: int) -> bytes:
    """Return a photo inside an SVG: files in memory have
    to be text. The pixels go into the PDF as they are.
    """
    source = f"data:image/{kind};base64,{b64encode(data).decode('ascii')}"
    size = f'width="{width}" height="{height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} href="{source}"/></svg>'.encode()


def _issue(issue: IssueContent, album: _Album) -> dict[str, Any]:
    foot = issue.imprint
    return {
        "program": _drop_unseen(issue.program),
        "name": issue.name,
        "label": issue.label,
        "full_title": _drop_unseen(issue.full_title),
        "title": _drop_unseen(issue.title),
        "publisher": _drop_unseen(issue.publisher),
        "keywords": [issue.name, issue.year_label],
        "date": [issue.day.year, issue.day.month, issue.day.day],
        "day": chinese_date(issue.day),
        "note": [_drop_unseen(line) for line in issue.editor_note],
        "corrections": [
            {"label": label, "note": _drop_unseen(note)} for label, note in correction_lines(issue)
        ],
        "sections": [_section(section, f"s{at}", album) for at, section in enumerate(issue.sections, 1)],
        "closing": _flow(blocks(issue.closing), "", album),
        "adopted_title": issue.adopted_title,
        "adopted_head": ADOPTED_HEAD,
        "adopted": [list_adopted_cells(row) for row in issue.adopted],
        "foot": [[label, _drop_unseen(words)] for label, words in foot.lines],
        "issued": _drop_unseen(foot.issued),
        "copies": foot.copies,
        "online": foot.online,
        "mark": issue.mark,
        "is_sample": issue.is_sample,
    }


def _section(section: Section, place: str, album: _Album) -> dict[str, Any]:
    briefs = [item.number for item in section.items if item.is_brief]
    return {
        "place": place,
        "name": _drop_unseen(section.name),
        "is_listed": section.is_listed,
        "lead": _flow(blocks(section.lead), "", album),
        "items": [
            _item(item, album) | {"brief": briefs.index(item.number) + 1 if item.is_brief else 0}
            for item in section.items
        ],
    }


def _item(item: Item, album: _Album) -> dict[str, Any]:
    shown = [album.photo(picture.path, picture.alt) for picture in item.pictures]
    photos = [photo.data() for photo in shown if photo]
    text = _flow(item.blocks, item.folder, album)
    if photos:  # beside the beginning of the text: so they float no further than to the next page
        text.insert(1, {"k": "images", "photos": photos})
    return {
        "place": f"i{item.number}",
        "title": _drop_unseen(item.title),
        "source": _drop_unseen(item.source),
        "blocks": text,
        "length": item.length.name.lower(),
        "url": item.url,
        "code": album.code(item.url) if item.url else "",
    }


def _flow(nodes: Iterable[Node], folder: str, album: _Album) -> list[dict[str, Any]]:
    """Return the blocks of a text as data; pictures that follow each other are one block."""
    found: list[dict[str, Any]] = []
    for node in nodes:
        if node.kind != "image":
            found.append(_block(node, folder, album))
        elif photo := album.photo(f"{folder}{node.target}", node.text):
            if not found or found[-1]["k"] != "images":
                found.append({"k": "images", "photos": []})
            found[-1]["photos"].append(photo.data())
    return found


def _block(node: Node, folder: str, album: _Album) -> dict[str, Any]:
    """Return a node as data with its photo, the widths of
    its columns, and whether a link's address is shown.
    """
    data: dict[str, Any] = {"k": node.kind}
    for key, value in (
        ("s", _drop_unseen(node.text)),
        ("l", node.level),
        ("u", node.target),
        ("a", node.align),
    ):
        if value:
            data[key] = value
    if node.children:
        data["c"] = _flow(node.children, folder, album)
    if node.kind == "table":
        data["columns"] = column_shares(node)
    if node.kind == "link":
        data["show"] = node.target.removeprefix("mailto:") not in node.plain()
    return data


def _drop_unseen(text: str) -> str:
    """Return text without characters that are never seen, and without pictures that no font has."""
    return drop_decoration(_UNSEEN.sub("", text))


def _refuse_unprintable(issue: IssueContent) -> None:
    for path, words in _words(issue):
        character = unprintable_in(_drop_unseen(words))
        if character:
            raise UnprintableError(character, path)


def _words(issue: IssueContent) -> Iterable[tuple[str, str]]:
    own = [issue.program, issue.name, issue.title, issue.publisher, *issue.editor_note]
    own += [*issue.imprint.texts, *(section.name for section in issue.sections)]
    own += [note.correction.note for note in issue.earlier_corrections] + [c.note for c in issue.corrections]
    own += [f"{row.district}{row.school}" for row in issue.adopted]
    yield issue.path, "\n".join(own)
    for parts in (issue.closing, *(section.lead for section in issue.sections)):
        yield issue.path, "".join(texts(blocks(parts)))
    for item in issue.items:
        yield (
            item.path,
            "\n".join((item.title, item.source, *texts(item.blocks), *(p.alt for p in item.pictures))),
        )
