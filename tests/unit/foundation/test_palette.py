"""Two colours make a palette that everybody can read, or say where they do not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiangxiao import site
from qiangxiao.foundation.palette import AA, DARK, LIGHT, SHIPPED_PALETTE, contrast, palette_of, readable

STYLES = (Path(site.__file__).parent / "theme/assets/site.css").read_text(encoding="utf-8")
COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def named(block: str) -> dict[str, str]:
    return dict(re.findall(r"--qx-([\w-]+): (#[0-9a-f]{6});", block))


def test_the_palette_that_ships_is_that_of_the_style_sheet() -> None:
    light, dark = (named(part) for part in STYLES.split("@media screen")[:2])
    for colours, tones, ground in (
        (light, SHIPPED_PALETTE.primary[0], LIGHT),
        (dark, SHIPPED_PALETTE.primary[1], DARK),
    ):
        assert (colours["red"], colours["red-deep"]) == (tones.plain, tones.deep)
        assert (colours["red-wash"], colours["on-red"]) == (tones.wash, tones.on)
        assert [colours[name] for name in ("paper", "card", "wash", "gold-wash")] == list(
            ground.grounds.values()
        )
        assert [colours[name] for name in ("ink", "ink-2")] == list(ground.inks.values())
    for colours, tones in zip((light, dark), SHIPPED_PALETTE.accent, strict=True):
        assert (colours["link"], colours["blue"], colours["blue-wash"]) == (
            tones.plain,
            tones.plain,
            tones.wash,
        )


def test_nothing_is_wrong_with_the_palette_that_ships() -> None:
    assert list(SHIPPED_PALETTE.unreadable()) == []
    assert SHIPPED_PALETTE.paint(STYLES) == STYLES


@given(COLOURS, COLOURS)
def test_what_is_lightened_for_the_dark_can_be_read_there(primary: str, accent: str) -> None:
    palette = palette_of(primary, accent, dark=(None, None))
    assert [pair for pair in palette.unreadable() if pair.is_dark] == []


@given(COLOURS)
def test_the_tone_that_is_advised_instead_can_be_read(colour: str) -> None:
    better = readable(colour)
    assert list(palette_of(better, better, dark=(None, None)).unreadable()) == []


def test_a_colour_that_can_be_read_is_advised_unchanged() -> None:
    assert readable("#0b5cad") == "#0b5cad"


def test_contrast_is_reckoned_as_in_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01) and AA == 4.5


def test_each_pair_that_fails_is_named_with_its_scheme() -> None:
    found = list(palette_of("#f5d90a", None, dark=(None, "#333333")).unreadable())
    assert {(pair.is_primary, pair.is_dark) for pair in found} == {(True, False), (False, True)}
    assert all(1 <= pair.ratio < AA and pair.words for pair in found)


def test_a_style_sheet_is_painted_everywhere_and_nothing_else_is_touched() -> None:
    palette = palette_of("#0b5cad", "#6b2fa0", dark=(None, None))
    painted = palette.paint(STYLES)
    shipped = {tones.plain for pair in (SHIPPED_PALETTE.primary, SHIPPED_PALETTE.accent) for tones in pair}
    assert shipped and not [colour for colour in shipped if colour in painted]
    assert re.sub(r"#[0-9a-f]{6}", "#", painted) == re.sub(r"#[0-9a-f]{6}", "#", STYLES)
    assert named(painted)["paper"] == named(STYLES)["paper"]
    assert "--qx-warn: #a32720;" in painted, "a warning stays red"
    assert palette.paint("fill='%23a3271f' #a3271f1a") == "fill='%230b5cad' #a3271f1a"


def test_what_is_printed_is_red_unless_the_program_has_a_colour() -> None:
    assert SHIPPED_PALETTE.print_red == "#c8102e"
    assert palette_of("#0b5cad", None, dark=(None, None)).print_red == "#0b5cad"
