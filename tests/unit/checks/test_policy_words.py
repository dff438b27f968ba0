"""The words are the policy's: another program has other grades, subjects and kinds of school."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from corpus_trees import added, change, lay_out, problems_of, put

from qiangxiao.authoring.forms.config import form_template
from qiangxiao.authoring.generated import generate_files
from qiangxiao.authoring.word_template import word_template
from qiangxiao.catalog.loader import load
from qiangxiao.checks.links import texts_of
from qiangxiao.foundation.problems import Severity
from qiangxiao.foundation.shipped_terms import shipped_terms
from qiangxiao.records.case import CASE
from qiangxiao.records.policy import Vocabularies, shipped_policy

SCHOOL = "schools/jinjiang/shili"
CASE_FILE = f"{SCHOOL}/cases/xiaozu-xuexi.md"
POLICY = """title: 示例政策
issued_by: 示例编辑部
clauses:
  - id: 三(一)
    title: 名校名师支持引领
vocabularies:
  grades:
    - 六年级
    - 七年级
    - 八年级
    - 九年级
  subjects:
    - 语文
    - 数学
    - 科学
    - 艺术
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = lay_out(tmp_path / "root")
    put(root, "schools/policy.yml", POLICY)
    return root


def test_a_program_may_have_other_grades_and_subjects(root: Path) -> None:
    change(root, CASE_FILE, ("  - 数学\n", "  - 科学\n"), ("  - 八年级\n", "  - 六年级\n"))
    wrong = [p for p in problems_of(root) if p.severity is Severity.ERROR and p.path == CASE_FILE]
    assert wrong == []


def test_the_texts_of_a_policy_are_the_same_once_its_terms_were_asked_for(root: Path) -> None:
    policy = load(root).catalog.policy.model_copy()
    before = list(texts_of(policy, ()))
    assert policy.all_terms
    assert list(texts_of(policy, ())) == before != []


def test_a_wrong_term_is_answered_with_this_programs_terms(root: Path) -> None:
    change(root, CASE_FILE, ("  - 数学\n", "  - 科 学\n"))
    (problem,) = (p for p in problems_of(root) if p.code == "subject.unknown" and p.path == CASE_FILE)
    assert problem.hint == "可填：语文、数学、科学、艺术。您是否想写“科学”？"


def test_a_vocabulary_that_drops_a_term_in_use_locates_every_use(root: Path) -> None:
    change(root, "schools/policy.yml", ("    - 数学\n", ""))
    uses = [
        (path.relative_to(root).as_posix(), at)
        for path in sorted((root / "schools").rglob("*"))
        if path.suffix in (".yml", ".md") and path.name != "policy.yml"
        for at, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        if line.strip().removeprefix("- ") in ("数学", "subject: 数学")
    ]
    told = [
        (p.path, p.span.line)
        for p in problems_of(root)
        if p.code == "subject.unknown" and "“数学”" in p.message
    ]
    assert len(uses) > 3 and told == uses


def test_an_unreadable_policy_leaves_the_words_that_ship(root: Path) -> None:
    put(root, "schools/policy.yml", "- 一\n")
    assert [line for line in added(root) if "[missing." not in line] == [
        "policy.yml:1:1 [yaml.root] 这里应当是一组“键: 值”。"
    ]


def test_schema_form_and_word_template_have_this_programs_words(root: Path) -> None:
    catalog = load(root).catalog
    schema = json.loads(generate_files(root, ())["docs/schemas/case.schema.json"])
    assert schema["properties"]["grades"]["items"]["enum"][0] == "六年级"
    assert "vocabulary" not in json.dumps(schema)
    form = json.dumps(form_template(catalog.program, catalog.policy), ensure_ascii=False)
    assert '"六年级"' in form and '"物理"' not in form
    words = word_template(CASE, (), catalog.policy.all_terms)
    assert words != word_template(CASE, ())


def test_every_list_of_words_that_ships_is_one_a_policy_may_have() -> None:
    assert shipped_terms().keys() == Vocabularies.model_fields.keys()
    assert shipped_policy().all_terms["subjects"] == shipped_terms()["subjects"]
