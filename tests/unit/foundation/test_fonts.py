"""The fonts in place, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from font_characters import TABLE, characters_of, ranges_of

from qiangxiao.authoring.font_files import find_in_folders, wrong_fonts
from qiangxiao.foundation import fonts
from qiangxiao.foundation.fonts import (
    FONTS,
    FontFile,
    fonts_folder,
    installed_fonts,
    missing_fonts,
    unprintable_in,
)


def test_every_font_is_in_place_with_the_right_bytes() -> None:
    assert wrong_fonts(fonts_folder(), FONTS) == (), "run: qiangxiao fonts"
    assert installed_fonts() == fonts_folder()


def test_the_table_of_characters_is_that_of_the_fonts() -> None:
    every = set[int]().union(*(characters_of(fonts_folder() / font.name) for font in FONTS))
    assert TABLE.read_text(encoding="ascii") == ranges_of(every)
    assert len(every) > 99_000


@pytest.mark.parametrize(
    "text", ["䶮㛃喆堃玥𬱖𠮷", "中文 English 123，。“”—…\n\t", "[]^-\\", "é½㎡①⑳", "☕️😀👍", "　"]
)
def test_what_people_write_is_printable(text: str) -> None:
    assert unprintable_in(text) == ""


@pytest.mark.parametrize(
    ("text", "character"), [("学校🏫好", "🏫"), ("\ue123", "\ue123"), ("新图形\U0001fae8", "\U0001fae8")]
)
def test_the_first_character_without_a_font_is_found(text: str, character: str) -> None:
    assert unprintable_in(text) == character


def test_the_folder_can_be_stated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(fonts.FOLDER_VARIABLE, str(tmp_path))
    assert fonts_folder() == tmp_path
    assert installed_fonts() is None
    assert missing_fonts(tmp_path) == FONTS


def test_only_the_right_bytes_are_taken(tmp_path: Path) -> None:
    source, target = tmp_path / "source" / "deep", tmp_path / "target"
    source.mkdir(parents=True)
    right = FontFile(
        "a.otf", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "package"
    )
    wrong = FontFile("b.otf", 3, right.digest, "package")
    (source / "a.otf").write_bytes(b"abc")
    (source / "b.otf").write_bytes(b"abd")
    find_in_folders(target, (right, wrong), tmp_path / "source")
    assert [path.name for path in target.iterdir()] == ["a.otf"]
    assert wrong_fonts(target, (right, wrong)) == (wrong,)
