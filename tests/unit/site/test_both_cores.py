"""Half of the work in a copy of the process: the same results, and nothing of the copy stays."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from qiangxiao.site import both_cores
from qiangxiao.site.both_cores import make_all


@pytest.fixture(autouse=True)
def _two_cores(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """There are two cores; after the test there are the children of before: a browser, if one is open."""
    monkeypatch.setattr(both_cores, "_cores", lambda: 2)
    before = _children()
    yield
    assert _children() == before


def _children() -> set[int]:
    """Return the children of this process, those too that ended and were not waited for."""
    lists = Path("/proc/self/task").glob("*/children")
    told = [path.read_text() for path in lists]
    assert told, "this kernel does not list children"
    return {int(number) for line in told for number in line.split()}


@pytest.mark.parametrize("count", [0, 1, 2, 7, 1000])
def test_results_are_in_the_order_of_what_was_given(count: int) -> None:
    assert make_all(lambda number: number * number, range(count), 1) == [n * n for n in range(count)]


def test_half_is_made_elsewhere_and_only_when_there_is_enough() -> None:
    assert len(set(make_all(lambda _: os.getpid(), range(both_cores.FEWEST)))) == 2
    assert set(make_all(lambda _: os.getpid(), range(both_cores.FEWEST - 1))) == {os.getpid()}


def test_more_than_a_pipe_holds_comes_back() -> None:
    made = make_all(lambda number: bytes([number]) * 3_000_000, range(4), 1)
    assert [(len(data), data[0]) for data in made] == [(3_000_000, number) for number in range(4)]


@pytest.mark.parametrize("at", [0, 1], ids=["here", "there"])
def test_what_is_raised_is_raised_here(at: int) -> None:
    def make(number: int) -> int:
        if number == at:
            raise ValueError("bad")
        return number

    with pytest.raises(ValueError, match="bad"):
        make_all(make, range(10), 1)


def test_what_a_killed_copy_owed_is_made_here() -> None:
    first = os.getpid()

    def make(number: int) -> int:
        if os.getpid() != first:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    assert make_all(make, range(10), 1) == list(range(10))


def test_an_interruption_leaves_no_copy_behind() -> None:
    first = os.getpid()

    def make(number: int) -> int:
        if os.getpid() != first:
            signal.pause()  # it would never end by itself
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_all(make, range(10), 1)
