"""`intake` of packages from the offices of districts and of the city: theirs goes in, and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from contribution_packages import TEXT, UPDATE, photo, zipped
from corpus_trees import change, problems_of, snapshot
from office_packages import (
    CITY_NEWS,
    CITY_PHOTO,
    FOREIGN,
    NEWS,
    PHOTO,
    WORDS,
    a_package,
    city_package,
    faulty_texts,
)
from sample_program import AS_OF

from qiangxiao.authoring.package import read_package
from qiangxiao.catalog.loader import load
from qiangxiao.commands.main import main
from qiangxiao.selection.edition import Edition

Said = pytest.CaptureFixture[str]


def intake(root: Path, data: bytes, *arguments: str) -> int:
    place = root.parent / "稿.zip"
    place.write_bytes(data)
    return main(["--root", str(root), "--as-of", AS_OF, "--no-color", "intake", str(place), *arguments])


@pytest.mark.parametrize(
    ("package", "sender", "paths"),
    [
        (a_package(), ("--district", "jinjiang"), {NEWS, PHOTO}),
        (city_package(), ("--city",), {CITY_NEWS, CITY_PHOTO}),
    ],
)
def test_a_good_package_goes_in_and_again_changes_nothing(
    root: Path, capsys: Said, package: bytes, sender: tuple[str, ...], paths: set[str]
) -> None:
    before = snapshot(root)
    assert intake(root, package) == 2, "an editor has to answer for the office"
    assert f"加 {' '.join(sender)} 再收" in capsys.readouterr().err and snapshot(root) == before
    reply = root.parent / "回信.txt"
    assert intake(root, package, *sender, "--reply", str(reply)) == 0
    assert "已收入 2 个文件" in capsys.readouterr().out
    assert "发布后会在网站上看到" in reply.read_text(encoding="utf-8")
    after = snapshot(root)
    assert after.keys() - before.keys() == paths
    assert [problem for problem in problems_of(root) if problem.path in paths] == []
    assert intake(root, package, *sender) == 0
    assert "完全相同" in capsys.readouterr().out and snapshot(root) == after


def test_each_sender_has_its_own_door(root: Path, capsys: Said) -> None:
    before = snapshot(root)
    for data, sender, said in (
        (a_package(), ("--city",), "这是 jinjiang 的文件，这个投稿包只能放 市里 的文件"),
        (a_package(), ("--school", "jinjiang/shili"), "这是 jinjiang 的文件"),
        (city_package(), ("--district", "jinjiang"), "这是 市里 的文件"),
        (zipped((UPDATE, TEXT)), ("--district", "jinjiang"), "这是 jinjiang/shili 的文件"),
        (zipped((UPDATE, TEXT), (NEWS, WORDS.encode())), (), "几个单位的文件：jinjiang、jinjiang/shili"),
    ):
        assert intake(root, data, *sender) == 1, sender
        assert said in capsys.readouterr().out, sender
    assert intake(root, a_package(), "--district", "meiyou") == 2
    assert snapshot(root) == before


@pytest.mark.parametrize("name", FOREIGN)
def test_what_is_not_the_office_s_is_refused_with_its_place(tmp_path: Path, name: str) -> None:
    path, data, said = FOREIGN[name]
    package = tmp_path / "稿.zip"
    package.write_bytes(zipped((NEWS, WORDS.encode()), (path, data)))
    told = read_package(package, "jinjiang").refusals
    assert {refusal.path for refusal in told} == {path}
    assert any(said in refusal.message + refusal.hint for refusal in told)


def test_what_is_wrong_with_a_text_is_told_in_its_words(root: Path, capsys: Said) -> None:
    before, texts = snapshot(root), faulty_texts()
    sent = [(path, data) for path, data, _ in texts.values()]
    assert intake(root, zipped(*sent, (PHOTO, photo())), "--district", "jinjiang") == 1
    shown = capsys.readouterr()
    parts = shown.out.split("\n\n")
    for at, (name, (path, _, said)) in enumerate(texts.items()):
        told = [part for part in parts if f"锦江区第{at + 1}次召开校车工作协调会" in part]
        assert any(said in part for part in told), (name, told)
        assert path in shown.err, name
    assert shown.out.count("   问题：") == shown.out.count("   改法：") >= len(texts)
    assert snapshot(root) == before


def test_an_old_package_takes_no_correction_back_and_an_embargo_holds(root: Path) -> None:
    later = WORDS.replace("author_office", "embargo_until: 2026-12-01\nauthor_office")
    assert intake(root, a_package(later), "--district", "jinjiang") == 0
    edition = Edition(load(root).catalog, date(2026, 11, 20))
    assert "jinjiang/news/2026-11-12-xiaoche" not in edition.published
    told = "corrections:\n  - date: 2026-11-14\n    kind: 轻微\n    note: 站点名误写，已更正\n---\n\n"
    change(root, NEWS, ("---\n\n", told))
    assert intake(root, a_package(later), "--district", "jinjiang") == 0
    assert "站点名误写" in (root / NEWS).read_text(encoding="utf-8")


def test_a_package_with_a_photo_of_60_mb_is_refused_unread(root: Path, capsys: Said) -> None:
    place = root.parent / "稿.zip"
    with place.open("wb") as file:
        file.write(a_package())
        file.truncate(60 * 1024 * 1024)
    assert main(["--root", str(root), "--no-color", "intake", str(place), "--district", "jinjiang"]) == 1
    assert "投稿包超过了 50 MiB" in capsys.readouterr().out


def test_a_page_that_says_it_is_a_photo_is_none(root: Path, capsys: Said) -> None:
    package = zipped((NEWS, WORDS.encode()), (PHOTO, b"<script>alert(1)</script>"))
    assert intake(root, package, "--district", "jinjiang") == 1
    assert "不是能读的图片" in capsys.readouterr().out


def test_the_program_s_own_pictures_are_not_replaced(root: Path, capsys: Said) -> None:
    change(
        root, "schools/program.yml", ("sample: ", "looks:\n  header_image: media/tuijinhui-1.jpg\nsample: ")
    )
    assert intake(root, city_package(), "--city") == 1
    assert "网站自己的标志或头图" in capsys.readouterr().out
