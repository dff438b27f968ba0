"""Checks as functions: a docstring that is the rule, a code, and a generator of findings.

The first line of a check's docstring is the rule as one Chinese sentence, the rest explains it to a school
office; both become the page of its code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel

from qiangxiao.catalog.catalog import Catalog, Entry
from qiangxiao.foundation.problems import Problem, Rule, Severity, Span, rule
from qiangxiao.records.reading import Place


@dataclass(frozen=True, slots=True)
class Finding:
    """A breach found in the catalog. Give `entry` and `place` to have it located, or `path` and `span`."""

    message: str
    hint: str = ""
    entry: Entry[BaseModel] | None = None
    place: Place = ()
    at_key: bool = False
    path: str = ""
    span: Span | None = None


CheckFunction = Callable[[Catalog, date], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """A rule with the function that finds its breaches."""

    rule: Rule
    find: CheckFunction

    def problems(self, catalog: Catalog, as_of: date) -> Iterator[Problem]:
        """Yield every breach, located."""
        for finding in self.find(catalog, as_of):
            yield locate(catalog, self.rule, finding)


def locate(catalog: Catalog, broken: Rule, finding: Finding) -> Problem:
    """Turn a finding into a problem with its place in the file."""
    field = ".".join(map(str, finding.place))
    if finding.entry is None:
        return broken.at(finding.path, finding.span or Span.at(1), finding.message, finding.hint, field)
    span = finding.span or catalog.locate(finding.entry, finding.place, finding.at_key)
    return broken.at(finding.entry.path, span, finding.message, finding.hint, field)


def check(
    code: str, severity: Severity = Severity.ERROR, clause: str = ""
) -> Callable[[CheckFunction], Check]:
    """Make a check of a function; its docstring is the rule."""

    def decorate(function: CheckFunction) -> Check:
        return Check(rule(code, function.__doc__ or "", severity, clause), function)

    return decorate
