"""Every requirement of the policy that ships: a tree that fulfils it, and that tree, broken."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from corpus_trees import change, lay_out, put

from qiangxiao.catalog.loader import load
from qiangxiao.foundation.vocabulary import RuleKind
from qiangxiao.records.policy import shipped_policy
from qiangxiao.records.support import FullTimeService, Support
from qiangxiao.selection.coverage import coverage, coverage_sentence
from qiangxiao.selection.requirements import eligible_by_service

DAY = date(2026, 11, 20)
SCHOOL = "schools/jinjiang/shili"
SUPPORT, TEACHING, PLAN = f"{SCHOOL}/support.yml", f"{SCHOOL}/teaching.yml", f"{SCHOOL}/plan.yml"
DISTRICT, PROGRAM, EVENT = (
    "schools/jinjiang/district.yml",
    "schools/program.yml",
    "docs/events/2026-11-12-zuoye-xianchanghui.md",
)
TIERS = ("区县级名师带教", "区县教研员带教", "支持学校骨干教师带教")
OWNERS = ("jinjiang/shili", "jinjiang", "")
"""Whose answers are looked at: a school, its district, the city."""


def whole(root: Path) -> Path:
    """Make of the corpus a tree in which this school, its district and the city lack nothing."""
    lay_out(root)
    change(root, f"{SCHOOL}/school.yml", ("enrolled_on: 2025-09-01", "enrolled_on: 2024-09-01"))
    more = "".join(f"  - tier: {tier}\n    mentor_count: 1\n    mentee_count: 2\n" for tier in TIERS)
    advisors = ("    level: 市级\n", "    level: 区县级\n"), ("作业设计\n", "作业设计\n    level: 区县级\n")
    fourth = "  - name: 钱老师（示例）\n    level: 市级\n    since: 2025-09-10\nmentoring:\n"
    change(root, SUPPORT, *advisors, ("mentoring:\n", fourth), ("secondments:\n", f"{more}secondments:\n"))
    rest = "".join(
        f"  - dimension: {name}\n    instrument: 问卷\n    sample: 402\n    direction: 持平\n"
        for name in ("思想品德", "兴趣特长")
    )
    change(root, f"{SCHOOL}/monitoring/2026.yml", ("satisfaction:", f"{rest}satisfaction:"))
    text = (root / f"{SCHOOL}/monitoring/2026.yml").read_text(encoding="utf-8")
    put(root, f"{SCHOOL}/monitoring/2025.yml", text.partition("satisfaction:")[0])
    for semester, day in (("2024-autumn", "2024-11-20"), ("2025-spring", "2025-04-20")):
        inspection = (root / f"{SCHOOL}/inspections/2025-autumn.md").read_text(encoding="utf-8")
        inspection = inspection.replace("2025-autumn", semester).replace("2025-11-20", day)
        put(root, f"{SCHOOL}/inspections/{semester}.md", inspection)
    change(
        root,
        DISTRICT,
        ("  - year: 2026\n    per", "  - year: 2025\n    is_above_comparison: true\n  - year: 2026\n    per"),
        ("supervision:\n", "supervision:\n  - kind: 督政\n    date: 2026-06-10\n"),
        ("rewards:\n", "rewards:\n  - year: 2026\n    beneficiary: 实验校\n    kind: 评优名额\n"),
    )
    text = (root / EVENT).read_text(encoding="utf-8")
    put(
        root,
        "docs/events/2026-10-12-qu.md",
        text.replace("市级", "区县级").replace("2026-11-12", "2026-10-12"),
    )
    shares = "".join(
        f"  - year: 2026\n    use: {use}\n    share_percent: 0\n" for use in ("课题研究", "资源共享")
    )
    change(root, PROGRAM, ("publicity:\n", f"{shares}publicity:\n"))
    return root


def without(key: str, text: str) -> str:
    """Take a top-level key with all it holds out of a YAML text."""
    kept, is_inside = [], False
    for line in text.split("\n"):
        if line and not line.startswith((" ", "-", "#")):
            is_inside = line.startswith(f"{key}:")
        if not is_inside:
            kept.append(line)
    return "\n".join(kept)


Break = tuple[str, str, str]
"""A file, what to replace, by what. Nothing to replace: the file goes; a key and a colon: the key goes."""
BREAKS: dict[str, tuple[Break, ...]] = {
    "support-school": ((SUPPORT, "partnership:", ""),),
    "collaboration": (
        (
            SUPPORT,
            "  collaboration:\n    - area: 教学改革\n      activity: 两校备课组每月同课共备一次\n"
            "      on: 2026-03-27\n      outcome: 形成衔接点清单\n",
            "",
        ),
    ),
    "master-principals": (
        (SUPPORT, "  - name: 周校长（示例）\n", "  - name: 周校长（示例）\n    until: 2026-11-19\n"),
    ),
    "master-teachers": (
        (SUPPORT, "    is_candidate: true\n", "    is_candidate: true\n    until: 2026-11-19\n"),
    ),
    "secondments": ((SUPPORT, "secondments:", ""),),
    "principal-training": ((SUPPORT, "principal_training:", ""),),
    "joint-activities": ((SUPPORT, "    on: 2026-03-26\n", "    on: 2026-11-21\n"),),
    "mentoring": (
        (
            SUPPORT,
            "教研员带教\n    mentor_count: 1\n    mentee_count: 2\n",
            "教研员带教\n    mentor_count: 1\n    mentee_count: 0\n",
        ),
    ),
    "core-group": ((SUPPORT, "core_group:", ""),),
    "priority-training": ((SUPPORT, "priority_training:", ""),),
    "teaching-rules": ((TEACHING, "  - step: 辅导\n    document: 课后服务答疑安排\n", ""),),
    "learning-modes": ((TEACHING, "  modes:\n    - 自主学习\n    - 合作学习\n", ""),),
    "baseline": ((f"{SCHOOL}/baseline.md", "", ""),),
    "plan": ((PLAN, "ends_on: 2028-09-30", "ends_on: 2026-11-19"),),
    "initiatives": ((PLAN, "    initiative: 规程修订\n", ""),),
    "city-experts": ((SUPPORT, "    level: 市级\n", "    level: 区县级\n"),),
    "advisors": ((SUPPORT, "作业设计\n    level: 区县级\n", "作业设计\n    level: 市级\n"),),
    "baseline-experts": ((f"{SCHOOL}/baseline.md", "", ""),),
    "visits": ((f"{SCHOOL}/visits/2026-09-24-zuoye.md", "", ""),),
    "inspections": ((f"{SCHOOL}/inspections/2025-autumn.md", "", ""),),
    "digital": ((TEACHING, "  training_hours: 24.5\n", ""),),
    "homework": ((TEACHING, "  flexible: 每科分必做和选做两栏\n", ""),),
    "analysis": (
        (
            TEACHING,
            "  analysis:\n    method: 按单元汇总错因类别，不记录个人\n    use: 备课组据此调整例题\n",
            "",
        ),
    ),
    "platforms": (
        (
            TEACHING,
            "  platforms:\n    - name: 示例数字学校\n      subjects:\n        - 数学\n"
            "      weekly_lessons: 4\n",
            "",
        ),
    ),
    "accountability": ((DISTRICT, "date: 2026-06-10", "date: 2025-11-19"),),
    "special-supervision": ((DISTRICT, "kind: 专项督导", "kind: 督政"),),
    "monitoring": ((f"{SCHOOL}/monitoring/2025.yml", "", ""),),
    "monitoring-dimensions": tuple(
        (f"{SCHOOL}/monitoring/{year}.yml", "dimension: 兴趣特长", "dimension: 思想品德")
        for year in (2025, 2026)
    ),
    "satisfaction": ((f"{SCHOOL}/monitoring/2026.yml", "satisfaction:", ""),),
    "flows": ((SUPPORT, "flows:", ""),),
    "city-exchange": ((EVENT, "status: 已举行", "status: 已取消"),),
    "district-exchange": (("docs/events/2026-10-12-qu.md", "  - jinjiang/shili\n", ""),),
    "featured": (("schools/featured.yml", "", ""),),
    "cases": ((f"{SCHOOL}/cases/xiaozu-xuexi.md", "", ""),),
    "bulletin": (("docs/bulletins/2026-10.md", "", ""),),
    "updates": ((f"{SCHOOL}/updates/2026-10-12-kaifangke.md", "", ""),),
    "publicity": ((PROGRAM, "    on: 2026-10-20\n", "    on: 2026-05-20\n"),),
    "office": ((PROGRAM, "  office: 示例市强校工程办公室（示例）\n", ""),),
    "district-plan": ((DISTRICT, "implementation_plan:", ""),),
    "lead-office": ((DISTRICT, "lead_office:", ""),),
    "research-team": ((PROGRAM, "  research_team: 示例市教研团队（示例）\n", ""),),
    "funding-uses": ((PROGRAM, "use: 研讨交流", "use: 课题研究"),),
    "district-funding": (
        (
            DISTRICT,
            "  - year: 2025\n    is_above_comparison: true\n",
            "  - year: 2025\n    is_above_comparison: false\n",
        ),
    ),
    "quota-places": ((DISTRICT, "  quota_notice_url: https://www.example.gov.cn/quota/1\n", ""),),
    "rewards": ((DISTRICT, "beneficiary: 实验校", "beneficiary: 教师"),),
    "synchronized-enrolment": ((DISTRICT, "is_synchronized: true", "is_synchronized: false"),),
}


def lacking(root: Path, day: date = DAY) -> dict[str, str]:
    """Return what the three of them lack, by requirement; what is not due is not asked."""
    found: dict[str, str] = {}
    for item in coverage(load(root).catalog, day):
        for owner, answer in item.lacking:
            if owner.id in OWNERS:
                found[item.requirement.id] = answer.lack
    return found


def due(root: Path) -> set[str]:
    return {
        item.requirement.id
        for item in coverage(load(root).catalog, DAY)
        if {owner.id for owner in item.met} & set(OWNERS)
    }


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return whole(tmp_path_factory.mktemp("whole") / "root")


def test_a_tree_can_fulfil_everything_the_policy_demands(root: Path) -> None:
    assert lacking(root) == {}
    assert due(root) == {demand.id for demand in shipped_policy().requirements}


def test_every_requirement_is_broken_by_one_of_these() -> None:
    assert BREAKS.keys() == {demand.id for demand in shipped_policy().requirements}


@pytest.mark.parametrize("requirement", BREAKS)
def test_one_change_breaks_a_requirement_and_is_told(requirement: str, tmp_path: Path) -> None:
    root = whole(tmp_path / "root")
    for path, old, new in BREAKS[requirement]:
        if not old:
            (root / path).unlink()
        elif not new and old.endswith(":") and not old.startswith(" "):
            put(root, path, without(old[:-1], (root / path).read_text(encoding="utf-8")))
        else:
            change(root, path, (old, new))
    found = lacking(root)
    assert found.get(requirement)


def test_every_kind_of_rule_but_the_share_is_used_by_the_policy_that_ships() -> None:
    used = {demand.rule for demand in shipped_policy().requirements}
    assert used == set(RuleKind) - {RuleKind.SHARE}


POLICY = """title: 示例政策
issued_by: 示例编辑部
clauses:
  - id: 二(三)
    title: 指导专家以区县级为主
requirements:
  - id: mostly-district
    clause: 二(三)
    title: 指导专家过半数是区县级的。
    rule: share
    look: support.advisors
    where:
      - field: level
        is:
          - 区县级
    share_percent: {percent}
    noun: 区县级专家
"""


@pytest.mark.parametrize(("percent", "lack"), [(33, ""), (34, "区县级专家占 33%，至少要 34%")])
def test_a_share_is_of_all_that_is_looked_at(percent: int, lack: str, tmp_path: Path) -> None:
    root = lay_out(tmp_path / "root")
    put(root, "schools/policy.yml", POLICY.format(percent=percent))
    assert lacking(root).get("mostly-district", "") == lack


def test_the_sentence_names_what_the_policy_counts(root: Path) -> None:
    assert coverage_sentence(load(root).catalog, DAY) == (
        "全部 3 所实验校中，1 所已齐备："
        "1 所支持学校、1 名名校长、2 名名师、三年行动方案、3 名区县级指导专家。"
    )


@pytest.mark.parametrize(
    ("spans", "is_eligible"),
    [
        ((("2023-11-21", None),), True),  # three years to the day
        ((("2023-11-23", None),), False),
        ((("2022-09-01", "2023-08-31"), ("2024-09-01", "2026-08-31")), True),  # one year and two
        ((("2022-09-01", "2024-08-31"), ("2023-09-01", "2025-08-29")), False),  # the year of both counts once
        ((("2026-11-21", None),), False),  # not begun
    ],
)
def test_three_years_of_service_are_counted_by_days(
    spans: tuple[tuple[str, str | None], ...], is_eligible: bool
) -> None:
    service = tuple(
        FullTimeService.model_validate(
            {"code": "T01", "since": a, "until": b} if b else {"code": "T01", "since": a}
        )
        for a, b in spans
    )
    support = Support.model_validate({"as_of": "2026-11-01"}).model_copy(
        update={"full_time_service": service}
    )
    assert eligible_by_service(support, 3, DAY) == (("T01",) if is_eligible else ())
