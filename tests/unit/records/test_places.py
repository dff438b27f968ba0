"""What a programme says of its files to whoever put one in the wrong place."""

from __future__ import annotations

import pytest

from qiangxiao.checks.run import all_rules
from qiangxiao.foundation.problems import Span
from qiangxiao.records.kinds import folders
from qiangxiao.records.places import explain_problem, report_stray
from qiangxiao.sources import body_rules, text, yaml_reader
from qiangxiao.sources.body import read_body

SCHOOL = "schools/jinjiang/shili"


@pytest.mark.parametrize(
    ("name", "hint"),
    [("laigao.docx", "Word"), ("总结.DOC", "Word"), ("mingce.xlsx", "Excel"), ("a.xls", "Excel")],
)
def test_an_office_file_is_sent_to_the_import(name: str, hint: str) -> None:
    problem = report_stray(f"{SCHOOL}/updates/{name}", folders()["schools"])
    assert problem.code == "file.place" and hint in problem.message and "qiangxiao import" in problem.hint


def test_a_stray_is_shown_the_places_of_its_own_folder_or_all_there_are() -> None:
    own = report_stray(f"{SCHOOL}/updates/kaifangke.md", folders()["schools"]).hint
    assert "updates/2026-10-12-kaifangke.md" in own and "school.yml" not in own
    everywhere = report_stray(f"{SCHOOL}/notes/a.md", folders()["schools"]).hint
    alike = [one.example for one in folders()["schools"] if one.example.count("/") == 4]
    assert len(alike) > 4 and all(example in everywhere for example in alike)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("![](media/a.jpg)", "![教研活动现场](media/jiaoyan.jpg)"),
        ("![图](https://example.edu.cn/a.jpg)", "media/ 文件夹"),
        ("[文](javascript:1)", "../cases/fenceng-zuoye.md"),
    ],
)
def test_a_problem_of_the_reading_floor_is_explained_with_the_programme_s_own_folders(
    source: str, words: str
) -> None:
    (found,) = read_body(f"{SCHOOL}/plan.md", source).problems
    assert words not in found.hint
    assert words in explain_problem(found).hint


def test_other_problems_keep_their_words() -> None:
    found = text.FILE_BOM.at("a.yml", Span.at(1), "x", "y")
    assert explain_problem(found) is found


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (text.FILE_SIZE.code, "media/"),
        (yaml_reader.YAML_ROOT.code, "featured.yml"),
        (body_rules.IMAGE_REMOTE.code, "media/"),
    ],
)
def test_the_pages_of_such_rules_have_them_too(code: str, words: str) -> None:
    assert words in all_rules()[code].explanation
