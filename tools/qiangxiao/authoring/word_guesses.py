"""The blocks of a Word text to what its front matter may say, and to the blocks that remain its body.

A guess is only a guess: whoever imports is told each one. What is not found is not made up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError

from qiangxiao.authoring.word_captions import take_captions
from qiangxiao.authoring.word_forms import form_values
from qiangxiao.authoring.word_headings import NUMBERING, SECTIONS, section_of, with_headings
from qiangxiao.authoring.word_markdown import Block
from qiangxiao.authoring.word_office import (
    OFFICE_END,
    is_byline,
    is_tail,
    is_unit,
    join_title,
    offices_in_byline,
    printed_by,
    read_head,
)
from qiangxiao.foundation.dates import YEARS
from qiangxiao.records.scalars import Line, Summary
from qiangxiao.sources.body_plain import MAX_HEADING, is_title_like
from qiangxiao.sources.yaml_reader import Data

# catches "2026年10月12日", "2026.10.12", spares "2026年10月", "1026-10-12", "2026-10-123"
_DATE = re.compile(r"((?:19|20)\d\d)\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})(?!\d)\s*日?")
# catches "稿20261012", spares "120261012", "202610123"
_COMPACT_DATE = re.compile(r"(?<!\d)(20\d\d)(\d\d)(\d\d)(?!\d)")
# catches "二〇二六年十月十二日", spares "二〇二六年", "2026年十月十二日"
_CHINESE_DATE = re.compile(
    r"([二一〇○零九][〇○零一二三四五六七八九]{3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_DIGITS = {
    char: str(number) for number, chars in enumerate(("〇○零", *"一二三四五六七八九")) for char in chars
}
# catches "供稿：教导处", "处室: 教务处", spares "供稿", "（供稿）"
_OFFICE = re.compile(r"(?:供稿|来稿|投稿|报送)?(?:处室|部门|科室|单位)?(?:供稿|来稿)?\s*[:：]\s*(.+)")
# catches "供稿", "部门", spares "作者"
_OFFICE_LABEL = re.compile(r"(?:供稿|来稿|投稿|报送|处室|部门|科室)")
# catches "教导处", "课程中心", spares "处室：", "张老师"
_SIGNED = re.compile(r"[\u4e00-\u9fff]{1,16}(?:处|室|部|组|中心)")
# catches "发布时间：", "", spares "时间紧"
_DATE_WORDS = re.compile(r"(?:时间|日期|发布|成稿|供稿)*\s*[:：]?")
# catches "摘 要：", "【摘要】", "内容提要", spares "概要"
_SUMMARY = re.compile(r"[【\[〔]?\s*(?:内容)?(?:摘\s*要|提\s*要)\s*[】\]〕]?\s*[:：]?\s*")
_NO_MARKUP = str.maketrans("<>", "＜＞")  # front matter takes no half-width ones
_NARROW = str.maketrans("０１２３４５６７８９－．／", "0123456789-./")
_EDGES = 6  # paragraphs at either end in which an office or a date is looked for
_MAX_SUMMARY, _SHORTEST_SUMMARY, _SHORTEST_TITLE = 120, 10, 5
_SHORTEST_SHARED = 4  # characters of a measure's name that a text shares with it to mean it
_MAX_MEASURES = 3  # a text about more measures than these is about none in particular
# Lines from the end in which a signature is looked for, attachments and copies included; lines it may have.
_TAIL_ROOM, _SIGNATURE_LINES = 9, 4
# The day of what is told: catches "2026年10月12日，我校" and "10月12日下午", spares "我们从10月12日开始".
_OPENING_DAY = re.compile(r"[\s　]*(?:(20\d\d)\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*日")
# catches "2026年春", spares "120268"
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
# catches "【关键词】", spares "本文的关键词"
_KEYWORDS = re.compile(r"[【\[]?\s*关\s*键\s*[词字]")


@dataclass
class Guesses:
    """What was guessed, by key, and the blocks that remain. Methods take from `blocks` what they use up.

    `said` are sentences on what was changed, `spent` the words that something else now says, `alts` the
    descriptions of files that captions gave.
    """

    blocks: list[Block]
    values: dict[str, Data] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    spent: list[str] = field(default_factory=list)
    alts: dict[str, str] = field(default_factory=dict)


def guess(blocks: Sequence[Block], is_case: bool, measures: Sequence[str], file_name: str) -> Guesses:
    """Return what the text says about itself."""
    described, alts, captions = take_captions(blocks)
    headed, renamed = with_headings(described, is_case)
    found = Guesses(headed, spent=captions, alts=alts)
    for words, heading in renamed:
        found.said.append(f"小标题“{words}”改成了案例的小标题“{heading}”。")
        found.spent.append(words)
    _take_head(found)
    if "title" not in found.values:
        _guess_title(found)
    _take_signature(found)
    if "author_office" not in found.values:
        _guess_office(found)
    if "date" not in found.values:
        _guess_date(found, file_name)
    if is_case:
        _take_sections(found)
    _guess_summary(found)
    for name, text in form_values(blocks, date_in).items():
        if _is_fit(Summary if name == "summary" else Line, text.translate(_NO_MARKUP)):
            found.values[name] = text.translate(_NO_MARKUP)
    everything = "\n".join([str(found.values.get("title", "")), *(block.text for block in blocks)])
    if likely := likely_measures(everything, measures):
        found.values["measures"] = list(likely)
    return found


def likely_measures(text: str, measures: Sequence[str]) -> tuple[str, ...]:
    """Return the measures that a text names; else those
    with whose names it shares most words, at most three.
    """
    bare = re.sub(r"\s+", "", text)
    if named := tuple(name for name in measures if name in bare):
        return named
    shared = {name: _longest_shared(name, bare) for name in measures}
    best = sorted(
        (name for name in measures if shared[name] >= _SHORTEST_SHARED), key=lambda name: -shared[name]
    )
    return tuple(name for name in measures if name in best[:_MAX_MEASURES])


def _longest_shared(name: str, text: str) -> int:
    return max(
        (
            end - start
            for start in range(len(name))
            for end in range(start + 1, len(name) + 1)
            if name[start:end] in text
        ),
        default=0,
    )


def _is_fit(kind: Any, text: str) -> bool:
    try:
        TypeAdapter(kind).validate_python(text)
    except ValidationError:
        return False
    return True


def _take_head(found: Guesses) -> None:
    """Take the title that its style, size or place shows, and what an office writes above and below it."""
    lines = [block for block in found.blocks if block.kind != "note"]
    is_day_line = [
        _is_label(block.text) or (is_unit(block.text) and block.look[1:] in ("", "0")) for block in lines
    ]
    head = read_head(lines, is_day_line)
    title = join_title(head.title).translate(_NO_MARKUP)
    if head.title and _is_fit(Line, title):
        found.values["title"] = title
        found.spent += [block.text for block in head.title]
        _remove(found, head.title)
    for block in (*head.furniture, *head.addressee):
        what = "抬头" if block in head.addressee else "版头"
        words = re.sub(r"\s+", " ", block.text).strip()
        found.said.append(f"{what}“{words}”没有放进正文。")
        found.spent.append(block.text)
    _remove(found, (*head.furniture, *head.addressee))
    found.blocks = [
        replace(block, level=1) if block.kind == "heading" and not block.level else block
        for block in found.blocks
    ]


def _remove(found: Guesses, gone: Sequence[Block]) -> None:
    """Take blocks out, each one once: two may say the same."""
    for block in gone:
        at = next(at for at, other in enumerate(found.blocks) if other is block or other == block)
        del found.blocks[at]


def _take_signature(found: Guesses) -> None:
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
    if office and _is_fit(Line, office):
        found.values["author_office"] = office
    if days:
        found.values["date"] = days[-1] if len(days) > 1 and printed_by(taken[0].text)[0] else days[0]
    found.spent += [block.text for block in taken]
    _remove(found, taken)


def _signature(line: str) -> tuple[str, str] | None:
    """Return unit and day of one line of a signature, either perhaps empty; None for a line of text."""
    words = line.strip("（）() 　\t")
    day = date_in(words)
    rest = re.sub(r"\s+", "", _date_free(words)).strip("（）()，,：:") if day else re.sub(r"\s+", "", words)
    # catches "供稿单位：", spares "单位的意见"
    rest = re.sub(r"^(?:供稿|来稿|报送)?(?:单位|部门|处室)?[：:]", "", rest).removesuffix("供稿")
    if not rest:
        return ("", day) if day else None
    # An office's name, not the end of a list: 各备课组 and 我校教务处 are of a sentence.
    if not is_unit(rest) or rest[0] in "各我本由让请以为对和与及在把" or len(rest) > 24:
        return None
    return rest, day


def _guess_title(found: Guesses) -> None:
    """Take the title: by its style; else the first heading
    or bold line near the start; else a short first line.
    """
    start = [block for block in found.blocks[:_EDGES] if block.text and not _is_label(block.text)]
    choices = [block for block in found.blocks if block.kind == "heading" and block.level == 0]
    if start and start[0].kind == "paragraph" and len(start) > 1 and _is_first_line(start[0]):
        choices.append(start[0])
    choices += [
        block
        for block in start
        if block.kind == "heading" and not section_of(block.text) and not NUMBERING.match(block.text)
    ]
    if start and start[0].kind == "paragraph" and is_title_like(start[0].text) and len(found.blocks) > 1:
        choices.append(start[0])
    for block in choices:
        title = block.text.translate(_NO_MARKUP)
        if _is_fit(Line, title):
            found.values["title"] = title
            found.blocks.remove(block)
            break
    found.blocks = [
        replace(block, level=1) if block.kind == "heading" and not block.level else block
        for block in found.blocks
    ]


def _is_first_line(block: Block) -> bool:
    """Tell whether the first paragraph is a title over a text
    with headings, and not the name of a school or office.
    """
    is_short = (
        is_title_like(block.text) and len(block.text) >= _SHORTEST_TITLE and "](media/" not in block.markdown
    )
    # catches "示例中学", "校园动态", "研讨会纪实（一）", spares "一堂好课"
    return is_short and not re.search(
        r"(?:学校|中学|小学|初中|处|室|组|简报|动态|信息)$|[（(].*[)）]$", block.text
    )


def _is_label(line: str) -> bool:
    bare = line.strip("（）() ")
    # a line with a date and little else is a signature; a longer one is a sentence that names a day
    return bool(_SUMMARY.match(line) or _OFFICE_LABEL.match(bare) or (date_in(bare) and len(bare) < 30))


def _edge_lines(found: Guesses) -> list[Block]:
    """Return the short paragraphs at the start and at the end, where a text says who wrote it and when."""
    blocks = [block for block in found.blocks if block.kind != "note"]
    edges = blocks[:_EDGES] + blocks[max(_EDGES, len(blocks) - 4) :]
    return [block for block in edges if block.kind == "paragraph" and 0 < len(block.text) <= MAX_HEADING]


def _guess_office(found: Guesses) -> None:
    for block in _edge_lines(found):
        for line in re.split(r"[\n（）()]", block.text):
            words = line.strip()
            labelled = _OFFICE.fullmatch(words) if _OFFICE_LABEL.match(words) else None
            is_signature = (
                block in _edge_lines(found)[-2:] or words.endswith("供稿") or _is_byline(block.text)
            )
            words = _byline_words(words) if _is_byline(block.text) else words
            signed = _SIGNED.match(words) if is_signature else None
            is_whole = signed and not _date_free(words[signed.end() :]).removesuffix("供稿").strip()
            office = labelled[1] if labelled else signed[0] if signed and is_whole else ""
            # catches "  ", "，", spares " " (one blank stands within names)
            office = re.split(r"\s{2,}|[，,；;]", _date_free(office))[0].strip()
            if office and _is_fit(Line, office):
                found.values["author_office"] = office
                _remove_label(found, block, line)
                return
    bylines = [block.text for block in found.blocks if is_byline(block.text)]
    if offices := [office for text in bylines for office in offices_in_byline(text)]:
        found.values["author_office"] = offices[0]


def _is_byline(line: str) -> bool:
    """Tell whether a line says nothing but who wrote and on which day."""
    return bool(date_in(line) and _SIGNED.fullmatch(_byline_words(line)))


def _byline_words(line: str) -> str:
    return _date_free(line.strip("（）() 　")).strip("（）()，,：: 　")


def _guess_date(found: Guesses, file_name: str) -> None:
    for block in _edge_lines(found):
        day = date_in(block.text)
        if day and not _DATE_WORDS.sub("", _date_free(block.text).strip("（）() 　")).strip():
            found.values["date"] = day
            found.blocks.remove(block)
            return
    day = str(found.values.pop("_byline_date", "")) or date_in(file_name) or _opening_day(found, file_name)
    if day:
        found.values["date"] = day


def _opening_day(found: Guesses, file_name: str) -> str:
    """Return the day with which the first paragraphs begin; a year it does not name is the
    last one named before.
    """
    texts = [block.text for block in found.blocks if block.kind == "paragraph" and block.text.strip()]
    for text in texts[:_EDGES]:
        if match := _OPENING_DAY.match(text.translate(_NARROW)):
            around = " ".join((*found.spent, str(found.values.get("title", "")), file_name))
            years = _YEAR.findall(around.translate(_NARROW)) or _YEAR.findall(
                "".join(texts).translate(_NARROW)
            )
            year = match[1] or (years[0] if years else "")
            return _iso(int(year), int(match[2]), int(match[3])) if year else ""
    return ""


def _remove_label(found: Guesses, block: Block, line: str) -> None:
    """Drop a line that only says who wrote, and perhaps when; keep the paragraph if it says more."""
    others = [other for other in re.split(r"[\n（）()]", block.text) if other.strip() and other != line]
    if all(date_in(other) and not _date_free(other).strip() for other in others):
        if day := date_in(block.text):
            found.values["_byline_date"] = day
        found.blocks.remove(block)


def _date_free(text: str) -> str:
    return _CHINESE_DATE.sub("", _DATE.sub("", text.translate(_NARROW))).strip()


def date_in(text: str) -> str:
    """Return the first possible date in a text as `YYYY-MM-DD`, or the empty string."""
    plain = text.translate(_NARROW)
    for pattern in (_DATE, _COMPACT_DATE):
        for match in pattern.finditer(plain):
            if day := _iso(int(match[1]), int(match[2]), int(match[3])):
                return day
    if written := _CHINESE_DATE.search(text):
        year = int("".join(_DIGITS.get(char, "0") for char in written[1]))
        return _iso(year, _number(written[2]), _number(written[3]))
    return ""


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat() if year in YEARS else ""
    except ValueError:
        return ""


def _number(text: str) -> int:
    """Return a Chinese number below one hundred."""
    tens, ten, ones = text.rpartition("十")
    return (int(_DIGITS.get(tens, "1")) * 10 if ten else 0) + int(_DIGITS.get(ones, "0"))


def _take_sections(found: Guesses) -> None:
    """Move what stands under 适用条件, 局限 and 教训 to the front matter."""
    kept: list[Block] = []
    taken: dict[str, list[str]] = {}
    name = ""
    for block in found.blocks:
        if block.kind == "heading":
            section = section_of(block.text)
            name = SECTIONS.get(section, "") if section or block.level <= 2 else name
            if section in SECTIONS:
                continue
        if name and block.kind in ("paragraph", "list", "heading") and "](media/" not in block.markdown:
            taken.setdefault(name, []).append(block.text)
        else:
            kept.append(block)
    found.blocks = kept
    for name, texts in taken.items():
        found.values[name] = "\n".join(texts)


def _guess_summary(found: Guesses) -> None:
    for at, block in enumerate(found.blocks):
        label = _SUMMARY.match(block.text)
        if not label or block.kind not in ("paragraph", "heading"):
            continue
        rest = block.text[label.end() :]
        used = [block]
        if not rest and at + 1 < len(found.blocks) and found.blocks[at + 1].kind == "paragraph":
            used.append(found.blocks[at + 1])
            rest = used[1].text
        elif not rest or not re.search(r"[:：】\]]", label[0]):
            continue
        if summary := _shorten(rest):
            found.values["summary"] = summary
            if len(re.sub(r"\s+", " ", rest)) <= _MAX_SUMMARY:
                found.blocks = [other for other in found.blocks if other not in used]
            return
    paragraphs = (
        block.text
        for block in found.blocks
        if block.kind == "paragraph"
        and len(block.text) >= _SHORTEST_SUMMARY
        and not (is_byline(block.text) or is_tail(block.text) or _KEYWORDS.match(block.text))
    )
    if summary := _shorten(next(paragraphs, "")):
        found.values["summary"] = summary


def _shorten(text: str) -> str:
    """Return a text as one line of at most 120 characters, cut at the end of a sentence or clause."""
    line = re.sub(r"\s+", " ", text).strip().translate(_NO_MARKUP)
    if len(line) > _MAX_SUMMARY:
        cut = line[: _MAX_SUMMARY - 1]
        end = max(cut.rfind(mark) for mark in "。！？")
        clause = max(cut.rfind(mark) for mark in "；，、")
        line = line[: end + 1] if end > 0 else f"{cut[: clause if clause > 0 else len(cut)]}…"
    return line if _is_fit(Summary, line) else ""
