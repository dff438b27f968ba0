"""Articles as texts: a body, a case's headings in order, numbers where its evidence claims them."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus_trees import added, change, lay_out, problems_of, put

CASE = "schools/jinjiang/shili/cases/xiaozu-xuexi.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "root")


def hints(root: Path, code: str) -> list[str]:
    return [problem.hint for problem in problems_of(root) if problem.code == code]


def test_a_heading_that_lacks_is_named(root: Path) -> None:
    change(root, CASE, ("## 做了什么\n", "做了什么\n"), ("## 如何借鉴\n", "### 如何借鉴\n"))
    assert added(root) == ["xiaozu-xuexi.md:2:1 [case.headings] 正文缺少小标题：做了什么。"]
    assert hints(root, "case.headings") == ["请补上“## 做了什么”并写内容。"]


@pytest.mark.parametrize(
    "pair",
    [
        ("## 如何借鉴", "## 针对的问题\n\n又一次。\n\n## 如何借鉴"),
        ("## 针对的问题", "## 如何借鉴\n\n先写。\n\n## 针对的问题"),
    ],
)
def test_headings_in_another_order_or_twice_are_told(root: Path, pair: tuple[str, str]) -> None:
    change(root, CASE, pair)
    assert added(root) == ["xiaozu-xuexi.md:2:1 [case.headings] 正文里四个小标题的顺序不对，或者写了两次。"]
    assert hints(root, "case.headings") == [
        "请按这个顺序各写一次：针对的问题、做了什么、成效与证据、如何借鉴。"
    ]


def test_a_case_without_a_body_or_cut_short_hides_no_other(root: Path) -> None:
    text = (root / CASE).read_text(encoding="utf-8")
    header = text.partition("---\n\n")[0]
    put(root, "schools/jinjiang/shili/cases/b.md", f"{header}---\n\n{'> ' * 60}深\n")
    put(root, "schools/jinjiang/shili/cases/a.md", text.replace("## 做了什么\n", ""))
    found = added(root)
    assert [line for line in found if line.startswith("a.md")] == [
        "a.md:2:1 [case.headings] 正文缺少小标题：做了什么。"
    ]
    assert [line.split("[")[1].split("]")[0] for line in found if line.startswith("b.md")] == ["body.limit"]


@pytest.mark.parametrize(
    ("level", "drop", "lacking"),
    [
        ("前后对比", (), ""),
        ("前后对比", ("before", "after"), "before（之前）、after（之后）"),
        ("前后对比", ("after",), "after（之后）"),
        ("对照或增值", ("before",), "before（之前）"),
        ("问卷或访谈", ("before", "after"), ""),
        ("问卷或访谈", ("sample",), "sample（样本数）"),
        ("理论依据", ("before", "after", "sample"), ""),
    ],
)
def test_evidence_has_the_numbers_it_claims(
    root: Path, level: str, drop: tuple[str, ...], lacking: str
) -> None:
    text = (root / CASE).read_text(encoding="utf-8").replace("level: 前后对比", f"level: {level}")
    lines = [line for line in text.splitlines(keepends=True) if line.strip().split(":")[0] not in drop]
    put(root, CASE, "".join(lines))
    told = f"xiaozu-xuexi.md:16:10 [case.evidence] 证据等级是“{level}”，但没有写{lacking}。"
    assert added(root, "case.") == ([told] if lacking else [])


@pytest.mark.parametrize(
    ("body", "is_empty"),
    [
        ("", True),
        (" \n\n", True),
        ("一句话。\n", False),
        ("![教师坐在小组旁边](media/kaifangke.jpg)\n", False),
        ("> " * 60 + "深\n", False),  # passed a limit and was not read
    ],
)
def test_an_update_has_a_body(root: Path, body: str, is_empty: bool) -> None:
    path = "schools/pujiang/dongpo/updates/2026-11-05-lianhe-beike.md"
    header = (root / path).read_text(encoding="utf-8").partition("---\n\n")[0]
    put(root, path, f"{header}---\n{body}")
    told = "2026-11-05-lianhe-beike.md:2:1 [body.empty] 还没有正文。"
    assert added(root, "body.empty") == ([told] if is_empty else [])
