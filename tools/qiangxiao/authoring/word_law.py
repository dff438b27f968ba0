"""The law of every door: words, numbers and pictures that come in come out, and whatever does not is listed.

The source is read here in the plainest way, every text there is, apart from the code that makes
something of it; so what that code forgets shows up as missing. Compared are letters and figures only:
marks and spaces may change.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from qiangxiao.authoring.word_parts import MC, A, C, M, V, W, WordParts, open_parts

_TEXTS = (f"{W}t", f"{M}t", f"{A}t")
# Something else may come to stand there: the words before and after are looked for on their own.
_GAPS = (f"{W}sym", f"{W}fldChar", f"{W}tab", f"{W}br", f"{W}cr", f"{W}drawing", f"{W}pict")
_UNSEEN = (f"{W}del", f"{W}moveFrom", f"{W}instrText")
# Signs that carry a meaning of their own beside letters and figures: 90% is not 90.
_SIGNS = "%‰℃°×÷±≥≤≠√¥$☑☐✓"
# catches "2026年10月12日", "2026.10.12", spares "2026年10月", "1026-10-12"
_DATE = re.compile(r"((?:19|20)\d\d)\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?")
_PIECE = re.compile(r"[^\s，。；：、！？,;:!?（）()【】\[\]“”\"'‘’《》<>|/\\—…·*_~]+")
# Words that only label what follows, and are spent when it has become a field: 供稿：教导处, 【摘要】…
# catches "供稿", "活动时间", "内容摘要", "二〇二六年十月十二日", spares "供水", "摘抄"
_LABELS = re.compile(
    r"(?:文章|稿件|案例|活动)?(?:标题|题目|名称|主题)|(?:活动|发生|成稿|报送|填写|供稿|发布|印发)?(?:日期|时间)"
    r"|(?:供稿|来稿|投稿|报送|填报|责任|发文|主办)?(?:处室|部门|科室|单位)|供稿|来稿|投稿|报送"
    r"|(?:内容)?(?:摘要|提要)|关键词|关键字|[二〇零○一三四五六七八九十]+年[一二三四五六七八九十]+月[一二三四五六七八九十]+日"
)
_SHORTEST = 4  # characters of a word that are found again together; shorter pieces stand everywhere
_NEIGHBOUR = 12  # characters before a missing piece that are shown, to find it by
_SHOWN = 30  # characters of a missing piece
_MAX_SAID = 20  # missing pieces that are listed; the rest are counted


def source_words(package: bytes) -> Iterator[str]:
    """Yield the words of every paragraph of a cleaned package, in order, whatever they are in;
    not what is deleted.
    """
    parts = open_parts(package)
    for name in dict.fromkeys(parts.stories()):
        root = parts.tree(name)
        if root is not None:
            yield from _paragraphs(root)
    for name in parts.files:
        # catches "word/charts/chart1.xml", "word/diagrams/data2.xml", spares "word/charts/style1.xml"
        if re.fullmatch(r"word/(?:diagrams/data|charts/chart)\d*\.xml", name):
            yield from _drawn(parts, name)


def _paragraphs(root: etree._Element) -> Iterator[str]:
    words: dict[etree._Element | None, list[str]] = {}
    for paragraph in root.iter(f"{W}p"):
        words[paragraph] = []
    for part in root.iter(*_TEXTS, *_GAPS, f"{V}textpath"):
        outer = list(part.iterancestors())
        if any(one.tag in _UNSEEN for one in outer) or _is_other_way(outer):
            continue
        home = next((one for one in outer if one.tag == f"{W}p"), None)
        text = part.get("string", "") if part.tag == f"{V}textpath" else part.text or ""
        text = " " if part.tag in _GAPS else text
        if any(one.tag == f"{W}rt" for one in outer):
            home = part  # the sounds above a word are said behind it, not in the middle
        words.setdefault(home, []).append(f" {text} " if part.tag in (f"{M}t", f"{A}t") else text)
    yield from (text for pieces in words.values() if (text := "".join(pieces)).strip())


def _is_other_way(outer: Sequence[etree._Element]) -> bool:
    """Tell whether the words say once more, for older programs, what a newer way says as well."""
    fallback = next((one for one in outer if one.tag == f"{MC}Fallback"), None)
    choice = None if fallback is None else fallback.getparent()
    if choice is None:
        return False
    first = choice.find(f"{MC}Choice")
    return first is not None and any((part.text or "").strip() for part in first.iter(*_TEXTS))


def _drawn(parts: WordParts, name: str) -> Iterator[str]:
    root = parts.tree(name)
    if root is not None:
        for line in root.iter(f"{A}p"):
            if text := " ".join(part.text or "" for part in line.iter(f"{A}t")).strip():
                yield text
        for point in root.iter(f"{C}pt"):
            # Numbers are shown rounded, or as percentages, and are not compared here.
            # catches "0.25", "1.5E-3", spares "一季度", "12%"
            if (text := point.findtext(f"{C}v") or "") and not re.fullmatch(r"-?[\d.]+(?:E-?\d+)?", text):
                yield text


def bare(text: str) -> str:
    """Return letters and figures alone, dates as eight figures: what two spellings of the
    same have in common.
    """
    text = _DATE.sub(lambda m: f"{m[1]}{int(m[2]):02d}{int(m[3]):02d}", unicodedata.normalize("NFKC", text))
    return "".join(char for char in text if char.isalnum() or char in _SIGNS).lower()


def missing(words: Sequence[str], arrived: Iterable[str], spent: Iterable[str] = ()) -> list[str]:
    """Return a sentence for each piece of the source that did not arrive, with the words before it.

    `spent` are words that need not: what Word hides, what something else now says.
    """
    there = "\n".join(bare(text) for text in arrived)
    gone_before = sorted({text.strip() for text in spent if text.strip()}, key=len, reverse=True)
    spent_whole = "\n".join(map(bare, gone_before))
    wanted: dict[str, int] = {}
    said: list[str] = []
    before = ""
    lost = 0
    for text in words:
        whole = bare(text)
        wanted[whole] = wanted.get(whole, 0) + 1
        if whole and there.count(whole) < wanted[whole] and whole not in spent_whole:
            rest = text
            for words_spent in gone_before:
                rest = rest.replace(words_spent, "\n")
            # The same line twice, of which one is gone, is a loss of the whole line.
            is_half = wanted[whole] > 1 and whole in there and rest == text
            gone = [text.strip()] if is_half else list(_gone(rest, there))
            for piece in gone:
                lost += 1
                shown = piece[:_SHOWN] + ("…" if len(piece) > _SHOWN else "")
                neighbour = text[: text.find(piece)].strip()[-_NEIGHBOUR:] or before[-_NEIGHBOUR:]
                place = f"（在“{neighbour}”之后）" if neighbour else ""
                said.append(f"没有进来：“{shown}”{place}。")
        before = text.strip() or before
    if lost > _MAX_SAID:
        said[_MAX_SAID:] = [f"没有进来的还有 {lost - _MAX_SAID} 处。"]
    return said


def _gone(text: str, there: str) -> Iterator[str]:
    """Yield the pieces of a paragraph, cut at marks and spaces, of which something is not there."""
    dated = _DATE.sub(
        lambda m: f" {m[1]}{int(m[2]):02d}{int(m[3]):02d} ", unicodedata.normalize("NFKC", text)
    )
    for piece in _PIECE.findall(dated):
        word = bare(piece)
        if not word or word in there or _LABELS.fullmatch(piece) or _covered(word, there):
            continue
        yield piece


def _covered(word: str, there: str) -> bool:
    """Tell whether a word is there in parts: a label and what it says, or halves that a figure parts."""
    word = _LABELS.sub("", word)
    at = 0
    while at < len(word):
        end = len(word)
        while end > at and word[at:end] not in there:
            end -= 1
        if end - at < min(_SHORTEST, len(word) - at) or (end - at < _SHORTEST and at > 0):
            return False
        at = end
    return True
