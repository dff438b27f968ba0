"""Which other articles a reader may want next: same problem field first, then same measure, newest first."""

from __future__ import annotations

from qiangxiao.catalog.catalog import Entry
from qiangxiao.records.update import ProgressUpdate
from qiangxiao.selection.edition import Edition

LIMIT = 4


def related(edition: Edition, entry: Entry[ProgressUpdate], limit: int = LIMIT) -> tuple[Entry[ProgressUpdate], ...]:
    """Return at most `limit` published articles of other schools that share measures or subjects."""
    own = "/".join(entry.id.split("/")[:2])
    measures = set(entry.record.measures)
    subjects = set(getattr(entry.record, "subjects", ()))
    scored = []
    for other in (*edition.cases, *edition.updates):
        if other.id.startswith(f"{own}/"):
            continue
        shared = len(measures & set(other.record.measures))
        shared += 2 * len(subjects & set(getattr(other.record, "subjects", ())))
        if shared:
            scored.append((-shared, -other.record.date.toordinal(), other.id, other))
    return tuple(item[-1] for item in sorted(scored, key=lambda item: item[:3])[:limit])
