"""`qiangxiao fonts` as a person runs it, without asking any host."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample_program import REPOSITORY, qiangxiao

from qiangxiao.foundation.fonts import FONTS, fonts_folder

INSTALLED = fonts_folder()


def fonts(folder: Path, *arguments: str) -> tuple[int, str, str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QIANGXIAO_FONTS", str(folder))
        done = qiangxiao(REPOSITORY, "fonts", *arguments)
    return done.returncode, done.stdout, done.stderr


def test_fonts_come_from_a_folder(tmp_path: Path) -> None:
    code, said, _ = fonts(tmp_path / "new" / "fonts", "--from", str(fonts_folder()))
    assert (code, said.count("\n")) == (0, 1)
    assert said.startswith("字体齐全（8 个）")
    assert {path.name for path in (tmp_path / "new" / "fonts").iterdir()} == {font.name for font in FONTS}


def test_what_is_missing_is_named_in_one_line(tmp_path: Path) -> None:
    code, said, _ = fonts(tmp_path, "--check")
    assert (code, said.count("\n")) == (1, 1)
    assert all(font.name in said for font in FONTS)
    assert "qiangxiao fonts --from" in said
    assert not list(tmp_path.iterdir())


def test_a_font_with_other_bytes_is_replaced(tmp_path: Path) -> None:
    for font in FONTS:
        (tmp_path / font.name).symlink_to(fonts_folder() / font.name)
    spoilt = tmp_path / FONTS[0].name
    spoilt.unlink()
    spoilt.write_bytes(b"x" * FONTS[0].size)
    assert fonts(tmp_path, "--check")[0] == 1
    assert fonts(tmp_path, "--from", str(fonts_folder()))[0] == 0
    assert spoilt.read_bytes() == (fonts_folder() / FONTS[0].name).read_bytes()


@pytest.mark.parametrize("arguments", [("--from", "nowhere/at/all")])
def test_a_folder_that_is_not_there_is_a_wrong_call(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    code, _, said = fonts(tmp_path, *arguments)
    assert (code, said.count("\n")) == (2, 1)
