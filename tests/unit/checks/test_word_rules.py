"""The rules about words do what stands beside them, and what two collections of sentences ask of them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from word_sentences import EXAM_WORDS, NICKNAMES, TABLE, sentences

from qiangxiao.checks import word_rules
from qiangxiao.checks.numbers import find_numbers
from qiangxiao.checks.texts import TextFile
from qiangxiao.checks.word_rules import WordRule, find_breaches, word_table

PROJECT = Path(__file__).parents[3]


def told(text: str, table: word_rules.WordTable = TABLE) -> list[str]:
    content = f"x.md\n{text}".replace("\\n", "\n")
    found = [breach.rule.id for breach in find_breaches(TextFile("x.md", content), table)]
    return found + [number.kind for number in find_numbers(content)]


def examples(kind: str) -> list[tuple[WordRule, str]]:
    return [(rule, sentence) for rule in TABLE.rules for sentence in getattr(rule, kind)]


@pytest.mark.parametrize(("rule", "sentence"), examples("catch"), ids=lambda value: getattr(value, "id", ""))
def test_a_rule_notices_the_sentences_beside_it(rule: WordRule, sentence: str) -> None:
    assert told(sentence, replace(TABLE, rules=(rule,)))


@pytest.mark.parametrize(("rule", "sentence"), examples("spare"), ids=lambda value: getattr(value, "id", ""))
def test_no_rule_notices_the_sentences_to_be_left_alone(rule: WordRule, sentence: str) -> None:
    assert told(sentence) == []


@pytest.mark.parametrize("rule", TABLE.rules, ids=lambda rule: rule.id)
def test_every_rule_has_examples_of_both_kinds(rule: WordRule) -> None:
    assert rule.catch
    assert rule.spare


def test_no_two_rules_share_an_id() -> None:
    ids = [rule.id for rule in TABLE.rules]
    assert len(set(ids)) == len(ids)


def test_no_pattern_needs_what_an_older_browser_does_not_have() -> None:
    plain = word_rules.plain_table(EXAM_WORDS, NICKNAMES)
    patterns = [
        *plain["masks"],
        *plain["negation"].values(),
        *(rule["find"] for rule in plain["rules"]),
        *(text for rule in plain["rules"] for part in ("needs", "unless") for _, text in rule[part]),
    ]
    # Look-behind, named groups, possessive or inline flags; \d and \w differ between the two languages.
    foreign = re.compile(r"\(\?(?:<|P|[a-z])|[+*?}]\+|\\[dDwWbBAZ]|<[A-Z]")
    assert [pattern for pattern in patterns if foreign.search(pattern)] == []


def noticed(sentence: str) -> bool:
    """Tell whether anything in a sentence, or in a table with this head, is noticed."""
    count = sentence.count("|") - 1
    return bool(told(f"{sentence}\n|{'---|' * count}" if sentence.startswith("|") else sentence))


@pytest.mark.parametrize("name", ["forbidden", "cases-forbidden"])
def test_nine_of_ten_forbidden_sentences_are_noticed(name: str) -> None:
    """Written before the rules, in the shapes of real posts; the rules were not made from them."""
    forbidden = sentences(name)
    assert sum(map(noticed, forbidden)) / len(forbidden) >= 0.9


@pytest.mark.parametrize("name", ["honest", "cases-honest"])
def test_honest_sentences_are_left_alone(name: str) -> None:
    assert [sentence for sentence in sentences(name) if noticed(sentence)] == []


def test_what_the_page_of_threats_says_of_the_rules_is_so() -> None:
    page = (PROJECT / "docs/threats.md").read_text(encoding="utf-8")
    assert len(sentences("forbidden")) + len(sentences("honest")) >= 400
    for name in ("forbidden", "honest", "cases-forbidden", "cases-honest"):
        whole = sentences(name)
        assert f"| `{name}.txt` | {len(whole)} | {sum(map(noticed, whole))} |" in page


def test_the_sample_is_left_alone() -> None:
    files = sorted(path for path in (PROJECT / "schools").rglob("*") if path.suffix in {".md", ".yml"})
    found = [
        (path.name, breach.rule.id, breach.words)
        for path in files
        for breach in find_breaches(TextFile("x.md", f"x.md\n{path.read_text(encoding='utf-8')}"), TABLE)
    ]
    assert found == []


def test_a_rule_can_do_without_the_words_of_a_city() -> None:
    assert told("四七九录取人数再创历史新高。")
    assert told("四七九录取人数再创历史新高。", word_table()) == []
