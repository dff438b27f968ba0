"""An issue of the bulletin (工作动态) as readers see it on its page and in feeds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from qiangxiao.catalog.catalog import Entry
from qiangxiao.foundation.dates import chinese_date
from qiangxiao.records.base import Correction
from qiangxiao.records.bulletin import BULLETIN, BulletinIssue, IssueNumber
from qiangxiao.rendering.bulletin.board import board
from qiangxiao.rendering.bulletin.free_texts import FreeText, cut_free_texts
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.feeds import FeedSettings
from qiangxiao.rendering.imprint import imprint
from qiangxiao.rendering.page import Crumb, FeedLink, Page
from qiangxiao.rendering.prose import heading, list_links, paragraphs
from qiangxiao.rendering.search_facets import Searchable
from qiangxiao.rendering.view import Row, View
from qiangxiao.rendering.views import links_to, rows, view_of
from qiangxiao.selection.adoption import count_adopted
from qiangxiao.selection.bulletin_issue import notices
from qiangxiao.sources.tree import Parts, element, write_lines


@dataclass(frozen=True, slots=True)
class Notice:
    """A major correction that an issue tells: of what, where that is, and what was corrected."""

    title: str
    address: str
    correction: Correction


@dataclass(frozen=True, slots=True)
class PageSection:
    """A section of the page: the editor's words and own texts, then the lines of what it prints."""

    name: str
    lead: Markup
    texts: tuple[tuple[str, Markup], ...]
    items: tuple[Row, ...]


def number_of(entry: Entry[BulletinIssue]) -> IssueNumber:
    """Return the number of a published issue."""
    number = entry.record.number
    assert number is not None  # a published issue has one
    return number


class BulletinView(View[BulletinIssue]):
    """What an issue prints, section by section, and its imprint."""

    neighbour_labels = ("上一期", "下一期")

    def source(self, site: Site, entry: Entry[BulletinIssue]) -> str:
        """Return its number."""
        return entry.record.number.label if entry.record.number else ""

    def reference(self, site: Site, entry: Entry[BulletinIssue]) -> str:
        """Return its number before its title."""
        number = entry.record.number
        return f"{number.short_label if number else ''}《{entry.record.title}》"

    def crumb(self, site: Site, entry: Entry[BulletinIssue] | None) -> Crumb | None:
        """Return the way to another issue."""
        return Crumb(self.feed_title(site, entry), entry.address) if entry else None

    def page(self, site: Site, entry: Entry[BulletinIssue], older: Crumb | None, newer: Crumb | None) -> Page:
        """Return its page."""
        record, number = entry.record, number_of(entry)
        label = number.short_label
        closing, sections = _sections(site, entry)
        markdown = site.templates.render(
            self.template,
            entry.address,
            site=site,
            entry=entry,
            record=record,
            number=number,
            notices=tuple(_notices(site, entry)),
            is_withdrawn=any(item not in site.edition.published for item in record.items),
            publisher=record.publisher or site.edition.catalog.program.publisher,
            imprint=imprint(site.edition, entry),
            sections=sections,
            adopted=count_adopted(site.edition, entry, record.date) if record.date else (),
            body=closing,
        )
        count = sum(len(found.items) + len(found.texts) for found in sections)
        assert record.date is not None
        return Page(
            entry.address,
            f"{self.kind.label} {label}：{record.title}",
            markdown,
            description=f"{number.label}，{count} 篇：{record.title}。",
            crumbs=site.crumbs((self.kind.label, f"{self.kind.folder}/"), (label, None)),
            as_of=record.date,
            updated_on=max([record.date, *(correction.date for correction in record.corrections)]),
            previous=older,
            next=newer,
            neighbour_labels=self.neighbour_labels,
            feeds=(FeedLink(self.kind.label, "feeds/bulletins.atom.xml"),),
            search=self.searchable(site, entry),
        )

    def words(self, site: Site, entry: Entry[BulletinIssue]) -> Iterable[str | None]:
        """Return the note and the titles of what it prints, as sentences of one paragraph."""
        titles = [item.title for section in _sections(site, entry)[1] for item in section.items]
        return ("。".join([entry.record.editor_note, *titles, entry.body.text if entry.body else ""]),)

    def searchable(self, site: Site, entry: Entry[BulletinIssue], **more: Any) -> Searchable:
        """Return what search knows of it: its number is a keyword."""
        number = number_of(entry)
        names = (number.short_label, number.short_label.removeprefix(f"{number.year}年"))
        return super().searchable(site, entry, year=str(number.year), keywords=names, **more)

    def feed_title(self, site: Site, entry: Entry[BulletinIssue]) -> str:
        """Return its number and title."""
        return f"{number_of(entry).short_label}：{entry.record.title}"

    def feed_author(self, site: Site, settings: FeedSettings, entry: Entry[BulletinIssue]) -> str:
        """Return the publisher."""
        return entry.record.publisher or settings.publisher

    def feed_content(self, site: Site, entry: Entry[BulletinIssue]) -> Parts:
        """Return its corrections, the note, and links to what it prints."""
        record = entry.record
        told = (*record.corrections, *(owed.correction for owed in notices(site.edition.catalog, entry)))
        corrected = (element("p", f"更正（{chinese_date(c.date)}）：{c.note}") for c in told)
        sections = (
            part
            for section in record.sections
            for part in (*heading(section.name), *list_links(links_to(site, section.items)))
        )
        return (*corrected, *paragraphs(record.editor_note), *sections)


def _sections(site: Site, entry: Entry[BulletinIssue]) -> tuple[Markup, list[PageSection]]:
    """Return the editor's words that open no section, and the sections, the board of numbers among them."""
    closing, pieces = cut_free_texts(entry.body)
    texts = {piece.name: piece for piece in pieces}
    held = {section.name: section.items for section in entry.record.sections}
    found = []
    for name in dict.fromkeys((*held, *texts)):
        piece = texts.get(name, FreeText(name))
        own = tuple((title, _block(parts)) for title, parts in piece.texts)
        found.append(PageSection(name, _block(piece.lead), own, rows(site, held.get(name, ()))))
    if entry.record.figures is not None:
        found += [PageSection(name, _block(lead), (), ()) for name, lead in board(entry.record.figures)]
    return _block(closing), [part for part in found if part.items or part.lead or part.texts]


def _block(parts: Parts) -> Markup:
    """Return a text of the issue's own as it stands in a staged page."""
    return Markup(f'<div class="qx-body">\n{write_lines(parts)}\n</div>') if parts else Markup()


def _notices(site: Site, entry: Entry[BulletinIssue]) -> Iterator[Notice]:
    for owed in notices(site.edition.catalog, entry):
        if owed.entry.id in site.edition.published:
            title = view_of(owed.entry.kind).reference(site, owed.entry)
            yield Notice(title, owed.entry.address, owed.correction)


VIEW = BulletinView(BULLETIN)
