"""Every term once: code, templates and scripts name terms and kinds of record, and repeat none as a literal.

A literal that is exactly a term is a repetition; a sentence that has one in it is not.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from jinja2 import Environment

from qiangxiao.foundation.vocabulary import Word, vocabularies
from qiangxiao.records.kinds import KINDS

PACKAGE = Path(__file__).parents[2] / "tools" / "qiangxiao"
TERMS: Mapping[str, str] = (
    {
        member.value: f"{vocabulary.__name__}.{member.name}"
        for vocabulary in vocabularies()
        for member in vocabulary
        if not member.value.isascii()
    }
    | {
        term: f"a word of {vocabulary.__name__}"
        for vocabulary in Word.__subclasses__()
        for term in vocabulary.values()
    }
    | {
        name: f"the kind {kind.name}"
        for kind in KINDS
        for name in (kind.label, kind.noun, kind.heading)
        if name
    }
)
NOT_READ = {
    "foundation/vocabulary.py",
    "foundation/glossary.py",  # explains each term
    "authoring/roster_values.py",  # other names that schools write, beside the terms they mean
    "site/theme/404.html",  # a sentence of links, filled by the engine, which knows no kinds
}
"""What is written about words, or where no term can be had."""
DECLARING = {"Field", "Kind"}
"""Calls that declare a kind of record, or a field, whose title may be a word that is a term elsewhere."""
ORDINARY = {
    "学校": "any school, as in the head of a column; as a kind, what a school's page is to search",
    "区县": "any district; as a kind, its file",
    "支持学校": "one of the two sorts of school of the programme; as a term, who gets a reward",
    "实验校": "the other sort of school; as a term, who gets a reward",
    "课题研究": "a part of the action plan; as a term, what money is for",
    "公众号": "a school's own account; as a term, where an item was publicised",
    "全文": "what a link leads to; as a term, how much of an item is printed",
    "无": "that a list is empty; as a term, a cost",
    "资源": "what the form's package calls its files; as a term, what flows between schools",
}
"""Words that are also said where no term is meant."""

Literal = tuple[int, str]


def python_literals(source: str) -> Iterator[Literal]:
    tree = ast.parse(source)
    declared = {
        id(argument)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in DECLARING
        for argument in (*node.args, *(keyword.value for keyword in node.keywords))
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in declared:
            yield node.lineno, node.value


_TAG = re.compile(r"<[^<>]*>|<[^<>]*$|^[^<>]*>|\{:[^{}]*\}")
_ATTRIBUTE = re.compile(r'="([^"]*)"')
_MARKS = " \t#*|-_：:，、·（）()"


def template_literals(source: str) -> Iterator[Literal]:
    """Yield the literals of expressions, and each text between tags, attributes too."""
    for line, kind, text in Environment().lex(source):
        if kind == "string":
            yield line, text[1:-1]
        elif kind == "data":
            for at, row in enumerate(text.split("\n")):
                yield from ((line + at, value) for value in _ATTRIBUTE.findall(row))
                yield from ((line + at, piece.strip(_MARKS)) for piece in _TAG.split(row))


_SCRIPT_STRING = re.compile(r"'([^'\n\\]*)'|\"([^\"\n\\]*)\"|`([^`\\]*)`")


def script_literals(source: str) -> Iterator[Literal]:
    for found in _SCRIPT_STRING.finditer(source):
        line = source.count("\n", 0, found.start()) + 1
        for piece in re.split(r"\$\{[^{}]*\}", found[1] or found[2] or found[3] or ""):
            yield line, piece


READERS: Mapping[str, Callable[[str], Iterator[Literal]]] = {
    ".py": python_literals,
    ".j2": template_literals,
    ".html": template_literals,
    ".js": script_literals,
    ".mjs": script_literals,
}


def repetitions() -> Iterator[tuple[str, str]]:
    """Yield each repeated term and where it is."""
    for path in sorted(PACKAGE.rglob("*")):
        name = path.relative_to(PACKAGE).as_posix()
        if path.suffix in READERS and name not in NOT_READ and "node_modules" not in path.parts:
            for line, text in READERS[path.suffix](path.read_text(encoding="utf-8")):
                if text in TERMS:
                    yield text, f"{name}:{line}"


def test_no_term_is_repeated_as_a_literal() -> None:
    found = [f"{place} says {text}: {TERMS[text]}" for text, place in repetitions() if text not in ORDINARY]
    assert found == []


def test_every_exception_is_a_term_that_is_also_said_otherwise() -> None:
    assert ORDINARY.keys() == ORDINARY.keys() & TERMS.keys() & {text for text, _ in repetitions()}


@pytest.mark.parametrize(
    ("suffix", "source"),
    [
        (".py", 'if school.status == "已退出":'),
        (".py", 'GRADES = ("七年级",)'),
        (".py", 'title = f"{name}委托管理"'),
        (".j2", '{% if event.status.value == "已退出" %}'),
        (".j2", "## 已退出 {: #left }"),
        (".j2", "<li>已退出 {{ count }} 所</li>"),
        (".j2", '<td data-label="已退出">'),
        (".py", 'crumbs = site.crumbs(("工作动态", "bulletins/"))'),
        (".j2", '{{ lists.subscribe("工作动态", "bulletins", to) }}'),
        (".js", "if (['对照或增值', '前后对比'].includes(level)) found.push(level);"),
        (".js", "name.textContent = `${name}：委托管理`.split('：');\nconst left = \"已退出\";"),
    ],
)
def test_the_test_itself_finds_a_repetition(suffix: str, source: str) -> None:
    source += "\n    pass" if source.endswith(":") else ""
    assert [text for _, text in READERS[suffix](source) if text in TERMS]


@pytest.mark.parametrize(
    ("suffix", "source"),
    [
        (".py", 'status: SchoolStatus = Field(title="已退出")'),
        (".py", 'BULLETIN = Kind("bulletin", "工作动态", BulletinIssue, 30, heading="工作动态")'),
        (".py", 'hint = "已退出的学校不再统计。"'),
        (".j2", "<p>已退出的学校不再统计。</p>"),
        (".js", "note.textContent = `已退出的学校：${count} 所`;"),
    ],
)
def test_a_sentence_and_a_declaration_may_say_a_term(suffix: str, source: str) -> None:
    assert not [text for _, text in READERS[suffix](source) if text in TERMS]
