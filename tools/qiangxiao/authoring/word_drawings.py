"""What is drawn in a Word text: pictures as plain ones with how they are shown, words of boxes
and charts as paragraphs.

A picture's description becomes its index in `Drawings.looks`, by which `word_reading` finds how it is
cropped and turned.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from qiangxiao.authoring.word_charts import chart, smart_art
from qiangxiao.authoring.word_parts import DGM, A, C, R, V, W, WordParts, a_paragraph, remove

_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_O = "{urn:schemas-microsoft-com:office:office}"
_BOX = f"{W}txbxContent"
_QUARTER = 90 * 60_000  # a right angle in 60,000ths of a degree, as DrawingML counts
_OUTER = (f"{W}drawing", f"{W}pict", f"{W}object")
# A sign so small that it only is a rule, a dot or a signature's shadow is left to the album's own limit.
_ROUND = ("ellipse",)


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture is shown: what is cut off at left, top, right, bottom (parts of one), quarter turns,
    mirrored or not.

    `is_round` is a picture cut to an oval; `after` are the words before it, to say where it was.
    """

    crop: tuple[float, float, float, float] = (0, 0, 0, 0)
    turns: int = 0
    is_flipped: bool = False
    is_upended: bool = False
    is_round: bool = False
    alt: str = ""
    after: str = ""


@dataclass
class Drawings:
    """Takes the drawings of a package one story at a time; `looks` are its pictures in order."""

    parts: WordParts
    note: Callable[[str, etree._Element, str], None]
    words_before: Callable[[etree._Element], str]
    looks: list[Look] = field(default_factory=list)

    def take(self, story: str, root: etree._Element) -> None:
        """Replace each drawing by its pictures, and put the paragraphs of its words behind the
        paragraph it is in.
        """
        for drawing in list(root.iter(*_OUTER)):
            if any(part.tag in _OUTER for part in drawing.iterancestors()):
                continue
            self._take(story, drawing)

    def _take(self, story: str, drawing: etree._Element) -> None:
        paragraph = next(drawing.iterancestors(f"{W}p"), None)
        run = drawing.getparent()
        if paragraph is None or run is None:
            return
        if _is_hidden(drawing):
            self.note("hidden", drawing, words_of(drawing) or "一幅图")
            remove(drawing)
            return
        pictures = [self._picture(blip) for blip in _blips(drawing)]
        blocks = list(self._blocks(story, drawing))
        for picture in pictures:
            drawing.addprevious(picture)
        remove(drawing)
        at = paragraph
        for block in blocks:
            at.addnext(block)
            at = block
        for block in blocks:
            self.take(story, block)

    def _blocks(self, story: str, drawing: etree._Element) -> Iterator[etree._Element]:
        for part in list(drawing.iter(_BOX, f"{V}textpath", f"{DGM}relIds", f"{C}chart", f"{A}txBody")):
            if any(outer.tag == _BOX for outer in part.iterancestors() if _is_within(outer, drawing)):
                continue
            if part.tag == _BOX:
                yield from list(part)
            elif part.tag == f"{V}textpath" and (part.get("string") or "").strip():
                yield a_paragraph(part.get("string", "").replace("\n", " "))
            elif part.tag == f"{DGM}relIds":
                lines = list(smart_art(self.parts.tree(self.parts.target(story, part.get(f"{R}dm", "")))))
                if not lines:
                    self.note("lost", drawing, "一幅 SmartArt 图")
                yield from map(a_paragraph, lines)
            elif part.tag == f"{C}chart":
                shown = chart(self.parts.tree(self.parts.target(story, part.get(f"{R}id", ""))))
                self.note("lost" if not shown else "chart", drawing, "一张图表")
                yield from shown

    def _picture(self, blip: etree._Element) -> etree._Element:
        """Return a plain picture for one of any kind, its look kept."""
        is_old = blip.tag == f"{V}imagedata"
        look = _old_look(blip) if is_old else _look(blip)
        embed, link = (
            (blip.get(f"{R}id"), blip.get(f"{R}href"))
            if is_old
            else (blip.get(f"{R}embed"), blip.get(f"{R}link"))
        )
        before = self.words_before(blip)
        self.looks.append(
            Look(look.crop, look.turns, look.is_flipped, look.is_upended, look.is_round, look.alt, before)
        )
        drawing = etree.Element(f"{W}drawing")
        inline = etree.SubElement(drawing, f"{{{_WP}}}inline")
        etree.SubElement(inline, f"{{{_WP}}}docPr").set("descr", str(len(self.looks) - 1))
        data = etree.SubElement(etree.SubElement(inline, f"{A}graphic"), f"{A}graphicData")
        fill = etree.SubElement(etree.SubElement(data, f"{{{_PIC}}}pic"), f"{{{_PIC}}}blipFill")
        plain = etree.SubElement(fill, f"{A}blip")
        if embed:
            plain.set(f"{R}embed", embed)
        elif link:
            plain.set(f"{R}link", link)
        return drawing


def _is_within(element: etree._Element, outer: etree._Element) -> bool:
    return any(part is outer for part in element.iterancestors())


def _blips(drawing: etree._Element) -> list[etree._Element]:
    """Return the pictures of a drawing that are not in its text boxes; those are met
    with the boxes' paragraphs.
    """
    return [
        blip
        for blip in drawing.iter(f"{A}blip", f"{V}imagedata")
        if (blip.get(f"{R}embed") or blip.get(f"{R}link") or blip.get(f"{R}id") or blip.get(f"{R}href"))
        and not any(outer.tag == _BOX and _is_within(outer, drawing) for outer in blip.iterancestors())
    ]


def _is_hidden(drawing: etree._Element) -> bool:
    names = drawing.iter(f"{{{_WP}}}docPr")
    return any(name.get("hidden") in ("1", "true") for name in names) or any(
        # catches "left:0;visibility: hidden", spares "visibility:visible" (text boxes put away, not shown)
        re.search(r"visibility\s*:\s*hidden", shape.get("style") or "")
        for shape in drawing.iter(f"{V}shape")
    )


def words_of(element: etree._Element) -> str:
    """Return all words below an element, of Word or of a drawing."""
    return "".join(part.text or "" for part in element.iter(f"{W}t", f"{A}t"))


def _look(blip: etree._Element) -> Look:
    fill = blip.getparent()
    owner = None if fill is None else fill.getparent()
    cut = None if fill is None else fill.find(f"{A}srcRect")
    crop = tuple(_part(cut.get(side, "0")) if cut is not None else 0.0 for side in "ltrb")
    place = None if owner is None else next(owner.iter(f"{A}xfrm"), None)
    shape = None if owner is None else next(owner.iter(f"{A}prstGeom"), None)
    outer = next(blip.iterancestors(f"{{{_WP}}}inline", f"{{{_WP}}}anchor"), None)
    name = None if outer is None else outer.find(f"{{{_WP}}}docPr")
    is_single = outer is not None and len(_blips(outer)) == 1
    own = None if owner is None else owner.find(f"{{{_PIC}}}nvPicPr/{{{_PIC}}}cNvPr")
    alt = (own.get("descr") if own is not None and not is_single else "") or (
        (name.get("descr", "").strip() or name.get("title") or "") if name is not None else ""
    )
    # A photo hung a little askew is decoration; what counts is which side is up. 83° is a quarter turn, 12°
    # is none.
    turns = 0 if place is None else round(_number(place.get("rot", "0")) / _QUARTER) % 4
    flips = (place.get(key) in ("1", "true") if place is not None else False for key in ("flipH", "flipV"))
    is_flipped, is_upended = flips
    is_round = shape is not None and shape.get("prst") in _ROUND
    return Look((crop[0], crop[1], crop[2], crop[3]), turns, is_flipped, is_upended, is_round, alt or "")


def _old_look(data: etree._Element) -> Look:
    """Return the look of a picture in the older drawing language."""
    crop = [_fraction(data.get(f"crop{side}", "0")) for side in ("left", "top", "right", "bottom")]
    shape = data.getparent()
    style = "" if shape is None else shape.get("style") or ""
    # catches "rotation:90", "rotation: -45fd" (65,536ths of a degree), spares "rotate:90"
    angle = re.search(r"rotation\s*:\s*(-?[\d.]+)(fd)?", style)
    degrees = float(angle[1]) / (65_536 if angle[2] else 1) if angle and angle[1].strip(".-") else 0.0
    # catches "flip:x", "flip: xy", spares "flip:none"
    flip = (re.search(r"flip\s*:\s*([xy]+)", style) or ["", ""])[1]
    alt = ("" if shape is None else shape.get("alt") or "") or data.get(f"{_O}title") or ""
    return Look(
        (crop[0], crop[1], crop[2], crop[3]), round(degrees / 90) % 4, "x" in flip, "y" in flip, False, alt
    )


def _number(text: str) -> float:
    # catches "-12.5", spares "1e9", "12pt", "." (a stranger's: `float` takes "inf" too)
    return float(text) if re.fullmatch(r"-?\d{1,12}(?:\.\d{1,12})?", text) else 0.0


def _part(text: str) -> float:
    """Return thousandths of a percent, or a percentage, as a part of one; what lies outside
    the picture is nothing.
    """
    share = _number(text.removesuffix("%")) / (100 if text.endswith("%") else 100_000)
    return min(max(share, 0.0), 1.0)


def _fraction(text: str) -> float:
    """Return `0.25` or `16384f` (of 65536) as a part of one."""
    share = _number(text.removesuffix("f")) / (65_536 if text.endswith("f") else 1)
    return min(max(share, 0.0), 1.0)
