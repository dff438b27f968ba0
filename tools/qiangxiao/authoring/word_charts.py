"""What a chart or a SmartArt drawing of a Word text says: its words as lines, its numbers as a table."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from qiangxiao.authoring.word_parts import DGM, A, C, W, a_paragraph, a_run


def smart_art(data: etree._Element | None) -> Iterator[str]:
    """Yield the words of a SmartArt drawing, one entry a line, in the order of its outline."""
    if data is None:
        return
    points = {point.get("modelId", ""): point for point in data.iter(f"{DGM}pt")}
    children: dict[str, list[tuple[int, str]]] = {}
    for line in data.iter(f"{DGM}cxn"):
        if line.get("type", "parOf") == "parOf":
            order = line.get("srcOrd", "0")
            children.setdefault(line.get("srcId", ""), []).append(
                (int(order) if order.isdigit() else 0, line.get("destId", ""))
            )
    tops = [key for key, point in points.items() if point.get("type") == "doc"]
    waiting, met = list(reversed(tops)), set()
    while waiting:
        key = waiting.pop()
        if key in met or key not in points:
            continue
        met.add(key)
        if text := _drawn_words(points[key]):
            yield text
        waiting += [child for _, child in sorted(children.get(key, ()), reverse=True)]
    for key, point in points.items():
        if key not in met and point.get("type", "node") in ("node", "asst") and (text := _drawn_words(point)):
            yield text


def _drawn_words(element: etree._Element) -> str:
    lines = ("".join(part.text or "" for part in line.iter(f"{A}t")) for line in element.iter(f"{A}p"))
    return " ".join(filter(None, (line.strip() for line in lines)))


def chart(root: etree._Element | None) -> list[etree._Element]:
    """Return a chart's titles as paragraphs and its numbers as a table, one row a category."""
    if root is None:
        return []
    titles = (_drawn_words(title) for title in root.iter(f"{C}title"))
    blocks = [a_paragraph(title) for title in titles if title]
    series = [
        (_series_name(one), _cached(one, "cat", "xVal"), _cached(one, "val", "yVal"))
        for one in root.iter(f"{C}ser")
    ]
    categories: dict[str, str] = {}
    for _, names, values in series:
        for at in (*names, *values):
            categories.setdefault(at, names.get(at, ""))
    if not categories:
        return blocks
    rows = [["", *(name for name, _, _ in series)]]
    rows += [[name, *(values.get(at, "") for _, _, values in series)] for at, name in categories.items()]
    return [*blocks, _table(rows)]


def _series_name(series: etree._Element) -> str:
    name = series.find(f"{C}tx")
    return "" if name is None else "".join(part.text or "" for part in name.iter(f"{C}v"))


def _cached(series: etree._Element, *names: str) -> dict[str, str]:
    """Return the values that a chart keeps of its sheet, by place; a share as a percentage if so shown."""
    found = next((part for name in names if (part := series.find(f"{C}{name}")) is not None), None)
    if found is None:
        return {}
    code = next((part.text or "" for part in found.iter(f"{C}formatCode")), "")
    return {
        point.get("idx", ""): _shown(point.findtext(f"{C}v") or "", "%" in code)
        for point in found.iter(f"{C}pt")
    }


def _shown(text: str, is_share: bool) -> str:
    try:
        number = float(text)
    except ValueError:
        return text
    # Sheets keep 0.1 + 0.2 as 0.30000000000000004.
    return f"{number * 100:.10g}%" if is_share else f"{number:.12g}"


def _table(rows: list[list[str]]) -> etree._Element:
    table = etree.Element(f"{W}tbl")
    for row in rows:
        line = etree.SubElement(table, f"{W}tr")
        for text in row:
            etree.SubElement(etree.SubElement(line, f"{W}tc"), f"{W}p").append(a_run(text))
    return table
