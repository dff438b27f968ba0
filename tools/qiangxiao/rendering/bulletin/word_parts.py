"""What python-docx has no word for: Chinese fonts, the
grid, borders, fields, links, list numbers, fixed times.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

LATIN = "Times New Roman"
_THEME_FONTS = ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme")
_MOMENT = (2020, 1, 1, 0, 0, 0)


def element(tag: str, **attributes: str | int) -> Any:
    """Return an element such as `w:tab` with its attributes, those of the same namespace."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def bind_font(properties: Any, chinese: str) -> None:
    """Bind the fonts of a style or a run: one for Chinese, Times for the rest; themes no longer decide."""
    fonts = properties.get_or_add_rFonts()
    for name in _THEME_FONTS:
        fonts.attrib.pop(qn(name), None)
    for name in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(name), LATIN)
    fonts.set(qn("w:eastAsia"), chinese)


def set_style(style: Any, chinese: str, points: float, is_bold: bool = False, color: str = "000000") -> None:
    """Set a style's fonts, size and colour, upright, without space around its paragraphs."""
    style.font.size, style.font.bold, style.font.italic = Pt(points), is_bold, False
    style.font.color.rgb = RGBColor.from_string(color)
    properties = style.element.get_or_add_rPr()
    bind_font(properties, chinese)
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(element("w:lang", val="en-US", eastAsia="zh-CN"))
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)


def set_grid(section: Any, line_points: float) -> None:
    """Give a section the line grid of official documents: a line takes so many points."""
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    properties.append(element("w:docGrid", type="lines", linePitch=int(line_points * 20)))


def leave_grid(style: Any) -> None:
    """Let the lines of a style be as high as their type."""
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(element("w:snapToGrid", val=0), "w:spacing", "w:ind", "w:jc", "w:rPr")


def set_tracking(properties: Any, twentieths: int) -> None:
    """Set the space between characters, in twentieths of a point, of a style's or a run's properties."""
    properties.insert_element_before(
        element("w:spacing", val=twentieths),
        *(
            "w:w",
            "w:kern",
            "w:position",
            "w:sz",
            "w:szCs",
            "w:highlight",
            "w:u",
            "w:effect",
            "w:vertAlign",
            "w:lang",
        ),
    )


def indent_characters(paragraph: Any, count: int) -> None:
    """Indent the first line by whole characters, whatever their size."""
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), str(count * 100))
    indent.set(qn("w:firstLine"), str(count * 320))


def add_border(paragraph: Any, side: str, eighths: int, color: str) -> None:
    """Draw a line at the top, bottom or left of a paragraph, so many eighths of a point thick."""
    properties = paragraph._p.get_or_add_pPr()
    box = properties.find(qn("w:pBdr"))
    if box is None:
        box = element("w:pBdr")
        # the schema wants it before these
        properties.insert_element_before(
            box, "w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )
    box.append(element(f"w:{side}", val="single", sz=eighths, space=1, color=color))


def add_field(paragraph: Any, instruction: str, result: str) -> None:
    """Add a field with its result so far."""
    for kind in ("begin", "", "separate", "result", "end"):
        run = paragraph.add_run()
        if kind == "result":
            run.text = result
        elif kind:
            run._r.append(element("w:fldChar", fldCharType=kind))
        else:
            run._r.append(_instruction(instruction))


def open_field(paragraph: Any, instruction: str) -> None:
    """Begin a field whose result is several paragraphs; Word computes it anew when the file is opened."""
    for kind in ("begin", "", "separate"):
        run = paragraph.add_run()
        if kind == "begin":
            run._r.append(element("w:fldChar", fldCharType=kind, dirty="true"))
        elif kind:
            run._r.append(element("w:fldChar", fldCharType=kind))
        else:
            run._r.append(_instruction(instruction))


def close_field(paragraph: Any) -> None:
    """End a field begun with `open_field`."""
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="end"))


def _instruction(text: str) -> Any:
    made = OxmlElement("w:instrText")
    made.set(qn("xml:space"), "preserve")
    made.text = text
    return made


def bookmark(paragraph: Any, number: int, name: str) -> None:
    """Put a bookmark around what a paragraph says."""
    start = element("w:bookmarkStart", id=number, name=name)
    properties = paragraph._p.pPr
    at = 0 if properties is None else 1
    paragraph._p.insert(at, start)
    paragraph._p.append(element("w:bookmarkEnd", id=number))


def add_link(paragraph: Any, target: str) -> Any:
    """Add a link to an address and return its element, to which runs are moved."""
    link = element("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    paragraph._p.append(link)
    return link


def number_from(document: Any, paragraph_style: str, start: int) -> int:
    """Return the id of a new numbering that counts from `start` in the way of a list style."""
    style = document.styles[paragraph_style]
    used = style.element.pPr.numPr.numId.val
    numbering = document.part.numbering_part.element
    abstract = numbering.num_having_numId(used).abstractNumId.val
    made = numbering.add_num(abstract)
    made.add_lvlOverride(ilvl=0).add_startOverride(start)
    return int(made.numId)


def use_numbering(paragraph: Any, number_id: int) -> None:
    """Make a paragraph an item of a numbering."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number_id


def fix_times(data: bytes) -> bytes:
    """Return the same package with the same time on every file in it."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name, _MOMENT)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return out.getvalue()
