"""Problems of a change: own files first, what broke elsewhere next, and what a forge shows of them."""

from __future__ import annotations

from qiangxiao.foundation.problems import Problem, Severity, Span
from qiangxiao.reporting.machine import render_github
from qiangxiao.reporting.markdown import render_summary
from qiangxiao.reporting.of_changes import ChangeReport, report_changes
from qiangxiao.reporting.summary import first_of_each_file_first

ERROR, WARNING, ADVICE = Severity


def at(path: str, line: int = 1, severity: Severity = ERROR, message: str = "不对。") -> Problem:
    return Problem(path, Span.at(line), "a.b", severity, message, "请改。")


def test_own_problems_caused_ones_and_earlier_errors_are_told_apart() -> None:
    own, caused, old, old_warning = at("a.yml"), at("b.yml", 2), at("b.yml", 9), at("c.yml", 1, WARNING)
    report = report_changes(["a.yml"], [old, caused, own, old_warning], [old, old_warning, at("gone.yml")])
    assert report == ChangeReport((own,), (caused,), (old,), is_of_change=True)
    assert report.problems == (own, caused)


def test_a_changed_file_answers_for_all_its_problems() -> None:
    was_there = at("a.yml")
    assert report_changes(["a.yml"], [was_there], [was_there]).own == (was_there,)


def test_errors_of_every_file_come_before_anything_else() -> None:
    problems = [
        at("a.yml", 1, WARNING),
        at("a.yml", 2),
        at("b.yml", 1),
        at("b.yml", 2),
        at("c.yml", 1, ADVICE),
    ]
    assert [(p.path, p.span.line) for p in first_of_each_file_first(problems)] == [
        ("a.yml", 2),
        ("b.yml", 1),
        ("c.yml", 1),
        ("b.yml", 2),
        ("a.yml", 1),
    ]


def test_no_more_annotations_than_are_shown_and_the_rest_in_the_log() -> None:
    many = [at("a.yml", line) for line in range(1, 13)] + [at("b.yml", 1), at("c.yml", 1, WARNING)]
    lines = render_github(many).splitlines()
    commands = [line for line in lines if line.startswith("::")]
    assert sum(line.startswith("::error") for line in commands) == 10
    assert sum(line.startswith("::warning") for line in commands) == 1
    assert "file=b.yml" in commands[1]
    assert lines[len(commands)] == "- 页面上每种程度只显示 10 条，其余 3 条在这里："
    assert lines[-1] == "- a.yml:12:1: 错误[a.b] 不对。请改。"


def test_a_line_of_the_log_cannot_be_a_command() -> None:
    forged = [at("a.yml", line, message="x\n::error::伪造 ##[group]伪造") for line in range(1, 12)]
    rest = render_github(forged).splitlines()[11:]
    assert len(rest) == 1
    assert rest[0].startswith("- ")
    assert "##[" not in rest[0]


def test_a_summary_has_the_verdict_and_three_tables() -> None:
    report = ChangeReport(
        (at("a.yml"), at("a.yml", 3, ADVICE)), (at("b.yml", 2),), (at("c.yml"),), is_of_change=True
    )
    text = render_summary(report, "")
    assert text.startswith("### 内容检查：没有通过")
    assert (
        text.index("您改动的文件")
        < text.index("a.yml:1:1")
        < text.index("由这次改动引起")
        < text.index("b.yml:2:1")
    )
    assert "1 条提示" in text
    assert "另有 1 个错误原来就在别的文件里" in text
    assert "### 内容检查：通过" in render_summary(ChangeReport((at("a.yml", 1, WARNING),)), "")


def test_places_and_codes_lead_to_this_version_of_the_files() -> None:
    text = render_summary(ChangeReport((at("schools/a/b c.yml"),)), "", "https://forge.example/o/r/blob/abc")
    assert "](https://forge.example/o/r/blob/abc/schools/a/b%20c.yml#L1)" in text
    assert "](https://forge.example/o/r/blob/abc/docs/errors/a.b.md)" in text
    known = render_summary(ChangeReport((at("a.yml"),)), "https://site.example/x", "https://forge.example/o")
    assert "](https://site.example/x/errors/a.b/)" in known


def test_a_summary_stays_under_its_limit_and_says_what_is_missing() -> None:
    report = ChangeReport(tuple(at("a.yml", line, message="长" * 400) for line in range(1, 3000)))
    text = render_summary(report, "")
    assert 800_000 < len(text.encode()) < 1_000_000
    shown = text.count("a.yml:")
    assert f"还有 {2999 - shown} 条没有列出" in text
