"""One faulty record is held back, with a notice where it was; the program's own files stop a build."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from corpus_trees import AS_OF, change, lay_out, problems_of, put, sign
from sample_program import REPOSITORY, copy_program

from qiangxiao.authoring.permalink_writing import record, write_ledger
from qiangxiao.authoring.renaming import plan_rename
from qiangxiao.catalog.holding import hold_back, stops_build
from qiangxiao.catalog.loader import load
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.notices import HELD, held_addresses
from qiangxiao.rendering.page import Artifact
from qiangxiao.selection.edition import Edition
from qiangxiao.site.builder import hidden_ids
from qiangxiao.site.redirects import answering

CASE = "schools/jinjiang/shili/cases/xiaozu-xuexi.md"
UPDATE = "schools/jinjiang/shili/updates/2026-10-12-kaifangke.md"
CASE_ID, UPDATE_ID = CASE[8:-3], UPDATE[8:-3]
LEDGER = f"published:\n  {CASE_ID}: schools/{CASE_ID}/\n  {UPDATE_ID}: schools/{UPDATE_ID}/\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = lay_out(tmp_path / "root")
    put(root, "docs/permalinks.yml", LEDGER)
    return root


def edition_of(root: Path) -> tuple[Edition, tuple[str, ...]]:
    problems = problems_of(root)
    assert not any(map(stops_build, problems))
    catalog, held = hold_back(load(root).catalog, problems)
    return Edition(catalog, AS_OF), held


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (UPDATE, "title: ", "titel: "),
        (UPDATE, "date: 2026-10-12", "date: 2026-10-13"),
        (UPDATE, "\n---\n", "\n---\n\n联系电话 13812345678。\n"),
        (UPDATE, "---\n", "没有\n"),
    ],
)
def test_a_faulty_record_is_held_back_and_its_address_answers(
    root: Path, path: str, old: str, new: str
) -> None:
    text = (root / path).read_text(encoding="utf-8")
    put(root, path, text.replace(old, new, 1))
    edition, held = edition_of(root)
    assert held == (path,)
    assert UPDATE_ID not in edition.published and CASE_ID in edition.published
    assert dict(held_addresses(edition)) == {f"schools/{UPDATE_ID}/": UPDATE_ID}
    pages = [Artifact(f"{entry.address}index.md", b"") for entry in edition.published.values()]
    found = [artifact for artifact in answering(Site(edition), pages) if artifact not in pages]
    notice, data = [artifact for artifact in found if UPDATE_ID in artifact.path]
    assert data.path == f"api/v1/records/{UPDATE_ID}.json" and "正在复核" in data.data.decode()
    assert notice.path == f"schools/{UPDATE_ID}/index.html"
    assert HELD in notice.data.decode() and AS_OF.isoformat() in notice.data.decode()
    assert UPDATE_ID not in hidden_ids(edition)


def test_a_faulty_profile_holds_its_school_and_no_other(root: Path) -> None:
    put(root, "schools/jinjiang/shili/school.yml", "name: [\n")
    edition, held = edition_of(root)
    assert held == ("schools/jinjiang/shili/school.yml",)
    assert "jinjiang/shili" not in edition.school_ids and "pujiang/dongpo" in edition.school_ids
    owed = set(held_addresses(edition))
    assert owed == {"schools/jinjiang/shili/", f"schools/{CASE_ID}/", f"schools/{UPDATE_ID}/"}


def test_a_damaged_photo_holds_what_shows_it_and_a_damaged_sign_off_its_item(root: Path) -> None:
    change(
        root,
        UPDATE,
        (
            "measures:\n",
            "photos:\n  - file: media/kaifangke.jpg\n    alt: 课\n    consent: true\nmeasures:\n",
        ),
    )
    put(root, "schools/jinjiang/shili/media/kaifangke.jpg", "no picture")
    put(root, f"schools/sign-offs/{CASE_ID}.yml", "item: [\n")
    edition, held = edition_of(root)
    assert {CASE, UPDATE} <= set(held)
    assert not {CASE_ID, UPDATE_ID} & edition.published.keys()


def test_what_is_a_draft_embargoed_or_unsigned_again_answers_as_well(root: Path) -> None:
    change(root, UPDATE, ("measures:\n", "embargo_until: 2027-01-01\nmeasures:\n"))
    change(root, CASE, ("title: ", "draft: true\ntitle: "))
    edition, held = edition_of(root)
    assert held == ()
    assert set(held_addresses(edition).values()) == {CASE_ID, UPDATE_ID}


def test_what_was_never_public_has_no_notice(root: Path) -> None:
    put(root, "docs/permalinks.yml", "published: {}\n")
    change(root, UPDATE, ("measures:\n", "embargo_until: 2027-01-01\nmeasures:\n"))
    edition, _ = edition_of(root)
    assert dict(held_addresses(edition)) == {} and UPDATE_ID in hidden_ids(edition)


@pytest.mark.parametrize("path", ["schools/program.yml", "schools/policy.yml", "schools/featured.yml"])
def test_the_programs_own_files_stop_a_build(root: Path, path: str) -> None:
    put(root, path, "name: [\n")
    assert any(map(stops_build, problems_of(root)))


def test_evidence_that_is_held_back_or_gone_stops_nothing_and_hides_no_other_period(root: Path) -> None:
    before = {name for name in edition_of(root)[0].published if name.startswith("featured/")}
    text = (root / "schools/featured.yml").read_text(encoding="utf-8")
    put(root, "schools/featured.yml", re.sub(r"theme: .*", "theme: 合格率提高到 97.31", text, count=1))
    assert "featured.evidence" in {problem.code for problem in problems_of(root)}
    edition, held = edition_of(root)
    assert held == () and before and before <= edition.published.keys()


def require(root: Path, more: str = "") -> None:
    steps = "required:\n    - 初审\n    - 复审\n    - 终审"
    change(root, "schools/program.yml", ("required: []", f"{steps}{more}"))


SIGNED = (("初审", "甲", "2026-10-13"), ("复审", "乙", "2026-10-14"), ("终审", "丙", "2026-10-15"))


def test_sign_offs_wanted_since_a_day_leave_what_was_public(root: Path) -> None:
    require(root, "\n  since: 2026-11-01")
    edition, held = edition_of(root)
    assert held == () and {CASE_ID, UPDATE_ID} <= edition.published.keys()
    late = "pujiang/dongpo/updates/2026-11-05-lianhe-beike"
    assert late not in edition.published and late in hidden_ids(edition)


def test_a_day_of_before_is_not_believed_of_what_the_ledger_does_not_know(root: Path) -> None:
    require(root, "\n  since: 2026-11-01")
    text = (root / UPDATE).read_text(encoding="utf-8")
    put(root, UPDATE.replace("2026-10-12-kaifangke", "2026-10-12-xin"), text)
    edition, _ = edition_of(root)
    assert UPDATE_ID in edition.published
    assert "jinjiang/shili/updates/2026-10-12-xin" not in edition.published


def test_what_was_signed_and_changed_since_is_held_although_it_is_old(root: Path) -> None:
    require(root, "\n  since: 2026-11-01")
    sign(root, UPDATE, SIGNED[0])
    assert UPDATE_ID in edition_of(root)[0].published
    change(root, UPDATE, ("title: ", "title: 又"))
    assert UPDATE_ID not in edition_of(root)[0].published


def recorded(root: Path) -> None:
    """Write the ledger as `qiangxiao permalinks` does."""
    catalog = load(root).catalog
    put(root, "docs/permalinks.yml", write_ledger(record(catalog.ledger, Edition(catalog, AS_OF))))


def test_what_was_public_is_exempt_only_as_it_was(root: Path) -> None:
    require(root, "\n  since: 2026-11-01")
    assert "review.unrecorded" in {problem.code for problem in problems_of(root)}
    recorded(root)
    assert "review.unrecorded" not in {problem.code for problem in problems_of(root)}
    before = (root / UPDATE).read_text(encoding="utf-8")
    change(root, UPDATE, ("title: ", "title: 又"))
    for _ in range(2):  # whoever edits it cannot have it entered anew
        edition, held = edition_of(root)
        assert UPDATE_ID not in edition.published and CASE_ID in edition.published
        assert (held, dict(held_addresses(edition))) == ((), {f"schools/{UPDATE_ID}/": UPDATE_ID})
        told = [problem for problem in problems_of(root) if problem.code == "review.missing"]
        assert any(p.path == UPDATE and p.message.startswith("公开以后改过，还缺初审") for p in told)
        recorded(root)
    put(root, UPDATE, before)
    assert UPDATE_ID in edition_of(root)[0].published
    change(root, UPDATE, ("title: ", "title: 又"))
    sign(root, UPDATE, *SIGNED)
    assert UPDATE_ID in edition_of(root)[0].published


def test_another_photo_of_an_old_item_is_another_item(root: Path) -> None:
    require(root, "\n  since: 2026-11-01")
    recorded(root)
    assert UPDATE_ID in edition_of(root)[0].published
    data = (root / "schools/jinjiang/shili/media/kaifangke.jpg").read_bytes()
    (root / "schools/jinjiang/shili/media/kaifangke.jpg").unlink()
    (root / "schools/jinjiang/shili/media/kaifangke.jpg").write_bytes(data + b"\0")
    assert UPDATE_ID not in edition_of(root)[0].published


def test_an_old_item_is_not_rewritten_when_another_is_renamed(root: Path) -> None:
    require(root, "\n  since: 2026-11-01")
    change(root, UPDATE, ("\n---\n", f"\n---\n\n[做法](../../cases/{CASE_ID.rpartition('/')[2]}/)\n"))
    recorded(root)
    renaming = plan_rename(load(root).catalog, load(root).catalog.ledger, CASE_ID, "gaiming")
    assert UPDATE not in renaming.files and CASE in renaming.files


def test_switched_on_in_the_running_sample_nothing_old_disappears(tmp_path: Path) -> None:
    root = copy_program(tmp_path / "root")
    shutil.copy(REPOSITORY / "docs/permalinks.yml", root / "docs")
    before = Edition(load(root).catalog, AS_OF).published.keys()
    require(root, "\n  since: 2026-11-20")
    edition, held = edition_of(root)
    assert held == () and edition.published.keys() == before
    recorded(root)
    path = next(entry.path for entry in edition.articles if "/cases/" in entry.path)
    change(root, path, ("title: ", "title: 又"))
    edition, held = edition_of(root)
    gone = path.removeprefix("schools/").removesuffix(".md")
    assert held == () and edition.published.keys() == before - {gone}
    assert list(held_addresses(edition).values()) == [gone]


def test_sign_offs_are_complete_or_none(root: Path) -> None:
    require(root)
    sign(root, UPDATE, *SIGNED)
    assert UPDATE_ID in edition_of(root)[0].published
    sheet = root / f"schools/sign-offs/{UPDATE_ID}.yml"
    whole = sheet.read_text(encoding="utf-8")
    for step, by, on in SIGNED:
        start = whole.index(f"  - step: {step}\n    by: {by}\n    on: {on}\n")
        end = whole.find("  - step:", start + 5)
        put(root, f"schools/sign-offs/{UPDATE_ID}.yml", whole[:start] + (whole[end:] if end > 0 else ""))
        assert UPDATE_ID not in edition_of(root)[0].published, step
    copied = whole.replace(UPDATE_ID, CASE_ID)
    put(root, f"schools/sign-offs/{CASE_ID}.yml", copied)
    assert CASE_ID not in edition_of(root)[0].published, "copied to another item"
    put(root, f"schools/sign-offs/{UPDATE_ID}.yml", whole.replace("by: 乙", "by: 甲"))
    assert UPDATE_ID not in edition_of(root)[0].published, "one person twice"
