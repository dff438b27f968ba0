"""Work on many things of one kind, half of it on a second core: the same results in the same order.

The second half is made by a copy of this process (`fork`): nothing has to be loaded there again, and nothing
but results comes back. It writes no file, so that it does not matter when it is killed; it dies with the
first one, at the latest when it hands over. Where a system has no `fork`, or no second core, one process
makes everything.
"""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

FEWEST = 64
"""A copy of the process costs some hundredths of a second: as much as a few dozen pages or cards."""


def make_all(make: Callable[[Given], Made], given: Sequence[Given], fewest: int = FEWEST) -> list[Made]:
    """Return what `make` makes of each; what it raises is raised. `make` has no effect but its result."""
    if len(given) < fewest or _cores() < 2:
        return [make(one) for one in given]
    # every other one: neighbours are alike, so that both halves take as long
    incoming, child = _start(make, given[1::2])
    try:
        mine = [make(one) for one in given[::2]]
        with open(incoming, "rb", closefd=False) as pipe:
            data = pipe.read()
    except BaseException:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        raise
    finally:
        os.close(incoming)
        _, status = os.waitpid(child, 0)
    # whatever went wrong there goes wrong here again, and is told as if there had been one process
    theirs = pickle.loads(data) if status == 0 else [make(one) for one in given[1::2]]
    made: list[Made] = [None] * len(given)  # type: ignore[list-item]
    made[::2], made[1::2] = mine, theirs
    return made


def _start(make: Callable[[Given], Made], given: Sequence[Given]) -> tuple[int, int]:
    """Start a copy of this process on its half; return where its results come in, and its number."""
    incoming, outgoing = os.pipe()
    child = os.fork()
    if child:
        os.close(outgoing)
        return incoming, child
    code = 1
    try:  # whatever happens, the copy ends here: it must not go on with what the first one does
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.close(incoming)
        with open(outgoing, "wb") as pipe:
            pickle.dump([make(one) for one in given], pipe, protocol=5)
        code = 0
    except BaseException:
        code = 1
    finally:
        os._exit(code)


def _cores() -> int:
    """Return how many cores this process may use; 1 where it cannot be copied."""
    if not hasattr(os, "fork"):
        return 1
    with suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
