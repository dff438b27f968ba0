"""Words of a Word file that are no part of its text: hidden ones, headers, footers, comments, other files.

Each is said, since whoever wrote it may believe that it is published.
"""

from __future__ import annotations

import re

from lxml import etree

from qiangxiao.authoring.word_drawings import words_of
from qiangxiao.authoring.word_notes import Seen, place_of, shorten
from qiangxiao.authoring.word_parts import Styles, W, WordParts, is_on, remove

# 第 3 页 共 9 页, - 3 -: only where the page is, not words.
_ONLY_PAGE = re.compile(r"[\s第共页\d/—–\-·|Pagefo]*")


def leave_out_hidden(root: etree._Element, styles: Styles, seen: Seen) -> None:
    """Take out rows and runs that Word does not show."""
    for row in [row for row in root.iter(f"{W}tr") if is_on(row.find(f"{W}trPr/{W}hidden"))]:
        seen.hide(" ".join(filter(None, map(words_of, row.iter(f"{W}tc")))), row, "表格里隐藏的行")
        remove(row)
    for paragraph in list(root.iter(f"{W}p")):
        hidden = [
            run for run in paragraph.iter(f"{W}r") if is_on(styles.of_run(run, "vanish")) and len(run) > 0
        ]
        if hidden:
            seen.hide("".join(map(words_of, hidden)), hidden[0], "Word 里设为隐藏的文字")
        for run in hidden:
            remove(run)


def leave_out_files(root: etree._Element, seen: Seen) -> None:
    """Take out what stands for another file within this one."""
    for chunk in list(root.iter(f"{W}altChunk", f"{W}subDoc")):
        seen.say(f"文件里嵌着另一份文件，没有导入{place_of(chunk)}。")
        remove(chunk)


def note_margins(parts: WordParts, seen: Seen) -> None:
    """Say what stands in headers and footers, and how many comments there are."""
    for kind in ("header", "footer"):
        for name in parts.related(parts.main, kind):
            root = parts.tree(name)
            words = re.sub(r"\s+", " ", "" if root is None else words_of(root)).strip()
            if words and not _ONLY_PAGE.fullmatch(words):
                seen.say(f"页眉页脚里的“{shorten(words)}”没有导入。")
    for name in parts.related(parts.main, "comments"):
        root = parts.tree(name)
        if root is not None and (count := len(root.findall(f"{W}comment"))):
            seen.say(f"{count} 条批注没有导入。")
