"""A real calendar program takes the site's calendars: in
full, cancelled as cancelled, changes without doubles.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from icalendar import Calendar
from khal import Khal
from sample_program import copy_built, qiangxiao

CANCELLED = "events.2026-10-20-zuoye-shouji@qiangxiao.example"
COMING = "events.2026-12-11-shiyanxiang-kaifang@qiangxiao.example"


@pytest.fixture
def khal(tmp_path: Path) -> Khal:
    return Khal(tmp_path / "khal")


def test_khal_shows_every_event_of_the_site(site: Path, khal: Khal) -> None:
    khal.take(site / "calendar/all.ics")
    shown = khal.shown()
    assert len(shown) == len(list((site / "events").glob("*/event.ics"))) == 6
    assert {
        "uid": COMING,
        "title": "低成本实验箱开放日（示例）",
        "status": "CONFIRMED",
        "start": "2026-12-11 09:00",
        "end": "2026-12-11 16:00",
        "location": "新都示例沐溪学校（示例）理科楼",
    } in shown
    assert [event["uid"] for event in shown if event["status"] == "CANCELLED"] == [CANCELLED]


def test_somebody_elsewhere_sees_the_same_moment(site: Path, tmp_path: Path) -> None:
    abroad = Khal(tmp_path / "abroad", "Europe/Berlin")
    abroad.take(site / "calendar/all.ics")
    start = next(event["start"] for event in abroad.shown() if event["uid"] == COMING)
    assert start == "2026-12-11 02:00"


def test_the_file_beside_a_page_is_the_same_event(site: Path, khal: Khal) -> None:
    khal.take(site / "calendar/all.ics")
    before = khal.shown()
    for file in sorted((site / "events").glob("*/event.ics")):
        khal.take(file)
    assert khal.shown() == before


@pytest.fixture(scope="module")
def changed(sample_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample program with one event moved to another day and renamed, and one called off."""
    root = copy_built(sample_root, tmp_path_factory.mktemp("changed") / "root")
    events = root / "docs/events"
    old = events / "2026-12-11-shiyanxiang-kaifang.md"
    text = (
        old.read_text(encoding="utf-8")
        .replace("2026-12-11T", "2026-12-18T")
        .replace("title: 低成本", "title: 改期：低成本")
    )
    change = (
        "status: 已确定\nid: events/2026-12-11-shiyanxiang-kaifang\nchanges:\n "
        " - on: 2026-11-20\n    what: 改到 12 月 18 日\n"
    )
    moved = events / "2026-12-18-shiyanxiang-kaifang.md"
    moved.write_text(text.replace("status: 已确定\n", change), encoding="utf-8")
    old.unlink()
    off = events / "2027-01-07-xiaoban-jiaoyan.md"
    off.write_text(
        off.read_text(encoding="utf-8").replace("status: 已确定", "status: 已取消"), encoding="utf-8"
    )
    done = qiangxiao(root, "build", "--stage-only")
    assert done.returncode == 0, done.stdout + done.stderr
    return root / ".build/staging"


def test_a_moved_and_a_cancelled_event_replace_what_was_imported(
    site: Path, changed: Path, khal: Khal
) -> None:
    khal.take(site / "calendar/all.ics")
    before = {event["uid"]: event for event in khal.shown()}
    khal.take(changed / "calendar/all.ics")
    after = khal.shown()
    assert len(after) == len(before)
    by_uid = {event["uid"]: event for event in after}
    assert by_uid.keys() == before.keys()
    assert by_uid[COMING]["start"] == "2026-12-18 09:00"
    assert by_uid[COMING]["title"].startswith("改期：")
    off = by_uid["events.2027-01-07-xiaoban-jiaoyan@qiangxiao.example"]
    assert (off["status"], off["start"]) == ("CANCELLED", "2027-01-07 10:00")
    assert off["title"].startswith("（已取消）")


def test_sequence_rises_for_what_changed_and_for_nothing_else(site: Path, changed: Path) -> None:
    before, after = (sequences(place / "calendar/all.ics") for place in (site, changed))
    risen = {uid for uid in before if after[uid] > before[uid]}
    assert risen == {COMING, "events.2027-01-07-xiaoban-jiaoyan@qiangxiao.example"}
    assert all(after[uid] == before[uid] for uid in before.keys() - risen)


def sequences(file: Path) -> dict[str, int]:
    return {
        str(event["uid"]): int(event["sequence"])
        for event in Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    }
