"""What an office writes around a text: letterhead and number, title, address, signature, who
wrote and who checked.

Reads lines, takes none away: `word_guesses` does. Every pattern has an example it catches and one it spares.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qiangxiao.authoring.word_blocks import Block
from qiangxiao.sources.body_plain import is_title_like, rank_of

# 锦河中〔2026〕12号, 成教〔2026〕 3 号; not 2026年12号楼.
_NUMBER = re.compile(r"[\u4e00-\u9fffA-Za-z]{1,16}\s*[〔\[（(【﹝]\s*20\d\d\s*[〕\]）)】﹞]\s*\d{1,4}\s*号")
# 第3期, （2026年第3期，总第12期）; not 第3期培训班开班.
_ISSUE = re.compile(
    r"[（(]?\s*(?:20\d\d年\s*)?第?\s*[\d一二三四五六七八九十]{1,4}\s*期\s*[（(，,]?\s*(?:总第?\s*\d{1,5}\s*期)?\s*[）)]?"
)
# 河畔中学文件, 某某学校（初中部）文件, 强校工程工作简报; not 关于印发文件的说明.
_LETTERHEAD = re.compile(
    r"[\u4e00-\u9fff“”·（）()\s]{2,24}(?:文\s*件|简\s*报|动\s*态|信\s*息|通\s*讯|专\s*报|快\s*报|周\s*报|月\s*报)"
)
# ★内部资料 注意保存, 特急, 送审稿, 原创 河畔中学; not 公开课展示周.
_MARK = re.compile(
    r"[★☆]?\s*(?:内部资料.{0,12}|特\s*急|加\s*急|平\s*急|公开|不公开|依申请公开|征求意见稿|初稿|定稿|送审稿"
    r"|原创(?:[\s　]+.{1,20})?)"
)
# 各处室、各年级组：, 区教育局：; not 具体做法如下：.
_ADDRESSEE = re.compile(
    r"(?:尊敬的)?[\u4e00-\u9fff、，,（）()\d\s]{1,60}(?:学校|中学|处室|科室|年级组?|教研组|备课组|局|科|处|办|单位|部门|同志|老师|领导|家长|编辑)(?:们)?[：:]"
)
_BYLINE = re.compile(
    r"(?:[（(]\s*)?(?:文字|图文|图片|供图|摄影|撰稿|供稿|通讯员|作者|来源|编辑|责编|排版|美编|校对|审核|初审|复审|终审|一审|二审|三审|签发|监制)\s*[：:丨|/／]"
)
_AUTHOR = re.compile(
    r"[（(]?\s*(?:作者[：:]\s*)?[\u4e00-\u9fff·\s]{2,30}(?:学校|"
    r"中学|初中)[\s　,，:：]*[\u4e00-\u9fff·\s、]{2,16}[）)]?"
)
# Names that say by themselves which office it is: 工会 may sign alone, 处 may not.
_BODIES = "工会|团委|党委|党总支|团总支|党支部|团支部|少工委|学生会|家委会"
_UNIT = re.compile(
    r"[\u4e00-\u9fff（）()]{2,30}(?:学校|中学|小学|初中|处|室|部|组|中心|办公室|委员会|局|科|学区|集团|支部|大队)"
    rf"|[\u4e00-\u9fff（）()]{{0,30}}(?:{_BODIES})"
)
OFFICE_END = re.compile(rf"(?:处|室|部|组|中心|办公室|委员会|支部|{_BODIES})$")
# An office that signs; catches "教导处", "课程中心", "工会", spares "处室：", "张老师"
SIGNED = re.compile(rf"[\u4e00-\u9fff]{{1,16}}(?:处|室|部|组|中心)|[\u4e00-\u9fff]{{0,14}}(?:{_BODIES})")
_TAIL = re.compile(
    r"(?:附\s*件\s*[：:\d一二三]|附[：:]|抄\s*[送报]\s*[：:]|主题词|联系人|联系电话|（联系|（此件|（共印)"
)
_PRINTED = re.compile(
    r"(?P<unit>[\u4e00-\u9fff]{2,30}?)[\s　]*(?P<day>20\d\d年\d{1,2}月\d{1,2}日)[\s　]*印发"
)
_LONG_TEXT = 60
_LONGEST_LETTERHEAD = 26  # a district, a town, a school and its part, and 文件
_LONGEST_TITLE = 80
_ZONE = 14
_MAX_TITLE_LINES = 3


@dataclass(frozen=True, slots=True)
class Head:
    """The lines above a text: those of the title, those that only are letterhead, the addressee."""

    title: tuple[Block, ...] = ()
    furniture: tuple[Block, ...] = ()
    addressee: tuple[Block, ...] = ()


def read_head(blocks: Sequence[Block], is_day_line: Sequence[bool]) -> Head:
    """Return what stands above the text; `is_day_line` says which blocks name an office or a day."""
    furniture: list[Block] = []
    addressee: list[Block] = []
    candidates: list[Block] = []
    for at, block in enumerate(blocks[:_ZONE]):
        text = re.sub(r"\s+", " ", block.text).strip()
        is_titled = any(other.kind == "heading" and other.level == 0 for other in candidates)
        is_heading = block.kind == "heading" and block.level > 0 and (is_titled or bool(rank_of(text)))
        if block.kind not in ("paragraph", "heading") or is_heading or "](media/" in block.markdown:
            if block.kind == "paragraph" and not text:
                continue
            break
        if not text:
            continue
        if (
            _NUMBER.fullmatch(text)
            or _ISSUE.fullmatch(text)
            or _MARK.fullmatch(text)
            or (_LETTERHEAD.fullmatch(text) and len(text) <= _LONGEST_LETTERHEAD and (block.look or at < 2))
        ):
            furniture.append(block)
        elif _ADDRESSEE.fullmatch(text) and candidates:
            addressee.append(block)
            break
        elif is_day_line[at] or _BYLINE.match(text):
            continue
        elif len(text) > _LONG_TEXT or text[-1] in "。；！？" or rank_of(text):
            break
        elif _AUTHOR.fullmatch(text) and candidates:
            continue
        elif is_title_like(text) or (block.look.startswith("c") and len(text) <= _LONG_TEXT):
            candidates.append(block)
    title = _title_of(candidates)
    if not title and furniture:
        # Nothing but a letterhead above the text: then that is its title.
        heads = [
            block for block in furniture if _LETTERHEAD.fullmatch(re.sub(r"\s+", " ", block.text).strip())
        ]
        title = tuple(heads[:1])
        furniture = [block for block in furniture if block not in title]
    return Head(title, tuple(furniture), tuple(addressee))


def _title_of(candidates: Sequence[Block]) -> tuple[Block, ...]:
    """Return the lines of the title among the short lines at the start: the style says it,
    else size, else nothing.
    """
    styled = [block for block in candidates if block.kind == "heading" and block.level == 0]
    best = max((_weight(block) for block in candidates), default=0)
    if styled:
        lines = styled[:1]
    elif best:
        lines = [next(block for block in candidates if _weight(block) == best)]
    else:
        return ()
    at = candidates.index(lines[0])
    for block in candidates[at + 1 : at + _MAX_TITLE_LINES]:
        is_subtitle = re.match(r"[—–―-]{1,2}", block.text.strip()) is not None
        is_same = _shape(block) == _shape(lines[0])
        if not (is_subtitle or (is_same and (styled or best))):
            break
        lines.append(block)
    while len(lines) > 1 and len(join_title(lines)) > _LONGEST_TITLE:
        lines.pop()
    return tuple(lines)


def _shape(block: Block) -> tuple[object, ...]:
    return block.look, block.kind, block.level, block.is_bold


def _weight(block: Block) -> int:
    """Return how much a line looks like a title: larger letters count most, then the middle, then bold."""
    size = int(block.look[1:] or 0) if block.look else 0
    return size * 4 + 2 * block.look.startswith("c") + (block.is_bold and bool(block.look))


def join_title(lines: Sequence[Block]) -> str:
    """Return the lines of a title as one: Latin words keep a space between them, Chinese ones have none."""
    out = ""
    for block in lines:
        text = re.sub(r"\s+", " ", block.text).strip()
        text = re.sub(r"^[—–―-]{1,2}\s*", "——", text) if out else text
        out += (" " if out and out[-1].isascii() and text[:1].isascii() else "") + text
    return out


def is_byline(text: str) -> bool:
    """Tell whether a line says who wrote, photographed or checked:
    文字：王老师　图片：李老师　审核：教导处.
    """
    return _BYLINE.match(text.strip()) is not None


def is_unit(text: str) -> bool:
    """Tell whether a line is nothing but the name of a school or an office."""
    return _UNIT.fullmatch(re.sub(r"\s+", "", text)) is not None


def is_tail(text: str) -> bool:
    """Tell whether a line stands below a signature: attachments, copies, whom to ask."""
    return _TAIL.match(text.strip()) is not None


def printed_by(text: str) -> tuple[str, str]:
    """Return office and day of 教务处　2026年10月12日印发, or empty strings."""
    match = _PRINTED.search(text)
    return (match["unit"].strip(), match["day"]) if match else ("", "")


def offices_in_byline(text: str) -> list[str]:
    """Return the offices that a byline names, in its order: 供稿：教务处 before 审核：校长室."""
    found = re.findall(r"[：:丨|/／]\s*([\u4e00-\u9fff]{2,16})", text)
    return [name for name in found if OFFICE_END.search(name)]
