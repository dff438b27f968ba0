"""A catalog to the places where its words break a rule of `words.yml`: pupils, accounts, exam results.

The rules are data; here they become checks, without those that a program has switched off and the places that
it waives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from qiangxiao.catalog.catalog import Catalog
from qiangxiao.checks.privacy import NUMBER_WORDS, name_list
from qiangxiao.checks.registry import Check, Finding
from qiangxiao.checks.texts import Snapshot, TextFile, all_files, limit
from qiangxiao.checks.word_rules import Breach, WordCode, find_breaches, plain_table, word_codes, word_table
from qiangxiao.checks.wording import form_punctuation
from qiangxiao.foundation.problems import rule
from qiangxiao.records.program import Program

_MAX_QUOTED = 20
# catches "温江区", "新川市", "天府新区", spares "江区": one character is no name of a place
_SUFFIX = re.compile(r"(?<=..)(?:自治县|新区|区|县|市|旗|镇)$")
_REMEMBERED = 4096  # files of which a run keeps what was found: a hundred schools have about two thousand


def place_names(program: Program) -> tuple[str, ...]:
    """Return what people call the city and its districts: many begin with a surname and are nobody's name."""
    names = (program.city, *(district.name for district in program.districts))
    return tuple(sorted({_SUFFIX.sub("", name) for name in names}))


def form_words(program: Program) -> dict[str, Any]:
    """Return the rules as data for the online form, without examples and without those switched off."""
    plain = plain_table(program.words.exam_words, program.words.school_nicknames, place_names(program))
    said = {
        code: {"severity": words["severity"], "message": words["message"], "hint": words["hint"]}
        for code, words in plain["codes"].items()
    }
    numbers = {
        f"privacy.{kind}": {"severity": "error", "message": message, "hint": hint}
        for kind, (message, hint) in NUMBER_WORDS.items()
    }
    return {
        "codes": said | numbers,
        "masks": plain["masks"],
        "negation": plain["negation"],
        "punctuation": form_punctuation(),
        "rules": [
            {key: value for key, value in rule.items() if key not in ("catch", "spare")}
            for rule in plain["rules"]
            if not program.words.is_off(rule["id"], rule["code"])
        ],
        "waivers": [
            {"path": waiver.path, "rule": waiver.rule.value, "words": waiver.words}
            for waiver in program.words.waivers
        ],
    }


@lru_cache(maxsize=1)
def _breaches(snapshot: Snapshot) -> tuple[tuple[TextFile, Breach], ...]:
    program = snapshot.catalog.program
    words, places = program.words, place_names(program)
    return tuple(
        (file, breach)
        for file in all_files(snapshot)
        for breach in _remember(file.path, file.content, words.exam_words, words.school_nicknames, places)
        if not words.is_off(breach.rule.id, breach.rule.code)
        and not words.waives(file.path, breach.rule.code, file.lines[breach.spot[0]].text)
        # A list with a head is told once, by the rule about lists.
        and not (breach.rule.code.startswith("privacy.pupil") and name_list(file, file.lines[breach.spot[0]]))
    )


@lru_cache(maxsize=_REMEMBERED)
def _remember(
    path: str, content: str, exam_words: tuple[str, ...], nicknames: tuple[str, ...], places: tuple[str, ...]
) -> tuple[Breach, ...]:
    """Find the breaches in a file: a trial of a change reads all others once more."""
    return tuple(find_breaches(TextFile(path, content), word_table(exam_words, nicknames, places)))


def _check(said: WordCode) -> Check:
    def find(catalog: Catalog, as_of: date) -> Iterator[Finding]:
        return limit(
            file.lines[line].finding(
                column, column + breach.length, said.message.format(breach.words[:_MAX_QUOTED]), said.hint
            )
            for file, breach in _breaches(Snapshot(catalog))
            for line, column in [breach.spot]
            if breach.rule.code == said.code
        )

    return Check(rule(said.code, said.explanation, said.severity), find)


CHECKS: tuple[Check, ...] = tuple(_check(said) for said in word_codes().values())
