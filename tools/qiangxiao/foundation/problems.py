"""What is wrong with a contributed file, as data.

A `Rule` states once what is demanded, under a stable code that has its own page on the site.
A `Problem` is one breach of a rule at one place. Bad content never raises; every step returns
what it could read plus its problems.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from inspect import cleandoc


class Severity(StrEnum):
    """How much a problem matters: an error blocks a merge, a warning should be fixed, advice is editorial."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"

    @property
    def label(self) -> str:
        """The word a contributor sees."""
        return {"error": "错误", "warning": "警告", "advice": "提示"}[self.value]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text: lines and columns count from 1, in characters; `end_column` is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def at(cls, line: int, column: int = 1, length: int = 1) -> Span:
        """Return a span of `length` characters on one line."""
        return cls(line, column, line, column + max(length, 1))


@dataclass(frozen=True, slots=True)
class Problem:
    """One breach of a rule. `path` is relative to the root, with forward slashes."""

    path: str
    span: Span
    code: str
    severity: Severity
    message: str
    hint: str = ""
    field: str = ""
    clause: str = ""

    @property
    def sort_key(self) -> tuple[str, Span, str, str]:
        """Order of every report: path, place, code."""
        return (self.path, self.span, self.code, self.message)


@dataclass(frozen=True, slots=True)
class Rule:
    """A demand on content: `title` is the rule as one Chinese
    sentence, `explanation` says why and how to comply.
    """

    code: str
    severity: Severity
    title: str
    explanation: str = ""
    clause: str = ""

    def at(self, path: str, span: Span, message: str, hint: str = "", field: str = "") -> Problem:
        """Return the breach of this rule at `span` of `path`."""
        return Problem(path, span, self.code, self.severity, message, hint, field, self.clause)


# A line that ends within a Chinese sentence is joined, for HTML shows a line end as a blank:
# catches "草稿\n不写期号", spares "题目。\n\n说明", "一项：\n- 一", "用 `fmt`\n改"
_SOFT_BREAK = re.compile(r"(?<=[\u2e80-\u9fff\uff01-\uff60”])\n(?=[\u2e80-\u9fff\uff01-\uff60“])")


def rule(code: str, doc: str, severity: Severity = Severity.ERROR, clause: str = "") -> Rule:
    """Make a rule from a docstring-like text: its first line is the title, the rest the explanation."""
    title, _, rest = _SOFT_BREAK.sub("", cleandoc(doc)).partition("\n")
    return Rule(code, severity, title.strip(), rest.strip(), clause)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems sorted by path, place and code, without repetitions."""
    return tuple(sorted(set(problems), key=lambda problem: problem.sort_key))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether any problem blocks a merge."""
    return any(problem.severity is Severity.ERROR for problem in problems)
