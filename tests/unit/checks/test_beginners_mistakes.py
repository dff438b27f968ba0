"""What beginners get wrong, and what they are told: the line, the cause and the fix."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from beginners_mistakes import MISTAKES, SCHOOL, SOUND, Mistake
from corpus_trees import AS_OF, lay_out

from qiangxiao.catalog.loader import load
from qiangxiao.checks.run import run_checks
from qiangxiao.foundation.problems import Problem
from qiangxiao.records.kinds import folders
from qiangxiao.records.places import report_stray


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[Problem]]:
    """Every mistake in its own file of one tree, checked once; and the update without any."""
    root = lay_out(tmp_path_factory.mktemp("mistakes") / "root")
    files = {mistake.path: mistake.data for mistake in MISTAKES}
    files[f"{SCHOOL}/updates/2026-10-12-sound.md"] = SOUND.encode()
    for path, data in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    loaded = load(root)
    problems: dict[str, list[Problem]] = {path: [] for path in files}
    for problem in (*loaded.problems, *run_checks(loaded.catalog, AS_OF)):
        problems.setdefault(problem.path, []).append(problem)
    return problems


def test_there_are_sixty_and_the_sound_text_has_none(found: Mapping[str, list[Problem]]) -> None:
    assert len(MISTAKES) >= 60 and len({mistake.path for mistake in MISTAKES}) == len(MISTAKES)
    assert found[f"{SCHOOL}/updates/2026-10-12-sound.md"] == []


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.what)
def test_the_cause_and_the_fix_are_named(mistake: Mistake, found: Mapping[str, list[Problem]]) -> None:
    told = [problem for problem in found[mistake.path] if problem.code == mistake.code]
    said = [(problem.span.line, f"{problem.message} {problem.hint}") for problem in told]
    assert any(
        line == mistake.line and all(part in words for part in mistake.says) for line, words in said
    ), said


@pytest.mark.parametrize(
    ("name", "proposed"),
    [
        ("media/微信图片_20261012.png", "media/wei-xin-tu-pian-20261012.png"),
        ("media/2026/ke.jpg", "media/ke.jpg"),
        ("media/con.jpg", "media/con-1.jpg"),
        ("media/ke.gif", "media/ke.jpg"),
        ("updates/20261012ke.md", "updates/2026-10-12-ke.md"),
        ("updates/2026年10月12日开放课.md", "updates/2026-10-12-kai-fang-ke.md"),
        ("updates/2026-10-12-Ke_Tang.md", "updates/2026-10-12-ke-tang.md"),
        ("进展/2026-10-12-ke.md", "updates/2026-10-12-ke.md"),
        ("cases/分层作业.md", "cases/fen-ceng-zuo-ye.md"),
        ("Plan.yml", "plan.yml"),
        (f"updates/2026-10-12-{'a-' * 40}b.md", "updates/2026-10-12-a-"),
    ],
)
def test_a_name_that_will_not_do_gets_one_that_does(name: str, proposed: str) -> None:
    layouts = folders()["schools"]
    hint = report_stray(f"{SCHOOL}/{name}", layouts).hint
    assert f"{SCHOOL}/{proposed}" in hint
    named = re.search(rf"{SCHOOL}/[a-z0-9/.-]+", hint)
    assert named and any(layout.pattern.fullmatch(named[0]) for layout in layouts)
