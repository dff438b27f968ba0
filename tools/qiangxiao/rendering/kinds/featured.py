"""A featured school (每期一校) as readers see it: where it began, what it did, what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from qiangxiao.catalog.catalog import Entry, School
from qiangxiao.foundation.dates import chinese_date, period_label
from qiangxiao.foundation.vocabulary import ActionStatus
from qiangxiao.records.baseline import BASELINE
from qiangxiao.records.case import CASE, ReformCase
from qiangxiao.records.featured import FEATURED, FeaturedSchool
from qiangxiao.records.inspection import INSPECTION, InspectionAction, TeachingInspection
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.feeds import FeedSettings
from qiangxiao.rendering.page import Crumb, FeedLink, Page
from qiangxiao.rendering.prose import bullets, heading, label_lines, list_links, paragraphs, table
from qiangxiao.rendering.search_facets import Searchable
from qiangxiao.rendering.templates import amount
from qiangxiao.rendering.view import View
from qiangxiao.rendering.views import links_to, rows
from qiangxiao.selection.evidence import evidence_in
from qiangxiao.selection.progress import indicator_states
from qiangxiao.sources.tree import Element, Part, Parts, element


class FeaturedView(View[FeaturedSchool]):
    """One school and the improvement it is presented for."""

    neighbour_labels = ("上一期", "下一期")

    def title(self, site: Site, entry: Entry[FeaturedSchool]) -> str:
        """Return the school and the improvement."""
        return f"{site.school_name(entry.record.school)}：{entry.record.theme}"

    def source(self, site: Site, entry: Entry[FeaturedSchool]) -> str:
        """Return the period."""
        return period_label(entry.record.period)

    def day(self, site: Site, entry: Entry[FeaturedSchool]) -> date | None:
        """Return none: it stands for a period."""
        return None

    def kicker(self, site: Site, entry: Entry[FeaturedSchool]) -> Iterator[str]:
        """Yield the kind, the period, the district and the school."""
        kind, *rest = super().kicker(site, entry)
        yield kind
        yield period_label(entry.record.period)
        yield from rest

    def supplier(self, site: Site, entry: Entry[FeaturedSchool]) -> str:
        """Return the school."""
        return site.school_name(entry.record.school)

    def lead(self, site: Site, entry: Entry[FeaturedSchool], day: date) -> Iterator[Parts]:
        """Yield where the school began, what it did and what changed."""
        record = entry.record
        if record.editor_note:
            yield paragraphs(record.editor_note)
        school = site.edition.school(record.school)
        if school is None:
            return
        baseline = school.record(BASELINE)
        if baseline and baseline.problems:
            yield heading("从哪里起步")
            yield bullets(problem.finding for problem in baseline.problems)
        lines = rows(site, record.items)
        if lines:
            yield heading("做了什么")
            yield from (label_lines(line.title, line.text) for line in lines)
        states = [state for state in indicator_states(school, day) if state.readings]
        if states:
            yield heading("变了什么")
            cells = []
            for state in states:
                unit = state.indicator.unit or ""
                latest = state.readings[-1].reading
                after = f"{amount(latest.value, unit)}（{chinese_date(latest.as_of)}）"
                cells.append((state.indicator.name, amount(state.indicator.baseline, unit), after))
            yield table(("指标", "起点", "后来"), cells)

    def appendix(self, site: Site, entry: Entry[FeaturedSchool]) -> Iterator[Part]:
        """Yield what others can take from the school and what did not work there, from its cases."""
        school = site.edition.school(entry.record.school)
        cases = site.edition.of(school, CASE) if school else ()
        if cases:
            yield from heading("别的学校能借鉴什么")
            yield from (_link(case, case.record.summary) for case in cases)
            yield from heading("走过的弯路")
            yield from (_link(case, case.record.lessons) for case in cases)

    def sentence(self, site: Site, entry: Entry[FeaturedSchool]) -> str:
        """Return the note's first line, else what its page tells."""
        return entry.record.editor_note or "它从哪里起步、做了什么、变了什么，见网站上的一页。"

    def crumb(self, site: Site, entry: Entry[FeaturedSchool] | None) -> Crumb | None:
        """Return the way to the school of another period."""
        if entry is None:
            return None
        return Crumb(self.feed_title(site, entry), entry.address)

    def page(
        self, site: Site, entry: Entry[FeaturedSchool], older: Crumb | None, newer: Crumb | None
    ) -> Page:
        """Return its page."""
        edition, record, address = site.edition, entry.record, entry.address
        school = edition.catalog.schools[record.school]
        label, title = period_label(record.period), self.title(site, entry)
        cases = edition.of(school, CASE)
        states = indicator_states(school, edition.as_of)
        items = [found for item in record.items if (found := edition.published.get(item))]
        adopted = {used: None for item in items for used in getattr(item.record, "adopts", ())}
        closed, open_count = _actions(site, school)
        markdown = site.templates.render(
            self.template,
            address,
            site=site,
            record=record,
            school=school,
            label=label,
            states=states,
            unmet=[state for state in states if state.is_met is False],
            evidence=[proof for item in items for proof in evidence_in(item, school)],
            borrowed=[found for used in adopted if (found := edition.published.get(used))],
            items=rows(site, record.items),
            closed=closed,
            open_count=open_count,
            cases=cases,
            adopters={
                case.id: [user for user in edition.adopters.get(case.id, ()) if user.id in edition.published]
                for case in cases
            },
        )
        return Page(
            address,
            title,
            markdown,
            description=f"{label}推出的学校：{title}。",
            crumbs=site.crumbs((self.kind.label, "featured/"), (label, None)),
            as_of=edition.as_of,
            updated_on=record.dated_on(edition.catalog.program.calendar),
            previous=older,
            next=newer,
            neighbour_labels=self.neighbour_labels,
            feeds=(FeedLink(self.kind.label, "feeds/featured.atom.xml"),),
            search=self.searchable(site, entry),
        )

    def words(self, site: Site, entry: Entry[FeaturedSchool]) -> Iterable[str | None]:
        """Return the improvement, the note and the titles of the items, as sentences of one paragraph."""
        record = entry.record
        titles = (item.title for item in rows(site, record.items))
        return ("。".join(filter(None, (record.theme, record.editor_note, *titles))),)

    def searchable(self, site: Site, entry: Entry[FeaturedSchool], **more: Any) -> Searchable:
        """Return what search knows of it: the period is a keyword."""
        record = entry.record
        begins_on = record.dated_on(site.edition.catalog.program.calendar)
        days = (chinese_date(begins_on),) if begins_on else ()
        names = (site.school_name(record.school), period_label(record.period), *days)
        return super().searchable(site, entry, year=record.period[:4], keywords=names, **more)

    def feed_title(self, site: Site, entry: Entry[FeaturedSchool]) -> str:
        """Return the period and the school."""
        return f"{period_label(entry.record.period)}：{site.school_name(entry.record.school)}"

    def feed_summary(self, entry: Entry[FeaturedSchool]) -> str:
        """Return the first line of the note, else the improvement."""
        return super().feed_summary(entry) or entry.record.theme[:120]

    def feed_author(self, site: Site, settings: FeedSettings, entry: Entry[FeaturedSchool]) -> str:
        """Return the school."""
        return self.supplier(site, entry)

    def feed_content(self, site: Site, entry: Entry[FeaturedSchool]) -> Parts:
        """Return the improvement, the note, and links to the items."""
        record = entry.record
        links = list_links(links_to(site, record.items))
        return (element("p", record.theme), *paragraphs(record.editor_note or ""), *links)


def _link(case: Entry[ReformCase], words: str) -> Element:
    link = element("a", case.record.title, href=f"/{case.address}")
    return element("p", element("strong", link, "："), words)


def _actions(
    site: Site, school: School
) -> tuple[list[tuple[InspectionAction, Entry[TeachingInspection]]], int]:
    """Return the actions that are done, with their inspection, and how many are not."""
    found = [
        (action, entry) for entry in site.edition.of(school, INSPECTION) for action in entry.record.actions
    ]
    closed = [pair for pair in found if pair[0].status is ActionStatus.CLOSED]
    return closed, len(found) - len(closed)


VIEW = FeaturedView(FEATURED)
