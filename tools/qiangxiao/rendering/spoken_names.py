"""Names by which people call schools and districts, from the full ones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from qiangxiao.rendering.search_words import packaged_words

# catches "（示例）" in "东街中学（示例）", spares "(示例)" and "东街中学"
_REMARK = re.compile(r"（[^（）]*）")
_COMMON_SHARE = 0.5
"""A pair of characters in more of the names tells nobody which school is meant: 示例 in the sample."""
_FEWEST_NAMES = 4
"""Of fewer names than this one cannot tell what is common."""
_SHORTEST = 2  # characters: a name as short says nothing, 中学 of 东街中学


def spoken_names(
    names: Mapping[str, Sequence[str]], places: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    """Return further names for each key: without its district, without what all share, with a short end.

    `names` are the full and former names by key, `places` the names of its district. What two keys share is
    kept for both: the search shows both.
    """
    plain = {key: [_REMARK.sub("", name) for name in given] for key, given in names.items()}
    common = _common_pairs([given[0] for given in plain.values() if given])
    return {key: _spoken(given, places.get(key, ()), common) for key, given in plain.items()}


def _common_pairs(names: Sequence[str]) -> tuple[str, ...]:
    if len(names) < _FEWEST_NAMES:
        return ()
    types = packaged_words().school_types
    pairs = Counter(pair for name in names for pair in {name[at : at + 2] for at in range(len(name) - 1)})
    return tuple(
        sorted(
            pair for pair, count in pairs.items() if count > _COMMON_SHARE * len(names) and pair not in types
        )
    )


def _spoken(names: Sequence[str], places: Sequence[str], common: Sequence[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for name in names:
        variants = [name]
        variants += [
            variant.replace(pair, "") for variant in tuple(variants) for pair in common if pair in variant
        ]
        variants += [shorter for variant in tuple(variants) for shorter in _without_place(variant, places)]
        variants += [shorter for variant in tuple(variants) for shorter in _with_short_end(variant)]
        found |= dict.fromkeys(variants)
    return tuple(name for name in found if len(name) > _SHORTEST and name not in names)


def _without_place(name: str, places: Sequence[str]) -> list[str]:
    return [name.removeprefix(place) for place in places if name.startswith(place)]


def _with_short_end(name: str) -> list[str]:
    ends = packaged_words().school_ends.items()
    return [name.removesuffix(end) + short for end, shorts in ends if name.endswith(end) for short in shorts]
