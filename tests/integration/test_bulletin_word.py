"""The bulletin's Word file as an office gets it: opened by LibreOffice, read by mammoth and python-docx."""

from __future__ import annotations

import subprocess
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import mammoth
import pytest
from bulletin_issues import SENTENCE, TYPST, hostile, issue, item, photo
from docx.oxml.ns import qn
from lxml import etree

from qiangxiao.rendering.bulletin.content import Picture
from qiangxiao.rendering.bulletin.word import bulletin_docx
from qiangxiao.rendering.imprint import Imprint

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
DOCUMENT = "word/document.xml"


@cache
def hostile_docx() -> bytes:
    return bulletin_docx(*hostile())


def opened(data: bytes) -> Any:
    return docx.Document(BytesIO(data))


def office(data: bytes, form: str, folder: Path) -> bytes:
    """Convert a Word file with LibreOffice."""
    (folder / "issue.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        form,
        "--outdir",
        str(folder),
        str(folder / "issue.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return (folder / f"issue.{form}").read_bytes()


def test_office_keeps_every_heading(tmp_path: Path) -> None:
    html = "<h2>做了什么</h2><p>甲。</p><h3>小标题</h3><p>乙。</p>"
    data = bulletin_docx(issue(item(html=html), item(2, title="第二篇")), {})
    with ZipFile(BytesIO(office(data, "odt", tmp_path))) as archive:
        tree = etree.fromstring(archive.read("content.xml"))
    found = [(int(h.get(f"{TEXT}outline-level")), "".join(h.itertext())) for h in tree.iter(f"{TEXT}h")]
    assert found == [(1, "【工作进展】"), (2, "第1篇"), (3, "做了什么"), (4, "小标题"), (2, "第二篇")]


def test_office_sets_the_same_grid(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    pdf = office(bulletin_docx(issue(item(html=f"<p>{SENTENCE * 40}</p>")), {}), "pdf", tmp_path)
    (tmp_path / "issue.pdf").write_bytes(pdf)
    command = ["pdftotext", "-f", "3", "-l", "3", "-layout", str(tmp_path / "issue.pdf"), "-"]
    text = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    lines = [line.strip() for line in text.split("\n") if len(line.strip()) > 20]
    assert {len(line) for line in lines} == {28}
    assert len(lines) == 22


def test_mammoth_reads_headings_lists_and_tables_back() -> None:
    html = (
        "<h2>一</h2><ul><li>甲</li></ul><ol><li>乙</li></ol>"
        "<table><tbody><tr><td>丙</td></tr></tbody></table>"
    )
    read = mammoth.convert_to_html(BytesIO(bulletin_docx(issue(item(html=html)), {}))).value
    for part in (
        "【工作进展】</h1>",
        "第1篇</h2>",
        "一</h3>",
        "<ul><li>甲</li></ul>",
        "<ol><li>乙</li></ol>",
        "<td><p>丙</p></td>",
    ):
        assert part in read, part


def test_the_same_issue_gives_the_same_bytes() -> None:
    assert bulletin_docx(*hostile()) == hostile_docx()
    with ZipFile(BytesIO(hostile_docx())) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2020, 1, 1, 0, 0, 0)}


def test_page_fonts_and_language() -> None:
    document = opened(bulletin_docx(issue(), {}))
    section = document.sections[0]
    assert [round(length.mm) for length in (section.page_width, section.page_height)] == [210, 297]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]
    for name, font in (
        ("Normal", "仿宋"),
        ("Heading 1", "黑体"),
        ("Heading 2", "方正小标宋简体"),
        ("Heading 4", "楷体"),
    ):
        fonts = document.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == font
        assert fonts.get(qn("w:eastAsiaTheme")) is None
    properties = document.core_properties
    assert properties.title == "成都市公办初中强校工程工作动态 2026年第3期（总第3期）"
    assert (properties.author, properties.language) == ("示例编辑部", "zh-CN")
    assert properties.created.date().isoformat() == "2026-10-30"


def test_the_contents_are_a_field_that_has_its_entries() -> None:
    document = opened(bulletin_docx(issue(item(), item(2, title="第二篇")), {}))
    entries = [p.text for p in document.paragraphs if p.style.name == "toc 2"]
    assert [entry.partition("\t")[0] for entry in entries if entry] == ["第1篇", "第二篇"]
    body = document.element.body
    assert 'TOC \\o "1-2" \\h \\z \\u' in [run.text for run in body.iter(qn("w:instrText"))]
    kinds = [field.get(qn("w:fldCharType")) for field in body.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("end") == 3
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    assert {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} <= marks


def test_photos_are_described_and_their_ids_differ() -> None:
    first = item(pictures=(Picture("schools/jinjiang/shili/media/a.jpg", "跑道"),))
    second = item(2, pictures=(Picture("schools/jinjiang/shili/media/b.webp", "教室"),))
    photos = {
        "schools/jinjiang/shili/media/a.jpg": photo(),
        "schools/jinjiang/shili/media/b.webp": photo(kind="WEBP"),
    }
    document = opened(bulletin_docx(issue(first, second), photos))
    found = [shape._inline.docPr for shape in document.inline_shapes]
    assert [properties.get("descr") for properties in found] == ["跑道", "教室"]
    assert len({properties.get("id") for properties in found}) == 2
    assert [p.text for p in document.paragraphs if p.style.name == "Caption" and p.text] == ["跑道", "教室"]


def test_a_photo_that_is_not_there_is_left_out() -> None:
    document = opened(bulletin_docx(issue(item(pictures=(Picture("schools/x/y/media/a.jpg", "跑道"),))), {}))
    assert len(document.inline_shapes) == 0
    assert "跑道" not in "".join(p.text for p in document.paragraphs)


def test_each_numbered_list_counts_by_itself() -> None:
    html = "<ol><li>甲</li><li>乙</li></ol><p>中</p><ol start='5'><li>丙</li></ol>"
    document = opened(bulletin_docx(issue(item(html=html)), {}))
    numbers = [p._p.pPr.numPr.numId.val for p in document.paragraphs if p.style.name == "List Number"]
    assert numbers[0] == numbers[1] != numbers[2]
    numbering = document.part.numbering_part.element
    starts = [numbering.num_having_numId(n).lvlOverride_lst[0].startOverride.val for n in numbers]
    assert starts == [1, 1, 5]


def test_hostile_text_is_only_text() -> None:
    document = opened(hostile_docx())
    text = "\n".join(p.text for p in document.paragraphs)
    assert TYPST in text
    assert "脚注 $x$" in text
    assert "䶮㛃喆堃玥𬱖𠮷" in text
    with ZipFile(BytesIO(hostile_docx())) as archive:
        links = archive.read("word/_rels/document.xml.rels").decode()
    assert "https://www.example.edu.cn/a?b=1&amp;c=2" in links
    assert "../../cases" not in links


def test_a_draft_says_so_on_every_page() -> None:
    document = opened(hostile_docx())
    section = document.sections[0]
    for header in (section.header, section.even_page_header):
        assert "征求意见" in header.paragraphs[0].text
    assert "征求意见" not in opened(bulletin_docx(issue(), {})).sections[0].header.paragraphs[0].text


ORDER_OF_PARAGRAPH = (
    "pStyle",
    "keepNext",
    "pageBreakBefore",
    "numPr",
    "pBdr",
    "tabs",
    "snapToGrid",
    "spacing",
    "ind",
    "jc",
    "outlineLvl",
    "rPr",
)
ORDER_OF_RUN = (
    "rStyle",
    "rFonts",
    "b",
    "i",
    "strike",
    "color",
    "spacing",
    "sz",
    "szCs",
    "u",
    "vertAlign",
    "lang",
)


@pytest.mark.parametrize("part", [DOCUMENT, "word/styles.xml", "word/footer1.xml"])
def test_properties_stand_in_the_order_word_demands(part: str) -> None:
    with ZipFile(BytesIO(hostile_docx())) as archive:
        tree = etree.fromstring(archive.read(part))
    for tag, order in (("w:pPr", ORDER_OF_PARAGRAPH), ("w:rPr", ORDER_OF_RUN)):
        for element in tree.iter(qn(tag)):
            places = [
                order.index(name) for child in element if (name := etree.QName(child).localname) in order
            ]
            assert all(a < b for a, b in pairwise(places)), etree.tostring(element)[:400]


def test_an_issue_of_nothing_but_its_note_is_written() -> None:
    document = opened(bulletin_docx(issue(sections=(), adopted=(), imprint=Imprint((), "印发")), {}))
    text = "\n".join(p.text for p in document.paragraphs)
    assert "编者的话" in text
    assert "目　录" not in text
