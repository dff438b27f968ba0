"""Photos that came beside a text to their places in it: by caption, by number, by order.

What is placed where is said; a photo without a place stands behind the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from lxml import etree

from qiangxiao.authoring.office_package import FileRefused
from qiangxiao.authoring.word_captions import is_marked
from qiangxiao.authoring.word_reading import MAX_PICTURES, Picture, WordText, encode_picture, picture_words
from qiangxiao.authoring.word_text import plain

# A place left for a photo:
# catches "（此处插入照片1）", "【图2】", "[插图：评课]", spares "（图书馆）", "（见图1）"
_PLACE = re.compile(
    r"[（(\[【]\s*(?:此处)?(?:请)?(?:插入?|放|配)?\s*(?:插图|[图照]片?(?![书馆]))"
    r"[^（）()\[\]【】]{0,40}[）)\]】]"
)
# catches "图1 评课", "照片二：", "1.jpg", "IMG_0012", spares "评课"
_NUMBER = re.compile(r"(\d{1,4}|[一二三四五六七八九十])")
_TEN = "一二三四五六七八九十"
_SHORTEST_SHARED = 4  # characters that a photo's name and a caption share when they mean the same
_TEXT = 40  # characters of a paragraph that is text, not a signature
_SHOWN = 20  # characters of a caption in a message


@dataclass(frozen=True, slots=True)
class Loose:
    """A photo as it came: the name of its file and its bytes."""

    name: str
    data: bytes

    @property
    def stem(self) -> str:
        """Its name without folders and ending."""
        return PurePosixPath(self.name).stem


def place_photos(word: WordText, photos: Sequence[Loose]) -> WordText:
    """Return the text with the photos that came beside it, each before its caption."""
    spots = _spots(word.root)
    taken = dict(_match(spots, sorted(photos, key=_natural)))
    pictures, said = list(word.pictures), list[str]()
    behind: list[etree._Element] = []
    for photo in sorted(photos, key=_natural):
        encoded = encode_picture(photo.data)
        if encoded is None:
            said.append(f"照片“{photo.name}”打不开或者太小，没有导入。请另存为 JPEG 再发来。")
            continue
        if len(pictures) >= MAX_PICTURES:
            raise FileRefused(f"照片超过 {MAX_PICTURES} 张。请只留要公开的几张。")
        pictures.append(Picture(encoded, picture_words(photo.stem)))
        holder = etree.Element("p")
        etree.SubElement(holder, "img").set("src", str(len(pictures) - 1))
        spot, how = taken.get(photo.name, (None, ""))
        if spot is None:
            behind.append(holder)
            said.append(f"照片“{photo.name}”没有找到对应的文字，放在正文后面，请核对。")
            continue
        words = plain(spot)
        spot.addprevious(holder)
        if _PLACE.fullmatch(words):
            spot.getparent().remove(spot)
        said.append(f"照片“{photo.name}”按{how}放在“{words[:_SHOWN]}”处，请核对。")
    _append(word.root, behind)
    spent = [plain(spot) for spot, _ in taken.values() if _PLACE.fullmatch(plain(spot))]
    left_out, dropped = (*word.left_out, *said), (*word.dropped, *spent)
    return replace(word, pictures=tuple(pictures), left_out=left_out, dropped=dropped)


def _natural(photo: Loose) -> tuple[tuple[int, str], ...]:
    """Return the key that sorts 2.jpg before 10.jpg."""
    # catches "12", "图", spares ""
    parts = re.findall(r"\d+|\D+", photo.name)
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in parts)


def _spots(root: etree._Element) -> list[etree._Element]:
    """Return the captions that stand under no picture, and the places that were left for one."""
    found = []
    for element in root.iter("p"):
        before = element.getprevious()
        has_picture = before is not None and before.find(".//img") is not None
        words = plain(element)
        if (is_marked(words) and not has_picture) or _PLACE.fullmatch(words):
            found.append(element)
    return found


def _match(
    spots: Sequence[etree._Element], photos: Sequence[Loose]
) -> list[tuple[str, tuple[etree._Element, str]]]:
    """Return the spot of each photo that has one, by the photo's name, and how it was found."""
    found: list[tuple[str, tuple[etree._Element, str]]] = []
    free_spots, free_photos = list(spots), list(photos)
    for how, fits in (("说明", _shares_words), ("编号", _has_number)):
        for photo in list(free_photos):
            named = [spot for spot in free_spots if fits(photo.stem, plain(spot))]
            if len(named) == 1:
                found.append((photo.name, (named[0], how)))
                free_spots.remove(named[0])
                free_photos.remove(photo)
    # In order only where each has its own: a photo too many makes every later one wrong.
    if len(free_spots) == len(free_photos):
        pairs = zip(free_photos, free_spots, strict=True)
        found += [(photo.name, (spot, "次序")) for photo, spot in pairs]
    return found


def _shares_words(stem: str, caption: str) -> bool:
    runs = re.findall(r"[\u4e00-\u9fff]+", stem)
    return any(
        run[at : at + _SHORTEST_SHARED] in caption
        for run in runs
        for at in range(len(run) - _SHORTEST_SHARED + 1)
    )


def _has_number(stem: str, caption: str) -> bool:
    """Tell whether a name like 图1 or 1 is the number that a caption begins with."""
    # catches "1", "图1", "照片 2", "图片三", spares "IMG_0012", "2026-10-12"
    own = re.fullmatch(r"(?:[图照]片?)?\s*[-_（(]?(\d{1,2}|[一二三四五六七八九十])[)）]?", stem)
    said = _NUMBER.search(caption[:8])
    return bool(own and said) and _value(own[1]) == _value(said[1])  # type: ignore[index]


def _value(figure: str) -> int:
    return int(figure) if figure.isdigit() else _TEN.index(figure) + 1


def _append(root: etree._Element, behind: Sequence[etree._Element]) -> None:
    """Put what has no place behind the last paragraph of text, before a signature."""
    texts = [element for element in root if len(plain(element)) >= _TEXT]
    for element in reversed(behind):
        if texts:
            texts[-1].addnext(element)
        else:
            root.append(element)
