"""Photos that are named: in fields and bodies, of schools and of the editors, each there and agreed to."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus_trees import added, change, lay_out, problems_of

SCHOOL = "schools/jinjiang/shili"
UPDATE = f"{SCHOOL}/updates/2026-10-12-kaifangke.md"
BULLETIN = "docs/bulletins/2026-10.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "root")


def hints(root: Path, code: str) -> list[str]:
    return [problem.hint for problem in problems_of(root) if problem.code == code]


def test_a_photo_that_is_not_there_is_told_with_the_nearest(root: Path) -> None:
    change(root, f"{SCHOOL}/school.yml", ("media/kaifangke.jpg", "media/kaifangke.jpeg"))
    change(root, UPDATE, ("公开课之前", "见![教师](media/kaifangkf.jpg)。公开课之前"))
    assert added(root, "photo.") == [
        "school.yml:18:8 [photo.missing] 找不到照片 media/kaifangke.jpeg。",
        "2026-10-12-kaifangke.md:28:2 [photo.missing] 找不到照片 media/kaifangkf.jpg。",
    ]
    assert (
        hints(root, "photo.missing") == ["可填：media/kaifangke.jpg。您是否想写“media/kaifangke.jpg”？"] * 2
    )


def test_a_school_without_photos_and_the_editors_have_none_to_choose_from(root: Path) -> None:
    change(root, "schools/pujiang/dongpo/baseline.md", ("专家组", "![教师](media/kaifangke.jpg) 专家组"))
    text = (root / BULLETIN).read_text(encoding="utf-8")
    (root / BULLETIN).unlink()
    (root / BULLETIN).write_text(f"{text}\n![教师](media/kaifangke.jpg)\n", encoding="utf-8")
    assert added(root, "photo.") == [
        "2026-10.md:29:1 [photo.missing] 找不到照片 media/kaifangke.jpg。",
        "baseline.md:15:1 [photo.missing] 找不到照片 media/kaifangke.jpg。",
    ]
    assert hints(root, "photo.missing") == ["还没有照片可以引用，请先删去这一项。"] * 2


def test_a_picture_of_a_body_that_is_no_photo_is_not_there(root: Path) -> None:
    change(root, UPDATE, ("公开课之前", "![教师](school.yml)公开课之前"))
    assert added(root, "photo.") == ["2026-10-12-kaifangke.md:28:1 [photo.missing] 找不到照片 school.yml。"]


def test_everybody_on_a_photo_agreed(root: Path) -> None:
    change(root, UPDATE, ("    consent: true\n", "    consent: false\n"))
    told = ["2026-10-12-kaifangke.md:18:11 [photo.consent] 照片 media/kaifangke.jpg 没有写明已征得同意。"]
    assert added(root, "photo.") == told
    assert hints(root, "photo.consent") == ["确认已征得同意，或者照片里没有人，就写 consent: true。"]
