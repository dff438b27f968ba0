"""Reads contributors' Markdown line by line, notes what is wrong, writes it again as the renderer wants it.

Here it is decided what is a heading, a code block, a list, a quotation or a table (and in `body_inline` what
is a link or an image), so every problem has its line and column. The strict form that Python-Markdown wants:
nested lists indented by four, blank lines around blocks, wrapped Chinese lines joined, constructs as marks.
What a body is, is never read from it again: `body_html` makes the tree of it at once.
"""

from __future__ import annotations

import re

from qiangxiao.sources import body_rules as rules
from qiangxiao.sources.body_inline import read_inline
from qiangxiao.sources.body_lines import Line, split_lines
from qiangxiao.sources.body_notes import Construct, Kind, Notes
from qiangxiao.sources.body_plain import find_heading_ranks, is_meant_break, is_topic, narrow

# catches "```python", "~~~", "~~~ `a`", spares "``", "``` a`b" (a code span), "一```"
_FENCE = re.compile(r"(`{3,})([^`]*)$|(~{3,})(.*)$")
# catches "## 一", "##一", "#\u3000一", spares "一 # 二" (without the blank it is told, not lost)
_HEADING = re.compile(r"(#+)[ \t\u3000]*(.*)$")
# catches "---", "* * *", "___", spares "--", "--- 一", "-*-"
_RULE = re.compile(r"(?:-[ \t]*){3,}$|(?:\*[ \t]*){3,}$|(?:_[ \t]*){3,}$")
# catches "> 一", ">一", spares "一 > 二"
_QUOTE = re.compile(r">[ \t]?")
# catches "- 一", "12. 一", "+", "1)", spares "-一", "1.5", "1、一" (CommonMark)
_ITEM = re.compile(r"(?:[-*+]|(\d{1,9})[.)])(?:([ \t]{1,4})(?![ \t])|(?=[ \t]|$))")
# catches "**一、做法**", spares "**一** 做法"
_BOLD_LINE = re.compile(r"^\*\*([^*]+)\*\*$")
# catches "===", "= ", spares "=> 一", "= 一"
_UNDERLINE = re.compile(r"=+[ \t]*$")
# catches "|---|:-:|", "--- | ---", spares "| 一 |", "---|一", ""
_DELIMITER_ROW = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
# catches "[^1]: 一", "[^注]:", spares "[^1]", "[1]: 一", "[^a b]: 一"
_FOOTNOTE = re.compile(r"\[\^([^\[\]<>\s]{1,40})\]:[ \t]*")
# catches "[一]: a.md", spares "[^1]: 一", "[一]:", "[一](a.md)" (a link's address given elsewhere)
_REFERENCE = re.compile(r"\[(?!\^)[^\[\]]+\]:[ \t]*\S")
# catches "python", "c++", spares "1c", "代码", "{.python}"
_LANGUAGE = re.compile(r"[a-zA-Z][\w+-]{0,30}")
# catches "一", "，", "—", spares "a", ",", " " (between two of these a line end is no blank)
_WIDE = re.compile("[\u2014\u2018-\u201d\u2026\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef]")


def scan(path: str, source: str, first_line: int = 1) -> tuple[str, Notes]:
    """Return the strict Markdown of a body and what was noted; the Markdown is empty if a limit is passed."""
    notes = Notes(path)
    lines = split_lines(source, first_line, notes)
    lines, typed_headings = _normalise(lines)
    markdown = "\n".join(_Layout(notes, typed_headings).lay_out(lines, 0))
    notes.check_footnotes()
    return (markdown if notes.is_renderable else ""), notes


def _normalise(lines: list[Line]) -> tuple[list[Line], dict[int, int]]:
    """Return the lines with the signs that were meant, and the levels of those that are headings by their
    number alone.

    Code stays as it is.
    """
    out: list[Line] = []
    texts: list[str] = []
    fence = ""
    has_headings = False
    for line in lines:
        text = line.text.strip()
        marks = _FENCE.match(text)
        if fence or marks:
            ticks = "" if marks is None else marks[1] or marks[3]
            fence = "" if fence and text.startswith(fence) else fence or ticks
            out.append(line)
            texts.append("`")
            continue
        if text.startswith(("＃", "－", "#")):
            lead = line.text[: line.text.index(text[0])]
            line = Line(lead + narrow(line.text[len(lead) :]), line.number, line.column)
            text = line.text.strip()
        out.append(line)
        has_headings = has_headings or (_HEADING.match(text) is not None and not is_topic(text))
        is_block = line.indent > 3 or text.startswith((">", "|", "#"))
        bare = _BOLD_LINE.sub(r"\1", text.rstrip("\\ "))
        texts.append("`" if text and is_block else bare)
    ranks = find_heading_ranks(texts)
    used = sorted(set(ranks.values()))
    # Below headings that are marked as such they are a level of their own.
    first = 3 if has_headings else 2
    return out, {lines[at].number: min(first + used.index(rank), 4) for at, rank in ranks.items()}


class _Layout:
    """Lays out lines block by block; quotations and list items are laid out within."""

    def __init__(self, notes: Notes, typed_headings: dict[int, int]) -> None:
        self.notes = notes
        self.typed_headings = typed_headings
        self.before = ""
        self.level = 1
        self.is_in_footnote = False

    def lay_out(self, lines: list[Line], depth: int, is_item: bool = False) -> list[str]:
        """Return the strict Markdown of `lines`."""
        out: list[str] = []
        position = 0
        while position < len(lines):
            line = lines[position].dedented()
            following = lines[position + 1].dedented() if position + 1 < len(lines) else None
            if line.is_blank:
                out.append("")
                position += 1
            elif not depth and line.number in self.typed_headings:
                self._typed_heading(line, out)
                position += 1
            elif fence := _FENCE.match(line.text):
                position = self._fence(lines, position, fence, out)
            elif line.text[0] == "#" and not is_topic(line.text) and (heading := _HEADING.match(line.text)):
                self._heading(line, heading, depth, out)
                position += 1
            elif _RULE.match(line.text):
                out += ["", "---", ""]
                position += 1
            elif line.text[0] == ">":
                position = self._quote(lines, position, depth, out)
            elif (item := _ITEM.match(line.text)) and self._may_begin(item, out):
                if self._continues(out) and not (is_item and "" not in out):
                    out.append("")
                position = self._item(lines, position, item, depth, out)
            elif _is_table(line, following):
                position = self._table(lines, position, out)
            elif footnote := _FOOTNOTE.match(line.text):
                position = self._definition(lines, position, footnote, depth, out)
            else:
                self._paragraph(line, out)
                position += 1
        return out

    def _continues(self, out: list[str]) -> bool:
        """Tell whether the line before belongs to a paragraph at this level."""
        return bool(out and out[-1] and not out[-1].startswith(" ") and not _ITEM.match(out[-1]))

    def _may_begin(self, item: re.Match[str], out: list[str]) -> bool:
        """Tell a list from a line of a paragraph that happens to begin with a number."""
        return item[1] in (None, "1") or not self._continues(out)

    def _inline(self, line: Line) -> str:
        return read_inline(line.text, line.number, line.column, self.notes)

    def _fence(self, lines: list[Line], position: int, fence: re.Match[str], out: list[str]) -> int:
        opening = lines[position]
        ticks = fence[1] or fence[3]
        # no shorter than the opening: after "~~~" catches "~~~~ ", spares "~~" and "~~~ 一"
        closing = re.compile(rf"{re.escape(ticks[0])}{{{len(ticks)},}}[ \t]*$")
        end = position + 1
        while end < len(lines) and not closing.match(lines[end].dedented().text):
            end += 1
        if end == len(lines):
            span = opening.dedented().span()
            hint = f"在代码的下一行单独写 {ticks}。"
            self.notes.report(rules.FENCE, span, "代码块没有结束。", hint)
        width = opening.indent
        code = "\n".join(line.dedented(width).text for line in lines[position + 1 : end])
        language = _LANGUAGE.match((fence[2] or fence[4] or "").strip())
        name = language[0].lower() if language else ""
        out += ["", self.notes.mark(Construct(Kind.FENCE, code, title=name)), ""]
        return end + 1

    def _heading(self, line: Line, heading: re.Match[str], depth: int, out: list[str]) -> None:
        level = len(heading[1])
        text = Line(_strip_closing(heading[2]), line.number, line.column + heading.start(2))
        report = self.notes.report
        if depth:
            hint = "改用 **加粗**，或移到列表和引用之外。"
            report(rules.HEADING_LEVEL, line.span(), "列表和引用里不能放标题。", hint)
            self._paragraph(text, out)
            return
        if text.is_blank:
            report(rules.HEADING_LEVEL, line.span(), "标题没有文字。", "在 # 后面写标题，或删去这一行。")
            return
        if level == 1:
            hint = "小标题从 ## 开始；以井号开头的文字写成 \\#。"
            report(rules.HEADING_TOP, line.span(), "正文里不能写一级标题。", hint)
        elif level > 4:  # a page has its title and three levels below; its contents list two
            report(rules.HEADING_LEVEL, line.span(), "标题最多到四级（####）。", "减少层级，或改用列表。")
        elif level > self.level + 1:
            message = f"标题从 {'#' * self.level or '题目'} 跳到了 {heading[1]}。"
            report(rules.HEADING_JUMP, line.span(), message, f"这里应写 {'#' * (self.level + 1)}。")
        self.level = min(max(level, 2), 4)
        mark = self.notes.mark(Construct(Kind.HEADING, level=self.level))
        out += ["", mark + self._inline(text), ""]

    def _typed_heading(self, line: Line, out: list[str]) -> None:
        """Put a line that is a heading by its number, such as 一、, where a marked one would be."""
        self.level = self.typed_headings[line.number]
        bare = _BOLD_LINE.sub(r"\1", line.text.rstrip("\\ \t"))
        text = Line(bare, line.number, line.column + line.text.find(bare))
        out += ["", self.notes.mark(Construct(Kind.HEADING, level=self.level)) + self._inline(text), ""]

    def _quote(self, lines: list[Line], position: int, depth: int, out: list[str]) -> int:
        inner: list[Line] = []
        while position < len(lines):
            line = lines[position].dedented()
            if quote := _QUOTE.match(line.text):
                inner.append(line.without(quote.end()))
            elif line.is_blank or not inner or inner[-1].is_blank or self._starts_block(line):
                break
            else:
                inner.append(line)
            position += 1
        quoted = self._within(inner, depth, False)
        out += ["", *(f"> {text}" if text else ">" for text in quoted), ""]
        return position

    def _item(self, lines: list[Line], position: int, item: re.Match[str], depth: int, out: list[str]) -> int:
        first = lines[position]
        width = first.indent + len(item[0]) + (0 if item[2] else 1)
        inner, position = self._gather(lines, position, item.end(), width)
        texts = _trim(self._within(inner, depth, True))
        marker = f"{item[1]}. " if item[1] else "- "
        out.append(marker + (texts[0] if texts else ""))
        out += [f"    {text}" if text else "" for text in texts[1:]]
        return position

    def _definition(
        self, lines: list[Line], position: int, note: re.Match[str], depth: int, out: list[str]
    ) -> int:
        line = lines[position].dedented()
        name = note[1]
        inner, position = self._gather(lines, position, note.end(), lines[position].indent + 4)
        span = line.span(0, note.end())
        if self.is_in_footnote:
            message = "脚注里不能再写另一条脚注的内容。"
            self.notes.report(rules.FOOTNOTE, span, message, "每条脚注内容从行首单独写。")
            out += self._within(inner, depth, True)
            return position
        self.is_in_footnote = True
        texts = _trim(self._within(inner, depth, True))
        self.is_in_footnote = False
        if name in self.notes.definitions:
            message, hint = f"脚注“{name}”写了两次内容。", "请换一个编号，或合并内容。"
            self.notes.report(rules.FOOTNOTE, span, message, hint)
            return position
        self.notes.definitions[name] = span
        if not texts:
            message, hint = f"脚注“{name}”的内容是空的。", "在冒号后面写脚注内容。"
            self.notes.report(rules.FOOTNOTE, span, message, hint)
            return position
        out += ["", f"[^{self.notes.label(name)}]: {texts[0]}"]
        out += [*(f"    {text}" if text else "" for text in texts[1:]), ""]
        return position

    def _gather(self, lines: list[Line], position: int, marker: int, width: int) -> tuple[list[Line], int]:
        """Return the lines of the item that begins at `position`, dedented, and where it ends."""
        margin = lines[position].indent
        inner = [lines[position].dedented().without(marker).dedented()]
        position += 1
        while position < len(lines):
            line = lines[position]
            if line.is_blank:
                inner.append(line)
            elif line.indent >= margin + 2:
                inner.append(line.dedented(width))
            elif inner[-1].is_blank or self._starts_block(line.dedented()):
                break
            else:
                inner.append(line.dedented())
            position += 1
        while len(inner) > 1 and inner[-1].is_blank:
            inner.pop()
            position -= 1
        return inner, position

    def _within(self, inner: list[Line], depth: int, is_item: bool) -> list[str]:
        if depth >= rules.MAX_NESTING and inner:
            if self.notes.is_renderable:
                message = f"引用和列表嵌套超过 {rules.MAX_NESTING} 层。"
                self.notes.refuse(inner[0].span(), message, "请减少嵌套，改成小标题和段落。")
            return []
        return self.lay_out(inner, depth + 1, is_item)

    def _starts_block(self, line: Line) -> bool:
        text = line.text
        return text[0] in "#>" or any(start.match(text) for start in (_ITEM, _FENCE, _RULE, _FOOTNOTE))

    def _table(self, lines: list[Line], position: int, out: list[str]) -> int:
        start, count = position, 0
        out.append("")
        while position < len(lines) and "|" in (line := lines[position].dedented()).text:
            if position > start + 1 and self._starts_block(line):
                break
            row = line.text if position == start + 1 else self._inline(line)
            cells = row.strip(" \t").removeprefix("|").removesuffix("|")
            here = cells.count("|") + 1
            count = count or here
            if here > count or (position == start + 1 and here < count):
                message = f"这一行有 {here} 格，表头有 {count} 格。"
                hint = "让各行格数与表头一致；要显示竖线写成 \\|。"
                self.notes.report(rules.TABLE, line.span(), message, hint)
            if here > rules.MAX_COLUMNS:
                message = f"表格有 {here} 列，超过 {rules.MAX_COLUMNS} 列。"
                self.notes.refuse(line.span(), message, "请拆成几张表，或把行和列对调。")
            out.append(f"| {cells} |")
            position += 1
        if count * (position - start) > rules.MAX_CELLS:
            span = lines[start].dedented().span()
            self.notes.refuse(span, f"一张表格超过 {rules.MAX_CELLS} 格。", "请拆成几张表，或作为附件。")
        out.append("")
        return position

    def _paragraph(self, line: Line, out: list[str]) -> None:
        if _REFERENCE.match(line.text):
            message, hint = "不使用引用式链接。", "请在用到的地方直接写 [文字](地址)。"
            self.notes.report(rules.LINK_FORM, line.span(), message, hint)
        if self._continues(out) and _UNDERLINE.match(line.text):
            message, hint = "不用等号划线的办法写标题。", "标题写成 ## 加文字；分隔线写三个减号 ---。"
            self.notes.report(rules.HEADING_TOP, line.span(), message, hint)
        goes_on = self._continues(out) and not out[-1].endswith("  ") and not self.is_in_footnote
        is_meant = goes_on and is_meant_break(self.before, line.text)
        self.before = line.text
        text = self._inline(line)
        if is_meant:
            out[-1] += "  "
        if text.endswith("\\") and text[:-1].strip():
            text = text[:-1] + "  "
        if out and _joins(out[-1][-8:].rstrip("*")[-1:], text.lstrip("*")[:1]):
            out[-1] += text
        else:
            out.append(text)


def _joins(before: str, after: str) -> bool:
    """Tell whether a line break between two characters shows no space in Chinese."""
    return bool(_WIDE.match(before) and _WIDE.match(after))


def _strip_closing(text: str) -> str:
    """Return a heading without the number signs that close it."""
    text = text.rstrip(" \t")
    opened = text.rstrip("#")
    return opened.rstrip(" \t") if opened[-1:] in ("", " ", "\t") else text


def _is_table(line: Line, following: Line | None) -> bool:
    """Tell whether two lines are the head of a table."""
    if following is None or "|" not in line.text or "|" not in following.text:
        return False
    return "-" in following.text and bool(_DELIMITER_ROW.match(following.text))


def _trim(texts: list[str]) -> list[str]:
    """Return the lines without blank ones at either end."""
    start, end = 0, len(texts)
    while start < end and not texts[start]:
        start += 1
    while end > start and not texts[end - 1]:
        end -= 1
    return texts[start:end]
