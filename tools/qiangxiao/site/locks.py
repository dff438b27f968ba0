"""One at a time: a lock that a file carries while a process
lives, and that dies with it, also in a crash or a reboot.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

OnWait = Callable[[], None]


class BusyError(Exception):
    """Another process holds the lock, and the caller does not want to wait."""


@contextmanager
def lock(path: Path, on_wait: OnWait | None, is_kept: bool = True) -> Iterator[int]:
    """Hold the lock of a file and yield its descriptor; a
    process that inherits it holds the lock too, until it ends.

    While another process has it, `on_wait` is called once and we wait; without it BusyError is raised. A lock
    that is not to be kept leaves no file behind.
    """
    file = _take(path, on_wait)
    try:
        yield file
    finally:
        try:
            if not is_kept:
                with contextlib.suppress(OSError):  # Windows does not remove a file that is open
                    path.unlink()
        finally:
            os.close(file)


def _take(path: Path, on_wait: OnWait | None) -> int:
    has_waited = False
    while True:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            if not _try_lock(file):
                if on_wait is None:
                    raise BusyError
                if not has_waited:
                    on_wait()
                has_waited = True
                _wait_for_lock(file)
            if _is_still(file, path):
                return file
        except OSError as error:  # a file system that knows no locks
            os.close(file)
            error.filename = error.filename or str(path)
            raise
        except BaseException:
            os.close(file)
            raise
        os.close(file)  # whoever had it took the file away: the lock of a lost file locks nothing


def _is_still(file: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except OSError:
        return False


if sys.platform == "win32":
    import msvcrt

    _POLL_SECONDS = 0.2

    def _try_lock(file: int) -> bool:
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _wait_for_lock(file: int) -> None:
        while not _try_lock(file):
            time.sleep(_POLL_SECONDS)

else:
    import fcntl

    def _try_lock(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _wait_for_lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)
