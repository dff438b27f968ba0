"""A wrong and a right way of writing for an error code, from the corpus of faulty files.

Layout: `base/` is a complete valid program; `invalid/<code>/files/` is laid over it (a file named `….absent`
takes one away); `invalid/<code>/expected.txt` has one line `path:line:col[-line:col] severity[code] message`
per problem; `invalid/<code>/right.txt` may hold the right way when the base has none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

# catches "plan.yml:3:10-3:20 错误[plan.length] 约 6 年。", spares "plan.yml: 约 6 年。"
_EXPECTED = re.compile(
    r"(?P<path>[^:]+):(?P<line>\d+):\d+(?:-\d+:\d+)? \w+\[(?P<code>[^\]]+)\] (?P<message>.*)"
)
_CONTEXT = 2  # lines shown above and below a fault
_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_MAX_LINE = 200  # characters; a longer line is a fault itself and shown in part


@dataclass(frozen=True, slots=True)
class WrongAndRight:
    """Lines of a faulty file with the message they give, and the same place written right, if known."""

    path: str
    first_line: int
    wrong: str
    message: str
    right: str


def example_of(corpus: Path, code: str) -> WrongAndRight | None:
    """Return the example of a code, or None when the corpus has none that can be shown as text."""
    case = corpus / "invalid" / code
    if not (case / "expected.txt").is_file():
        return None
    expected = (case / "expected.txt").read_text(encoding="utf-8").splitlines()
    matches = [match for match in map(_EXPECTED.fullmatch, expected) if match and match["code"] == code]
    if not matches:
        return None
    match = matches[0]
    path, line = match["path"], int(match["line"])
    overlaid, original = case / "files" / path, corpus / "base" / path
    wrong = _lines(overlaid if overlaid.is_file() else original)
    if not wrong or line > len(wrong):
        return None
    first, last = max(0, line - 1 - _CONTEXT), min(len(wrong), line + _CONTEXT)
    right_file = case / "right.txt"
    right = _lines(right_file) if right_file.is_file() else []
    if not right and overlaid.is_file():
        base = _lines(original)
        right = _find_same_place(wrong, base, first, last)
        if right == wrong[first:last]:
            first, last = _first_change(wrong, base)
            right = _find_same_place(wrong, base, first, last)
    return WrongAndRight(path, first + 1, "\n".join(wrong[first:last]), match["message"], "\n".join(right))


def _lines(path: Path) -> list[str]:
    """Return a text file's lines as they can be shown; none for a missing or binary file."""
    if not path.is_file() or path.is_symlink() or path.suffix not in (".yml", ".md", ".txt"):
        return []
    text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = _UNSHOWN.sub("\ufffd", text).rstrip("\n").split("\n")
    return [line if len(line) <= _MAX_LINE else f"{line[:_MAX_LINE]}……" for line in lines]


def _find_same_place(wrong: list[str], base: list[str], first: int, last: int) -> list[str]:
    """Return the lines of the base file that stand where `wrong[first:last]` stands in the faulty one."""
    codes = SequenceMatcher(None, wrong, base, autojunk=False).get_opcodes() if base else []
    touched = [
        code for code in codes if (code[1] < last and code[2] > first) or first <= code[1] == code[2] <= last
    ]
    if not touched:
        return []
    tag, a1, _, b1, _ = touched[0]
    start = b1 + (first - a1 if tag == "equal" else 0)
    tag, a1, _, b1, b2 = touched[-1]
    return base[max(0, start) : b1 + (last - a1) if tag == "equal" else b2]


def _first_change(wrong: list[str], base: list[str]) -> tuple[int, int]:
    """Return the range of the faulty file's lines around its first difference from the base."""
    codes = SequenceMatcher(None, wrong, base, autojunk=False).get_opcodes()
    changed = next((code for code in codes if code[0] != "equal"), ("", 0, 0, 0, 0))
    return max(0, changed[1] - _CONTEXT), min(len(wrong), changed[2] + _CONTEXT)
