"""An article of WeChat, saved from a browser as HTML, to the same tree as a Word file's.

Only words and pictures of the article are taken, never anything from the network: the pictures are those that
the browser has saved beside the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote

from lxml import etree, html

from qiangxiao.authoring.loose_photos import Loose
from qiangxiao.authoring.office_package import FileRefused
from qiangxiao.authoring.word_reading import MAX_PICTURES, Picture, WordText, encode_picture, picture_words
from qiangxiao.authoring.word_text import clean_text

_MAX_DEPTH = 200  # elements within each other; articles made with editors nest sections thirty deep
_BLOCK_NAMES = "p section div h1 h2 h3 h4 h5 h6 ul ol li blockquote table tbody tr td th figure figcaption"
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_INLINE = {"strong": "strong", "b": "strong", "em": "em", "i": "em"}
_SKIPPED_NAMES = "script style noscript iframe svg video audio mpvoice mp-common-profile button"
_SKIPPED = frozenset(_SKIPPED_NAMES.split())
# catches "display:none", "visibility: hidden", spares "display:block"
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_SMALL = 200  # pixels: what is smaller is decoration, which a page has much of


def read_page(data: bytes, photos: Sequence[Loose]) -> WordText:
    """Return the article of a saved page; raise FileRefused where there is none."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    try:
        page = html.document_fromstring(text, parser=html.HTMLParser(huge_tree=False, no_network=True))
    except (etree.LxmlError, ValueError):
        raise FileRefused("网页读不懂，可能没有存完整。") from None
    content = next(iter(page.xpath("//*[@id='js_content']")), None)
    if content is None:
        raise FileRefused(
            "网页里没有公众号文章的正文。请在浏览器里打开文章，等图片都显示以后另存为“网页，全部”。"
        )
    reader = _Reader(photos)
    root = etree.Element("div")
    title = _first(page, "//*[@id='activity-name']") or _meta(page, "og:title")
    if title:
        etree.SubElement(root, "h1").text = title
        root[0].set("class", "title")
    if day := _first(page, "//*[@id='publish_time']"):
        etree.SubElement(root, "p").text = day
    reader.walk(content, root, 0)
    words = tuple(_words(content))
    if not words:
        raise FileRefused("网页里没有文字。")
    return WordText(root, tuple(reader.pictures), tuple(reader.said()), (), words)


def _words(content: etree._Element) -> Iterator[str]:
    """Yield every text of the article in the plainest way, for the law of conservation."""
    for element in content.iter():
        outer = [element, *element.iterancestors()]
        hidden = any(one.tag in _SKIPPED or _HIDDEN.search(one.get("style") or "") for one in outer)
        texts = (*(() if hidden else (element.text,)), *(() if element is content else (element.tail,)))
        yield from (text.strip() for text in texts if text and text.strip())


def _first(page: etree._Element, path: str) -> str:
    found = next(iter(page.xpath(path)), None)
    return re.sub(r"\s+", " ", clean_text(found.text_content())).strip() if found is not None else ""


def _meta(page: etree._Element, name: str) -> str:
    return str(next(iter(page.xpath(f"//meta[@property='{name}']/@content")), "")).strip()


class _Reader:
    """Takes the blocks of an article that hold words or pictures."""

    def __init__(self, photos: Sequence[Loose]) -> None:
        self.photos = {PurePosixPath(photo.name).name: photo for photo in photos}
        self.pictures: list[Picture] = []
        self.lost = 0

    def walk(self, element: etree._Element, root: etree._Element, depth: int) -> None:
        """Put the blocks within an element behind what `root` has; text beside them is a block of its own."""
        if depth > _MAX_DEPTH:
            raise FileRefused("网页套得太深，没有导入。")
        paragraph = etree.SubElement(root, "p")
        self._say(paragraph, element.text)
        for child in element:
            tag = str(child.tag) if isinstance(child.tag, str) else ""
            if tag in _SKIPPED or not tag or _HIDDEN.search(child.get("style") or ""):
                pass
            elif tag in _BLOCKS or any(inner.tag in _BLOCKS for inner in child.iter() if inner is not child):
                self.walk(child, root, depth + 1)
                paragraph = etree.SubElement(root, "p")
            elif tag == "img":
                self._picture(child, root)
                paragraph = etree.SubElement(root, "p")
            elif child.find(".//img") is not None:
                self._say(paragraph, child.text_content())
                for image in child.iter("img"):
                    self._picture(image, root)
                paragraph = etree.SubElement(root, "p")
            elif tag == "br":
                etree.SubElement(paragraph, "br")
            elif tag in _INLINE and child.text_content().strip():
                etree.SubElement(paragraph, _INLINE[tag]).text = clean_text(child.text_content())
            else:
                self._say(paragraph, child.text_content())
            self._say(paragraph, child.tail)
        for empty in [one for one in root.findall("p") if not len(one) and not (one.text or "").strip()]:
            root.remove(empty)

    def _say(self, paragraph: etree._Element, text: str | None) -> None:
        words = re.sub(r"\s+", " ", clean_text(text or ""))
        if not words.strip() and not words:
            return
        if len(paragraph):
            paragraph[-1].tail = (paragraph[-1].tail or "") + words
        else:
            paragraph.text = (paragraph.text or "") + words

    def _picture(self, image: etree._Element, root: etree._Element) -> None:
        name = PurePosixPath(unquote(image.get("src") or "").split("?")[0]).name
        photo = self.photos.get(name)
        encoded = encode_picture(photo.data) if photo else None
        if encoded is None:
            # Lines and ornaments are pictures, too; only what is as large as a photo is missed.
            self.lost += int(
                (image.get("data-w") or "0").isdigit() and int(image.get("data-w") or 0) >= _SMALL
            )
            return
        if len(self.pictures) >= MAX_PICTURES:
            raise FileRefused(f"照片超过 {MAX_PICTURES} 张。请只留要公开的几张。")
        self.pictures.append(Picture(encoded, picture_words(image.get("alt") or "")))
        etree.SubElement(etree.SubElement(root, "p"), "img").set("src", str(len(self.pictures) - 1))

    def said(self) -> list[str]:
        """Say how many pictures were not saved with the page."""
        hint = "请等图片都显示以后另存为“网页，全部”，把文件夹一起打包"
        return [f"{self.lost} 张图片没有随网页存下来，没有导入。{hint}。"] if self.lost else []
