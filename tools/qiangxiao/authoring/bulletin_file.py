"""An issue of the bulletin as a file: a draft with an
arrangement put in, a published issue, a correction added.

Only the keys that are meant change; whatever else an editor wrote comes back as it was. Never writes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from qiangxiao.authoring.formatter import format_file, order_keys, write_document
from qiangxiao.foundation.errors import UsageError
from qiangxiao.records.base import Correction
from qiangxiao.records.bulletin import BULLETIN, FROZEN_WITHOUT, BulletinIssue, Figures, IssueNumber, Section
from qiangxiao.records.fingerprint import fingerprint
from qiangxiao.selection.bulletin_draft import Arrangement
from qiangxiao.sources.document import read_document
from qiangxiao.sources.text import MAX_BYTES
from qiangxiao.sources.yaml_reader import Data

Fields = dict[str, Data]


def read_issue(path: str, data: bytes) -> tuple[Fields, str]:
    """Return the fields and the body of an issue's file;
    raise UsageError if writing it would lose something.
    """
    tidy = format_file(path, data, BULLETIN)
    document = read_document(path, data)
    if tidy.text is None or not isinstance(document.data, dict):
        raise UsageError(f"{path}:{tidy.line}: {tidy.reason or '信息栏应当是一组“键: 值”。'}")
    return dict(document.data), document.body


def write_issue(path: str, fields: Mapping[str, Data], body: str) -> str:
    """Return the text of an issue; raise UsageError if it has become too long to be read back."""
    kept: Data = {key: value for key, value in fields.items() if value not in (None, [], {})}
    text = write_document(path, order_keys(kept, BulletinIssue), body)
    document = read_document(path, text.encode("utf-8"))
    if document.root is None or len(text.encode("utf-8")) > MAX_BYTES:
        raise UsageError(f"{path} 写不下这么多内容。请用 --most 少收几篇，或先把旧的决定不采用。")
    return text


def write_draft(
    path: str,
    before: bytes | None,
    arrangement: Arrangement,
    last: BulletinIssue | None = None,
    is_supplement: bool = False,
) -> str:
    """Return the draft with an arrangement put in, or a new draft with the addressees of the last issue."""
    fields, body = (_begin(last), "") if before is None else read_issue(path, before)
    fields |= {
        "title": arrangement.title,
        "editor_note": arrangement.editor_note,
        "sections": _sections(arrangement.sections),
        "abridged": [{"id": one.id, "length": one.length.value} for one in arrangement.abridged],
        "carried": [{"id": carry.id, "date": carry.date.isoformat()} for carry in arrangement.carried],
        "deferred": list(arrangement.deferred),
        "draft": "true",
    }
    if is_supplement:
        fields["supplement"] = "true"
    return write_issue(path, fields, body)


def _begin(last: BulletinIssue | None) -> Fields:
    """Return what a new draft takes over from the last issue: who publishes it and who gets it."""
    if last is None:
        return {}
    taken: Fields = {
        "publisher": last.publisher,
        "report_to": list(last.report_to),
        "copy_to": list(last.copy_to),
        "send_to": list(last.send_to),
        "audited_by": last.audited_by,
        "edited_by": last.edited_by,
        "proofread_by": last.proofread_by,
    }
    return taken | {"copies": str(last.copies) if last.copies is not None else None}


def _sections(sections: Sequence[Section]) -> Data:
    return [
        {"name": section.name, "items": list(section.items)} if section.items else {"name": section.name}
        for section in sections
    ]


def decline_items(path: str, before: bytes, reasons: Mapping[str, str]) -> str:
    """Return the draft with items declined: out of its sections, into its list with the reason."""
    fields, body = read_issue(path, before)
    fields["sections"] = [_leave_out(section, reasons) for section in _list(fields.get("sections"))]
    fields["deferred"] = [item for item in _list(fields.get("deferred")) if item not in reasons]
    fields["abridged"] = _without(fields.get("abridged"), reasons)
    said: list[Data] = [{"id": name, "reason": reason} for name, reason in reasons.items()]
    fields["declined"] = [*_list(fields.get("declined")), *said]
    return write_issue(path, fields, body)


def restore_declined(path: str, before: bytes, ids: Sequence[str]) -> str:
    """Return an issue with the decision to decline some items taken back."""
    fields, body = read_issue(path, before)
    fields["declined"] = _without(fields.get("declined"), ids)
    return write_issue(path, fields, body)


def add_correction(path: str, before: bytes, correction: Correction) -> str:
    """Return an issue with a correction added at the end of its list."""
    fields, body = read_issue(path, before)
    said: Data = {"date": correction.date.isoformat(), "kind": correction.kind.value, "note": correction.note}
    fields["corrections"] = [*_list(fields.get("corrections")), said]
    return write_issue(path, fields, body)


def remove_items(path: str, before: bytes, ids: Sequence[str]) -> str:
    """Return a draft without some items, because another draft takes them."""
    fields, body = read_issue(path, before)
    gone = dict.fromkeys(ids, "")
    fields["sections"] = [_leave_out(section, gone) for section in _list(fields.get("sections"))]
    fields["deferred"] = [item for item in _list(fields.get("deferred")) if item not in gone]
    fields["abridged"] = _without(fields.get("abridged"), gone)
    return write_issue(path, fields, body)


def write_published(path: str, before: bytes, record: BulletinIssue) -> str:
    """Return the file at `path` of a draft that is published as
    `record`: numbered, dated, without what only a draft has.
    """
    fields, body = read_issue(path, before)
    assert record.number is not None and record.date is not None
    fields |= {"number": _number(record.number), "date": record.date.isoformat()}
    if record.signed_by:
        fields["signed_by"] = record.signed_by
    if record.figures is not None:
        fields["figures"] = _figures(record.figures)
    for key in ("draft", "supplement", "deferred"):
        fields.pop(key, None)
    return _freeze_text(path, fields, body)


def freeze_again(path: str, before: bytes) -> str:
    """Return a published issue that has no digest yet with its digest."""
    return _freeze_text(path, *read_issue(path, before))


def _freeze_text(path: str, fields: Fields, body: str) -> str:
    """Return the text of an issue with the digest of what readers get, by which a later change is found."""
    document = read_document(path, write_issue(path, fields, body).encode("utf-8"))
    return write_issue(path, fields | {"frozen": fingerprint(document, FROZEN_WITHOUT)}, body)


def _figures(figures: Figures) -> Data:
    """Return the numbers of an issue as its file has them: all as text, lists that are empty left out."""
    lists = figures.model_dump(mode="json")
    return {
        key: [row if isinstance(row, str) else {k: str(v) for k, v in row.items()} for row in rows]
        for key, rows in lists.items()
        if rows
    }


def _number(number: IssueNumber) -> Data:
    return {key: str(value) for key, value in number.model_dump(exclude_none=True).items()}


def _list(data: Data) -> list[Data]:
    return list(data) if isinstance(data, list) else []


def _without(listed: Data, ids: Collection[str]) -> list[Data]:
    """Return a list of groups of fields less those whose `id` is among the ids."""
    return [one for one in _list(listed) if not (isinstance(one, dict) and one.get("id") in ids)]


def _leave_out(section: Data, gone: Mapping[str, str]) -> Data:
    if not isinstance(section, dict):
        return section
    left = [item for item in _list(section.get("items")) if item not in gone]
    rest = {key: value for key, value in section.items() if key != "items"}
    return {**rest, "items": left} if left else rest
