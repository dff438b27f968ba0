"""Characters that no font has: each told by what it is, those that nobody can see left to their own rule."""

from __future__ import annotations

from pathlib import Path

from corpus_trees import added, change, lay_out, problems_of

from qiangxiao.foundation.fonts import drop_decoration

UPDATE = "schools/jinjiang/shili/updates/2026-10-12-kaifangke.md"


def test_every_character_without_a_glyph_is_told_with_what_to_do(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "root")
    change(root, UPDATE, ("公开课之前", "公开\u200b课🏫、\ue123、𰻝之前"))
    assert added(root, "text.unprintable") == [
        "2026-10-12-kaifangke.md:28:7 [text.unprintable] 没有一种字体有这个字符（U+E123），排印时会是空白。",
        "2026-10-12-kaifangke.md:28:9 [text.unprintable] 没有一种字体有“𰻝”（U+30EDD），排印时会是空白。",
    ]
    usual = "请换成常用的写法；姓名用字请联系编辑。"
    hints = [problem.hint for problem in problems_of(root) if problem.code == "text.unprintable"]
    assert hints == [usual, usual]


def test_a_picture_in_the_text_never_stops_a_publication(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "root")
    change(root, UPDATE, ("公开课之前", "🏫公开课之前"))
    assert added(root, "text.") == [
        "2026-10-12-kaifangke.md:28:1 [text.decoration] “🏫”只在网页上显示，PDF 和卡片里省去。"
    ]
    assert drop_decoration("🏫公开𰻝课") == "公开𰻝课"


def test_an_unassigned_character_is_not_quoted(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "root")
    change(root, UPDATE, ("公开课之前", "公开课\u0378之前"))
    assert added(root, "text.unprintable") == [
        "2026-10-12-kaifangke.md:28:4 [text.unprintable] 没有一种字体有这个字符（U+0378），排印时会是空白。"
    ]
