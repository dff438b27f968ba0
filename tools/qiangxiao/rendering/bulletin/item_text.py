"""What an issue prints of a record: the tree of its body, and what its fields say as parts of the same tree."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel

from qiangxiao.catalog.catalog import Entry
from qiangxiao.foundation.dates import chinese_date
from qiangxiao.records.base import Article, Photo
from qiangxiao.records.baseline import BASELINE
from qiangxiao.records.case import ReformCase
from qiangxiao.records.event import ExchangeEvent
from qiangxiao.records.featured import FeaturedSchool
from qiangxiao.records.inspection import TeachingInspection
from qiangxiao.rendering.pages.context import Site
from qiangxiao.rendering.pages.events import time_text
from qiangxiao.rendering.pages.listing import row
from qiangxiao.rendering.prose import bullets, heading, labelled, paragraphs, table
from qiangxiao.rendering.templates import amount, measured_in
from qiangxiao.selection.progress import indicator_states
from qiangxiao.sources.tree import Parts


def item_source(site: Site, entry: Entry[BaseModel]) -> str:
    """Return who supplied a text (供稿单位): the school with its office, the organiser, the host."""
    record = entry.record
    if isinstance(record, Article):
        return f"{site.school_name(entry.id)}{record.author_office or ''}"
    if isinstance(record, ExchangeEvent):
        return record.host or ""
    if isinstance(record, FeaturedSchool):
        return site.school_name(record.school)
    return row(site, entry).source


def item_pictures(entry: Entry[BaseModel]) -> tuple[Photo, ...]:
    """Return the photos of a record that its body does not place."""
    if not isinstance(entry.record, Article):
        return ()
    placed = {image.target for image in entry.body.images} if entry.body else set()
    return tuple(photo for photo in entry.record.photos if photo.file not in placed)


def item_parts(site: Site, entry: Entry[BaseModel], day: date | None = None) -> Parts:
    """Return what is printed of a record; what is computed, as of a day (by default the edition's)."""
    record = entry.record
    body = entry.body.blocks if entry.body else ()
    if isinstance(record, ReformCase):
        found = [body, *_case(record)]
    elif isinstance(record, TeachingInspection):
        found = [*_inspection(record), body]
    elif isinstance(record, ExchangeEvent):
        found = [*_event(site, record), body]
    elif isinstance(record, FeaturedSchool):
        found = [*_featured(site, record, day or site.edition.as_of)]
    else:
        found = [body]
    return tuple(part for parts in found for part in parts)


def _case(record: ReformCase) -> Iterator[Parts]:
    unit = measured_in(record.evidence.indicator)
    facts = [f"证据等级：{record.evidence.level.value}"]
    if record.evidence.indicator:
        facts.append(f"衡量：{record.evidence.indicator}")
    if record.evidence.before is not None and record.evidence.after is not None:
        facts.append(f"之前{amount(record.evidence.before, unit)}，之后{amount(record.evidence.after, unit)}")
    facts.append(f"经费投入：{record.cost.funding.value}")
    yield heading("条件、局限与教训")
    yield paragraphs(f"{'；'.join(facts)}。")
    for label, text in (("适用条件", record.conditions), ("局限", record.limits), ("教训", record.lessons)):
        yield labelled(label, _closed(text))
    if record.contact:
        yield labelled("联系", record.contact)


def _inspection(record: TeachingInspection) -> Iterator[Parts]:
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


def _event(site: Site, record: ExchangeEvent) -> Iterator[Parts]:
    if record.theme:
        yield paragraphs(record.theme)
    facts = [
        ("时间", time_text(record.starts_at, record.ends_at)),
        ("地点", record.place),
        ("承办", record.host),
    ]
    schools = "、".join(
        site.school_name(school) for school in record.schools if school in site.edition.school_ids
    )
    facts += [("参加学校", schools), ("状态", record.status.value)]
    for label, text in facts:
        if text:
            yield labelled(label, text)


def _featured(site: Site, record: FeaturedSchool, day: date) -> Iterator[Parts]:
    if record.editor_note:
        yield paragraphs(record.editor_note)
    school = site.edition.school(record.school)
    if school is None:
        return
    baseline = school.one(BASELINE)
    if baseline and baseline.record.problems:
        yield heading("从哪里起步")
        yield bullets(problem.finding for problem in baseline.record.problems)
    lines = [row(site, entry) for item in record.items if (entry := site.edition.published.get(item))]
    if lines:
        yield heading("做了什么")
        for line in lines:
            yield labelled(line.title, line.text)
    states = [state for state in indicator_states(school, day) if state.readings]
    if states:
        yield heading("变了什么")
        rows = []
        for state in states:
            unit = state.indicator.unit or ""
            latest = state.readings[-1].reading
            after = f"{amount(latest.value, unit)}（{chinese_date(latest.as_of)}）"
            rows.append((state.indicator.name, amount(state.indicator.baseline, unit), after))
        yield table(("指标", "起点", "后来"), rows)


def _closed(text: str) -> str:
    """Return a text that ends its last sentence."""
    return text if text.rstrip()[-1:] in "。！？…）”" else f"{text.rstrip()}。"
