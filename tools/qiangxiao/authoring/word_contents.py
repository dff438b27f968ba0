"""Tables of contents out of a Word text: a page lists its headings itself."""

from __future__ import annotations

import re

from lxml import etree

from qiangxiao.authoring.word_drawings import words_of
from qiangxiao.authoring.word_notes import Seen
from qiangxiao.authoring.word_parts import Styles, W, clear_paragraph, text_with_tabs

# catches "toc 1", "目录标题", spares "toc", "目录"
_TOC_STYLE = re.compile(r"(?:toc|目录)\s*[1-9]|(?:toc heading|目录标题)")
# catches "目 录", "目次", spares "目录如下"
_TOC_TITLE = re.compile(r"\s*目\s*[录次]\s*")
# a line of a typed table of contents: catches "一、背景………3", "二、做法\t12", spares "参加 12 人", "12"
_TOC_LINE = re.compile(r".*(?:\t|…{2,}|[.．·]{3,}|-{4,})\s*\d{1,3}\s*")


def leave_out_contents(root: etree._Element, styles: Styles, seen: Seen) -> None:
    """Drop a table of contents: by the style of its lines, or typed, a 目录 and lines with page numbers."""
    is_open = False
    for paragraph in list(root.iter(f"{W}p")):
        text = text_with_tabs(paragraph)
        is_line = bool(_TOC_STYLE.fullmatch(styles.name_of(paragraph)))
        is_line = is_line or (is_open and bool(_TOC_LINE.fullmatch(text)))
        if _TOC_TITLE.fullmatch(text):
            is_open = _begins_contents(paragraph.getnext(), styles)
            is_line = is_line or is_open or seen.has_contents
        elif text.strip() and not is_line:
            is_open = False
        if is_line:
            seen.has_contents = True
            seen.dropped.append(text)
            clear_paragraph(paragraph)


def _begins_contents(paragraph: etree._Element | None, styles: Styles) -> bool:
    while paragraph is not None and paragraph.tag == f"{W}p" and not words_of(paragraph).strip():
        paragraph = paragraph.getnext()
    if paragraph is None or paragraph.tag != f"{W}p":
        return False
    is_styled = _TOC_STYLE.fullmatch(styles.name_of(paragraph))
    return bool(is_styled or _TOC_LINE.fullmatch(text_with_tabs(paragraph)))
