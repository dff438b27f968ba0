"""A school's semester on one picture to save: facts with their days, what was done, what moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from qiangxiao.foundation.palette import SHIPPED_PALETTE, Palette
from qiangxiao.rendering.cards.codes import CODE_SIZE, draw_code
from qiangxiao.rendering.cards.drawing import GREY, INK, LINE, ON_RED, PAPER, WASH, cut_to_line, jpeg
from qiangxiao.rendering.cards.glyphs import Colour, Face, Faces, drawable
from qiangxiao.rendering.cards.lines import break_lines, shorten

SUMMARY_SIZE = (1080, 1680)
_MARGIN = 72  # pixels of the picture's 1080
_ROOM = SUMMARY_SIZE[0] - 2 * _MARGIN
_HEAD = 210  # pixels of colour on top: two lines of words
_TILE = (_ROOM - 24) // 2, 172  # two facts side by side
_FOOT = SUMMARY_SIZE[1] - CODE_SIZE - 60
_BAR = 14  # pixels a bar is high
_TITLE = 82  # a heading with the room above it
_LATE = 140  # what is overdue: a heading and a line, which are never left out
_ROW = 144  # an indicator: its name, two bars, the numbers
_EARLIER: Colour = (
    201,
    182,
    156,
)  # of the bar of the beginning, which stays apart from the paper in grey too


@dataclass(frozen=True, slots=True)
class Moved:
    """An indicator before and now, as words and as shares of the longest bar."""

    name: str
    before: str
    after: str
    goal: str
    before_share: float
    after_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryText:
    """What a summary says. Facts are label, value and remark; `address` is a whole URL, empty if unknown."""

    school: str
    place: str
    semester: str
    facts: tuple[tuple[str, str, str], ...]
    done: tuple[tuple[str, str], ...]
    done_count: int
    moved: tuple[Moved, ...]
    late: tuple[str, ...]
    until: str
    program: str
    address: str
    is_sample: bool


def late_words(late: Sequence[str]) -> str:
    """Return what is overdue in one line: how many tasks, and the first by its name."""
    if not late:
        return ""
    return f"逾期 {len(late)} 项：{late[0]}{'等' if len(late) > 1 else ''}"


def draw_summary(faces: Faces, text: SummaryText, palette: Palette = SHIPPED_PALETTE) -> bytes:
    """Return a summary as a JPEG. Raises MissingGlyphError."""
    image = Image.new("RGB", SUMMARY_SIZE, PAPER)
    _Sheet(image, faces, palette).draw(text)
    return jpeg(image)


class _Sheet:
    """One summary being drawn from the top down; `pen` is how far it has come."""

    def __init__(self, image: Image.Image, faces: Faces, palette: Palette) -> None:
        self.image, self.faces, self.colour = image, faces, palette.colour
        self.canvas = ImageDraw.Draw(image)
        self.pen = 0

    def draw(self, text: SummaryText) -> None:
        """Draw everything: what does not fit is cut at a line, and read on the page."""
        self._head(text)
        self._facts(text)
        self._done(text)
        self._moved(text, _FOOT - (_LATE if text.late else 0))
        if text.late:
            self._title("还没有做到")
            self._paragraph(late_words(text.late), self.faces.plain(34), INK, 1)
        self._foot(text)

    def _head(self, text: SummaryText) -> None:
        self.canvas.rectangle((0, 0, SUMMARY_SIZE[0], _HEAD), fill=self.colour)
        small, large = self.faces.plain(34), self.faces.bold(60)
        self._line(small, _MARGIN, 72, f"{text.place} · {text.semester}小结", ON_RED, _ROOM)
        self._line(large, _MARGIN, 158, text.school, ON_RED, _ROOM)
        self.pen = _HEAD + 34

    def _facts(self, text: SummaryText) -> None:
        width, height = _TILE
        for at, (label, value, remark) in enumerate(text.facts):
            left, top = _MARGIN + at % 2 * (width + 24), self.pen + at // 2 * (height + 20)
            self.canvas.rounded_rectangle((left, top, left + width, top + height), radius=14, fill=WASH)
            room = width - 44
            self._line(self.faces.plain(28), left + 22, top + 44, label, GREY, room)
            self._line(self._fitting(value, room), left + 22, top + 102, value or "待补", INK, room)
            self._line(self.faces.plain(26), left + 22, top + 146, remark, GREY, room)
        self.pen += (len(text.facts) + 1) // 2 * (height + 20) + 6

    def _done(self, text: SummaryText) -> None:
        self._title(f"做了什么（{text.done_count} 条进展）")
        face = self.faces.plain(34)
        indent = face.width("12月30日　")
        for day, title in text.done:
            face.draw(self.image, _MARGIN, self.pen + 40, day, GREY)
            self._paragraph(title, face, INK, 2 if len(text.done) < 3 else 1, indent)

    def _moved(self, text: SummaryText, bottom: int) -> None:
        if not text.moved or self.pen + _TITLE + _ROW > bottom:
            return
        self._title("变了什么")
        for row in text.moved:
            if self.pen + _ROW > bottom:
                return
            self._line(self.faces.plain(32), _MARGIN, self.pen + 36, row.name, INK, _ROOM)
            for share, colour, top in ((row.before_share, _EARLIER, 54), (row.after_share, self.colour, 72)):
                right = _MARGIN + max(4, round(_ROOM * min(1.0, share)))
                self.canvas.rectangle((_MARGIN, self.pen + top, right, self.pen + top + _BAR), fill=colour)
            told = f"起点 {row.before}，现在 {row.after}" + (f"，{row.goal}" if row.goal else "")
            self._line(self.faces.plain(28), _MARGIN, self.pen + 122, told, GREY, _ROOM)
            self.pen += _ROW

    def _foot(self, text: SummaryText) -> None:
        width = SUMMARY_SIZE[0]
        self.canvas.line((_MARGIN, _FOOT, width - _MARGIN, _FOOT), fill=LINE, width=2)
        room = _ROOM
        if text.address:
            self.image.paste(draw_code(text.address), (width - _MARGIN - CODE_SIZE, _FOOT + 30))
            room -= CODE_SIZE + 30
        bold, small = self.faces.bold(36), self.faces.plain(28)
        self._line(
            bold,
            _MARGIN,
            _FOOT + 84,
            "扫码看这所学校的全部内容" if text.address else "全部内容见本站的学校页面",
            INK,
            room,
        )
        self._line(small, _MARGIN, _FOOT + 138, f"内容到{text.until}，数据由学校填报", GREY, room)
        self._line(small, _MARGIN, _FOOT + 184, "只和自己的起点比，不和别的学校比", GREY, room)
        self._line(self.faces.bold(30), _MARGIN, _FOOT + 238, text.program, self.colour, room)
        if text.is_sample:
            self._line(small, _MARGIN, _FOOT + 284, "示例　学校和人物都不是真的", self.colour, room)

    def _fitting(self, words: str, room: float) -> Face:
        """Return the largest face in which a fact takes one line; the smallest if none does."""
        return next(
            (face for face in map(self.faces.bold, (44, 38, 32)) if face.width(drawable(words)) <= room),
            self.faces.bold(32),
        )

    def _title(self, words: str) -> None:
        self.pen += _TITLE - 64
        self.canvas.rectangle((_MARGIN, self.pen + 10, _MARGIN + 8, self.pen + 48), fill=self.colour)
        self._line(self.faces.bold(36), _MARGIN + 24, self.pen + 43, words, INK, _ROOM - 24)
        self.pen += 64

    def _paragraph(self, words: str, face: Face, colour: Colour, most: int, indent: float = 0) -> None:
        shown, room = drawable(words), _ROOM - indent
        lines = break_lines(shown, face.width, room, most) or shorten(shown, face.width, room, most)
        for line in lines:
            face.draw(self.image, _MARGIN + indent, self.pen + 40, line, colour)
            self.pen += 48
        self.pen += 8

    def _line(
        self, face: Face, left: float, baseline: float, words: str, colour: Colour, room: float
    ) -> None:
        face.draw(self.image, left, baseline, cut_to_line(face, drawable(words), room), colour)
