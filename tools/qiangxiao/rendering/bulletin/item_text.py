"""What an issue prints of a record: its body, and as the same safe HTML what its fields say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from html import escape

from pydantic import BaseModel

from qiangxiao.catalog.catalog import Entry
from qiangxiao.foundation.dates import chinese_date
from qiangxiao.records.base import Article, Photo
from qiangxiao.records.case import ReformCase
from qiangxiao.records.event import ExchangeEvent
from qiangxiao.records.featured import FeaturedSchool
from qiangxiao.records.inspection import TeachingInspection
from qiangxiao.rendering.pages.context import Site
from qiangxiao.rendering.pages.events import time_text
from qiangxiao.rendering.pages.listing import row
from qiangxiao.rendering.templates import amount, measured_in
from qiangxiao.selection.progress import indicator_states

_HEADING_ID = re.compile(r'(<h[2-4]) id="[^"]*"')


def plain_headings(html: str) -> str:
    """Return HTML whose headings have no ids: several bodies share one document."""
    return _HEADING_ID.sub(r"\1", html)


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


def item_html(site: Site, entry: Entry[BaseModel], day: date | None = None) -> str:
    """Return what is printed of a record as safe HTML; what is computed, as of a day (by default the edition's)."""
    record = entry.record
    body = entry.body.html if entry.body else ""
    if isinstance(record, ReformCase):
        parts = [body, *_case(record)]
    elif isinstance(record, TeachingInspection):
        parts = [*_inspection(record), body]
    elif isinstance(record, ExchangeEvent):
        parts = [*_event(site, record), body]
    elif isinstance(record, FeaturedSchool):
        parts = [*_featured(site, record, day or site.edition.as_of)]
    else:
        parts = [body]
    return "\n".join(part for part in parts if part)


def _case(record: ReformCase) -> Iterator[str]:
    unit = measured_in(record.evidence.indicator)
    facts = [f"证据等级：{record.evidence.level.value}"]
    if record.evidence.indicator:
        facts.append(f"衡量：{record.evidence.indicator}")
    if record.evidence.before is not None and record.evidence.after is not None:
        facts.append(f"之前{amount(record.evidence.before, unit)}，之后{amount(record.evidence.after, unit)}")
    facts.append(f"经费投入：{record.cost.funding.value}")
    yield "<h2>条件、局限与教训</h2>"
    yield _paragraphs(f"{'；'.join(facts)}。")
    for label, text in (("适用条件", record.conditions), ("局限", record.limits), ("教训", record.lessons)):
        yield _labelled(label, _closed(text))
    if record.contact:
        yield _labelled("联系", record.contact)


def _inspection(record: TeachingInspection) -> Iterator[str]:
    subjects = "、".join(subject.value for subject in record.subjects)
    listened = f"，听课{record.lessons_observed}节" if record.lessons_observed is not None else ""
    yield _paragraphs(f"{chinese_date(record.date)}，{record.organiser}到校视导{subjects}教学{listened}。")
    if record.findings:
        yield "<h2>视导发现</h2>"
        yield _list(record.findings)
    if record.actions:
        yield "<h2>整改事项</h2>"
        rows = [
            (action.what, chinese_date(action.due_on) if action.due_on else "待定", action.status.value)
            for action in record.actions
        ]
        yield _table(("事项", "期限", "状态"), rows)


def _event(site: Site, record: ExchangeEvent) -> Iterator[str]:
    if record.theme:
        yield _paragraphs(record.theme)
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
            yield _labelled(label, text)


def _featured(site: Site, record: FeaturedSchool, day: date) -> Iterator[str]:
    if record.editor_note:
        yield _paragraphs(record.editor_note)
    school = site.edition.school(record.school)
    if school is None:
        return
    if school.baseline and school.baseline.record.problems:
        yield "<h2>从哪里起步</h2>"
        yield _list(problem.finding for problem in school.baseline.record.problems)
    lines = [row(site, entry) for item in record.items if (entry := site.edition.published.get(item))]
    if lines:
        yield "<h2>做了什么</h2>"
        for line in lines:
            yield _labelled(line.title, line.text)
    states = [state for state in indicator_states(school, day) if state.readings]
    if states:
        yield "<h2>变了什么</h2>"
        rows = []
        for state in states:
            unit = state.indicator.unit or ""
            latest = state.readings[-1].reading
            after = f"{amount(latest.value, unit)}（{chinese_date(latest.as_of)}）"
            rows.append((state.indicator.name, amount(state.indicator.baseline, unit), after))
        yield _table(("指标", "起点", "后来"), rows)


def _paragraphs(text: str) -> str:
    return "\n".join(f"<p>{escape(line.strip())}</p>" for line in text.split("\n") if line.strip())


def _labelled(label: str, text: str) -> str:
    first, *rest = [line.strip() for line in text.split("\n") if line.strip()] or [""]
    return "\n".join(
        [f"<p><strong>{escape(label)}：</strong>{escape(first)}</p>", *(f"<p>{escape(r)}</p>" for r in rest)]
    )


def _closed(text: str) -> str:
    """Return a text that ends its last sentence."""
    return text if text.rstrip()[-1:] in "。！？…）”" else f"{text.rstrip()}。"


def _list(lines: Iterable[str]) -> str:
    return "<ul>\n" + "\n".join(f"<li>{escape(line)}</li>" for line in lines) + "\n</ul>"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    cells = "".join(f"<th>{escape(name)}</th>" for name in head)
    body = "\n".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in line) + "</tr>" for line in rows)
    return f"<table>\n<thead>\n<tr>{cells}</tr>\n</thead>\n<tbody>\n{body}\n</tbody>\n</table>"
