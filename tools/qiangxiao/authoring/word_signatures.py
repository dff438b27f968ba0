"""Who wrote a Word text, and the day: signed at its end, labelled at its edges, or in a byline."""

from __future__ import annotations

import re

from qiangxiao.authoring.word_blocks import Block
from qiangxiao.authoring.word_dates import date_free, date_in, opening_day
from qiangxiao.authoring.word_findings import EDGES, Guesses, edge_lines, is_fit, remove_blocks
from qiangxiao.authoring.word_office import (
    OFFICE_END,
    SIGNED,
    is_byline,
    is_tail,
    is_unit,
    offices_in_byline,
    printed_by,
)
from qiangxiao.records.scalars import Line
from qiangxiao.sources.body_plain import MAX_HEADING

# catches "供稿：教导处", "处室: 教务处", spares "供稿", "（供稿）"
_OFFICE = re.compile(r"(?:供稿|来稿|投稿|报送)?(?:处室|部门|科室|单位)?(?:供稿|来稿)?\s*[:：]\s*(.+)")
# catches "供稿", "部门", spares "作者"
OFFICE_LABEL = re.compile(r"(?:供稿|来稿|投稿|报送|处室|部门|科室)")
# What stands beside a day in a line of its own, the hour too, as WeChat prints it:
# catches "发布时间：", "08:30", "", spares "时间紧", "8点半"
_DATE_WORDS = re.compile(r"(?:时间|日期|发布|成稿|供稿)*\s*[:：]?\s*(?:\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?")
# Lines from the end in which a signature is looked for, attachments and copies included; lines it may have.
_TAIL_ROOM, _SIGNATURE_LINES = 9, 4


def take_signature(found: Guesses) -> None:
    """Take who signs at the end, and the day: the unit and the date in lines of their own, or in one."""
    lines = [block for block in found.blocks if block.kind != "note"]
    units: list[str] = []
    days: list[str] = []
    taken: list[Block] = []
    for block in reversed(lines[-_TAIL_ROOM:]):
        unit, day = printed_by(block.text)
        if unit and block.kind == "paragraph" and len(block.text) <= MAX_HEADING:
            units, days = [*units, unit], [*days, date_in(day)]
            taken.append(block)
            continue
        if not taken and (is_tail(block.text) or is_byline(block.text) or not block.text.strip()):
            continue
        parts = [_signature(line) for line in block.text.split("\n") if line.strip()]
        if block.kind != "paragraph" or "](media/" in block.markdown or not parts or None in parts:
            break
        if len(taken) >= _SIGNATURE_LINES:
            break
        for part in reversed(parts):
            assert part is not None
            units += [part[0]] if part[0] else []
            days += [part[1]] if part[1] else []
        taken.append(block)
    is_pushed = any(block.look.startswith("r") for block in taken)
    if not taken or not (days or is_pushed or (units and OFFICE_END.search(units[0]))):
        return
    office = next((unit for unit in units if OFFICE_END.search(unit)), units[0] if units else "")
    if office and is_fit(Line, office):
        found.values["author_office"] = office
    if days:
        found.values["date"] = days[-1] if len(days) > 1 and printed_by(taken[0].text)[0] else days[0]
    found.spent += [block.text for block in taken]
    remove_blocks(found, taken)


def _signature(line: str) -> tuple[str, str] | None:
    """Return unit and day of one line of a signature, either perhaps empty; None for a line of text."""
    words = line.strip("（）() 　\t")
    day = date_in(words)
    rest = re.sub(r"\s+", "", date_free(words)).strip("（）()，,：:") if day else re.sub(r"\s+", "", words)
    # catches "供稿单位：", spares "单位的意见"
    rest = re.sub(r"^(?:供稿|来稿|报送)?(?:单位|部门|处室)?[：:]", "", rest).removesuffix("供稿")
    if not rest:
        return ("", day) if day else None
    # An office's name, not the end of a list: 各备课组 and 我校教务处 are of a sentence.
    if not is_unit(rest) or rest[0] in "各我本由让请以为对和与及在把" or len(rest) > 24:
        return None
    return rest, day


def guess_office(found: Guesses) -> None:
    """Take the office that a line at either end names, with a label or as a signature; else a byline's."""
    for block in edge_lines(found):
        for line in re.split(r"[\n（）()]", block.text):
            words = line.strip()
            labelled = _OFFICE.fullmatch(words) if OFFICE_LABEL.match(words) else None
            is_signature = block in edge_lines(found)[-2:] or words.endswith("供稿") or _is_byline(block.text)
            words = _byline_words(words) if _is_byline(block.text) else words
            signed = SIGNED.match(words) if is_signature else None
            is_whole = signed and not date_free(words[signed.end() :]).removesuffix("供稿").strip()
            office = labelled[1] if labelled else signed[0] if signed and is_whole else ""
            # catches "  ", "，", spares " " (one blank stands within names)
            office = re.split(r"\s{2,}|[，,；;]", date_free(office))[0].strip()
            if office and is_fit(Line, office):
                found.values["author_office"] = office
                _remove_label(found, block, line)
                return
    bylines = [block.text for block in found.blocks if is_byline(block.text)]
    if offices := [office for text in bylines for office in offices_in_byline(text)]:
        found.values["author_office"] = offices[0]


def _is_byline(line: str) -> bool:
    """Tell whether a line says nothing but who wrote and on which day."""
    return bool(date_in(line) and SIGNED.fullmatch(_byline_words(line)))


def _byline_words(line: str) -> str:
    return date_free(line.strip("（）() 　")).strip("（）()，,：: 　")


def _remove_label(found: Guesses, block: Block, line: str) -> None:
    """Drop a line that only says who wrote, and perhaps when; keep the paragraph if it says more."""
    others = [other for other in re.split(r"[\n（）()]", block.text) if other.strip() and other != line]
    if all(date_in(other) and not date_free(other).strip() for other in others):
        if day := date_in(block.text):
            found.values["_byline_date"] = day
        found.blocks.remove(block)


def guess_date(found: Guesses, file_name: str) -> None:
    """Take the day of a line that says nothing else; else a byline's, the file name's, the opening's."""
    for block in edge_lines(found):
        day = date_in(block.text)
        if day and not _DATE_WORDS.sub("", date_free(block.text).strip("（）() 　")).strip():
            found.values["date"] = day
            found.spent.append(block.text)
            found.blocks.remove(block)
            return
    day = str(found.values.pop("_byline_date", "")) or date_in(file_name) or _opening_day(found, file_name)
    if day:
        found.values["date"] = day


def _opening_day(found: Guesses, file_name: str) -> str:
    """Return the day with which the first paragraphs begin; its year may stand in title or file name."""
    texts = [block.text for block in found.blocks if block.kind == "paragraph" and block.text.strip()]
    around = " ".join((*found.spent, str(found.values.get("title", "")), file_name))
    return opening_day(texts[:EDGES], (around, "".join(texts)))
