"""Every rule has an overlay that breaks it, and the problems are those of `expected.txt`, to the column.

`tests/corpus/invalid/<code>/files` is put over `tests/corpus/base`; `expected.txt` lists what that adds, one
problem a line: `path:line:column-end_line:end_column severity[code] message`.
`tests/corpus/valid/<name>/files` adds nothing but advice on what is missing, which is the policy's
(`tests/unit/selection/test_requirements.py`). `QX_RECORD=1 pytest tests/unit/checks/test_corpus.py` writes
every `expected.txt` anew: read the difference before you commit it, the caret belongs on the faulty value.
"""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from corpus_trees import BASE, CORPUS, lay_out, line_of, lines_of, problems_of

from qiangxiao import checks
from qiangxiao.checks.registry import Check
from qiangxiao.checks.run import CHECKS, all_rules
from qiangxiao.foundation.problems import Severity

# What no file in a repository can provoke; each has a unit test of its own.
BY_UNIT_TEST = {
    "file.unreadable": "tests/unit/catalog/test_loader.py",
    "authority.account": "tests/unit/authoring/test_doors.py",
    "authority.file": "tests/unit/authoring/test_doors.py",
    "authority.key": "tests/unit/authoring/test_doors.py",
    "authority.path": "tests/unit/authoring/test_doors.py",
    "body.unsafe": "tests/unit/sources/test_body.py",
    **{
        f"inspect.{name}": "tests/unit/site/test_inspection.py"
        for name in (
            "accessibility",
            "anchor",
            "column",
            "file",
            "footer",
            "foreign",
            "leak",
            "link",
            "location",
            "meta",
            "metadata",
        )
    },
    "link.external.closed": "tests/unit/checks/test_external_links.py",
    "link.external.gone": "tests/unit/checks/test_external_links.py",
    "link.external.moved": "tests/unit/checks/test_external_links.py",
    "link.external.refused": "tests/unit/checks/test_external_links.py",
    "link.external.unreachable": "tests/unit/checks/test_external_links.py",
}
INVALID = sorted(path.parent for path in (CORPUS / "invalid").glob("*/files"))
MANY = sorted(path.parent for path in (CORPUS / "invalid-many").glob("*/files"))
VALID = sorted(path.parent for path in (CORPUS / "valid").glob("*/files"))
REPOSITORY = Path(__file__).parents[3]


@cache
def base_lines() -> frozenset[str]:
    return frozenset(lines_of(problems_of(BASE)))


def added(folder: Path, root: Path) -> list[str]:
    found = [p for p in problems_of(lay_out(root, folder / "files")) if line_of(p) not in base_lines()]
    assert all(problem.hint for problem in found), "a problem without a word on what to do"
    return lines_of(found)


def test_the_base_has_no_error_and_no_warning() -> None:
    found = [line_of(problem) for problem in problems_of(BASE) if problem.severity is not Severity.ADVICE]
    assert found == []


def test_every_code_has_a_folder_and_every_folder_a_code() -> None:
    folders = {folder.name for folder in INVALID}
    assert folders | BY_UNIT_TEST.keys() == all_rules().keys()
    assert not folders & BY_UNIT_TEST.keys()


def test_every_check_that_is_written_is_run() -> None:
    modules = [import_module(f"{checks.__name__}.{found.name}") for found in iter_modules(checks.__path__)]
    written = {
        value.rule.code for module in modules for value in vars(module).values() if isinstance(value, Check)
    }
    assert written <= {check.rule.code for check in CHECKS}


def test_the_codes_without_a_folder_have_a_unit_test() -> None:
    for code, path in BY_UNIT_TEST.items():
        assert code in (REPOSITORY / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", [*INVALID, *MANY], ids=lambda folder: folder.name)
def test_an_overlay_adds_exactly_the_expected_problems(folder: Path, tmp_path: Path) -> None:
    found = added(folder, tmp_path / "root")
    expected = folder / "expected.txt"
    if os.environ.get("QX_RECORD"):
        expected.write_text("".join(f"{line}\n" for line in found), encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("folder", INVALID, ids=lambda folder: folder.name)
def test_an_overlay_is_about_its_code(folder: Path) -> None:
    assert f"[{folder.name}]" in (folder / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", MANY, ids=lambda folder: folder.name)
def test_one_run_reports_many_faults(folder: Path) -> None:
    lines = (folder / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert len({line.split("]")[0].split("[")[1] for line in lines}) >= 25


@pytest.mark.parametrize("folder", VALID, ids=lambda folder: folder.name)
def test_odd_but_legal_content_adds_no_problem(folder: Path, tmp_path: Path) -> None:
    # what somebody still lacks moves with the lines of the file it is told at; it is no fault of the content
    assert [line for line in added(folder, tmp_path / "root") if "[missing." not in line] == []
