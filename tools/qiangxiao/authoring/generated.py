"""Every generated file of the project, by path: error pages,
field pages, JSON Schemas, files for forges. Byte-stable.

Examples come from the corpus of the tests and, where that has no file of a kind, from the root's own content.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qiangxiao.authoring import systems_page
from qiangxiao.authoring.corpus_examples import example_of
from qiangxiao.authoring.error_pages import error_page, index_page
from qiangxiao.authoring.field_pages import field_page, overview_page
from qiangxiao.authoring.forge_files import FOLDERS as FORGE_FOLDERS
from qiangxiao.authoring.forge_files import forge_files
from qiangxiao.authoring.json_schema import json_schema
from qiangxiao.foundation.line_ends import unify_line_ends
from qiangxiao.foundation.problems import Rule
from qiangxiao.foundation.vocabulary import Terms
from qiangxiao.records.kind import Kind
from qiangxiao.records.kinds import KINDS, folders
from qiangxiao.records.policy import POLICY, Policy, shipped_policy
from qiangxiao.records.reading import read_record
from qiangxiao.sources.discovery import discover
from qiangxiao.sources.document import Document, read_document
from qiangxiao.sources.text import read_limited

FOLDERS = ("docs/errors", "docs/guide/fields", "docs/schemas", *FORGE_FOLDERS)
"""Folders that hold generated files only."""


@dataclass(frozen=True, slots=True)
class Staleness:
    """Paths of generated files that are missing, that differ, and of files that should not be there."""

    missing: tuple[str, ...]
    differing: tuple[str, ...]
    superfluous: tuple[str, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """Everything that is not as it should be, in path order."""
        return tuple(sorted((*self.missing, *self.differing, *self.superfluous)))


def generate_files(root: Path, rules: Iterable[Rule]) -> Mapping[str, str]:
    """Return the text of every generated file by its path relative to the root."""
    rules = sorted(rules, key=lambda rule: rule.code)
    corpus = root / "tests/corpus"
    found = {"docs/errors/index.md": index_page(rules), "docs/guide/fields.md": overview_page()}
    found[systems_page.PATH] = systems_page.systems_page(shipped_policy())
    for rule in rules:
        found[f"docs/errors/{rule.code}.md"] = error_page(rule, example_of(corpus, rule.code))
    terms = _terms_of(root)
    examples = _examples((corpus / "base", root))
    for kind in KINDS:
        found[f"docs/guide/fields/{kind.name}.md"] = field_page(kind, examples.get(kind.name))
        found[f"docs/schemas/{kind.name}.schema.json"] = json_schema(kind, terms)
    return dict(sorted((found | dict(forge_files(root))).items()))


def _terms_of(root: Path) -> Terms | None:
    """Return the words of the root's own policy; None where it has none."""
    for file in discover(root, "schools", (POLICY.layout,)).files:
        policy = read_record(read_document(file.path, read_limited(root / file.path)), Policy).record
        return policy.all_terms if policy else None
    return None


def _examples(roots: Iterable[Path]) -> Mapping[str, Document]:
    """Return one readable file of each kind: the longest of the first root that has any."""
    found: dict[str, Document] = {}
    for root in roots:
        files = [
            file for folder, layouts in folders().items() for file in discover(root, folder, layouts).files
        ]
        for kind in KINDS:
            if kind.name not in found:
                found |= _longest(root, kind, [file.path for file in files if file.kind == kind.name])
    return found


def _longest(root: Path, kind: Kind[Any], paths: Iterable[str]) -> Mapping[str, Document]:
    documents = [read_document(path, (root / path).read_bytes()) for path in paths]
    readable = [document for document in documents if document.root is not None]
    if not readable:
        return {}
    return {kind.name: max(readable, key=lambda document: (len(document.text), document.path))}


def staleness(root: Path, files: Mapping[str, str]) -> Staleness:
    """Compare the files under a root with what they should be."""
    missing, differing = [], []
    for path, text in files.items():
        try:
            if unify_line_ends((root / path).read_bytes()) != text.encode("utf-8"):
                differing.append(path)
        except OSError:
            missing.append(path)
    superfluous = [
        found.relative_to(root).as_posix()
        for folder in FOLDERS
        for found in sorted((root / folder).rglob("*"))
        if found.suffix in (".md", ".json", ".yml", ".yaml")
        and found.relative_to(root).as_posix() not in files
    ]
    return Staleness(tuple(missing), tuple(differing), tuple(superfluous))
