"""The terms of the policy that ships, for whoever has no program at hand: the same file as plain words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

SHIPPED = Path(__file__).resolve().parents[1] / "policies" / "chengdu.yml"


@cache
def shipped_terms() -> Mapping[str, tuple[str, ...]]:
    """Return the terms of every vocabulary by its name."""
    found = yaml.load(SHIPPED.read_bytes(), Loader=yaml.CBaseLoader)["vocabularies"]
    return {name: tuple(terms) for name, terms in found.items()}
