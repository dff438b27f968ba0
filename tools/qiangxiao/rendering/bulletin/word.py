"""An issue as a Word file that an office can change: real
headings, styles, a contents field, the grid. Same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Mm, Pt, RGBColor

from qiangxiao.foundation.dates import chinese_date
from qiangxiao.rendering.bulletin.blocks import Node
from qiangxiao.rendering.bulletin.content import (
    ADOPTED_HEAD,
    IssueContent,
    correction_lines,
    list_adopted_cells,
)
from qiangxiao.rendering.bulletin.word_items import add_texts, anchor, section_anchor
from qiangxiao.rendering.bulletin.word_parts import (
    add_border,
    add_field,
    bind_font,
    close_field,
    element,
    fix_times,
    leave_grid,
    open_field,
    set_grid,
    set_style,
    set_tracking,
)
from qiangxiao.rendering.bulletin.word_text import FANG, HEI, KAI, SONG, TextWriter

_WIDTH = Mm(156)
_SIZE, _PITCH = 16.0, 225 / 25.4 * 72 / 22
_TRACKING = -5  # twentieths of a point: 28 characters a line
_STYLES = (
    ("Body Text", FANG, _SIZE),
    ("Quote", KAI, _SIZE),
    ("Caption", KAI, 12),
    ("List Bullet", FANG, _SIZE),
    ("List Bullet 2", FANG, _SIZE),
    ("List Bullet 3", FANG, _SIZE),
    ("List Number", FANG, _SIZE),
    ("List Number 2", FANG, _SIZE),
    ("List Number 3", FANG, _SIZE),
    ("List Continue", FANG, _SIZE),
    ("List Continue 2", FANG, _SIZE),
    ("List Continue 3", FANG, _SIZE),
)
_OWN_STYLES = (
    ("Table Text", FANG, 12),
    ("Photo", FANG, _SIZE),
    ("Note", FANG, 10.5),
    ("Source", KAI, _SIZE),
    ("toc 1", HEI, 14),
    ("toc 2", FANG, 14),
    ("Foot", FANG, 14),
    ("Masthead", SONG, 30),
)


def bulletin_docx(
    issue: IssueContent, photos: Mapping[str, bytes], pages: Mapping[str, int] | None = None
) -> bytes:
    """Return an issue as .docx. `photos` has the bytes of photos by their path; one not in it is left out.

    `pages` are those of the PDF, which is set on the same grid: the contents have them until Word counts.
    """
    document = docx.Document()
    _set_up(document, issue)
    _head(document, issue)
    _contents(document, issue, pages or {})
    add_texts(document, issue, photos)
    _add_adopted(document, issue)
    _foot(document, issue)
    out = BytesIO()
    document.save(out)
    return fix_times(out.getvalue())


def _set_up(document: Any, issue: IssueContent) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Mm(37),
        Mm(35),
        Mm(28),
        Mm(26),
    )
    section.footer_distance = Mm(25)
    set_grid(section, _PITCH)
    document.settings.odd_and_even_pages_header_footer = True
    _set_styles(document.styles, _red(issue))
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = side
        paragraph.add_run("— ")
        add_field(paragraph, "PAGE", "1")
        paragraph.add_run(" —")
        for run in paragraph.runs:
            run.font.size = Pt(14)
            bind_font(run._r.get_or_add_rPr(), "宋体")
    if issue.mark:
        for header in (section.header, section.even_page_header):
            _say(header.paragraphs[0], f"（{issue.mark}，未经签发，请勿外传）", HEI, 14, _red(issue))
            header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    day = datetime(issue.day.year, issue.day.month, issue.day.day, tzinfo=UTC)
    properties = document.core_properties
    properties.title, properties.author, properties.subject = issue.full_title, issue.publisher, issue.title
    properties.language, properties.comments, properties.keywords = "zh-CN", "", issue.name
    properties.created = properties.modified = day
    properties.last_modified_by, properties.revision = issue.publisher, 1


def _red(issue: IssueContent) -> str:
    """Return the colour of the head, as Word writes it."""
    return issue.palette.print_red[1:].upper()


def _set_styles(styles: Any, red: str) -> None:
    normal = styles["Normal"]
    set_style(normal, FANG, _SIZE)
    normal.paragraph_format.line_spacing = 1.0
    set_tracking(normal.element.get_or_add_rPr(), _TRACKING)
    for name, font, size in _OWN_STYLES:
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = normal
        set_style(styles[name], font, size)
    for name, font, size in _STYLES:
        set_style(styles[name], font, size)
    for level, font, points, color in ((1, HEI, 18, red), (2, SONG, 20, "000000"), (3, HEI, _SIZE, "000000")):
        set_style(styles[f"Heading {level}"], font, points, False, color)
    for level, font in ((4, KAI), (5, FANG)):
        set_style(styles[f"Heading {level}"], font, _SIZE)
    for name in ("Heading 1", "Heading 2", "Caption", "Photo", "Source"):
        styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for name in ("Source", "Photo"):
        styles[name].paragraph_format.keep_with_next = True
    styles["Heading 1"].paragraph_format.space_before = Pt(14)
    styles["Heading 2"].paragraph_format.space_before = Pt(14)
    body = styles["Body Text"]
    body.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    for name in ("Body Text", "Quote"):
        properties = styles[name].element.get_or_add_pPr()
        indent = properties.get_or_add_ind()
        for key, value in element("w:ind", firstLineChars=200, firstLine=640).attrib.items():
            indent.set(key, value)
    for name in ("Table Text", "Note", "Foot", "Caption", "Masthead", "toc 1", "toc 2"):
        leave_grid(styles[name])
        styles[name].paragraph_format.line_spacing = 1.15
    for name in ("toc 1", "toc 2"):
        stops = styles[name].paragraph_format.tab_stops
        stops.add_tab_stop(_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    styles["toc 2"].paragraph_format.left_indent = Pt(14)


def _say(paragraph: Any, text: str, font: str = "", points: float = 0, color: str = "") -> Any:
    run = paragraph.add_run(text)
    if font:
        bind_font(run._r.get_or_add_rPr(), font)
    if points:
        run.font.size = Pt(points)
    if color:
        run.font.color.rgb = RGBColor.from_string(color)
    return run


def _add_centred(document: Any, text: str, font: str = "", points: float = 0, color: str = "") -> Any:
    paragraph = document.add_paragraph(style="Masthead" if points > _SIZE else "Normal")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _say(paragraph, text, font, points, color)
    return paragraph


def _spread(document: Any, left: str, right: str, style: str = "Normal") -> Any:
    """Add a paragraph with words at both ends."""
    paragraph = document.add_paragraph(style=style)
    paragraph.paragraph_format.tab_stops.add_tab_stop(_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{left}\t{right}")
    return paragraph


def _head(document: Any, issue: IssueContent) -> None:
    red = _red(issue)
    if issue.is_sample:
        _say(document.add_paragraph(), "示例", HEI)
    points = max(20.0, min(30.0, 430 / max(len(issue.program), 1)))
    _add_centred(document, issue.program, SONG, points, red)
    paragraph = _add_centred(document, issue.name, SONG, 52, red)
    paragraph.paragraph_format.space_after = Pt(8)
    for run in paragraph.runs:
        set_tracking(run._r.get_or_add_rPr(), 300)
    _add_centred(document, issue.label)
    line = _spread(document, f" {issue.publisher}", f"{chinese_date(issue.day)} ")
    add_border(line, "bottom", 18, red)
    title = _add_centred(document, issue.title, SONG, 22)
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(8)
    for at, words in enumerate(issue.editor_note):
        paragraph = document.add_paragraph(style="Quote")
        if at == 0:
            _say(paragraph, "编者按：", HEI)
        paragraph.add_run(words)
    for label, note in correction_lines(issue):
        paragraph = document.add_paragraph(style="Foot")
        add_border(paragraph, "left", 18, red)
        _say(paragraph, label, HEI)
        paragraph.add_run(note)


def _contents(document: Any, issue: IssueContent, pages: Mapping[str, int]) -> None:
    """Write the contents as a field with its entries, which Word counts anew when it opens the file."""
    if not issue.sections:
        return
    title = _add_centred(document, "目　录", HEI)
    title.paragraph_format.space_before = Pt(12)
    title.paragraph_format.keep_with_next = True
    opened = False
    for at, section in enumerate(issue.sections, 1):
        paragraph = document.add_paragraph(style="toc 1")
        if not opened:
            open_field(paragraph, 'TOC \\o "1-2" \\h \\z \\u')
            opened = True
        if section.is_listed:
            _add_entry(paragraph, f"【{section.name}】", section_anchor(at), pages.get(f"s{at}"))
        else:
            paragraph.add_run(f"【{section.name}】")
        for item in section.items:
            if not item.is_brief:
                entry = document.add_paragraph(style="toc 2")
                _add_entry(entry, item.title, anchor(item), pages.get(f"i{item.number}"))
    if opened:
        close_field(document.add_paragraph(style="toc 2"))


def _add_entry(paragraph: Any, words: str, name: str, page: int | None) -> None:
    """Write a line of the contents, a link with its page."""
    before = len(paragraph.runs)
    paragraph.add_run(words)
    paragraph.add_run("\t")
    add_field(paragraph, f"PAGEREF {name} \\h", str(page or "—"))
    link = element("w:hyperlink", anchor=name, history="1")
    for run in list(paragraph.runs)[before:]:
        link.append(run._r)
    paragraph._p.append(link)


def _add_adopted(document: Any, issue: IssueContent) -> None:
    if not issue.adopted:
        return
    title = _add_centred(document, issue.adopted_title, HEI)
    title.paragraph_format.space_before = Pt(14)
    title.paragraph_format.keep_with_next = True
    head = _row(ADOPTED_HEAD, 1)
    rows = (_row(list_adopted_cells(row)) for row in issue.adopted)
    TextWriter(document, lambda src: None).write(
        (Node("table", children=(head, *rows), level=len(ADOPTED_HEAD)),)
    )


def _row(cells: tuple[str, ...], level: int = 0) -> Node:
    return Node(
        "row",
        children=tuple(
            Node("cell", children=(Node("para", children=(Node("text", cell),)),)) for cell in cells
        ),
        level=level,
    )


def _foot(document: Any, issue: IssueContent) -> None:
    foot = issue.imprint
    paragraphs = [document.add_paragraph(f"{label}：{words}", style="Foot") for label, words in foot.lines]
    paragraphs.append(_spread(document, foot.issued, foot.copies, "Foot"))
    for paragraph in paragraphs:  # neighbours with the same borders are one box with lines between
        for side in ("top", "bottom", "between"):
            add_border(paragraph, side, 6, "000000")
        paragraph.paragraph_format.keep_with_next = paragraph is not paragraphs[-1]
