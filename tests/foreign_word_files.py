"""Word files that our template did not make: written by
LibreOffice from other formats, and by hand in other styles.

Each says the same kind of thing, a report of one school,
in the way of some office. Names and numbers are samples.
"""

from __future__ import annotations

import base64
import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from word_files import append_xml, describe, picture, saved, with_footnote, with_parts

_NUMBERING = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"


def by_libreoffice(source: bytes, name: str, folder: Path) -> bytes:
    """Return what LibreOffice saves as .docx of a file in another format."""
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice is needed: sh tests/needs.sh"
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / name
    place.write_bytes(source)
    filters = ["--infilter=HTML (StarWriter)"] if name.endswith(".html") else []
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation={(folder / 'office').as_uri()}",
            "--headless",
            *filters,
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(folder),
            str(place),
        ],
        capture_output=True,
        check=True,
        timeout=120,
    )
    return place.with_suffix(".docx").read_bytes()


def from_html(folder: Path) -> bytes:
    """A page saved from a web editor: headings, nested lists, a table with a picture in it, direct styles."""
    shown = base64.b64encode(picture("PNG").getvalue()).decode()
    page = f"""<html><head><meta charset="utf-8"><title>x</title></head><body>
<h1 style="text-align:center">走廊书架开放一个月</h1>
<p style="text-align:center;color:#888">教务处　2026年10月30日</p>
<p style="text-indent:2em">走廊书架<b>十月十日</b>开放，<i>七年级</i>学生借书三百余册，<u>没有丢书</u>。</p>
<h2>做了什么</h2>
<ol><li>选书<ul><li>教师荐书</li><li>学生荐书</li></ul></li><li>编目</li><li>值日</li></ol>
<table border="1"><tr><th>年级</th><th>照片</th></tr><tr><td>七年级<br>四个班</td>
<td><img src="data:image/png;base64,{shown}" width="320" height="240" alt="走廊东头的书架"></td></tr></table>
<h2>有什么变化</h2>
<p>课间在走廊看书的学生多了，<a href="https://example.edu.cn/shujia">书目</a>每周更新。</p>
</body></html>"""
    return by_libreoffice(page.encode(), "zoulang.html", folder)


def from_rtf(folder: Path) -> bytes:
    """A file from an old word processor: no styles at all,
    bold lines as headings, typed numbers, a footnote.
    """

    def hex_of(text: str) -> str:
        return "".join(char if char.isascii() else f"\\u{ord(char)}?" for char in text)

    lines = [
        (r"\qc\b\fs36 ", "三分钟小测试行四周", r"\b0\fs24"),
        (r"\qc ", "（教导处，2026 年 9 月 28 日）", ""),
        (r"\ql\fi480\b ", "一、做了什么", r"\b0"),
        (
            r"\fi480 ",
            "四个班每节数学课开始时做三分钟小测，题目只考上一节课的内容",
            r"{\super\chftn{\footnote\pard\plain " + hex_of("题目由备课组分工出。") + "}}" + hex_of("。"),
        ),
        (r"\fi480\b ", "二、有什么变化", r"\b0"),
        (r"\fi480 ", "1. 教师调整了九次教学安排；", ""),
        (r"\fi480 ", "2. 学生当堂知道哪里没有懂。", ""),
        (r"\fi480\b ", "三、遇到的问题", r"\b0"),
        (r"\fi480 ", "两位教师反映出题花时间，下个月全组分工。", ""),
    ]
    body = "".join(rf"{{\pard{style}{hex_of(text)}{rest}\par}}" for style, text, rest in lines)
    return by_libreoffice(
        (r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0 SimSun;}}\fs24 " + body + "}").encode(),
        "xiaoce.rtf",
        folder,
    )


_ODT_STYLES = """<office:automatic-styles>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>
<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold" style:font-weight-asian="bold"/></style:style>
<style:style style:name="T2" style:family="text"><style:text-properties fo:font-style="italic" style:font-style-asian="italic" fo:font-weight="bold" style:font-weight-asian="bold"/></style:style>
<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/><text:list-level-style-bullet text:level="2" text:bullet-char="•"/></text:list-style>
</office:automatic-styles>"""


def from_odt(folder: Path) -> bytes:
    """A file from a free office suite: styles of its own,
    an annotation, a header, tracked changes accepted.
    """
    names = ["office", "text", "style", "fo", "table", "draw", "svg", "xlink", "dc", "meta"]
    spaces = "".join(
        f' xmlns:{name}="'
        + {
            "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
            "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
            "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
            "xlink": "http://www.w3.org/1999/xlink",
            "dc": "http://purl.org/dc/elements/1.1/",
        }.get(name, f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0")
        + '"'
        for name in names
    )
    content = f"""<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces} office:version="1.2">{_ODT_STYLES}<office:body><office:text>
<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>a</dc:creator><dc:date>2026-10-01T00:00:00</dc:date></office:change-info><text:p>废话</text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:p text:style-name="P1">青年教师每周同课一次</text:p>
<text:p>供稿单位：教师发展中心</text:p><text:p>时间：2026-10-16</text:p>
<text:h text:outline-level="1">怎样做</text:h>
<text:p>八位青年教师<office:annotation><dc:creator>a</dc:creator><text:p>这句是批注</text:p></office:annotation>分成四组，<text:span text:style-name="T1">每周同课一次</text:span>，<text:span text:style-name="T2">轮流主讲</text:span>。<text:change text:change-id="c1"/>每组有一位骨干教师。</text:p>
<text:list text:style-name="L1"><text:list-item><text:p>备课</text:p><text:list><text:list-item><text:p>分工写教案</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>上课</text:p></text:list-item></text:list>
<text:h text:outline-level="2">记录</text:h>
<table:table table:name="t"><table:table-column table:number-columns-repeated="2"/><table:table-row><table:table-cell><text:p>周次</text:p></table:table-cell><table:table-cell><text:p>课题</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>第一周</text:p></table:table-cell><table:table-cell><text:p>有理数</text:p><text:p>数轴</text:p></table:table-cell></table:table-row></table:table>
<text:h text:outline-level="1">结果</text:h><text:p>四周里互相听课二十四节。</text:p>
</office:text></office:body></office:document-content>"""
    manifest = (
        '<?xml version="1.0"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
        'manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry '
        'manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text", ZIP_STORED)
        made.writestr("content.xml", content)
        made.writestr("META-INF/manifest.xml", manifest)
    return by_libreoffice(out.getvalue(), "tongke.odt", folder)


def _black(
    document: Document, text: str, size: float = 16, is_bold: bool = False, is_centred: bool = False
) -> None:
    """Add a line as an office writes a heading: no style, another font."""
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run.bold = is_bold or None
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "黑体")
    if is_centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def like_wps(folder: Path) -> bytes:
    """An official report: title centred, headings in 黑体
    and 楷体 without styles, first lines indented by spaces.
    """
    document = docx.Document()
    _black(document, "作业公示制度运行情况", 22, is_centred=True)
    document.add_paragraph("（2026年11月6日）").alignment = WD_ALIGN_PARAGRAPH.CENTER
    _black(document, "一、做了什么")
    document.add_paragraph("　　年级组每天下午四点公示各科作业和预计用时。")
    _black(document, "（一）统筹")
    document.add_paragraph("　　年级主任看总时长，超过九十分钟的当天调减。")
    _black(document, "（二）登记")
    document.add_paragraph("　　班主任每周登记一次实际用时。")
    _black(document, "二、有什么变化")
    document.add_paragraph("　　四周里调减十一次。")
    _black(document, "三、下一步")
    document.add_paragraph("　　把弹性作业写进公示表。")
    document.add_paragraph("教务处").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.sections[0].header.paragraphs[0].text = "内部资料"
    document.sections[0].footer.paragraphs[0].text = "第 1 页"
    return saved(document)


def with_tracked_changes(folder: Path) -> bytes:
    """A text in revision: insertions, deletions, moves, a
    deleted paragraph mark, comments, fields, a text box.
    """
    document = docx.Document()
    document.add_heading("教研员第二次到校", 0)
    document.add_paragraph("2026-10-20 教导处")
    append_xml(
        document,
        "<w:r><w:t>教研员听了</w:t></w:r>"
        '<w:del w:id="1" w:author="a"><w:r><w:delText>三</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>四</w:t></w:r></w:ins>'
        '<w:r><w:t xml:space="preserve">节课，</w:t></w:r><w:commentRangeStart '
        'w:id="0"/><w:r><w:t>当天反馈</w:t></w:r><w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r>'
        '<w:moveFrom w:id="5" w:author="a"><w:r><w:t>移走的话</w:t></w:r></w:moveFrom>'
        '<w:moveTo w:id="6" w:author="a"><w:r><w:t>，移来的话</w:t></w:r></w:moveTo><w:r><w:t>。</w:t></w:r>',
    )
    append_xml(
        document,
        "<w:r><w:fldChar "
        'w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar '
        'w:fldCharType="separate"/></w:r><w:r><w:t>整改清单共三条</w:t></w:r><w:r><w:fldChar '
        'w:fldCharType="end"/></w:r><w:r><w:t>，已改两条。</w:t></w:r>',
    )
    box = (
        "<w:r><mc:AlternateContent "
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'Requires="wps"><w:drawing/></mc:Choice>'
        "<mc:Fallback><w:pict "
        'xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>文'
        "本框里的提醒："
        "下次带教案。"
        "</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    append_xml(document, box)
    comments = (
        f'<w:comments {nsdecls("w")}><w:comment w:id="0" '
        'w:author="a"><w:p><w:r><w:t>这是批注</w:t></w:r></w:p></w:comment></w:comments>'
    )
    relation = f'<Relationship Id="rIdC" Type="{_NUMBERING}" Target="comments.xml"/></Relationships>'
    return with_parts(
        saved(document),
        {
            "word/comments.xml": comments.encode(),
            "word/_rels/document.xml.rels": lambda rels: rels.replace(b"</Relationships>", relation.encode()),
        },
    )


def with_nested_tables(folder: Path) -> bytes:
    """A form as offices like it: everything in one large
    table, a table in it, pictures in cells, automatic numbers.
    """
    document = docx.Document()
    document.add_paragraph("教学视导整改记录表").alignment = WD_ALIGN_PARAGRAPH.CENTER
    frame = document.add_table(rows=4, cols=2)
    frame.style = "Table Grid"
    frame.cell(0, 0).text, frame.cell(0, 1).text = "日期", "2026年10月9日"
    frame.cell(1, 0).text, frame.cell(1, 1).text = "供稿处室", "教导处"
    frame.cell(2, 0).text = "整改情况"
    inner = frame.cell(2, 1).add_table(rows=2, cols=2)
    for at, text in enumerate(("问题", "办法", "板书过多", "留白")):
        inner.cell(at // 2, at % 2).text = text
    frame.cell(3, 0).text = "照片"
    frame.cell(3, 1).paragraphs[0].add_run().add_picture(picture("PNG", colour="green"), width=Cm(4))
    describe(document, "整改后的板书")
    document.add_heading("说明", 1)
    for text in ("教师先自查", "备课组再听一次课"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("两位教师改了板书，留出学生写的地方，课后又请教研员看过。")
    return with_footnote(saved(document), "没有用到")


def plain_text(folder: Path) -> bytes:
    """A mail pasted into Word: no structure at all, line breaks for paragraphs, two spaces for columns."""
    document = docx.Document()
    paragraph: Any = document.add_paragraph("老师好：我们学校十月做了一件小事。")
    paragraph.add_run().add_break()
    paragraph.add_run("七年级把早读分成两段，前十分钟自己读，后十分钟同桌互听。")
    paragraph.add_run().add_break()
    paragraph.add_run("# 这一行不是标题，1. 也不是列表；3<5，a_b_c。")
    document.add_paragraph("教务处\t2026.10.21")
    return saved(document)


FOREIGN: dict[str, Callable[[Path], bytes]] = {
    "from-html": from_html,
    "from-rtf": from_rtf,
    "from-odt": from_odt,
    "like-wps": like_wps,
    "tracked": with_tracked_changes,
    "nested": with_nested_tables,
    "plain": plain_text,
}
