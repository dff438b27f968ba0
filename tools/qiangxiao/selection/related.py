"""Which other articles a reader may want next: those that share most subjects and measures, newest first."""

from __future__ import annotations

from qiangxiao.catalog.catalog import Entry
from qiangxiao.records.update import ProgressUpdate
from qiangxiao.selection.edition import Edition

LIMIT = 4  # one row of cards
_SUBJECT_WEIGHT = 2  # a subject in common says twice as much as a measure in common


def related(
    edition: Edition, entry: Entry[ProgressUpdate], limit: int = LIMIT
) -> tuple[Entry[ProgressUpdate], ...]:
    """Return at most `limit` published articles of other
    schools; only the newest of each topic are compared.
    """
    return edition.sharing(topics(entry), "/".join(entry.id.split("/")[:2]), limit)


def topics(entry: Entry[ProgressUpdate]) -> tuple[tuple[str, int], ...]:
    """Return what an article is about, with the weight of each topic."""
    measures = entry.record.measures
    return tuple((topic, 1 if topic in measures else _SUBJECT_WEIGHT) for topic in entry.record.topics)
