"""Writes plain data as YAML in the project's one style, such that our own reader gives the same data back.

Block style, two spaces, lists indented under their key, no quotes unless the reader needs them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from qiangxiao.sources.yaml_reader import Data, read_yaml

# catches "一二 三", "a", spares "一：二", "- a", "#a", " a" (the rest is quoted: never wrong, only longer)
_SAFE = re.compile(
    r"[\w\u4e00-\u9fff《“‘（【「][^\s:：#](?:[^\n\t:：#\x00-\x1f]*[^\s:：#])?|[\w\u4e00-\u9fff]"
)
_ESCAPED = re.compile(
    '[\\\\"\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufffe\uffff]'
)
_SHORT_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
# catches "name：一", "name:一", spares "https://a.cn", "name: 一" (check would warn of it: quote it)
_LOOKS_MISTYPED = re.compile(r"[a-z][a-z0-9_]*(：|:(?=[^\s/:]))")


def write_yaml(data: Data) -> str:
    """Return the YAML of a mapping or list of NFC text, ending with one line end."""
    if not data:
        return "{}\n" if isinstance(data, Mapping) else "[]\n"
    return "\n".join(_block(data)) + "\n"


def _block(data: Data) -> Iterator[str]:
    """Yield the lines of a non-empty mapping or list, not indented."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from _entry(f"{_scalar(key, is_key=True)}:", value)
    elif isinstance(data, Sequence):
        for item in data:
            yield from _item(item)


def _entry(lead: str, value: Data) -> Iterator[str]:
    if isinstance(value, (dict, list)) and value:
        yield lead
        yield from (f"  {line}" if line else "" for line in _block(value))
    else:
        yield from _single(lead, value)


def _item(value: Data) -> Iterator[str]:
    if isinstance(value, (dict, list)) and value:
        lines = _block(value)
        yield f"- {next(lines)}"
        yield from (f"  {line}" if line else "" for line in lines)
    else:
        yield from _single("-", value)


def _single(lead: str, value: Data) -> Iterator[str]:
    """Yield the lines of a scalar or empty collection after its key or hyphen."""
    if value is None:
        yield lead
    elif not isinstance(value, str):
        yield f"{lead} {'{}' if isinstance(value, dict) else '[]'}"
    elif _fits_literal(value):
        yield f"{lead} {'|' if value.endswith(chr(10)) else '|-'}"
        yield from (f"  {line}" if line else "" for line in value.removesuffix("\n").split("\n"))
    else:
        yield f"{lead} {_scalar(value)}"


def _fits_literal(text: str) -> bool:
    """Tell whether a text of several lines can stand in a literal block exactly as it is."""
    if "\n" not in text or text.endswith("\n\n") or _ESCAPED.search(re.sub(r'["\\\n]', "", text)):
        return False
    lines = text.removesuffix("\n").split("\n")
    if not lines[0] or any(line != line.rstrip() for line in lines):
        return False
    return lines[0][0] != " "


def _scalar(text: str, is_key: bool = False) -> str:
    """Return a text on one line: unquoted where it reads back as itself, else in quotes."""
    if _reads_back_plain(text, is_key):
        return text
    has_only_marks = "'" not in text and not any(unicodedata.category(char).startswith("C") for char in text)
    if ('"' in text or "\\" in text) and has_only_marks and not _ESCAPED.search(re.sub(r'["\\]', "", text)):
        return f"'{text}'"
    return f'"{"".join(_escape(char) for char in text)}"'


def _reads_back_plain(text: str, is_key: bool) -> bool:
    if text in ("", "null", "~") or text != text.strip() or "\n" in text:
        return False
    if _LOOKS_MISTYPED.match(text):
        return False
    if _ESCAPED.search(text.replace('"', "").replace("\\", "")):
        return False
    if _SAFE.fullmatch(text):
        return True
    wanted: Data = {text: "x"} if is_key else {"k": [text], "l": text}
    result = read_yaml("", f"{text}: x\n" if is_key else f"k:\n  - {text}\nl: {text}\n")
    return not result.problems and result.root is not None and result.root.data == wanted


def _escape(char: str) -> str:
    if char in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[char]
    if _ESCAPED.match(char):
        code = ord(char)
        return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    return char
