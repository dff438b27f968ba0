"""A real month as an issue: eight pages, full, short where it has to be, and the same in every channel."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
import yaml
from bulletin_month import SCHOOLS, lay_out_month
from page_fill import page_fills
from sample_program import REPOSITORY

from qiangxiao.catalog.catalog import Entry
from qiangxiao.catalog.loader import load
from qiangxiao.commands.main import main
from qiangxiao.foundation.fonts import fonts_folder
from qiangxiao.foundation.vocabulary import PrintLength
from qiangxiao.records.bulletin import BULLETIN, BulletinIssue
from qiangxiao.rendering.bulletin.content import IssueContent, issue_content, pictures_of
from qiangxiao.rendering.bulletin.email import render_email
from qiangxiao.rendering.bulletin.pdf import bulletin_pdf, find_pages
from qiangxiao.rendering.bulletin.word import bulletin_docx
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.views import pages_of
from qiangxiao.rendering.wechat.package import wechat_package
from qiangxiao.selection.edition import Edition

AS_OF = "2026-11-30"
OLD = ("pujiang/dongpo/updates/2026-11-05-lianhe-beike", "pujiang/dongpo/inspections/2026-autumn")
OWN = """
## 卷首

这一期先说课堂，再说作业。

## 要闻

### 编辑部的一条短讯

本月各校的来稿比上月多了三成。
"""
FEW = 0.8
"""What part of a page is used at least, unless a section ends on it."""


def bulletin(root: Path, *arguments: str) -> int:
    return main(["--root", str(root), "--as-of", AS_OF, "--no-color", "bulletin", *arguments])


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The month's tree with its issue drafted: what is older than the month is declined."""
    root = lay_out_month(tmp_path_factory.mktemp("month") / "root")
    draft = root / "docs/bulletins/draft-2026-11.md"
    old = "".join(f"  - id: {name}\n    reason: 上月\n" for name in (*_older(root), *OLD))
    draft.write_text(
        "---\ntitle: 从一张任务单说起\neditor_note: 编者的话。\nsections:\n  - name: 卷首\n  - name: 要闻\n"
        "report_to:\n  - 示例市教育局（示例）\nsend_to:\n  - 各实验校\n"
        "edited_by: 编辑部（示例）\ndraft: true\n"
        f"declined:\n{old}---\n{OWN}",
        encoding="utf-8",
    )
    assert bulletin(root, "draft") == 0
    return root


def _older(root: Path) -> Iterator[str]:
    """Yield what the small program had to print before the month."""
    names = ("2025-autumn", "2026-spring", "2026-11-12-zuoye-xianchanghui")
    for entry in load(root).catalog.entries():
        if entry.kind.is_printed and entry.name in names:
            yield entry.id


def opened(root: Path, name: str) -> tuple[Site, Entry[BulletinIssue]]:
    site = Site(Edition(load(root).catalog, date.fromisoformat(AS_OF)))
    return site, next(entry for entry in site.edition.catalog.all(BULLETIN) if entry.name == name)


def photos_of(root: Path, issue: IssueContent) -> dict[str, bytes]:
    return {picture.path: (root / picture.path).read_bytes() for picture in pictures_of(issue)}


def pdf_of(root: Path, issue: IssueContent) -> bytes:
    return bulletin_pdf(issue, photos_of(root, issue), fonts_folder())


@pytest.fixture(scope="module")
def drafted(month: Path) -> IssueContent:
    return issue_content(*opened(month, "draft-2026-11"))


@pytest.fixture(scope="module")
def printed(month: Path, drafted: IssueContent) -> bytes:
    return pdf_of(month, drafted)


def test_a_month_keeps_to_eight_pages_and_every_item_is_in_it(month: Path, drafted: IssueContent) -> None:
    kinds = [item.id.split("/")[-2] for item in drafted.items if "#" not in item.id]
    counts = {kind: kinds.count(kind) for kind in ("news", "updates", "cases", "events")}
    assert counts == {"news": 7, "updates": 9, "cases": 3, "events": 3}
    assert find_pages(drafted, photos_of(month, drafted), fonts_folder())["end"] == 8
    assert {item.length for item in drafted.items} == set(PrintLength)


def test_the_first_texts_are_longer_than_the_last(drafted: IssueContent) -> None:
    deployments = [item for item in drafted.items if "docs/news/" in item.path]
    assert not any(item.is_brief for item in deployments)


def test_the_check_says_how_many_pages_it_is(month: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bulletin(month, "check")
    assert "排出来 8 页（要求 4—8 页）" in capsys.readouterr().out


def test_no_page_is_more_than_a_fifth_empty_unless_a_section_ends(printed: bytes) -> None:
    fills = page_fills(printed)
    assert len(fills) == 8
    assert [fill for fill in fills if fill.part < FEW and not fill.ends_section] == []


def test_the_guide_lists_how_full_each_page_is(printed: bytes) -> None:
    guide = (REPOSITORY / "docs/guide/bulletin-files.md").read_text(encoding="utf-8")
    (row,) = re.findall(r"(?m)^\| 用了 \|(.*)\|$", guide)
    assert [cell.strip() for cell in row.split("|")] == [f"{fill.part:.0%}" for fill in page_fills(printed)]


def test_no_page_begins_with_the_codes_of_the_page_before(printed: bytes) -> None:
    with pdfplumber.open(BytesIO(printed)) as read:
        for page in read.pages:
            first = min((char for char in page.chars if char["size"] < 60), key=lambda char: char["top"])
            assert first["size"] > 8.5, page.page_number  # what stands under a code has 8 points


def test_neither_is_one_when_everything_is_printed_whole_with_its_photos(month: Path) -> None:
    site, entry = opened(month, "draft-2026-11")
    whole = replace(entry, record=entry.record.model_copy(update={"abridged": ()}))
    issue = issue_content(site, whole)
    data = pdf_of(month, issue)
    fills = page_fills(data)
    assert [fill for fill in fills if fill.part < FEW and not fill.ends_section] == []
    assert sum(fill.pictures for fill in fills) == len(pictures_of(issue)) == 9
    places = find_pages(issue, photos_of(month, issue), fonts_folder())
    with pdfplumber.open(BytesIO(data)) as read:
        lines = [page.extract_text() for page in read.pages]
    for item in issue.items:
        for picture in item.pictures:  # each within a page of its text, with its caption
            begins = places[f"i{item.number}"]
            near = re.sub(r"\s", "", "".join(lines[begins - 1 : begins + 2]))
            assert picture.alt[:12] in near


def test_free_texts_stand_where_the_editor_puts_them_and_in_the_contents(printed: bytes) -> None:
    with pdfplumber.open(BytesIO(printed)) as read:
        pages = [page.extract_text().replace("\n", "") for page in read.pages]
    first, text = pages[0], "".join(pages)
    assert re.search(r"卷首[ ·]+\d", first) and re.search(r"编辑部的一条短讯[ ·]+\d", first)
    order = [text.index(words) for words in ("这一期先说课堂", "本月各校的来稿", "【工作推进】")]
    assert order == sorted(order)


def test_addresses_copy_clean_out_of_the_text_layer(printed: bytes, drafted: IssueContent) -> None:
    with pdfplumber.open(BytesIO(printed)) as read:
        text = "".join(page.extract_text() for page in read.pages)
        links = {link["uri"] for page in read.pages for link in page.hyperlinks}
    excerpts = [item for item in drafted.items if item.length is PrintLength.EXCERPT]
    assert excerpts and all(item.url in text.replace("\n", "") for item in excerpts)
    assert not re.search("[\u200b-\u200f\u2060\ufeff\u00ad]", text)
    assert {item.url for item in drafted.items if not item.is_whole} <= links


def test_the_word_file_has_the_pages_of_the_pdf_in_its_contents(month: Path, drafted: IssueContent) -> None:
    photos = photos_of(month, drafted)
    pages = find_pages(drafted, photos, fonts_folder())
    document = docx.Document(BytesIO(bulletin_docx(drafted, photos, pages)))
    listed = ["".join(p._p.itertext()) for p in document.paragraphs if p.style.name.startswith("toc")]
    for item in drafted.items:
        if not item.is_brief:
            said = next(line for line in listed if line.startswith(item.title))
            assert said.endswith(str(pages[f"i{item.number}"])), said


def test_published_it_is_the_same_in_every_channel_and_stays_so(month: Path, tmp_path: Path) -> None:
    assert bulletin(month, "publish", "--signed-by", "主任（示例）") == 0
    site, entry = opened(month, "2026-02")
    issue = issue_content(site, entry)
    files = _channels(month, site, entry, issue)
    for name, text in files.items():
        for words in (
            "报：示例市教育局（示例）",
            "发：各实验校",
            "签发：主任（示例）",
            "编辑：编辑部（示例）",
        ):
            assert words in text, (name, words)
        assert "全文见：https://" in text or name == "page", name
        for item in issue.items:
            assert re.sub(r"\s", "", item.title) in text, (name, item.title)
    before = (issue.adopted, issue.sections)
    for at, school in enumerate(SCHOOLS):  # what is merged late is dated before
        path = month / f"schools/{school}/updates/2026-11-02-late{at}.md"
        path.write_text(
            (month / f"schools/{school}/updates").glob("*.md").__next__().read_text("utf-8"), "utf-8"
        )
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"(?m)^date: .*", "date: 2026-11-02", text), "utf-8")
    later, again = opened(month, "2026-02")
    after = issue_content(later, again)
    assert (after.adopted, after.sections) == before
    frozen = yaml.load(
        (month / "docs/bulletins/2026-02.md").read_text("utf-8").split("---\n")[1], yaml.BaseLoader
    )
    assert [row["in_issue"] for row in frozen["figures"]["adopted"]] == [
        str(row.in_issue) for row in issue.adopted
    ]


def _channels(root: Path, site: Site, entry: Entry[BulletinIssue], issue: IssueContent) -> dict[str, str]:
    """Return the words of an issue by channel, without blanks."""
    photos = photos_of(root, issue)
    with pdfplumber.open(BytesIO(pdf_of(root, issue))) as read:
        pdf = "".join(page.extract_text() for page in read.pages)
    document = docx.Document(BytesIO(bulletin_docx(issue, photos)))
    word = "".join("".join(p._p.itertext()) for p in document.paragraphs)
    mail = render_email(site.templates, issue, lambda path: None, "Asia/Shanghai", "a.example.cn")
    message: Any = message_from_bytes(mail.data, policy=default)
    html = message.get_body(("html",)).get_content()
    wechat = wechat_package(site, entry, lambda path: None, None, {}).files["wechat.html"].decode()
    page = next(page for page in pages_of(site, BULLETIN) if page.address == entry.address).markdown
    files = {"pdf": pdf, "word": word, "mail": html, "wechat": wechat, "page": page}
    return {name: re.sub(r"<[^>]*>|\s", "", text) for name, text in files.items()}
