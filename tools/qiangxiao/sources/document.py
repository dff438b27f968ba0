"""One contributed file: its data, the place of everything in it, and its body if it has one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qiangxiao.foundation.problems import Problem, Rule, Span, rule
from qiangxiao.sources.text import decode
from qiangxiao.sources.yaml_reader import YAML_ROOT, Data, Node, read_yaml

MAX_FRONT_MATTER = 32 * 1024  # bytes; a screenful of it is about 2 KB
Location = Sequence[str | int]

FRONT_MATTER = rule(
    "file.front-matter",
    """Markdown 文件以“---”开头，先写信息栏，再以一行“---”结束，然后是正文。

    信息栏里是标题、日期等“键: 值”，两条“---”各占一行，前面不能有空行或别的文字；信息栏不超过 32 KiB。""",
)


@dataclass(frozen=True, slots=True)
class Document:
    """What could be read of a file. `root` is None when its data could not be; `body` is "" without one."""

    path: str
    text: str
    root: Node | None
    body: str
    body_line: int
    problems: tuple[Problem, ...]

    @property
    def data(self) -> Data:
        """The plain data of the YAML part."""
        return self.root.data if self.root else None

    def locate(self, location: Location, at_key: bool = False) -> Span:
        """Return the place of a value, or of its key; of the nearest enclosing key if it is not there."""
        node, place = self.root, self.root
        if node is None:
            return Span.at(1)
        found_all = True
        for part in location:
            step = _step(node, part)
            if step is None:
                found_all = False
                continue
            found_all = True
            key, node = step
            place = key
        assert node is not None and place is not None
        if place.entries and (at_key or not found_all):
            return _first_key(place)
        is_empty = node.data is None
        return place.span if at_key or not found_all or is_empty else node.span

    def has(self, location: Location) -> bool:
        """Tell whether every part of a location is in the file."""
        node = self.root
        for part in location:
            step = _step(node, part) if node else None
            if step is None:
                return False
            node = step[1]
        return node is not None


def _first_key(root: Node) -> Span:
    for key, _ in root.entries.values():
        return key.span
    return Span.at(root.span.line, root.span.column)


def _step(node: Node, part: str | int) -> tuple[Node, Node] | None:
    if isinstance(part, int) and part < len(node.items):
        return node.items[part], node.items[part]
    return node.entries.get(str(part))


# catches "---\nid: a", spares "\n---\n", "----\n" (only as the first line)
_OPENING = re.compile(r"\A---[ \t]*\n")
# catches "---", "a\n--- \n", spares "----", " ---", "a ---"
_CLOSING = re.compile(r"^---[ \t]*$", re.MULTILINE)


def read_document(path: str, data: bytes) -> Document:
    """Read a `.yml` file, or a `.md` file with front matter; never raises for content."""
    decoded = decode(path, data)
    if decoded.text is None:
        return Document(path, "", None, "", 1, decoded.problems)
    if path.endswith(".md"):
        return _read_markdown(path, decoded.text, decoded.problems)
    return _make_with_yaml(path, decoded.text, decoded.text, 1, "", 1, decoded.problems)


def _read_markdown(path: str, text: str, problems: tuple[Problem, ...]) -> Document:
    opening = _OPENING.match(text)
    if not opening:
        broken = FRONT_MATTER.at(
            path,
            Span.at(1),
            "文件没有以“---”开头的信息栏。",
            "第一行只写三个半角短横“---”，然后写 title、date 等。",
        )
        return Document(path, text, None, "", 1, (*problems, broken))
    closing = _CLOSING.search(text, opening.end())
    if not closing:
        broken = FRONT_MATTER.at(
            path, Span.at(1, 1, 3), "信息栏没有结束的“---”。", "信息栏写完后，单独用一行“---”结束，再写正文。"
        )
        return Document(path, text, None, "", 1, (*problems, broken))
    header = text[opening.end() : closing.start()]
    if len(header.encode()) > MAX_FRONT_MATTER:
        broken = FRONT_MATTER.at(path, Span.at(1, 1, 3), "信息栏太长。", "长的内容请写在正文里。")
        return Document(path, text, None, "", 1, (*problems, broken))
    body = text[closing.end() :].removeprefix("\n")
    body_line = text.count("\n", 0, closing.end()) + 2
    return _make_with_yaml(path, text, header, 2, body, body_line, problems)


def _make_with_yaml(
    path: str,
    text: str,
    source: str,
    first_line: int,
    body: str,
    body_line: int,
    problems: tuple[Problem, ...],
) -> Document:
    result = read_yaml(path, source, first_line)
    problems = (*problems, *result.problems)
    if result.root is None and not result.problems:
        message = "信息栏是空的。" if path.endswith(".md") else "文件是空的。"
        problems = (*problems, YAML_ROOT.at(path, Span.at(first_line), message, "请从第一个键写起。"))
    return Document(path, text, result.root, body, body_line, problems)


RULES: tuple[Rule, ...] = (FRONT_MATTER,)
