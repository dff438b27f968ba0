"""One text with everything that doors are tempted to change, and the page that it must become."""

from __future__ import annotations

from datetime import date
from html import escape
from io import BytesIO
from typing import Any

from docx.document import Document
from word_files import a_word_file, describe

from qiangxiao.authoring.templates import Blank
from qiangxiao.authoring.word_article import compose, read_content
from qiangxiao.authoring.word_inline import picture_alt
from qiangxiao.authoring.word_reading import WordText
from qiangxiao.records.kind import Kind
from qiangxiao.records.update import UPDATE
from qiangxiao.sources.body import read_body
from qiangxiao.sources.document import read_document

PATH = "schools/jinjiang/hepan/updates/2026-10-12-a.md"
BLANK = Blank(date(2026, 10, 12))
TITLE = "作业公示运行四周"
ALT = "三位老师在评课"
PICTURE = f"![{ALT}](media/0.jpg)"
_ROWS = (("年级", "公示份数"), ("七年级", "１２"), ("八年级", "9"))
TABLE = "| 年级 | 公示份数 |\n| --- | --- |\n| 七年级 | １２ |\n| 八年级 | 9 |"
BLOCKS = (
    "#强校工程# 今天，七年级开放日如期举行🎉，一百二十位家长到校听课，课后填写了意见表。",
    "一、加强领导",
    "（一）明确分工",
    "活动安排如下，请各年级组照此准备，有变化再通知：\n时间：周三下午\n地点：操场东侧",
    "这学期一共做了三件事，每一件都有人负责，有时间，也有记录：\n1.公示作业\n2.登记用时\n③通报家长",
    "接力是4*100米，方阵是6*8，文件叫a_b_c；七～九年级都有，气温－3℃，占比９０％，写作[1]，3<5。",
    PICTURE,
    "二、看到成效",
    "各年级公示的份数都记在下面这张表里，由年级主任逐周核对：",
    TABLE,
    "◆◇◆",
    "返工少了一半，下学期接着公示，也请家长继续提意见。",
)
BODY = "\n\n".join(BLOCKS)


def page_of(body: str) -> str:
    """Return what stands on the page; a body that the doors refuse has none."""
    read = read_body(PATH, body)
    assert read.problems == ()
    return read.html


def without_picture(page: str) -> str:
    """Return a page without its picture, which one door cannot bring."""
    figures = [part for part in page.split("\n") if "<img" in part]
    assert len(figures) == 1
    return "\n".join(part for part in page.split("\n") if part not in figures)


def word_file(picture: BytesIO | str) -> bytes:
    """Return the text as a Word file as one types it; a picture, or what stands where one belongs."""

    def write(document: Document) -> None:
        document.add_paragraph(TITLE, style="Title")
        for block in BLOCKS:
            if block == TABLE:
                table = document.add_table(0, len(_ROWS[0]))
                for row in _ROWS:
                    for cell, text in zip(table.add_row().cells, row, strict=True):
                        cell.text = text
            elif block != PICTURE:
                document.add_paragraph(block)  # a line end becomes Word's own within the paragraph
            elif isinstance(picture, str):
                document.add_paragraph(picture)
            else:
                document.add_picture(picture)
                describe(document, ALT)

    return a_word_file(write)


def copied_from_word() -> str:
    """Return the text as it lies in the clipboard when one copies it out of Word, without its picture."""

    def markup(block: str) -> str:
        if block == TABLE:
            cells = (
                "".join(f"<td><p class=MsoNormal>{text}<o:p></o:p></p></td>" for text in row) for row in _ROWS
            )
            return f"<table class=MsoTableGrid border=1>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"
        return f"<p class=MsoNormal>{'<br>'.join(map(escape, block.split(chr(10))))}</p>"

    return "".join(markup(block) for block in BLOCKS if block != PICTURE)


def page_of_word(word: WordText, kind: Kind[Any] = UPDATE) -> tuple[str, list[str]]:
    """Return the page that a read Word file becomes, and the descriptions of its photos; nothing is lost."""
    files = [f"media/{at}.jpg" for at in range(len(word.pictures))]
    content = read_content(word, kind, (), "来稿", files)
    photos = [(file, picture_alt(picture)) for file, picture in zip(files, word.pictures, strict=True)]
    composed = compose(PATH, kind, content, BLANK, photos)
    assert composed.lost == ()
    document = read_document(PATH, composed.text.encode())
    assert isinstance(document.data, dict) and document.data["title"] == TITLE
    listed = document.data.get("photos", [])
    assert isinstance(listed, list)
    return page_of(document.body), [str(photo["alt"]) for photo in listed if isinstance(photo, dict)]
