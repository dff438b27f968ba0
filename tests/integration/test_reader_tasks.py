"""Fifteen things that readers come for, on a phone: three taps and one screen of scrolling at most."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from reader_tasks import MOST_TAPS, Task, reader_tasks, walk


def test_there_are_fifteen() -> None:
    assert len({task.wants for task in reader_tasks()}) == 15


@pytest.mark.parametrize("task", reader_tasks(), ids=lambda task: task.wants)
def test_a_reader_gets_there_soon(phone_page: Page, site_url: str, task: Task) -> None:
    walked = walk(phone_page, site_url, task)
    assert walked.taps <= MOST_TAPS
    assert walked.screens <= 1
