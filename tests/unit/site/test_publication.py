"""Publishing: killed or read at any moment, the site is
one whole generation, and the next build puts all in order.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from published_sites import Snapshot, engine_output, inodes, opened, publish, seen, work_of

from qiangxiao.foundation.errors import UsageError
from qiangxiao.site import exchange as exchange_module
from qiangxiao.site import generations as generations_module
from qiangxiao.site.generations import digest_of
from qiangxiao.site.places import MARKER, FolderPlace, LinkPlace, VolumePlace, mark_of, place_of
from qiangxiao.site.publication import assemble, published_files
from qiangxiao.site.tree import files_in

STEPPED = "a folder, without the exchange"
PLACES = ("a folder", "a link", "a volume")


class KilledError(BaseException):
    """Stands for `kill -9`: from then on nothing more is written."""


@pytest.fixture(autouse=True)
def no_flush(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test needs not wait for the disk."""
    monkeypatch.setattr(generations_module, "flush", lambda folder: None)


@pytest.fixture
def out(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The path of a site in a place of the wanted kind, with nothing published yet."""
    out = tmp_path / "root" / "www" / "site"
    out.parent.mkdir(parents=True)
    (out.parent / "someone's.txt").write_text("not ours")
    if request.param == STEPPED:
        monkeypatch.setattr(exchange_module, "_exchange_at_once", lambda one, other: False)
    elif request.param == "a link":
        (out.parent / "releases").mkdir()
        out.symlink_to("releases/first")
    elif request.param == "a volume":
        (out / ".qiangxiao").mkdir(parents=True)
        (out / "lost+found").mkdir()
    return out


def in_places(*kinds: str) -> pytest.MarkDecorator:
    """Run a test in places of these kinds."""
    return pytest.mark.parametrize("out", kinds, indirect=True)


def numbers(out: Path) -> list[int]:
    with opened(out) as generations:
        return [generation.number for generation in generations.listed()]


def assert_in_order(out: Path) -> None:
    """Every generation is there once, whole, and nothing else of ours."""
    with opened(out) as generations:
        listed, live, store = generations.listed(), generations.live, place_of(out, work_of(out)).store
        assert live in listed and len({one.number for one in listed}) == len(listed)
        assert not any(one.is_pending for one in listed)
        for one in listed:
            tree = generations.live_tree if one == live else store / one.digest
            assert tree is not None and digest_of(tree) == one.digest == mark_of(tree)
        names = {path.name for path in store.iterdir()} - {"lock", "current"}
        lists = {name for name in names if name.endswith(".files")}
        assert lists <= {f"{one.digest}.files" for one in listed}
        names -= lists
        trees = {one.digest for one in listed if one != live or (store / one.digest).exists()}
        assert names == trees | {f"{one.digest}.json" for one in listed}
    beside = {path.name for path in out.parent.iterdir()} - {"site", "releases"}
    assert beside == {"someone's.txt"}


CALLS = ("rename", "replace", "link", "symlink", "mkdir", "unlink", "rmdir", "chmod")


@contextmanager
def before_every_write(step: Callable[[], None], half: Callable[[], bool]) -> Iterator[None]:
    """Call `step` before everything that changes the disk;
    when `half` says so, half of a file is written before.
    """
    with pytest.MonkeyPatch.context() as patch:

        def watched(call: Callable[..., object]) -> Callable[..., object]:
            def stepped(*arguments: object, **named: object) -> object:
                step()
                return call(*arguments, **named)

            return stepped

        for name in CALLS:
            patch.setattr(os, name, watched(getattr(os, name)))
        exchanged, write_bytes = exchange_module._exchange_at_once, Path.write_bytes
        patch.setattr(exchange_module, "_exchange_at_once", watched(exchanged))

        def written(path: Path, data: bytes) -> int:
            if half():
                write_bytes(path, data[: len(data) // 2])
            step()
            return write_bytes(path, data)

        patch.setattr(Path, "write_bytes", written)
        yield


def killed_at(moment: int, act: Callable[[], None]) -> bool:
    """Do something and kill it at its n-th write; tell whether it had so many."""
    count = 0

    def step() -> None:
        nonlocal count
        count += 1
        if count >= moment:
            raise KilledError

    try:
        with before_every_write(step, lambda: count + 1 >= moment):
            act()
    except KilledError:
        return True
    return False


def assert_whole_whenever_killed(
    out: Path, before: Snapshot, act: Callable[[], None], after: Snapshot
) -> None:
    """Kill `act` at every of its writes, each time from the
    same state; then the next build has to find its way.
    """
    may_be_away = exchange_module._exchange_at_once.__name__ == "<lambda>"
    saved = out.parents[2] / "saved"
    shutil.copytree(out.parents[1], saved, symlinks=True)
    moment = 0
    while killed_at(moment := moment + 1, act):
        assert seen(out) in (before, after) or (may_be_away and not out.exists()), moment
        assert_in_order(out)
        assert seen(out) in (before, after), moment
        publish(out, "later")
        assert seen(out)["index.html"] == "later"
        shutil.rmtree(out.parents[1])
        shutil.copytree(saved, out.parents[1], symlinks=True)
    assert moment > 5
    assert seen(out) == after
    assert_in_order(out)


@in_places(STEPPED, *PLACES)
def test_killed_at_any_write_of_a_publication(out: Path) -> None:
    publish(out, "one")
    publish(out, "two")
    publish(out, "three")
    three = seen(out)
    with opened(out) as generations:
        generations.roll_back(2)
    two = seen(out)
    # "three" is there and is published anew; "one" is to go
    assert_whole_whenever_killed(out, two, lambda: publish(out, "three", keep=1), three)
    assert numbers(out) == [4, 2]


@in_places(STEPPED, *PLACES)
def test_killed_at_any_write_of_a_way_back(out: Path) -> None:
    publish(out, "one")
    one = seen(out)
    publish(out, "two")
    two = seen(out)

    def roll_back() -> None:
        with opened(out) as generations:
            assert generations.roll_back(None).number == 1

    assert_whole_whenever_killed(out, two, roll_back, one)
    assert numbers(out) == [2, 1]


@in_places(*PLACES)
def test_read_at_any_moment_of_a_publication(out: Path) -> None:
    publish(out, "one")
    one, views = seen(out), []
    with before_every_write(lambda: views.append(seen(out)), lambda: False):
        publish(out, "two")
    two = seen(out)
    assert [view for view in views if view not in (one, two)] == []
    assert one in views
    assert two in views


@in_places("a volume")
def test_a_site_that_was_published_into_a_volume_otherwise_is_taken_in_unseen(out: Path) -> None:
    shutil.rmtree(out / ".qiangxiao")
    publish_plainly(out, "before")
    before = seen(out)
    (out / ".qiangxiao").mkdir()
    assert isinstance(place_of(out, work_of(out)), VolumePlace)
    saved = out.parents[2] / "saved"
    shutil.copytree(out.parents[1], saved, symlinks=True)
    moment, views = 0, []

    def take_in() -> None:
        with opened(out):
            pass

    while killed_at(moment := moment + 1, take_in):
        assert seen(out) == before, moment
        take_in()
        assert seen(out) == before, moment
        shutil.rmtree(out.parents[1])
        shutil.copytree(saved, out.parents[1], symlinks=True)
    with before_every_write(lambda: views.append(seen(out)), lambda: False):
        publish(out, "after")
    after = seen(out)
    assert [view for view in views if view not in (before, after)] == []
    assert all(path.is_symlink() for path in out.iterdir() if path.name not in (".qiangxiao", "lost+found"))
    with opened(out) as generations:
        generations.roll_back(None)
    assert seen(out) == before


def publish_plainly(out: Path, words: str) -> None:
    """Leave a site as a program left it that knew no generations: files shared with the engine's folder."""
    shutil.copytree(engine_output(work_of(out), words), out, copy_function=os.link, dirs_exist_ok=True)
    (out / MARKER).write_text("qiangxiao\n")


@in_places(*PLACES)
def test_no_published_file_is_one_that_is_written_again(out: Path) -> None:
    for words in ("one", "two", "one"):
        publish(out, words)
        built = out.parents[1] / "built"
        store = place_of(out, work_of(out)).store
        live = seen(out)
        assert not (inodes(out.resolve()) | inodes(store)) & inodes(built)
        for path in built.rglob("*.*"):
            path.write_text("the engine writes in place")
        assert seen(out) == live


@in_places("a folder")
def test_a_site_of_an_earlier_program_shares_nothing_with_the_next_and_can_be_gone_back_to(out: Path) -> None:
    publish_plainly(out, "before")
    before = seen(out)
    built = out.parents[1] / "built"
    written_again = inodes(built)
    assert inodes(out) & written_again
    kept = built.rename(built.with_name("kept"))
    publish(out, "after")
    assert not inodes(out) & inodes(kept)
    with opened(out) as generations:
        assert [generation.digest for generation in generations.listed()][1] == "earlier"
        generations.roll_back(None)
    assert seen(out) == before


@in_places(*PLACES)
def test_unchanged_files_are_shared_between_generations(out: Path) -> None:
    publish(out, "one")
    page = (out / "about/index.html").stat()
    publish(out, "two")
    now = (out / "about/index.html").stat()
    assert (now.st_ino, now.st_mtime_ns, now.st_nlink) == (page.st_ino, page.st_mtime_ns, 2)
    (out / "about/index.html").unlink()
    (out / "about/index.html").write_text("changed by somebody, whom the next build puts right")
    publish(out, "three")
    assert (out / "about/index.html").read_text() == "same"


@in_places(*PLACES)
def test_the_same_site_is_no_new_generation(out: Path) -> None:
    publish(out, "one")
    tree = out.resolve().stat().st_ino
    publish(out, "one")
    assert out.resolve().stat().st_ino == tree
    assert numbers(out) == [1]


@in_places(*PLACES)
def test_the_last_generations_are_kept_and_no_more(out: Path) -> None:
    for words in ("one", "two", "three", "four", "five"):
        publish(out, words)
    assert numbers(out) == [5, 4, 3, 2]
    assert_in_order(out)
    with opened(out) as generations:
        with pytest.raises(UsageError, match="没有留着第 1 次发布"):
            generations.roll_back(1)
        assert generations.roll_back(3).number == 3
        assert generations.roll_back(None).number == 2
        with pytest.raises(UsageError, match="没有更早"):
            generations.roll_back(None)
    assert seen(out)["index.html"] == "two"
    publish(out, "six", keep=0)
    assert numbers(out) == [6]
    assert_in_order(out)


@in_places(*PLACES)
def test_a_generation_that_is_not_as_it_was_is_not_gone_back_to(out: Path) -> None:
    publish(out, "one")
    publish(out, "two")
    two = seen(out)
    store = place_of(out, work_of(out)).store
    (tree,) = (path for path in store.iterdir() if mark_of(path) not in ("", mark_of(out)))
    (tree / "index.html").write_text("onf")
    with opened(out) as generations, pytest.raises(UsageError, match="已被改动或损坏"):
        generations.roll_back(None)
    assert seen(out) == two


@in_places(*PLACES)
def test_generations_that_readers_do_not_see_are_not_for_the_web_server(out: Path) -> None:
    publish(out, "one")
    shown = out.resolve().stat().st_mode
    publish(out, "two")
    store = place_of(out, work_of(out)).store
    modes = {mark_of(path): path.stat().st_mode & 0o777 for path in store.iterdir() if path.is_dir()}
    assert [mode for mark, mode in modes.items() if mark != mark_of(out)] == [0o700]
    with opened(out) as generations:
        generations.roll_back(None)
    assert out.resolve().stat().st_mode == shown


@in_places("a folder")
def test_a_damaged_card_or_a_lost_store_costs_the_history_and_not_the_site(out: Path) -> None:
    publish(out, "one")
    publish(out, "two")
    store = place_of(out, work_of(out)).store
    for card in store.glob("*.json"):
        card.write_text(json.dumps({"digest": card.stem, "number": None}))
    assert numbers(out) == [1]
    shutil.rmtree(store)
    assert numbers(out) == [1]
    assert seen(out)["index.html"] == "two"
    publish(out, "three")
    assert numbers(out) == [2, 1]


@in_places("a folder")
def test_nothing_that_is_not_ours_is_touched(out: Path) -> None:
    for place in (out.with_name(".site.old"), place_of(out, work_of(out)).store / "notes"):
        place.mkdir(parents=True)
        (place / "thesis.txt").write_text("三年心血")
    for words in ("one", "two", "three"):
        publish(out, words, keep=0)
    assert (out.with_name(".site.old") / "thesis.txt").read_text() == "三年心血"
    assert (place_of(out, work_of(out)).store / "notes" / "thesis.txt").read_text() == "三年心血"


@in_places(*PLACES)
def test_a_place_with_other_files_is_refused(out: Path) -> None:
    folder = out if out.is_dir() else (out.parent / os.readlink(out) if out.is_symlink() else out)
    folder.mkdir(exist_ok=True)
    (folder / "thesis.txt").write_text("三年心血")
    with pytest.raises(UsageError, match="不会覆盖"):
        publish(out, "one")
    (folder / "thesis.txt").rename(out.parent / "thesis.txt")
    publish(out, "one")
    assert seen(out)["index.html"] == "one"


@in_places("a volume")
def test_a_file_in_the_way_in_a_volume_is_left_alone(out: Path) -> None:
    publish(out, "one")
    before = seen(out)
    (out / "two.txt").write_text("somebody's")
    with pytest.raises(UsageError, match=r"two\.txt 不是本程序放的"):
        publish(out, "two")
    assert seen(out) == {**before, "two.txt": "somebody's"}
    publish(out, "three")
    assert seen(out)["index.html"] == "three"
    assert (out / "two.txt").read_text() == "somebody's"


@in_places("a link")
def test_what_a_link_pointed_at_stays_where_it_is_and_can_be_gone_back_to(out: Path) -> None:
    first = out.parent / "releases" / "first"
    publish_plainly(first, "first")
    before = inodes(first)
    publish(out, "one")
    assert os.readlink(out).startswith("releases/.qiangxiao-site/")
    assert isinstance(place_of(out, work_of(out)), LinkPlace)
    assert inodes(first) == before
    with opened(out) as generations:
        generations.roll_back(None)
    assert os.readlink(out) == "releases/first"
    assert seen(out)["index.html"] == "first"
    publish(out, "two", keep=0)
    assert inodes(first) == before
    out.unlink()
    out.symlink_to(first)
    publish(out, "three")
    assert os.path.isabs(os.readlink(out))


@in_places("a folder")
def test_the_engine_s_leftovers_are_left_out_and_ours_put_in(out: Path) -> None:
    built = engine_output(work_of(out), "one")
    for path in ("sitemap.xml", "search.json", "assets/javascripts/a.js", "assets/a.css", "assets/own/b.css"):
        (built / path).parent.mkdir(parents=True, exist_ok=True)
        (built / path).write_text("engine")
    (built / "index.html").write_text(
        '<a href="about/">甲</a><a href="./?q=1#x">乙</a><a href="https://a.cn/">丙</a>'
    )
    for name, is_offline in (("online", False), ("offline", True)):
        (out.parent / name).mkdir()
        assemble(
            published_files(files_in(built), {"sitemap.xml": b"ours"}, is_offline), out.parent / name, None
        )
    names = {
        path.relative_to(out.parent / "online").as_posix()
        for path in (out.parent / "online").rglob("*")
        if path.is_file()
    }
    assert names == {MARKER, "index.html", "about/index.html", "one.txt", "assets/own/b.css", "sitemap.xml"}
    assert (out.parent / "online/sitemap.xml").read_text() == "ours"
    assert (out.parent / "online/index.html").read_text() == (built / "index.html").read_text()
    assert (out.parent / "offline/index.html").read_text() == (
        '<a href="about/index.html">甲</a><a href="./index.html?q=1#x">乙</a><a href="https://a.cn/">丙</a>'
    )


@in_places("a folder")
def test_a_folder_whose_parent_is_not_ours_is_published_into(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out.mkdir()
    assert isinstance(place_of(out, work_of(out)), FolderPlace)
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != out.parent)
    assert isinstance(place_of(out, work_of(out)), VolumePlace)
