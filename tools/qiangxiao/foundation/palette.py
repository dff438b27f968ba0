"""A program's two colours, and what follows from them: every tint that is used, light and dark.

The style sheets are written in the colours that ship; `Palette.paint` writes a program's in their place. Two
colours are stated, the rest is made of them, and whether people can read the result is a question of numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

AA = 4.5
"""Contrast of text with its ground that WCAG 2 wants at level AA."""
_EASY = 6.0  # what a lightened colour has on a dark ground: more than needed, for its tints
_STEP = 0.02  # of the way to white or black that one try goes
_DEEPER = 0.82  # of each channel: the deep tone that ships is that much darker than the colour
_WASHED = 0.08  # share of the colour in its light tint, as in the one that ships
_TINTED = 0.12  # share of the colour in its dark tint
_PALER = 0.15  # of the way to white: the second tone in the dark
_ON_DARK = 0.15  # share of the colour in the letters on it in the dark

Rgb = tuple[int, int, int]
WHITE: Rgb = (255, 255, 255)
BLACK: Rgb = (0, 0, 0)
# catches "#a3271f", "%23a3271f", spares "#fff", "#a3271f1a"
_HEX = re.compile(r"(?:(?<=#)|(?<=%23))[0-9a-f]{6}(?![0-9a-f])")


@dataclass(frozen=True, slots=True)
class Tones:
    """What is made of one of the two colours."""

    plain: str
    deep: str
    wash: str
    on: str
    """Letters on it."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """What does not change with a program: the grounds and the inks of a scheme."""

    grounds: Mapping[str, str]
    inks: Mapping[str, str]


LIGHT = _Ground(
    {"页面": "#fbf8f3", "卡片": "#ffffff", "浅底": "#f5efe5", "提示底": "#fbf2dd"},
    {"正文": "#26211c", "次要文字": "#574f45"},
)
DARK = _Ground(
    {"页面": "#181513", "卡片": "#221e1b", "浅底": "#2a2521", "提示底": "#352a15"},
    {"正文": "#efe8de", "次要文字": "#c4b8aa"},
)
_PRIMARY = (
    Tones("#a3271f", "#861c15", "#fbeeea", "#ffffff"),
    Tones("#f08f7f", "#f5a798", "#3a211d", "#2a0f0b"),
)
_ACCENT = (
    Tones("#17555f", "#17555f", "#e9f2f3", "#ffffff"),
    Tones("#8fcdd3", "#8fcdd3", "#1a2d30", "#0b2327"),
)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A pair of colours with too little contrast: which of the two colours, where, and how much it has."""

    is_primary: bool
    is_dark: bool
    words: str
    ratio: float


@dataclass(frozen=True)
class Palette:
    """Every tone of a program: of its main colour and of that of its links, each light and dark."""

    primary: tuple[Tones, Tones] = _PRIMARY
    accent: tuple[Tones, Tones] = _ACCENT
    print_red: str = "#c8102e"
    """The head of what is printed: red as official papers have it, or the program's colour."""

    def paint(self, text: str) -> str:
        """Return a style sheet written in the colours that ship, in the program's."""
        if self == SHIPPED_PALETTE:
            return text
        return _HEX.sub(lambda found: self._painted.get(found[0], found[0]), text)

    @property
    def colour(self) -> Rgb:
        """The main colour for what is drawn."""
        return _rgb(self.primary[0].plain)

    @cached_property
    def _painted(self) -> Mapping[str, str]:
        """What takes the place of each colour that ships; white letters stay white."""
        pairs: dict[str, str] = {}
        for shipped, own in ((_PRIMARY, self.primary), (_ACCENT, self.accent)):
            for before, after in zip(shipped, own, strict=True):
                pairs |= {before.plain: after.plain, before.deep: after.deep, before.wash: after.wash}
            pairs[shipped[1].on] = own[1].on
        pairs["#c8102e"] = self.print_red
        return {before[1:]: after[1:] for before, after in pairs.items()}

    def unreadable(self) -> Iterator[Unreadable]:
        """Yield every pair of colours that people with weaker eyes could not read."""
        for at, ground in enumerate((LIGHT, DARK)):
            for is_primary, tones in ((True, self.primary[at]), (False, self.accent[at])):
                for words, text, behind in _pairs(tones, ground):
                    if (ratio := contrast(text, behind)) < AA:
                        yield Unreadable(is_primary, at == 1, words, ratio)


def _pairs(tones: Tones, ground: _Ground) -> Iterator[tuple[str, str, str]]:
    """Yield the pairs of colours in use: what they are called, the letters, the ground."""
    for name, behind in ground.grounds.items():
        yield f"{name}上的字", tones.plain, behind
    yield "淡色块上的字", tones.plain, tones.wash
    yield "色块上的字", tones.on, tones.plain
    yield "深色块上的字", tones.on, tones.deep
    for name, ink in ground.inks.items():
        yield f"淡色块上的{name}", ink, tones.wash


SHIPPED_PALETTE = Palette()


@cache
def palette_of(primary: str | None, accent: str | None, *, dark: tuple[str | None, str | None]) -> Palette:
    """Return the palette of two colours, written `#rrggbb`; what is not stated is as it ships.

    `dark` are the two for dark screens; by default the colours are lightened until they can be read there.
    """
    return Palette(
        _both(primary, dark[0], _PRIMARY),
        _both(accent, dark[1], _ACCENT),
        primary or SHIPPED_PALETTE.print_red,
    )


def _both(colour: str | None, dark: str | None, shipped: tuple[Tones, Tones]) -> tuple[Tones, Tones]:
    if dark is None and colour is not None:
        dark = _lightened(colour)
    return _light(colour) if colour else shipped[0], _dark(dark) if dark else shipped[1]


def readable(colour: str) -> str:
    """Return the nearest darker tone of a colour that can be read on light grounds."""
    rgb = _rgb(colour)
    for step in range(round(1 / _STEP) + 1):
        tried = _hex(_mix(BLACK, rgb, step * _STEP))
        if all(contrast(text, ground) >= AA for _, text, ground in _pairs(_light(tried), LIGHT)):
            return tried
    return _hex(BLACK)


def _light(colour: str) -> Tones:
    rgb = _rgb(colour)
    return Tones(colour, _hex(_mix(BLACK, rgb, 1 - _DEEPER)), _hex(_mix(rgb, WHITE, _WASHED)), _hex(WHITE))


def _dark(colour: str) -> Tones:
    rgb = _rgb(colour)
    wash = _mix(rgb, _rgb(DARK.grounds["卡片"]), _TINTED)
    return Tones(colour, _hex(_mix(WHITE, rgb, _PALER)), _hex(wash), _hex(_mix(rgb, BLACK, _ON_DARK)))


def _lightened(colour: str) -> str:
    """Return a colour light enough for the lightest of the dark grounds."""
    rgb = _rgb(colour)
    grounds = DARK.grounds.values()
    for step in range(round(1 / _STEP) + 1):
        tried = _hex(_mix(WHITE, rgb, step * _STEP))
        if all(contrast(tried, ground) >= _EASY for ground in grounds):
            return tried
    return _hex(WHITE)


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours as WCAG 2 reckons it, from 1 to 21."""
    low, high = sorted((_luminance(_rgb(first)), _luminance(_rgb(second))))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Rgb) -> float:
    def linear(channel: int) -> float:
        value = channel / 255
        return float(value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4)

    red, green, blue = map(linear, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mix(share: Rgb, rest: Rgb, amount: float) -> Rgb:
    """Return `rest` with an amount of `share` in it, from 0 to 1."""
    red, green, blue = (round(a * amount + b * (1 - amount)) for a, b in zip(share, rest, strict=True))
    return red, green, blue


def _rgb(colour: str) -> Rgb:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _hex(colour: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
