"""A page of the site before any engine sees it: Markdown
with safe HTML between its headings, and front matter.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from posixpath import relpath
from typing import Any

from qiangxiao.rendering.search_facets import Searchable
from qiangxiao.rendering.structured import structured

_FOR_CONTRIBUTORS = ("guide/", "errors/", "todo/")
"""Where the pages are that help those who write and maintain."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file of the site. `path` is relative to the staging folder, with forward slashes."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the breadcrumbs; `address` is None for the page itself."""

    title: str
    address: str | None = None


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed announced by a page."""

    title: str
    path: str
    media_type: str = "application/atom+xml"


@dataclass(frozen=True, slots=True)
class Answer:
    """A place on a page that search finds by itself: its anchor, its title, what search knows of it."""

    anchor: str
    title: str
    search: Searchable


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `address` is site-relative and ends in a slash, "" is the home page."""

    address: str
    title: str
    markdown: str
    description: str = ""
    crumbs: tuple[Crumb, ...] = ()
    as_of: date | None = None
    updated_on: date | None = None
    previous: Crumb | None = None
    next: Crumb | None = None
    neighbour_labels: tuple[str, str] = ("上一篇", "下一篇")
    feeds: tuple[FeedLink, ...] = ()
    is_wide: bool = False
    is_hidden_from_engines: bool = False
    image: str = ""
    search: Searchable | None = None
    answers: tuple[Answer, ...] = ()
    top: str = ""
    """Where the site is, when that is known; ends in a slash."""
    about: Mapping[str, Any] = field(default_factory=dict)
    """What it is about, as search engines read it."""
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_for_readers(self) -> bool:
        """Whether it is for the public; what helps contributors and maintainers is searched apart."""
        return not self.address.startswith(_FOR_CONTRIBUTORS)

    @property
    def source_path(self) -> str:
        """Where the page is staged: `index.md` in a folder of its own, so that no engine moves its links."""
        return f"{self.address}index.md"

    def artifact(self) -> Artifact:
        """Return the staged file."""
        # JSON is YAML, and writing it costs a tenth
        rows = (
            f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in self._front_matter().items()
        )
        header = "".join(rows)
        return Artifact(self.source_path, f"---\n{header}---\n\n{self.markdown.strip()}\n".encode())

    def _front_matter(self) -> dict[str, Any]:
        meta: dict[str, Any] = {"title": self.title}
        if self.description:
            meta["description"] = self.description
        if self.crumbs:
            meta["breadcrumbs"] = [
                {"title": crumb.title}
                if crumb.address is None
                else {"title": crumb.title, "url": crumb.address or "./"}
                for crumb in self.crumbs
                if crumb.address != ""  # the theme begins every path with the home page
            ]
        neighbours = (("previous", self.previous), ("next", self.next))
        for (name, crumb), label in zip(neighbours, self.neighbour_labels, strict=True):
            if crumb is not None:
                meta[name] = {"title": crumb.title, "url": crumb.address, "label": label}
        if self.feeds:
            meta["feeds"] = [
                {"title": feed.title, "url": feed.path, "type": feed.media_type} for feed in self.feeds
            ]
        if self.is_wide:
            meta["wide"] = True
        if self.is_hidden_from_engines:
            meta["noindex"] = True
        if self.image:
            meta["image"] = self.image
        if self.as_of is not None:
            meta["as_of"] = self.as_of.isoformat()
        path = [
            (crumb.title, self.address if crumb.address is None else crumb.address)
            for crumb in self.crumbs
            if crumb.address is not None or crumb is self.crumbs[-1]
        ]
        whole = self.top and self.top + self.address
        found = structured(self.about, [(title, relative(self.address, to)) for title, to in path], whole)
        if found and not self.is_hidden_from_engines:
            meta["structured"] = found
        return meta | dict(self.extra)


def relative(from_address: str, to: str) -> str:
    """Return the link from the page at one site-relative address to another address or file."""
    if from_address == to:
        return "./"
    here, there = from_address.rstrip("/"), to.rstrip("/")
    # both lie below the site's root, without dots: what `relpath` does for any path takes four times as long
    if "/." in f"/{here}" or "/." in f"/{there}" or "//" in here or "//" in there:
        target = relpath("/" + there, "/" + here)
    else:
        own, other = here.split("/") if here else [], there.split("/") if there else []
        same = 0
        for one, another in zip(own, other, strict=False):
            if one != another:
                break
            same += 1
        target = "/".join([".."] * (len(own) - same) + other[same:]) or "."
    return f"{target}/" if to.endswith("/") or not to else target
