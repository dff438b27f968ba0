"""The online form says of words what `check` says, by the same rules, before anything is sent."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from number_spellings import ID_SPELLINGS, MOBILES, PHONE_SPELLINGS, id_numbers
from word_sentences import EXAM_WORDS, NICKNAMES, TABLE, sentences

from qiangxiao.catalog.loader import load
from qiangxiao.checks.numbers import find_numbers
from qiangxiao.checks.texts import TextFile
from qiangxiao.checks.word_rules import find_breaches
from qiangxiao.checks.words import form_words

PROJECT = Path(__file__).parents[3]
SCRIPT = Path(__file__).with_name("words_in_javascript.mjs")

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="needs Node.js")


def of_the_form(texts: list[tuple[str, str]]) -> list[dict[str, Any]]:
    table = form_words(load(PROJECT).catalog.program)
    given = {"table": table, "texts": [{"path": path, "text": text} for path, text in texts]}
    run = subprocess.run(
        ["node", str(SCRIPT)], input=json.dumps(given), capture_output=True, encoding="utf-8", check=True
    )
    said: list[dict[str, Any]] = json.loads(run.stdout)
    return said


def of_check(path: str, text: str) -> dict[str, Any]:
    content = f"{path}\n{text}"
    breaches = find_breaches(TextFile(path, content), TABLE)
    numbers = [number for number in find_numbers(content) if number.kind != "bank-card"]
    return {
        "words": [[breach.rule.id, breach.spot[0], breach.words] for breach in breaches],
        "numbers": [[number.kind, content.count("\n", 0, number.start)] for number in numbers],
    }


def all_texts() -> list[tuple[str, str]]:
    said = [sentence for name in ("forbidden", "honest") for sentence in sentences(name)]
    said += [sentence for rule in TABLE.rules for sentence in (*rule.catch, *rule.spare)]
    said = [sentence.replace("\\n", "\n") for sentence in said]
    said += [f"电话{spell(number)}。" for spell in PHONE_SPELLINGS.values() for number in MOBILES]
    said += [f"证件{spell(number)}已登记" for spell in ID_SPELLINGS.values() for number in id_numbers(3)]
    front = "---\ntitle: 开放课\nreadings:\n  - indicator: 语文平均分\n    value: 103\n---\n"
    files = [path for path in (PROJECT / "schools").rglob("*") if path.suffix in (".md", ".yml")]
    return [
        *(("x.md", sentence) for sentence in said),
        *(("x.md", front + sentence) for sentence in said[::7]),
        *((path.name, path.read_text(encoding="utf-8")) for path in sorted(files)[::4]),
    ]


def test_the_form_and_check_give_the_same_answers() -> None:
    assert (PROJECT / "schools" / "program.yml").read_text(encoding="utf-8").count(NICKNAMES[0]) == 1
    assert EXAM_WORDS[0] in (PROJECT / "schools" / "program.yml").read_text(encoding="utf-8")
    texts = all_texts()
    differing = [
        (text, mine, theirs)
        for (path, text), theirs in zip(texts, of_the_form(texts), strict=True)
        if (mine := of_check(path, text)) != theirs
    ]
    assert differing == []
