"""The fields of a Word text to what they show: results stay, instructions go, boxes, choices and circled
signs are written out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from qiangxiao.authoring.word_numbers import written
from qiangxiao.authoring.word_parts import W, a_run, remove, unwrap, value

# The converter reads these two itself: links and boxes to tick.
_KEPT = ("HYPERLINK", "FORMCHECKBOX")
_EMPTY_FORM = "\u2002\u3000 \xa0"
_PARTS = {
    f"{W}{name}"
    for name in ("fldChar", "instrText", "t", "tab", "br", "cr", "sym", "drawing", "pict", "object")
}
_PARTS |= {
    f"{W}{name}" for name in ("noBreakHyphen", "softHyphen", "footnoteReference", "endnoteReference", "ruby")
}
_CIRCLES = "○◯〇⭕"


@dataclass
class _Field:
    """A field while it is read: its instruction, what shows its result, the marks it consists of."""

    instruction: str = ""
    is_result: bool = False
    marks: list[etree._Element] = field(default_factory=list)
    result: list[etree._Element] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The first word of the instruction, in capitals."""
        return (self.instruction.split() or [""])[0].upper()


def show_fields(root: etree._Element, note: Callable[[str, etree._Element], None]) -> None:
    """Replace every field of a story by what it shows. `note` is told of an empty one and of
    a table of contents.
    """
    for simple in list(root.iter(f"{W}fldSimple")):
        if (simple.get(f"{W}instr") or "").split()[:1] == ["TOC"]:
            note("toc", simple)
            remove(simple)
        else:
            unwrap(simple)
    stack: list[_Field] = []
    for part in [element for element in root.iter() if element.tag in _PARTS]:
        if part.tag == f"{W}fldChar":
            kind = part.get(f"{W}fldCharType")
            if kind == "begin":
                stack.append(_Field(marks=[part]))
            elif stack and kind == "separate":
                stack[-1].is_result = True
                stack[-1].marks.append(part)
            elif stack and kind == "end":
                ended = stack.pop()
                ended.marks.append(part)
                _show(ended, note)
                if stack and not stack[-1].is_result:
                    # A field within an instruction only computes it: what it showed is not seen.
                    for inner in ended.result:
                        note("spent", inner)
                        remove(inner)
                elif stack:
                    stack[-1].result += ended.result
        elif not stack:
            continue
        elif part.tag == f"{W}instrText":
            stack[-1].instruction += part.text or ""
            stack[-1].marks.append(part)
        elif stack[-1].is_result:
            stack[-1].result.append(part)
        else:
            stack[-1].marks.append(part)
    for unended in stack:
        for mark in unended.marks:
            remove(mark)


def _show(found: _Field, note: Callable[[str, etree._Element], None]) -> None:
    kind = found.kind
    if kind in _KEPT:
        return
    begin = found.marks[0]
    data = begin.find(f"{W}ffData")
    if kind == "TOC":
        note("toc", begin)
        for part in found.result:
            note("spent", part)
            remove(part)
    elif kind == "FORMTEXT":
        if not "".join(part.text or "" for part in found.result).strip(_EMPTY_FORM):
            note("empty", begin)
    elif kind == "FORMDROPDOWN" and data is not None:
        entries = data.findall(f"{W}ddList/{W}listEntry")
        chosen = value(data, f"{W}ddList/{W}result") or value(data, f"{W}ddList/{W}default") or "0"
        if chosen.isdigit() and int(chosen) < len(entries):
            _put(found, entries[int(chosen)].get(f"{W}val", ""))
    elif kind == "MACROBUTTON":
        note("empty", begin)
    elif kind == "EQ":
        _put(found, equation(found.instruction))
    elif kind == "SYMBOL" and not found.result and (symbol := _symbol(found.instruction)):
        begin.addprevious(symbol)
    for mark in found.marks:
        remove(mark)


def _put(found: _Field, text: str) -> None:
    run = next(found.marks[0].iterancestors(f"{W}r"), None)
    if run is not None and text:
        shown = a_run(text)
        properties = run.find(f"{W}rPr")
        if properties is not None:
            shown.insert(0, etree.fromstring(etree.tostring(properties)))
        run.addprevious(shown)


def _symbol(instruction: str) -> etree._Element | None:
    """Return the sign that `SYMBOL 252 \\f "Wingdings"` shows; the number may be hexadecimal."""
    # catches "SYMBOL 0xF0FE", "SYMBOL 254", spares "SYMBOL abc"
    match = re.search(r"SYMBOL\s+(0x[0-9a-fA-F]{1,6}|\d{1,7})", instruction)
    # catches "\\f \"Wingdings\"", "\\f Symbol \\s", spares "Wingdings"
    font = re.search(r'\\f\s+"?([^"\\]+?)"?\s*(?:\\|$)', instruction)
    if match is None:
        return None
    code = int(match[1], 16 if match[1].startswith("0x") else 10)
    if font is None:
        text = etree.Element(f"{W}t")
        # from there on numbers are halves of characters, which XML cannot hold, and signs of a font's own
        text.text = chr(code) if 0x20 < code < 0xD800 else ""
        return text
    sign = etree.Element(f"{W}sym")
    sign.set(f"{W}font", font[1])
    sign.set(f"{W}char", f"{code:04X}")
    return sign


def equation(instruction: str) -> str:
    """Return what an EQ field shows, on one line: `\\o\\ac(○,1)` is ①, `\\f(1,2)` is 1/2, `\\r(3)` is √3."""
    # catches " eq \\o", spares "FREQ" (only at the start)
    text = re.sub(r"^\s*EQ\s*", "", instruction, flags=re.IGNORECASE).strip()
    return "".join(_sequence(iter(_tokens(text)))[0]).strip()


def _tokens(text: str) -> Iterator[str]:
    r"""Yield the names (`\o`), parentheses, commas and words; `\,` and `\(` are the signs themselves."""
    # tokens: catches "\\o", "\\(", ",", "a b", spares "\\"
    for match in re.finditer(r"\\[a-zA-Z]+|\\.|[(),;（），]|[^\\(),;（），]+", text):
        yield match[0]


def _sequence(tokens: Iterator[str]) -> tuple[list[str], str]:
    """Return the pieces up to a parting sign, and that sign."""
    pieces: list[str] = []
    name = ""
    for token in tokens:
        # catches "\\up", spares "\\,", "up"
        if re.fullmatch(r"\\[a-zA-Z]+", token):
            # Options follow the name of what they belong to: \o\ac, \s\up 9. The first name says what it is.
            name = name or token[1:].lower()
        elif token in "(（":
            arguments = _arguments(tokens)
            pieces.append(_shown(name, arguments) if name else f"({','.join(arguments)})")
            name = ""
        elif token in "),;）":
            return pieces, token
        elif token == "，":
            return pieces, ","
        # catches " 9", "", "-3", spares "9a", "九"
        elif not (name and re.fullmatch(r"\s*-?\d*\s*", token)):
            pieces.append(token[1:] if token.startswith("\\") else token)
    return pieces, ""


def _arguments(tokens: Iterator[str]) -> list[str]:
    found: list[str] = []
    while True:
        pieces, end = _sequence(tokens)
        found.append("".join(pieces).strip())
        if end not in (",", ";"):
            return found


def _shown(name: str, arguments: list[str]) -> str:
    first, rest = arguments[0], arguments[1:]
    if name == "o" and rest and first in _CIRCLES:
        inner = "".join(rest)
        # Unicode has circled numbers up to fifty
        if inner.isdigit() and 0 < int(inner) <= 50:
            return written(int(inner), "decimalenclosedcircle")
        ordinal = "一二三四五六七八九十".find(inner)
        return (
            written(ordinal + 1, "ideographenclosedcircle")
            if len(inner) == 1 and ordinal >= 0
            else f"（{inner}）"
        )
    if name == "f" and rest:
        return f"{first}/{rest[0]}"
    if name == "r":
        return f"√{first}" if not rest else f"{first}次√{rest[0]}"
    if name == "b":
        return f"({first})"
    if name == "l":
        return ",".join(arguments)
    return " ".join(arguments) if name == "a" else "".join(arguments)
