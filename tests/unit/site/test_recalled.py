"""What is recalled is what would be made anew, whatever changed; what did not change is not made again."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from corpus_trees import AS_OF
from recalled_pages import differing, pages_anew, pages_recalled

from qiangxiao.catalog.loader import load
from qiangxiao.catalog.reads import Reads
from qiangxiao.rendering.page import Page
from qiangxiao.site import recalled
from qiangxiao.site.inputs import look
from qiangxiao.site.readings import Readings
from qiangxiao.site.recalled import Recalled, version_of
from qiangxiao.site.search_files import search_files

SHILI, DONGPO = "schools/jinjiang/shili", "schools/pujiang/dongpo"
UPDATE = f"{SHILI}/updates/2026-10-12-kaifangke.md"


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    changed = re.sub(old, lambda _: new, text, count=1, flags=re.MULTILINE)
    assert changed != text, (path, old)
    path.write_text(changed, encoding="utf-8")


def say_more(root: Path, path: str = UPDATE) -> None:
    with (root / path).open("a", encoding="utf-8") as file:
        file.write("\n又看了一次。\n")


def add(root: Path) -> None:
    shutil.copy(root / UPDATE, root / SHILI / "updates/2026-10-20-xin.md")
    rewrite(root / SHILI / "updates/2026-10-20-xin.md", r"^date: .*", "date: 2026-10-20")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a text": say_more,
    "a title": lambda root: rewrite(root / UPDATE, r"^title: .*", "title: 另一个题目"),
    "a day": lambda root: rewrite(root / UPDATE, r"^date: .*", "date: 2026-10-13"),
    "a subject": lambda root: rewrite(root / f"{SHILI}/cases/xiaozu-xuexi.md", "- 数学", "- 语文"),
    "a draft": lambda root: rewrite(root / UPDATE, "---\n", "---\ndraft: true\n"),
    "one more": add,
    "one less": lambda root: (root / SHILI / "visits/2026-09-24-zuoye.md").unlink(),
    "a baseline": lambda root: say_more(root, f"{SHILI}/baseline.md"),
    "a school's name": lambda root: rewrite(root / DONGPO / "school.yml", r"^name: .*", "name: 新名中学"),
    "a school that is gone": lambda root: shutil.rmtree(root / DONGPO),
    "a district": lambda root: rewrite(root / "schools/jinjiang/district.yml", r"^lead_office: .*", ""),
    "a turn": lambda root: rewrite(root / "schools/featured.yml", r"theme: .*", "theme: 别的"),
    "a sign-off that no longer holds": lambda root: say_more(root, f"{SHILI}/inspections/2025-autumn.md"),
    "the program": lambda root: rewrite(root / "schools/program.yml", r"^publisher: .*", "publisher: 某"),
    "an issue": lambda root: say_more(root, "docs/bulletins/2026-10.md"),
    "an event": lambda root: rewrite(
        root / "docs/events/2026-11-12-zuoye-xianchanghui.md", r"^title: .*", "title: 另一个会"
    ),
    "a picture": lambda root: (root / SHILI / "media/kaifangke.jpg").write_bytes(
        (root / SHILI / "media/kaifangke.jpg").read_bytes() + b"\0"
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_after_a_change_every_page_is_what_it_would_be_anew(what: str, root: Path, tmp_path: Path) -> None:
    before = pages_recalled(root, tmp_path / "kept").pages
    CHANGES[what](root)
    assert differing(root, tmp_path / "kept") == []
    assert pages_anew(root) != before or what == "a sign-off that no longer holds"


def test_on_another_day_every_page_is_what_it_would_be_anew(root: Path, tmp_path: Path) -> None:
    pages_recalled(root, tmp_path / "kept")
    for days in (1, 40, -60, 400):
        assert differing(root, tmp_path / "kept", AS_OF + timedelta(days=days)) == [], days


def test_of_a_changed_text_only_its_own_page_and_data_are_made_again(root: Path, tmp_path: Path) -> None:
    pages_recalled(root, tmp_path / "kept")
    assert pages_recalled(root, tmp_path / "kept").made == ()
    say_more(root)
    bare = UPDATE.removesuffix(".md")
    data = f"data {UPDATE} {bare.removeprefix('schools/')} ()"
    assert pages_recalled(root, tmp_path / "kept").made == (f"{bare}/", data)


def test_another_program_makes_everything_again(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = pages_recalled(root, tmp_path / "kept").made
    monkeypatch.setattr(recalled, "program_digest", lambda: "of another program")
    assert pages_recalled(root, tmp_path / "kept").made == everything


@pytest.mark.parametrize("harm", [None, lambda data: data[: len(data) // 2], lambda data: b""])
def test_what_is_damaged_is_made_again(
    harm: Callable[[bytes], bytes] | None, root: Path, tmp_path: Path
) -> None:
    pages = pages_recalled(root, tmp_path / "kept").pages
    for path in (tmp_path / "kept").iterdir():
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 4
        path.write_bytes(harm(bytes(data)) if harm else bytes(data))
    again = pages_recalled(root, tmp_path / "kept")
    assert again.pages == pages
    assert again.made


def test_two_programs_may_share_what_is_kept(root: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(root, tmp_path / "other"))
    rewrite(other / UPDATE, r"^title: .*", "title: 在另一份里改的题目")
    for _ in range(2):
        assert differing(root, tmp_path / "kept") == []
        assert differing(other, tmp_path / "kept") == []


def test_files_known_by_their_dates_say_the_same_of_themselves(root: Path, tmp_path: Path) -> None:
    def said() -> list[object]:
        kept = Readings(root, tmp_path / "readings", look(root, tmp_path / "work"))
        catalog = load(root, kept=kept).catalog
        kept.problems(catalog)
        kept.save(catalog.paths)
        entries = list(catalog.entries())
        assert all(e.said and e.said.record is e.record and e.said.body is e.body for e in entries)
        return [(e.path, e.said.head, e.said.text) for e in entries if e.said]

    assert said() == said()


def test_of_a_program_that_was_put_together_elsewhere_nothing_is_recalled(root: Path) -> None:
    catalog = load(root).catalog
    assert version_of(catalog) is not None
    other = catalog.program.model_copy()
    vars(catalog)["program"] = other
    assert version_of(catalog) is None


def test_of_a_changed_text_only_its_own_words_are_counted_again(root: Path, tmp_path: Path) -> None:
    def search() -> tuple[dict[str, bytes], list[str]]:
        program = load(root).catalog.program
        recall = Recalled(tmp_path / "kept", Reads(), "")
        found = search_files(program, pages_anew(root).values(), recall)
        recall.save()
        assert found == search_files(program, pages_anew(root).values())
        return found, recall.made

    first, made = search()
    assert len(made) > 20
    assert search() == (first, [])
    say_more(root)
    changed, made = search()
    assert made == [f"search {UPDATE.removesuffix('.md')}/"]
    assert changed != first


def test_who_makes_things_may_know_nothing_but_what_it_is_given(tmp_path: Path) -> None:
    recall = Recalled(tmp_path, Reads(), "")
    known = date(2026, 1, 1)

    def make(site: object) -> str:
        return str(known)

    with pytest.raises(TypeError):
        recall("a", make, None)
    with pytest.raises(TypeError):
        recall("a", str, None, object())
    assert recall("a", Page, "address", "title", "text").title == "title"
