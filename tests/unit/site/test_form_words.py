"""The online form says of words what `check` says, by the same rules, before anything is sent."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from number_spellings import ID_SPELLINGS, MOBILES, PHONE_SPELLINGS, id_numbers
from word_sentences import EXAM_WORDS, NICKNAMES, TABLE, sentences

from qiangxiao.authoring.forms.config import form_rules
from qiangxiao.catalog.loader import load
from qiangxiao.checks.numbers import find_numbers
from qiangxiao.checks.texts import TextFile
from qiangxiao.checks.word_rules import find_breaches
from qiangxiao.checks.wording import say_half_width
from qiangxiao.checks.words import form_words

PROJECT = Path(__file__).parents[3]
SCRIPT = Path(__file__).with_name("words_in_javascript.mjs")

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="needs Node.js")


def of_the_form(
    texts: list[tuple[str, str]], drafts: Sequence[Mapping[str, str]] = ()
) -> dict[str, list[dict[str, Any]]]:
    program = load(PROJECT).catalog.program
    given = {
        "table": form_words(program),
        "rules": form_rules(program),
        "texts": [{"path": path, "text": text} for path, text in texts],
        "drafts": drafts,
    }
    run = subprocess.run(
        ["node", str(SCRIPT)], input=json.dumps(given), capture_output=True, encoding="utf-8", check=True
    )
    said: dict[str, list[dict[str, Any]]] = json.loads(run.stdout)
    return said


def of_check(path: str, text: str) -> dict[str, Any]:
    content = f"{path}\n{text}"
    breaches = find_breaches(TextFile(path, content), TABLE)
    numbers = [number for number in find_numbers(content) if number.kind != "bank-card"]
    return {
        "words": [[breach.rule.id, breach.spot[0], breach.words] for breach in breaches],
        "numbers": [[number.kind, content.count("\n", 0, number.start)] for number in numbers],
        "marks": [say_half_width(line) for line in text.split("\n")],
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
        for (path, text), theirs in zip(texts, of_the_form(texts)["texts"], strict=True)
        if (mine := of_check(path, text)) != theirs
    ]
    assert differing == []


def test_a_draft_is_judged_field_by_field() -> None:
    """Each note is at its own field; a waiver, a good sentence and a photo to which all agreed give none."""
    draft = {
        "title": "期末成绩年级排名第一的作业设计",
        "summary": "详情请打电话13812345678,王老师解答。",
        "measures.0": "深化课堂教学改革",
        "readings.0.indicator": "语文平均分",
        "readings.0.value": "103",
        "photos.0.file": "blob:https://x/6f9619ff-8b86-4d01-b42d-00cf4fc96413",
        "photos.0.alt": "七年级三班合影",
        "photos.1.file": "media/shujia.jpg",
        "photos.1.alt": "走廊的书架",
        "photos.1.consent": "true",
        "body": "第一段没有什么。\n\n## 小标题\n\n联系13987654321。\n\n```\na,b，甲,乙\n```",
    }
    good = {"title": "走廊书架开放一个月", "body": "借出三百册。", "photos.0.alt": "还没有选照片"}
    judged, nothing = of_the_form([], [draft, good])["drafts"]
    faults = [(note["place"], note["text"][:11]) for note in judged if note["isFault"]]
    assert faults == [
        ("summary", "这里有一个手机号码。请"),
        ("body", "这里有一个手机号码。请"),
        ("title", "这里公布了考试排名“成"),
        ("readings.0.indicator", "这里公布了考试成绩“平"),
    ]
    assert [(note["place"], note["text"]) for note in judged if not note["isFault"]] == [
        (
            "photos.0.consent",
            "这张照片（七年级三班合影）里能认出来的人还没有都同意公开："
            "请问到了再选“都同意”，或者换一张没有人能认出来的。",
        ),
        ("summary", "这一行用了半角标点。请改成“话13812345678，王老师解答。”。"),
    ]
    assert nothing == []
