"""The bulletin 《工作动态》: the index of issues and one page an issue. Drafts are nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from qiangxiao.catalog.catalog import Entry
from qiangxiao.records.bulletin import BulletinIssue, IssueNumber
from qiangxiao.rendering.page import Crumb, Page, SearchFacets
from qiangxiao.rendering.pages.context import Site
from qiangxiao.rendering.pages.listing import feed, issue_label, neighbours, row, rows
from qiangxiao.rendering.templates import body_markdown


def pages(site: Site) -> Iterator[Page]:
    """Yield the index and every published issue."""
    issues = site.edition.bulletins
    yield _index(site)
    for at, entry in enumerate(issues):
        yield _issue(site, entry, *neighbours(issues, at))


def _number(entry: Entry[BulletinIssue]) -> IssueNumber:
    number = entry.record.number
    assert number is not None  # a published issue has one
    return number


def _index(site: Site) -> Page:
    address = "bulletins/"
    by_year = [
        (year, [row(site, entry) for entry in group])
        for year, group in groupby(site.edition.bulletins, key=lambda entry: _number(entry).year)
    ]
    markdown = site.templates.render("bulletins.j2", address, site=site, by_year=by_year)
    return Page(
        address,
        "工作动态",
        markdown,
        description="定期编发的简报：每一期把这段时间的进展、案例和活动集中起来。",
        crumbs=site.crumbs(("工作动态", None)),
        as_of=site.edition.as_of,
        updated_on=site.edition.bulletins[0].record.date if site.edition.bulletins else None,
        feeds=(feed("工作动态", "bulletins"),),
    )


def _issue(
    site: Site,
    entry: Entry[BulletinIssue],
    earlier: Entry[BulletinIssue] | None,
    later: Entry[BulletinIssue] | None,
) -> Page:
    record, address, number = entry.record, entry.address, _number(entry)
    label = f"{number.year}年第{number.issue}期"
    sections = [(part.name, found) for part in record.sections if (found := rows(site, part.items))]
    markdown = site.templates.render(
        "bulletin.j2",
        address,
        site=site,
        entry=entry,
        record=record,
        number=issue_label(number),
        publisher=record.publisher or site.edition.catalog.program.publisher,
        sections=sections,
        body=body_markdown(entry.body, "") if entry.body else "",
    )
    titles = [item.title for _, found in sections for item in found]
    assert record.date is not None
    return Page(
        address,
        f"工作动态 {label}：{record.title}",
        markdown,
        description=f"{issue_label(number)}，{len(titles)} 篇：{record.title}。",
        crumbs=site.crumbs(("工作动态", "bulletins/"), (label, None)),
        as_of=record.date,
        updated_on=max([record.date, *(correction.date for correction in record.corrections)]),
        previous=_crumb(earlier),
        next=_crumb(later),
        neighbour_labels=("上一期", "下一期"),
        feeds=(feed("工作动态", "bulletins"),),
        search=SearchFacets(
            "工作动态",
            "。".join([record.editor_note, *titles, entry.body.text if entry.body else ""]),
            year=str(number.year),
            keywords=(label, f"第{number.issue}期"),
        ),
    )


def _crumb(entry: Entry[BulletinIssue] | None) -> Crumb | None:
    if entry is None:
        return None
    number = _number(entry)
    return Crumb(f"{number.year}年第{number.issue}期：{entry.record.title}", entry.address)
