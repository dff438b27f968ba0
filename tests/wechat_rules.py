"""What WeChat's editor takes, as assertions over a fragment:
used on made-up articles and on everything in the sample.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml import html

PROPERTIES = re.compile(
    r"(?:margin|padding(?:-left)?|border(?:-left|-top|-bottom|-collapse|-radius)?|color|background-color|font-(?:size|weight|style)|"
    r"line-height|letter-spacing|text-(?:align|decoration)|list-style-type|overflow-wrap|word-break|vertical-align|width|table-layout)"
)
TAGS = frozenset(
    [
        "a",
        "br",
        "code",
        "em",
        "h2",
        "h3",
        "h4",
        "li",
        "ol",
        "p",
        "section",
        "span",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
ATTRIBUTES = {"style", "href", "value", "start", "colspan", "rowspan"}


def assert_fits_wechat(fragment: str) -> None:
    """Fail on anything WeChat would drop, refuse or show wrongly."""
    assert len(fragment.encode("utf-16-le")) // 2 < 20_000
    assert len(fragment.encode()) < 1_000_000
    root = html.fragment_fromstring(fragment)
    assert root.tag == "section"
    for element in root.iter():
        assert isinstance(element.tag, str), "comment"
        assert element.tag in TAGS, element.tag
        assert set(element.keys()) <= ATTRIBUTES, element.keys()
        for declaration in filter(str.strip, (element.get("style") or "").split(";")):
            name, _, value = declaration.partition(":")
            assert PROPERTIES.fullmatch(name.strip()), declaration
            assert (
                "url(" not in value
                and "#fff" not in value.lower().split()
                and "#000" not in value.lower().split()
            )
        if element.tag == "a":
            assert urlsplit(element.get("href")).netloc == "mp.weixin.qq.com", element.get("href")
        if element.tag == "li":
            assert [child.tag for child in element] == ["section"], html.tostring(element, encoding="unicode")
            assert not (element.text or "").strip()
            assert not element.xpath(".//ul | .//ol")
        if element.tag == "table":
            assert max(len(row.xpath("./td | ./th")) for row in element.iter("tr")) <= 4
        if element.tag == "p":
            assert element.getparent().tag != "p"
