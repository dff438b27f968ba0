"""The bulletin as mail: a draft with text and HTML, pictures
inside, nothing fetched, under the limit, the same bytes.
"""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace
from datetime import date, datetime
from email.message import EmailMessage
from functools import cache
from pathlib import Path

import pytest
from lxml import html
from trees import parts_of

from qiangxiao.catalog.loader import load
from qiangxiao.records.bulletin import BULLETIN
from qiangxiao.rendering.bulletin.content import IssueContent, Item, Picture, Section, issue_content
from qiangxiao.rendering.bulletin.email import MAX_HTML_BYTES, Mail, render_email
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.photos import PhotoFile, choose_still, photo_files
from qiangxiao.selection.edition import Edition

ROOT = Path(__file__).resolve().parents[3]
SITE_URL = "https://qx.example.edu.cn/bureau/"
PDF = b"%PDF-1.7 example"


@cache
def sample_site() -> Site:
    return Site(Edition(load(ROOT).catalog, date(2026, 11, 20)))


@cache
def photo(path: str) -> PhotoFile | None:
    place = ROOT / path
    return choose_still(photo_files(path, place.read_bytes())) if place.is_file() else None


def an_issue(**changes: object) -> IssueContent:
    newest = sample_site().edition.all(BULLETIN)[0]
    # type: ignore[arg-type]
    return replace(issue_content(sample_site(), newest), **{"site_url": SITE_URL, **changes})


def an_item(html_text: str, **changes: object) -> Item:
    data: dict[str, object] = {
        "number": 1,
        "id": "a/b/updates/c",
        "path": "a.md",
        "title": "题",
        "source": "示例学校",
        "day": date(2026, 10, 1),
        "summary": "摘要",
        "parts": parts_of(html_text),
        "folder": "schools/jintang/shili-hewan/",
        "pictures": (),
        "address": "schools/a/b/updates/c/",
    }
    return Item(**(data | changes))  # type: ignore[arg-type]


def one_item(html_text: str, **changes: object) -> IssueContent:
    return an_issue(
        sections=(Section("工作进展", (an_item(html_text, **changes),)),), corrections=(), closing=()
    )


def mail(issue: IssueContent, pdf: bytes | None = PDF) -> Mail:
    return render_email(sample_site().templates, issue, photo, "Asia/Shanghai", "qx.example.edu.cn", pdf)


def read(made: Mail) -> EmailMessage:
    found = email.message_from_bytes(made.data, policy=email.policy.default)
    assert isinstance(found, EmailMessage) and not found.defects
    assert not [defect for part in found.walk() for defect in part.defects]
    return found


def html_of(message: EmailMessage) -> str:
    body = message.get_body(("html",))
    assert body is not None
    return str(body.get_content())


def test_it_is_a_draft_without_sender_or_recipient() -> None:
    message = read(mail(an_issue()))
    assert message["X-Unsent"] == "1"
    assert not message["To"] and message["From"] is None and message["Cc"] is None
    record = sample_site().edition.all(BULLETIN)[0].record
    assert str(message["Subject"]).endswith(record.title)
    assert "工作动态" in str(message["Subject"]) and str(message["Subject"]).startswith("【示例】")
    assert message["Date"].datetime == datetime.fromisoformat(f"{record.date}T09:00+08:00")
    assert re.fullmatch(r"<bulletins\.[a-z0-9.-]+@qx\.example\.edu\.cn>", message["Message-ID"])


def test_its_parts_are_those_mail_programs_expect() -> None:
    kinds = [part.get_content_type() for part in read(mail(an_issue())).walk()]
    assert kinds[:4] == ["multipart/mixed", "multipart/alternative", "text/plain", "multipart/related"]
    assert kinds[4] == "text/html" and kinds[-1] == "application/pdf" and set(kinds[5:-1]) == {"image/jpeg"}
    attached = next(iter(read(mail(an_issue())).iter_attachments()))
    assert attached.get_content() == PDF
    assert re.fullmatch(r"工作动态2026年第\d+期\.pdf", attached.get_filename() or "")


def test_without_a_pdf_it_does_not_speak_of_one() -> None:
    message = read(mail(an_issue(), None))
    assert message.get_content_type() == "multipart/alternative"
    assert "PDF" not in html_of(message) and "PDF" not in mail(an_issue(), None).html


def test_every_line_fits_the_protocol_and_the_bytes_are_stable() -> None:
    first, second = mail(an_issue()), mail(an_issue())
    assert first == second
    assert max(len(line) for line in first.data.split(b"\r\n")) <= 998
    assert first.data.count(b"\n") == first.data.count(b"\r\n")
    first.data.decode("ascii")


def test_the_sample_issues_are_whole_and_under_the_limit() -> None:
    for entry in sample_site().edition.all(BULLETIN):
        made = mail(replace(issue_content(sample_site(), entry), site_url=SITE_URL))
        assert made.is_whole and len(made.html.encode()) < MAX_HTML_BYTES
        tree = html.document_fromstring(made.html)
        for item in issue_content(sample_site(), entry).items:
            assert item.title in tree.text_content()


def test_nothing_is_fetched_and_every_picture_is_inside() -> None:
    message = read(mail(an_issue()))
    tree = html.document_fromstring(html_of(message))
    named = {image.get("src").removeprefix("cid:") for image in tree.iter("img")}
    inside = {part["Content-ID"].strip("<>") for part in message.walk() if part["Content-ID"]}
    assert named == inside and len(inside) >= 4
    assert not tree.xpath("//script | //link | //form | //iframe | //object | //*[@background or @srcset]")
    assert "url(" not in mail(an_issue()).html and "@import" not in mail(an_issue()).html
    for image in tree.iter("img"):
        assert int(image.get("width")) <= 592 and image.get("alt")


def test_styles_are_on_the_elements() -> None:
    tree = html.document_fromstring(mail(an_issue()).html)
    for tag in ("h1", "h2", "p", "td"):
        assert all(element.get("style") for element in tree.iter(tag)), tag
    assert "<link" not in mail(an_issue()).html
    assert not tree.xpath("//*[@id or starts-with(@class, 'language-')]")


def test_an_issue_too_long_is_sent_as_summaries_with_links() -> None:
    made = mail(
        one_item(
            f"<p>{'很长的一段。' * 8000}</p>",
            pictures=(Picture("schools/jintang/shili-hewan/media/zhandian.jpg", "图"),),
        )
    )
    assert not made.is_whole and len(made.html.encode()) < MAX_HTML_BYTES
    tree = html.document_fromstring(made.html)
    assert "摘要" in tree.text_content() and "很长的一段" not in tree.text_content()
    assert tree.xpath("//a[text()='读全文']/@href") == [f"{SITE_URL}schools/a/b/updates/c/"]
    assert not tree.xpath("//img")


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://example.org/?a=1&amp;b=2", "https://example.org/?a=1&b=2"),
        ("mailto:jiaowu@example.edu.cn", "mailto:jiaowu@example.edu.cn"),
        ("../../plan/", f"{SITE_URL}schools/a/b/plan/"),
    ],
)
def test_links_lead_somewhere_from_a_mail(href: str, expected: str) -> None:
    tree = html.document_fromstring(mail(one_item(f'<p><a href="{href}">看</a></p>')).html)
    assert tree.xpath("//a[text()='看']/@href") == [expected]


def test_links_that_lead_nowhere_are_text() -> None:
    made = mail(replace(one_item('<p><a href="../../plan/">看</a><a href="#fn:1">1</a></p>'), site_url=""))
    tree = html.document_fromstring(made.html)
    assert "看1" in tree.text_content() and not tree.xpath("//a")


def test_a_picture_that_is_not_published_leaves_its_words() -> None:
    tree = html.document_fromstring(mail(one_item('<p><img src="media/none.jpg" alt="说明"></p>')).html)
    assert "（图：说明）" in tree.text_content() and not tree.xpath("//img")


def test_text_beside_pictures_is_kept_in_order() -> None:
    tree = html.document_fromstring(
        mail(
            one_item('<p>前<img src="media/zhandian.jpg" alt="甲">中<img src="media/none.jpg" alt="">后</p>')
        ).html
    )
    found = tree.xpath("//p[contains(., '前') and contains(., '后')]")[0]
    assert found.text_content() == "前中后" and len(found.xpath(".//img")) == 1


def test_hostile_titles_are_text_in_every_part() -> None:
    title = "<script>alert(1)</script>“引”&amp;\u202e 题"
    message = read(mail(one_item("<p>文</p>", title=title)))
    assert "<script" not in html_of(message)
    assert title in html.document_fromstring(html_of(message)).text_content()
    plain = message.get_body(("plain",))
    assert plain is not None and title in plain.get_content()
    named = read(mail(an_issue(title='题"\r\nBcc: a@example.org')))
    assert named["Bcc"] is None and "Bcc: a@example.org" in str(named["Subject"])


def test_the_text_part_reads_well() -> None:
    plain = read(mail(an_issue())).get_body(("plain",))
    assert plain is not None
    text = plain.get_content().replace("\r\n", "\n")
    assert text.startswith("成都市公办初中强校工程\n工作动态")
    for item in an_issue().items:
        assert f"{item.number}．{item.title}\n" in text and f"{SITE_URL}{item.address}\n" in text
    assert "<" not in text and "\n\n\n" not in text


def test_a_draft_says_so() -> None:
    message = read(mail(an_issue(mark="征求意见")))
    assert str(message["Subject"]).startswith("【征求意见】") and "还没有发布" in html_of(message)
    assert f"{SITE_URL}bulletins/" not in html_of(message)
