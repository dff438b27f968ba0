"""What the preview adds to a page: what is wrong, written so that nothing of it can be markup."""

from __future__ import annotations

from qiangxiao.commands.live_page import SCRIPT_PATH, live_page
from qiangxiao.foundation.problems import Problem, Severity, Span

PAGE = b'<html><head></head><body dir="ltr"><h1>a</h1></body></html>'


def error(message: str, severity: Severity = Severity.ERROR) -> Problem:
    return Problem("schools/a/b/school.yml", Span(3, 7, 3, 9), "school.kind.unknown", severity, message)


def test_a_page_without_errors_only_gets_the_script() -> None:
    made = live_page(PAGE, (error("小事", Severity.ADVICE),), True, "0a").decode()
    script = f'<script src="{SCRIPT_PATH}" data-mark="0a"></script>'
    assert made == PAGE.decode().replace("<h1>", f"{script}<h1>")


def test_an_error_is_told_with_its_place_and_cannot_be_markup() -> None:
    made = live_page(PAGE, (error("<img src=x onerror=alert(1)>"),), False, "0a").decode()
    assert "schools/a/b/school.yml:3:7" in made and "school.kind.unknown" in made
    assert "&lt;img" in made and "<img" not in made
    assert "上一次的网页" in made


def test_an_error_that_is_held_back_says_that_the_rest_is_new() -> None:
    assert "先不公开" in live_page(PAGE, (error("错"),), True, "0a").decode()


def test_a_build_that_failed_otherwise_is_told_too() -> None:
    assert "原因见终端" in live_page(PAGE, (), False, "0a").decode()


def test_errors_beyond_a_screen_are_counted() -> None:
    made = live_page(PAGE, tuple(error(f"第 {n} 处") for n in range(25)), False, "0a").decode()
    assert made.count("<li>") == 20 and "另有 5 处" in made


def test_what_is_no_page_stays_as_it_is() -> None:
    assert live_page(b"plain", (), False, "0a") == b"plain"
