"""Rules over several records, beyond the one fault a code of the corpus shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus_trees import BASE, change, problems_of, put

SCHOOL = "schools/jinjiang/shili"
UPDATE = f"{SCHOOL}/updates/2026-10-12-kaifangke.md"
CASE = f"{SCHOOL}/cases/xiaozu-xuexi.md"
BULLETIN = "docs/bulletins/2026-10.md"
EVENT = "docs/events/2026-11-12-zuoye-xianchanghui.md"


def new(root: Path) -> list[tuple[str, str, int]]:
    """Return code, file name and line of what the base does not have."""
    known = {(p.path, p.code, p.message) for p in problems_of(BASE)}
    return [
        (p.code, Path(p.path).name, p.span.line)
        for p in problems_of(root)
        if (p.path, p.code, p.message) not in known
    ]


def test_only_schools_take_part_in_events_and_are_featured(root: Path) -> None:
    change(root, EVENT, ("  - pujiang/dongpo", "  - pujiang/dongpo/updates/2026-11-05-lianhe-beike"))
    change(root, "schools/featured.yml", ("school: pujiang/dongpo", "school: pujiang/dongpo/school"))
    assert [(code, line) for code, _, line in new(root)] == [
        ("reference.kind", 10),
        ("reference.kind", 9),
        ("reference.kind", 12),
    ]


@pytest.mark.parametrize(
    "item", ["jinjiang/shili", "jinjiang/shili/plan", "bulletins/2026-10", "jinjiang/district"]
)
def test_a_bulletin_prints_only_what_has_something_to_read(root: Path, item: str) -> None:
    change(root, BULLETIN, ("      - jinjiang/shili/cases/xiaozu-xuexi", f"      - {item}"))
    assert new(root) == [("reference.kind", "2026-10.md", 17)]


def test_a_report_in_the_press_must_be_about_something_that_is_there(root: Path) -> None:
    change(root, "schools/program.yml", ("updates/2026-10-12-kaifangke", "updates/2026-10-12-meiyou"))
    assert new(root) == [("reference.unknown", "program.yml", 91)]


def test_what_nobody_adopted_from_itself(root: Path) -> None:
    change(root, UPDATE, ("author_office:", "adopts:\n  - jinjiang/shili/cases/xiaozu-xuexi\nauthor_office:"))
    assert [code for code, _, _ in new(root)] == ["reference.kind"]


def test_a_faulty_number_is_not_told_when_another_issue_cannot_be_read(root: Path) -> None:
    (root / "docs/bulletins/2026-09.md").write_text("没有信息栏\n", encoding="utf-8")
    change(root, BULLETIN, ("issue: 1", "issue: 2"), ("total: 1", "total: 2"))
    assert new(root) == [("file.front-matter", "2026-09.md", 1)]


@pytest.mark.parametrize(
    ("cut", "line"), [("date: 2026-10-30\n", 2), ("number:\n  year: 2026\n  issue: 1\n  total: 1\n", 2)]
)
def test_an_issue_that_is_no_draft_needs_number_and_date(root: Path, cut: str, line: int) -> None:
    change(root, BULLETIN, (cut, ""))
    assert new(root) == [("bulletin.number", "2026-10.md", line), ("missing.bulletin", "program.yml", 1)]


def test_a_section_printed_twice_in_one_issue_is_found(root: Path) -> None:
    item = "      - jinjiang/shili/cases/xiaozu-xuexi\n"
    change(root, BULLETIN, (item, item + item))
    assert new(root) == [("bulletin.repeated", "2026-10.md", 18)]


def test_what_is_printed_cannot_be_declined(root: Path) -> None:
    change(
        root,
        BULLETIN,
        (
            "copies: 150",
            "declined:\n  - id: jinjiang/shili/cases/xiaozu-xuexi\n    reason: 重复\ncopies: 150",
        ),
    )
    assert new(root) == [("bulletin.repeated", "2026-10.md", 26)]


def test_the_headings_of_a_case_are_in_order_and_once(root: Path) -> None:
    change(root, CASE, ("## 针对的问题", "## 暂"), ("## 做了什么", "## 针对的问题"), ("## 暂", "## 做了什么"))
    assert new(root) == [("case.headings", "xiaozu-xuexi.md", 2)]


def test_further_headings_are_welcome(root: Path) -> None:
    change(root, CASE, ("## 如何借鉴", "### 小结\n\n还要再看。\n\n## 如何借鉴"))
    assert new(root) == []


@pytest.mark.parametrize(
    "path",
    [
        f"{SCHOOL}/baseline.md",
        f"{SCHOOL}/inspections/2026-spring.md",
        f"{SCHOOL}/visits/2026-09-24-zuoye.md",
        BULLETIN,
        EVENT,
    ],
)
def test_a_picture_that_is_not_there_is_found_in_every_body(root: Path, path: str) -> None:
    text = (BASE / path).read_text(encoding="utf-8")
    put(root, path, text + "\n![现场](media/meiyou.jpg)\n")
    assert [(code, name) for code, name, _ in new(root)] == [("photo.missing", Path(path).name)]


def test_a_fault_in_a_photo_is_told_once(root: Path) -> None:
    (root / SCHOOL / "media/kaifangke.jpg").unlink()
    (root / SCHOOL / "media/kaifangke.jpg").write_bytes(b"x")
    assert new(root) == [("image.format", "kaifangke.jpg", 1)]


def test_the_program_is_pointed_at_where_it_repeats_itself(root: Path) -> None:
    change(
        root,
        "schools/program.yml",
        ("id: pujiang\n    name: 蒲江县", "id: jinjiang\n    name: 锦江区"),
        ("name: 联动实施强师计划", "name: 名校名师支持引领"),
    )
    found = [
        (code, line)
        for code, name, line in new(root)
        if name == "program.yml" and code == "program.duplicate"
    ]
    assert found == [("program.duplicate", 14), ("program.duplicate", 15), ("program.duplicate", 26)]


def test_a_supported_school_that_is_not_there_is_found_in_the_program(root: Path) -> None:
    change(
        root,
        "schools/program.yml",
        ("      - pujiang/dongpo", "      - pujiang/dongpo\n      - pujiang/meiyou"),
    )
    assert new(root) == [("support.listing", "program.yml", 57)]


@pytest.mark.parametrize("day", ["1900-01-01", "2100-12-31"])
def test_the_earliest_and_the_latest_day_break_nothing(root: Path, day: str) -> None:
    for path in (f"{SCHOOL}/school.yml", f"{SCHOOL}/plan.yml", f"{SCHOOL}/support.yml"):
        text = (BASE / path).read_text(encoding="utf-8")
        lines = [
            f"{line.split(': ')[0]}: {day}"
            if line.split(": ")[-1][:4].isdigit() and "-" in line[6:]
            else line
            for line in text.splitlines()
        ]
        (root / path).unlink()
        (root / path).write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert new(root)  # faults, each with its place, and no traceback
