"""Locks: one at a time, released by death, held on by whoever inherited them."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from qiangxiao.site.locks import BusyError, lock


def test_a_second_one_stops_or_waits_and_says_so_once(tmp_path: Path) -> None:
    path, said, order = tmp_path / "a" / "lock", [], []

    def second() -> None:
        with lock(path, lambda: (said.append("waiting"), waits.set())):
            order.append("second")

    waits = threading.Event()
    with lock(path, None):
        with pytest.raises(BusyError), lock(path, None):
            pytest.fail("two at once")
        thread = threading.Thread(target=second)
        thread.start()
        assert waits.wait(30)
        order.append("first")
    thread.join(30)
    assert (said, order) == (["waiting"], ["first", "second"])


def test_a_lock_that_is_not_kept_leaves_nothing_and_still_locks(tmp_path: Path) -> None:
    path, running, most = tmp_path / "lock", 0, 0

    def one() -> None:
        nonlocal running, most
        for _ in range(20):
            with lock(path, lambda: None, is_kept=False):
                running += 1
                most = max(most, running)
                running -= 1

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert most == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="a lock is not inherited there")
def test_a_lock_lives_as_long_as_the_last_process_that_has_it(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with lock(path, None) as file:
        engine = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, pass_fds=(file,))
    with engine:
        with pytest.raises(BusyError), lock(path, None):
            pytest.fail("an engine goes on")
        engine.kill()
    with lock(path, None):
        pass
