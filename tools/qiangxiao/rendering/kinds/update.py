"""An update (进展) as readers see it; a case shares all but its own fields."""

from __future__ import annotations

from typing import TypeVar

from qiangxiao.catalog.catalog import Entry
from qiangxiao.records.base import Photo
from qiangxiao.records.marks import facts_of
from qiangxiao.records.update import UPDATE, ProgressUpdate
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.enclosures import list_figures, list_unplaced, make_feed_image
from qiangxiao.rendering.feeds import FeedImage
from qiangxiao.rendering.page import Crumb, Page
from qiangxiao.rendering.structured import about_article
from qiangxiao.rendering.view import View
from qiangxiao.selection.related import related

A = TypeVar("A", bound=ProgressUpdate)


class ArticleView(View[A]):
    """A text of a school: its photos, what it moved in the plan, whose experience it used."""

    has_summary = True

    def supplier(self, site: Site, entry: Entry[A]) -> str:
        """Return the school with its office."""
        return f"{self.source(site, entry)}{entry.record.author_office or ''}"

    def pictures(self, entry: Entry[A]) -> tuple[Photo, ...]:
        """Return the photos that its body does not place."""
        return list_unplaced(entry, entry.record.photos)

    def page(self, site: Site, entry: Entry[A], older: Crumb | None, newer: Crumb | None) -> Page:
        """Return its page."""
        edition, record, address, label = site.edition, entry.record, entry.address, self.kind.label
        school = edition.catalog.schools[entry.school_id]
        figures = list_figures(site, entry, self.pictures(entry))
        markdown = site.templates.render(
            self.template,
            address,
            site=site,
            school=school,
            entry=entry,
            body=site.body(entry.body, school, address),
            figures=figures,
            facts=facts_of(record),
            adopted=[found for case_id in record.adopts if (found := edition.published.get(case_id))],
            events=[found for event_id in record.events if (found := edition.published.get(event_id))],
            adopters=edition.adopters.get(entry.id, ()),
            related=related(edition, entry),
        )
        return Page(
            address,
            record.title,
            markdown,
            description=record.summary,
            crumbs=site.school_crumbs(school, (label, f"{self.kind.folder}/"), (record.title, None)),
            as_of=record.date,
            updated_on=record.changed_on,
            previous=older,
            next=newer,
            neighbour_labels=(f"本校较早的{label}", f"本校较新的{label}"),
            about=about_article(record.title, record.summary, record.date, record.changed_on, school.name),
            image=site.photos[f"{entry.picture_folder}{record.photos[0].file}"].path if figures else "",
            search=self.searchable(site, entry),
        )

    def feed_image(self, site: Site, entry: Entry[A]) -> FeedImage | None:
        """Return its first photo."""
        return make_feed_image(site, entry, entry.record.photos)

    def feed_summary(self, entry: Entry[A]) -> str:
        """Return the summary, whole."""
        return entry.record.summary


VIEW = ArticleView(UPDATE)
