"""Tables for a terminal: Chinese headings, wide characters counted as two columns, long text folded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text


def table(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    title: str = "",
    wide: int = -1,
    unbroken: Sequence[int] = (),
) -> Table:
    """Return a table; the column numbered `wide` takes the
    room that is left, those in `unbroken` are never folded.
    """
    made = Table(
        box=SIMPLE_HEAD,
        title=Text(title) if title else None,
        title_justify="left",
        title_style="bold",
        pad_edge=False,
    )
    widest = wide % len(headings)
    for at, heading in enumerate(headings):
        made.add_column(heading, overflow="fold", ratio=1 if at == widest else None, no_wrap=at in unbroken)
    for row in rows:
        made.add_row(*(Text(drop_spaces(cell)) for cell in row))
    return made


def drop_spaces(text: str) -> str:
    """Drop the spaces between Chinese characters and digits: a terminal would break the line at them."""
    # catches "一 2", "2 一", spares "一 二", "2 3"
    return re.sub(r"(?<=[\u4e00-\u9fff]) (?=\d)|(?<=\d) (?=[\u4e00-\u9fff])", "", text)
