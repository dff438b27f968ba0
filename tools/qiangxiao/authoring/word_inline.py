"""What stands within a line of a Word text to our Markdown: words, marks, links, pictures, notes.

Text is escaped so that it reads back as itself; a mark that would not read back as meant is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from qiangxiao.authoring.word_reading import ID_PREFIX, Picture
from qiangxiao.authoring.word_text import clean_text, emphasise, escape, plain
from qiangxiao.records.scalars import PLACEHOLDER
from qiangxiao.sources.body import read_body
from qiangxiao.sources.body_targets import link_fault

# catches "#word-footnote-1", "word-endnote-2", spares "#word-comment-1", "h-1"
NOTE_ID = re.compile(rf"#?{ID_PREFIX}(?:footnote|endnote)-.+")
# catches "h2", spares "h7", "hr"
HEADING = re.compile(r"h([1-6])")
_BACK_LINKS = tuple(f"#{ID_PREFIX}{kind}-ref-" for kind in ("footnote", "endnote"))
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "s": "~~", "del": "~~"}
_HTML_MARKS = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "s": "del", "del": "del"}
_SUPERSCRIPT = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
_SUBSCRIPT = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")


@dataclass
class Inline:
    """Writes what elements hold. Footnotes are numbered as they are met; `files` are the pictures' paths."""

    pictures: Sequence[Picture]
    files: Sequence[str]
    met: dict[str, int] = field(default_factory=dict)
    used: list[int] = field(default_factory=list)

    def take_notes(self) -> tuple[int, ...]:
        """Return the numbers of the notes referred to since this was last asked."""
        notes, self.used = tuple(self.used), []
        return notes

    def write(self, element: etree._Element, skip: Sequence[etree._Element] = ()) -> str:
        """Return the Markdown of what an element holds; a line break is a line end."""
        parts = [words_of(element.text)]
        for child in element:
            if child not in skip:
                parts.append(_fit_between(parts[-1], self._element(child), child.tail or ""))
            parts.append(words_of(child.tail))
        return "".join(parts)

    def write_after(self, sign: etree._Element) -> str:
        """Return the Markdown of what stands behind an element in its line."""
        parts = [words_of(sign.tail)]
        for child in sign.itersiblings():
            parts += [self._element(child), words_of(child.tail)]
        return "".join(parts)

    def picture(self, source: str) -> str:
        """Return a picture by its index, with its description and the path of its file."""
        index = int(source)
        return f"![{escape(picture_alt(self.pictures[index]))}]({self.files[index]})"

    def _element(self, element: etree._Element) -> str:
        tag = str(element.tag)
        if tag == "br":
            return "\n"
        if tag == "img":
            return self.picture(element.get("src") or "0")
        if tag in _MARKS:
            return self._emphasis(element, _MARKS[tag])
        if tag in ("sup", "sub"):
            return self._raise_text(element, tag)
        if tag == "a":
            return self._link(element)
        if tag == "input":
            return "☑" if element.get("checked") else "☐"
        inner = self.write(element)
        if tag in ("p", "li", "tr") or HEADING.fullmatch(tag):
            return f"\n{inner}\n"
        return f" {inner.strip()} " if tag in ("td", "th") else inner

    def _emphasis(self, element: etree._Element, mark: str) -> str:
        """Return marked text. Marks within marks stay where they read back as meant;
        else only the outer one does.
        """
        only = element[0] if len(element) == 1 and not element.text and not element[0].tail else None
        if only is not None and {mark, _MARKS.get(str(only.tag))} == {"*", "**"}:
            has_sign = re.search(r"[*_]", "".join(map(str, only.itertext())))  # beside three signs, misread
            return self._emphasis(only, "**" if has_sign else "***")
        inner = self.write(element)
        if any(child.tag in _MARKS for child in element.iterdescendants()):
            if _reads_back(whole := emphasise(inner, mark), element):
                return whole
            # catches "**", "~~", spares "\\*", "~" (marks of ours, not signs that were typed)
            inner = re.sub(r"(?<!\\)(?:\*+|~~)", "", inner)
        if element.xpath(".//img"):
            return inner
        return "\n".join(emphasise(line, mark) for line in inner.split("\n"))

    def _raise_text(self, element: etree._Element, tag: str) -> str:
        link = element.find("a")
        if link is not None and link.get("id") and NOTE_ID.fullmatch(link.get("href") or ""):
            number = self.met.setdefault(str(link.get("href")), len(self.met) + 1)
            self.used.append(number)
            return f"[^{number}]"
        table = _SUPERSCRIPT if tag == "sup" else _SUBSCRIPT
        inner = self.write(element)
        return inner.translate(table) if all(ord(char) in table for char in inner) else inner

    def _link(self, element: etree._Element) -> str:
        href = element.get("href") or ""
        if href.startswith(_BACK_LINKS):
            return ""
        inner = self.write(element)
        is_plain = not any(child.tag in ("img", "sup", "a", "br") for child in element.iterdescendants())
        is_web = href.startswith(("http://", "https://", "mailto:")) and link_fault(href) is None
        if not (is_plain and is_web and inner.strip()) or "(" in href or ")" in href:
            return inner
        return f"[{inner.strip()}]({href})"


def picture_alt(picture: Picture) -> str:
    """Return the description of a picture, or the mark of a place to be filled."""
    return re.sub(r"[\[\]*`~\\|]", "", clean_text(picture.alt)).strip() or PLACEHOLDER


def words_of(text: str | None) -> str:
    """Return words of the source as they are written in Markdown, on one line."""
    return escape(clean_text((text or "").replace("\n", " ")))


def join_wrapped(text: str) -> str:
    """Return Markdown of several lines as one line."""
    return re.sub(r"\s*\n\s*", " ", text)


def strip_blanks(text: str) -> str:
    """Return words without any blanks, to compare them."""
    return re.sub(r"\s+", "", clean_text(text))


def _fit_between(before: str, text: str, after: str) -> str:
    """Return slanted text without its signs where a figure or a Latin letter touches them:
    a star there is a star.
    """
    # catches "*斜体*", spares "**粗体**"
    if not re.fullmatch(r"\*[^*].*[^*]\*|\*[^*]\*", text, re.DOTALL):
        return text
    # catches "4", spares "米，"
    is_stuck = re.search(r"[0-9a-zA-Z)）]$", before) or re.match(r"[0-9a-zA-Z(（]", after)
    return text[1:-1] if is_stuck else text


def _reads_back(markdown: str, element: etree._Element) -> bool:
    """Tell whether marked text in one line reads back as the words of an element, with as many marks."""
    if "\n" in markdown or "![" in markdown:
        return False
    read = read_body("x.md", markdown)
    wanted = [_HTML_MARKS[str(part.tag)] for part in element.iter() if part.tag in _HTML_MARKS]
    is_same = strip_blanks(read.text) == strip_blanks(plain(element)) and not read.problems
    # catches "<strong>", spares "</strong>", "<sup>"
    return is_same and re.findall(r"<(strong|em|del)>", read.html) == wanted
