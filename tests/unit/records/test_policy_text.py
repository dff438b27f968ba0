"""Every clause of the policy that ships is a sentence of the policy's text, under its own number.

`tests/policy/chengdu.txt` is the text as it was published. 三(五)2 is the second sentence under 三(五).
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from qiangxiao.records.policy import SHIPPED, shipped_policy

REPOSITORY = Path(__file__).parents[3]
TEXT = (REPOSITORY / "tests/policy/chengdu.txt").read_text(encoding="utf-8")
_PART = re.compile(r"^([三四])、", re.MULTILINE)
_NUMBER = r"[三四][(（][一二三四五六七八九十]+[)）]"


def plain(text: str) -> str:
    """Write full-width brackets and commas as the text does."""
    return unicodedata.normalize("NFKC", text)


def sentences() -> dict[str, str]:
    """Return every heading of parts three and four, and every sentence under it, by number."""
    found = {}
    pieces = _PART.split(TEXT)[1:]
    for part, body in zip(pieces[::2], pieces[1::2], strict=True):
        for line in body.split("\n"):
            if match := re.match(r"\(([一二三四五六七八])\)(.*)", line):
                for at, sentence in enumerate(filter(None, match[2].split("。"))):
                    found[f"{part}({match[1]}){at or ''}"] = plain(sentence)
    return found


def test_every_sentence_of_parts_three_and_four_is_a_clause() -> None:
    assert [clause.id for clause in shipped_policy().clauses] == list(sentences())


@pytest.mark.parametrize("clause", shipped_policy().clauses, ids=lambda clause: clause.id)
def test_a_clause_has_the_words_of_its_sentence(clause: object) -> None:
    assert plain(clause.title) in sentences()[clause.id]  # type: ignore[attr-defined]


def test_the_test_notices_a_clause_under_a_wrong_number() -> None:
    assert "每学期组织各学科教研员" in sentences()["三(五)4"]
    assert "每学期组织各学科教研员" not in sentences()["三(三)1"]


def test_no_clause_is_named_that_the_policy_does_not_have() -> None:
    known = {number.rstrip("0123456789") for number in sentences()}
    wrong = []
    for folder in ("tools", "docs", "schools"):
        for path in (REPOSITORY / folder).rglob("*"):
            if "errors" in path.parts:  # their examples of what is wrong name clauses that there are not
                continue
            if (
                path.suffix in (".py", ".md", ".yml", ".j2", ".json", ".js")
                and "node_modules" not in path.parts
            ):
                for number in re.findall(_NUMBER, path.read_text(encoding="utf-8")):
                    if plain(number) not in known:
                        wrong.append(f"{path.relative_to(REPOSITORY)}: {number}")
    assert wrong == []


def test_the_policy_that_ships_is_read_without_a_problem() -> None:
    assert SHIPPED.is_file() and shipped_policy().requirements
