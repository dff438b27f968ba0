"""Problems as a person reads them in a terminal: place, message, the line with a caret, what to do."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from rich.text import Text

from qiangxiao.foundation.problems import Problem, Severity
from qiangxiao.reporting.summary import LineReader, error_page

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.ADVICE: "bold cyan"}
_MAX_SHOWN = 60  # characters of a line: 120 columns when they are Chinese


def width(text: str) -> int:
    """Return how many terminal columns a text takes: wide East Asian characters take two."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def render_text(problems: Sequence[Problem], read_line: LineReader, site_url: str) -> Iterator[Text]:
    """Yield one block of text per problem."""
    for problem in problems:
        yield _block(problem, read_line(problem.path, problem.span.line), site_url)


def _block(problem: Problem, line: str, site_url: str) -> Text:
    span = problem.span
    block = Text(f"{problem.path}:{span.line}:{span.column}: ")
    block.append(f"{problem.severity.label}[{problem.code}]", _STYLES[problem.severity])
    block.append(f" {problem.message}\n")
    if line.strip():
        shown, pad, caret = _excerpt(
            line, span.column, span.end_column if span.end_line == span.line else len(line) + 1
        )
        gutter = f"{span.line:>5} │ "
        block.append(f"{gutter}{shown}\n", "dim")
        block.append(f"      │ {' ' * pad}")
        block.append(f"{'^' * caret}\n", _STYLES[problem.severity])
    if problem.hint:
        block.append(f"  {problem.hint}\n")
    clause = f"（政策条款：{problem.clause}）" if problem.clause else ""
    # without a site, the command: an installed program has no `docs/` beside it that a person could open
    page = error_page(problem.code, site_url) if site_url else f"运行 qiangxiao explain {problem.code}"
    block.append(f"  说明：{page}{clause}\n", "dim")
    return block


def _disarm(char: str) -> str:
    """Return a character that cannot steer a terminal: control and layout characters are shown as a mark."""
    if char.isprintable() or char == "\u3000":
        return char
    return " " if char == "\t" or unicodedata.category(char) == "Zs" else "\ufffd"


def _excerpt(line: str, column: int, end_column: int) -> tuple[str, int, int]:
    """Return the part of the line around the span, the width before the caret, and the caret's width."""
    line = "".join(map(_disarm, line)).rstrip()
    start = max(0, column - 1 - _MAX_SHOWN // 2) if len(line) > _MAX_SHOWN else 0
    shown = line[start : start + _MAX_SHOWN]
    before = shown[: column - 1 - start]
    marked = shown[column - 1 - start : max(end_column - 1 - start, column - start)]
    lead = "…" if start else ""
    tail = "…" if start + _MAX_SHOWN < len(line) else ""
    return f"{lead}{shown}{tail}", width(lead + before), max(1, width(marked))
