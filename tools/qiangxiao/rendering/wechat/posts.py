"""Cuts a manuscript into the posts an editor publishes: one, or several when WeChat would not take it
whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qiangxiao.foundation.palette import SHIPPED_PALETTE, Palette
from qiangxiao.rendering.wechat.fragment import (
    MAX_CHARACTERS,
    Fragment,
    length,
    render_fragment,
)
from qiangxiao.rendering.wechat.shapes import Block, Picture
from qiangxiao.sources.tree import write_html

MAX_TITLE = 64  # characters, as WeChat's editor says
MAX_DIGEST = 120  # characters, as WeChat's editor says
# catches "“好。”", "一！", spares "一二", "a.b"
_SENTENCE = re.compile(r"[^。！？；]*[。！？；][”」』）]*")
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A text for WeChat before it is cut to what fits. `address` is its page on the site.

    `summary` says the same shorter, for a text that does not fit as a whole.
    """

    content_id: str
    address: str
    title: str
    digest: str
    blocks: tuple[Block, ...]
    kicker: str
    summary: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Post:
    """One article as WeChat takes it. `label` tells the posts of one manuscript apart."""

    label: str
    title: str
    digest: str
    fragment: Fragment


@dataclass(frozen=True, slots=True)
class Posts:
    """All posts of a manuscript, and what an editor has to see to before publishing."""

    manuscript: Manuscript
    posts: tuple[Post, ...]
    pictures: tuple[Picture, ...]
    faults: tuple[str, ...]
    """What cannot be published as it is."""
    advice: tuple[str, ...]


def render_posts(manuscript: Manuscript, site_url: str, palette: Palette = SHIPPED_PALETTE) -> Posts:
    """Return the posts of a manuscript; nothing is left out, whatever its length."""
    blocks = manuscript.blocks
    whole = render_fragment(blocks, site_url, palette=palette)
    title, digest = manuscript.title, shorten(manuscript.digest)
    advice: list[str] = []
    if digest != manuscript.digest:
        advice.append(
            f"摘要原有 {length(manuscript.digest)} 字，公众号最多 "
            f"{MAX_DIGEST} 字，已节选到完整的句子，请看一看。"
        )
    if whole.fits:
        posts: tuple[Post, ...] = (Post("全文", title, digest, whole),)
    else:
        parts = _parts(blocks, whole, site_url, palette)
        posts = tuple(
            Post(f"全文之{_numeral(at)}", f"{title}（{_numeral(at)}）", digest, part)
            for at, part in enumerate(parts)
        )
        advice.append(
            f"全文有 {whole.characters} 个字符（含排版），公众号一篇要少于 "
            f"{MAX_CHARACTERS} 个，所以按段落分成 {len(posts)} 篇；"
            "一次群发可以放多篇，依次粘贴即可。"
        )
        if manuscript.summary:
            summary = render_fragment(manuscript.summary, site_url, palette=palette)
            posts = (Post("摘要版", title, digest, summary), *posts)
            advice.append("另有摘要版：每篇只列标题和摘要，一篇就能发完。")
    found = dict.fromkeys(picture for post in posts for picture in post.fragment.pictures)
    return Posts(manuscript, posts, tuple(found), _faults(posts), tuple(advice))


def shorten(text: str) -> str:
    """Return a digest of at most 120 characters: whole sentences where possible."""
    line = " ".join(text.split())
    if length(line) <= MAX_DIGEST:
        return line
    kept = ""
    for sentence in _SENTENCE.findall(line):
        if length(kept + sentence) > MAX_DIGEST:
            break
        kept += sentence
    if kept:
        return kept.rstrip("；") + ("。" if kept.endswith("；") else "")
    while length(line) > MAX_DIGEST - 1:
        line = line[:-1]
    return f"{line}…"


def _faults(posts: Sequence[Post]) -> tuple[str, ...]:
    found = []
    for post in posts:
        if (count := length(post.title)) > MAX_TITLE:
            found.append(f"标题“{post.title}”有 {count} 字，公众号最多 {MAX_TITLE} 字，请改短后再发。")
        if not post.fragment.fits:
            found.append(
                f"“{post.title}”里有一段太长，分不开：这一篇有 "
                f"{post.fragment.characters} 个字符，公众号要少于 "
                f"{MAX_CHARACTERS} 个。请在原文里把最长的段落或表格分成几段，再导出一次。"
            )
    return tuple(found)


def _parts(blocks: Sequence[Block], whole: Fragment, site_url: str, palette: Palette) -> tuple[Fragment, ...]:
    """Cut the blocks into as few fragments as fit, each beginning at a heading where there is one."""
    plain = [length(write_html((block.element,))) for block in blocks]
    styling = whole.characters / sum(plain)  # how much longer the styles make a block
    lengths = [size * styling for size in plain]
    found: list[Fragment] = []
    start = pictures = 0
    while start < len(blocks):
        end, total = start, 0.0
        while end < len(blocks) and (end == start or total + lengths[end] < MAX_CHARACTERS):
            total += lengths[end]
            end += 1
        end = _find_end(blocks, start, end)
        part = render_fragment(blocks[start:end], site_url, pictures + 1, palette)
        while not part.fits and end > start + 1:  # its notes did not fit
            end = _find_end(blocks, start, end - 1)
            part = render_fragment(blocks[start:end], site_url, pictures + 1, palette)
        found.append(part)
        start, pictures = end, pictures + len(part.pictures)
    return tuple(found)


def _find_end(blocks: Sequence[Block], start: int, end: int) -> int:
    """Return where to cut at or before `end`: before a heading of the second half, never after one."""
    if end >= len(blocks):
        return end
    for at in range(end, start + (end - start) // 2, -1):
        if _is_heading(blocks[at]) and not _is_heading(blocks[at - 1]):
            return at
    while end > start + 1 and _is_heading(blocks[end - 1]):
        end -= 1
    return end


def _is_heading(block: Block) -> bool:
    found = block.element
    return found.tag in ("h2", "h3", "h4") or found.get("class") in ("section", "byline")


def _numeral(at: int) -> str:
    return _NUMERALS[at] if at < len(_NUMERALS) else str(at + 1)
