"""The partnerships that a roster brings into the list
of support schools in `program.yml`: both ends agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qiangxiao.authoring.formatter import format_file, order_keys, write_document
from qiangxiao.records.program import PROGRAM
from qiangxiao.sources.document import read_document
from qiangxiao.sources.yaml_reader import Data

_PATH = "schools/program.yml"


@dataclass(frozen=True, slots=True)
class Listing:
    """The new text of `program.yml`, None when nothing changes;
    what changes; why it cannot be written, or nothing.
    """

    text: str | None = None
    changes: tuple[str, ...] = ()
    stuck: str = ""


def enter_partnerships(data: bytes, partnerships: Sequence[tuple[str, str, str]]) -> Listing:
    """Enter partnerships, each of pilot school's id, support
    school and its kind, into the bytes of `program.yml`.
    """
    content = read_document(_PATH, data).data
    if not isinstance(content, dict):
        return Listing()
    listing = content.get("support_schools")
    entries: list[dict[str, Data]] = (
        [dict(item) for item in listing if isinstance(item, dict)] if isinstance(listing, list) else []
    )
    changes: list[str] = []
    for school_id, name, kind in partnerships:
        changes += _enter(entries, school_id, name, kind)
    if not changes:
        return Listing()
    formatted = format_file(_PATH, data, PROGRAM)
    if formatted.text is None:
        return Listing(stuck=f"支持学校要登记进 {_PATH}，但是{formatted.reason}")
    content["support_schools"] = [dict(entry) for entry in entries]
    return Listing(write_document(_PATH, order_keys(content, PROGRAM.model)), tuple(changes))


def _enter(entries: list[dict[str, Data]], school_id: str, name: str, kind: str) -> list[str]:
    """Enter one partnership; a school has one support school, so it leaves any other's list."""
    changes = []
    for entry in entries:
        supports = entry.get("supports")
        held = list(supports) if isinstance(supports, list) else []
        if entry.get("name") != name and school_id in held:
            rest = [item for item in held if item != school_id]
            entry.update({"supports": rest} if rest else {})
            if not rest:
                del entry["supports"]
            changes.append(f"支持学校“{entry.get('name')}”不再支持 {school_id}")
        elif entry.get("name") == name and school_id not in held:
            entry["supports"] = [*held, school_id]
            changes.append(f"支持学校“{name}”支持 {school_id}")
    if not any(entry.get("name") == name for entry in entries):
        entries.append({"name": name, "kind": kind, "supports": [school_id]})
        changes.append(f"新登记支持学校“{name}”（{kind}），支持 {school_id}")
    return changes
