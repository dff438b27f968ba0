"""An issue of the bulletin, resolved once for every channel: numbers, texts, photos, what came from whom.

A channel adds its form and nothing else. Only what readers may see on the edition's day is in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from qiangxiao.catalog.catalog import Entry
from qiangxiao.foundation.dates import chinese_date
from qiangxiao.foundation.palette import SHIPPED_PALETTE, Palette
from qiangxiao.foundation.vocabulary import PrintLength
from qiangxiao.records.base import Correction
from qiangxiao.records.bulletin import BULLETIN, BulletinIssue
from qiangxiao.records.news import News
from qiangxiao.rendering.bulletin.abridging import abridge, say_rest, sum_up
from qiangxiao.rendering.bulletin.blocks import Node, blocks, images
from qiangxiao.rendering.bulletin.board import board
from qiangxiao.rendering.bulletin.free_texts import cut_free_texts
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.imprint import Imprint, imprint, issue_label
from qiangxiao.rendering.views import view_of
from qiangxiao.selection.adoption import Adopted, count_adopted
from qiangxiao.selection.bulletin_figures import figures_of
from qiangxiao.selection.bulletin_issue import notices
from qiangxiao.sources.tree import Parts

NAME = BULLETIN.label
ADOPTED_HEAD = ("区（市）县", "学校", "本期采用", "本年报送", "本年采用")


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo an issue prints: its path relative to the root, and the words that stand for it."""

    path: str
    alt: str


@dataclass(frozen=True)
class Item:
    """One text of an issue.

    `parts` are its tree with headings h2 to h4; its images begin `media/`, relative to `folder`.
    `pictures` are the photos the text itself does not place. `number` counts through the issue from 1.
    """

    number: int
    id: str
    path: str
    title: str
    source: str
    day: date | None
    summary: str
    parts: Parts
    folder: str
    pictures: tuple[Picture, ...]
    address: str
    length: PrintLength = PrintLength.WHOLE
    url: str = ""
    """Where all of it is, once the site has an address; empty for what is printed whole."""

    @property
    def is_whole(self) -> bool:
        """Tell whether all of it is printed."""
        return self.length is PrintLength.WHOLE

    @property
    def is_brief(self) -> bool:
        """Tell whether it is one sentence, which has no line of its own for its title."""
        return self.length is PrintLength.SENTENCE

    @property
    def told(self) -> Parts:
        """Its parts and, when they are not all of it, where the rest is."""
        return self.parts if self.is_whole else (*self.parts, say_rest(self.title, self.url))

    @cached_property
    def blocks(self) -> tuple[Node, ...]:
        """What print makes of its parts."""
        return blocks(self.parts)

    def picture_path(self, src: str) -> str:
        """Return the path relative to the root of an image in `parts`."""
        return f"{self.folder}{src}"


@dataclass(frozen=True, slots=True)
class Section:
    """A section (栏目) with at least one item, or with words of the editor before them."""

    name: str
    items: tuple[Item, ...] = ()
    lead: Parts = ()

    @property
    def is_listed(self) -> bool:
        """Tell whether the contents list it with its own page: no title in it does."""
        return bool(self.lead) or all(item.is_brief for item in self.items)


@dataclass(frozen=True, slots=True)
class EarlierCorrection:
    """A major correction of something printed earlier, which this issue tells; `label` says of what."""

    label: str
    correction: Correction


@dataclass(frozen=True, slots=True)
class IssueContent:
    """Everything an issue prints. `mark` is 草稿 or 征求意见 on what is not published, else empty."""

    id: str
    path: str
    program: str
    name: str
    title: str
    publisher: str
    label: str
    """The number as readers say it: 2026年第3期（总第3期）, or 草稿."""
    year_label: str
    """The number without that of all issues."""
    day: date
    editor_note: tuple[str, ...]
    sections: tuple[Section, ...]
    closing: Parts
    adopted: tuple[Adopted, ...]
    adopted_title: str
    corrections: tuple[Correction, ...]
    earlier_corrections: tuple[EarlierCorrection, ...]
    imprint: Imprint
    missing: tuple[str, ...]
    """Ids the issue names that readers may not see on the day: they are left out."""
    mark: str
    is_sample: bool
    address: str
    site_url: str
    palette: Palette = SHIPPED_PALETTE

    @property
    def full_title(self) -> str:
        """The title of the document: the program, the bulletin, the number."""
        return f"{self.program}{self.name} {self.label}"

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in order."""
        return tuple(item for section in self.sections for item in section.items)


def issue_content(site: Site, entry: Entry[BulletinIssue], mark: str = "") -> IssueContent:
    """Resolve an issue, published or not; a draft without
    a number is called 草稿, without a date has the day's.

    `mark` is put on what is not published.
    """
    record, edition = entry.record, site.edition
    program = edition.catalog.program
    day = record.date or edition.as_of
    closing, sections = _sections(site, entry, day)
    if record.figures is not None or record.is_draft:  # issues of before had no board
        shown_on_it = board(figures_of(edition, entry, day))
        sections = (*sections, *(Section(name, lead=lead) for name, lead in shown_on_it))
    printed = {item.id for section in sections for item in section.items}
    label = issue_label(record)
    return IssueContent(
        id=entry.id,
        path=entry.path,
        program=program.name,
        name=NAME,
        title=record.title,
        publisher=record.publisher or program.publisher,
        label=label,
        year_label=record.number.short_label if record.number else label,
        day=day,
        editor_note=_lines(record.editor_note),
        sections=sections,
        closing=closing,
        adopted=count_adopted(edition, entry, day),
        adopted_title=f"{day.year}年报送和采用情况（截至{chinese_date(day)}）",
        corrections=record.corrections,
        earlier_corrections=tuple(_earlier_corrections(site, entry)),
        imprint=imprint(edition, entry),
        missing=tuple(content_id for content_id in record.items if content_id not in printed),
        mark="" if entry.id in {shown.id for shown in edition.all(BULLETIN)} else mark,
        is_sample=program.sample,
        address=entry.address,
        site_url=program.site.url or "",
        palette=site.palette,
    )


def _sections(site: Site, entry: Entry[BulletinIssue], day: date) -> tuple[Parts, tuple[Section, ...]]:
    """Return the editor's words that open no section, and the sections in order, numbered through."""
    closing, pieces = cut_free_texts(entry.body)
    texts = {piece.name: piece for piece in pieces}
    record, found, number = entry.record, [], 0
    held = {section.name: section.items for section in record.sections}
    for name in dict.fromkeys((*held, *texts)):
        items = []
        for title, parts in texts[name].texts if name in texts else ():
            number += 1
            items.append(_own_text(entry, number, title, parts))
        for content_id in held.get(name, ()):
            shown = site.edition.published.get(content_id)
            if shown is not None:
                number += 1
                items.append(_print_at_length(site, entry, shown, number, content_id, day))
        lead = texts[name].lead if name in texts else ()
        if items or lead:
            found.append(Section(name, tuple(items), lead))
    return closing, tuple(found)


def _own_text(entry: Entry[BulletinIssue], number: int, title: str, parts: Parts) -> Item:
    """Return a text that stands in the issue's own file."""
    name, summary = f"{entry.id}#{number}", sum_up(parts)
    return Item(number, name, entry.path, title, "", None, summary, parts, "", (), entry.address)


def _print_at_length(
    site: Site, issue: Entry[BulletinIssue], entry: Entry[Any], number: int, content_id: str, day: date
) -> Item:
    """Return an item as long as the issue prints it; what is abridged comes without its photos."""
    item = replace(print_item(site, entry, number, day), id=content_id)
    length = issue.record.length_of(content_id)
    if length is PrintLength.WHOLE:
        return item
    is_brief = length is PrintLength.SENTENCE
    said = view_of(entry.kind).sentence(site, entry) if is_brief else item.summary
    summary, parts = abridge(said, item.parts, length)
    top = site.edition.catalog.program.site.url
    url = f"{top.rstrip('/')}/{item.address}" if top else ""
    return replace(item, summary=summary, parts=parts, pictures=(), length=length, url=url)


def print_item(site: Site, entry: Entry[Any], number: int = 1, day: date | None = None) -> Item:
    """Return the printed form of a record, which every channel asks; what is computed, as of a day."""
    view = view_of(entry.kind)
    line = view.row(site, entry)
    folder = entry.picture_folder if entry.kind.is_of_school or isinstance(entry.record, News) else ""
    pictures = tuple(Picture(f"{folder}{photo.file}", photo.alt) for photo in view.pictures(entry))
    return Item(
        number,
        entry.id,
        entry.path,
        line.title,
        view.supplier(site, entry),
        line.day,
        line.text,
        view.printed(site, entry, day),
        folder,
        pictures,
        entry.address,
    )


def _earlier_corrections(site: Site, entry: Entry[BulletinIssue]) -> Iterator[EarlierCorrection]:
    for owed in notices(site.edition.catalog, entry):
        if owed.entry.id not in site.edition.published:
            continue
        label = view_of(owed.entry.kind).reference(site, owed.entry)
        yield EarlierCorrection(label, owed.correction)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def list_adopted_cells(row: Adopted) -> tuple[str, ...]:
    """Return the cells of a row under `ADOPTED_HEAD`."""
    return (row.district, row.school, str(row.in_issue), str(row.submitted), str(row.in_year))


def correction_lines(issue: IssueContent) -> tuple[tuple[str, str], ...]:
    """Return what an issue says was corrected, earlier
    things first: a label that ends in a colon, and the note.
    """
    earlier = [(f"{told.label}更正：", told.correction.note) for told in issue.earlier_corrections]
    own = [(f"本期更正（{chinese_date(note.date)}）：", note.note) for note in issue.corrections]
    return (*earlier, *own)


def pictures_of(issue: IssueContent) -> tuple[Picture, ...]:
    """Return every photo an issue shows, in order, each path once."""
    found: dict[str, Picture] = {}
    for item in issue.items:
        placed = (Picture(item.picture_path(node.target), node.text) for node in images(item.blocks))
        for picture in (*placed, *item.pictures):
            found.setdefault(picture.path, picture)
    return tuple(found.values())
