"""The program for scripts that call it often: it is loaded once and starts from there for every call.

What a script finds under the name `qiangxiao` hands its arguments, folder, variables and streams to a
process that has loaded the program and checked a small tree; that one forks, and the child runs the command
as a process of its own. It saves two seconds of every call, and nothing else is different.
"""

from __future__ import annotations

import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from importlib import import_module

from sample_program import AS_OF, REPOSITORY

NAME = "WARM_PROGRAM"
"""The variable in which scripts find how to call it."""
CALL = f'eval "exec ${NAME} --as-of {AS_OF} --no-color \\"\\$@\\""'
"""A line of shell that runs it with the arguments of a script."""
_CALL = """\
import json, os, socket, sys
line = socket.socket(socket.AF_UNIX)
line.connect(sys.argv[1])
told = json.dumps([sys.argv[2:], os.getcwd(), dict(os.environ)]).encode() + b"\\n"
socket.send_fds(line, [told[:1]], [0, 1, 2])
line.sendall(told[1:])
sys.exit(int(line.recv(4) or b"70"))
"""
_PATIENCE_SECONDS = 60  # to load the program takes three, on a busy machine ten


@contextmanager
def warm_program() -> Iterator[str]:
    """Yield the words that run the program with the arguments that follow them."""
    with tempfile.TemporaryDirectory(prefix="warm-") as folder:  # the name of a socket is at most 107 long
        place = os.path.join(folder, "door")
        tools = {**os.environ, "PYTHONPATH": str(REPOSITORY / "tools")}
        server = subprocess.Popen([sys.executable, __file__, place], env=tools)
        try:
            end = time.monotonic() + _PATIENCE_SECONDS
            while not os.path.exists(place):
                assert server.poll() is None and time.monotonic() < end
                time.sleep(0.05)
            yield shlex.join([sys.executable, "-I", "-S", "-c", _CALL, place])
        finally:
            server.kill()
            server.wait()


def _serve(place: str) -> None:
    """Load the program, open the door, and run every command that comes in."""
    from corpus_trees import BASE

    from qiangxiao.commands.main import COMMANDS, command, main

    for verb in COMMANDS:
        command(verb)
    import_module("qiangxiao.commands.session")
    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere):
        main(["--root", str(BASE), "check"])
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    door = socket.socket(socket.AF_UNIX)
    door.bind(f"{place}.new")
    door.listen()
    os.rename(f"{place}.new", place)
    while True:
        line, _ = door.accept()
        if os.fork() == 0:
            door.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _answer(line)
        line.close()


def _answer(line: socket.socket) -> None:
    """Run one command with the streams that come with it, and tell its exit code."""
    from qiangxiao.commands.main import main

    told, streams, _, _ = socket.recv_fds(line, 1, 3)
    while not told.endswith(b"\n"):
        told += line.recv(1 << 16)
    arguments, folder, variables = json.loads(told)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    # as in a new process: what was opened for other streams cannot be used for these
    sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w"), os.fdopen(2, "w", buffering=1)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(variables)
    time.tzset()
    code: object = 1
    try:
        code = main(arguments)
    except SystemExit as left:
        code = left.code or 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        line.sendall(str(code).encode())
        os._exit(0)


if __name__ == "__main__":
    _serve(sys.argv[1])
