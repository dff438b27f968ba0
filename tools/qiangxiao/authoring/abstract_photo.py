"""Seed → a small abstract JPEG that can stand where a school photo would stand.

The sample program needs pictures, and a picture of a real classroom would need real
people's consent. These are drawn instead: a handful of flat scenes (a classroom window,
a book shelf, a running track, a desk with paper, a courtyard) in soft colours.
They never contain a face, a figure, a letter or a digit, and carry no metadata.

The module must not read the clock, the disk or a global random state: the same arguments
give the same bytes with the same Pillow.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from random import Random
from typing import NamedTuple, TypeAlias

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Colour: TypeAlias = tuple[int, int, int]

# Drawn at twice the wanted size and reduced, so that edges come out smooth.
_OVERSAMPLING = 2
_JPEG_QUALITY = 80


class Palette(NamedTuple):
    """Six colours that go together, from the lightest (sky, wall) to the darkest (ground)."""

    sky: Colour
    haze: Colour
    light: Colour
    accent: Colour
    middle: Colour
    deep: Colour


_PALETTES: tuple[Palette, ...] = (
    Palette(  # morning
        (226, 238, 244),
        (250, 236, 214),
        (255, 250, 238),
        (224, 138, 92),
        (118, 162, 158),
        (52, 84, 98),
    ),
    Palette(  # bamboo
        (229, 240, 228),
        (246, 243, 222),
        (253, 251, 240),
        (214, 164, 74),
        (126, 166, 118),
        (50, 86, 70),
    ),
    Palette(  # brick
        (243, 234, 226),
        (250, 222, 204),
        (255, 246, 236),
        (190, 92, 74),
        (176, 148, 126),
        (84, 66, 70),
    ),
    Palette(  # evening
        (214, 222, 242),
        (244, 220, 226),
        (250, 240, 242),
        (222, 122, 116),
        (134, 142, 186),
        (62, 64, 108),
    ),
    Palette(  # rain
        (218, 228, 232),
        (232, 238, 236),
        (246, 249, 248),
        (232, 178, 88),
        (122, 148, 160),
        (54, 72, 88),
    ),
)


class Canvas:
    """A picture addressed in shares of its width and height, from 0 to 1."""

    def __init__(self, width: int, height: int, top: Colour, bottom: Colour) -> None:
        self.width = width
        self.height = height
        self.image = _vertical_gradient(width, height, top, bottom)

    def polygon(self, points: list[tuple[float, float]], colour: Colour, opacity: float = 1.0) -> None:
        """Fill a polygon; `opacity` 1.0 covers what is below."""
        if opacity >= 1.0:
            ImageDraw.Draw(self.image).polygon(self._pixels(points), fill=colour)
            return
        mask = Image.new("L", self.image.size, 0)
        ImageDraw.Draw(mask).polygon(self._pixels(points), fill=round(255 * opacity))
        self.image.paste(colour, (0, 0), mask)

    def box(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        colour: Colour,
        rounding: float = 0.0,
    ) -> None:
        """Fill an upright rectangle; `rounding` is a share of the height."""
        (x0, y0), (x1, y1) = self._pixels([(left, top), (right, bottom)])
        ImageDraw.Draw(self.image).rounded_rectangle(
            (x0, y0, max(x0, x1), max(y0, y1)),
            radius=round(rounding * self.height),
            fill=colour,
        )

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """Fill a circle; `radius` is a share of the height."""
        (cx, cy), r = self._pixels([(x, y)])[0], round(radius * self.height)
        ImageDraw.Draw(self.image).ellipse((cx - r, cy - r, cx + r, cy + r), fill=colour)

    def ring(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        colour: Colour,
        stroke: float,
    ) -> None:
        """Draw the outline of an ellipse; `stroke` is a share of the height."""
        (x0, y0), (x1, y1) = self._pixels([(left, top), (right, bottom)])
        ImageDraw.Draw(self.image).ellipse(
            (x0, y0, x1, y1), outline=colour, width=max(1, round(stroke * self.height))
        )

    def glow(self, x: float, y: float, radius: float, colour: Colour, opacity: float) -> None:
        """Lay a soft light over the picture, brightest at (x, y)."""
        size = max(2, round(2 * radius * self.height))
        spot = ImageChops.invert(Image.radial_gradient("L")).resize((size, size))
        # The radial gradient reaches beyond its inscribed circle: cut it there, or the light is square.
        spot = spot.point([round(max(0, v - 75) / 180 * 255 * opacity) for v in range(256)])
        (cx, cy) = self._pixels([(x, y)])[0]
        mask = Image.new("L", self.image.size, 0)
        mask.paste(spot, (cx - size // 2, cy - size // 2))
        self.image.paste(colour, (0, 0), mask)

    def soften(self, radius: float) -> None:
        """Blur everything drawn so far, as a lens does with what lies far away."""
        self.image = self.image.filter(ImageFilter.GaussianBlur(radius * self.height))

    def _pixels(self, points: list[tuple[float, float]]) -> list[tuple[int, int]]:
        return [(round(x * self.width), round(y * self.height)) for x, y in points]


Scene: TypeAlias = Callable[[Canvas, Palette, Random], None]


def abstract_photo(seed: int, width: int = 960, height: int = 640) -> bytes:
    """Draw one abstract school scene and return it as JPEG bytes.

    Neighbouring seeds show different scenes; palette, proportions and details also depend
    on the seed. The result has no EXIF, comment or colour profile. At the default size it
    stays under 45 KB.

    Raises ValueError if a side is shorter than 16 pixels.
    """
    if width < 16 or height < 16:
        raise ValueError("an abstract photo needs at least 16 × 16 pixels")
    chance = Random(seed)
    palette = _PALETTES[chance.randrange(len(_PALETTES))]
    canvas = Canvas(width * _OVERSAMPLING, height * _OVERSAMPLING, palette.sky, palette.haze)
    _SCENES[seed % len(_SCENES)](canvas, palette, chance)
    picture = canvas.image.resize((width, height), Image.Resampling.LANCZOS)
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=_JPEG_QUALITY, optimize=True, progressive=True)
    return buffer.getvalue()


def mixed(first: Colour, second: Colour, share: float) -> Colour:
    """Return the colour that lies `share` of the way from the first to the second."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return (red, green, blue)


def _vertical_gradient(width: int, height: int, top: Colour, bottom: Colour) -> Image.Image:
    ramp = Image.linear_gradient("L").resize((width, height))
    return Image.composite(
        Image.new("RGB", (width, height), bottom),
        Image.new("RGB", (width, height), top),
        ramp,
    )


def _classroom(canvas: Canvas, palette: Palette, chance: Random) -> None:
    """Draw a window wall, the light it throws, a board and rows of empty desks."""
    wall = mixed(palette.haze, palette.middle, 0.18)
    floor_line = chance.uniform(0.58, 0.64)
    canvas.box(0, 0, 1, floor_line, wall)
    panes = chance.choice((3, 4))
    pane_width = 0.5 / panes
    for number in range(panes):
        left = 0.05 + number * (pane_width + 0.012)
        canvas.box(left, 0.08, left + pane_width, 0.46, palette.light, 0.012)
        canvas.box(left + 0.008, 0.095, left + pane_width - 0.008, 0.445, palette.sky, 0.008)
        canvas.disc(left + pane_width * chance.uniform(0.3, 0.7), 0.38, 0.05, palette.middle)
    canvas.box(0.64, 0.12, 0.95, 0.43, mixed(palette.deep, palette.middle, 0.25), 0.01)
    canvas.box(0.64, 0.435, 0.95, 0.45, palette.accent, 0.004)
    canvas.soften(0.006)
    canvas.box(0, floor_line, 1, 1, mixed(palette.haze, palette.deep, 0.32))
    slant = chance.uniform(0.16, 0.26)
    for number in range(panes):
        left = 0.05 + number * (pane_width + 0.012)
        canvas.polygon(
            [
                (left + 0.08, floor_line),
                (left + pane_width + 0.08, floor_line),
                (left + pane_width * 1.5 + slant, 1),
                (left + slant, 1),
            ],
            palette.light,
            0.28,
        )
    for row in range(3):
        top = floor_line + 0.02 + row * 0.12
        size = 0.10 + row * 0.045
        count = 5 - row
        step = 1 / count
        for place in range(count + 1):
            left = place * step + (row % 2) * step / 2 - size / 2
            shade = mixed(palette.accent, palette.light, 0.30 + 0.12 * chance.random())
            canvas.box(
                left + 0.012,
                top + 0.02,
                left + 0.022,
                top + 0.11 + row * 0.03,
                palette.deep,
            )
            canvas.box(
                left + size - 0.022,
                top + 0.02,
                left + size - 0.012,
                top + 0.11 + row * 0.03,
                palette.deep,
            )
            canvas.box(left, top, left + size, top + 0.028 + row * 0.006, shade, 0.008)
    canvas.glow(0.28, 0.2, 0.7, palette.light, 0.45)


def _book_shelf(canvas: Canvas, palette: Palette, chance: Random) -> None:
    """Draw shelves of books without titles, some leaning, with a plant between them."""
    canvas.box(0, 0, 1, 1, mixed(palette.deep, palette.haze, 0.62))
    shades = (
        palette.accent,
        palette.middle,
        palette.deep,
        mixed(palette.accent, palette.light, 0.5),
        mixed(palette.middle, palette.light, 0.55),
        palette.light,
    )
    shelves = 3
    for shelf in range(shelves):
        floor = (shelf + 1) / shelves - 0.035
        x = chance.uniform(-0.02, 0.02)
        gap = chance.uniform(0.3, 0.7)
        while x < 1:
            if gap < x < gap + 0.12:
                canvas.box(gap + 0.04, floor - 0.07, gap + 0.10, floor, palette.light, 0.012)
                for leaf in range(5):
                    canvas.disc(
                        gap + 0.03 + leaf * 0.02,
                        floor - 0.10 - 0.03 * (leaf % 2),
                        0.035,
                        palette.middle,
                    )
                x = gap + 0.14
                continue
            breadth = chance.uniform(0.018, 0.042)
            tall = chance.uniform(0.17, 0.255)
            lean = chance.choice((0.0, 0.0, 0.0, 0.0, 0.022))
            shade = chance.choice(shades)
            canvas.polygon(
                [
                    (x + lean, floor - tall),
                    (x + breadth + lean, floor - tall),
                    (x + breadth, floor),
                    (x, floor),
                ],
                shade,
            )
            band = floor - tall * chance.uniform(0.55, 0.8)
            canvas.box(
                x + lean / 2,
                band,
                x + breadth + lean / 2,
                band + 0.014,
                mixed(shade, palette.haze, 0.45),
            )
            x += breadth + lean + 0.003
        canvas.box(0, floor, 1, floor + 0.035, mixed(palette.haze, palette.accent, 0.22))
        canvas.box(0, floor + 0.028, 1, floor + 0.035, mixed(palette.deep, palette.accent, 0.3))
    canvas.soften(0.0025)
    canvas.glow(chance.uniform(0.2, 0.8), 0.15, 0.8, palette.light, 0.5)


def _playground(canvas: Canvas, palette: Palette, chance: Random) -> None:
    """Draw hills, a sun, trees and the curve of a running track."""
    canvas.glow(0.5, 0.5, 0.9, palette.light, 0.6)
    canvas.disc(
        chance.uniform(0.15, 0.85),
        chance.uniform(0.14, 0.24),
        0.07,
        mixed(palette.accent, palette.light, 0.55),
    )
    for depth in range(3):
        base = 0.36 + depth * 0.06
        shade = mixed(palette.sky, palette.middle, 0.25 + 0.25 * depth)
        crest = [(share / 6, base - chance.uniform(0.0, 0.10)) for share in range(7)]
        ridge = [point for pair in pairwise(crest) for point in _rounded_ridge(*pair)]
        canvas.polygon([(0, 1), *ridge, (1, 1)], shade)
    canvas.soften(0.005)
    grass = mixed(palette.middle, palette.deep, 0.18)
    canvas.box(0, 0.54, 1, 1, grass)
    for number in range(9):
        x = number / 8 + chance.uniform(-0.03, 0.03)
        canvas.box(x - 0.003, 0.50, x + 0.003, 0.56, palette.deep)
        canvas.disc(
            x,
            0.47,
            chance.uniform(0.035, 0.06),
            mixed(palette.middle, palette.deep, chance.uniform(0.2, 0.6)),
        )
    centre = chance.uniform(0.35, 0.65)
    for lane in range(6):
        spread = lane * 0.075
        shade = palette.accent if lane < 5 else mixed(grass, palette.light, 0.18)
        canvas.polygon(_oval(centre, 0.98, 0.85 - spread, 0.38 - spread * 0.52), shade)
        canvas.ring(
            centre - (0.85 - spread),
            0.98 - (0.38 - spread * 0.52),
            centre + (0.85 - spread),
            0.98 + (0.38 - spread * 0.52),
            palette.light,
            0.006,
        )


def _desk_with_paper(canvas: Canvas, palette: Palette, chance: Random) -> None:
    """Draw a desk from above: sheets with blank lines, notes, a cup and pencils."""
    canvas.box(0, 0, 1, 1, mixed(palette.haze, palette.accent, 0.22))
    for plank in range(1, 5):
        canvas.box(0, plank / 5, 1, plank / 5 + 0.004, mixed(palette.haze, palette.deep, 0.3))
    for number in range(4):
        x, y = 0.06 + number * 0.22, chance.uniform(0.08, 0.36)
        tilt = chance.uniform(-0.05, 0.05)
        sheet = [
            (x, y),
            (x + 0.24, y + tilt),
            (x + 0.24 - tilt, y + 0.5 + tilt),
            (x - tilt, y + 0.5),
        ]
        canvas.polygon([(px + 0.012, py + 0.018) for px, py in sheet], palette.deep, 0.18)
        canvas.polygon(sheet, mixed(palette.light, palette.sky, 0.25 * number / 3))
        for line in range(6):
            top = y + 0.07 + line * 0.06
            reach = chance.uniform(0.11, 0.18)
            canvas.polygon(
                [
                    (x + 0.03, top),
                    (x + 0.03 + reach, top + tilt * 0.75),
                    (x + 0.03 + reach, top + tilt * 0.75 + 0.014),
                    (x + 0.03, top + 0.014),
                ],
                mixed(palette.middle, palette.light, 0.45),
            )
    for _ in range(5):
        x, y = chance.uniform(0.04, 0.88), chance.uniform(0.66, 0.86)
        shade = mixed(
            chance.choice((palette.accent, palette.middle, palette.sky)),
            palette.light,
            0.3,
        )
        canvas.box(
            x + 0.006,
            y + 0.01,
            x + 0.086,
            y + 0.13,
            mixed(palette.haze, palette.deep, 0.35),
            0.006,
        )
        canvas.box(x, y, x + 0.08, y + 0.12, shade, 0.006)
    cup = chance.uniform(0.75, 0.9)
    canvas.disc(cup + 0.008, 0.192, 0.092, mixed(palette.haze, palette.deep, 0.3))
    canvas.disc(cup, 0.18, 0.09, palette.light)
    canvas.disc(cup, 0.18, 0.07, mixed(palette.accent, palette.deep, 0.4))
    for number in range(3):
        x = chance.uniform(0.1, 0.6)
        canvas.polygon(
            [(x, 0.93), (x + 0.2, 0.6), (x + 0.21, 0.61), (x + 0.01, 0.945)],
            (palette.accent, palette.deep, palette.middle)[number],
        )
    canvas.soften(0.0015)
    canvas.glow(0.1, 0.0, 1.0, palette.light, 0.45)


def _courtyard(canvas: Canvas, palette: Palette, chance: Random) -> None:
    """Draw a teaching building with galleries behind a round flower bed and trees."""
    canvas.disc(chance.uniform(0.7, 0.9), 0.16, 0.06, palette.light)
    front = mixed(palette.light, palette.accent, 0.16)
    left, right = chance.uniform(0.04, 0.12), chance.uniform(0.84, 0.96)
    canvas.box(left, 0.16, right, 0.72, front)
    canvas.box(left - 0.02, 0.13, right + 0.02, 0.165, palette.accent, 0.006)
    storeys = chance.choice((3, 4))
    for storey in range(storeys):
        top = 0.2 + storey * 0.52 / storeys
        tall = 0.52 / storeys * 0.55
        columns = 8
        for column in range(columns):
            start = left + 0.02 + column * (right - left - 0.04) / columns
            shade = mixed(palette.sky, palette.deep, chance.uniform(0.15, 0.45))
            canvas.box(
                start + 0.008,
                top,
                start + (right - left - 0.04) / columns - 0.008,
                top + tall,
                shade,
                0.006,
            )
        rail = top + tall + 0.012
        canvas.box(left, rail, right, rail + 0.016, mixed(palette.middle, palette.light, 0.35))
    canvas.soften(0.003)
    canvas.box(0, 0.72, 1, 1, mixed(palette.haze, palette.middle, 0.35))
    canvas.polygon(
        [(0.36, 0.72), (0.64, 0.72), (0.95, 1), (0.05, 1)],
        mixed(palette.haze, palette.light, 0.5),
    )
    canvas.polygon(_oval(0.5, 0.88, 0.2, 0.07), mixed(palette.middle, palette.deep, 0.25))
    for _flower in range(26):
        x, y = chance.uniform(0.34, 0.66), chance.uniform(0.845, 0.9)
        canvas.disc(
            x,
            y,
            0.011,
            chance.choice(
                (
                    palette.accent,
                    palette.light,
                    mixed(palette.accent, palette.light, 0.5),
                )
            ),
        )
    for x in (chance.uniform(0.02, 0.12), chance.uniform(0.86, 0.98)):
        canvas.box(x - 0.008, 0.5, x + 0.008, 0.86, palette.deep)
        for _crown in range(6):
            canvas.disc(
                x + chance.uniform(-0.06, 0.06),
                0.44 + chance.uniform(-0.1, 0.08),
                chance.uniform(0.07, 0.11),
                mixed(palette.middle, palette.deep, chance.uniform(0.0, 0.35)),
            )
    canvas.glow(0.2, 0.1, 0.8, palette.light, 0.4)


_SCENES: tuple[Scene, ...] = (
    _classroom,
    _book_shelf,
    _playground,
    _desk_with_paper,
    _courtyard,
)


def _rounded_ridge(start: tuple[float, float], end: tuple[float, float]) -> list[tuple[float, float]]:
    """Return points from one crest to the next with a smooth rise or fall between them."""
    steps = 24
    points = []
    for step in range(steps):
        share = step / steps
        eased = share * share * (3 - 2 * share)
        points.append(
            (
                start[0] + (end[0] - start[0]) * share,
                start[1] + (end[1] - start[1]) * eased,
            )
        )
    return [*points, end]


def _oval(x: float, y: float, half_width: float, half_height: float) -> list[tuple[float, float]]:
    """Return the outline of an ellipse.

    Rational points (Pythagorean parametrisation) instead of sine and cosine, because the
    last bit of those may differ between C libraries.
    """
    steps = 48
    quarter = []
    for step in range(steps + 1):
        t = step / steps
        quarter.append(((1 - t * t) / (1 + t * t), 2 * t / (1 + t * t)))
    outline = [
        *quarter,
        *((-a, b) for a, b in reversed(quarter)),
        *((-a, -b) for a, b in quarter),
        *((a, -b) for a, b in reversed(quarter)),
    ]
    return [(x + a * half_width, y + b * half_height) for a, b in outline]
