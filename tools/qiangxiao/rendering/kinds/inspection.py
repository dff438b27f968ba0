"""A teaching inspection (教学视导) as readers see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from qiangxiao.catalog.catalog import Entry
from qiangxiao.foundation.dates import chinese_date
from qiangxiao.records.inspection import INSPECTION, TeachingInspection
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Crumb, Page
from qiangxiao.rendering.prose import bullets, heading, paragraphs, table
from qiangxiao.rendering.search_facets import Searchable
from qiangxiao.rendering.view import View
from qiangxiao.selection.requirements import requirements_of
from qiangxiao.sources.tree import Parts


class InspectionView(View[TeachingInspection]):
    """What the researchers saw, and what the school has to change."""

    def source(self, site: Site, entry: Entry[TeachingInspection]) -> str:
        """Return who organised it."""
        return entry.record.organiser

    def lead(self, site: Site, entry: Entry[TeachingInspection], day: date) -> Iterator[Parts]:
        """Yield when it was and of what, the findings and the actions."""
        record = entry.record
        subjects = "、".join(subject.value for subject in record.subjects)
        listened = f"，听课{record.lessons_observed}节" if record.lessons_observed is not None else ""
        yield paragraphs(f"{chinese_date(record.date)}，{record.organiser}到校视导{subjects}教学{listened}。")
        if record.findings:
            yield heading("视导发现")
            yield bullets(record.findings)
        if record.actions:
            yield heading("整改事项")
            rows = [
                (action.what, chinese_date(action.due_on) if action.due_on else "待定", action.status.value)
                for action in record.actions
            ]
            yield table(("事项", "期限", "状态"), rows)

    def pages(self, site: Site, entries: Any) -> Iterator[Page]:
        """Yield the pages; an inspection stands alone, without neighbours."""
        return (site.recall(entry.address, self.page, site, entry, None, None) for entry in entries)

    def page(
        self, site: Site, entry: Entry[TeachingInspection], older: Crumb | None, newer: Crumb | None
    ) -> Page:
        """Return its page."""
        record, address = entry.record, entry.address
        school = site.edition.catalog.schools[entry.school_id]
        short = record.headline("", site.edition.catalog.program.calendar)
        markdown = site.templates.render(
            self.template,
            address,
            site=site,
            school=school,
            entry=entry,
            heading=short,
            body=site.body(entry.body, school, address),
        )
        return Page(
            address,
            self.title(site, entry),
            markdown,
            description=f"{record.organiser}组织的教学视导：发现与整改。",
            crumbs=site.school_crumbs(school, (short, None)),
            as_of=record.date,
            updated_on=record.date,
            search=self.searchable(site, entry),
        )

    def words(self, site: Site, entry: Entry[TeachingInspection]) -> Iterable[str | None]:
        """Return the findings and the actions too, as sentences of one paragraph."""
        record = entry.record
        body = entry.body.text if entry.body else ""
        return ("。".join([*record.findings, *(action.what for action in record.actions), body]),)

    def searchable(self, site: Site, entry: Entry[TeachingInspection], **more: Any) -> Searchable:
        """Return what search knows of it: its subjects are keywords, its measure that of its clause."""
        catalog = site.edition.catalog
        demanded = {item.measure for item in requirements_of(catalog) if item.kind is entry.kind}
        carried_out = tuple(m.name for m in catalog.program.measures if m.id in demanded)
        subjects = tuple(subject.value for subject in entry.record.subjects)
        return super().searchable(site, entry, measure=carried_out, keywords=subjects, **more)


VIEW = InspectionView(INSPECTION)
