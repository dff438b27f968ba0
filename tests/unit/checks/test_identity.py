"""Names and ids, each known and each used once; settings of a program that fit each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus_trees import added, change, lay_out, problems_of, put

SCHOOL = "schools/jinjiang/shili"
UPDATE = f"{SCHOOL}/updates/2026-10-12-kaifangke.md"
CASE = f"{SCHOOL}/cases/xiaozu-xuexi.md"
PROGRAM = "schools/program.yml"
DONGPO = "schools/pujiang/dongpo"
PROFILE = "name: {}示例学校（示例）\nkind: 初中\nas_of: 2026-11-01\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "root")


def hints(root: Path, code: str) -> list[str]:
    return [problem.hint for problem in problems_of(root) if problem.code == code]


def test_a_folder_that_is_no_district_is_told_once_with_the_nearest(root: Path) -> None:
    for path in ("jinjang/a", "jinjang/b", "qqqqqq/a"):
        put(root, f"schools/{path}/school.yml", PROFILE.format(path))
    put(root, "schools/wwwwww/district.yml", "as_of: 2026-11-01\n")
    found = [problem for problem in problems_of(root) if problem.code == "district.unknown"]
    assert [(problem.path, problem.message, problem.hint) for problem in found] == [
        ("schools/jinjang/a/school.yml", "没有编号为“jinjang”的区县。", "您是否想写“jinjiang”（锦江区）？"),
        (
            "schools/qqqqqq/a/school.yml",
            "没有编号为“qqqqqq”的区县。",
            "可填：jinjiang（锦江区）、pujiang（蒲江县）。",
        ),
        (
            "schools/wwwwww/district.yml",
            "没有编号为“wwwwww”的区县。",
            "可填：jinjiang（锦江区）、pujiang（蒲江县）。",
        ),
    ]


def test_a_district_too_faulty_to_read_is_known_by_its_id(root: Path) -> None:
    change(root, PROGRAM, ("    name: 蒲江县\n", ""))
    put(root, "schools/qqqqqq/a/school.yml", PROFILE.format("甲"))
    assert added(root, "district.", "field.") == [
        "program.yml:14:5 [field.missing] 缺少“名称”（name）。",
        "school.yml:1:1 [district.unknown] 没有编号为“qqqqqq”的区县。",
    ]
    assert hints(root, "district.unknown") == ["可填：jinjiang（锦江区）、pujiang。"]


def add_districts(root: Path, count: int) -> None:
    """Let the program have so many districts in all."""
    entries = "".join(
        f"  - id: d{number:02d}\n    name: 区{number}\n    kind: 区\n" for number in range(count - 2)
    )
    change(root, PROGRAM, ("districts:\n", f"districts:\n{entries}"))


@pytest.mark.parametrize(("count", "is_cut"), [(40, False), (41, True)])
def test_no_more_than_forty_districts_are_listed(root: Path, count: int, is_cut: bool) -> None:
    add_districts(root, count)
    put(root, "schools/qqqqqq/a/school.yml", PROFILE.format("甲"))
    (hint,) = hints(root, "district.unknown")
    assert hint.count("、") == 39
    assert hint.endswith("jinjiang（锦江区）……。" if is_cut else "pujiang（蒲江县）。")


def test_without_a_program_no_district_is_unknown(root: Path) -> None:
    put(root, "schools/qqqqqq/a/school.yml", PROFILE.format("甲"))
    (root / PROGRAM).unlink()
    assert added(root, "district.unknown", "measure.", "program.duplicate", "program.order") == []


def test_a_schools_name_is_its_own_and_an_unreadable_profile_hides_nothing(root: Path) -> None:
    put(root, "schools/jinjiang/a/school.yml", "不是键值\n")
    put(root, f"{DONGPO}/school.yml", PROFILE.format("同名"))
    for name in ("xincun", "yicun"):
        put(root, f"schools/pujiang/{name}/school.yml", PROFILE.format("同名"))
    told = "school.yml:1:7 [school.name.duplicate] 校名“同名示例学校（示例）”与 pujiang/dongpo 相同。"
    assert added(root, "school.name") == [told, told]


def test_ids_of_one_list_differ(root: Path) -> None:
    change(root, f"{SCHOOL}/plan.yml", ("  - id: t2", "  - id: t1"), ("  - id: o2", "  - id: o1"))
    change(root, f"{SCHOOL}/baseline.md", ("  - id: p2", "  - id: p1"))
    inspection = f"{SCHOOL}/inspections/2026-spring.md"
    action = "  - id: a1\n    what: 又一件\n    due_on: 2026-06-30\n    status: 已整改\n"
    change(root, inspection, (f"{action[:11]}    what: 把", f"{action}{action[:11]}    what: 把"))
    assert added(root, "id.") == [
        "baseline.md:10:9 [id.duplicate] 编号“p1”重复。",
        "2026-spring.md:16:9 [id.duplicate] 编号“a1”重复。",
        "plan.yml:10:9 [id.duplicate] 编号“o1”重复。",
        "plan.yml:42:9 [id.duplicate] 编号“t1”重复。",
    ]


def test_a_permanent_id_is_taken_by_a_file_of_that_name_or_by_who_stated_it_first(root: Path) -> None:
    text = (root / CASE).read_text(encoding="utf-8")
    old = "id: jinjiang/shili/cases/yiqian\ntitle: "
    put(root, f"{SCHOOL}/cases/a.md", text.replace("title: ", old, 1))
    put(root, f"{SCHOOL}/cases/b.md", text.replace("title: ", old, 1))
    put(
        root,
        f"{SCHOOL}/cases/c.md",
        text.replace("title: ", "id: jinjiang/shili/cases/xiaozu-xuexi\ntitle: ", 1),
    )
    put(root, f"{SCHOOL}/cases/d.md", text.replace("title: ", "id: jinjiang/shili/cases/d\ntitle: ", 1))
    assert added(root, "id.") == [
        "b.md:2:5 [id.duplicate] 固定编号“jinjiang/shili/cases/yiqian”已被 jinjiang/shili/cases/a 使用。",
        (
            "c.md:2:5 [id.duplicate] 固定编号“jinjiang/shili/cases/xiaozu-xuexi”已被 "
            "jinjiang/shili/cases/xiaozu-xuexi 使用。"
        ),
    ]


def test_a_long_id_of_another_kind_is_quoted_in_part(root: Path) -> None:
    change(root, UPDATE, ("title: ", f"id: {'/'.join('a' * 40)}\ntitle: "))
    assert added(root, "id.") == [
        f"2026-10-12-kaifangke.md:2:5 [id.kind] “{'/'.join('a' * 30)}/”不是这类内容的编号。"
    ]
    assert hints(root, "id.kind") == [
        "写法与“jinjiang/shili/updates/2026-10-12-kaifangke”相同；没有改过名的，请删去 id。"
    ]


def test_what_a_program_lists_differs(root: Path) -> None:
    change(
        root,
        PROGRAM,
        ("      - 2\n      - 1\n", "      - 1\n      - 1\n"),
        ("id: teachers", "id: leadership"),
    )
    change(root, PROGRAM, ("name: 蒲江示例实验学校（示例）", "name: 锦江示例高级中学（示例）"))
    change(
        root,
        PROGRAM,
        (
            "districts:\n",
            (
                "districts:\n  - id: events\n    name: 某区\n    kind: "
                "区\n  - id: other\n    name: 他区\n    kind: 区\n"
            ),
        ),
    )
    assert added(root, "program.") == [
        "program.yml:8:9 [program.duplicate] 区县编号“events”是网站栏目的名字。",
        "program.yml:24:7 [program.duplicate] 方格位置“1、1”重复。",
        "program.yml:31:9 [program.duplicate] 措施编号“leadership”重复。",
        "program.yml:58:11 [program.duplicate] 支持学校“锦江示例高级中学（示例）”重复。",
    ]


def test_a_plan_of_one_length_and_semesters_a_day_apart_are_in_order(root: Path) -> None:
    change(root, PROGRAM, ("    - 3\n    - 5\n", "    - 4\n    - 4\n"), ("autumn: 09-01", "autumn: 02-16"))
    assert added(root, "program.") == []


def test_the_two_semesters_do_not_begin_on_one_day(root: Path) -> None:
    change(root, PROGRAM, ("autumn: 09-01", "autumn: 02-15"))
    told = "下学期从 02-15 开始，不早于上学期开始的 02-15。"
    assert added(root, "program.") == [f"program.yml:62:11 [program.order] {told}"]
    change(root, PROGRAM, ("  spring: 02-15\n", ""))
    change(root, PROGRAM, ("autumn: 02-15", "autumn: 01-15"))
    (line,) = added(root, "program.")
    assert line.startswith("program.yml:61:11 [program.order] 下学期从 ")


def test_a_measure_is_one_of_the_programs_in_every_kind_of_record(root: Path) -> None:
    change(root, "docs/events/2026-11-12-zuoye-xianchanghui.md", ("深化课堂教学改革", "深化课堂"))
    change(root, f"{SCHOOL}/plan.yml", ("measure: 联动实施强师计划", "measure: 完全不同"))
    assert added(root, "measure.") == [
        "2026-11-12-zuoye-xianchanghui.md:13:5 [measure.unknown] 没有“深化课堂”这项措施。",
        "plan.yml:44:14 [measure.unknown] 没有“完全不同”这项措施。",
    ]
    listed = (
        "名校名师支持引领、联动实施强师计划、深化课堂教学改革、激发自主办学活力、"
        "专家团队专业指导、信息技术融合应用、强化评价监测导向、建立协同推进机制"
    )
    assert hints(root, "measure.unknown") == [
        f"可填：{listed}。您是否想写“深化课堂教学改革”？",
        f"可填：{listed}。",
    ]


def test_a_measure_too_faulty_to_read_is_still_one(root: Path) -> None:
    change(
        root, PROGRAM, ("    name: 深化课堂教学改革\n    clause: 三(三)\n", "    name: 深化课堂教学改革\n")
    )
    assert added(root, "measure.") == []
