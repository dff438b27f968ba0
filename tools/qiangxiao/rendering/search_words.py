"""Words that readers use, beside the site's own: read once from the packaged file, extended by a program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources

import yaml


@dataclass(frozen=True, slots=True)
class ReaderWords:
    """What a search must know of how readers speak.

    `synonyms` maps a word of the site to readers' words for it, `questions` are phrases that say that
    something is asked but not what, `popular` is shown before anyone types.
    """

    synonyms: Mapping[str, tuple[str, ...]]
    questions: tuple[str, ...] = ()
    popular: tuple[str, ...] = ()
    school_ends: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """How the end of a school's name is shortened."""
    school_types: frozenset[str] = frozenset()
    """Pairs of characters that say what sort of school it is."""

    def extended(self, synonyms: Mapping[str, Iterable[str]]) -> ReaderWords:
        """Return these words with further synonyms; those of one word of the site are put together."""
        own = self.synonyms
        more = {word: (*own.get(word, ()), *others) for word, others in synonyms.items()}
        return replace(self, synonyms={**own, **more})


@cache
def packaged_words() -> ReaderWords:
    """Return the words that come with the program."""
    text = resources.files("qiangxiao.rendering").joinpath("search_words.yml").read_text(encoding="utf-8")
    read = yaml.load(text, yaml.CSafeLoader)
    return ReaderWords(
        _tuples(read["synonyms"]),
        tuple(read["questions"]),
        tuple(read["popular"]),
        _tuples(read["school_ends"]),
        frozenset(read["school_types"]),
    )


def _tuples(read: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    return {word: tuple(others) for word, others in read.items()}
