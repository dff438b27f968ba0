"""The navigation of a site: what the settings list, without the lists of what the program has none of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from qiangxiao.foundation.line_ends import read_own_file
from qiangxiao.records.kinds import KINDS
from qiangxiao.selection.edition import Edition


def navigation(settings: Path, edition: Edition) -> list[Any]:
    """Return the `nav` of an engine's settings for an edition: no way to a list that is empty."""
    # the loader that makes nothing but text: settings name Python objects for the engine
    listed = yaml.load(read_own_file(settings), Loader=yaml.CBaseLoader).get("nav") or []
    empty = frozenset(kind.folder or kind.name for kind in KINDS if not edition.all(kind))
    return list(_kept(listed, empty))


def _kept(items: list[Any], empty: frozenset[str]) -> Iterator[Any]:
    for item in items:
        if isinstance(item, dict):
            title, target = next(iter(item.items()))
            below = list(_kept(target, empty)) if isinstance(target, list) else target
            if below and not _is_empty(below, empty):
                yield {title: below}
        elif not _is_empty(item, empty):
            yield item


def _is_empty(target: Any, empty: frozenset[str]) -> bool:
    """Tell whether a file is the list of a kind of which there is nothing."""
    return isinstance(target, str) and target.partition("/")[0] in empty and target.endswith("/index.md")
