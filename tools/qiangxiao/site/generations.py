"""The generations of a published site: the one that readers see, and the last ones before it, to go back to.

In the store of a place every generation has a card, `<digest>.json`, and, unless
readers see it where it is, its tree, `<digest>/`. The digest is also in the tree's
marker: so after a kill at any moment each tree can be told from any other and put
in order, by whoever comes next. Nothing ever writes into a tree that was published.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from qiangxiao.foundation.errors import UsageError
from qiangxiao.site.exchange import flush
from qiangxiao.site.file_output import remove_tree, write_bytes
from qiangxiao.site.ledger import read_rows, write_rows
from qiangxiao.site.locks import OnWait, lock
from qiangxiao.site.places import MARKER, Place, mark_of

DEFAULT_KEEP = 3  # trees: what readers see, the one before, and one to look at
_CANDIDATE = "incoming"
# catches "earlier", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", spares "current",
# "0123"
_TREE = re.compile(rf"[0-9a-f]{{64}}|earlier|{_CANDIDATE}")
"""The names of our trees: nothing else in a store, whoever put it there, is touched."""
_HIDDEN = 0o700
"""A generation that readers do not see is not for the
web server either: what was withdrawn may still be in it.
"""


@dataclass(frozen=True, slots=True)
class Generation:
    """One published site. `number` counts up; what is not known of a site found in the place is empty."""

    digest: str
    number: int
    as_of: str = ""
    published_at: str = ""
    page_count: int = 0
    is_pending: bool = False
    """Its card is written and readers do not see it yet."""


Rows = dict[str, list[str | int]]
"""The files of a tree: each with its digest and its dates."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The tree of the last generation, what is known of its files, and by what they were found whole."""

    tree: Path
    rows: Rows = field(default_factory=dict)
    verified: str = ""

    def digest(self, path: str) -> str:
        """Return the digest that a file was published with; "" when it was not."""
        return str(self.rows[path][0]) if path in self.rows else ""


class Generations:
    """The generations of one place, in order; made by `generations_of` for as long as the lock is held."""

    def __init__(self, place: Place) -> None:
        self._place, self._store = place, place.store
        place.repair()
        self._tidy()

    @property
    def live_tree(self) -> Path | None:
        """The tree that readers see."""
        return self._place.live

    @property
    def shareable(self) -> Path | None:
        """The tree whose files the next may share; an earlier
        program's may be files that its engine writes again.
        """
        tree = self.live_tree
        return tree if tree and mark_of(tree) != "earlier" else None

    @property
    def live(self) -> Generation | None:
        """The generation that readers see."""
        return self._card(mark_of(self.live_tree)) if self.live_tree else None

    def listed(self) -> tuple[Generation, ...]:
        """Return every generation that is there, newest first."""
        cards = (self._card(path.stem) for path in self._store.glob("*.json"))
        return tuple(sorted((card for card in cards if card), key=lambda card: -card.number))

    @property
    def earlier(self) -> Earlier | None:
        """What the next generation may share files with, and what is known of those."""
        tree = self.shareable
        if tree is None:
            return None
        rows = read_rows(self._files_of(mark_of(tree)))
        verified = rows.pop("", [""])
        return Earlier(tree, rows, str(verified[0]))

    def is_live(self, digest: str) -> bool:
        """Tell whether readers see these bytes."""
        return self.live_tree is not None and mark_of(self.live_tree) == digest

    def candidate(self) -> Path:
        """Return a new empty folder, for a tree that may be published."""
        folder = self._store / _CANDIDATE
        folder.mkdir()
        return folder

    def discard(self) -> None:
        """Remove the candidate, as far as that is possible: the disk may be full or gone."""
        shutil.rmtree(self._store / _CANDIDATE, ignore_errors=True)

    def publish(
        self, generation: Generation, keep: int, rows: Rows | None = None, verified: str = ""
    ) -> None:
        """Let readers see the candidate, unless they see its
        bytes already; keep some of the earlier generations.

        The number is given here. An OSError comes before readers see anything new, never after. `rows`
        are what is known of the candidate's files, `verified` by what they were found whole.
        """
        candidate = self._store / _CANDIDATE
        if self.is_live(generation.digest):
            remove_tree(candidate)
            self.keep(keep)
            return
        tree = self._store / generation.digest
        number = self._next_number()
        self._forget(generation.digest)  # the same bytes as some generation before the last
        write_rows(self._files_of(generation.digest), {**(rows or {}), "": [verified]})
        self._write(replace(generation, number=number, is_pending=True))
        os.rename(candidate, tree)
        flush(tree)
        self._switch(tree)
        with suppress(OSError):  # it is published; what is left to do is done the next time
            self._tidy()
            self.keep(keep)

    def keep(self, count: int) -> None:
        """Keep so many of the generations that readers do not see, the newest."""
        for card in [card for card in self.listed() if card != self.live][count:]:
            self._forget(card.digest)

    def roll_back(self, number: int | None) -> Generation:
        """Let readers see an earlier generation again, by default the one published before the one they see.

        Raises UsageError when there is none, or when it is not as it was published.
        """
        live = self.live
        kept = [card for card in self.listed() if card != live]
        if number is None:
            kept = [card for card in kept if live is None or card.number < live.number][:1]
        else:
            kept = [card for card in kept if card.number == number]
        if not kept:
            raise UsageError(
                "没有更早的一次发布可以换回。" if number is None else f"没有留着第 {number} 次发布。"
            )
        tree = self._store / kept[0].digest
        if kept[0].digest not in (digest_of(tree), "earlier"):
            raise UsageError(f"第 {kept[0].number} 次发布的文件已被改动或损坏（{tree}），没有换回。")
        self._switch(tree)
        with suppress(OSError):
            self._tidy()
        return kept[0]

    def _switch(self, tree: Path) -> None:
        live = self.live_tree
        if live and not tree.is_symlink():
            mode = stat.S_IMODE(live.stat().st_mode)
            if stat.S_IMODE(tree.stat().st_mode) != mode:
                tree.chmod(mode)
        self._place.switch(tree)

    def _tidy(self) -> None:
        """Bring trees and cards to agree with what readers see; nothing of that is touched."""
        for part in self._store.glob("*.part"):
            part.unlink()
        live = self.live_tree
        shown = mark_of(live) if live else ""
        if shown and not self._card(shown):
            self._write(Generation(shown, self._next_number()))
        trees = [path for path in self._store.iterdir() if _TREE.fullmatch(path.name) and path.is_dir()]
        for tree in trees:
            if live and tree.resolve() == live:
                continue
            mark = mark_of(tree)
            card = self._card(mark) if tree.name != _CANDIDATE else None
            if card is None or card.is_pending or mark == shown:
                _remove(tree)
            elif tree.name != mark:
                _remove(self._store / mark)
                os.rename(tree, self._store / mark)
                tree = self._store / mark
            if tree.is_dir() and not tree.is_symlink():
                with suppress(OSError):  # a disk without permissions
                    tree.chmod(_HIDDEN)
        for path in self._store.glob("*.files"):
            if not self._card(path.stem):
                path.unlink()
        for card in self.listed():
            if card.digest == shown:
                if card.is_pending:
                    self._write(replace(card, is_pending=False))
            elif card.is_pending or not (self._store / card.digest).is_dir():
                self._forget(card.digest)

    def _next_number(self) -> int:
        return max((card.number for card in self.listed()), default=0) + 1

    def _forget(self, digest: str) -> None:
        """Remove a generation: its card first, so that half a tree is never taken for a generation."""
        (self._store / f"{digest}.json").unlink(missing_ok=True)
        self._files_of(digest).unlink(missing_ok=True)
        _remove(self._store / digest)

    def _files_of(self, digest: str) -> Path:
        """Return where it is written what a generation's files are."""
        return self._store / f"{digest}.files"

    def _card(self, digest: str) -> Generation | None:
        try:
            card = Generation(**json.loads((self._store / f"{digest}.json").read_bytes()))
        except (OSError, ValueError, TypeError):
            return None
        return card if card.digest == digest and isinstance(card.number, int) else None

    def _write(self, card: Generation) -> None:
        fresh = self._store / f"{card.digest}.part"
        write_bytes(fresh, json.dumps(asdict(card)).encode())
        os.replace(fresh, self._store / f"{card.digest}.json")


@contextmanager
def generations_of(place: Place, on_wait: OnWait | None) -> Iterator[Generations]:
    """Yield the generations of a place while nobody else
    can publish there. Raises BusyError; see `lock`.
    """
    with lock(place.lock, on_wait, is_kept=place.lock.parent == place.store):
        yield Generations(place)


def digest_of(tree: Path) -> str:
    """Return the digest of every file of a tree but the marker."""
    return combine(
        (path.relative_to(tree).as_posix(), sha256(path.read_bytes()).hexdigest())
        for path in tree.rglob("*")
        if path.is_file() and path.name != MARKER
    )


def combine(digests: Iterable[tuple[str, str]]) -> str:
    """Return one digest for the digests of files by their paths."""
    lines = "".join(f"{digest} {path}\n" for path, digest in sorted(digests))
    return sha256(lines.encode()).hexdigest()


def _remove(tree: Path) -> None:
    if tree.is_symlink():
        tree.unlink()
    elif tree.exists():
        remove_tree(tree)
