"""The imprint (版记) of an issue in words: every channel prints these, in its own form and in this order."""

from __future__ import annotations

from dataclasses import dataclass

from qiangxiao.catalog.catalog import Entry
from qiangxiao.foundation.dates import chinese_date
from qiangxiao.records.bulletin import BULLETIN, BulletinIssue
from qiangxiao.selection.edition import Edition


@dataclass(frozen=True, slots=True)
class Imprint:
    """The labelled lines, then who issued it and when, then how many copies (empty where that is not known).

    Print sets the last two at both ends of one line, as official documents
    do (GB/T 9704). `online` is the address of the issue's page, which is
    among the lines too; empty while there is none that anybody could open.
    """

    lines: tuple[tuple[str, str], ...]
    issued: str
    copies: str = ""
    online: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The same as one text a line."""
        labelled = (f"{label}：{words}" for label, words in self.lines)
        return tuple(text for text in (*labelled, self.issued, self.copies) if text)


def imprint(edition: Edition, entry: Entry[BulletinIssue]) -> Imprint:
    """Return what an issue says of itself: to whom it goes, who answers for it, its number and address."""
    record, program = entry.record, edition.catalog.program
    is_published = any(shown.id == entry.id for shown in edition.all(BULLETIN))
    url = program.site.url if is_published else None
    online = f"{url.rstrip('/')}/{entry.address}" if url else ""
    lines = (
        ("报", "，".join(record.report_to)),
        ("送", "，".join(record.copy_to)),
        ("发", "，".join(record.send_to)),
        ("签发", record.signed_by),
        ("审核", record.audited_by),
        ("编辑", record.edited_by),
        ("校对", record.proofread_by),
        ("审校", "　".join(f"{signed.step.value}：{signed.by}" for signed in entry.signed_by(edition.as_of))),
        ("期号", issue_label(record)),
        ("网页版", online),
    )
    return Imprint(
        tuple((label, words) for label, words in lines if words),
        f"{record.publisher or program.publisher}　{chinese_date(record.date or edition.as_of)}印发",
        f"（共印{record.copies}份）" if record.copies is not None else "",
        online,
    )


def issue_label(record: BulletinIssue) -> str:
    """Return the number as readers say it: 2026年第3期（总第3期）; 草稿 for an issue that has none."""
    if record.number is None:
        return "增刊（草稿）" if record.is_supplement else "草稿"
    return record.number.label
