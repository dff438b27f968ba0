"""A case (教改案例) as readers see it: an article with its evidence, cost, conditions, limits and lessons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from qiangxiao.catalog.catalog import Entry
from qiangxiao.records.case import CASE, ReformCase
from qiangxiao.records.marks import facts_of
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.kinds.update import ArticleView
from qiangxiao.rendering.prose import heading, label_lines, paragraphs
from qiangxiao.rendering.search_facets import Searchable
from qiangxiao.rendering.templates import amount, find_unit
from qiangxiao.sources.tree import Parts


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

    def words(self, site: Site, entry: Entry[ReformCase]) -> Iterable[str | None]:
        """Return also what whoever borrows it should know."""
        record = entry.record
        return (*super().words(site, entry), record.conditions, record.limits, record.lessons)

    def searchable(self, site: Site, entry: Entry[ReformCase], **more: Any) -> Searchable:
        """Return what search knows of it: its subjects are keywords."""
        names = (site.school_name(entry.school_id), *(subject.value for subject in entry.record.subjects))
        return super().searchable(site, entry, keywords=names, **more)


def _close_sentence(text: str) -> str:
    """Return a text that ends its last sentence."""
    return text if text.rstrip()[-1:] in "。！？…）”" else f"{text.rstrip()}。"


VIEW = CaseView(CASE)
