"""A pytest plugin for `make mutate`: the tests of the changed module run, and little is done twice.

mutmut starts every run as a fork of one that has already passed. What a `@cache` holds there was computed by
the unchanged code, so it is forgotten; what the readers made of a file is kept on purpose while a rule is the
changed code. A module is tried with its own tests and with the folders of the corpus that bear its codes or
must give no problem: what only a test of something else would notice by chance counts as not noticed, and a
run takes a tenth of the time.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import corpus_trees
import pytest

from qiangxiao.catalog import catalog, loader
from qiangxiao.sources import body_html

# Rules about records that cannot be true together have tables instead of a file for each module.
TABLES = ("contradictions", "edges")
TESTED_WITH = {
    **dict.fromkeys(("advance", "claims", "parts", "precedence"), TABLES),
    **dict.fromkeys(("relations", "repetition", "wholes"), TABLES),
    "hints": ("links", "photos", "plans"),
    "issues": ("bulletins", "featured"),
    "numbers": ("numbers", "privacy"),
    "passages": ("bulletins", "sign_offs"),
    "policy": ("policy_words", *TABLES),
    "run": ("registry",),
    "sentences": ("sentences", "word_rules"),
    "yaml_messages": ("yaml_reader",),
}
CORPUS_TREES = Path("corpus-trees").absolute()


def changed_module() -> str:
    """Return the name of the module with the change; mutmut's own words while there is none."""
    return os.environ.get("MUTANT_UNDER_TEST", "").partition(".x")[0]


def kept(read: Callable[..., Any]) -> Callable[..., Any]:
    """Let a reader answer from what it read before, as long as no reader is the changed code."""
    answers: dict[Any, Any] = {}

    def answer(first: Any, *rest: Any) -> Any:
        if changed_module() and not changed_module().startswith("qiangxiao.checks."):
            return read(first, *rest)
        key = (first if isinstance(first, str) else id(first), rest)
        if key not in answers:
            answers[key] = first, read(first, *rest)  # with `first`, which thereby keeps its id
        return answers[key][1]

    return answer


def laid_out(root: Path, overlay: Path | None = None) -> Path:
    """Make a tree of the corpus, or return the one that was made before: nothing writes into these."""
    if overlay is None:
        return _lay_out(root)
    tree = CORPUS_TREES / overlay.parent.name
    return tree if tree.exists() else _lay_out(tree, overlay)


_lay_out = corpus_trees.lay_out
corpus_trees.lay_out = laid_out
loader.read_document = catalog.read_document = kept(loader.read_document)
loader.read_record = kept(loader.read_record)
loader.load.__defaults__ = (kept(loader.read_body), *loader.load.__defaults__[1:])


def pytest_runtest_setup() -> None:
    """Forget what is cached, so that every test reaches every function it needs."""
    for function in caches():
        function.cache_clear()
    vars(body_html._per_thread).clear()


@cache
def caches() -> list[Any]:
    """Return the cached functions of the product."""
    ours = [module for name, module in sys.modules.items() if name.startswith("qiangxiao.")]
    return [value for module in ours for value in vars(module).values() if hasattr(value, "cache_clear")]


def nearest(module: str) -> tuple[str, ...]:
    """Return which tests are a module's own: named like it or its beginning, unless it is in TESTED_WITH."""
    return TESTED_WITH.get(module, (module, module.partition("_")[0]))


def pytest_configure(config: pytest.Config) -> None:
    """Choose and sort the tests, before the files of the others are read."""
    name = changed_module()
    changed = sys.modules.get(name)
    if changed is None:
        return
    rules = [*getattr(changed, "RULES", ()), *(check.rule for check in getattr(changed, "CHECKS", ()))]
    codes = {rule.code for rule in rules}
    own_files = [f"/test_{near}.py" for near in nearest(name.rpartition(".")[2])]

    def distance(test: str) -> int:
        if test.partition("[")[2].rstrip("]") in codes or any(own_file in test for own_file in own_files):
            return 0
        return 1 if "/test_corpus.py" in test and "an_overlay_adds_exactly" not in test else 2

    if any(distance(test) == 0 for test in config.args):
        config.args[:] = sorted((test for test in config.args if distance(test) < 2), key=distance)
