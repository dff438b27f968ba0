"""Two collections of sentences, written before the rules about words, and the rules of the sample's city."""

from __future__ import annotations

from pathlib import Path

from qiangxiao.checks.word_rules import word_table

EXAM_WORDS = ("一诊", "二诊", "三诊", "公助生")
NICKNAMES = ("四七九", "七中", "石室", "树德", "市一中")
TABLE = word_table(EXAM_WORDS, NICKNAMES)


def sentences(name: str) -> list[str]:
    """Return the sentences of `forbidden` or `honest`; a line end within one is written `\\n`."""
    lines = Path(__file__).with_name("sentences").joinpath(f"{name}.txt").read_text(encoding="utf-8")
    return [line.replace("\\n", "\n") for line in lines.splitlines() if line and not line.startswith("%")]
