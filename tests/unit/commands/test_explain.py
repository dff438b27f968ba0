"""`qiangxiao explain`: an error code in words, for whoever has the program and no site with its pages."""

from __future__ import annotations

from pathlib import Path

from sample_program import qiangxiao

from qiangxiao.checks.run import all_rules


def test_a_code_is_explained_with_its_example(root: Path) -> None:
    done = qiangxiao(root, "explain", "support.mode.unknown")
    assert done.returncode == 0
    for words in ("支持方式只能填清单里的词", "名校领办", "错误的写法", "委托管里", "正确的写法"):
        assert words in done.stdout
    assert "](" not in done.stdout, "a link of the page leads nowhere in a terminal"


def test_brackets_may_be_copied_with_it(root: Path) -> None:
    assert qiangxiao(root, "explain", "[date.future]").returncode == 0


def test_a_family_is_listed(root: Path) -> None:
    listed = qiangxiao(root, "explain", "date").stdout
    family = [code for code in all_rules() if code.startswith("date.")]
    assert len(family) > 2 and all(code in listed for code in family)
    assert "plan.dates" not in listed


def test_an_unknown_code_is_answered_with_the_nearest(root: Path) -> None:
    done = qiangxiao(root, "explain", "date.futur")
    assert done.returncode == 2 and "date.future" in done.stderr and "Traceback" not in done.stderr


def test_what_the_policy_demands_is_explained_with_its_clause(root: Path) -> None:
    done = qiangxiao(root, "explain", "missing.advisors")
    assert done.returncode == 0 and "三(五)2" in done.stdout and "区县级" in done.stdout
