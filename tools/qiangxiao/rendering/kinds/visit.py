"""A visit of advisors (专家指导) as readers see it: the advice, the school's answer, what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from qiangxiao.catalog.catalog import Entry
from qiangxiao.records.inspection import VISIT, GuidanceVisit
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Crumb, Page
from qiangxiao.rendering.search_facets import Searchable
from qiangxiao.rendering.view import View
from qiangxiao.selection.requirements import requirements_of


class VisitView(View[GuidanceVisit]):
    """What the advisors saw, and what the school made of it."""

    neighbour_labels = ("上一次指导", "下一次指导")

    def page(self, site: Site, entry: Entry[GuidanceVisit], older: Crumb | None, newer: Crumb | None) -> Page:
        """Return its page."""
        record, address = entry.record, entry.address
        school = site.edition.catalog.schools[entry.school_id]
        markdown = site.templates.render(
            self.template,
            address,
            site=site,
            school=school,
            record=record,
            body=site.body(entry.body, school, address),
        )
        return Page(
            address,
            f"{school.name}{self.kind.label}：{record.topic}",
            markdown,
            description=f"{'、'.join(record.advisors)}到校指导，主题是{record.topic}：建议和学校的回应。",
            crumbs=site.school_crumbs(school, (f"{self.kind.label}：{record.topic}", None)),
            as_of=record.date,
            updated_on=record.date,
            previous=older,
            next=newer,
            neighbour_labels=self.neighbour_labels,
            search=self.searchable(site, entry),
        )

    def words(self, site: Site, entry: Entry[GuidanceVisit]) -> Iterable[str | None]:
        """Return the advice, the answer and the text."""
        record = entry.record
        return (
            "。".join(record.advice),
            record.response,
            record.outcome,
            entry.body.text if entry.body else "",
        )

    def searchable(self, site: Site, entry: Entry[GuidanceVisit], **more: Any) -> Searchable:
        """Return what search knows of it: its measure is that of its clause."""
        catalog = site.edition.catalog
        demanded = {item.measure for item in requirements_of(catalog) if item.kind is entry.kind}
        carried_out = tuple(m.name for m in catalog.program.measures if m.id in demanded)
        return super().searchable(site, entry, measure=carried_out, **more)


VIEW = VisitView(VISIT)
