"""Commits files on a new branch; the checked-out branch, the index and the files stay as they are.

Everything goes through git's plumbing with an index of
its own. Hooks, signing and line-end conversion are off.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from qiangxiao.foundation.errors import UsageError

_SETTINGS = (
    "core.hooksPath=/dev/null",
    "core.autocrlf=false",
    "core.fsmonitor=false",
    "core.quotePath=false",
    "commit.gpgSign=false",
    "i18n.commitEncoding=utf-8",
    "user.name=qiangxiao",
    "user.email=qiangxiao@intake.invalid",
)


@dataclass(frozen=True, slots=True)
class Author:
    """Who a commit is by."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository at one commit. `prefix` leads from
    its top to the program, empty or ending in a slash.
    """

    top: Path
    prefix: str
    base: str

    def has_branch(self, branch: str) -> bool:
        """Tell whether a branch exists."""
        return _try_git(self.top, "show-ref", "--verify", "--quiet", f"refs/heads/{branch}")

    @contextmanager
    def export_folders(self, folders: tuple[str, ...]) -> Iterator[Path]:
        """Lay out some folders as they are in the commit, in a
        temporary place, and yield the program's place there.
        """
        with tempfile.TemporaryDirectory(prefix="qiangxiao-base-") as made:
            target = Path(made).resolve()
            index = {"GIT_INDEX_FILE": str(target / "index")}
            places = [f"{self.prefix}{name}" for name in folders]
            self._git("read-tree", self.base, environment=index)
            listed = self._git("ls-files", "-z", "--", *places, environment=index)
            self._git(
                "checkout-index", f"--prefix={target}/files/", "-z", "--stdin", sent=listed, environment=index
            )
            yield target / "files" / self.prefix

    def commit(self, branch: str, files: Mapping[str, bytes], message: str, author: Author) -> str:
        """Commit files, by path from the program, on top
        of the base as a new branch, and return the commit.
        """
        if not _try_git(self.top, "check-ref-format", "--branch", branch):
            raise UsageError(f"不能用“{branch}”作分支名。")
        with tempfile.TemporaryDirectory(prefix="qiangxiao-index-") as folder:
            index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
            self._git("read-tree", self.base, environment=index)
            lines = [f"100644 {self._store(data)}\t{self.prefix}{path}\0" for path, data in files.items()]
            self._git("update-index", "-z", "--index-info", sent="".join(lines).encode(), environment=index)
            tree = self._git("write-tree", environment=index).decode().strip()
        people = {"GIT_AUTHOR_NAME": author.name, "GIT_AUTHOR_EMAIL": author.email}
        made = self._git("commit-tree", tree, "-p", self.base, sent=message.encode(), environment=people)
        commit = made.decode().strip()
        self._git("update-ref", f"refs/heads/{branch}", commit, "0" * len(commit))
        return commit

    def _store(self, data: bytes) -> str:
        return (
            self._git("hash-object", "-w", "-t", "blob", "--no-filters", "--stdin", sent=data)
            .decode()
            .strip()
        )

    def _git(self, *arguments: str, sent: bytes = b"", environment: Mapping[str, str] | None = None) -> bytes:
        done = run_git(self.top, arguments, sent, environment or {})
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().replace("\n", "；")
            raise UsageError(f"git {arguments[0]} 没有成功：{said}")
        return done.stdout


def open_repository(root: Path) -> Repository:
    """Return the repository that holds a program; raise UsageError when there is none, or no commit in it."""
    top = run_git(root, ("rev-parse", "--show-toplevel"))
    prefix = run_git(root, ("rev-parse", "--show-prefix"))
    if top.returncode or prefix.returncode:
        raise UsageError("这里不是 git 仓库，不能用 --branch。")
    base = run_git(root, ("rev-parse", "--verify", "--quiet", "HEAD^{commit}"))
    if base.returncode:
        raise UsageError("git 仓库里还没有提交，不能用 --branch。")
    where, inside, commit = (_line(done.stdout) for done in (top, prefix, base))
    return Repository(Path(where), inside, commit)


def _line(data: bytes) -> str:
    return os.fsdecode(data).removesuffix("\n").removesuffix("\r")


def _try_git(folder: Path, *arguments: str) -> bool:
    return run_git(folder, arguments).returncode == 0


def run_git(
    folder: Path, arguments: tuple[str, ...], sent: bytes = b"", environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder, with no hooks, no prompts and none of the caller's `GIT_*` variables."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    try:
        return subprocess.run(
            ["git", *settings, *arguments],
            cwd=folder,
            input=sent,
            env={**inherited, "GIT_TERMINAL_PROMPT": "0", **(environment or {})},
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise UsageError("这台机器上没有 git。") from None
