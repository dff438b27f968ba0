"""The page templates: Jinja with autoescape, links relative to the page, Chinese formats."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import escape
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from qiangxiao.foundation.dates import chinese_date
from qiangxiao.rendering.page import relative
from qiangxiao.sources.body import Body

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|:~^=<>&\"'@])")


def heading_text(text: str) -> Markup:
    """Escape plain text for a Markdown heading: every mark of Markdown or HTML becomes a character reference."""
    return Markup(_MARKDOWN.sub(lambda match: f"&#{ord(match[1])};", text.replace("\n", " ")))


def number(value: float | int | None) -> str:
    """Return a number without a needless fraction; 待补 for None."""
    if value is None:
        return "待补"
    return str(int(value)) if float(value).is_integer() else f"{value:g}"


def time_tag(day: date) -> Markup:
    """Return a date as HTML."""
    return Markup(f'<time datetime="{day.isoformat()}">{day.isoformat()}</time>')


def paragraphs(text: str) -> Markup:
    """Return text of several lines as HTML paragraphs."""
    parts = [f"<p>{escape(line.strip())}</p>" for line in text.split("\n") if line.strip()]
    return Markup("\n".join(parts))


_SRC = re.compile(r'(<img [^>]*?src=")media/')


def body_markdown(body: Body, media: str) -> Markup:
    """Return a contributor's body for a staged page: headings as Markdown, the safe HTML between them as it is.

    `media` is the link from the page to the school's `media/` folder.
    """
    parts = []
    for section in body.sections:
        if section.heading is not None:
            mark = "#" * section.heading.level
            parts.append(f"{mark} {heading_text(section.heading.text)} {{: #{section.heading.id} }}")
        if section.html.strip():
            html = _SRC.sub(lambda match: f"{match[1]}{media}", section.html.strip())
            parts.append(f'<div class="qx-body">\n{html}\n</div>')
    return Markup("\n\n".join(parts))


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("qiangxiao.rendering", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    environment.filters |= {
        "heading": heading_text,
        "number": number,
        "time": time_tag,
        "chinese_date": chinese_date,
        "paragraphs": paragraphs,
    }
    return environment


# The engine looks for fences before it looks for HTML, so one in a text would be read as Markdown.
_FENCE = re.compile(r"^[ \t]*(?:`{3,}|~{3,})", re.MULTILINE)
_BLANK_RUN = re.compile(r"\n{3,}")
_BLANK_IN_BLOCK = re.compile(r"\n\n(?=<(?:/|div><dt|li|tr|p class=\"qx-card))")


class Templates:
    """Renders templates for pages; made once a build."""

    def __init__(self, **shared: Any) -> None:
        self._environment = _environment()
        self._environment.globals |= shared

    def render(self, template: str, address: str, **context: Any) -> str:
        """Render a template for the page at `address`; `to(address)` in it makes relative links."""
        to: Callable[[str], str] = lambda target: relative(address, target)  # noqa: E731
        text = self._environment.get_template(template).render(to=to, here=address, **context)
        text = _FENCE.sub(lambda run: run[0].replace("`", "&#96;").replace("~", "&#126;"), text)
        return _BLANK_IN_BLOCK.sub("\n", _BLANK_RUN.sub("\n\n", text))
