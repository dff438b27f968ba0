"""Rules about words, read from `words.yml`, and where a file breaks them.

The table says what is looked for, what has to stand with it and what excuses it; this module only carries
that out. `site/submit/src/words.js` does the same before a form is sent, and a test holds the two together.
So the patterns keep to what browsers since 2019 understand: no look-behind, `[0-9]` for digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from qiangxiao.checks.compiled import compile_once
from qiangxiao.checks.sentences import Sentence, Sentences, Spot, cut_sentences
from qiangxiao.checks.texts import TextFile
from qiangxiao.foundation.problems import Severity

_TABLE = Path(__file__).with_name("words.yml")
_FRAGMENT = re.compile(r"<([A-Z][A-Z0-9_]*)>")
NEVER = "(?!)"
"""A pattern that matches nothing: what a program that names no words of its own gets."""
_NEAR_BEFORE, _NEAR_AFTER = 20, 12
_CONTEXT = 400
"""Characters of the context that count: the heading of a long paragraph is far away by its end."""


@dataclass(frozen=True, slots=True)
class WordCode:
    """What contributors are told under one code."""

    code: str
    severity: Severity
    message: str
    hint: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Condition:
    """A pattern and where it has to be found: see the head of `words.yml`."""

    scope: str
    text: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled when a place is first found that it is to be held against: few files have
        one, and most conditions are never asked for.
        """
        return compile_once(self.text)


@dataclass(frozen=True, slots=True)
class WordRule:
    """One kind of wording, with sentences it has to catch and sentences it has to leave alone."""

    id: str
    code: str
    find: re.Pattern[str]
    needs: tuple[Condition, ...]
    unless: tuple[Condition, ...]
    is_negatable: bool
    is_masked: bool
    catch: tuple[str, ...]
    spare: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Negation:
    """Words that say that a thing is not done: a rule that forbids must not be taken for a breach of it."""

    forbids: re.Pattern[str]
    declines: re.Pattern[str]
    after: re.Pattern[str]
    resumes: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class WordTable:
    """The rules of a program."""

    codes: Mapping[str, WordCode]
    rules: tuple[WordRule, ...]
    masks: tuple[re.Pattern[str], ...]
    negation: Negation


@dataclass(frozen=True, slots=True)
class Breach:
    """A place that breaks a rule."""

    rule: WordRule
    spot: Spot
    length: int
    words: str


@cache
def _raw() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(_TABLE.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return loaded


@lru_cache(maxsize=4)
def plain_table(
    exam_words: tuple[str, ...] = (), nicknames: tuple[str, ...] = (), places: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Return the table with every pattern written out: plain data, also for the online form."""
    raw = _raw()
    fragments = {
        "EXAM_WORDS": _any_of(exam_words),
        "NICKNAMES": _any_of(nicknames),
        "PLACES": _any_of(places),
    }
    for name, pattern in raw["fragments"].items():
        fragments[name] = _expand("".join(pattern.split("\n")), fragments)
    negation = {name: _expand(pattern, fragments) for name, pattern in raw["negation"].items()}
    return {
        "codes": raw["codes"],
        "masks": [_expand(pattern, fragments) for pattern in raw["masks"]],
        "negation": negation,
        # What is certain is told before what is probable.
        "rules": sorted(
            (_plain_rule(rule, fragments) for rule in raw["rules"]),
            key=lambda rule: raw["codes"][rule["code"]]["severity"] != Severity.ERROR,
        ),
    }


def _plain_rule(rule: dict[str, Any], fragments: Mapping[str, str]) -> dict[str, Any]:
    def conditions(name: str) -> list[list[str]]:
        return [
            [scope, _expand(text, fragments)] for part in rule.get(name, ()) for scope, text in part.items()
        ]

    return {
        "id": rule["id"],
        "code": rule["code"],
        "find": _expand(rule["find"], fragments),
        "needs": conditions("needs"),
        "unless": conditions("unless"),
        "negatable": rule.get("negatable", rule["code"].startswith("publicity.")),
        "masked": rule["code"].startswith("privacy."),
        "catch": rule["catch"],
        "spare": rule["spare"],
    }


def _any_of(words: tuple[str, ...]) -> str:
    return f"(?:{'|'.join(map(re.escape, words))})" if words else NEVER


def _expand(pattern: str, fragments: Mapping[str, str]) -> str:
    return _FRAGMENT.sub(lambda match: fragments[match[1]], pattern)


def word_codes() -> dict[str, WordCode]:
    """Return what the table says of each code; no pattern is compiled for that."""
    return {
        code: WordCode(code, Severity(said["severity"]), said["message"], said["hint"], said["rule"])
        for code, said in plain_table()["codes"].items()
    }


@lru_cache(maxsize=4)
def word_table(
    exam_words: tuple[str, ...] = (), nicknames: tuple[str, ...] = (), places: tuple[str, ...] = ()
) -> WordTable:
    """Return the table for a program, whose own words for exams, schools and places it takes in."""
    plain = plain_table(exam_words, nicknames, places)
    return WordTable(
        word_codes(),
        tuple(
            WordRule(
                rule["id"],
                rule["code"],
                compile_once(rule["find"]),
                tuple(Condition(scope, text) for scope, text in rule["needs"]),
                tuple(Condition(scope, text) for scope, text in rule["unless"]),
                rule["negatable"],
                rule["masked"],
                tuple(rule["catch"]),
                tuple(rule["spare"]),
            )
            for rule in plain["rules"]
        ),
        tuple(map(compile_once, plain["masks"])),
        Negation(**{name: compile_once(pattern) for name, pattern in plain["negation"].items()}),
    )


def find_breaches(file: TextFile, table: WordTable) -> Iterator[Breach]:
    """Yield what breaks the rules in a file: one place of each family of rules in a sentence."""
    yield from breaches_of(cut_sentences(file), table)


def breaches_of(sentences: Sentences, table: WordTable) -> Iterator[Breach]:
    """Yield what breaks the rules in sentences."""
    text = sentences.text
    masked = mask(text, table)
    told = set()
    for rule in table.rules:
        whole = masked if rule.is_masked else text
        for match in rule.find.finditer(whole):
            sentence, start = sentences.at(match.start())
            end = start + len(match[0])
            # One breach of a family in a sentence is enough to have it written anew: the first in the table.
            family = rule.code.removesuffix("-likely") if rule.is_masked else "publicity"
            if not match[0] or (sentence.spots[0], family) in told:
                continue
            begin = match.start() - start
            said = whole[begin : begin + len(sentence.text)]
            around = sentence.context[-_CONTEXT:]
            scopes = _Scopes(said, mask(around, table) if rule.is_masked else around, start, end)
            if not all(scopes.holds(need) for need in rule.needs):
                continue
            if any(scopes.holds(excuse) for excuse in rule.unless):
                continue
            if rule.is_negatable and is_denied(sentence, start, end, table.negation):
                continue
            told.add((sentence.spots[0], family))
            yield Breach(rule, sentence.spots[start], _length(sentence, start, end), match[0])


def _length(sentence: Sentence, start: int, end: int) -> int:
    """Return the number of characters of the file that are meant, on the first line only."""
    line, column = sentence.spots[start]
    return next((place + 1 - column for row, place in reversed(sentence.spots[start:end]) if row == line), 1)


@dataclass(frozen=True, slots=True)
class _Scopes:
    sentence: str
    context: str
    start: int
    end: int

    def holds(self, condition: Condition) -> bool:
        return condition.pattern.search(self._text(condition.scope)) is not None

    def _text(self, scope: str) -> str:
        match scope:
            case "sentence":
                return self.sentence
            case "context":
                return self.context
            case "all":
                return f"{self.context}\n{self.sentence}"
            case "before":
                return self.sentence[: self.start]
            case "after":
                return self.sentence[self.end :]
            case "match":
                return self.sentence[self.start : self.end]
            case "clause":
                return (
                    _clause_before(self.sentence[: self.start])
                    + re.split("[,;:]", self.sentence[self.start :])[0]
                )
            case "near":
                return self.sentence[max(0, self.start - _NEAR_BEFORE) : self.end + _NEAR_AFTER]
        raise ValueError(scope)


def _clause_before(before: str) -> str:
    return re.split("[,;:]", before)[-1]


def mask(text: str, table: WordTable) -> str:
    """Blank out, character for character, what names no pupil: teachers, poets, titles of books."""
    for pattern in table.masks:
        text = pattern.sub(lambda match: re.sub(r"[^\n|]", "□", match[0]), text)
    return text


def is_denied(sentence: Sentence, start: int, end: int, negation: Negation) -> bool:
    """Tell whether the sentence, or the line that introduces its list, says that this is not done."""
    lead = sentence.context.split("\n")[1] if "\n" in sentence.context else ""
    if negation.forbids.search(lead) or negation.declines.search(lead):
        return True
    if negation.after.match(sentence.text[end:]):
        return True
    before = sentence.text[:start]
    # After a semicolon a prohibition goes on only if a colon has opened an enumeration.
    head, _, tail = before.rpartition(":")
    governing = head + tail.split(";")[-1]
    # The words found may begin with what is denied: “不公布…成绩”.
    clause = _clause_before(before) + sentence.text[start:end]
    return _stands(negation.forbids, governing, negation) or _stands(negation.declines, clause, negation)


def _stands(words: re.Pattern[str], text: str, negation: Negation) -> bool:
    """Tell whether words of denial are in a text and nothing after them takes them back."""
    last = max((match.end() for match in words.finditer(text)), default=-1)
    return last >= 0 and not negation.resumes.search(text[last:])
