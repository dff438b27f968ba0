"""The imprint of an issue, read back from every channel: the same words, whoever prints them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.policy import default
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pdfplumber
import pytest
from lxml import html
from sample_program import REPOSITORY

from qiangxiao.catalog.loader import load
from qiangxiao.foundation.fonts import fonts_folder
from qiangxiao.records.bulletin import BULLETIN
from qiangxiao.rendering.bulletin.content import issue_content
from qiangxiao.rendering.bulletin.email import render_email
from qiangxiao.rendering.bulletin.pdf import bulletin_pdf
from qiangxiao.rendering.bulletin.word import bulletin_docx
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.views import pages_of
from qiangxiao.rendering.wechat.package import wechat_package
from qiangxiao.selection.edition import Edition

NEWEST = (
    "报：示例市级工作专班（示例）",
    "送：各区（市）县示例牵头科室（示例），各示例实验校、支持学校（示例）",
    "签发：编辑部主任（示例）",
    "审校：初审：示例编辑部编辑　复审：示例编辑部主任　终审：强校工程协调办公室（示例）　"
    "一校：示例校对员甲　二校：示例校对员乙　三校：示例校对员丙",
    "期号：2026年第3期（总第3期）",
    "示例编辑部　2026年10月30日印发",
    "（共印150份）",
)
ONLINE = "网页版：https://qx.example.edu.cn/bureau/bulletins/2026-03/"


def words(*texts: str) -> str:
    """Return text without the blanks in which print and screen differ."""
    return re.sub(r"\s", "", "".join(texts))


def imprint_in_word(data: bytes) -> tuple[str, ...]:
    """Return the lines of the box at the end of a Word file."""
    found: list[str] = []
    for paragraph in reversed(docx.Document(BytesIO(data)).paragraphs):
        if paragraph.style is None or paragraph.style.name != "Foot":
            break
        found[:0] = paragraph.text.split("\t")
    return tuple(found)


def printed(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield, by channel, the words in which the imprint has to be."""
    with pdfplumber.open(BytesIO(files["pdf"])) as opened:
        yield "pdf", words(opened.pages[-1].extract_text())
    yield "docx", words(*imprint_in_word(files["docx"]))
    message: Any = message_from_bytes(files["eml"], policy=default)
    yield "mail as text", words(message.get_body(("plain",)).get_content())
    yield "mail", words(text_of(message.get_body(("html",)).get_content(), "//*"))
    posts = html.document_fromstring(files["wechat.html"]).xpath("//*[starts-with(@id, 'post-')]")
    shorter = [posts[0]] if len(posts) > 1 else []
    for post in (*shorter, posts[-1]):  # the one of summaries, and the last that has the full text
        yield f"WeChat {post.get('id')}", words(post.text_content())
    yield "page", words(text_of(files["page"].decode(), "//*[@class='qx-imprint']"))


def text_of(source: str, path: str) -> str:
    """Return the text of what a path finds first."""
    return str(html.document_fromstring(source).xpath(path)[0].text_content())


def assert_same(files: Mapping[str, bytes], expected: tuple[str, ...]) -> None:
    for channel, text in printed(files):
        assert words(*expected) in text, channel
        for label in ("签发：", "审校：", "印发", "共印"):  # and nowhere once more, in words of its own
            assert text.count(label) == words(*expected).count(label), (channel, label)


@pytest.mark.parametrize("name", ["2026-01", "2026-02", "2026-03"])
def test_every_channel_of_the_site_prints_the_same_imprint(site: Path, name: str) -> None:
    folder = site / "bulletins" / name
    files = {ending: (folder / f"{name}.{ending}").read_bytes() for ending in ("pdf", "docx", "eml")}
    files["wechat.html"] = (folder / "wechat.html").read_bytes()
    files["page"] = (folder / "index.html").read_bytes()
    expected = imprint_in_word(files["docx"])
    assert len(expected) >= 6 and expected[0].startswith("报：") and expected[-1].startswith("（共印")
    assert_same(files, expected)
    if name == "2026-03":
        assert expected == NEWEST


def test_so_is_the_address_once_the_site_has_one() -> None:
    catalog = load(REPOSITORY).catalog
    program = catalog.program
    settings = program.site.model_copy(update={"url": "https://qx.example.edu.cn/bureau/"})
    catalog = replace(catalog, program=program.model_copy(update={"site": settings}))
    site = Site(Edition(catalog, date(2026, 11, 26)))
    entry = next(entry for entry in site.edition.all(BULLETIN) if entry.name == "2026-03")
    issue, fonts = issue_content(site, entry), fonts_folder()
    page = next(page for page in pages_of(site, BULLETIN) if page.address == entry.address)
    mail = render_email(site.templates, issue, lambda path: None, "Asia/Shanghai", "qx.example.edu.cn")
    files = {
        "pdf": bulletin_pdf(issue, {}, fonts),
        "docx": bulletin_docx(issue, {}),
        "eml": mail.data,
        "wechat.html": wechat_package(site, entry, lambda path: None, None, {}).files["wechat.html"],
        "page": page.markdown.encode(),
    }
    assert_same(files, (*NEWEST[:-2], ONLINE, *NEWEST[-2:]))
