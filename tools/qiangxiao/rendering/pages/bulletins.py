"""The bulletin 《工作动态》: the index of issues and one page an issue. Drafts are nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from qiangxiao.catalog.catalog import Entry
from qiangxiao.records.base import Correction
from qiangxiao.records.bulletin import BULLETIN, BulletinIssue, IssueNumber
from qiangxiao.rendering.imprint import imprint
from qiangxiao.rendering.page import Crumb, Page
from qiangxiao.rendering.pages.context import Site
from qiangxiao.rendering.pages.listing import Row, feed, neighbours, row, rows
from qiangxiao.rendering.search_facets import describe_for_search
from qiangxiao.rendering.templates import body_markdown
from qiangxiao.selection.adoption import adopted
from qiangxiao.selection.bulletin_issue import notices


def pages(site: Site) -> Iterator[Page]:
    """Yield the index and every published issue."""
    issues = site.edition.all(BULLETIN)
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
        (year, [_line(site, entry) for entry in group])
        for year, group in groupby(site.edition.all(BULLETIN), key=lambda entry: _number(entry).year)
    ]
    markdown = site.templates.render("bulletins.j2", address, site=site, by_year=by_year)
    return Page(
        address,
        BULLETIN.label,
        markdown,
        description="定期编发的简报：每一期把这段时间的进展、案例和活动集中起来。",
        crumbs=site.crumbs((BULLETIN.label, None)),
        as_of=site.edition.as_of,
        updated_on=site.edition.all(BULLETIN)[0].record.date if site.edition.all(BULLETIN) else None,
        feeds=(feed(BULLETIN.label, "bulletins"),),
    )


@dataclass(frozen=True, slots=True)
class IssueLine:
    """One issue in the index: its line, whether it is a supplement, what is in it, how often it was corrected."""

    row: Row
    is_supplement: bool
    contents: tuple[tuple[str, int], ...]
    corrections: tuple[Correction, ...]


def _line(site: Site, entry: Entry[BulletinIssue]) -> IssueLine:
    contents = tuple(
        (part.name, len(found)) for part in entry.record.sections if (found := rows(site, part.items))
    )
    return IssueLine(row(site, entry), entry.record.is_supplement, contents, entry.record.corrections)


def _issue(
    site: Site,
    entry: Entry[BulletinIssue],
    earlier: Entry[BulletinIssue] | None,
    later: Entry[BulletinIssue] | None,
) -> Page:
    record, address, number = entry.record, entry.address, _number(entry)
    label = number.short_label
    sections = [(part.name, found) for part in record.sections if (found := rows(site, part.items))]
    is_withdrawn = any(item not in site.edition.published for item in record.items)
    markdown = site.templates.render(
        "bulletin.j2",
        address,
        site=site,
        entry=entry,
        record=record,
        number=number,
        notices=tuple(_notices(site, entry)),
        is_withdrawn=is_withdrawn,
        publisher=record.publisher or site.edition.catalog.program.publisher,
        imprint=imprint(site.edition, entry),
        sections=sections,
        adopted=adopted(site.edition, entry, record.date) if record.date else (),
        body=body_markdown(entry.body, "") if entry.body else "",
    )
    titles = [item.title for _, found in sections for item in found]
    assert record.date is not None
    return Page(
        address,
        f"工作动态 {label}：{record.title}",
        markdown,
        description=f"{number.label}，{len(titles)} 篇：{record.title}。",
        crumbs=site.crumbs((BULLETIN.label, "bulletins/"), (label, None)),
        as_of=record.date,
        updated_on=max([record.date, *(correction.date for correction in record.corrections)]),
        previous=_crumb(earlier),
        next=_crumb(later),
        neighbour_labels=("上一期", "下一期"),
        feeds=(feed(BULLETIN.label, "bulletins"),),
        search=describe_for_search(
            "。".join([record.editor_note, *titles, entry.body.text if entry.body else ""]),
            kind=BULLETIN.label,
            year=str(number.year),
            keywords=(label, label.removeprefix(f"{number.year}年")),
        ),
    )


@dataclass(frozen=True, slots=True)
class Notice:
    """A major correction that an issue tells: of what, where that is, and what was corrected."""

    title: str
    address: str
    correction: Correction


def _notices(site: Site, entry: Entry[BulletinIssue]) -> Iterator[Notice]:
    for owed in notices(site.edition.catalog, entry):
        record = owed.entry.record
        if owed.entry.id not in site.edition.published:
            continue
        if isinstance(record, BulletinIssue) and record.number is not None:
            title = f"{record.number.short_label}《{record.title}》"
        else:
            title = f"《{row(site, owed.entry).title}》"
        yield Notice(title, owed.entry.address, owed.correction)


def _crumb(entry: Entry[BulletinIssue] | None) -> Crumb | None:
    if entry is None:
        return None
    return Crumb(f"{_number(entry).short_label}：{entry.record.title}", entry.address)
