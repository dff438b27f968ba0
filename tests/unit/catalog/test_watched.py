"""Nothing can be read of a watched catalog without being noted, but what everything is compared by."""

from __future__ import annotations

from dataclasses import fields
from functools import cached_property
from typing import Any

import pytest
from corpus_trees import AS_OF, BASE

from qiangxiao.catalog.catalog import Catalog, Entry, School
from qiangxiao.catalog.loader import load
from qiangxiao.catalog.reads import UNKNOWN, Reads, WatchedMapping
from qiangxiao.catalog.watched import WatchedCatalog
from qiangxiao.records.case import CASE
from qiangxiao.records.update import UPDATE
from qiangxiao.selection.edition import Edition
from qiangxiao.selection.watched_edition import WatchedEdition

SCHOOL = "jinjiang/shili"


@pytest.fixture(scope="module")
def plain() -> Catalog:
    return load(BASE).catalog


@pytest.fixture
def catalog(plain: Catalog) -> WatchedCatalog:
    return WatchedCatalog(plain)


def names_of(kind: type[Any]) -> set[str]:
    """Return what can be asked for of a class: its fields and properties."""
    own = {name for name, found in vars(kind).items() if isinstance(found, (property, cached_property))}
    return {name for name in own | {field.name for field in fields(kind)} if not name.startswith("_")}


def unnoted(reads: Reads, watched: object, kind: type[Any]) -> set[str]:
    """Return what can be asked for without a note of it."""
    return {name for name in names_of(kind) if not reads.during(lambda name=name: getattr(watched, name))[1]}


def test_every_part_of_an_entry_is_noted_but_what_it_is_known_by(catalog: WatchedCatalog) -> None:
    entry = catalog.schools[SCHOOL].all(UPDATE)[0]
    assert unnoted(catalog.reads, entry, Entry) == {
        "id",
        "kind",
        "path",
        "address",
        "picture_folder",
        "school_id",
    }


def test_every_part_of_a_school_is_noted_but_its_id(catalog: WatchedCatalog) -> None:
    school = catalog.schools[SCHOOL]
    assert unnoted(catalog.reads, school, School) == {"id", "district_id"}
    for ask in (school.one, school.all, school.record):
        assert catalog.reads.during(lambda ask=ask: ask(CASE))[1] >= {("list", SCHOOL, "case")}
    assert catalog.reads.during(lambda: list(school.entries()))[1] == {("entries", SCHOOL)}
    assert UNKNOWN in catalog.reads.during(lambda: school.with_records(CASE, ()))[1]


def test_every_part_of_a_catalog_is_noted_but_what_everything_rests_on(catalog: WatchedCatalog) -> None:
    # going through them is what reads them
    open_ones = {"schools"}
    rests_on = {"root", "program", "program_entry", "has_program", "ledger"}
    assert unnoted(catalog.reads, catalog, Catalog) - open_ones == rests_on
    assert catalog.reads.during(lambda: list(catalog.schools))[1] == {("school",)}
    assert catalog.reads.during(lambda: catalog.schools.get("a/b"))[1] == {("school", "a/b")}
    assert UNKNOWN in catalog.reads.during(lambda: catalog.with_records(CASE, ()))[1]
    entry = catalog.all(CASE)[0]
    assert UNKNOWN in catalog.reads.during(lambda: catalog.document(entry))[1]


def test_every_part_of_an_edition_is_noted_but_its_catalog(catalog: WatchedCatalog) -> None:
    edition = WatchedEdition(catalog, AS_OF)
    open_ones = {"published", "adopters", "takeaways"}
    assert unnoted(catalog.reads, edition, Edition) - open_ones == {"catalog"}
    for name in open_ones:
        found = getattr(edition, name)
        assert catalog.reads.during(lambda found=found: found.get("a"))[1] == {(name, "a")}
        assert catalog.reads.during(lambda found=found: len(found))[1] == {(name,)}


def test_a_watched_edition_answers_as_any(plain: Catalog, catalog: WatchedCatalog) -> None:
    edition, other = WatchedEdition(catalog, AS_OF), Edition(plain, AS_OF)

    def known(entries: Any) -> list[tuple[str, str]]:
        return [(entry.path, entry.id) for entry in entries]

    assert known(edition.articles) == known(other.articles)
    assert known(edition.unseen) == known(other.unseen)
    assert list(edition.published) == list(other.published)
    assert {key: known(found) for key, found in edition.adopters.items()} == {
        key: known(found) for key, found in other.adopters.items()
    }
    assert known(catalog.entries()) == known(plain.entries())
    assert known(catalog.by_id.values()) == known(plain.by_id.values())
    assert list(catalog.districts) == list(plain.districts)
    for entry in plain.entries():
        same = catalog.by_id[entry.id]
        assert (same.record, same.body, same.address) == (entry.record, entry.body, entry.address)


def test_what_is_worked_out_once_is_read_by_all_who_ask(catalog: WatchedCatalog) -> None:
    def ask() -> int:
        return catalog.work_out(("count",), lambda: len(catalog.all(CASE)))

    assert catalog.reads.during(ask) == catalog.reads.during(ask) == (1, {("all", "case")})
    outer = catalog.reads.during(lambda: catalog.reads.during(ask))[1]
    assert outer == {("all", "case")}


def test_what_is_there_has_not_the_value_of_what_is_not() -> None:
    reads = Reads()
    found = WatchedMapping(reads, "word", {"a": "", "b": "x"}, str)
    assert dict(found) == {"a": "", "b": "x"}
    assert reads.value(("word", "a")) != reads.value(("word", "c"))
    assert reads.value(("word",)) == "a\nb"
    assert reads.value(UNKNOWN) is None
