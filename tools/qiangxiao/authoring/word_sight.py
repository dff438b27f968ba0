"""A Word package to the same text in plain constructs: what a person sees of it, and nothing else.

The converter that comes after knows paragraphs, runs, tables, notes, links and plain pictures. Here
everything else is put into those: automatic numbers become typed ones (in a style of their own, so that a
list can still be told from a paragraph), boxes and charts become paragraphs, fields their results. What Word
hides or deletes is taken out, and said. The steps are modules of their own; only their order is here.
"""

from __future__ import annotations

from lxml import etree

from qiangxiao.authoring.word_contents import leave_out_contents
from qiangxiao.authoring.word_drawings import Drawings
from qiangxiao.authoring.word_fields import show_fields
from qiangxiao.authoring.word_formulas import type_formulas
from qiangxiao.authoring.word_hidden import leave_out_files, leave_out_hidden, note_margins
from qiangxiao.authoring.word_lines import head_by_outline, mark_looks, type_numbers
from qiangxiao.authoring.word_notes import Seen, words_before
from qiangxiao.authoring.word_numbers import Numbering
from qiangxiao.authoring.word_parts import Styles, WordParts, open_parts
from qiangxiao.authoring.word_plain import join_capitals, plain_runs, plain_styles, plain_tables
from qiangxiao.authoring.word_revisions import apply_revisions, choose_alternatives, open_controls


def see(package: bytes) -> Seen:
    """Return what a person sees of a Word file that `office_package` has cleaned."""
    parts = open_parts(package)
    seen = Seen()
    style_root = _part(parts, "styles")
    styles = Styles(style_root)
    numbering = Numbering(_part(parts, "numbering"), styles)
    drawings = Drawings(parts, seen.note_drawing, words_before)
    for story in dict.fromkeys(parts.stories()):
        root = parts.tree(story)
        if root is not None:
            # Words must be final before they are numbered, numbers typed before boxes leave their place, and
            # signs be letters before lines are told by what they say.
            choose_alternatives(root)
            apply_revisions(root, seen)
            open_controls(root, seen)
            show_fields(root, seen.note_field)
            leave_out_hidden(root, styles, seen)
            type_numbers(root, styles, numbering)
            drawings.take(story, root)
            plain_runs(root, styles, seen)
            type_formulas(root)
            head_by_outline(root, styles)
            leave_out_contents(root, styles, seen)
            mark_looks(root, styles)
            plain_tables(root, seen)
            join_capitals(root)
            leave_out_files(root, seen)
    note_margins(parts, seen)
    if style_root is not None:
        plain_styles(style_root)
    seen.finish()
    seen.package = parts.packed()
    seen.looks = drawings.looks
    return seen


def _part(parts: WordParts, kind: str) -> etree._Element | None:
    """Return the root of the part that the text has of a kind, if it has one."""
    return parts.tree(next(parts.related(parts.main, kind), ""))
