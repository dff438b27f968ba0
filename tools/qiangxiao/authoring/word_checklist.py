"""A checklist as a Word file to send to a school: a title,
what it is about, a table. The same bytes every time.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from qiangxiao.authoring.fixed_zip import fix_times

_FONT = "宋体"
_WIDTHS = (1.2, 4.0, 5.6, 2.6, 3.6)


def word_checklist(
    title: str, paragraphs: Sequence[str], headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> bytes:
    """Return a .docx with a table of five columns."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(11)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)
    document.core_properties.author = ""
    document.core_properties.title = title
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(2)
    document.add_heading(title, 1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=1, cols=len(headings))
    table.style = "Table Grid"
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for line in (headings, *rows):
        cells = table.rows[0].cells if line is headings else table.add_row().cells
        for cell, text, width in zip(cells, line, _WIDTHS, strict=True):
            cell.text, cell.width = text, Cm(width)
    out = BytesIO()
    document.save(out)
    return fix_times(out.getvalue())
