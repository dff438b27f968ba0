"""Sixty and more mistakes of beginners: a file dropped into a school's folder, and the words of the message
that must name its cause and the fix. The table is `beginners_mistakes.yml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

SOUND = """\
---
title: 三位老师上开放课
date: 2026-10-12
summary: 全校教师来听课，课后当场评议。
measures:
  - 深化课堂教学改革
author_office: 教务处
---

九月底，三位老师上了开放课，全校教师都来听课。
"""
SCHOOL = "schools/jinjiang/shili"


@dataclass(frozen=True)
class Mistake:
    """What somebody did, the file it makes, and the problem's code, line and words."""

    what: str
    path: str
    data: bytes
    code: str
    line: int
    says: tuple[str, ...]


def _mistakes() -> Iterator[Mistake]:
    table: list[dict[str, Any]] = yaml.safe_load(
        Path(__file__).with_suffix(".yml").read_text(encoding="utf-8")
    )
    for number, row in enumerate(table, 1):
        old = row.get("old", "---")
        assert old in SOUND, old
        text = SOUND.replace(old, row.get("new", old), 1)
        name = row.get("name", f"updates/2026-10-12-slip-{number}.md")
        data = text.encode(row.get("encoding", "utf-8"))
        yield Mistake(row["what"], f"{SCHOOL}/{name}", data, row["code"], row["line"], tuple(row["says"]))


MISTAKES: tuple[Mistake, ...] = tuple(_mistakes())
