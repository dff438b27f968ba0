"""Every pair of colours that the style sheet uses for text keeps a contrast of 4.5:1,
sentences one of 7:1, in light and in dark.
"""

import re
from pathlib import Path

import pytest

STYLES = Path(__file__).parents[2] / "tools" / "qiangxiao" / "site" / "theme" / "assets" / "site.css"
SURFACES = ("paper", "card", "wash")
PAIRS = [
    *((text, surface) for text in ("ink", "ink-2", "red", "link", "gold", "green") for surface in SURFACES),
    *((text, f"{name}-wash") for name in ("red", "gold", "green", "blue") for text in (name, "ink")),
    ("red", "gold-wash"),
    ("ink-2", "red-wash"),
    ("link", "gold-wash"),
    ("on-red", "red"),
    ("on-red", "red-deep"),
]


def palettes() -> dict[str, dict[str, str]]:
    text = STYLES.read_text(encoding="utf-8")

    def colours(selector: str) -> dict[str, str]:
        block = text[text.index(selector + " {") :]
        return dict(re.findall(r"--qx-([\w-]+): (#[0-9a-f]{6});", block[: block.index("}")]))

    return {
        "light": colours(":root"),
        "dark": colours(':root[data-qx-theme="dark"]'),
        "system dark": colours(':root:not([data-qx-theme="light"])'),
    }


def luminance(colour: str) -> float:
    def linear(channel: int) -> float:
        value = channel / 255
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "surface"), PAIRS)
def test_text_can_be_read(scheme: str, text: str, surface: str) -> None:
    colours = palettes()[scheme]
    assert contrast(colours[text], colours[surface]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("text", ["ink", "ink-2", "link"])
def test_what_is_read_in_sentences_can_be_read_with_weak_eyes(scheme: str, text: str) -> None:
    colours = palettes()[scheme]
    for surface in ("paper", "card", "wash"):
        assert contrast(colours[text], colours[surface]) >= 7  # WCAG 2.2 at level AAA


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_border_of_a_control_can_be_seen(scheme: str) -> None:
    colours = palettes()[scheme]
    for surface in ("paper", "card"):
        assert contrast(colours["edge"], colours[surface]) >= 3


def test_dark_by_choice_and_dark_by_system_are_the_same() -> None:
    assert palettes()["dark"] == palettes()["system dark"]
    assert set(palettes()["dark"]) == set(palettes()["light"])
