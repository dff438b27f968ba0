"""The view of every kind of item, found in `kinds/`, and what lists ask of an entry of any kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from qiangxiao.catalog.catalog import Entry
from qiangxiao.records.kind import Kind
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Page
from qiangxiao.rendering.view import Row, View


@cache
def views() -> Mapping[str, View[Any]]:
    """Return the view that each module of `kinds/` declares, by the name of its kind."""
    kinds = import_module("qiangxiao.rendering.kinds")  # by name: its modules ask this one
    modules = (import_module(f"{kinds.__name__}.{found.name}") for found in iter_modules(kinds.__path__))
    return {view.kind.name: view for module in modules if (view := getattr(module, "VIEW", None))}


def view_of(kind: Kind[Any]) -> View[Any]:
    """Return the view of a kind of item. Raises LookupError for a kind that has none."""
    try:
        return views()[kind.name]
    except KeyError:
        raise LookupError(f"no module of rendering/kinds has a VIEW of the kind {kind.name}") from None


def row(site: Site, entry: Entry[Any]) -> Row:
    """Return the line for any entry that has a page."""
    return view_of(entry.kind).row(site, entry)


def rows(site: Site, ids: Iterable[str]) -> tuple[Row, ...]:
    """Return the lines for those of the ids that readers may see."""
    return tuple(row(site, entry) for content_id in ids if (entry := site.edition.published.get(content_id)))


def links_to(site: Site, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the titles and addresses, from the top of the site, of those of the ids that readers may see."""
    for content_id in ids:
        entry = site.edition.published.get(content_id)
        if entry is not None:
            yield site.edition.catalog.headline(entry), f"/{entry.address}"


def pages_of(site: Site, kind: Kind[Any]) -> Iterator[Page]:
    """Yield the page of every item of a kind; those of a school follow each other."""
    view = view_of(kind)
    if not kind.is_of_school:
        yield from view.pages(site, site.edition.all(kind))
        return
    for school in site.edition.schools:
        yield from view.pages(site, site.edition.of(school, kind))
