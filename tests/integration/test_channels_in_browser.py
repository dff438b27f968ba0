"""WeChat pages, mails, cards and photos of the built sample, in Chromium: what an editor and a reader see."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import html
from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, Page
from tabs import Tabs
from wechat_rules import assert_fits_wechat

ISSUE = "bulletins/2026-03/"
WIDTHS = (390, 1280)


@pytest.fixture
def page(tabs: Tabs) -> Iterator[Page]:
    said: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            said.append(message.text)

    with tabs.lend(viewport={"width": 390, "height": 844}, locale="zh-CN") as opened:
        opened.on("console", note)
        yield opened
        opened.remove_listener("console", note)
    assert said == []


def wechat_pages(site: Path) -> list[Path]:
    return sorted(site.rglob("wechat.html"))


def test_issues_and_featured_schools_have_a_wechat_page_that_nobody_finds_by_search(site: Path) -> None:
    pages = wechat_pages(site)
    issues = [path for path in (site / "bulletins").iterdir() if (path / "index.html").is_file()]
    featured = [path for path in (site / "featured").iterdir() if path.name[0].isdigit()]
    assert {path.parent for path in pages} >= {*issues, *featured}
    for path in pages:
        tree = html.document_fromstring(path.read_bytes())
        assert tree.xpath("//meta[@name='robots']/@content") == ["noindex,nofollow"]
        assert not [script for script in tree.iter("script") if not script.get("src")]
        bodies = tree.xpath("//*[starts-with(@id, 'post-')]/*")
        assert bodies
        for body in bodies:
            assert_fits_wechat(html.tostring(body, encoding="unicode"))
    searched = [path for path in site.glob("search/**/*") if path.is_file()]
    assert searched
    for path in searched:
        assert b"wechat.html" not in path.read_bytes()


def test_the_pictures_to_upload_are_those_in_the_boxes(site: Path) -> None:
    tree = html.document_fromstring((site / ISSUE / "wechat.html").read_bytes())
    boxes = re.findall(
        r"【图 (\d+)】上传 (\S+?\.(?:jpg|png))", tree.xpath("string(//section[@class='posts'])")
    )
    listed = re.findall(r"图 (\d+)：(\S+\.(?:jpg|png))", tree.xpath("string(//ol[@class='pictures'])"))
    assert boxes and sorted(set(boxes)) == sorted(listed)
    with ZipFile(site / ISSUE / "wechat-images.zip") as archive:
        assert sorted(archive.namelist()) == sorted(name for _, name in listed)
        for name in archive.namelist():
            assert Image.open(BytesIO(archive.read(name))).format in ("JPEG", "PNG")
    assert Image.open(BytesIO((site / ISSUE / "wechat-cover.jpg").read_bytes())).size == (900, 383)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["http", "file"])
def test_copying_puts_exactly_the_article_on_the_clipboard(
    browser: Browser, site: Path, site_url: str, width: int, scheme: str
) -> None:
    address = f"{site_url}{ISSUE}wechat.html" if scheme == "http" else (site / ISSUE / "wechat.html").as_uri()
    context = browser.new_context(viewport={"width": width, "height": 900})
    opened = context.new_page()
    opened.on("pageerror", lambda error: pytest.fail(str(error)))
    if scheme == "http":
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site_url.split("/bureau")[0])
    opened.goto(address)
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    opened.evaluate(
        """document.addEventListener('copy', event => setTimeout(() => { window.copied = true; }))"""
    )
    opened.locator("[data-copy-rich='post-1']").click()
    opened.locator("[data-copy-rich='post-1']", has_text="已复制").wait_for()
    assert "已复制" in opened.locator("#copied-1").inner_text()
    if scheme == "http":
        pasted = opened.evaluate(
            "navigator.clipboard.read().then(items => "
            "items[0].getType('text/html')).then(blob => blob.text())"
        )
        expected = opened.evaluate("document.getElementById('post-1').innerHTML")
        inner = html.fragment_fromstring(expected)
        found = html.document_fromstring(pasted).xpath("//section")[0]
        assert found.text_content() == inner.text_content()
        assert found.get("style") and len(found.xpath(".//*[@style]")) == len(inner.xpath(".//*[@style]"))
    opened.locator("[data-copy-text='title-1']").click()
    opened.locator("[data-copy-text='title-1']", has_text="已复制").wait_for()
    context.close()


def test_without_the_clipboard_permission_the_copy_event_carries_the_article(
    browser: Browser, site_url: str
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844}, locale="zh-CN")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
        "document.addEventListener('copy', e => setTimeout(() => 0), true);"
    )
    page.goto(f"{site_url}{ISSUE}wechat.html")
    page.evaluate(
        """() => { const set = DataTransfer.prototype.setData; window.taken = {};
        DataTransfer.prototype.setData = function (kind, value) {
          window.taken[kind] = value;
          return set.call(this, kind, value);
        }; }"""
    )
    page.locator("[data-copy-rich='post-1']").click()
    page.locator("[data-copy-rich='post-1']", has_text="已复制").wait_for()
    taken = page.evaluate("window.taken")
    assert_fits_wechat(taken["text/html"].strip())
    assert "工作动态" in taken["text/plain"]
    page.close()
    assert errors == []


@pytest.mark.parametrize("width", WIDTHS)
def test_an_article_fits_the_phone(page: Page, site_url: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for address in (ISSUE, "featured/2026-11/"):
        page.goto(f"{site_url}{address}wechat.html")
        phone = page.locator(".phone__body").first
        assert phone.evaluate("node => node.scrollWidth <= node.clientWidth")
        assert phone.evaluate("node => node.clientWidth") <= 390
        lines = phone.evaluate("node => parseFloat(getComputedStyle(node.querySelector('p')).lineHeight)")
        assert lines >= 1.5 * 14


def test_the_mail_beside_an_issue_opens_and_shows_its_pictures(
    page: Page, site: Path, tmp_path: Path
) -> None:
    message = email.message_from_bytes(
        (site / ISSUE / "2026-03.eml").read_bytes(), policy=email.policy.default
    )
    assert isinstance(message, EmailMessage)
    body = message.get_body(("html",))
    assert body is not None
    text = str(body.get_content())
    assert len(text.encode()) < 90_000
    for number, part in enumerate(part for part in message.walk() if part["Content-ID"]):
        (tmp_path / f"{number}.jpg").write_bytes(part.get_payload(decode=True))
        text = text.replace(f"cid:{part['Content-ID'].strip('<>')}", f"{number}.jpg")
    (tmp_path / "mail.html").write_text(text, encoding="utf-8")
    (attached,) = [
        part for part in message.iter_attachments() if part.get_content_type() == "application/pdf"
    ]
    assert attached.get_content() == (site / ISSUE / "2026-03.pdf").read_bytes()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto((tmp_path / "mail.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("[...document.images].every(image => image.naturalWidth > 0)")
        box = page.locator("table table").first.bounding_box()
        assert box is not None and box["width"] <= 660 and abs(box["x"] * 2 + box["width"] - width) < 4


def test_photos_are_offered_in_sizes_and_the_browser_takes_webp(page: Page, site_url: str) -> None:
    taken: list[str] = []
    page.on("response", lambda response: taken.append(response.url) if "/media/" in response.url else None)
    page.goto(f"{site_url}schools/jintang/shili-hewan/updates/2026-01-22-shuangshi-quanke/")
    image = page.locator("picture img").first
    image.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('picture img').complete")
    assert (
        image.get_attribute("width")
        and image.get_attribute("height")
        and image.get_attribute("loading") == "lazy"
    )
    assert taken and all(address.endswith(".480.webp") for address in taken)


def test_every_page_names_a_card_that_is_there(site: Path) -> None:
    pages = [path for path in site.rglob("index.html") if b"og:site_name" in path.read_bytes()]
    assert len(pages) > 300
    for path in pages:
        tree = html.document_fromstring(path.read_bytes())
        (card,) = tree.xpath("//meta[@itemprop='image']/@content")
        assert (path.parent / card).resolve().is_file(), (path, card)
    case = html.document_fromstring(
        (site / "schools/jintang/shili-hewan/cases/yikuaiping-yinyue/index.html").read_bytes()
    )
    assert case.xpath("//meta[@itemprop='image']/@content")[0].endswith(
        "cards/schools/jintang/shili-hewan/cases/yikuaiping-yinyue.jpg"
    )


def test_a_site_that_knows_its_address_names_cards_for_other_programs(addressed_site: Path) -> None:
    tree = html.document_fromstring((addressed_site / "schools/jinjiang/shili/index.html").read_bytes())
    card = "https://example.edu.cn/bureau/qiangxiao/cards/schools/jinjiang/shili.jpg"
    assert tree.xpath("//meta[@property='og:image']/@content") == [card]
    assert tree.xpath("//meta[@name='twitter:image']/@content") == [card]
    assert tree.xpath("//meta[@name='twitter:card']/@content") == ["summary_large_image"]
    assert (addressed_site / "cards/schools/jinjiang/shili.jpg").is_file()
