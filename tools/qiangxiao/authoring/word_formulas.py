"""A formula of Word on one line, as one types it in a message: fractions with /,
roots with √, powers as ².
"""

from __future__ import annotations

import copy
import re

from lxml import etree

from qiangxiao.authoring.word_parts import M, W, a_run, unwrap

_RAISED = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")


def type_formulas(root: etree._Element) -> None:
    """Put a run of words in the place of every formula."""
    for formula in list(root.iter(f"{M}oMath")):
        formula.getparent().replace(formula, a_run(linear(formula)))
    for frame in list(root.iter(f"{M}oMathPara")):
        unwrap(frame)


def linear(formula: etree._Element) -> str:
    """Return a formula on one line: fractions with /, roots with √, raised numbers as ²."""
    return re.sub(r"\s+", " ", _linear(copy.deepcopy(formula)))


def _linear(element: etree._Element) -> str:
    def part(name: str) -> str:
        found = element.find(f"{M}{name}")
        return "" if found is None else "".join(map(_linear, found))

    tag = str(element.tag)
    if tag in (f"{M}t", f"{W}t"):
        return element.text or ""
    if tag == f"{M}f":
        return f"{_grouped(part('num'))}/{_grouped(part('den'))}"
    if tag == f"{M}rad":
        return f"{part('deg')}√{_grouped(part('e'))}"
    if tag in (f"{M}sSup", f"{M}sSub", f"{M}sSubSup"):
        low, high = part("sub"), part("sup")
        return part("e") + _shifted(low, _LOWERED, "_") + _shifted(high, _RAISED, "^")
    if tag == f"{M}d":
        begin, end = _sign(element, "begChr", "("), _sign(element, "endChr", ")")
        return begin + ",".join("".join(map(_linear, e)) for e in element.findall(f"{M}e")) + end
    if tag == f"{M}nary":
        low, high = _shifted(part("sub"), _LOWERED, "_"), _shifted(part("sup"), _RAISED, "^")
        return f"{_sign(element, 'chr', '∫')}{low}{high} {part('e')}"
    return "".join(map(_linear, element))


def _sign(element: etree._Element, name: str, otherwise: str) -> str:
    for found in element.iter(f"{M}{name}"):
        return str(found.get(f"{M}val", otherwise))
    return otherwise


def _grouped(text: str) -> str:
    return text if len(text) == 1 or text.isalnum() else f"({text})"


def _shifted(text: str, table: dict[int, int], sign: str) -> str:
    if not text:
        return ""
    return text.translate(table) if all(ord(char) in table for char in text) else f"{sign}{_grouped(text)}"
