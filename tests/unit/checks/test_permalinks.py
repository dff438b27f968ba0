"""Addresses that were published: kept, moved, withdrawn, and lost in each of the ways they can be."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus_trees import added, change, lay_out, problems_of, put

UPDATE = "schools/jinjiang/shili/updates/2026-10-12-kaifangke.md"
UPDATE_ID = "jinjiang/shili/updates/2026-10-12-kaifangke"
CASE = "schools/jinjiang/shili/cases/xiaozu-xuexi.md"
CASE_ID = "jinjiang/shili/cases/xiaozu-xuexi"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = lay_out(tmp_path / "root")
    put(root, "docs/permalinks.yml", f"published:\n  {CASE_ID}: a/\n  {UPDATE_ID}: b/\nwithdrawn: {{}}\n")
    return root


def told(root: Path) -> list[tuple[str, str]]:
    """Return each finding with its hint."""
    lines = added(root, "permalink.")
    return list(zip(lines, [p.hint for p in problems_of(root) if p.code == "permalink.lost"], strict=True))


RENAME = "改名的用 qiangxiao rename，或在新文件里写 id；要撤下的，请编辑用 qiangxiao takedown。"


def line(number: int, content_id: str, what: str, address: str) -> str:
    return f"permalinks.yml:{number}:3 [permalink.lost] 公开过的“{content_id}”{what}，地址 {address} 会失效。"


def test_what_is_there_is_not_lost(root: Path) -> None:
    assert told(root) == []


def test_a_file_that_cannot_be_read_hides_neither_itself_nor_the_next_that_is_gone(root: Path) -> None:
    put(root, CASE, "没有信息栏\n")
    (root / UPDATE).unlink()
    assert told(root) == [(line(3, UPDATE_ID, "找不到了", "b/"), RENAME)]


def test_a_renamed_file_that_keeps_its_id_keeps_its_address(root: Path) -> None:
    text = (root / CASE).read_text(encoding="utf-8")
    (root / CASE).unlink()
    put(root, "schools/jinjiang/shili/cases/gaiming.md", text)
    assert told(root) == [(line(2, CASE_ID, "找不到了", "a/"), RENAME)]
    put(
        root, "schools/jinjiang/shili/cases/gaiming.md", text.replace("title: ", f"id: {CASE_ID}\ntitle: ", 1)
    )
    assert told(root) == []


def test_what_became_a_draft_or_lacks_a_sign_off_is_held_back_and_not_lost(root: Path) -> None:
    change(root, CASE, ("title: ", "draft: true\ntitle: "))
    change(root, "schools/program.yml", ("required: []", "required:\n    - 初审\n    - 终审"))
    assert told(root) == []
