"""A Word file to the text of an update or a case and its photos: reading, guessing and composing in one.

Writes nothing. What could not be found is marked 待填, and listed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qiangxiao.authoring.formatter import order_keys, write_document
from qiangxiao.authoring.shapes import Key, keys_of
from qiangxiao.authoring.templates import Blank, new_file
from qiangxiao.authoring.word_blocks import Block, body_of
from qiangxiao.authoring.word_guesses import guess
from qiangxiao.authoring.word_headings import own_headings
from qiangxiao.authoring.word_law import missing as missing_words
from qiangxiao.authoring.word_markdown import blocks_of
from qiangxiao.authoring.word_reading import FileRefused, WordText
from qiangxiao.authoring.word_template import is_field_table, outside_template, read_fields
from qiangxiao.foundation.problems import has_errors
from qiangxiao.records.kind import Kind
from qiangxiao.records.places import explain_problem
from qiangxiao.records.scalars import PLACEHOLDER
from qiangxiao.sources.body import read_body
from qiangxiao.sources.document import read_document
from qiangxiao.sources.yaml_reader import Data


@dataclass(frozen=True, slots=True)
class Content:
    """What a Word file says: values of its front matter, its body's blocks, whether it was the template.

    `alts` describe files where a caption did; `words` are all of the source, `spent` those of them that need
    not arrive: hidden ones, the template's own.
    """

    values: dict[str, Data]
    blocks: tuple[Block, ...]
    is_template: bool
    left_out: tuple[str, ...]
    words: tuple[str, ...] = ()
    spent: tuple[str, ...] = ()
    alts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Composed:
    """The text of the new file, the titles of the fields that remain to be filled, what of the source
    is not in it.
    """

    text: str
    missing: tuple[str, ...]
    lost: tuple[str, ...] = ()


def read_content(
    word: WordText, kind: Kind[Any], measures: Sequence[str], file_name: str, files: Sequence[str]
) -> Content:
    """Return what a Word file says; a filled template is
    taken at its word, of another text all is guessed.
    """
    blocks = blocks_of(word, files)
    for at, block in enumerate(blocks):
        if is_field_table(block):
            values, unknown = read_fields(block, kind)
            left_out = tuple(f"表格里的“{label}”不是{kind.label}的字段，没有导入。" for label in unknown)
            own = [text for row in block.rows for text in (*row[:1], *row[2:])]
            before, spent = outside_template(blocks[:at], kind)
            body = (*before, *_remove_marks(blocks[at + 1 :]))
            spent = (*word.dropped, *own, *spent)
            return Content(values, body, True, (*word.left_out, *left_out), word.words, spent)
    guesses = guess(blocks, kind, measures, file_name)
    spent = (*word.dropped, *guesses.spent)
    said = (*word.left_out, *guesses.said)
    return Content(guesses.values, tuple(guesses.blocks), False, said, word.words, spent, guesses.alts)


def _remove_marks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks without the template's own marks where text has been written beside them."""
    kept: list[Block] = []
    for at, block in enumerate(blocks):
        is_mark = block.kind == "paragraph" and block.text == PLACEHOLDER
        neighbours = (*kept[-1:], *blocks[at + 1 : at + 2])
        if not is_mark or all(other.kind in ("heading", "note") for other in neighbours):
            kept.append(block)
    return tuple(kept)


def compose(
    path: str, kind: Kind[Any], content: Content, blank: Blank, photos: Sequence[tuple[str, str]]
) -> Composed:
    """Return the file's text; `photos` are the files and descriptions of its pictures."""
    fresh = read_document(path, new_file(kind, path, blank).encode()).data
    assert isinstance(fresh, dict)
    data = _merge(fresh, content.values, keys_of(kind.model), content.is_template)
    if photos:
        data["photos"] = [{"file": file, "alt": content.alts.get(file, alt)} for file, alt in photos]
    blocks = list(content.blocks)
    body = body_of(_add_headings(blocks, own_headings(kind.text))) or PLACEHOLDER
    errors = [explain_problem(found) for found in read_body(path, body).problems if has_errors((found,))]
    if errors:
        raise FileRefused(f"正文不能导入：{errors[0].message}{errors[0].hint}")
    text = write_document(path, order_keys(data, kind.model), body)
    if read_document(path, text.encode()).problems:
        raise FileRefused("文字太长或太大，放不进一个文件。请拆成几篇。")
    missing = tuple(missing_titles(data, keys_of(kind.model)))
    lost = missing_words(content.words, (text,), content.spent)
    return Composed(text, (*missing, *(["正文"] if PLACEHOLDER in body else [])), tuple(lost))


def _merge(
    fresh: dict[str, Data], values: dict[str, Data], keys: Sequence[Key], is_template: bool
) -> dict[str, Data]:
    """Return the values over a fresh file's marks. Who
    left an optional field of a template empty meant it.
    """
    data: dict[str, Data] = {}
    for key in keys:
        given, mark = values.get(key.name), fresh.get(key.name)
        if isinstance(mark, dict) and key.shape.model is not None and not key.shape.is_list:
            inner = given if isinstance(given, dict) else {}
            data[key.name] = _merge(mark, inner, keys_of(key.shape.model), is_template)
        elif given is not None:
            data[key.name] = given
        elif mark is not None and (key.is_mandatory or not is_template):
            is_guessed_day = key.shape.scalar is not None and key.shape.scalar.name == "date"
            data[key.name] = PLACEHOLDER if is_guessed_day else mark
    return data


def missing_titles(data: Data, keys: Sequence[Key], before: str = "") -> list[str]:
    """Return the titles of the fields that hold the mark of a place to be filled."""
    found: list[str] = []
    if not isinstance(data, dict):
        return found
    for key in keys:
        value = data.get(key.name)
        model = key.shape.model
        if isinstance(value, dict) and model is not None:
            found += missing_titles(value, keys_of(model), f"{key.title}：")
        elif model is not None and isinstance(value, list):
            found += sorted({title for item in value for title in missing_titles(item, keys_of(model))})
        elif value == PLACEHOLDER or value == [PLACEHOLDER]:
            found.append(before + key.title)
    return found


def _add_headings(blocks: list[Block], headings: Sequence[str]) -> list[Block]:
    """Return the blocks with the headings that are missing, each with a place to be filled."""
    out = list(blocks)
    present = [block.text for block in blocks if block.kind == "heading"]
    for number, heading in enumerate(headings):
        if heading in present:
            continue
        later = headings[number + 1 :]
        at = next((index for index, block in enumerate(out) if _belongs_behind(block, later)), len(out))
        out[at:at] = [Block("heading", heading, heading, 1), Block("paragraph", PLACEHOLDER, PLACEHOLDER)]
    return out


def _belongs_behind(block: Block, later_headings: Sequence[str]) -> bool:
    """Tell whether a block belongs behind a heading: one
    of the headings that follow it, or an editor's note.
    """
    return (block.kind == "heading" and block.text in later_headings) or block.kind == "note"
