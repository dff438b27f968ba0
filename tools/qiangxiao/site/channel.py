"""What a channel is: one way in which what is published reaches people, and what channels make things with.

The channels themselves are the modules of the package `channels`; nobody else knows them by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path

from pydantic import BaseModel

from qiangxiao.catalog.catalog import Entry
from qiangxiao.foundation.fonts import installed_fonts
from qiangxiao.rendering.bulletin.content import IssueContent, pictures_of
from qiangxiao.rendering.cards.drawing import CardPainter, CardText
from qiangxiao.rendering.context import Download, Site
from qiangxiao.rendering.page import Artifact, Page
from qiangxiao.rendering.photos import PhotoFile
from qiangxiao.rendering.wechat.package import DrawCover
from qiangxiao.site.cache import Cache, Kept
from qiangxiao.site.looks import mark_of
from qiangxiao.site.verification import Defect

StillPhoto = Callable[[str], PhotoFile | None]
"""From a content path to the JPEG or PNG of a photo; None when it is not published."""


@dataclass(frozen=True)
class Press:
    """What every channel makes its things with.

    `fonts` is their folder, None when they are not installed. `pages` are the finished pages and `cards` the
    pictures they are shared with, once a build has them.
    """

    site: Site
    still: StillPhoto
    cache: Cache
    fonts: Path | None = field(default_factory=installed_fonts)
    pages: tuple[Page, ...] = ()
    cards: Mapping[str, Kept] = field(default_factory=dict)

    def can_make(self, channel: Channel) -> bool:
        """Tell whether the fonts are there that a channel may need."""
        return self.fonts is not None or not channel.needs_fonts

    @cached_property
    def mark(self) -> bytes | None:
        """The program's mark in pixels, for what is drawn."""
        found = mark_of(self.site.edition.catalog, self.cache)
        return found.drawn.data() if found else None

    @cached_property
    def cover(self) -> DrawCover | None:
        """A function that draws covers, or takes them from the cache; none without fonts."""
        return self._keep_cover if self.fonts else None

    def _keep_cover(self, text: CardText) -> bytes:
        said = repr((text, self.site.palette, self.mark and sha256(self.mark).hexdigest()))
        return self.cache.remember("cover", said, lambda: self._painter.cover(text))

    @cached_property
    def _painter(self) -> CardPainter:
        assert self.fonts is not None
        return CardPainter(self.fonts, self.site.palette, self.mark)


@dataclass(frozen=True)
class IssuePrinter:
    """One issue on the press."""

    press: Press
    issue: IssueContent

    @property
    def photos(self) -> Mapping[str, bytes]:
        """The photos the issue shows, as they are published, by their path; read each time, never held."""
        found = {picture.path: self.press.still(picture.path) for picture in pictures_of(self.issue)}
        return {path: file.data for path, file in found.items() if file is not None}

    @cached_property
    def _inputs(self) -> tuple[str | bytes, ...]:
        """Everything that a file of the issue is made from, besides the program."""
        program = self.press.site.edition.catalog.program
        photos = (
            part for path, data in sorted(self.photos.items()) for part in (path, sha256(data).digest())
        )
        has_fonts = str(self.press.fonts is not None)
        return (has_fonts, program.timezone, program.site.tag_authority, repr(self.issue), *photos)

    def keep(self, channel: Channel) -> Kept:
        """Make a channel's file of the issue unless the cache has it. Raises UnprintableError."""
        assert channel.issue is not None, channel.name
        cache = self.press.cache
        return cache.keep(cache.key("issue", channel.name, *self._inputs), partial(channel.issue, self))


@dataclass(frozen=True, slots=True)
class Folder:
    """A record made ready for an editor's disk: files by name, and which of them to open.

    `faults` cannot be published as they are, `advice` asks for a look, `summary` says what there is.
    """

    files: Mapping[str, bytes]
    opens: str
    faults: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offers:
    """Files beside pages: each by its path on the site, what
    a page at an address offers, what could not be made.
    """

    kept: Mapping[str, Kept] = field(default_factory=dict)
    downloads: Mapping[str, tuple[Download, ...]] = field(default_factory=dict)
    defects: tuple[Defect, ...] = ()

    def artifacts(self) -> Iterator[Artifact]:
        """Yield every file."""
        for path, kept in sorted(self.kept.items()):
            yield Artifact(path, kept.data())


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One way in which what is published reaches people. Whatever it does not make is None.

    `name` is what editors ask for, `label` what readers see, `rank` its place among others. A file that is
    `for_editors` is offered at the end of a page; a channel that `needs_fonts` makes nothing without them.
    """

    name: str
    label: str
    media_type: str
    ending: str
    rank: int
    needs_fonts: bool = False
    for_editors: bool = False
    issue: Callable[[IssuePrinter], bytes] | None = None
    """One file of an issue, published or not."""
    folder: Callable[[Press, Entry[BaseModel]], Folder] | None = None
    """A folder of any published record, an issue among them."""
    offers: Callable[[Press], Offers] | None = None
    """Files beside pages that are not an issue's."""
    artifacts: Callable[[Press], Iterable[Artifact]] | None = None
    """What of it stands on the site besides what pages offer."""
    change: Callable[..., str] | None = None
    """One document about a change that is not merged yet."""
