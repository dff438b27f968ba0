"""A plan, a diagnosis, support or teaching from Word or Excel: the record's data, its text, and what was not
understood.

Every word of the source is in the file, or listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from qiangxiao.authoring.formatter import order_keys, write_document
from qiangxiao.authoring.shapes import keys_of
from qiangxiao.authoring.table_data import complete, ids_of, put_item, titles_missing
from qiangxiao.authoring.table_grids import Grid
from qiangxiao.authoring.table_grids import Item as Stretch
from qiangxiao.authoring.table_heads import Place, find_heads, identifying, names_of, places_of
from qiangxiao.authoring.table_items import Item, Known, bare_name, is_counted
from qiangxiao.authoring.table_lines import (
    LONGEST_LINE,
    Lines,
    head_words,
    is_head,
    lines_of,
    section_end,
    take_line,
    take_pairs,
    take_sections,
)
from qiangxiao.authoring.table_plan import (
    give_ids,
    propose_directions,
    propose_terms,
    refer_to_goals,
    set_days,
    set_targets,
)
from qiangxiao.authoring.table_rows import RowReader
from qiangxiao.authoring.table_text import body_of_rest, sections_of_rest
from qiangxiao.authoring.word_blocks import Block
from qiangxiao.authoring.word_findings import Guesses
from qiangxiao.authoring.word_headings import with_headings
from qiangxiao.authoring.word_law import missing as missing_words
from qiangxiao.authoring.word_signatures import guess_date, take_signature
from qiangxiao.authoring.word_text import escape
from qiangxiao.authoring.word_titles import guess_title, take_head
from qiangxiao.records.kind import Kind
from qiangxiao.records.scalars import PLACEHOLDER
from qiangxiao.sources.body_plain import is_title_like
from qiangxiao.sources.document import Document

SECTIONS = "sections"
"""The list of a record without a body that keeps the text between its tables."""


@dataclass(frozen=True, slots=True)
class Source:
    """What is read: its stretches, all its words, what was left out already, and its file's name."""

    stretches: Sequence[Stretch]
    words: Sequence[str]
    left_out: Sequence[str]
    file_name: str = ""
    dropped: Sequence[str] = ()
    has_edges: bool = True
    """Above and below its text it may have what an office writes there: a title, a letterhead, a
    signature.
    """


@dataclass
class Read:
    """A record as read: its file's text, the counts of its lists, sentences for whoever imports."""

    text: str
    counts: list[tuple[str, int]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


@dataclass
class _Draft:
    kind: Kind[Any]
    known: Known
    lines: Lines = field(default_factory=Lines)
    items: list[Item] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    spent: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    @property
    def model(self) -> type[BaseModel]:
        return self.kind.model


def read_record(
    source: Source,
    kind: Kind[Any],
    path: str,
    known: Known,
    day: str,
    before: Document | None = None,
) -> Read:
    """Return the record that a file holds; of the file there is the ids are kept, and the body where the new
    one has none.
    """
    draft = _Draft(kind, known)
    rest = _take_edges(draft, source) if source.has_edges else list(source.stretches)
    rest = [stretch for stretch in rest if not _take_stretch(draft, stretch)]
    rest = take_sections(draft.lines, draft.model, rest)
    rest = _take_listed(draft, rest)
    values = draft.lines.values
    known_data = before.data if before and isinstance(before.data, dict) else {}
    ids = ids_of(known_data, draft.model)
    goal = next((place for place in places_of(draft.model) if place.key.name == "objectives"), None)
    draft.said += refer_to_goals(draft.items, Item(goal, "") if goal else None, ids)
    give_ids([item for item in draft.items if "id" not in item.values], ids)
    if "title" in {key.name for key in keys_of(draft.model)}:
        set_days(values, draft.said)
    set_targets(draft.items, values, draft.said)
    draft.said += propose_directions(draft.items)
    draft.said += propose_terms(draft.items, known)
    for item in draft.items:
        draft.said += item.said
        draft.spent += item.spent
        put_item(values, item)
    if "as_of" not in values and any(key.name == "as_of" for key in keys_of(draft.model)):
        values["as_of"] = day
        draft.said.append(f"没有写明数据截至哪一天，先写成 {day}，请核对。")
    body = ""
    kept, bare = sections_of_rest(rest, draft.left)
    if path.endswith(".md"):
        body, bare = body_of_rest(rest, draft.left)
        body = body or (before.body if before else "") or PLACEHOLDER
    elif kept and any(key.name == SECTIONS for key in keys_of(draft.model)):
        values[SECTIONS] = kept
    draft.spent += bare
    data = complete(values, keys_of(draft.model))
    text = write_document(path, order_keys(data, draft.model), body)
    missing = [*titles_missing(data, draft.model), *(["正文"] if body == PLACEHOLDER else [])]
    spent = [*source.dropped, *draft.spent, *draft.lines.spent]
    lost = list(missing_words(source.words, (text,), spent))
    said = [*source.left_out, *draft.lines.said, *draft.said]
    return Read(text, list(_counts(draft)), list(dict.fromkeys(said)), missing, lost)


def _take_edges(draft: _Draft, source: Source) -> list[Stretch]:
    """Take the title, the letterhead and the signature; return what remains, with its headings."""
    grids = {id(one.block): one for one in source.stretches if isinstance(one, Grid)}
    blocks = [one.block if isinstance(one, Grid) else one for one in source.stretches]
    own = _Headings(draft.model)
    headed, _ = with_headings(blocks, None)
    found = Guesses([own.as_heading(block) for block in headed])
    take_head(found)
    if "title" not in found.values and found.blocks and found.blocks[0].kind != "table":
        guess_title(found)
        if title := str(found.values.get("title", "")):
            found.spent.append(title)
    take_signature(found)
    if "date" not in found.values:
        guess_date(found, source.file_name)
    names = {key.name for key in keys_of(draft.model)}
    for name, value in found.values.items():
        key = name if name in names else "as_of" if name == "date" and "as_of" in names else ""
        key = draft.kind.dated_by if name == "date" and not key else key
        if key and not (name == "date" and draft.kind.dated_by == "starts_on" and key == "starts_on"):
            draft.lines.values.setdefault(key, value)
    draft.said += found.said
    draft.spent += found.spent
    return [grids.get(id(block), block) for block in found.blocks]


@dataclass
class _Headings:
    """Lines that are nothing but the name of a list of the record stand as headings."""

    model: type[BaseModel]

    def as_heading(self, block: Block) -> Block:
        """Return a line that names a list of the record as a heading, and any other as it is."""
        is_short = block.kind == "paragraph" and len(block.text) <= LONGEST_LINE // 5
        words = head_words(block) if is_short else ""
        names = {
            name for key in keys_of(self.model) if key.shape.is_list for name in names_of(self.model, key)
        }
        if not words or words not in names or is_head(block):
            return block
        return Block("heading", block.text, escape(block.text), 2)


def _take_stretch(draft: _Draft, stretch: Stretch) -> bool:
    """Take a table, or a line that names a field; tell whether nothing of it remains."""
    if isinstance(stretch, Grid):
        return _take_grid(draft, stretch)
    if stretch.kind != "paragraph":
        return False
    lines = [line for line in stretch.text.split("\n") if line.strip()]
    # All lines of a paragraph, or none: half a paragraph is no text.
    trial = Lines()
    if not lines or not all(take_line(trial, draft.model, line, draft.known) for line in lines):
        return False
    return all(take_line(draft.lines, draft.model, line, draft.known) for line in lines)


def _take_grid(draft: _Draft, grid: Grid) -> bool:
    heads = find_heads(grid, draft.model)
    first = heads[0].row if heads else len(grid.rows)
    before = len(draft.lines.spent)
    rest = take_pairs(draft.lines, draft.model, grid, first, draft.known)
    if not heads and len(draft.lines.spent) == before:
        words = "、".join(text for text in grid.rows[0] if text.strip())
        draft.said.append(f"{grid.place}没有认出来（第一行是“{words}”），没有变成数据。")
        return False
    names = {key.name for key in keys_of(draft.model)}
    if rest and "title" in names and "title" not in draft.lines.values and is_title_like(rest[0]):
        draft.lines.values["title"] = rest.pop(0)  # alone in its row, above the first head
    draft.left += rest
    ends = [*(head.row for head in heads[1:]), len(grid.rows)]
    for head, end in zip(heads, ends, strict=False):
        reader = RowReader(grid, head, draft.model, draft.known)
        reader.read(end)
        draft.items += reader.items
        draft.said += reader.said
        draft.spent += reader.spent
        draft.left += reader.left
        if not reader.items:
            draft.said.append(f"{grid.place}只有表头，没有内容。")
    return True


def _take_listed(draft: _Draft, rest: list[Stretch]) -> list[Stretch]:
    """Take goals or problems that stand as points under a heading, where no table has them."""
    kept: list[Stretch] = []
    at = 0
    while at < len(rest):
        stretch = rest[at]
        place = _place_named(draft, stretch)
        end = section_end(rest, at)
        section = rest[at + 1 : end]
        if place is not None and isinstance(stretch, Block):
            heads = [one.text for one in section if isinstance(one, Block) and one.kind == "heading"]
            lines = lines_of(section)
            points = heads or [line for line in lines if len(lines) == 1 or _is_point(section, line)]
            for text in points:
                draft.items.append(Item(place, f"“{stretch.text}”", {identifying(place): bare_name(text)}))
            if points and not heads and len(points) == len(lines):
                draft.spent += [stretch.text, *lines]
                at = end
                continue
        kept.append(stretch)
        at += 1
    return kept


def _is_point(section: Sequence[Stretch], line: str) -> bool:
    in_list = any(isinstance(one, Block) and one.kind == "list" and line in one.text for one in section)
    return in_list or is_counted(line)


def _place_named(draft: _Draft, stretch: Stretch) -> Place | None:
    """Return the list that a heading names, if its items need no more than their wording and it is empty."""
    if not is_head(stretch):
        return None
    words = head_words(stretch)
    filled = {item.place for item in draft.items}
    for place in places_of(draft.model):
        simple = {key.name for key in keys_of(place.model) if key.is_mandatory} - {"id", "area"}
        if place not in filled and simple == {identifying(place)} and words in place.names:
            return place
    return None


def _counts(draft: _Draft) -> Iterator[tuple[str, int]]:
    for place in places_of(draft.model):
        if count := sum(item.place == place for item in draft.items):
            yield place.title, count
