"""Two collections of sentences, written before the rules about words, and the rules of the sample's city."""

from __future__ import annotations

from pathlib import Path

from qiangxiao.checks.word_rules import word_table

EXAM_WORDS = ("一诊", "二诊", "三诊", "公助生")
NICKNAMES = ("四七九", "七中", "石室", "树德", "市一中")
PLACES = (
    *("成都", "锦江", "青羊", "金牛", "武侯", "成华", "龙泉驿", "青白江", "新都", "温江", "双流", "郫都"),
    *("新津", "简阳", "都江堰", "彭州", "邛崃", "崇州", "金堂", "大邑", "蒲江"),
)
TABLE = word_table(EXAM_WORDS, NICKNAMES, PLACES)


def sentences(name: str) -> list[str]:
    """Return the sentences of `forbidden` or `honest`; a line end within one is written `\\n`."""
    lines = Path(__file__).with_name("sentences").joinpath(f"{name}.txt").read_text(encoding="utf-8")
    return [line.replace("\\n", "\n") for line in lines.splitlines() if line and not line.startswith("%")]
