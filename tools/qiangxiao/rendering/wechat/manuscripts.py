"""A record that has a page to a manuscript for WeChat: its text, its title and what the list of messages shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from markupsafe import Markup
from pydantic import BaseModel

from qiangxiao.catalog.catalog import Entry
from qiangxiao.foundation.dates import chinese_date, period_label
from qiangxiao.records.base import Article
from qiangxiao.records.bulletin import BulletinIssue
from qiangxiao.records.event import ExchangeEvent
from qiangxiao.records.featured import FeaturedSchool
from qiangxiao.records.inspection import TeachingInspection
from qiangxiao.rendering.bulletin.content import IssueContent, Picture, issue_content
from qiangxiao.rendering.bulletin.item_text import item_html, item_pictures, item_source
from qiangxiao.rendering.pages.context import Site
from qiangxiao.rendering.pages.listing import row
from qiangxiao.rendering.wechat.posts import Manuscript


def manuscript(site: Site, entry: Entry[BaseModel]) -> Manuscript:
    """Return the manuscript of an update, a case, an inspection, an event, a featured school or an issue."""
    if isinstance(entry.record, BulletinIssue):
        return _issue(site, cast("Entry[BulletinIssue]", entry))
    line = row(site, entry)
    program = site.edition.catalog.program
    record = entry.record
    school = site.edition.catalog.school_of(record.school if isinstance(record, FeaturedSchool) else entry.id)
    folder = f"schools/{school.id}/" if school else ""
    kicker = " · ".join(filter(None, _kicker(site, entry, school.district_id if school else "")))
    pictures = [Picture(f"{folder}{photo.file}", photo.alt) for photo in item_pictures(entry)]
    is_article = isinstance(record, Article)
    html = site.templates.render_html(
        "wechat/article.j2",
        kicker=kicker,
        summary=line.text if is_article else "",
        corrections=getattr(record, "corrections", ()),
        address=entry.address,
        folder=folder,
        html=Markup(item_html(site, entry)) + _borrowing(site, entry),
        pictures=pictures,
        ending=[f"供稿：{item_source(site, entry)}", _online(program.site.url, entry.address)],
        is_sample=program.sample,
    )
    return Manuscript(entry.id, entry.address, line.title, line.text or line.title, html, kicker)


def _borrowing(site: Site, entry: Entry[BaseModel]) -> Markup:
    """Return what others can take from a featured school and what did not work there, from its cases."""
    school = site.edition.school(entry.record.school) if isinstance(entry.record, FeaturedSchool) else None
    cases = site.edition.cases_of(school) if school else ()
    if not cases:
        return Markup()
    item = Markup('<p><strong><a href="/{}">{}</a>：</strong>{}</p>')
    taken = [item.format(case.address, case.record.title, case.record.summary) for case in cases]
    lessons = [item.format(case.address, case.record.title, case.record.lessons) for case in cases]
    return Markup("\n").join(
        [Markup("<h2>别的学校能借鉴什么</h2>"), *taken, Markup("<h2>走过的弯路</h2>"), *lessons]
    )


def _kicker(site: Site, entry: Entry[BaseModel], district_id: str) -> Iterable[str]:
    record = entry.record
    yield _kind(record)
    if isinstance(record, FeaturedSchool):
        yield period_label(record.period)
    yield site.edition.district_name(district_id) if district_id else ""
    if isinstance(record, FeaturedSchool):
        yield site.school_name(record.school)
    elif district_id:
        yield site.school_name(entry.id)
    day = row(site, entry).day
    yield chinese_date(day) if day else ""


def _kind(record: BaseModel) -> str:
    if isinstance(record, FeaturedSchool):
        return "每期一校"
    if isinstance(record, TeachingInspection):
        return "教学视导"
    if isinstance(record, ExchangeEvent):
        return "交流研讨"
    return "教改案例" if hasattr(record, "evidence") else "学校进展"


def _issue(site: Site, entry: Entry[BulletinIssue]) -> Manuscript:
    issue = issue_content(site, entry)
    return Manuscript(
        issue.id,
        issue.address,
        f"{issue.name}{issue.year_label}：{issue.title}",
        " ".join(issue.editor_note),
        _issue_html(site, issue, is_whole=True),
        f"{issue.name} · {issue.label}",
        _issue_html(site, issue, is_whole=False),
    )


def _issue_html(site: Site, issue: IssueContent, is_whole: bool) -> str:
    return site.templates.render_html(
        "wechat/issue.j2",
        issue=issue,
        is_whole=is_whole,
        ending=issue.imprint.texts,
    )


def _online(site_url: str | None, address: str) -> str:
    return f"网页版：{site_url.rstrip('/')}/{address}" if site_url else ""
