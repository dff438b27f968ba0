"""Captions under photos to the photos' descriptions, once each: ▲图为…, 图1 …, or a short
line under a picture.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qiangxiao.authoring.word_blocks import Block
from qiangxiao.sources.body_plain import is_title_like, rank_of

_IMAGE = re.compile(r"!\[((?:\\.|[^\]\\])*)\]\(([^()\s]+)\)")
# ▲三位老师评课, 图1 公示栏, 图为…, （图：…）, 照片二：… — and not 图书馆改了时间.
_MARKED = re.compile(
    r"[（(]?\s*(?:[▲△▼↑☝👆◆◇●■]\s*(?:图为|图\s*\d*[：:.、\s]?)?|图为|[图照]片?\s*[\d一二三四五六七八九十]{1,3}\s*[：:.、\s-]|图[：:])\s*"
)
_END = re.compile(r"\s*[）)]?\s*$")
_LONGEST = 60
_MAX_ALT = 100


def take_captions(blocks: Sequence[Block]) -> tuple[list[Block], dict[str, str], list[str]]:
    """Return the blocks without captions, the description of each file that has one,
    and the captions' words.
    """
    out: list[Block] = []
    alts: dict[str, str] = {}
    spent: list[str] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if block.kind == "table" and (pairs := _captioned_cells(block)):
            files = [image for row in pairs for image, _ in row]
            alts |= {_file(image): caption for row in pairs for image, caption in row if caption}
            spent += [caption for row in pairs for _, caption in row]
            out.append(Block("paragraph", "", "\n\n".join(files)))
            at += 1
            continue
        images = _only_images(block)
        if not images:
            out.append(block)
            at += 1
            continue
        run = [block]
        while at + len(run) < len(blocks) and _only_images(blocks[at + len(run)]):
            run.append(blocks[at + len(run)])
        at += len(run)
        files = [file for part in run for file in _only_images(part)]
        out += run
        lines = _captions(blocks[at : at + len(files)], len(files), at > len(run))
        for number, file in enumerate(files):
            if lines:
                text = lines[number] if len(lines) == len(files) else lines[0]
                is_shared = len(files) > 1 and len(lines) == 1
                alts[file] = f"{text}（{number + 1}）" if is_shared else text
        spent += [other.text for other in blocks[at : at + len(lines)]]
        at += len(lines)
    return [_described(block, alts) for block in out], alts, spent


def is_marked(text: str) -> bool:
    """Tell whether a line is marked as the caption of a picture: ▲图为…, 图1 …."""
    return bool(_MARKED.match(text)) and 0 < len(text) <= _LONGEST and "\n" not in text


def _captions(following: Sequence[Block], count: int, has_text: bool) -> list[str]:
    """Return the captions that follow pictures: one for all, or one for each;
    none if the next line is text.
    """
    marked = []
    for block in following:
        if block.kind not in ("paragraph", "list") or "](media/" in block.markdown or "\n" in block.text:
            break
        if not _MARKED.match(block.text) or len(block.text) > _LONGEST:
            break
        marked.append(_caption(block.text))
    if marked:
        return marked if len(marked) == count else marked[:1]
    first = following[0] if following else None
    if first is None or first.kind != "paragraph" or "](media/" in first.markdown:
        return []
    is_short = is_title_like(first.text) and len(first.text) <= 40 and not rank_of(first.text)
    # A short line in the middle under a picture says what it shows; one at the left may be anything.
    return [_caption(first.text)] if is_short and first.look.startswith("c") and has_text else []


def _caption(text: str) -> str:
    words = _MARKED.sub("", text, count=1)
    words = _END.sub("", words) if text.strip()[:1] in "（(" else words
    return re.sub(r"\s+", " ", re.sub(r"[\[\]*`~\\|<>]|\{\{|\{%", "", words)).strip(" 。")[:_MAX_ALT]


def _only_images(block: Block) -> list[str]:
    """Return the files of a block of nothing but pictures."""
    if block.kind != "paragraph" or block.text.strip():
        return []
    rest = _IMAGE.sub("", block.markdown)
    return [] if rest.strip(" \\\n") else [match[2] for match in _IMAGE.finditer(block.markdown)]


def _file(image: str) -> str:
    match = _IMAGE.fullmatch(image)
    return match[2] if match else ""


def _captioned_cells(block: Block) -> list[list[tuple[str, str]]]:
    """Return pictures and captions of a table that only sets photos side by side, row by
    row; nothing for others.
    """
    lines = block.markdown.split("\n")
    rows = [_cells(line) for at, line in enumerate(lines) if at != 1]
    pairs: list[list[tuple[str, str]]] = []
    for row, words in zip(rows, block.rows, strict=False):
        images = ["".join(match[0] for match in _IMAGE.finditer(cell)) for cell in row]
        if any(images):
            if any(image.count("](") > 1 for image in images):
                return []
            # A cell may hold the picture and, below it, its caption.
            own = [_caption(text) for text in (*words, *[""] * len(row))][: len(row)]
            pairs.append([(image, text) for image, text in zip(images, own, strict=True) if image])
        elif pairs and len(row) >= len(pairs[-1]):
            texts = [_caption(text) for text in words if text.strip()]
            if len(texts) not in (1, len(pairs[-1])) or any(len(text) > _LONGEST for text in texts):
                return []
            texts = texts if len(texts) == len(pairs[-1]) else texts * len(pairs[-1])
            pairs[-1] = [(image, own or text) for (image, own), text in zip(pairs[-1], texts, strict=True)]
        else:
            return []
    return pairs


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def _described(block: Block, alts: dict[str, str]) -> Block:
    """Return a block whose pictures have the descriptions found."""
    if "](media/" not in block.markdown:
        return block

    def describe(match: re.Match[str]) -> str:
        return f"![{alts[match[2]]}]({match[2]})" if match[2] in alts else match[0]

    return replace(block, markdown=_IMAGE.sub(describe, block.markdown))
