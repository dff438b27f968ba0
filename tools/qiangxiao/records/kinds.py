"""Every kind of content file that a record module declares, in order, and where files are."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from qiangxiao import records
from qiangxiao.foundation.slugs import SLUG
from qiangxiao.records.kind import Kind, Scope
from qiangxiao.records.scalars import PHOTO_NAME
from qiangxiao.sources.discovery import Layout


def _scan() -> tuple[Kind[Any], ...]:
    """Return the kinds that the modules of this package declare: no list to forget one in."""
    modules = (import_module(f"{records.__name__}.{found.name}") for found in iter_modules(records.__path__))
    kinds = {
        value.name: value for module in modules for value in vars(module).values() if isinstance(value, Kind)
    }
    return tuple(sorted(kinds.values(), key=lambda kind: (kind.order, kind.name)))


KINDS: tuple[Kind[Any], ...] = _scan()
SCHOOL_KINDS: tuple[Kind[Any], ...] = tuple(kind for kind in KINDS if kind.is_of_school)
_BY_NAME = {kind.name: kind for kind in KINDS}
_LAYOUTS = {kind.name: kind.layout for kind in KINDS}
_SCHOOL, _EXAMPLE = Scope.SCHOOL.value
_DISTRICT, _DISTRICT_EXAMPLE = Scope.DISTRICT.value
MEDIA = Layout(
    "media",
    # catches "schools/jinjiang/shili/media/ke.jpg", spares "schools/jinjiang/media/ke.jpg"
    re.compile(rf"{_SCHOOL}/media/(?P<name>{PHOTO_NAME})"),
    f"{_EXAMPLE}/media/kaifangke.jpg",
)
DISTRICT_MEDIA = Layout(
    "district_media",
    # catches "schools/jinjiang/media/zoufang.jpg", spares "schools/media/logo.png", "…/shili/media/ke.jpg"
    re.compile(rf"{_DISTRICT}/media/(?P<name>{PHOTO_NAME})"),
    f"{_DISTRICT_EXAMPLE}/media/zoufang.jpg",
)
"""The photos of a district's own texts: whose a photo is shows in its path, as with everything else."""

LOOKS = Layout(
    "looks",
    # catches "schools/media/logo.svg", spares "schools/media/a/b.svg", "schools/logo.svg"
    re.compile(rf"schools/media/(?P<name>{SLUG}\.(?:svg|jpg|jpeg|png|webp))"),
    "schools/media/logo.svg",
)
"""The program's own pictures, and the photos of the city's texts."""


def is_photo(path: str) -> bool:
    """Tell whether a path is that of a photo: of a school, a district, or in the program's own folder."""
    return any(layout.pattern.fullmatch(path) for layout in (MEDIA, DISTRICT_MEDIA, LOOKS))


def kind_named(name: str) -> Kind[Any]:
    """Return a kind by its name. Raises KeyError for one that no module declares."""
    return _BY_NAME[name]


def kind_of(path: str) -> Kind[Any] | None:
    """Return the kind of content file at a path relative to the root."""
    return next((_BY_NAME[name] for name, layout in _LAYOUTS.items() if layout.pattern.fullmatch(path)), None)


CITY_FOLDERS: tuple[str, ...] = tuple(
    dict.fromkeys(f"docs/{kind.folder}" for kind in KINDS if kind.scope is Scope.CITY)
)
"""The folders of the city's own records; everything else in `docs` is written by hand."""


def folders() -> dict[str, tuple[Layout, ...]]:
    """Return the layouts of files by the folder under the root that holds them and nothing else."""
    found: dict[str, tuple[Layout, ...]] = {}
    for kind in KINDS:
        top = f"docs/{kind.folder}" if kind.scope is Scope.CITY else "schools"
        found[top] = (*found.get(top, ()), _LAYOUTS[kind.name])
    return {**found, "schools": (*found.get("schools", ()), MEDIA, DISTRICT_MEDIA, LOOKS)}
