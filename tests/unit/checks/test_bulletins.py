"""Issues of the bulletin: numbered, dated and printed in order, as published; corrections carried on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from corpus_trees import AS_OF, BASE, added, change, lay_out, problems_of, put

from qiangxiao.catalog.loader import load
from qiangxiao.checks.bulletins import find_changes_since, find_unsigned
from qiangxiao.foundation.problems import Problem
from qiangxiao.foundation.vocabulary import ReviewStep
from qiangxiao.records.bulletin import BULLETIN

FIRST = "docs/bulletins/2026-10.md"
SECOND = "docs/bulletins/2026-11.md"
UPDATE = "schools/jinjiang/shili/updates/2026-10-12-kaifangke.md"
CASE = "schools/jinjiang/shili/cases/xiaozu-xuexi.md"
NEXT = """\
---
title: 第二期
number:
  year: 2026
  issue: 2
  total: 2
date: 2026-11-12
editor_note: 这一期接着写课堂。
sections:
  - name: 学校进展
    items:
      - pujiang/dongpo/updates/2026-11-05-lianhe-beike
frozen: 1s.a.b
---
"""
SUPPLEMENT = """\
---
title: 增刊
number:
  year: 2026
  supplement: 1
date: 2026-11-13
editor_note: 活动专辑。
sections:
  - name: 活动
    items:
      - events/2026-11-12-zuoye-xianchanghui
frozen: 1s.a.b
---
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = lay_out(tmp_path / "root")
    put(root, SECOND, NEXT)
    put(root, "docs/bulletins/2026-supplement-1.md", SUPPLEMENT)
    return root


def test_two_issues_and_a_supplement_in_order_are_fine(root: Path) -> None:
    assert added(root) == []


def test_numbers_follow_each_other_through_the_years(root: Path) -> None:
    change(
        root, SECOND, ("year: 2026\n  issue: 2", "year: 2027\n  issue: 1"), ("date: 2026-11", "date: 2027-01")
    )
    assert added(root, "bulletin.") == []
    change(root, SECOND, ("issue: 1", "issue: 2"), ("total: 2", "total: 3"))
    assert added(root, "bulletin.") == [
        "2026-11.md:5:10 [bulletin.number] 2027 年的期号是 2，按顺序应当是 1。",
        "2026-11.md:6:10 [bulletin.number] 总期号是 3，按顺序应当是 2。",
    ]


def test_what_follows_a_gap_is_counted_on_from_there(root: Path) -> None:
    change(root, FIRST, ("issue: 1", "issue: 2"), ("total: 1", "total: 2"))
    change(root, SECOND, ("issue: 2", "issue: 3"), ("total: 2", "total: 3"))
    assert added(root, "bulletin.") == [
        "2026-10.md:5:10 [bulletin.number] 2026 年的期号是 2，按顺序应当是 1。",
        "2026-10.md:6:10 [bulletin.number] 总期号是 2，按顺序应当是 1。",
    ]


def test_a_number_is_used_once_and_the_earlier_issue_keeps_it(root: Path) -> None:
    change(root, SECOND, ("issue: 2", "issue: 1"), ("total: 2", "total: 1"))
    put(root, "docs/bulletins/2026-12.md", NEXT.replace("beike", "beike2").replace("第二期", "第三期"))
    assert added(root, "bulletin.number") == [
        "2026-11.md:5:10 [bulletin.number] 2026 年的期号 1 已经用于《从试讲三次说起》。",
        "2026-11.md:6:10 [bulletin.number] 总期号 1 已经用于《从试讲三次说起》。",
    ]


def test_supplements_are_a_row_of_their_own_in_every_year(root: Path) -> None:
    text = SUPPLEMENT.replace("supplement: 1", "supplement: 3").replace(
        "      - events/2026-11-12-zuoye-xianchanghui\n", "      - pujiang/dongpo/inspections/2026-autumn\n"
    )
    put(root, "docs/bulletins/2026-supplement-3.md", text)
    assert added(root, "bulletin.") == [
        "2026-supplement-3.md:5:15 [bulletin.number] 2026 年的增刊号是 3，按顺序应当是 2。"
    ]
    put(
        root,
        "docs/bulletins/2026-supplement-3.md",
        text.replace("supplement: 3", "supplement: 1").replace("year: 2026", "year: 2027"),
    )
    assert added(root, "bulletin.") == []


@pytest.mark.parametrize("lacking", ["  issue: 2\n", "  total: 2\n"])
def test_half_a_number_takes_no_part_in_any_row(root: Path, lacking: str) -> None:
    change(root, SECOND, (lacking, ""))
    assert added(root) == ["2026-11.md:3:1 [bulletin.number] 期号没有写全，或者把增刊号和期号写在一起了。"]


def test_an_issue_that_lacks_its_number_or_day_is_told_so(root: Path) -> None:
    change(root, SECOND, ("date: 2026-11-12\n", ""))
    change(root, FIRST, ("number:\n  year: 2026\n  issue: 1\n  total: 1\n", ""))
    told = "已发布的一期要有期号和日期。"
    assert added(root, "bulletin.number") == [
        f"2026-10.md:2:1 [bulletin.number] {told}",
        f"2026-11.md:2:1 [bulletin.number] {told}",
        "2026-11.md:5:10 [bulletin.number] 2026 年的期号是 2，按顺序应当是 1。",
        "2026-11.md:6:10 [bulletin.number] 总期号是 2，按顺序应当是 1。",
    ]


def test_a_later_number_is_not_older_than_the_one_before(root: Path) -> None:
    change(root, SECOND, ("date: 2026-11-12", "date: 2026-10-30"))
    assert added(root, "bulletin.order") == []
    change(root, SECOND, ("date: 2026-10-30", "date: 2026-10-29"))
    told = "2026-11.md:7:7 [bulletin.order] 日期 2026-10-29 早于2026年第1期的日期 2026-10-30。"
    assert added(root, "bulletin.order") == [told]
    third = NEXT.replace("issue: 2", "issue: 3").replace("total: 2", "total: 3").replace("11-12", "10-29")
    put(root, "docs/bulletins/2026-09.md", third)  # is older than the first, not only than the second
    assert added(root, "bulletin.order") == [told.replace("11.md", "09.md"), told]


def test_supplements_are_in_order_among_themselves_only(root: Path) -> None:
    change(root, "docs/bulletins/2026-supplement-1.md", ("date: 2026-11-13", "date: 2026-11-14"))
    second = SUPPLEMENT.replace("supplement: 1", "supplement: 2")
    put(root, "docs/bulletins/2026-supplement-2.md", second)
    assert added(root, "bulletin.order") == [
        "2026-supplement-2.md:6:7 [bulletin.order] 日期 2026-11-13 早于2026年增刊第1期的日期 2026-11-14。"
    ]
    put(root, "docs/bulletins/2026-supplement-2.md", second.replace("2026\n", "2025\n"))
    assert added(root, "bulletin.order") == []


def test_an_item_is_printed_once_under_any_of_its_ids_and_not_declined(root: Path) -> None:
    old = "jinjiang/shili/cases/yiqian"
    change(root, CASE, ("title: ", f"id: {old}\ntitle: "))
    change(
        root,
        SECOND,
        ("beike\n", f"beike\n      - {old}\ndeclined:\n  - id: featured/2026-10\n    reason: 不用\n"),
    )
    draft = (
        "---\ntitle: 草稿\neditor_note: 还在编。\ndraft: true\nsections:\n "
        " - name: 工作\n    items:\n      - featured/2026-10\n---\n"
    )
    put(root, "docs/bulletins/caogao.md", draft)
    assert added(root, "bulletin.repeated") == [
        f"2026-11.md:13:9 [bulletin.repeated] “{old}”已经在《从试讲三次说起》刊登过。",
        "2026-11.md:15:9 [bulletin.repeated] “featured/2026-10”已经刊登，不能又列为不采用。",
        "caogao.md:8:9 [bulletin.repeated] “featured/2026-10”已经在《从试讲三次说起》刊登过。",
    ]


@pytest.mark.parametrize(
    ("path", "old", "new", "item"),
    [
        (UPDATE, "date: 2026-10-12", "date: 2026-10-31", "jinjiang/shili/updates/2026-10-12-kaifangke"),
        (
            UPDATE,
            "author_office:",
            "embargo_until: 2026-10-31\nauthor_office:",
            "jinjiang/shili/updates/2026-10-12-kaifangke",
        ),
        (CASE, "title: ", "draft: true\ntitle: ", "jinjiang/shili/cases/xiaozu-xuexi"),
        ("schools/featured.yml", "period: 2026-10", "period: 2026-W44", ""),
    ],
)
def test_what_is_printed_was_published_by_then(root: Path, path: str, old: str, new: str, item: str) -> None:
    change(root, path, (old, new))
    told = [f"“{item}”到 2026-10-30 还没有发布。"] if item else []
    assert [line.split("] ")[1] for line in added(root, "bulletin.unpublished")] == told


@pytest.mark.parametrize("day", ["date: 2026-10-30", "embargo_until: 2026-10-30\ndate: 2026-10-12"])
def test_what_opens_on_the_day_of_the_issue_may_be_printed(root: Path, day: str) -> None:
    change(root, UPDATE, ("date: 2026-10-12", day))
    assert added(root, "bulletin.unpublished") == []


def test_what_lacks_sign_offs_stops_no_issue_and_one_without_a_day_is_judged_today(root: Path) -> None:
    change(root, "schools/program.yml", ("required: []", "required:\n    - 初审\n    - 终审"))
    change(root, SECOND, ("date: 2026-11-12\n", ""))
    change(
        root,
        "schools/pujiang/dongpo/updates/2026-11-05-lianhe-beike.md",
        ("date: 2026-11-05", "date: 2026-11-21"),
    )
    assert added(root, "bulletin.unpublished") == [
        "2026-11.md:11:9 [bulletin.unpublished] "
        "“pujiang/dongpo/updates/2026-11-05-lianhe-beike”到 2026-11-20 还没有发布。"
    ]


def test_what_was_printed_is_not_lost_while_it_has_an_id_a_reason_or_a_faulty_file(root: Path) -> None:
    (root / "schools/pujiang/dongpo/updates/2026-11-05-lianhe-beike.md").unlink()
    lost = (
        "2026-11.md:12:9 [bulletin.lost] 刊登过的“pujiang/dongpo/updates/2026-11-05-lianhe-beike”找不到了。"
    )
    assert added(root, "bulletin.lost") == [lost]
    entry = "  pujiang/dongpo/updates/2026-11-05-lianhe-beike:\n    address: a/\n    reason: 撤下\n"
    put(root, "docs/permalinks.yml", f"published: {{}}\nwithdrawn:\n{entry}")
    assert added(root, "bulletin.lost") == []
    put(root, "schools/jinjiang/shili/cases/xiaozu-xuexi.md", "没有信息栏\n")
    assert added(root, "bulletin.lost") == []


def test_a_featured_school_that_was_printed_may_stand_in_a_ledger_that_cannot_be_read(root: Path) -> None:
    change(root, "schools/featured.yml", ("- period: 2026-10\n", "- period: 2026-09\n"))
    assert added(root, "bulletin.lost") == [
        "2026-10.md:20:9 [bulletin.lost] 刊登过的“featured/2026-10”找不到了。"
    ]
    change(
        root, SECOND, ("      - pujiang/dongpo/updates/2026-11-05-lianhe-beike\n", "      - a/b/cases/c\n")
    )
    put(root, "schools/featured.yml", "不是列表\n")
    assert added(root, "bulletin.lost") == ["2026-11.md:12:9 [bulletin.lost] 刊登过的“a/b/cases/c”找不到了。"]


def hints(root: Path, code: str) -> list[str]:
    return [problem.hint for problem in problems_of(root) if problem.code == code]


def test_an_issue_that_is_published_is_frozen(root: Path) -> None:
    text = (root / SECOND).read_text(encoding="utf-8")
    put(root, SECOND, "".join(line for line in text.splitlines(keepends=True) if "frozen" not in line))
    assert added(root) == ["2026-11.md:3:1 [bulletin.unfrozen] 这一期已经发布，但没有定稿。"]
    assert hints(root, "bulletin.unfrozen") == [
        "核对无误后运行：qiangxiao bulletin publish docs/bulletins/2026-11.md"
    ]


def write(root: Path, path: str, *pairs: tuple[str, str]) -> None:
    """Change a file after it was published: its digest stays."""
    text = (root / path).read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    (root / path).unlink()
    (root / path).write_text(text, encoding="utf-8")


def test_a_change_after_publication_is_told_where_it_is(root: Path) -> None:
    write(
        root,
        SECOND,
        ("这一期接着写课堂。", "这一期写课堂。"),
        ("学校进展", "进展"),
    )
    assert added(root) == [
        "2026-11.md:8:14 [bulletin.changed] 这一期发布之后有改动：“这一期写课堂。”与发布时不同。",
        "2026-11.md:10:11 [bulletin.changed] 这一期发布之后有改动：“进展”与发布时不同。",
    ]
    assert hints(root, "bulletin.changed")[0] == "请恢复原样，再用 qiangxiao bulletin correct 2026-11 更正。"


def test_a_line_added_below_the_header_is_told_at_that_line(root: Path) -> None:
    path = root / SECOND
    path.write_text(f"{path.read_text(encoding='utf-8')}\n添上的话。\n", encoding="utf-8")
    assert added(root) == [
        "2026-11.md:16:1 [bulletin.changed] 这一期发布之后有改动：“添上的话。”与发布时不同。"
    ]


def test_a_digest_that_tells_no_place_points_at_itself(root: Path) -> None:
    text = (root / SECOND).read_text(encoding="utf-8")
    (root / SECOND).write_text(text.replace("frozen: 1s.", "frozen: 1n.a"), encoding="utf-8")
    assert added(root) == ["2026-11.md:13:1 [bulletin.changed] 这一期发布之后有改动。"]


CORRECTION = "corrections:\n  - date: {day}\n    kind: 重大\n    note: 数字有误\nfrozen:"


def test_a_major_correction_is_carried_by_the_next_issue_that_is_later(root: Path) -> None:
    change(root, FIRST, ("frozen:", CORRECTION.format(day="2026-11-12")))
    assert added(root, "bulletin.") == []  # the second issue is of that very day, a supplement does not count
    change(root, FIRST, ("date: 2026-11-12", "date: 2026-11-11"))
    told = "2026-10.md:28:11 [bulletin.correction] 2026-11-11 的重大更正没有在2026年第2期说明。"
    assert added(root, "bulletin.") == [told]
    change(root, SECOND, ("frozen:", "carried:\n  - id: bulletins/2026-10\n    date: 2026-11-11\nfrozen:"))
    assert added(root, "bulletin.") == []
    change(root, SECOND, ("    date: 2026-11-11", "    date: 2026-11-10"))
    assert added(root, "bulletin.") == [
        told,
        "2026-11.md:14:9 [bulletin.correction] “bulletins/2026-10”没有 2026-11-10 的重大更正。",
    ]


def test_a_minor_correction_is_not_carried(root: Path) -> None:
    change(root, FIRST, ("frozen:", CORRECTION.format(day="2026-11-11").replace("重大", "轻微")))
    assert added(root, "bulletin.") == []


def test_an_issue_does_not_carry_its_own_correction(root: Path) -> None:
    change(root, SECOND, ("frozen:", CORRECTION.format(day="2026-11-11")))
    assert added(root, "bulletin.") == []


def test_a_correction_of_a_printed_article_is_carried_under_any_of_its_ids(root: Path) -> None:
    note = CORRECTION.format(day="2026-11-02").replace("frozen:", "contact:")
    change(root, CASE, ("contact:", note), ("title: ", "id: jinjiang/shili/cases/yiqian\ntitle: "))
    assert added(root, "bulletin.") == [
        "xiaozu-xuexi.md:32:11 [bulletin.correction] 2026-11-02 的重大更正没有在2026年第2期说明。"
    ]
    carried = "carried:\n  - id: jinjiang/shili/cases/yiqian\n    date: 2026-11-02\nfrozen:"
    change(root, SECOND, ("frozen:", carried))
    assert added(root, "bulletin.") == []


def test_an_issue_is_ready_when_its_note_and_its_items_are_there(root: Path) -> None:
    change(root, SECOND, ("editor_note: 这", "editor_note: （请改写）这"))
    items = "    items:\n      - pujiang/dongpo/updates/2026-11-05-lianhe-beike\n"
    change(root, SECOND, (items, ""))
    assert added(root, "bulletin.unready", "bulletin.number") == [
        "2026-11.md:8:14 [bulletin.unready] 编者按还是起草时的样子。",
        "2026-11.md:9:1 [bulletin.unready] 这一期没有内容。",
    ]


def test_publication_waits_for_the_sign_offs_that_the_program_wants() -> None:
    entry = load(BASE).catalog.all(BULLETIN)[0]
    assert list(find_unsigned(entry, AS_OF)) == []
    (found,) = find_unsigned(
        replace(entry, required_steps=(ReviewStep.FIRST_REVIEW, ReviewStep.FINAL_REVIEW)), AS_OF
    )
    assert (found.message, found.entry.id if found.entry else "") == ("这一期缺初审、终审的签名。", entry.id)
    assert found.hint == f"审校后签名：qiangxiao review sign {FIRST} --step 初审 --by 岗位"
    assert (found.place, found.at_key) == (("title",), True)


def since(root: Path, *paths: str) -> list[str]:
    """Return what `find_changes_since` says of a tree whose
    issues were published as the base has them, or NEXT.
    """
    before = {FIRST: (BASE / FIRST).read_bytes(), SECOND: NEXT.encode("utf-8")}
    kept = {path: data for path, data in before.items() if not paths or path in paths}
    return [_line(problem) for problem in find_changes_since(load(root).catalog, kept)]


def _line(problem: Problem) -> str:
    assert problem.code == "bulletin.changed" and problem.hint
    return f"{Path(problem.path).name}:{problem.span.line}:{problem.span.column} {problem.message}"


def test_issues_that_stay_as_they_were_are_fine(root: Path) -> None:
    assert since(root) == []


def test_an_issue_that_was_changed_and_frozen_again_or_deleted_is_found(root: Path) -> None:
    change(root, FIRST, ("copies: 150", "copies: 151"))
    (root / SECOND).unlink()
    assert since(root) == [
        "2026-10.md:25:9 这一期发布之后有改动：“151”与发布时不同。",
        "2026-11.md:1:1 已发布的一期被删掉了。",
    ]


def test_an_issue_that_cannot_be_read_is_not_deleted(root: Path) -> None:
    put(root, SECOND, "没有信息栏\n")
    assert since(root) == []


@pytest.mark.parametrize(
    "before",
    [
        "没有信息栏\n",
        "---\n- 一\n---\n",
        NEXT.replace("title", "draft: true\ntitle"),
        NEXT.replace("number", "nr"),
    ],
)
def test_what_was_no_published_issue_before_may_become_anything(root: Path, before: str) -> None:
    catalog = load(root).catalog
    change(root, FIRST, ("copies: 150", "copies: 151"))
    old = {SECOND: before.encode("utf-8")}
    assert find_changes_since(catalog, old) == ()
    later = {**old, "docs/bulletins/2026-12.md": NEXT.encode("utf-8")}
    assert [_line(problem) for problem in find_changes_since(catalog, later)] == [
        "2026-12.md:1:1 已发布的一期被删掉了。"
    ]


def test_corrections_are_only_added(root: Path) -> None:
    old = NEXT.replace("frozen:", CORRECTION.format(day="2026-11-13"))
    before = {SECOND: old.encode("utf-8")}

    def told(text: str) -> list[str]:
        put(root, SECOND, text)
        return [_line(problem) for problem in find_changes_since(load(root).catalog, before)]

    assert told(old) == []
    assert (
        told(old.replace("frozen:", "  - date: 2026-11-14\n    kind: 轻微\n    note: 又一处\nfrozen:")) == []
    )
    for changed in ("note: 数字不对", "kind: 轻微", "date: 2026-11-14"):
        key = changed.split(":")[0]
        text = "".join(
            f"{line.partition(key)[0]}{changed}\n"
            if line.startswith((f"    {key}:", f"  - {key}:"))
            else line
            for line in old.splitlines(keepends=True)
        )
        assert told(text) == ["2026-11.md:13:1 原有的更正被改动或删去了。"]
    assert told(NEXT) == ["2026-11.md:2:1 原有的更正被改动或删去了。"]
