"""Fifteen things that readers come for, walked with a thumb: how many taps, how far to scroll.

`python tests/reader_tasks.py SITE [PICTURES]` walks them on the built site, keeps the last screen of each and
prints the table of docs/readers.md.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from chromium import running_chromium
from file_server import serving
from playwright.sync_api import Download, Locator, Page

TASKS = Path(__file__).with_suffix(".yml")
WIDTH, HEIGHT = 390, 844
MOST_TAPS = 3
# The page has scrolled to where it was sent.
_STILL = "() => { const was = window.qxAt; window.qxAt = scrollY; return was === scrollY; }"
_EDGE = 8  # pixels that stay free below what is scrolled to: a thumb never stops exactly at the end


@dataclass(frozen=True, slots=True)
class Task:
    """Something a reader wants: where it begins, what is done, what must then be seen or saved."""

    wants: str
    who: str
    start: str
    taps: tuple[Mapping[str, str], ...]
    sees: tuple[str, ...] = ()
    gets: str = ""


@dataclass(slots=True)
class Walked:
    """What a task took: taps, and pixels scrolled in all."""

    taps: int = 0
    scrolled: float = 0

    @property
    def screens(self) -> float:
        """How many screens were scrolled."""
        return round(self.scrolled / HEIGHT, 2)


def reader_tasks() -> tuple[Task, ...]:
    """Return the tasks as they are written down."""
    rows = yaml.safe_load(TASKS.read_text(encoding="utf-8"))
    return tuple(Task(**{key: tuple(v) if isinstance(v, list) else v for key, v in r.items()}) for r in rows)


def walk(page: Page, top: str, task: Task) -> Walked:
    """Do a task as a thumb does: only what is on the screen is pressed. What is not there in time raises."""
    walked = Walked()
    page.goto(top + task.start)
    saved: list[Download] = []
    page.on("download", lambda download: saved.append(download))
    for step in task.taps:
        ((verb, what),) = step.items()
        if verb == "write":
            page.keyboard.insert_text(what)
            page.wait_for_timeout(
                500
            )  # a list that is filtered while somebody types waits for the next letter
            continue
        _tap(page, _seen(page, what), walked)
        walked.taps += 1
    for what in task.sees:
        walked.scrolled += _bring(page, _seen(page, what))
    if task.gets:
        for _ in range(50):
            if saved:
                break
            page.wait_for_timeout(100)
        assert saved and saved[0].suggested_filename.endswith(task.gets), [
            f.suggested_filename for f in saved
        ]
    return walked


def _seen(page: Page, what: str) -> Locator:
    """Return where something can be seen with the least scrolling: a selector, or words of the page."""
    is_selector = ">>" in what or what.startswith(("[", ".", "svg", "header", "main"))
    found = page.locator(what) if is_selector else page.locator("main").get_by_text(what)
    found = found.filter(visible=True)
    found.first.wait_for()
    return min(found.all(), key=lambda place: abs(_distance(place)))


def _distance(place: Locator) -> float:
    """Return how far down the page must be scrolled until something is wholly on the screen, or fills it."""
    box = place.bounding_box()
    assert box is not None
    top, bottom = box["y"], box["y"] + box["height"]
    if top < 0:
        return top
    return min(bottom - HEIGHT + _EDGE, top) if bottom > HEIGHT else 0


def _bring(page: Page, place: Locator) -> float:
    """Scroll to something; return how far."""
    wanted = _distance(place)
    before = page.evaluate("scrollY")
    page.evaluate("(by) => window.scrollBy({ top: by, behavior: 'instant' })", wanted)
    return abs(float(page.evaluate("scrollY") - before))


def _tap(page: Page, place: Locator, walked: Walked) -> None:
    walked.scrolled += _bring(page, place)
    box = place.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + min(box["width"] / 2, WIDTH / 2), box["y"] + box["height"] / 2)
    page.wait_for_timeout(150)
    page.wait_for_load_state()
    page.wait_for_function(_STILL, polling=150)


def table(rows: Sequence[tuple[Task, Walked]]) -> str:
    """Return what the tasks took as a table."""
    lines = ["| 谁 | 想知道、想做 | 从哪里 | 点几下 | 滚几屏 |", "|---|---|---|---:|---:|"]
    lines += [
        f"| {task.who} | {task.wants} | {task.start or '首页'} | {walked.taps} | {walked.screens:.2f} |"
        for task, walked in rows
    ]
    return "\n".join(lines)


def main() -> int:
    """Walk every task; return 1 when one was not possible or took too much."""
    site = Path(sys.argv[1])
    pictures = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    rows, failed = [], 0
    with serving(site) as root, running_chromium() as browser:
        for number, task in enumerate(reader_tasks(), 1):
            context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale="zh-CN")
            context.set_default_timeout(5000)
            page = context.new_page()
            try:
                walked = walk(page, f"{root}/", task)
            except Exception as error:
                print(number, task.wants, "FAILED", str(error).splitlines()[0], page.url)
                failed += 1
            else:
                rows.append((task, walked))
                failed += walked.taps > MOST_TAPS or walked.screens > 1
            if pictures:  # the last screen of each
                pictures.mkdir(parents=True, exist_ok=True)
                page.screenshot(path=pictures / f"{number:02}.png")
            context.close()
    print(table(rows))
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
