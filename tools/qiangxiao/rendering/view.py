"""How a kind of record looks: its line in lists, its page, its printed form, its entry in feeds.

`View` is what any kind looks like. A module of `kinds/` says where its kind differs, and no other module
knows: a kind that is declared with a view and a template is on pages, in search, in feeds and in print.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Generic, TypeVar

from qiangxiao.catalog.catalog import Entry
from qiangxiao.records.base import Content, Photo
from qiangxiao.records.kind import Kind
from qiangxiao.records.marks import facts_of, filters_of
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.feeds import FeedEntry, FeedImage, FeedSettings, content_tag
from qiangxiao.rendering.page import Crumb, Page
from qiangxiao.rendering.prose import label_lines
from qiangxiao.rendering.search_facets import Searchable, describe_for_search
from qiangxiao.rendering.templates import body_markdown
from qiangxiao.sources.tree import Element, Part, Parts, element, rewrite

R = TypeVar("R", bound=Content)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list. `day` is None when the entry stands for a period."""

    title: str
    address: str
    source: str
    text: str
    day: date | None = None


class View(Generic[R]):
    """What a kind of item looks like. Subclasses say what is particular to theirs."""

    neighbour_labels = ("上一篇", "下一篇")
    has_summary = False
    """Its summary is written by its author, and stands before its text."""

    def __init__(self, kind: Kind[R]) -> None:
        self.kind = kind

    @property
    def template(self) -> str:
        """The template of its page."""
        return f"{self.kind.name}.j2"

    # in lists

    def title(self, site: Site, entry: Entry[R]) -> str:
        """Return what readers call it."""
        return site.edition.catalog.headline(entry)

    def source(self, site: Site, entry: Entry[R]) -> str:
        """Return where it comes from, in a list."""
        return site.school_name(entry.school_id) if entry.school_id else ""

    def day(self, site: Site, entry: Entry[R]) -> date | None:
        """Return the day that stands with it; None when it stands for a period."""
        return entry.record.dated_on(site.edition.catalog.program.calendar)

    def row(self, site: Site, entry: Entry[R]) -> Row:
        """Return its line."""
        return Row(
            self.title(site, entry),
            entry.address,
            self.source(site, entry),
            entry.record.summary_text,
            self.day(site, entry),
        )

    def reference(self, site: Site, entry: Entry[R]) -> str:
        """Return how another text names it."""
        return f"《{self.title(site, entry)}》"

    def kicker(self, site: Site, entry: Entry[R]) -> Iterator[str]:
        """Yield what stands in small type above its title: the kind, the district, the school."""
        yield self.kind.heading or self.kind.label
        if entry.school_id:
            yield site.edition.district_name(entry.school_id.split("/")[0])
            yield site.school_name(entry.school_id)

    # in print

    def supplier(self, site: Site, entry: Entry[R]) -> str:
        """Return who supplied the text (供稿单位)."""
        return self.source(site, entry)

    def sentence(self, site: Site, entry: Entry[R]) -> str:
        """Return what the bulletin prints of it as one sentence; empty for the first of its text."""
        return entry.record.summary_text

    def pictures(self, entry: Entry[R]) -> tuple[Photo, ...]:
        """Return the photos that its body does not place."""
        return ()

    def lead(self, site: Site, entry: Entry[R], day: date) -> Iterator[Parts]:
        """Yield what is printed before the body; what is computed, as of a day."""
        return iter(())

    def after(self, entry: Entry[R]) -> Iterator[Parts]:
        """Yield what is printed after the body."""
        yield from (label_lines(label, text) for label, text in facts_of(entry.record))

    def printed(self, site: Site, entry: Entry[R], day: date | None = None) -> Parts:
        """Return what every channel prints of it; what is
        computed, as of a day (by default the edition's).
        """
        body = entry.body.blocks if entry.body else ()
        found = (*self.lead(site, entry, day or site.edition.as_of), body, *self.after(entry))
        return tuple(part for parts in found for part in parts)

    def appendix(self, site: Site, entry: Entry[R]) -> Iterator[Part]:
        """Yield what it has besides when it is published alone, not in an issue."""
        return iter(())

    # its page

    def pages(self, site: Site, entries: Sequence[Entry[R]]) -> Iterator[Page]:
        """Yield the pages of entries that follow each other, newest first."""
        for at, entry in enumerate(entries):
            newer = entries[at - 1] if at else None
            older = entries[at + 1] if at + 1 < len(entries) else None
            given = (entry, self.crumb(site, older), self.crumb(site, newer))
            yield site.recall(entry.address, self.page, site, *given)

    def crumb(self, site: Site, entry: Entry[R] | None) -> Crumb | None:
        """Return the way to a neighbour."""
        return Crumb(self.title(site, entry), entry.address) if entry else None

    def page(self, site: Site, entry: Entry[R], older: Crumb | None, newer: Crumb | None) -> Page:
        """Return its page."""
        school = site.edition.school(entry.school_id) if entry.school_id else None
        title, day = self.title(site, entry), self.day(site, entry)
        body = site.body(entry.body, school, entry.address) if school else ""
        if entry.body and not school:
            body = body_markdown(entry.body, "")
        markdown = site.templates.render(
            self.template,
            entry.address,
            site=site,
            school=school,
            entry=entry,
            title=title,
            body=body,
            facts=facts_of(entry.record),
        )
        steps = ((self.kind.label, None),)
        return Page(
            entry.address,
            title,
            markdown,
            description=entry.record.summary_text,
            crumbs=site.school_crumbs(school, *steps) if school else site.crumbs(*steps),
            as_of=day,
            updated_on=day,
            previous=older,
            next=newer,
            neighbour_labels=self.neighbour_labels,
            search=self.searchable(site, entry),
        )

    def words(self, site: Site, entry: Entry[R]) -> Iterable[str | None]:
        """Return the texts in which search finds it."""
        facts = (f"{label}{text}" for label, text in facts_of(entry.record))
        return (entry.record.summary_text, entry.body.text if entry.body else "", *facts)

    def searchable(self, site: Site, entry: Entry[R], **more: Any) -> Searchable:
        """Return what search knows of it."""
        day = self.day(site, entry)
        district = site.edition.district_name(entry.school_id.split("/")[0]) if entry.school_id else ""
        values: dict[str, Any] = {
            "kind": self.kind.short_name,
            "district": district,
            "measure": getattr(entry.record, "measures", ()),
            "year": str(day.year) if day else "",
            "day": day,
            "keywords": (site.school_name(entry.school_id),) if entry.school_id else (),
            **filters_of(entry.record),
        }
        return describe_for_search("\n".join(filter(None, self.words(site, entry))), **(values | more))

    # in feeds

    def feed_entry(self, site: Site, settings: FeedSettings, entry: Entry[R]) -> FeedEntry:
        """Return its entry in feeds."""
        record, calendar = entry.record, site.edition.catalog.program.calendar
        opens_on = record.opens_on(calendar) or site.edition.as_of
        corrected = (correction.date for correction in getattr(record, "corrections", ()))
        summary = self.feed_summary(entry)
        return FeedEntry(
            id=content_tag(settings, entry.permanent_id or entry.id),
            title=self.feed_title(site, entry),
            address=entry.address,
            content=self.feed_content(site, entry),
            summary=summary,
            published_at=_at(opens_on, settings),
            updated_at=_at(max([opens_on, *corrected]), settings),
            author=self.feed_author(site, settings, entry),
            categories=getattr(record, "measures", ()),
            image=self.feed_image(site, entry),
        )

    def feed_image(self, site: Site, entry: Entry[R]) -> FeedImage | None:
        """Return the picture that feeds enclose."""
        return None

    def feed_title(self, site: Site, entry: Entry[R]) -> str:
        """Return its title in feeds."""
        return self.title(site, entry)

    def feed_summary(self, entry: Entry[R]) -> str:
        """Return its summary in feeds: one line."""
        return entry.record.summary_text.split("\n")[0][:120]

    def feed_author(self, site: Site, settings: FeedSettings, entry: Entry[R]) -> str:
        """Return who speaks."""
        return self.source(site, entry)

    def feed_content(self, site: Site, entry: Entry[R]) -> Parts:
        """Return its full text in feeds: the summary and the body."""
        body = rewrite(entry.body.blocks, {"img": _resolve_image}) if entry.body else ()
        return (element("p", self.feed_summary(entry)), *(part for block in body for part in ("\n", block)))


def _at(day: date, settings: FeedSettings) -> datetime:
    return datetime.combine(day, time(8), settings.zone)


def _resolve_image(image: Element) -> Parts:
    """Return an image of a body, named from the school's folder, as the article's own page names it."""
    return (image.having(src=f"../../{image.get('src')}"),)
