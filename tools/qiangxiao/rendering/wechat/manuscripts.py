"""Prepares a record for WeChat: its text, its title and what the list of messages shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from pydantic import BaseModel

from qiangxiao.catalog.catalog import Entry
from qiangxiao.foundation.dates import chinese_date
from qiangxiao.records.base import Correction
from qiangxiao.records.bulletin import BulletinIssue
from qiangxiao.rendering.bulletin.content import IssueContent, Picture, issue_content, print_item
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.prose import paragraphs
from qiangxiao.rendering.views import view_of
from qiangxiao.rendering.wechat.posts import Manuscript
from qiangxiao.rendering.wechat.shapes import Block, blocks_of
from qiangxiao.sources.tree import Element, Parts, element, rewrite


def manuscript(site: Site, entry: Entry[BaseModel]) -> Manuscript:
    """Return the manuscript of an update, a case, an inspection, an event, a featured school or an issue."""
    if isinstance(entry.record, BulletinIssue):
        return _issue(site, cast("Entry[BulletinIssue]", entry))
    item, view = print_item(site, entry), view_of(entry.kind)
    program = site.edition.catalog.program
    day = chinese_date(item.day) if item.day else ""
    kicker = " · ".join(filter(None, (*view.kicker(site, entry), day)))
    opening = [element("p", kicker, class_="kicker")]
    if view.has_summary:
        opening.append(element("section", *paragraphs(item.summary), class_="lead"))
    ending = [f"供稿：{item.source}", _online(program.site.url, entry.address)]
    blocks = (
        *blocks_of([*opening, *_corrections(getattr(entry.record, "corrections", ()))]),
        *blocks_of([*item.parts, *view.appendix(site, entry)], entry.address, item.folder),
        *blocks_of([*_images(item.pictures), *_ending(ending, program.sample)]),
    )
    return Manuscript(entry.id, entry.address, item.title, item.summary or item.title, blocks, kicker)


def _issue(site: Site, entry: Entry[BulletinIssue]) -> Manuscript:
    issue = issue_content(site, entry)
    return Manuscript(
        issue.id,
        issue.address,
        f"{issue.name}{issue.year_label}：{issue.title}",
        " ".join(issue.editor_note),
        tuple(_issue_blocks(issue, is_whole=True)),
        f"{issue.name} · {issue.label}",
        tuple(_issue_blocks(issue, is_whole=False)),
    )


def _issue_blocks(issue: IssueContent, is_whole: bool) -> Iterator[Block]:
    yield from blocks_of(_issue_opening(issue))
    if is_whole:
        yield from blocks_of([element("section", *_contents(issue), class_="contents")])
    for section in issue.sections:
        yield from blocks_of([element("p", section.name, class_="section")])
        yield from blocks_of(_demote(section.lead), issue.address)
        for item in section.items:
            by = " · ".join(filter(None, (item.source, chinese_date(item.day) if item.day else "")))
            title = element("h2", f"{item.number}．{item.title}")
            yield from blocks_of([title, element("p", by, class_="byline")])
            if is_whole and item.parts:
                yield from blocks_of(_demote(item.told), item.address, item.folder)
                yield from blocks_of(_images(item.pictures))
                continue
            yield from blocks_of(paragraphs(item.summary))
            if not is_whole and issue.site_url:
                link = element("a", "全文", href=f"/{item.address}", title=item.title)
                yield from blocks_of([element("p", link, class_="byline")])
    yield from blocks_of(_demote(issue.closing), issue.address)
    yield from blocks_of(_ending(issue.imprint.texts, issue.is_sample))


def _issue_opening(issue: IssueContent) -> Iterator[Element]:
    lines = (issue.label, f"{issue.publisher}　{chinese_date(issue.day)}")
    yield element(
        "section",
        element("p", issue.name, class_="masthead-name"),
        *(element("p", line, class_="masthead-line") for line in lines),
        class_="masthead",
    )
    yield from _corrections(issue.corrections)
    yield from (_notice(earlier.label, earlier.correction) for earlier in issue.earlier_corrections)
    note = (element("p", line) for line in issue.editor_note)
    yield element("section", element("p", _mark("编者按")), *note, class_="lead")


def _contents(issue: IssueContent) -> Iterator[Element]:
    for section in issue.sections:
        yield element("p", section.name, class_="contents-name")
        yield from (element("p", f"{item.number}．{item.title}") for item in section.items)


def _demote(parts: Parts) -> Parts:
    """Return a text with its headings one step down: it stands under a title."""
    lower = {"h2": "h3", "h3": "h4"}
    return rewrite(parts, dict.fromkeys(lower, lambda title: (element(lower[title.tag], *title.children),)))


def _images(pictures: Iterable[Picture]) -> Iterator[Element]:
    return (element("img", src=picture.path, alt=picture.alt) for picture in pictures)


def _mark(words: str) -> Element:
    return element("span", words, class_="mark")


def _corrections(corrections: Iterable[Correction]) -> Iterator[Element]:
    return (_notice(correction.kind.value, correction) for correction in corrections)


def _notice(label: str, correction: Correction) -> Element:
    title = element("p", _mark(f"{label}更正（{chinese_date(correction.date)}）"))
    return element("section", title, *paragraphs(correction.note), class_="notice")


def _ending(lines: Iterable[str], is_sample: bool) -> Iterator[Element]:
    for at, line in enumerate(filter(None, lines)):
        yield element("p", line, class_="ending" if at else "ending first-ending")
    if is_sample:
        yield element("p", _mark("示例"), "　这是示例内容，学校、人物和数据都不是真的。", class_="ending")


def _online(site_url: str | None, address: str) -> str:
    return f"网页版：{site_url.rstrip('/')}/{address}" if site_url else ""
