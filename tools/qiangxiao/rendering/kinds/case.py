"""A case (教改案例) as readers see it: an article with its evidence, cost, conditions, limits and lessons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from markupsafe import Markup

from qiangxiao.catalog.catalog import Entry
from qiangxiao.records.case import CASE, CASE_HEADINGS, ReformCase
from qiangxiao.records.marks import facts_of
from qiangxiao.rendering.case_data import compared
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.kinds.update import ArticleView
from qiangxiao.rendering.page import Page
from qiangxiao.rendering.prose import heading, label_lines, paragraphs
from qiangxiao.rendering.search_facets import Searchable
from qiangxiao.rendering.templates import amount, find_unit
from qiangxiao.sources.tree import Parts, rewrite, write_lines


class CaseView(ArticleView[ReformCase]):
    """An experience another school can borrow."""

    def after(self, entry: Entry[ReformCase]) -> Iterator[Parts]:
        """Yield how well it is supported, and what whoever borrows it should know."""
        record = entry.record
        unit = find_unit(record.evidence.indicator)
        facts = [f"证据等级：{record.evidence.level.value}"]
        if record.evidence.indicator:
            facts.append(f"衡量：{record.evidence.indicator}")
        if record.evidence.before is not None and record.evidence.after is not None:
            facts.append(
                f"之前{amount(record.evidence.before, unit)}，之后{amount(record.evidence.after, unit)}"
            )
        facts.append(f"经费投入：{record.cost.funding.value}")
        facts += (f"{label}：{text}" for label, text in facts_of(record))
        yield heading("条件、局限与教训")
        yield paragraphs(f"{'；'.join(facts)}。")
        for label, text in (
            ("适用条件", record.conditions),
            ("局限", record.limits),
            ("教训", record.lessons),
        ):
            yield label_lines(label, _close_sentence(text))
        if record.contact:
            yield label_lines("联系", record.contact)

    def pages(self, site: Site, entries: Sequence[Entry[ReformCase]]) -> Iterator[Page]:
        """Yield its page, and the one-page sheet for whoever wants to do the same."""
        yield from super().pages(site, entries)
        yield from (site.recall(f"{entry.address}sheet/", _sheet, site, entry) for entry in entries)

    def words(self, site: Site, entry: Entry[ReformCase]) -> Iterable[str | None]:
        """Return also what whoever borrows it should know."""
        record = entry.record
        return (*super().words(site, entry), record.conditions, record.limits, record.lessons)

    def searchable(self, site: Site, entry: Entry[ReformCase], **more: Any) -> Searchable:
        """Return what search knows of it: its subjects are keywords."""
        names = (site.school_name(entry.school_id), *(subject.value for subject in entry.record.subjects))
        return super().searchable(site, entry, keywords=names, **more)


def _sheet(site: Site, entry: Entry[ReformCase]) -> Page:
    """Return steps, cost, conditions, limits and whom to ask, on one page to print."""
    record, school = entry.record, site.edition.catalog.schools[entry.school_id]
    address = f"{entry.address}sheet/"
    title = f"借鉴单：{record.title}"
    markdown = site.templates.render(
        "case_sheet.j2",
        address,
        site=site,
        school=school,
        entry=entry,
        record=record,
        drawn=site.change(entry),
        steps=_steps(entry),
        rows=compared(site, entry)[1:],
    )
    return Page(
        address,
        title,
        markdown,
        description=f"借鉴单：{record.summary}",
        crumbs=site.school_crumbs(school, (record.title, entry.address), ("借鉴单", None)),
        as_of=record.date,
        is_hidden_from_engines=True,
    )


def _steps(entry: Entry[ReformCase]) -> Markup:
    """Return the part of the text that tells what was done, without pictures."""
    sections = entry.body.sections if entry.body else ()
    found, is_inside, level = Markup(), False, 0
    for section in sections:
        if section.heading and (not is_inside or section.heading.level <= level):
            is_inside, level = section.heading.text == CASE_HEADINGS[1], section.heading.level
        if is_inside and section.blocks:
            found += Markup(write_lines(rewrite(section.blocks, {"img": lambda _: ()})))
    return found


def _close_sentence(text: str) -> str:
    """Return a text that ends its last sentence."""
    return text if text.rstrip()[-1:] in "。！？…）”" else f"{text.rstrip()}。"


VIEW = CaseView(CASE)
