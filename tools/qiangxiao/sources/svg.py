"""A drawing (SVG) of a stranger: shapes, colours and words, and nothing that acts, asks or grows.

A browser runs what an SVG file tells it when somebody opens the file by itself, so a mark is checked as any
contribution is: what is not known to be harmless is refused, with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from qiangxiao.foundation.problems import Problem, Span, rule

MAX_BYTES = 200 * 1024  # 200 KiB: marks have 2 to 40, and every reader loads it
MAX_ELEMENTS = 3_000  # marks have some dozens; a map or a traced photo, which is no mark, has more
_SVG = "http://www.w3.org/2000/svg"
_PLAIN = "svg g defs title desc path rect circle ellipse line polyline polygon text tspan"
_PAINT = "style stop linearGradient radialGradient clipPath mask symbol"
_SHAPES = frozenset(f"{_PLAIN} {_PAINT}".split())
"""Elements taken. No `use`, by which ten lines become a million shapes; no `image`, `a`, `animate`."""
# catches "url(http://a)", "url( 'x' )", "@import", "\\75rl", spares "url(#a)", "url('#a')"
_ASKS = re.compile(r"url\(\s*(?!['\"]?#)|@|\\|(?:java|vb)script:|expression\(", re.IGNORECASE)

IMAGE_SVG = rule(
    "image.svg",
    """标志用 SVG 时，只能有图形、颜色和文字。

    SVG 是一种能带程序的文件，所以不收脚本、链接、动画、外部图片和样式、`use` 引用，也不收实体定义。文件不超过
    200 KiB。请在绘图软件里把文字和引用转成路径，另存为“纯 SVG”或“优化的 SVG”；还不行就用 PNG。""",
)
RULES = (IMAGE_SVG,)


def check_svg(path: str, data: bytes) -> tuple[Problem, ...]:
    """Return what is wrong with a drawing; never raises for content."""
    found = dict.fromkeys(_faults(data))
    hint = "请另存为纯 SVG，去掉这些内容，或者改用 PNG。"
    return tuple(IMAGE_SVG.at(path, Span.at(line), message, hint) for line, message in found)


def _faults(data: bytes) -> Iterator[tuple[int, str]]:
    if len(data) > MAX_BYTES:
        yield 1, f"文件有 {len(data) // 1024 + 1} KiB，超过了 200 KiB。"
        return
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        yield 1, "文件不是 UTF-8 编码的 SVG。"
        return
    if (at := text.find("<!ENTITY")) >= 0:
        yield text.count("\n", 0, at) + 1, "文件里定义了实体。"
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        yield getattr(error, "lineno", 1) or 1, "文件读不通，不是完整的 SVG。"
        return
    if root.tag != f"{{{_SVG}}}svg":
        yield 1, "文件的第一层不是 svg。"
        return
    if not root.get("viewBox"):
        yield root.sourceline or 1, "svg 没有写 viewBox，不知道它多宽多高。"
    before = root.getprevious()
    while before is not None:
        if before.tag is etree.ProcessingInstruction:
            yield before.sourceline or 1, "文件引用了样式表。"
        before = before.getprevious()
    elements = list(root.iter())
    if len(elements) > MAX_ELEMENTS:
        yield 1, f"文件有 {len(elements)} 个图形，超过了 {MAX_ELEMENTS} 个。"
        return
    for element in elements:
        if element.tag is not etree.Comment:
            yield from _faults_of(element)


def _faults_of(element: etree._Element) -> Iterator[tuple[int, str]]:
    line = element.sourceline or 1
    if not isinstance(element.tag, str):
        yield line, "文件里有处理指令或实体。"
        return
    name = etree.QName(element)
    if name.namespace != _SVG or name.localname not in _SHAPES:
        yield line, f"不收 <{name.localname}>。"
        return
    if name.localname == "style" and _ASKS.search(element.text or ""):
        yield line, "样式里引用了别的文件。"
    for key, value in element.attrib.items():
        local = etree.QName(key).localname
        is_link = local == "href" and not str(value).startswith("#")
        if local.lower().startswith("on") or is_link or _ASKS.search(str(value)):
            yield line, f"不收 <{name.localname}> 的 {local}。"
