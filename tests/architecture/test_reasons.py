"""Beside a pattern stands what it catches and what it spares, beside a limit where it comes from.

The examples beside a pattern are read and tried, so that a comment can be no less true than the pattern:

    # catches "2026年10月12日", spares "2026年" (a year alone is no date)
    _DATE = re.compile(…)

Each is written as a Python string. Some way to use the pattern (whole, from the start, anywhere) must catch
all the first and none of the second. A pattern that is one kind of character, like blanks, says so itself.
"""

from __future__ import annotations

import ast
import importlib
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).parents[2] / "tools" / "qiangxiao"
FLAGS_AT = {"compile": 1, "fullmatch": 2, "match": 2, "search": 2, "findall": 2, "finditer": 2}  # as in `re`
WAYS = tuple(f"re.{name}" for name in (*FLAGS_AT, "sub", "subn", "split"))
STRING = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'""")
# still without, because they are being rewritten; each goes from here with its rewriting
LATER = (
    "checks/privacy",
    "checks/compiled",  # compiles what `words.yml` holds
    *("checks/numbers", "checks/sentences", "checks/word_rules", "checks/words"),  # what they are becoming
    *("authoring/word_captions", "authoring/word_office", "authoring/word_law", "authoring/word_headings"),
    *("sources/body_plain", "checks/glyphs"),
)
BLANKS = re.compile(r"(?:\\[sntr]|\[[ \\tnS^]+\]|[ *+?])+")  # a pattern of nothing but blanks and line ends


@dataclass(frozen=True, slots=True)
class Place:
    """A pattern or a limit: where it stands, the comment beside or above it, the pattern when it is known."""

    path: str
    line: int
    code: str
    comment: str
    pattern: re.Pattern[Any] | None = None

    @property
    def is_later(self) -> bool:
        return self.path.startswith(LATER)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.code}"


def is_number(value: ast.expr | None) -> bool:
    """Return whether a value is a number, or counted from numbers: 8 * 1024."""
    match value:
        case ast.Constant():
            return type(value.value) in (int, float)
        case ast.BinOp():
            return is_number(value.left) and is_number(value.right)
    return False


@cache
def modules() -> tuple[Path, ...]:
    return tuple(sorted(SOURCE.rglob("*.py")))


def comments_of(text: str) -> dict[int, str]:
    """Return the comment of every line that has one."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return {token.start[0]: token.string for token in tokens if token.type == tokenize.COMMENT}


def beside(node: ast.expr | ast.stmt, comments: dict[int, str], lines: list[str]) -> str:
    """Return the comments within a piece of code, beside it and directly above it."""
    above = node.lineno - 1
    while lines[above - 1].strip().startswith("#"):
        above -= 1
    last = node.body[0].lineno - 1 if isinstance(node, ast.If | ast.While | ast.For | ast.With) else None
    rows = range(above + 1, (last or node.end_lineno or node.lineno) + 1)
    return " ".join(comments[row].lstrip("# ") for row in rows if row in comments)


def statements(tree: ast.AST) -> Iterator[tuple[ast.stmt, ast.Call]]:
    """Yield every use of a pattern with the innermost statement around it."""
    for node in ast.iter_child_nodes(tree):
        yield from statements(node)
    if isinstance(tree, ast.stmt):
        todo: list[ast.AST] = [tree]
        while todo:
            node = todo.pop()
            todo += [child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.stmt)]
            if isinstance(node, ast.Call) and ast.unparse(node.func) in WAYS:
                yield tree, node


def pattern_of(module: Any, call: ast.Call) -> re.Pattern[Any] | None:
    """Return the pattern, when the names in it are the module's own."""
    flags = [keyword.value for keyword in call.keywords if keyword.arg == "flags"]
    flags += call.args[FLAGS_AT.get(ast.unparse(call.func).removeprefix("re."), len(call.args)) :]
    try:
        values = [
            eval(compile(ast.Expression(part), "<pattern>", "eval"), vars(module))
            for part in (call.args[0], *flags)
        ]
    except NameError:
        return None
    return re.compile(*values)


def is_plain(pattern: re.Pattern[Any]) -> bool:
    """Return whether a pattern is one word, blanks, one kind of character or a run of it."""
    from re import _parser  # the only reader of patterns there is

    if isinstance(pattern.pattern, str) and BLANKS.fullmatch(pattern.pattern):
        return True
    parts = list(_parser.parse(pattern.pattern, pattern.flags))
    kind, value = parts[0] if len(parts) == 1 else ("", None)
    inner = list(value[2]) if str(kind) == "MAX_REPEAT" else parts
    kinds = {str(part[0]) for part in inner}
    return kinds == {"LITERAL"} or (len(inner) == 1 and kinds <= {"IN", "NOT_LITERAL"})


@cache
def patterns() -> tuple[Place, ...]:
    """Return every pattern of the product that is more than one kind of character."""
    found = []
    for path in modules():
        text = path.read_text(encoding="utf-8")
        if "re." not in text:
            continue
        name = path.relative_to(SOURCE.parent).with_suffix("").as_posix().replace("/", ".")
        module = importlib.import_module(name.removesuffix(".__init__"))
        comments, lines = comments_of(text), text.split("\n")
        seen = set()
        for statement, call in statements(ast.parse(text)):
            pattern = pattern_of(module, call)
            if (call.lineno, call.col_offset) in seen or (pattern is not None and is_plain(pattern)):
                continue
            seen.add((call.lineno, call.col_offset))
            comment = beside(call, comments, lines) or beside(statement, comments, lines)
            where = path.relative_to(SOURCE).as_posix()
            found.append(Place(where, call.lineno, ast.unparse(call), comment, pattern))
    return tuple(found)


def examples(comment: str) -> tuple[list[str], list[str]]:
    """Return what a comment says is caught, and what it says is spared."""
    caught, spared = [], []
    for part in re.split(r"\b(?=catches |spares )", comment):
        strings = [ast.literal_eval(string) for string in STRING.findall(part)]
        caught += strings if part.startswith("catches ") else []
        spared += strings if part.startswith("spares ") else []
    return caught, spared


def does(pattern: re.Pattern[Any], way: str, text: str) -> bool:
    value = text.encode() if isinstance(pattern.pattern, bytes) else text
    return getattr(pattern, way)(value) is not None


def are_true(pattern: re.Pattern[Any] | None, caught: list[str], spared: list[str]) -> bool:
    """Return whether a pattern, where it is known, does what its examples say in one way of asking it."""
    return pattern is None or any(
        all(does(pattern, way, text) for text in caught)
        and not any(does(pattern, way, text) for text in spared)
        for way in ("fullmatch", "match", "search")
    )


def test_beside_every_pattern_stands_what_it_catches_and_what_it_spares() -> None:
    missing = [str(place) for place in patterns() if not place.is_later and not all(examples(place.comment))]
    assert missing == []


def test_the_examples_beside_a_pattern_are_true() -> None:
    assert [str(place) for place in patterns() if not are_true(place.pattern, *examples(place.comment))] == []


def test_an_untrue_example_is_seen() -> None:
    assert are_true(re.compile("a+"), ["aa"], ["b"])
    assert not are_true(re.compile("a+"), ["b"], [])
    assert not are_true(re.compile("a+"), ["a"], ["aa"])


def test_beside_every_number_of_a_module_stands_its_unit_and_why_it_is_so_large() -> None:
    missing = []
    for path in modules():
        text = path.read_text(encoding="utf-8")
        comments, lines = comments_of(text), text.split("\n")
        body = ast.parse(text).body
        for statement, after in zip(body, [*body[1:], None], strict=True):
            if isinstance(statement, ast.Assign | ast.AnnAssign) and is_number(statement.value):
                is_told = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
                comment = beside(statement, comments, lines)
                place = Place(
                    path.relative_to(SOURCE).as_posix(), statement.lineno, ast.unparse(statement), comment
                )
                if not (comment or is_told or place.is_later):
                    missing.append(str(place))
    assert missing == []
