"""Reads YAML as plain data with the position of every key and value.

Scalars stay text (the record models do the typing), except an empty value or `~`, which is None. Anchors,
aliases, tags, several documents and duplicate keys are refused. Nothing raises for bad content.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import yaml

from qiangxiao.foundation.problems import Problem, Rule, Span, rule
from qiangxiao.sources.text import FILE_CHARACTER, FILE_SIZE, find_refused, remove_refused
from qiangxiao.sources.yaml_messages import ODD_BLANKS, UNCLOSED, explain, explain_blanks, name_of_blank

MAX_DEPTH = 8  # levels; the reader recurses, and the deepest record has six
MAX_FLOW_RUN = 50  # brackets opened in a row: the YAML parser recurses on each
MAX_NODES = 10_000  # keys and values of a file, each of which keeps its place in memory
_MAX_REPORTED = 20  # problems of one file; the rest are mostly the same one again
_SHOWN = 24  # characters of what a comment would cut

YAML_SYNTAX = rule(
    "yaml.syntax",
    """文件要符合 YAML 的写法。

    每一项写成“键: 值”，冒号用半角并空一格；同一组内容左边对齐；列表的每一条以“- ”开头。
    值里面含有半角冒号加空格、`#` 或以引号、方括号开头时，请用双引号把整个值括起来。""",
)
YAML_COLON = rule(
    "yaml.colon",
    """键和值之间用半角冒号加一个空格。

    中文输入法打出的全角冒号“：”不能当分隔符；半角冒号后面也要空一格。正确写法是 `name: 某某中学`。""",
)
YAML_TAB = rule(
    "yaml.tab",
    """缩进只用空格，不用 Tab。

    YAML 不允许用 Tab 缩进。请把行首的 Tab 换成空格，每一层缩进两个空格。""",
)
YAML_DUPLICATE = rule(
    "yaml.duplicate",
    """同一层里，一个键只能写一次。

    写了两遍的键，电脑只会留下后一个，前一个就悄悄丢了，所以这里要求改正。请合并成一个，或者删去多余的。""",
)
YAML_FEATURE = rule(
    "yaml.feature",
    """不使用 YAML 的锚点、别名、标签、多文档等高级写法，也不嵌套过深。

    这些写法（`&名字`、`*名字`、`!标签`、文件中间的 `---`）对内容没有用处，却容易出错。请直接写出内容；
    文字本身以 `&`、`*`、`!` 开头时，用双引号括起来。嵌套最多 8 层。""",
)
YAML_COMMENT = rule(
    "yaml.comment",
    """值里面没有被当成注释的“#”。

    在 YAML 里，空格后面的“#”到行尾都是注释，会被悄悄丢掉：`title: 走进 #5 教学楼` 只剩“走进”。
    值里要写 # 时，请用双引号把整个值括起来：`title: "走进 #5 教学楼"`。说明文字另起一行写，以 # 开头。""",
)
YAML_ROOT = rule(
    "yaml.root",
    """文件内容要是一组“键: 值”，不能是空的、一句话或一个列表。

    请从第一个键写起。""",
)

Scalar = str | None
Data = Scalar | list["Data"] | dict[str, "Data"]


@dataclass(slots=True)
class Node:
    """A value with its place. `items` for a list, `entries` for a mapping (key → key node, value node)."""

    span: Span
    data: Data
    is_plain: bool = False
    items: list[Node] = field(default_factory=list)
    entries: dict[str, tuple[Node, Node]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class YamlResult:
    """`root` is None when the text could not be read."""

    root: Node | None
    problems: tuple[Problem, ...]


# catches "  name：一", spares "name: 一：二" (only the key's own colon is mistyped)
_WIDE_COLON = re.compile(r"^(\s*(?:- +)*[a-z][a-z0-9_]*)\s*：")
# catches "name:一", spares "name: 一", "url: https://a.cn" and a bare "https://a.cn"
_TIGHT_COLON = re.compile(r"^\s*(?:- +)*[a-z][a-z0-9_]*:(?=[^\s/:])")
# catches "  \tname: 一", spares "name:\t一" (within a line YAML allows tabs)
_TAB_INDENT = re.compile(r"^( *)\t+")
# catches "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", spares "[[[[一], 二]" (the parser recurses)
_FLOW_RUN = re.compile(rf"(?:[\[{{]\s*){{{MAX_FLOW_RUN}}}")


def read_yaml(path: str, text: str, first_line: int = 1) -> YamlResult:
    """Read one YAML text whose first line is line `first_line` of the file."""
    problems: list[Problem] = []
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if match := _TAB_INDENT.match(line):
            problems.append(
                YAML_TAB.at(
                    path,
                    Span.at(first_line + index, len(match[1]) + 1, len(match[0]) - len(match[1])),
                    "行首用了 Tab 缩进。",
                    "请换成空格，每一层两个空格。",
                )
            )
            lines[index] = match[1] + "  " * (len(match[0]) - len(match[1])) + line[match.end() :]
    if match := _FLOW_RUN.search(text):
        at = text.count("\n", 0, match.start())
        problems.append(_feature(path, Span.at(first_line + at), "括号嵌套过深。"))
        return YamlResult(None, tuple(problems))
    result = _compose(path, "\n".join(lines), first_line)
    mended = _mend_colons(path, lines, first_line) if result.root is None or _hides_colon(result.root) else []
    if mended:
        problems += mended
        result = _compose(path, "\n".join(lines), first_line)
    return YamlResult(result.root, (*problems, *result.problems))


def _mend_colons(path: str, lines: list[str], first_line: int) -> list[Problem]:
    """Report wrong colons and replace them in `lines`, so that the rest of the file can be read as well."""
    found = []
    for index, line in enumerate(lines):
        if match := _WIDE_COLON.match(line):
            span = Span.at(first_line + index, match.end())
            lines[index] = f"{match[1]}: {line[match.end() :].lstrip()}"
            message = "键后面用了全角冒号“：”。"
        elif match := _TIGHT_COLON.match(line):
            span = Span.at(first_line + index, match.end())
            lines[index] = f"{match[0]} {line[match.end() :]}"
            message = "冒号后面少了一个空格。"
        else:
            continue
        found.append(
            YAML_COLON.at(path, span, message, f"请改成“{match[0].strip(' -：:')}: ……”，半角冒号加一个空格。")
        )
    return found


def _hides_colon(root: Node) -> bool:
    """Tell whether some unquoted value is really a line whose colon was mistyped."""
    stack = [root]
    while stack:
        node = stack.pop()
        if (
            node.is_plain
            and isinstance(node.data, str)
            # catches "name：一", "name:一", spares "https://a.cn", "12:30"
            and re.match(r"[a-z][a-z0-9_]*(\s*：|:(?=[^\s/:]))", node.data)
        ):
            return True
        stack += node.items
        stack += [value for _, value in node.entries.values()]
    return False


def _feature(path: str, span: Span, message: str) -> Problem:
    return YAML_FEATURE.at(path, span, message, "请直接写出内容；以 & * ! 开头的文字请用双引号括起来。")


class _Refused(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def _compose(path: str, text: str, first_line: int) -> YamlResult:
    composer = _Composer(path, text, first_line)
    try:
        root = composer.compose()
    except _Refused as refused:
        return YamlResult(None, (*composer.problems, refused.problem))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if error.context_mark and error.problem in UNCLOSED:
            mark = error.context_mark  # where the quotation mark stands, not where the text ends
        line, column = (mark.line, mark.column) if mark else (0, 0)
        blamed = explain_blanks(text.split("\n"), line) if mark else None
        if blamed:
            line, column, message, hint = blamed
        else:
            message, hint = explain(error.problem or "", error.context or "")
        span = Span.at(line + first_line, column + 1)
        return YamlResult(None, (*composer.problems, YAML_SYNTAX.at(path, span, message, hint)))
    except yaml.YAMLError:
        message, hint = explain("", "")
        return YamlResult(
            None, (*composer.problems, YAML_SYNTAX.at(path, Span.at(first_line), message, hint))
        )
    return YamlResult(root, tuple(composer.problems))


class _Mark(Protocol):
    """A place as libyaml gives it, counted from 0."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


class _Composer:
    """Builds nodes from libyaml's events in one pass, refusing what content never needs."""

    def __init__(self, path: str, text: str, first_line: int) -> None:
        self.path = path
        self.offset = first_line
        self.problems: list[Problem] = []
        self._events: Iterator[yaml.Event] = iter(yaml.parse(text, Loader=yaml.CSafeLoader))
        self._rows = text.split("\n")
        self._node_count = 0

    def compose(self) -> Node | None:
        next(self._events)  # stream start
        event = next(self._events)
        if isinstance(event, yaml.StreamEndEvent):
            return None
        root = self._node(next(self._events), 1)
        next(self._events)  # document end
        event = next(self._events)
        if not isinstance(event, yaml.StreamEndEvent):
            raise self._refusal(event, "一个文件里只能有一份内容，中间不要写“---”。")
        return root

    def _span(self, start: _Mark | None, end: _Mark | None) -> Span:
        assert start is not None and end is not None  # libyaml marks every event
        return Span(start.line + self.offset, start.column + 1, end.line + self.offset, end.column + 1)

    def _refusal(self, event: yaml.Event, message: str) -> _Refused:
        begin = self._span(event.start_mark, event.start_mark)
        return _Refused(_feature(self.path, Span.at(begin.line, begin.column), message))

    def _node(self, event: yaml.Event, depth: int) -> Node:
        self._node_count += 1
        if self._node_count > MAX_NODES:
            place = self._span(event.start_mark, event.start_mark)
            message = f"文件里的键和值超过了 {MAX_NODES} 个。"
            raise _Refused(
                FILE_SIZE.at(self.path, Span.at(place.line, place.column), message, "请删去多余的内容。")
            )
        if isinstance(event, yaml.AliasEvent):
            raise self._refusal(event, f"不能用 YAML 别名“*{str(event.anchor)[:40]}”。")
        assert isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent))
        if event.anchor is not None:
            raise self._refusal(event, f"不能用 YAML 锚点“&{event.anchor[:40]}”。")
        if event.tag is not None:
            raise self._refusal(event, f"不能用 YAML 标签“{remove_refused(event.tag)[:40]}”。")
        if depth > MAX_DEPTH:
            raise self._refusal(event, f"嵌套超过了 {MAX_DEPTH} 层。")
        if isinstance(event, yaml.ScalarEvent):
            plain = event.style is None or event.style == ""
            value: Scalar = self._unescape(event) if event.style == '"' else event.value
            if plain and event.value in ("", "~", "null"):
                value = None
            if plain:
                self._check_comment(event)
            return Node(self._span(event.start_mark, event.end_mark), value, is_plain=plain)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, depth)
        return self._mapping(event, depth)

    def _check_comment(self, event: yaml.ScalarEvent) -> None:
        """Report a # behind an unquoted value: what follows it is lost, and was hardly meant as a comment."""
        end = event.end_mark
        line = self._rows[end.line] if end is not None and end.line < len(self._rows) else ""
        at = 0 if end is None else end.column
        rest = line[at:]
        # A remark behind a key whose value is left empty is one; a value that begins with # is none.
        # catches " #三位老师", spares " # 可不填", " 三"
        if not event.value and not re.match(r" *#[^#\s]", rest):
            return
        if end is not None and rest.lstrip(" ").startswith("#") and rest.startswith(" "):
            column = at + len(rest) - len(rest.lstrip(" ")) + 1
            lost = rest.strip()
            shown = lost[:_SHOWN] + ("…" if len(lost) > _SHOWN else "")
            span = Span.at(end.line + self.offset, column, len(lost))
            whole = f"{event.value} {lost}".replace("\n", " ").strip()
            hint = (
                f'请用双引号把整个值括起来："{whole[: _SHOWN * 2]}{"…" if len(whole) > _SHOWN * 2 else ""}"。'
            )
            self.problems.append(
                YAML_COMMENT.at(self.path, span, f"“{shown}”会被当作注释丢掉，读者看不到。", hint)
            )

    def _unescape(self, event: yaml.ScalarEvent) -> str:
        """Return a double-quoted text; an escape such as
        `\\u202e` may not smuggle in what a file may not hold.
        """
        text = unicodedata.normalize("NFC", event.value)
        if refused := find_refused(text):
            message = f"这里用转义写出了看不见的字符 U+{ord(refused):04X}。"
            span = self._span(event.start_mark, event.end_mark)
            self.problems.append(FILE_CHARACTER.at(self.path, span, message, "请删去反斜杠和它后面的代码。"))
            text = remove_refused(text)
        return text

    def _sequence(self, start: yaml.Event, depth: int) -> Node:
        items: list[Node] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return Node(self._block_span(start, items, event), [item.data for item in items], items=items)

    def _mapping(self, start: yaml.Event, depth: int) -> Node:
        entries: dict[str, tuple[Node, Node]] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self._refusal(event, "键必须是一个词，不能是列表或一组内容。")
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            name = key.data if isinstance(key.data, str) else event.value
            # within quotation marks a blank stands where somebody wanted it
            if not event.style and name != (bare := name.strip(ODD_BLANKS)) and bare:
                blank = name_of_blank(name[0] if name[0] in ODD_BLANKS else name[-1])
                message = f"“{bare}”旁边有{blank}，看上去像空格，其实不是。"
                hint = f"请把它删去，改成“{bare}: ……”，用键盘上的半角空格。"
                self.problems.append(YAML_SYNTAX.at(self.path, key.span, message, hint))
                name = bare
            if name in entries and len(self.problems) >= _MAX_REPORTED:
                continue
            if name in entries:
                first = entries[name][0].span.line
                self.problems.append(
                    YAML_DUPLICATE.at(
                        self.path,
                        key.span,
                        f"键“{' '.join(name.split())[:40]}”重复，第 {first} 行已经写过。",
                        "请合并成一个，或者删去多余的。",
                        name,
                    )
                )
                continue
            entries[name] = (key, value)
        nodes = [value for _, value in entries.values()]
        return Node(
            self._block_span(start, nodes, event),
            {name: value.data for name, (_, value) in entries.items()},
            entries=entries,
        )

    def _block_span(self, start: yaml.Event, children: Sequence[Node], end: yaml.Event) -> Span:
        if getattr(start, "flow_style", False):
            return self._span(start.start_mark, end.end_mark)
        begin = self._span(start.start_mark, start.end_mark)
        last = children[-1].span if children else begin
        return Span(begin.line, begin.column, max(begin.end_line, last.end_line), last.end_column)


RULES: tuple[Rule, ...] = (
    YAML_SYNTAX,
    YAML_COLON,
    YAML_TAB,
    YAML_DUPLICATE,
    YAML_FEATURE,
    YAML_COMMENT,
    YAML_ROOT,
)
