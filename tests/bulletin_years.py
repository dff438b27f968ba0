"""Three simulated years of an editors' desk: items merged
late and out of order, embargoes, drafts, corrections.

Items live in memory; every issue is a real file, drafted,
edited, checked and published by the code the commands use.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import yaml
from corpus_trees import BASE

from qiangxiao.authoring.bulletin_file import (
    add_correction,
    decline_items,
    remove_items,
    write_draft,
    write_published,
)
from qiangxiao.catalog.catalog import Catalog, Entry, School
from qiangxiao.catalog.loader import load
from qiangxiao.catalog.permalinks import Withdrawal
from qiangxiao.checks import bulletins, issues
from qiangxiao.foundation.problems import Problem, in_order
from qiangxiao.foundation.vocabulary import CorrectionKind
from qiangxiao.records.base import Correction
from qiangxiao.records.bulletin import BULLETIN, AdoptedFigures, BulletinIssue, Figures
from qiangxiao.records.reading import read_record
from qiangxiao.records.school import SCHOOL, PilotSchool
from qiangxiao.records.update import UPDATE, ProgressUpdate
from qiangxiao.selection.adoption import count_adopted
from qiangxiao.selection.bulletin import Item, Standing, items, list_in_print_order, open_draft
from qiangxiao.selection.bulletin_draft import PROPOSED, arrange, arrange_supplement
from qiangxiao.selection.bulletin_issue import make_published, next_number, put_issue
from qiangxiao.selection.edition import Edition
from qiangxiao.sources.body import read_body
from qiangxiao.sources.document import read_document

FIRST_DAY = date(2025, 9, 1)
LAST_DAY = date(2028, 8, 31)
CHECKS = (*(c for c in issues.CHECKS if c.rule.code.startswith("bulletin.")), *bulletins.CHECKS)
BREAK = range(46, 58)
"""Weeks without an issue, begun right after one: what is sent meanwhile waits."""
MOST = 12
MEASURE = "深化课堂教学改革"


@dataclass(frozen=True)
class Contribution:
    """An item, the day it is merged, and the day it stops being a draft, if it ever was one and ever does."""

    id: str
    day: date
    merged_on: date
    embargo: date | None
    finished_on: date | None


@dataclass
class Desk:
    """A root whose issues are on disk and whose items are not."""

    root: Path
    contributions: list[Contribution]
    rng: random.Random
    corrections: dict[str, tuple[Correction, ...]] = field(default_factory=dict)
    sealed: dict[str, bytes] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    withdrawn: set[str] = field(default_factory=set)
    waiting: set[str] = field(default_factory=set)
    """What waited when the desk came back from its break."""
    proposed: list[tuple[str, ...]] = field(default_factory=list)
    """The issues that its first draft then proposed, each with its items."""
    caught_up: list[str] = field(default_factory=list)
    """The issues that it made of them."""
    _base: Catalog | None = None
    _entries: dict[object, Entry[ProgressUpdate]] = field(default_factory=dict)
    _issues: dict[tuple[str, bytes], Entry[BulletinIssue]] = field(default_factory=dict)

    def catalog(self, day: date) -> Catalog:
        """Return what is merged on a day, with the issues as they are on disk."""
        if self._base is None:
            self._base = load(self.root).catalog
        published = tuple(self._issue(path) for path in sorted((self.root / "docs/bulletins").glob("*.md")))
        base = self._base.with_records(BULLETIN, published)
        schools: dict[str, list[Entry[ProgressUpdate]]] = {}
        for found in self.contributions:
            if found.merged_on <= day and found.id not in self.gone | self.withdrawn:
                schools.setdefault("/".join(found.id.split("/")[:2]), []).append(self._entry(found, day))
        made = {
            school_id: _school(school_id, tuple(entries)) for school_id, entries in sorted(schools.items())
        }
        ids = {entry.id for entries in schools.values() for entry in entries}
        ids |= {entry.id for entry in published}
        withdrawn = {name: Withdrawal(f"{name}/", "学校撤下", day) for name in sorted(self.withdrawn)}
        ledger = replace(base.ledger, withdrawn=withdrawn)
        return replace(base, schools=made, known_ids=frozenset(ids | {"featured"}), ledger=ledger)

    def _issue(self, file: Path) -> Entry[BulletinIssue]:
        """Return an issue as the loader would; one that has not changed is not read again."""
        data = file.read_bytes()
        if (file.name, data) not in self._issues:
            path = f"docs/bulletins/{file.name}"
            document = read_document(path, data)
            record = read_record(document, BulletinIssue).record
            assert record is not None, path
            body = read_body(path, document.body, document.body_line)
            content_id = f"bulletins/{file.stem}"
            entry = Entry(content_id, BULLETIN, path, record, file.stem, body, permanent_id=content_id)
            self._issues[file.name, data] = entry
        return self._issues[file.name, data]

    def _entry(self, found: Contribution, day: date) -> Entry[ProgressUpdate]:
        is_draft = found.finished_on is None or found.finished_on > day
        corrections = self.corrections.get(found.id, ())
        key = (found, is_draft, corrections)
        if key not in self._entries:
            self._entries[key] = self._new_entry(found, is_draft, corrections)
        return self._entries[key]

    def _new_entry(
        self, found: Contribution, is_draft: bool, corrections: tuple[Correction, ...]
    ) -> Entry[ProgressUpdate]:
        record = ProgressUpdate(
            title=f"进展{found.id[-3:]}",
            date=found.day,
            summary="做了一件事。",
            measures=(MEASURE,),
            draft=is_draft,
            embargo_until=found.embargo,
            corrections=corrections,
        )
        return Entry(found.id, UPDATE, f"schools/{found.id}.md", record, permanent_id=found.id)

    def problems(self, catalog: Catalog, day: date, but: str = "") -> tuple[Problem, ...]:
        """Return what the bulletin's checks find, without one of them."""
        checks = (check for check in CHECKS if check.rule.code != but)
        return in_order(problem for check in checks for problem in check.problems(catalog, day))

    def write(self, path: str, text: str) -> None:
        """Write a file of the root."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_bytes(text.encode("utf-8"))

    def read(self, path: str) -> bytes:
        """Read a file of the root."""
        return (self.root / path).read_bytes()

    def draft(self, day: date, most: int) -> None:
        """Do what `bulletin draft` does."""
        catalog = self.catalog(day)
        before = open_draft(catalog)
        arrangement = arrange(catalog, day, before, most)
        if before is None and not arrangement.added:
            return
        path = before.path if before else f"docs/bulletins/draft-{day:%Y-%m-%d}.md"
        self.write(path, write_draft(path, self.read(path) if before else None, arrangement))

    def edit(self, day: date) -> None:
        """Do what an editor does: write the note, move, defer, decline."""
        catalog = self.catalog(day)
        entry = open_draft(catalog)
        if entry is None:
            return
        fields, body = _fields(self.read(entry.path))
        fields["editor_note"] = str(fields["editor_note"]).replace(PROPOSED, "编者的话：")
        held = fields["sections"]
        moved = [item for section in held for item in section.get("items", []) if self.rng.random() < 0.1]
        deferred = {item for item in moved if self.rng.random() < 0.5}
        for section in held:
            section["items"] = [item for item in section.get("items", []) if item not in moved]
            self.rng.shuffle(section["items"])
        kept = [item for item in moved if item not in deferred]
        if kept:
            held.append({"name": "编辑推荐", "items": kept})
        fields["deferred"] = sorted({*fields.get("deferred", []), *deferred})
        self.write(entry.path, _text(fields, body))
        chosen = [item for section in held for item in section["items"] if self.rng.random() < 0.05]
        if chosen:
            self.write(
                entry.path,
                decline_items(entry.path, self.read(entry.path), dict.fromkeys(chosen, "不够具体")),
            )

    def publish(self, day: date, is_supplement: bool = False) -> tuple[Problem, ...]:
        """Do what `bulletin publish` does; return what kept it from being done."""
        catalog = self.catalog(day)
        entry = open_draft(catalog, is_supplement)
        if entry is None or not entry.record.items:
            return ()
        candidate = make_published(entry, next_number(catalog, day, is_supplement), day, "编辑部主任（示例）")
        rows = count_adopted(Edition(catalog, day), entry, day)
        figures = Figures(adopted=tuple(AdoptedFigures(**asdict(row)) for row in rows))
        candidate = replace(candidate, record=candidate.record.model_copy(update={"figures": figures}))
        # whether the others are as they were is asked once, at the end: it reads every file again
        unready = self.problems(put_issue(catalog, candidate), day, but="bulletin.changed")
        unready = tuple(problem for problem in unready if problem.code != "bulletin.unfrozen")
        if unready:
            return unready
        assert candidate.record.number is not None
        path = f"docs/bulletins/{candidate.record.number.slug}.md"
        assert not (self.root / path).exists()
        self.write(path, write_published(path, self.read(entry.path), candidate.record))
        (self.root / entry.path).unlink()
        self.sealed[path] = self.read(path)
        return ()

    def supplement(self, day: date, count: int) -> bool:
        """Draft and publish a supplement of pending items, if there are enough."""
        catalog = self.catalog(day)
        wanted: list[Item] = [i for i in items(catalog, day).values() if i.standing is Standing.PENDING][
            -count:
        ]
        if len(wanted) < count:
            return False
        path = f"docs/bulletins/draft-supplement-{day:%Y-%m}.md"
        text = write_draft(path, None, arrange_supplement(catalog, day, None, wanted), is_supplement=True)
        self.write(path, text.replace(PROPOSED, "编者的话："))
        other = open_draft(catalog)
        if other is not None:
            self.write(
                other.path, remove_items(other.path, self.read(other.path), [item.id for item in wanted])
            )
        assert self.publish(day, is_supplement=True) == ()
        return True

    def withdraw(self, day: date) -> None:
        """Take down something that was printed, and now and then something that is waiting."""
        for standing in (Standing.PRINTED, Standing.PENDING):
            found = [item for item in items(self.catalog(day), day).values() if item.standing is standing]
            if found and self.rng.random() < 0.5:
                gone = self.rng.choice(found)
                self.withdrawn.add(gone.id)

    def catch_up(self, day: date) -> None:
        """Do what the first draft after a break proposes: several issues, one a day."""
        catalog = self.catalog(day)
        pending = [item for item in items(catalog, day).values() if item.standing is Standing.PENDING]
        self.waiting = {item.id for item in pending if not item.is_deferred}
        whole = arrange(catalog, day, None, MOST)
        self.proposed = [tuple(item.id for _, item in whole.added)]
        self.proposed += [tuple(item.id for item in held) for held in whole.later]
        for at in range(len(self.proposed)):
            known = set(self.sealed)
            self.draft(day + timedelta(days=at), MOST)
            self.edit(day + timedelta(days=at))
            assert self.publish(day + timedelta(days=at)) == (), at
            self.caught_up += sorted(set(self.sealed) - known)

    def correct(self, day: date) -> None:
        """Correct something printed, an issue or an article, now and then gravely."""
        printed = list_in_print_order(self.catalog(day))
        if not printed:
            return
        issue = self.rng.choice(printed)
        kind = CorrectionKind.MAJOR if self.rng.random() < 0.4 else CorrectionKind.MINOR
        correction = Correction(date=day, kind=kind, note="数字误写，已更正")
        if self.rng.random() < 0.5:
            self.write(issue.path, add_correction(issue.path, self.read(issue.path), correction))
        else:
            item = self.rng.choice(issue.record.items)
            self.corrections[item] = (*self.corrections.get(item, ()), correction)


def contributions(rng: random.Random, count: int) -> Iterator[Contribution]:
    """Yield items of twenty schools; a third is merged weeks late, some are embargoed, some stay drafts."""
    for number in range(count):
        day = FIRST_DAY + timedelta(days=rng.randrange((LAST_DAY - FIRST_DAY).days - 20))
        merged_on = day + timedelta(days=rng.choice([0, 0, 1, 3, 20, 90]))
        embargo = merged_on + timedelta(days=rng.randrange(1, 120)) if rng.random() < 0.10 else None
        is_draft = rng.random() < 0.15
        stays = is_draft and rng.random() < 0.5
        finished_on = (
            None if stays else merged_on + timedelta(days=rng.randrange(5, 60)) if is_draft else merged_on
        )
        school = rng.randrange(20)
        place = f"{'jinjiang' if school % 2 else 'pujiang'}/school{school:02d}"
        yield Contribution(f"{place}/updates/{day}-n{number:03d}", day, merged_on, embargo, finished_on)


def three_years(root: Path, seed: int = 7, count: int = 500) -> Desk:
    """Run the desk from the first day to the last."""
    rng = random.Random(seed)
    (root / "schools").mkdir(parents=True)
    (root / "schools/program.yml").write_bytes((BASE / "schools/program.yml").read_bytes())
    desk = Desk(root, list(contributions(rng, count)), rng)
    day = FIRST_DAY
    week, due = 0, [40, 110]
    while day <= LAST_DAY:
        if week == BREAK.stop:
            desk.catch_up(day)
        elif week not in BREAK:
            desk.draft(day, MOST)
        if week % 2 and week not in BREAK:
            desk.edit(day)
            desk.draft(day, most=14)  # a second run keeps the editor's work
            assert desk.publish(day) == (), day
        if rng.random() < 0.15:
            desk.correct(day)
        if week % 13 == 12:
            desk.withdraw(day)
        if due and week >= due[0] and desk.supplement(day, 3):
            due.pop(0)
        day += timedelta(days=7)
        week += 1
    return desk


def _school(school_id: str, updates: tuple[Entry[ProgressUpdate], ...]) -> School:
    profile = PilotSchool.model_construct(name=school_id, enrolled_on=None, status="建设中")
    entry: Entry[PilotSchool] = Entry(school_id, SCHOOL, f"schools/{school_id}/school.yml", profile)
    return School(school_id, {SCHOOL.name: (entry,), UPDATE.name: updates})


def _fields(data: bytes) -> tuple[dict[str, object], str]:
    _, header, body = data.decode("utf-8").split("---\n", 2)
    return yaml.load(header, Loader=yaml.BaseLoader), body


def fields_of(data: bytes) -> dict[str, object]:
    """Return the front matter of an issue as plain text values."""
    return _fields(data)[0]


def _text(fields: dict[str, object], body: str) -> str:
    return (
        f"---\n{yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, default_style=None)}---\n{body}"
    )
