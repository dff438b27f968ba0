"""Where a site is published, and how what readers see there is switched to another tree in one step.

Three kinds of places, because not everything can be renamed:

* a folder, mostly: the new tree and the folder change places;
* a symbolic link: it is pointed at the new tree, and the folder it pointed at is left alone;
* a folder that cannot change its place (a mount point, a
  volume, a folder whose parent is not ours to write): what it shows are links through `.qiangxiao/current`,
  which is pointed at the new tree; Kubernetes does it so with its volumes.

The trees that readers do not see lie in the place's store, on the same mount.
"""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from qiangxiao.foundation.errors import UsageError
from qiangxiao.site.exchange import exchange, finish_exchange, forget_pointing, is_elsewhere, point

MARKER = ".qiangxiao-site"
"""The file of every site that we built; it holds the digest of all others."""
_INSIDE = ".qiangxiao"
_CURRENT = "current"
_OF_THE_DISK = "lost+found"
"""A folder in the root of every ext file system."""


@dataclass(frozen=True)
class Place(ABC):
    """Where a site goes. `store` is the folder of the trees that can be switched to."""

    out: Path
    store: Path

    @property
    def lock(self) -> Path:
        """The file by which everybody who publishes here, from whatever root, takes turns."""
        return self.out.with_name(f".qiangxiao-{self.out.name}.lock")

    @property
    @abstractmethod
    def live(self) -> Path | None:
        """The tree that readers see; None when there is no site yet."""

    @abstractmethod
    def switch(self, tree: Path) -> None:
        """Let readers see a tree of the store. What they saw before may then lie under the tree's name."""

    def repair(self) -> None:
        """Finish what a killed process began; the site is whole before and after."""
        self.store.mkdir(parents=True, exist_ok=True)


class FolderPlace(Place):
    """A folder that changes places with the new one."""

    @property
    def live(self) -> Path | None:
        """The folder itself."""
        return self.out if (self.out / MARKER).is_file() else None

    def switch(self, tree: Path) -> None:
        """Let the two folders change places."""
        if self.live:
            exchange(tree, self.out)
            return
        if os.name == "nt" and self.out.is_dir():
            self.out.rmdir()  # elsewhere an empty folder is replaced
        os.rename(tree, self.out)

    def repair(self) -> None:
        """Bring back a folder that was on its way."""
        super().repair()
        for aside in self.store.glob("*.aside"):
            finish_exchange(aside.with_suffix(""), self.out)


class LinkPlace(Place):
    """A symbolic link, `current` by custom."""

    @property
    def live(self) -> Path | None:
        """What the link points at."""
        return self.out.resolve() if (self.out / MARKER).is_file() else None

    def repair(self) -> None:
        """Forget a link that was on its way."""
        super().repair()
        forget_pointing(self.out)

    def switch(self, tree: Path) -> None:
        """Point the link at the tree; the folder it pointed at stays, to be switched back to, where it is."""
        before = self.live
        if before and before.parent != self.store.resolve():
            kept = self.store / mark_of(before)
            if not os.path.lexists(kept):
                os.symlink(before, kept)
        target = tree.resolve()
        is_absolute = os.path.isabs(os.readlink(self.out))
        point(self.out, str(target) if is_absolute else os.path.relpath(target, self.out.parent.resolve()))


class VolumePlace(Place):
    """A folder that stays where it is, and shows links into its own store."""

    @property
    def lock(self) -> Path:
        """A file inside, since nothing beside it may be writable."""
        return self.store / "lock"

    @property
    def live(self) -> Path | None:
        """What `current` points at."""
        current = self.store / _CURRENT
        return current.resolve() if (current / MARKER).is_file() else None

    def switch(self, tree: Path) -> None:
        """Point `current` at the tree: all links of the folder lead there at once."""
        names = [path.name for path in tree.iterdir()]
        for name in names:
            place = self.out / name
            if os.path.lexists(place) and not self._is_ours(place):
                raise UsageError(f"{place} 不是本程序放的，不会覆盖。请移走它，再运行一次。")
        for name in names:
            if not os.path.lexists(self.out / name):
                os.symlink(self._through(name), self.out / name)
        point(self.store / _CURRENT, tree.name)
        self._remove_idle_links()

    def repair(self) -> None:
        """Also bring a site that was published here in another way into the store."""
        super().repair()
        forget_pointing(self.store / _CURRENT)
        marker = self.out / MARKER
        if marker.is_file() and not marker.is_symlink():
            self._take_in()
        self._remove_idle_links()

    def _take_in(self) -> None:
        """Put what lies here into the store, piece by piece, each seen at its address all the time."""
        tree = self.store / mark_of(self.out)
        tree.mkdir(exist_ok=True)
        for aside in tree.glob("*.aside"):
            finish_exchange(aside.with_suffix(""), self.out / aside.stem)
        point(self.store / _CURRENT, tree.name)
        # the marker last: until then we begin again after a kill
        for piece in sorted(self.out.iterdir(), key=lambda piece: piece.name == MARKER):
            if piece.name in (_INSIDE, _OF_THE_DISK) or piece.is_symlink():
                continue
            link = tree / piece.name
            if not os.path.lexists(link):
                os.symlink(self._through(piece.name), link)
            exchange(link, piece)

    def _remove_idle_links(self) -> None:
        for piece in self.out.iterdir():
            if self._is_ours(piece) and not piece.exists():
                piece.unlink()

    def _is_ours(self, piece: Path) -> bool:
        return piece.is_symlink() and os.readlink(piece) == self._through(piece.name)

    @staticmethod
    def _through(name: str) -> str:
        return f"{_INSIDE}/{_CURRENT}/{name}"


def place_of(out: Path, work: Path) -> Place:
    """Return how a site is published at a path; `work` is the root's own work folder. Raises UsageError."""
    refuse_foreign(out)
    out = Path(os.path.abspath(out))
    is_link = out.is_symlink()
    folder = out.resolve() if is_link else out
    if (
        folder.is_dir()
        and not (is_link and folder.parent.name == _name_beside(out).name)
        and _cannot_move(folder)
    ):
        return VolumePlace(folder, folder / _INSIDE)
    if is_link:
        in_store = folder.parent.name == _name_beside(out).name
        return LinkPlace(out, folder.parent if in_store else folder.parent / _name_beside(out).name)
    out.parent.mkdir(parents=True, exist_ok=True)
    work.mkdir(parents=True, exist_ok=True)
    if is_elsewhere(work, out.parent):
        return FolderPlace(out, _name_beside(out))
    key = sha256(os.path.relpath(out, work).encode()).hexdigest()[:8]
    return FolderPlace(out, work / "generations" / f"{out.name}-{key}")


def refuse_foreign(out: Path) -> None:
    """Raise UsageError when there is something at a path
    that is neither an empty folder nor a site that we built.
    """
    if not out.is_dir():
        if out.exists():
            raise UsageError(f"{out} 不是文件夹。")
        return
    if (out / MARKER).is_file():
        return
    links = f"{_INSIDE}/{_CURRENT}/"
    for piece in out.iterdir():
        is_begun = piece.is_symlink() and os.readlink(piece).startswith(links)
        if piece.name not in (_INSIDE, _OF_THE_DISK) and not is_begun:
            raise UsageError(f"{out} 里有别的文件，不会覆盖。请换一个文件夹，或先清空它。")


def mark_of(tree: Path) -> str:
    """Return the digest in a site's marker; `earlier`
    for a site of before there were digests, "" for none.
    """
    try:
        words = (tree / MARKER).read_text(encoding="ascii", errors="replace").split()
    except OSError:
        return ""
    return words[1] if len(words) == 2 and len(words[1]) == 64 and words[1].isalnum() else "earlier"


def _name_beside(out: Path) -> Path:
    return out.with_name(f".qiangxiao-{out.name}")


def _cannot_move(folder: Path) -> bool:
    """Tell whether a folder has to stay where it is."""
    if (folder / _INSIDE).is_dir():
        return True
    return is_elsewhere(folder, folder.parent) or (
        not os.access(folder.parent, os.W_OK | os.X_OK) and os.access(folder, os.W_OK | os.X_OK)
    )
