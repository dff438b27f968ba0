"""Sign-offs that hold or have become void, in order or not, by whom: every finding where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus_trees import added, change, lay_out, problems_of
from corpus_trees import sign as sign_item

UPDATE = "schools/jinjiang/shili/updates/2026-10-12-kaifangke.md"
CASE = "schools/jinjiang/shili/cases/xiaozu-xuexi.md"
NAME, SHEET = "xiaozu-xuexi.md", "xiaozu-xuexi.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "root")


def sign(root: Path, *sign_offs: tuple[str, str, str], digest: str = "") -> None:
    sign_item(root, CASE, *sign_offs, digest=digest)


FIRST, SECOND, THIRD = (
    ("初审", "甲", "2026-07-01"),
    ("复审", "乙", "2026-07-02"),
    ("终审", "丙", "2026-07-02"),
)
PROOF, PROOF_2 = ("一校", "丁", "2026-07-03"), ("二校", "戊", "2026-07-03")


def test_all_steps_in_order_by_different_people_are_fine(root: Path) -> None:
    sign(root, FIRST, SECOND, THIRD, PROOF, PROOF_2)
    assert added(root) == []


@pytest.mark.parametrize(
    ("signed", "told"),
    [
        ((SECOND,), ["3:11 [review.order] 复审之前要先有初审。"]),
        ((FIRST, THIRD), ["7:11 [review.order] 终审之前要先有复审。"]),
        ((THIRD,), ["3:11 [review.order] 终审之前要先有初审、复审。"]),
        ((PROOF_2,), ["3:11 [review.order] 二校之前要先有一校。"]),
        ((PROOF,), []),  # proofs are a row of their own
        (
            (SECOND, FIRST),
            ["3:11 [review.order] 复审之前要先有初审。", "7:11 [review.order] 初审排在复审之后了。"],
        ),
        ((FIRST, ("初审", "己", "2026-07-09")), ["7:11 [review.order] 初审已经签过（甲，2026-07-01）。"]),
        (
            (FIRST, ("复审", "乙", "2026-06-30")),
            ["7:11 [review.order] 复审的日期 2026-06-30 早于初审的日期 2026-07-01。"],
        ),
        (
            (FIRST, SECOND, ("终审", "丙", "2026-06-30")),
            ["11:11 [review.order] 终审的日期 2026-06-30 早于复审的日期 2026-07-02。"],
        ),
        ((("初审", "甲", "2026-06-18"),), []),
        (
            (("初审", "甲", "2026-06-17"),),
            ["3:11 [review.order] 初审的日期 2026-06-17 早于内容的日期 2026-06-18。"],
        ),
        ((FIRST, ("复审", "甲", "2026-07-02")), ["8:9 [review.person] “甲”已经签了初审，不能再签复审。"]),
        (
            (FIRST, ("复审", "甲", "2026-07-02"), ("终审", "甲", "2026-07-02")),
            [
                "8:9 [review.person] “甲”已经签了初审，不能再签复审。",
                "12:9 [review.person] “甲”已经签了初审，不能再签终审。",
            ],
        ),
    ],
)
def test_steps_follow_each_other(
    root: Path, signed: tuple[tuple[str, str, str], ...], told: list[str]
) -> None:
    sign(root, *signed)
    assert added(root) == [f"{SHEET}:{line}" for line in told]


def test_only_the_steps_that_the_program_wants_must_come_before(root: Path) -> None:
    change(root, "schools/program.yml", ("required: []", "required:\n    - 初审\n    - 终审"))
    sign(root, THIRD, PROOF_2)
    assert [line for line in added(root, "review.") if NAME in line or SHEET in line] == [
        f"{NAME}:2:1 [review.missing] 还缺初审的签名，暂不发布。",
        f"{SHEET}:3:11 [review.order] 终审之前要先有初审。",
        f"{SHEET}:7:11 [review.order] 二校之前要先有初审。",
    ]


def hints(root: Path, code: str) -> list[str]:
    return [problem.hint for problem in problems_of(root) if problem.code == code and NAME in problem.path]


def test_a_sign_off_is_void_where_the_words_have_changed(root: Path) -> None:
    sign(root, FIRST, SECOND)
    change(root, CASE, ("四人小组里，总是", "四人小组里总是"), ("after: 62", "after: 63"))
    assert added(root) == [
        (
            f"{NAME}:19:10 [review.void] 初审（甲，2026-07-01）、"
            "复审（乙，2026-07-02）的签名失效：“63”是签名之后改动的。"
        ),
        f"{NAME}:34:1 [review.void] 初审（甲，2026-07-01）、复审（乙，2026-07-02）的签名失效："
        "“四人小组里总是一两个人在说。”是签名之后改动的。",
    ]
    command = f"qiangxiao review sign {CASE} --step 初审 --by 甲"
    assert hints(root, "review.void")[0] == f"请重新审校并签名：{command}；误改的请改回原样。"


def test_what_is_void_breaks_no_order_and_counts_for_no_person(root: Path) -> None:
    sign(root, SECOND, ("二校", "乙", "2026-06-01"))
    change(root, CASE, ("after: 62", "after: 63"))
    assert [line.split()[1] for line in added(root)] == ["[review.void]"]


def test_words_taken_away_are_told_before_what_follows_them(root: Path) -> None:
    sign(root, FIRST)
    change(root, CASE, ("改成两人同桌，轮流先说，限时两分钟。\n\n", ""))
    assert added(root) == [
        f"{NAME}:38:1 [review.void] 初审（甲，2026-07-01）的签名失效：“## 成效与证据”之前删去了内容。"
    ]


def test_a_long_passage_is_quoted_in_part_and_neighbours_are_counted(root: Path) -> None:
    sign(root, FIRST)
    long = "改成两人同桌，轮流先说，限时两分钟，说完换人，再说两分钟"
    change(root, CASE, ("改成两人同桌，轮流先说，限时两分钟。", f"{long}。另一句。"))
    change(root, CASE, ("四人小组里，总是一两个人在说。", "一二三四五六七八九十一二三四五六七八九十一二三。"))
    assert added(root) == [
        f"{NAME}:34:1 [review.void] 初审（甲，2026-07-01）的签名失效："
        "“一二三四五六七八九十一二三四五六七八九十一二三。”是签名之后改动的。",
        f"{NAME}:38:1 [review.void] 初审（甲，2026-07-01）的签名失效："
        f"“{long[:23]}…”等 2 处是签名之后改动的。",
    ]


APART = [("before: 35", "before: 36"), ("hours: 0.5", "hours: 0.6"), ("总是一两个人在说", "总有一两个人在说")]
APART += [("轮流先说", "轮流说"), ("试四周", "试五周"), ("六成二", "六成三"), ("一学期后", "半学期后")]


@pytest.mark.parametrize("count", [4, 5, 6, 7])
def test_five_changes_are_told_and_the_others_counted(root: Path, count: int) -> None:
    sign(root, FIRST)
    change(root, CASE, *APART[:count])
    void = added(root, "review.void")
    assert len(void) == min(count, 5)
    unseen = f"（另有 {count - 5} 处改动）" if count > 5 else ""
    assert [line.endswith(f"改动的{unseen}。") for line in void[-1:]] == [True]
    assert not any("另有" in line for line in void[:-1])


def test_a_digest_that_tells_no_place_points_at_itself(root: Path) -> None:
    sign(root, FIRST)
    sign(root, SECOND, digest="2n.abcdefgh..")
    assert added(root) == [
        f"{SHEET}:10:13 [review.void] 复审（乙，2026-07-02）的签名失效：签名之后内容有改动。"
    ]


def test_an_issue_is_no_article_and_may_be_signed_before_its_day(root: Path) -> None:
    sign_item(root, "docs/bulletins/2026-10.md", ("初审", "甲", "2026-10-01"))
    assert added(root) == []


def test_what_still_waits_for_a_sign_off_is_told_once_it_is_due(root: Path) -> None:
    change(root, "schools/program.yml", ("required: []", "required:\n    - 初审\n    - 终审"))
    sign(root, FIRST)
    sign_item(root, UPDATE, ("初审", "教务处主任", "2026-10-13"))
    draft = "title: 隔着一座山一起备课\n"
    path = "schools/pujiang/dongpo/updates/2026-11-05-lianhe-beike.md"
    change(root, path, (draft, f"draft: true\n{draft}"))
    assert added(root, "review.missing") == [
        "2026-10.md:2:1 [review.missing] 还缺初审、终审的签名，暂不发布。",
        f"{NAME}:2:1 [review.missing] 还缺终审的签名，暂不发布。",
        "2026-10-12-kaifangke.md:2:1 [review.missing] 还缺终审的签名，暂不发布。",
    ]
    assert hints(root, "review.missing") == [
        f"审校后签名：qiangxiao review sign {CASE} --step 终审 --by 岗位"
    ]
