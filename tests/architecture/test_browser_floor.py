"""Readers' style sheets say nothing that the oldest browsers
drop together with something that matters: what linters cannot
tell, since it stands beside an unknown word or in for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from sample_program import REPOSITORY

ASSETS = REPOSITORY / "tools" / "qiangxiao" / "site" / "theme" / "assets"
SHEETS = ("material.css", "site.css")
# Younger than Chromium 78 and Safari 13; a rule with one of them is dropped whole.
YOUNG = re.compile(
    r":(?:is|where|has|focus-visible|user-invalid|popover-open)\b"  # a:is(b), li:has(> a), not :first-child
    r"|::details-content"
    r"|:not\((?:[^()\[\]]|\[[^\]]*\])*,"  # :not(.a, .b), not :not(.a):not(.b)
)
OLD = "@supports not (inset: 0)"


def rules(text: str) -> Iterator[tuple[str, str]]:
    """Yield selector and declarations of every rule, whatever it is nested in."""
    plain = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    plain = re.sub(r"url\([^)]*\)", "url()", plain)  # drawings hold braces and semicolons of their own
    for found in re.finditer(r"([^{};]+)\{([^{}]*)\}", plain):
        yield found[1].strip(), found[2]


def split(selector: str) -> list[str]:
    """Return the selectors of a list: `a, b:not(c, d)` are two."""
    return re.split(r",\s*(?![^()]*\))", selector)


def dropped(text: str) -> list[str]:
    """Return selectors that an old browser reads and drops, since one beside them is unknown to it."""
    return [
        selector
        for selector, _ in rules(text)
        if len({bool(YOUNG.search(one)) for one in split(selector)}) > 1
    ]


def without_stand_in(text: str) -> list[str]:
    """Return flexible boxes with a gap that old browsers would show without one."""
    modern, old = text.split(OLD)
    stand_in = old[: old.index("\n}")]
    found = []
    for selector, declarations in rules(modern):
        if re.search(r"(?<![\w-])gap:", declarations) and "flex" in declarations:
            found += [one for one in split(selector) if f".{one.split('.')[-1].split()[0]}" not in stand_in]
    return found


@pytest.mark.parametrize("name", SHEETS)
def test_a_selector_too_young_for_some_stands_alone(name: str) -> None:
    assert dropped((ASSETS / name).read_text(encoding="utf-8")) == []


def test_gaps_between_flexible_items_have_a_stand_in() -> None:
    assert without_stand_in((ASSETS / "site.css").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "rule", [".a, .b:has(> c) {}", "th, p:is(.a, .b) {}", ".a:not(.b, .c), .d {}", ":focus-visible, a {}"]
)
def test_a_planted_selector_is_seen(rule: str) -> None:
    assert dropped(f"@media print {{ {rule} }}")


def test_a_planted_gap_is_seen() -> None:
    sheet = (
        "a.x { display: flex; gap: 1em; } b.y { display: flex; gap: 1em; }\n" + OLD + " {\n  .y > * {}\n}\n"
    )
    assert without_stand_in(sheet) == ["a.x"]
