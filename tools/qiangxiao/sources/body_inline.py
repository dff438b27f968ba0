"""One line of a body: its code, escapes, entities, links and images to marks, what is forbidden to problems.

Linear in the length of the line. A construct never spans lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from qiangxiao.foundation.problems import Rule, Span
from qiangxiao.sources import body_rules as rules
from qiangxiao.sources.body_notes import (
    REPLACEMENT,
    UNSEEN,
    BodyImage,
    BodyLink,
    Construct,
    Kind,
    Notes,
)
from qiangxiao.sources.body_targets import image_fault, link_fault

# catches "\\*", "`", "![", "<", "&amp", "{{", "4*100", spares "{一}", "A & B", "\\一", "(一)"
_SPECIAL = re.compile(
    r"\\[!-/:-@\[-`{-~]|(?P<ticks>`+)|!?\[|\]|<|&(?=[#a-zA-Z])|\{(?=[{%#:])"
    # 4*100米, 2*3*4, 5*(3+2): a star between figures or letters is a sign of its own; 先**减**后 and *加*
    # are marks.
    r"|(?<=[0-9a-zA-Z])\*(?=[0-9a-zA-Z])|(?<=[0-9)）])\*(?=[0-9(（])"
)
# catches "\\*", spares "\\一", "\\a" (CommonMark: only ASCII punctuation can be escaped)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
# catches "&amp;", "&#8212;", "&#x2014;", spares "&amp", "A&B", "&#12345678;" (lengths as in CommonMark)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
# catches "(a.md)", "(<a b.md> \"题\")", "(a(1).md '题')", spares "(a b.md)", "(a.md", "（a.md）"
_DESTINATION = re.compile(
    r"""\([ \t]*(?:<(?P<angle>[^<>]*)>|(?P<bare>(?:[^\s()<>\\]|\\.|\([^\s()]*\))*))"""
    r"""(?:[ \t]+(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'))?[ \t]*\)"""
)
# catches "<https://a.cn>", "<a@b.cn>", spares "<a>", "<https://a.cn b>", "<a@b>"
_AUTOLINK = re.compile(r"<([a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>")
# catches "[^1]", "[^注]", spares "[^]", "[^a b]", "[1]"
_FOOTNOTE = re.compile(r"\[\^([^\[\]<>\s]{1,40})\]")
# catches "（https://a.cn）", "（../a.md）", "（a.jpg）", spares "（见附件）", "（a.b）" (a link in Chinese
# brackets)
_FULL_WIDTH = re.compile(r"（\s*(?:https?:|mailto:|www\.|[\w./-]+\.(?:md|html?|pdf|jpe?g|png)\b)")
# catches "<div>", "<br/>", "</p>", "<!--", "<?php", spares "< b", "<5%", "a<b。" (less than)
_TAG = re.compile(r"<(?:!(?=[-\[a-zA-Z])|[?/](?=[a-zA-Z])|(?P<name>[a-zA-Z][a-zA-Z0-9:-]*)(?=[\s/>]|$))")
_ELEMENT_NAMES = """
    a abbr article aside audio b base blockquote body br button canvas caption center cite code col dd del
    details dialog div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4
    h5 h6 head header hr html i iframe image img input ins kbd label legend li link main map mark marquee
    math menu meta nav noscript object ol optgroup option p param picture plaintext pre q rp rt ruby s samp
    script section select slot small source span strike strong style sub summary sup svg table tbody td
    template textarea tfoot th thead time title tr track tt u ul var video wbr xmp
"""
_ELEMENTS = frozenset(_ELEMENT_NAMES.split())
# catches "![", "](a.md)", "`", "~~", spares "(a.md)", "~", "!"
_MARKUP = re.compile(r"!?\[|\]\([^()]*\)|[\[\]*`]|~~")
_LONGEST_TAG = 500  # characters within which an unknown tag is closed; a sign further on is another one
_HTML_HINT = "正文只用 Markdown。如果是小于号，请在它后面加空格或写成 \\<；要展示代码请放进反引号。"
_FORM_HINT = "写成 [文字](地址)，括号用半角，地址里没有空格；只想显示方括号时写成 \\[。"


@dataclass(slots=True)
class _Opener:
    """A square bracket that may begin a link or an image. `piece` is its place in the output."""

    piece: int
    start: int
    is_image: bool
    is_active: bool = True


def read_inline(text: str, line: int, column: int, notes: Notes) -> str:
    """Return `text`, which begins at `column` of `line`, with its constructs replaced by marks."""
    if _SPECIAL.search(text) is None:
        return text
    return _InlineReader(text, line, column, notes).read()


def plain_text(text: str) -> str:
    """Return an image's or link's description without Markdown signs, escapes and entities."""
    return UNSEEN.sub("", _literal_text(_MARKUP.sub("", text))).strip()


def _literal_text(text: str) -> str:
    """Return text with its escapes and character references resolved."""
    return _ENTITY.sub(lambda entity: unescape(entity[0]), _ESCAPE.sub(r"\1", text))


class _InlineReader:
    """Reads one line. Positions are offsets into `text`."""

    def __init__(self, text: str, line: int, column: int, notes: Notes) -> None:
        self.text = text
        self.line = line
        self.column = column
        self.notes = notes
        self.pieces: list[str] = []
        self.openers: list[_Opener] = []
        self.last_reference = -1
        self.unclosed_ticks: set[int] = set()

    def read(self) -> str:
        """Return the line with marks."""
        position = 0
        while match := _SPECIAL.search(self.text, position):
            start, token = match.start(), match[0]
            self.pieces.append(self.text[position:start])
            if match["ticks"]:
                position = self._read_code(start, token)
            elif token[0] == "\\":
                position = self._put(start + 2, Construct(Kind.TEXT, token[1]))
            elif token == "*":
                position = self._put(start + 1, Construct(Kind.TEXT, "*"))
            elif token == "<":
                position = self._read_angle(start)
            elif token == "&":
                position = self._read_entity(start)
            elif token == "{":
                position = self._read_template(start)
            elif token == "]":
                position = self._close_bracket(start)
            else:
                position = self._open_bracket(start, token)
        self.pieces.append(self.text[position:])
        return "".join(self.pieces)

    def _span(self, start: int, end: int) -> Span:
        return Span.at(self.line, self.column + start, end - start)

    def _put(self, end: int, construct: Construct) -> int:
        self.pieces.append(self.notes.mark(construct))
        return end

    def _literal(self, start: int, end: int) -> int:
        self.pieces.append(self.text[start:end])
        return end

    def _read_code(self, start: int, ticks: str) -> int:
        begin, length = start + len(ticks), len(ticks)
        if length not in self.unclosed_ticks:
            # a run of exactly as many: with two it catches "``", spares "`" and "```"
            closing = re.compile(rf"(?<!`)`{{{length}}}(?!`)").search(self.text, begin)
            if closing:
                code = self.text[begin : closing.start()]
                if code.startswith(" ") and code.endswith(" ") and code.strip():
                    code = code[1:-1]
                return self._put(closing.end(), Construct(Kind.CODE, code))
            self.unclosed_ticks.add(length)
        return self._put(begin, Construct(Kind.TEXT, ticks))

    def _read_angle(self, start: int) -> int:
        if link := _AUTOLINK.match(self.text, start):
            address = link[1] if ":" in link[1] else f"mailto:{link[1]}"
            if self._accepts(link_fault(address), rules.LINK_SCHEME, address, start, link.end()):
                self.notes.links.append(BodyLink(address, self._span(start, link.end())))
                self.pieces.append(self.notes.mark(Construct(Kind.LINK, target=address)))
                opening = self.pieces[-1]
                self._put(0, Construct(Kind.TEXT, link[1]))
                self.pieces.append(opening.replace("\x0e", "\x0e/"))
                for opener in self.openers:
                    opener.is_active = opener.is_image
                return link.end()
            return self._literal(start, link.end())
        if (tag := _TAG.match(self.text, start)) and self._is_tag(tag):
            end = self.text.find(">", start) + 1 or len(self.text)
            shown = self.text[start : min(end, start + 30)]
            message = f"正文里有 HTML 标签“{shown}”。"
            self.notes.report(rules.HTML, self._span(start, end), message, _HTML_HINT)
        return self._put(start + 1, Construct(Kind.TEXT, "<"))

    def _is_tag(self, tag: re.Match[str]) -> bool:
        """Tell a tag from a less-than sign: an unknown name counts only if it is closed."""
        name = tag["name"]
        if name is None or name.lower() in _ELEMENTS:
            return True
        return self.text.find(">", tag.end(), tag.end() + _LONGEST_TAG) >= 0

    def _read_entity(self, start: int) -> int:
        entity = _ENTITY.match(self.text, start)
        if entity is None:
            return self._literal(start, start + 1)
        character = unescape(entity[0])
        if UNSEEN.search(character) or not character:
            message = f"“{entity[0]}”是看不见的控制字符。"
            self.notes.report(rules.CHARACTER, self._span(start, entity.end()), message, "请删去它。")
            character = REPLACEMENT
        return self._put(entity.end(), Construct(Kind.TEXT, character))

    def _read_template(self, start: int) -> int:
        sign = self.text[start : start + 2]
        self.notes.report(
            rules.TEMPLATE,
            self._span(start, start + 2),
            f"正文里有模板或属性写法“{sign}”，它只会原样显示。",
            "请直接写出要显示的文字；要展示这种写法时放进反引号。",
        )
        return self._put(start + 2, Construct(Kind.TEXT, sign))

    def _open_bracket(self, start: int, token: str) -> int:
        if token == "[" and (reference := _FOOTNOTE.match(self.text, start)):
            spans = self.notes.references.setdefault(reference[1], [])
            spans.append(self._span(start, reference.end()))
            self.last_reference = start
            self.pieces.append(f"[^{self.notes.label(reference[1])}]")
            return reference.end()
        if self.text.startswith("[^", start):
            message, hint = "脚注标记写法不对。", "写成 [^1]，编号里没有空格；只想显示方括号时写成 \\[。"
            self.notes.report(rules.FOOTNOTE, self._span(start, start + 2), message, hint)
            return self._put(start + 1, Construct(Kind.TEXT, "["))
        self.openers.append(_Opener(len(self.pieces), start, token[0] == "!"))
        return self._literal(start, start + len(token))

    def _close_bracket(self, start: int) -> int:
        opener = self.openers.pop() if self.openers else None
        following = self.text[start + 1 : start + 2]
        if opener is None or following not in ("(", "（"):
            return self._literal(start, start + 1)
        destination = _DESTINATION.match(self.text, start + 1) if following == "(" else None
        if destination is None:
            if following == "(" or _FULL_WIDTH.match(self.text, start + 1):
                self._report_form(opener.start, start + 2, "链接写法不对，不会变成链接。")
            return self._literal(start, start + 1)
        raw = destination["angle"] if destination["angle"] is not None else destination["bare"]
        target = _literal_text(raw).strip()
        title = plain_text(destination["double"] or destination["single"] or "")
        if opener.is_image:
            self._make_image(opener, start, destination.end(), target, title)
        else:
            self._make_link(opener, start, destination.end(), target, title)
        return destination.end()

    def _make_image(self, opener: _Opener, close: int, end: int, target: str, title: str) -> None:
        alt = plain_text(self.text[opener.start + 2 : close])
        del self.pieces[opener.piece :]
        accepted = self._accepts(image_fault(target), rules.IMAGE_REMOTE, target, opener.start, end)
        if not alt:
            message = "图片没有文字说明。"
            hint = "在方括号里写一句图上有什么。"
            self.notes.report(rules.IMAGE_ALT, self._span(opener.start, end), message, hint)
        if accepted:
            self.notes.images.append(BodyImage(target, alt, self._span(opener.start, end)))
            self._put(end, Construct(Kind.IMAGE, alt, target, title))
        else:
            self._put(end, Construct(Kind.TEXT, alt))

    def _make_link(self, opener: _Opener, close: int, end: int, target: str, title: str) -> None:
        label = self.text[opener.start + 1 : close]
        if not opener.is_active or self.last_reference > opener.start:
            self._report_form(opener.start, end, "链接里不能再套链接或脚注。")
            self._literal(close, end)
            return
        if not self._accepts(link_fault(target), rules.LINK_SCHEME, target, opener.start, end):
            self.pieces[opener.piece] = ""
            return
        if not (plain_text(label) or "![" in label):
            message, hint = "链接没有文字。", "在方括号里写明它通向哪里。"
            self.notes.report(rules.LINK_TEXT, self._span(opener.start, end), message, hint)
        self.notes.links.append(BodyLink(target, self._span(opener.start, end)))
        opening = self.notes.mark(Construct(Kind.LINK, target=target, title=title))
        self.pieces[opener.piece] = opening
        self.pieces.append(opening.replace("\x0e", "\x0e/"))
        for outer in self.openers:
            outer.is_active = outer.is_image

    def _accepts(self, fault: str | None, broken: Rule, target: str, start: int, end: int) -> bool:
        if fault is None:
            return True
        if broken is rules.IMAGE_REMOTE:
            hint = "请把图片放进自己的文件夹，写成 ![说明](文件夹/文件名.jpg)。"
        else:
            hint = "写 https://、http:// 或 mailto: 开头的完整地址，或相对路径。"
        shown = UNSEEN.sub(REPLACEMENT, target)[:60]
        self.notes.report(broken, self._span(start, end), f"{fault}：“{shown}”。", hint)
        return False

    def _report_form(self, start: int, end: int, message: str) -> None:
        self.notes.report(rules.LINK_FORM, self._span(start, end), message, _FORM_HINT)
