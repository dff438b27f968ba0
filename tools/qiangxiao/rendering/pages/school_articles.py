"""A school's updates, cases and inspections: one page each."""

from __future__ import annotations

from collections.abc import Iterator

from qiangxiao.catalog.catalog import Entry, School
from qiangxiao.records.case import CASE
from qiangxiao.records.inspection import INSPECTION, TeachingInspection
from qiangxiao.records.kind import Kind
from qiangxiao.records.update import UPDATE, ProgressUpdate
from qiangxiao.rendering.page import Crumb, Page
from qiangxiao.rendering.pages.context import Figure, Site
from qiangxiao.selection.related import related


def pages(site: Site, school: School) -> Iterator[Page]:
    """Yield the school's updates, cases and inspections."""
    yield from _articles(site, school, UPDATE, "update.j2")
    yield from _articles(site, school, CASE, "case.j2")
    for entry in site.edition.of(school, INSPECTION):
        yield _inspection(site, school, entry)


def _articles(site: Site, school: School, kind: Kind[ProgressUpdate], template: str) -> Iterator[Page]:
    entries = site.edition.of(school, kind)
    for at, entry in enumerate(entries):
        newer = entries[at - 1] if at else None
        older = entries[at + 1] if at + 1 < len(entries) else None
        yield _article(site, school, entry, template, newer, older)


def _article(
    site: Site,
    school: School,
    entry: Entry[ProgressUpdate],
    template: str,
    newer: Entry[ProgressUpdate] | None,
    older: Entry[ProgressUpdate] | None,
) -> Page:
    edition, record, address, kind = site.edition, entry.record, entry.address, entry.kind.label
    figures = _figures(site, school, entry)
    adopted = [found for case_id in record.adopts if (found := edition.published.get(case_id))]
    events = [found for event_id in record.events if (found := edition.published.get(event_id))]
    body = site.body(entry.body, school, address)
    markdown = site.templates.render(
        template,
        address,
        site=site,
        school=school,
        entry=entry,
        body=body,
        figures=figures,
        adopted=adopted,
        events=events,
        adopters=edition.adopters.get(entry.id, ()),
        related=related(edition, entry),
    )
    section = (kind, f"{entry.kind.folder}/")
    words = [record.summary, entry.body.text if entry.body else ""]
    for name in ("conditions", "limits", "lessons"):
        words.append(getattr(record, name, ""))
    return Page(
        address,
        record.title,
        markdown,
        description=record.summary,
        crumbs=site.school_crumbs(school, section, (record.title, None)),
        as_of=record.date,
        updated_on=max([record.date, *(correction.date for correction in record.corrections)]),
        previous=Crumb(older.record.title, older.address) if older else None,
        next=Crumb(newer.record.title, newer.address) if newer else None,
        neighbour_labels=(f"本校较早的{kind}", f"本校较新的{kind}"),
        image=site.photos[f"schools/{school.id}/{record.photos[0].file}"].path if figures else "",
        search=site.describe_school_page(
            school,
            "\n".join(filter(None, words)),
            kind=kind,
            measure=record.measures,
            year=str(record.date.year),
            keywords=(school.name, *(subject.value for subject in getattr(record, "subjects", ()))),
        ),
    )


def _figures(site: Site, school: School, entry: Entry[ProgressUpdate]) -> list[Figure]:
    in_body = {image.target for image in entry.body.images} if entry.body else set()
    found = (
        site.figure(school, photo.file, photo.alt, entry.address)
        for photo in entry.record.photos
        if photo.file not in in_body
    )
    return [figure for figure in found if figure]


def _inspection(site: Site, school: School, entry: Entry[TeachingInspection]) -> Page:
    record, address = entry.record, entry.address
    semester = record.semester or site.edition.catalog.program.calendar.semester_of(record.date)
    heading = f"教学视导（{semester.label}）"
    title = f"{school.name}{heading}"
    body = site.body(entry.body, school, address)
    markdown = site.templates.render(
        "inspection.j2", address, site=site, school=school, entry=entry, heading=heading, body=body
    )
    text = "。".join(
        [*record.findings, *(a.what for a in record.actions), entry.body.text if entry.body else ""]
    )
    return Page(
        address,
        title,
        markdown,
        description=f"{record.organiser}组织的教学视导：发现与整改。",
        crumbs=site.school_crumbs(school, (heading, None)),
        as_of=record.date,
        updated_on=record.date,
        search=site.describe_school_page(
            school,
            text,
            kind=INSPECTION.short_name,
            measure=_inspection_measures(site),
            year=str(record.date.year),
            keywords=tuple(subject.value for subject in record.subjects),
        ),
    )


def _inspection_measures(site: Site) -> tuple[str, ...]:
    """Inspections carry out the measure of clause 三(三)."""
    return tuple(
        measure.name for measure in site.edition.catalog.program.measures if measure.clause == "三(三)"
    )
