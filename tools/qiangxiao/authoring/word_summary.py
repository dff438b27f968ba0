"""The summary of a Word text: what is labelled as one, else its first paragraph, cut to fit."""

from __future__ import annotations

import re

from qiangxiao.authoring.word_findings import NO_MARKUP, Guesses, is_fit
from qiangxiao.authoring.word_office import is_byline, is_tail
from qiangxiao.records.scalars import Summary

# catches "摘 要：", "【摘要】", "内容提要", spares "概要"
SUMMARY_LABEL = re.compile(r"[【\[〔]?\s*(?:内容)?(?:摘\s*要|提\s*要)\s*[】\]〕]?\s*[:：]?\s*")
# catches "【关键词】", spares "本文的关键词"
_KEYWORDS = re.compile(r"[【\[]?\s*关\s*键\s*[词字]")
_MAX_SUMMARY, _SHORTEST_SUMMARY = 120, 10  # characters; a shorter paragraph does not say what a text is about


def guess_summary(found: Guesses) -> None:
    """Take what is labelled as the summary out of the body; else quote the first long paragraph."""
    for at, block in enumerate(found.blocks):
        label = SUMMARY_LABEL.match(block.text)
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
    line = re.sub(r"\s+", " ", text).strip().translate(NO_MARKUP)
    if len(line) > _MAX_SUMMARY:
        cut = line[: _MAX_SUMMARY - 1]
        end = max(cut.rfind(mark) for mark in "。！？")
        clause = max(cut.rfind(mark) for mark in "；，、")
        line = line[: end + 1] if end > 0 else f"{cut[: clause if clause > 0 else len(cut)]}…"
    return line if is_fit(Summary, line) else ""
