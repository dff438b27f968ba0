"""The queries that readers type, what answers each, and the share that a search answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

QUERIES = Path(__file__).parent / "search_queries/queries.yml"
MOST_SHOWN = 10
ForReaders = Callable[[str], Sequence[str]]
"""From a query to the addresses of its results, best first."""


@dataclass(frozen=True, slots=True)
class ReaderQuery:
    """A query and what answers it: addresses, or a pattern of the page's words."""

    text: str
    addresses: tuple[str, ...]
    says: str

    def is_answered_by(self, address: str, words: str) -> bool:
        """Tell whether a page answers the query."""
        if any(re.fullmatch(_pattern(wanted), address) for wanted in self.addresses):
            return True
        return bool(self.says and re.search(self.says, words))


@dataclass(frozen=True, slots=True)
class Measured:
    """How one class of queries fared: what was not answered among the first ten, and what found nothing."""

    count: int
    missed: tuple[str, ...]
    empty: tuple[str, ...]
    for_others: tuple[str, ...]
    """Queries with a page for contributors or maintainers among the first ten."""

    @property
    def share(self) -> float:
        """The share that was answered."""
        return 1 - len(self.missed) / self.count


def reader_queries() -> Mapping[str, tuple[ReaderQuery, ...]]:
    """Return the queries by class."""
    read = yaml.safe_load(QUERIES.read_text(encoding="utf-8"))
    return {name: tuple(map(_query, rows)) for name, rows in read.items()}


def measure(find: ForReaders, words: Mapping[str, str]) -> Iterator[tuple[str, Measured]]:
    """Ask every query; `words` are the title and text of each page by address. Yield each class's figures."""
    for name, queries in reader_queries().items():
        missed, empty, others = [], [], []
        for query in queries:
            found = find(query.text)[:MOST_SHOWN]
            if not any(query.is_answered_by(address, words.get(address, "")) for address in found):
                missed.append(query.text)
            if not found:
                empty.append(query.text)
            if any(address.startswith(("errors/", "guide/")) for address in found):
                others.append(query.text)
        yield name, Measured(len(queries), tuple(missed), tuple(empty), tuple(others))


def _query(row: Sequence[str]) -> ReaderQuery:
    text, *answers = row
    says = "".join(answer[1:] for answer in answers if answer.startswith("~"))
    return ReaderQuery(text, tuple(answer for answer in answers if not answer.startswith("~")), says)


def _pattern(address: str) -> str:
    pieces = re.split(r"(\*\*|\*)", address)
    return "".join({"**": ".*", "*": "[^/]*"}.get(piece) or re.escape(piece) for piece in pieces)
