"""What promotes exam results is found; what forbids it, and the results of contests, are not."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from qiangxiao.catalog.loader import load
from qiangxiao.checks import privacy, words
from qiangxiao.foundation.problems import Problem, Severity

UPDATE = "schools/jinjiang/shili/updates/2026-10-12-kaifangke.md"
FRONT_MATTER = "---\ntitle: 开放课\nsummary: 说明\n---\n"
AS_OF = date(2026, 11, 23)


def problems_in(root: Path, text: str, path: str = UPDATE) -> list[Problem]:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")
    catalog = load(root).catalog
    return [problem for check in words.CHECKS for problem in check.problems(catalog, AS_OF)]


def codes_in(root: Path, body: str) -> set[str]:
    return {problem.code.removeprefix("publicity.") for problem in problems_in(root, FRONT_MATTER + body)}


@pytest.mark.parametrize(
    "sentence",
    [
        "今年中考升学率达到98%。",
        "我校重点率再创新高。",
        "98.6%的升学率让家长放心。",
        "重点高中上线率由40%升到52%。",
        "一诊优秀率达到36%，及格率为91%。",
        "重点上线86人，创历史新高。",
        "升学率百分之百。",
        "升学率达到九成。",
        "升学再创新高。",
        "期末考试合格率提升12个百分点。",
        "录取率为 76.5％",
        "我校不负众望，升学率达98%。",
        "不断提高升学率，今年达到95%。",
        "## 中考升学率",
        "| 年份 | 升学率 |\n|---|---|\n| 2026 | 98 |",
    ],
)
def test_a_claimed_admission_rate_is_an_error(tmp_path: Path, sentence: str) -> None:
    assert codes_in(tmp_path, sentence) == {"admission"}


@pytest.mark.parametrize(
    "sentence",
    [
        "我们不再加班，但升学率仍达98%。",
        "我校不以分数论英雄，今年升学率达98%。",
        "我们克服困难，升学率达98%。",
        "在没有补课的情况下升学率达98%。",
        "不补课、不加班，也考出98%的升学率。",
        "不得不说，升学率达98%。",
        "严禁有偿补课；本校升学率达98%。",
        "学校严禁补课。升学率达98%。",
    ],
)
def test_a_boast_does_not_hide_behind_a_negation_of_something_else(tmp_path: Path, sentence: str) -> None:
    assert codes_in(tmp_path, sentence) == {"admission"}


@pytest.mark.parametrize(
    "sentence",
    [
        "不得以升学率达到98%为由宣传。",
        "严禁公布、宣传、炒作中考状元和升学率。",
        "学校不以升学率、上线率评价教师。",
        "升学率不得作为评价依据，98%的家长赞成。",
        "严禁下列行为：公布升学率98%；宣传中考状元。",
        "学校承诺，严禁以下行为：\n\n- 公布升学率98%\n- 宣传中考状元\n- 考试成绩排名前10名上墙",
        "我们承诺不公布学生成绩，\n也不宣传中考状元。",
        "任何学校不得公布学生考试成绩排名前10名的名单。",
        "禁止按照考试成绩给班级排名第一、第二。",
        "学校取消期末考试排名，名次不再张贴。",
        "不再公布期末考试前10名。",
        "看进步不排名次，期末考试也不公布名次。",
        "排名第几不公布，中考成绩只告诉本人。",
        "克服唯分数、唯升学，不炒作中考状元。",
        "严格控制考试次数，不得公布考试成绩、班级排名第几和平均分第几名。",
        "要求各校“不公布考试成绩，不以成绩排名次”，平均分第几不上墙。",
        "不宣传12人考入省级示范性普通高中。",
        "中考状元一律不宣传。",
    ],
)
def test_a_sentence_that_forbids_passes(tmp_path: Path, sentence: str) -> None:
    assert codes_in(tmp_path, sentence) == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "全校体质健康优良率达62%。",
        "青年教师公开课覆盖率达到61%，位居全区前列。",
        "平台上线率达到95%。",
        "教师招聘录取率3%。",
        "摇号录取率为40%。",
        "必做实验分组开出率由62%升到84%。",
        "回收率由71%跌到19%",
    ],
)
def test_rates_of_other_things_pass(tmp_path: Path, sentence: str) -> None:
    assert codes_in(tmp_path, sentence) == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "我校学子摘得全市中考状元。",
        "中考成绩全区第一。",
        "全县榜首花落我校，总分名列榜首。",
        "中考最高分 680 分，高考最高分出自我校",
    ],
)
def test_a_praised_top_scorer_is_an_error(tmp_path: Path, sentence: str) -> None:
    assert codes_in(tmp_path, sentence) == {"top-scorer"}


@pytest.mark.parametrize(
    "sentence",
    [
        "参观状元桥，听历史上的状元故事。",
        "明代状元的诗文进了校本课程。",
        "行行出状元，职业体验课上学生当了一回小木匠。",
        "中考改革后，第一次集体备课。",
        "中考第一志愿填报说明会。",
        "校篮球联赛中我校位居榜首。",
        "提高考试命题质量是第一要务。",
        "在活动中考察第一线教师。",
    ],
)
def test_other_top_places_pass(tmp_path: Path, sentence: str) -> None:
    assert codes_in(tmp_path, sentence) == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "七年级3班期末成绩年级排名第一。",
        "数学平均分第二名，英语平均分排名第3。",
        "学校综合排名前10名，中考成绩喜人。",
        "她的名次进步了50名，成绩提高很快。",
        "期末考试后，两名学生进入年级前十名。",
        "学校期末统考名列前茅。",
        "在全区同类学校中考试成绩居第3位",
        "语文均分位列全区第２",
        "质量监测总分全区第五，进步3个位次",
        "表扬年级前十名。",
        "中考质量跃居全区第一方阵。",
        "| 班级 | 平均分 | 名次 |\n|---|---|---|\n| 七1 | 1 | 1 |",
    ],
)
def test_a_published_rank_by_scores_is_an_error(tmp_path: Path, sentence: str) -> None:
    assert codes_in(tmp_path, sentence) == {"ranking"}


@pytest.mark.parametrize(
    "sentence",
    [
        "在区中小学生田径运动会上，我校团体总分排名第三。",
        "11月，区运动会举行。我校总分排名第一。",
        "## 运动会成绩\n\n| 班级 | 总分 | 名次 |\n|---|---|---|\n| 七1 | 1 | 1 |",
        "合唱节比赛获得第一名的好成绩。",
        "校足球队在区联赛中名列第二。",
        "数学竞赛成绩全区第一。",
        "机器人大赛夺得全省第一名。",
        "市级教学竞赛中，数学组排名第二。",
        "在赛课活动中，总分位列第一。",
        "家长满意度在全区排名第二。",
    ],
)
def test_the_result_of_a_contest_passes(tmp_path: Path, sentence: str) -> None:
    assert codes_in(tmp_path, sentence) == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "第一批九个微课题，第一节课不要追求效果。",
        "第一步先做考试分析，第二步改作业设计。",
        "考试后第3周完成整改。",
        "考试结束后，七年级在第4周讲评。",
        "七年级检测卷第5题做错的最多。",
        "期末考试前10分钟进入考场，先静下来。",
        "期末考试结束后，前10分钟先订正。",
        "学校是全区第一所取消月考的学校。",
        "检测显示，全校第二梯度作业完成较好。",
        "检测中有5名学生没有完成第2题。",
        "质量监测中，三名教师参加命题，两名教研员到校。",
        "教研员考察后，学校成绩提升2位教师的待遇。",
        "课堂观察中8名学生进步明显，检测显示第3组最好。",
        "完成率由六成升到八成，学业水平有进步。",
        "诊断后，三位教师、两名学生一起改题。",
    ],
)
def test_ordinary_counting_passes(tmp_path: Path, sentence: str) -> None:
    assert codes_in(tmp_path, sentence) == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "今年12人考入省级示范性普通高中。",
        "共有36名学生被重点高中录取。",
        "多名学生考入名牌大学。",
        "清北录取3人。",
        "大批学生进入名校。",
        "某同学以优异成绩考入高中。",
    ],
)
def test_a_number_of_pupils_entering_famous_schools_is_an_error(tmp_path: Path, sentence: str) -> None:
    assert codes_in(tmp_path, sentence) == {"elite"}


@pytest.mark.parametrize(
    "sentence",
    [
        "12名教师进入省级示范性普通高中跟岗。",
        "与领航高中结对，派出3名教师。",
        "毕业生升入普通高中或中等职业学校。",
        "七年级录取新生三百二十人。",
    ],
)
def test_links_with_famous_schools_pass(tmp_path: Path, sentence: str) -> None:
    assert codes_in(tmp_path, sentence) == set()


def test_an_indicator_named_after_a_rate_is_an_error_though_its_figures_are_elsewhere(tmp_path: Path) -> None:
    plan = "indicators:\n  - id: i1\n    name: 中考升学率\n    unit: '%'\n"
    (problem,) = problems_in(tmp_path, plan, "schools/jinjiang/shili/plan.yml")
    assert (problem.code, problem.span.line, problem.span.column) == ("publicity.admission", 3, 13)


def test_the_next_key_is_not_part_of_a_forbidding_sentence(tmp_path: Path) -> None:
    front = "---\ntitle: 严禁补课\nsummary: 升学率达98%\n---\n"
    assert [problem.span.line for problem in problems_in(tmp_path, front)] == [3]


def test_the_place_is_exact_after_chinese_text_and_full_width_digits(tmp_path: Path) -> None:
    (problem,) = problems_in(tmp_path, f"{FRONT_MATTER}\n２０２６年，升学率达98%。")
    assert (problem.span.line, problem.span.column, problem.span.end_column) == (6, 7, 10)
    assert "升学率" in problem.message


def test_alt_texts_are_read(tmp_path: Path) -> None:
    assert codes_in(tmp_path, "![中考状元合影](media/heying.jpg)") == {"top-scorer"}


def test_a_file_full_of_breaches_gives_the_first_twenty_of_a_rule(tmp_path: Path) -> None:
    found = problems_in(tmp_path, FRONT_MATTER + "\n".join(["考试成绩排名第一。"] * 50))
    assert [problem.code for problem in found] == ["publicity.ranking"] * 20


def test_every_code_names_its_source_and_what_is_probable_is_a_warning() -> None:
    for check in words.CHECKS:
        is_probable = check.rule.code.endswith("likely") or check.rule.code == "privacy.mail"
        assert check.rule.severity is (Severity.WARNING if is_probable else Severity.ERROR)
        assert "《" in check.rule.explanation
        assert "改法：" in check.rule.explanation


WAIVED = """words:
  off: [exam-boast, publicity.elite]
  waivers:
    - {path: %s, rule: publicity.top-scorer, words: 状元书院, reason: 校史, by: 市级编辑, on: 2026-11-01}
"""


def test_a_program_switches_rules_off_and_waives_a_place_but_no_number(root: Path) -> None:
    program = root / "schools" / "program.yml"
    kept = program.read_text(encoding="utf-8")
    said = ["校址原是状元书院。", "中考捷报频传。", "今年12人考入重点高中。", "我校出了中考状元。"]
    body = "\n\n".join([*said, "电话13800138000"])
    path = "schools/jinjiang/shili/updates/2026-10-12-kaifangke.md"
    (root / path).write_text(FRONT_MATTER + body, encoding="utf-8")

    def told() -> list[tuple[str, int]]:
        catalog = load(root).catalog
        checks = (*words.CHECKS, *privacy.CHECKS)
        found = [problem for check in checks for problem in check.problems(catalog, AS_OF)]
        return sorted((problem.code, problem.span.line) for problem in found)

    assert {code for code, _ in told()} == {
        "privacy.phone",
        "publicity.elite",
        "publicity.likely",
        "publicity.top-scorer",
    }
    program.write_text(re.sub(r"(?ms)^words:\n(?:  .*\n)+", "", kept) + WAIVED % path, encoding="utf-8")
    assert told() == [("privacy.phone", 13), ("publicity.top-scorer", 11)]
