"""Three years of issues: nothing lost, nothing printed twice,
numbers without gaps, the past untouched; faults found.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from bulletin_years import LAST_DAY, MOST, Desk, fields_of, three_years

from qiangxiao.catalog.loader import load
from qiangxiao.checks.bulletins import find_changes_since
from qiangxiao.selection.bulletin import Standing, items, list_in_print_order
from qiangxiao.selection.bulletin_draft import arrange
from qiangxiao.selection.bulletin_issue import carriers, major_corrections
from qiangxiao.selection.contributions import contributions
from qiangxiao.selection.edition import Edition


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return three_years(tmp_path_factory.mktemp("three-years") / "root")


def files(desk: Desk) -> dict[str, dict[str, object]]:
    found = sorted((desk.root / "docs/bulletins").glob("*.md"))
    return {path.name: fields_of(path.read_bytes()) for path in found}


def printed_ids(issue: dict[str, object]) -> list[str]:
    return [item for section in issue["sections"] for item in section.get("items", [])]


def test_every_approved_item_is_in_exactly_one_of_printed_pending_declined_embargoed(desk: Desk) -> None:
    day, catalog = LAST_DAY, desk.catalog(LAST_DAY)
    known = files(desk)
    issues = {name: issue for name, issue in known.items() if "number" in issue}
    printed = Counter(item for issue in issues.values() for item in printed_ids(issue))
    declined = Counter(gone["id"] for issue in known.values() for gone in issue.get("declined", []))
    whole = arrange(catalog, day, None, most=10_000)
    deferred = {item for issue in known.values() for item in issue.get("deferred", [])}
    drafts = {item for issue in known.values() if "number" not in issue for item in printed_ids(issue)}
    pending = Counter({*(item.id for _, item in whole.added), *deferred, *drafts})
    approved = [
        c
        for c in desk.contributions
        if c.merged_on <= day and c.finished_on and c.finished_on <= day and c.id not in desk.withdrawn
    ]
    for withdrawn in desk.withdrawn:  # it is where it was, once, or nowhere; never twice
        assert printed.pop(withdrawn, 0) + declined.pop(withdrawn, 0) <= 1
    embargoed = Counter(c.id for c in approved if c.embargo and c.embargo > day and c.id not in declined)
    places = printed + pending + declined + embargoed
    assert {c.id: places[c.id] for c in approved} == dict.fromkeys((c.id for c in approved), 1)
    assert set(places) <= {c.id for c in approved}, "no draft and nothing unmerged is anywhere"
    by_standing = Counter(item.standing for item in items(catalog, day).values())
    assert by_standing[Standing.PRINTED] == printed.total() > 300
    assert by_standing[Standing.DECLINED] == declined.total() > 10
    assert by_standing[Standing.PENDING] == pending.total()
    assert by_standing[Standing.EMBARGOED] == embargoed.total()
    assert by_standing[Standing.DRAFT] > 20


def test_numbers_are_contiguous_and_two_supplements_are_counted_apart(desk: Desk) -> None:
    numbers = [issue["number"] for issue in files(desk).values() if "number" in issue]
    totals = sorted(int(number["total"]) for number in numbers if "total" in number)
    assert totals == list(range(1, len(totals) + 1)) and len(totals) > 60
    by_year: dict[str, list[int]] = {}
    for number in numbers:
        if "issue" in number:
            by_year.setdefault(number["year"], []).append(int(number["issue"]))
    assert all(sorted(found) == list(range(1, len(found) + 1)) for found in by_year.values())
    assert sorted((n["year"], n["supplement"]) for n in numbers if "supplement" in n) == [
        ("2026", "1"),
        ("2027", "1"),
    ]


def test_a_backlog_becomes_several_issues_and_all_of_it_has_its_place(desk: Desk) -> None:
    """The proposal holds everything that waited, once, in issues of about the same size; so it was done."""
    held = [item for issue in desk.proposed for item in issue]
    assert len(held) == len(set(held)) and set(held) == desk.waiting
    sizes = [len(issue) for issue in desk.proposed]
    assert len(sizes) > 2 and max(sizes) <= MOST and max(sizes) - min(sizes) < len(sizes)
    assert len(desk.caught_up) == len(sizes)
    known = items(desk.catalog(LAST_DAY), LAST_DAY)
    done = [fields_of(desk.read(path)) for path in desk.caught_up]
    printed = {item for issue in done for item in printed_ids(issue)}
    assert set(printed_ids(done[0])) <= set(desk.proposed[0])
    for item in desk.waiting - printed - desk.withdrawn:  # the editor put it off or did without
        assert known[item].is_deferred or known[item].standing in (Standing.PRINTED, Standing.DECLINED)


def test_no_published_issue_has_changed_except_by_corrections(desk: Desk) -> None:
    corrected = 0
    for path, before in desk.sealed.items():
        now = fields_of(desk.read(path))
        corrected += bool(now.pop("corrections", None))
        assert now == fields_of(before), path
    assert corrected > 5
    assert find_changes_since(desk.catalog(LAST_DAY), desk.sealed) == ()


def test_every_major_correction_was_carried_by_the_next_issue(desk: Desk) -> None:
    catalog = desk.catalog(LAST_DAY)
    issues = [entry for entry in list_in_print_order(catalog) if not entry.record.is_supplement]
    done = carriers(catalog)
    owed = [
        found
        for found in major_corrections(catalog)
        if any(i.record.date >= found.correction.date for i in issues)
    ]
    assert len(owed) > 5
    for found in owed:
        later = [i.id for i in issues if i.record.date and i.record.date > found.correction.date]
        assert not later or [i.id for i in done[found.key]] == later[:1]


def test_every_table_of_every_issue_agrees_with_what_was_printed(desk: Desk) -> None:
    """本期采用 is what it prints, 本年采用 the sum of the year's issues; the statistics say the same."""
    catalog = desk.catalog(LAST_DAY)
    so_far: Counter[tuple[int, str]] = Counter()
    for issue in list_in_print_order(catalog):
        assert issue.record.date is not None and issue.record.figures is not None
        printed = Counter("/".join(item.split("/")[:2]) for item in issue.record.items)
        year = issue.record.date.year
        rows = {row.school: row for row in issue.record.figures.adopted}
        for school, count in printed.items():
            so_far[year, school] += count
            assert rows[school].in_issue == count
        for school, row in rows.items():
            if "/" in school:
                assert row.in_year == so_far[year, school], (issue.id, school)
    assert len({year for year, _ in so_far}) == 4
    for year in (2025, 2026, 2027, 2028):
        for school, found in contributions(Edition(catalog, LAST_DAY), year):
            assert found.printed == so_far[year, school.id], (year, school.id)


def test_what_was_taken_down_was_printed_all_the_same(desk: Desk) -> None:
    printed = {item for issue in files(desk).values() if "number" in issue for item in printed_ids(issue)}
    assert len(desk.withdrawn & printed) >= 3 and desk.withdrawn - printed


def test_late_items_are_printed_too(desk: Desk) -> None:
    printed = {item for issue in files(desk).values() if "number" in issue for item in printed_ids(issue)}
    late = [c for c in desk.contributions if (c.merged_on - c.day).days >= 20]
    assert len([c for c in late if c.id in printed]) > len(late) / 2


def test_the_whole_desk_has_no_problem(desk: Desk) -> None:
    assert desk.problems(desk.catalog(LAST_DAY), LAST_DAY) == ()


def line_with(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


Fault = Callable[[Desk, dict[str, str]], tuple[str, int]]


def printed_twice(desk: Desk, texts: dict[str, str]) -> tuple[str, int]:
    old, new = sorted(texts)[3], sorted(texts)[9]
    item, own = printed_ids(fields_of(texts[old].encode()))[0], printed_ids(fields_of(texts[new].encode()))[0]
    texts[new] = texts[new].replace(f"- {own}\n", f"- {item}\n", 1)
    return new, line_with(texts[new], f"- {item}\n")


def deleted(desk: Desk, texts: dict[str, str]) -> tuple[str, int]:
    name = sorted(texts)[5]
    item = printed_ids(fields_of(texts[name].encode()))[0]
    desk.gone.add(item)
    return name, line_with(texts[name], f"- {item}\n")


def copied_number(desk: Desk, texts: dict[str, str]) -> tuple[str, int]:
    old = sorted(texts)[4]
    texts["2099-copy.md"] = texts[old].split("sections:")[0] + "sections:\n  - name: 空\n---\n"
    return "2099-copy.md", line_with(texts[old], "  total:")


def gap(desk: Desk, texts: dict[str, str]) -> tuple[str, int]:
    names = sorted(name for name in texts if name.startswith("2026-0"))
    del texts[names[3]]
    return names[4], line_with(texts[names[4]], "  issue:")


def before_embargo(desk: Desk, texts: dict[str, str]) -> tuple[str, int]:
    name = sorted(texts)[6]
    item = printed_ids(fields_of(texts[name].encode()))[1]
    at = next(at for at, c in enumerate(desk.contributions) if c.id == item)
    desk.contributions[at] = replace(desk.contributions[at], embargo=date(2028, 1, 1))
    return name, line_with(texts[name], f"- {item}\n")


def changed_after(desk: Desk, texts: dict[str, str]) -> tuple[str, int]:
    name = sorted(texts)[7]
    texts[name] = texts[name].replace("编者的话", "编者按语", 1)
    return name, line_with(texts[name], "editor_note:")


def out_of_order(desk: Desk, texts: dict[str, str]) -> tuple[str, int]:
    name = sorted(name for name in texts if name.startswith("2027-0"))[4]
    texts[name] = texts[name].replace("date: 2027", "date: 2025", 1)
    return name, line_with(texts[name], "date: 2025")


def not_carried(desk: Desk, texts: dict[str, str]) -> tuple[str, int]:
    name = sorted(texts)[8]
    note = "corrections:\n  - date: 2026-06-01\n    kind: 重大\n    note: 误写\nfrozen:"
    texts[name] = (
        texts[name].split("corrections:")[0].split("frozen:")[0] + note + texts[name].split("frozen:")[1]
    )
    return name, line_with(texts[name], "kind: 重大")


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (printed_twice, "bulletin.repeated"),
        (deleted, "bulletin.lost"),
        (copied_number, "bulletin.number"),
        (gap, "bulletin.number"),
        (before_embargo, "bulletin.unpublished"),
        (changed_after, "bulletin.changed"),
        (out_of_order, "bulletin.order"),
        (not_carried, "bulletin.correction"),
    ],
)
def test_a_fault_is_reported_with_file_and_line(desk: Desk, tmp_path: Path, fault: Fault, code: str) -> None:
    root = tmp_path / "root"
    shutil.copytree(desk.root, root)
    other = replace(desk, root=root, contributions=list(desk.contributions), gone=set(), _base=None)
    folder = root / "docs/bulletins"
    published = [path for path in sorted(folder.glob("*.md")) if "number" in fields_of(path.read_bytes())]
    texts = {path.name: path.read_text(encoding="utf-8") for path in published}
    before = dict(texts)
    name, line = fault(other, texts)
    for gone in before.keys() - texts.keys():
        (folder / gone).unlink()
    for changed, text in texts.items():
        if before.get(changed) != text:
            (folder / changed).write_text(text, encoding="utf-8")
    assert [p for p in load(root).problems if p.path.startswith("docs/")] == []
    found = other.problems(other.catalog(LAST_DAY), LAST_DAY)
    assert (f"docs/bulletins/{name}", line, code) in {(p.path, p.span.line, p.code) for p in found}
