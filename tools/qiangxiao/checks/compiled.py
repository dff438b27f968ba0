"""Regular expressions with long lists in them, compiled once and brought along from one run to the next.

The patterns of the rules about words hold eleven thousand characters of names each; Python's compiler is
written in Python and takes a second for all of them, and half of that for the two or three that look at one
text. What it makes is a list of numbers. That is kept here; the engine that runs it reads it over and refuses
what it does not understand, and whatever cannot be used is compiled as ever.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import Any, TypeAlias

Code: TypeAlias = tuple[int, bytes, int, tuple[tuple[str, int], ...]]
"""A compiled pattern: its flags, its numbers, how many groups it has, and the names of some."""
_FLAGS = re.MULTILINE
_BROUGHT: dict[str, Code] = {}
_MADE: dict[str, Code] = {}


def bring(codes: Mapping[str, Code]) -> None:
    """Take over what an earlier run of the program compiled."""
    _BROUGHT.update(codes)


def codes() -> Mapping[str, Code]:
    """Return what was brought along, and what this run of the program compiled."""
    return {**_BROUGHT, **_MADE}


def is_all_brought() -> bool:
    """Tell whether this run compiled nothing."""
    return not _MADE


@cache
def compile_once(pattern: str) -> re.Pattern[str]:
    """Return a pattern compiled, in which `^` and `$` are those of lines."""
    # the compiler's own parts have no public name; where they are others than here, nothing is kept
    with suppress(ImportError, AttributeError, TypeError, ValueError, RuntimeError):
        engine: Any = import_module("_sre")
        if pattern in _BROUGHT:
            return _made(engine, pattern, _BROUGHT[pattern])
        code = _code_of(pattern)
        made = _made(engine, pattern, code)
        _MADE[pattern] = code
        return made
    return re.compile(pattern, _FLAGS)


def _code_of(pattern: str) -> Code:
    parser: Any = import_module("re._parser")
    compiler: Any = import_module("re._compiler")
    parsed = parser.parse(pattern, _FLAGS)
    numbers = array("I", compiler._code(parsed, _FLAGS))
    named = tuple(parsed.state.groupdict.items())
    return int(_FLAGS | parsed.state.flags), numbers.tobytes(), parsed.state.groups - 1, named


def _made(engine: Any, pattern: str, code: Code) -> re.Pattern[str]:
    flags, numbers, count, named = code
    names: list[str | None] = [None] * (count + 1)
    for name, number in named:
        names[number] = name
    made: re.Pattern[str] = engine.compile(
        pattern, flags, array("I", numbers).tolist(), count, dict(named), tuple(names)
    )
    return made
