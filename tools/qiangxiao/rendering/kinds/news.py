"""News (要闻, 区县动态) as readers see it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from qiangxiao.catalog.catalog import Entry
from qiangxiao.records.base import Photo
from qiangxiao.records.marks import facts_of
from qiangxiao.records.news import NEWS, News
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.enclosures import list_figures, list_unplaced, make_feed_image
from qiangxiao.rendering.feeds import FeedImage
from qiangxiao.rendering.page import Crumb, Page, relative
from qiangxiao.rendering.search_facets import Searchable
from qiangxiao.rendering.view import View
from qiangxiao.sources.tree import Parts, element, rewrite

N = TypeVar("N", bound=News)


class NewsView(View[N]):
    """An office in its own voice: what was decided, who came to see, what the district did."""

    has_summary = True
    neighbour_labels = ("更早的", "更新的")

    @property
    def template(self) -> str:
        """One template for the city's and the districts'."""
        return f"{NEWS.name}.j2"

    def district_id(self, entry: Entry[N]) -> str:
        """Return the district that speaks; empty for the city."""
        return ""

    def speaker(self, site: Site, entry: Entry[N]) -> str:
        """Return who speaks: the office, else the district or the publisher."""
        district_id = self.district_id(entry)
        whole = (
            site.edition.district_name(district_id) if district_id else site.edition.catalog.program.publisher
        )
        return entry.record.author_office or whole

    def source(self, site: Site, entry: Entry[N]) -> str:
        """Return the category, and the district."""
        district_id = self.district_id(entry)
        place = (site.edition.district_name(district_id),) if district_id else ()
        return " · ".join((*place, entry.record.category.value))

    def supplier(self, site: Site, entry: Entry[N]) -> str:
        """Return who speaks."""
        return self.speaker(site, entry)

    def feed_author(self, site: Site, settings: Any, entry: Entry[N]) -> str:
        """Return who speaks."""
        return self.speaker(site, entry)

    def pictures(self, entry: Entry[N]) -> tuple[Photo, ...]:
        """Return the photos that its body does not place."""
        return list_unplaced(entry, entry.record.photos)

    def feed_image(self, site: Site, entry: Entry[N]) -> FeedImage | None:
        """Return its first photo."""
        return make_feed_image(site, entry, entry.record.photos)

    def feed_content(self, site: Site, entry: Entry[N]) -> Parts:
        """Return its full text; its photos lie in the program's own folder."""
        folder = relative(entry.address, entry.picture_folder)
        place = {"img": lambda image: (image.having(src=f"{folder}{image.get('src')}"),)}
        body = rewrite(entry.body.blocks, place) if entry.body else ()
        return (element("p", self.feed_summary(entry)), *(part for block in body for part in ("\n", block)))

    def feed_summary(self, entry: Entry[N]) -> str:
        """Return the summary, whole."""
        return entry.record.summary

    def kicker(self, site: Site, entry: Entry[N]) -> Iterator[str]:
        """Yield the kind and the category."""
        yield self.kind.label
        yield self.source(site, entry)

    def page(self, site: Site, entry: Entry[N], older: Crumb | None, newer: Crumb | None) -> Page:
        """Return its page."""
        record, address, edition = entry.record, entry.address, site.edition
        district = edition.district(self.district_id(entry))
        unplaced = self.pictures(entry)
        figures = list_figures(site, entry, unplaced)
        markdown = site.templates.render(
            self.template,
            address,
            site=site,
            entry=entry,
            record=record,
            district=district,
            speaker=self.speaker(site, entry),
            schools=[school for school_id in record.schools if (school := edition.school(school_id))],
            facts=facts_of(record),
            body=site.body_in(entry.body, entry.picture_folder, address),
            figures=figures,
        )
        steps = ((district.name, f"districts/{district.id}/"),) if district else ()
        return Page(
            address,
            record.title,
            markdown,
            description=record.summary,
            crumbs=site.crumbs((NEWS.label, f"{NEWS.folder}/"), *steps, (record.title, None)),
            as_of=record.date,
            updated_on=record.changed_on,
            previous=older,
            next=newer,
            neighbour_labels=self.neighbour_labels,
            image=f"{entry.picture_folder}{unplaced[0].file}" if figures else "",
            search=self.searchable(site, entry),
        )

    def searchable(self, site: Site, entry: Entry[N], **more: Any) -> Searchable:
        """Return what search knows of it: the category and the office are keywords."""
        district_id = self.district_id(entry)
        words = (entry.record.category.value, self.speaker(site, entry))
        named = tuple(site.school_name(school) for school in entry.record.schools)
        own = {"district": site.edition.district_name(district_id)} if district_id else {}
        return super().searchable(site, entry, **(own | {"keywords": (*words, *named)} | more))


VIEW = NewsView[News](NEWS)
