"""The edition's feeds: everything, bulletins, featured, cases, each district, measure and school."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from qiangxiao.catalog.catalog import Entry
from qiangxiao.foundation.dates import chinese_date, period_begins_on, period_label
from qiangxiao.records.bulletin import BULLETIN, BulletinIssue
from qiangxiao.records.case import CASE
from qiangxiao.records.featured import FEATURED, FeaturedSchool
from qiangxiao.records.update import UPDATE, ProgressUpdate
from qiangxiao.rendering.feeds import (
    OPML_PATH,
    STYLESHEET_PATH,
    Feed,
    FeedEntry,
    FeedImage,
    FeedSettings,
    content_tag,
    feed_settings,
    feed_stylesheet,
    render_feeds,
    render_opml,
)
from qiangxiao.rendering.page import Artifact
from qiangxiao.rendering.pages.context import Site
from qiangxiao.rendering.prose import heading, paragraphs
from qiangxiao.selection.bulletin_issue import notices
from qiangxiao.selection.edition import Edition
from qiangxiao.sources.tree import Element, Parts, element, rewrite

_MEDIA_TYPES = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp"}


def feed_artifacts(site: Site) -> Iterator[Artifact]:
    """Yield every feed document, the subscription list and the feeds' style sheet."""
    settings = feed_settings(site.edition.catalog.program)
    feeds = list(edition_feeds(site, settings))
    for path, data in render_feeds(feeds, settings).items():
        yield Artifact(path, data)
    yield Artifact(OPML_PATH, render_opml(feeds, settings))
    yield Artifact(STYLESHEET_PATH, feed_stylesheet())


def edition_feeds(site: Site, settings: FeedSettings) -> Iterator[Feed]:
    """Yield every feed of the edition."""
    edition = site.edition
    program = edition.catalog.program
    zone = settings.zone
    updates = {
        entry.id: _article(site, settings, zone, entry)
        for entry in (*edition.all(UPDATE), *edition.all(CASE))
    }
    cases = tuple(updates[entry.id] for entry in edition.all(CASE))
    bulletins = tuple(_issue(edition, settings, zone, entry) for entry in edition.all(BULLETIN))
    featured = tuple(_featured(edition, settings, zone, entry) for entry in edition.all(FEATURED))
    everything = (*updates.values(), *bulletins, *featured)
    yield Feed(
        "all",
        f"{program.short_name}：全部更新",
        "进展、案例、每期一校和工作动态。",
        "feeds/",
        everything,
        has_json=True,
    )
    yield Feed(
        "bulletins",
        f"{program.short_name}：工作动态",
        "每期工作动态。",
        "bulletins/",
        bulletins,
        has_json=True,
    )
    yield Feed("featured", f"{program.short_name}：每期一校", "定期推出的一所学校。", "featured/", featured)
    yield Feed("cases", f"{program.short_name}：教改案例", "各校的教改案例。", "cases/", cases)
    for district in program.districts:
        own = tuple(found for key, found in updates.items() if key.startswith(f"{district.id}/"))
        name, address = f"districts/{district.id}", f"districts/{district.id}/"
        yield Feed(name, f"{district.name}的强校工程", f"{district.name}实验校的进展和案例。", address, own)
    for measure in program.measures:
        filed = [e for e in (*edition.all(UPDATE), *edition.all(CASE)) if measure.name in e.record.measures]
        name, address = f"measures/{measure.id}", f"measures/{measure.id}/"
        yield Feed(
            name, measure.name, f"{measure.name}的进展和案例。", address, tuple(updates[e.id] for e in filed)
        )
    for school in edition.schools:
        own = tuple(found for key, found in updates.items() if key.startswith(f"{school.id}/"))
        yield Feed(
            f"schools/{school.id}", school.name, f"{school.name}的进展和案例。", f"schools/{school.id}/", own
        )


def _at(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(8), zone)


def _article(site: Site, settings: FeedSettings, zone: ZoneInfo, entry: Entry[ProgressUpdate]) -> FeedEntry:
    record = entry.record
    school = site.edition.catalog.school_of(entry.id)
    first_day = max(record.date, record.embargo_until or record.date)
    last_day = max([first_day, *(correction.date for correction in record.corrections)])
    body = rewrite(entry.body.blocks, {"img": _from_page}) if entry.body else ()
    return FeedEntry(
        id=content_tag(settings, entry.permanent_id or entry.id),
        title=record.title,
        address=entry.address,
        content=(element("p", record.summary), *(part for block in body for part in ("\n", block))),
        summary=record.summary,
        published_at=_at(first_day, zone),
        updated_at=_at(last_day, zone),
        author=school.name if school else "",
        categories=record.measures,
        image=_image(site, entry),
    )


def _image(site: Site, entry: Entry[ProgressUpdate]) -> FeedImage | None:
    if not entry.record.photos:
        return None
    first = entry.record.photos[0]
    photo = site.photos.get(f"schools/{'/'.join(entry.id.split('/')[:2])}/{first.file}")
    if photo is None:
        return None
    return FeedImage(photo.path, _MEDIA_TYPES[photo.path.rsplit(".", 1)[1]], photo.size, first.alt)


def _from_page(image: Element) -> Parts:
    """Return an image of a body, named from the school's folder, as the article's own page names it."""
    return (image.having(src=f"../../{image.get('src')}"),)


def _links(edition: Edition, ids: Sequence[str]) -> Parts:
    rows = []
    for content_id in ids:
        entry = edition.published.get(content_id)
        if entry is not None:
            title = str(getattr(entry.record, "title", getattr(entry.record, "theme", content_id)))
            rows.append(element("li", element("a", title, href=f"/{entry.address}")))
    return (element("ul", *rows),) if rows else ()


def _issue(
    edition: Edition, settings: FeedSettings, zone: ZoneInfo, entry: Entry[BulletinIssue]
) -> FeedEntry:
    record = entry.record
    assert record.date is not None
    number = record.number
    last_day = max([record.date, *(correction.date for correction in record.corrections)])
    sections = (part for s in record.sections for part in (*heading(s.name), *_links(edition, s.items)))
    title = f"{number.short_label}：{record.title}" if number else record.title
    told = (*record.corrections, *(owed.correction for owed in notices(edition.catalog, entry)))
    corrected = (element("p", f"更正（{chinese_date(c.date)}）：{c.note}") for c in told)
    return FeedEntry(
        id=content_tag(settings, entry.permanent_id or entry.id),
        title=title,
        address=entry.address,
        content=(*corrected, *paragraphs(record.editor_note), *sections),
        summary=record.editor_note.split("\n")[0][:120],
        published_at=_at(record.date, zone),
        updated_at=_at(last_day, zone),
        author=record.publisher or settings.publisher,
    )


def _featured(
    edition: Edition, settings: FeedSettings, zone: ZoneInfo, entry: Entry[FeaturedSchool]
) -> FeedEntry:
    record = entry.record
    day = period_begins_on(record.period, edition.catalog.program.calendar) or edition.as_of
    school = edition.catalog.schools[record.school]
    note = record.editor_note or record.theme
    said = (element("p", record.theme), *paragraphs(record.editor_note or ""))
    return FeedEntry(
        id=content_tag(settings, entry.id),
        title=f"{period_label(record.period)}：{school.name}",
        address=entry.address,
        content=(*said, *_links(edition, record.items)),
        summary=note.split("\n")[0][:120],
        published_at=_at(day, zone),
        updated_at=_at(day, zone),
        author=school.name,
    )
