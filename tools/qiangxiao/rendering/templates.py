"""The page templates: Jinja with autoescape, links relative to the page, Chinese formats."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import escape
from types import CodeType, SimpleNamespace
from typing import Any, ClassVar

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from qiangxiao.foundation.dates import chinese_date
from qiangxiao.foundation.vocabulary import vocabularies
from qiangxiao.records.kinds import KINDS
from qiangxiao.rendering.page import relative
from qiangxiao.sources.body import Body
from qiangxiao.sources.tree import Element, Part, Parts, element, rewrite, write_lines

# catches "2025—2028", spares "2025——2028", "一—二" (a span of years stays on one line)
_YEARS = re.compile(r"(\d)—(?=\d)")
# catches "*", "&", "-", spares "，", "a", "/"
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|:~^=<>&\"'@])")


def heading_text(text: str) -> Markup:
    """Escape plain text for a Markdown heading: every mark
    of Markdown or HTML becomes a character reference.
    """
    kept = _YEARS.sub("\\1\N{WORD JOINER}—\N{WORD JOINER}", text.replace("\n", " "))
    return Markup(_MARKDOWN.sub(lambda match: f"&#{ord(match[1])};", kept))


def number(value: float | int | None) -> str:
    """Return a number without a needless fraction; 待补 for None."""
    if value is None:
        return "待补"
    return str(int(value)) if float(value).is_integer() else f"{value:g}"


def amount(value: float | int | None, unit: str | None = None) -> str:
    """Return a number with its unit: 71%, 12 人; 待补 for None."""
    if value is None or not unit:
        return number(value)
    return f"{number(value)}{unit}" if unit in _CLOSE_UNITS else f"{number(value)} {unit}"


def find_unit(indicator: str | None) -> str:
    """Return the unit an indicator's text names in brackets,
    as in 独立做对的占比（%）; else the empty string.
    """
    found = _UNIT.search(indicator or "")
    return found[1] if found else ""


# catches "学时（小时）", spares "学时（每周）", "(%)"
_UNIT = re.compile("（(%|百分点|分钟|小时|学时|天|人|次|节|本|页)）")
_CLOSE_UNITS = frozenset("%％‰℃")


def time_tag(day: date) -> Markup:
    """Return a date as HTML, in words readers use."""
    return Markup(f'<time datetime="{day.isoformat()}">{chinese_date(day)}</time>')


def clause_label(clause: str) -> str:
    """Return a clause's number as readers say it: 三（一）, 三（五）第2句."""
    bracketed = clause.replace("(", "（").replace(")", "）")
    # catches "三（五）2" (the second sentence under 三(五)), spares "第2条" (the number is the clause's own)
    return re.sub(r"(?<=）)([0-9]+)", r"第\1句", bracketed)


def paragraphs(text: str) -> Markup:
    """Return text of several lines as HTML paragraphs."""
    parts = [f"<p>{escape(line.strip())}</p>" for line in text.split("\n") if line.strip()]
    return Markup("\n".join(parts))


PictureOf = Callable[[str, str, str], str | None]
"""From a photo's file, its alternative text and its title
to HTML that shows it; None when it is not published.
"""


def body_markdown(body: Body, media: str, picture: PictureOf | None = None, deeper: int = 0) -> Markup:
    """Return a contributor's body for a staged page: headings
    as Markdown, the safe HTML between them as it is.

    `media` is the link from the page to the school's `media/` folder. Headings may be levels `deeper`.
    """

    def show(image: Element) -> Parts:
        file = image.get("src")
        shown = picture(file, image.get("alt"), image.get("title")) if picture else None
        if shown:
            return (Markup(shown),)
        # catches "media/ke.jpg", spares "../media/ke.jpg"
        return (image.having(src=re.sub("^media/", lambda _: media, file)),)

    parts = []
    for section in body.sections:
        if section.heading is not None:
            mark = "#" * (section.heading.level + deeper)
            parts.append(f"{mark} {heading_text(section.heading.text)} {{: #{section.heading.id} }}")
        if section.blocks:
            placed = map(_with_words, section.blocks)
            html = write_lines(rewrite(placed, {"img": show}))
            parts.append(f'<div class="qx-body">\n{html}\n</div>')
    return Markup("\n\n".join(parts))


def _with_words(block: Part) -> Part:
    """Put its words under a picture that stands alone, where Word and the gallery have them."""
    image = block.children[0] if isinstance(block, Element) and len(block.children) == 1 else None
    if not isinstance(block, Element) or block.tag != "p" or not isinstance(image, Element):
        return block
    words = image.get("alt") if image.tag == "img" else ""
    return element("figure", image, element("figcaption", words)) if words else block


class CompiledHere(BytecodeCache):
    """Keeps compiled templates for the next site of this
    process: a preview makes two, `serve` one for every save.
    """

    _kept: ClassVar[dict[tuple[str, str], CodeType | None]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled in this process."""
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it while the process lasts."""
        self._kept[bucket.key, bucket.checksum] = bucket.code


def _environment(compiled: BytecodeCache | None) -> Environment:
    environment = Environment(
        loader=PackageLoader("qiangxiao.rendering", "templates"),
        bytecode_cache=compiled or CompiledHere(),
        auto_reload=False,  # nobody edits the program while it builds
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    environment.filters |= {
        "heading": heading_text,
        "number": number,
        "amount": amount,
        "clause": clause_label,
        "measured_in": find_unit,
        "time": time_tag,
        "chinese_date": chinese_date,
        "paragraphs": paragraphs,
    }
    environment.globals["terms"] = {vocabulary.__name__: vocabulary for vocabulary in vocabularies()}
    return environment


# The engine looks for fences before it looks for HTML, so one in a text would be read as Markdown.
# catches "```", "a\n  ~~~", spares "``", "一```"
_FENCE = re.compile(r"^[ \t]*(?:`{3,}|~{3,})", re.MULTILINE)
# catches "\n\n\n", spares "\n\n"
_BLANK_RUN = re.compile(r"\n{3,}")
# catches "\n\n<li>", "\n\n</div>", spares "\n\n<p>", "\n<li>" (a blank line ends HTML in Markdown)
_BLANK_IN_BLOCK = re.compile(r"\n\n(?=<(?:/|div><dt|li|tr|p class=\"qx-card))")


class Templates:
    """Renders templates for pages; made once a build."""

    def __init__(self, compiled: BytecodeCache | None = None, **shared: Any) -> None:
        self._environment = _environment(compiled)
        self._environment.globals |= {
            "kinds": SimpleNamespace(**{kind.name: kind for kind in KINDS})
        } | shared

    def render(self, template: str, address: str, **context: Any) -> str:
        """Render a template for the page at `address`; `to(address)` in it makes relative links."""
        to: Callable[[str], str] = lambda target: relative(address, target)  # noqa: E731 (one line, with the type it must have)
        text = self._environment.get_template(template).render(to=to, here=address, **context)
        text = _FENCE.sub(lambda run: run[0].replace("`", "&#96;").replace("~", "&#126;"), text)
        return _BLANK_IN_BLOCK.sub("\n", _BLANK_RUN.sub("\n\n", text))

    def render_html(self, template: str, **context: Any) -> str:
        """Render a template that is no page of the site: mail,
        an article for WeChat. Its links begin at the root.
        """
        return self._environment.get_template(template).render(**context)
