"""A pytest plugin for `make mutate`: the tests of the changed module run, and little is done twice.

mutmut starts every run as a fork of one that has already passed. What a `@cache` holds there was computed by
the unchanged code, so it is forgotten; what the readers made of a file is kept on purpose while a rule is the
changed code. A module with a test file of its own is tried with that and with the folders of the corpus that
bear its codes or must give no problem: what only a test of something else would notice by chance counts as
not noticed, and a run takes a tenth of the time. Other modules are tried with all tests but other codes'
folders.
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
loader.load.__defaults__ = (kept(loader.read_body), None)


def pytest_runtest_setup() -> None:
    """Forget what is cached, so that every test reaches every function it needs."""
    for function in caches():
        function.cache_clear()


@cache
def caches() -> list[Any]:
    """Return the cached functions of the product."""
    ours = [module for name, module in sys.modules.items() if name.startswith("qiangxiao.")]
    return [value for module in ours for value in vars(module).values() if hasattr(value, "cache_clear")]


def pytest_configure(config: pytest.Config) -> None:
    """Choose and sort the tests, before the files of the others are read."""
    name = changed_module()
    changed = sys.modules.get(name)
    if changed is None:
        return
    rules = [*getattr(changed, "RULES", ()), *(check.rule for check in getattr(changed, "CHECKS", ()))]
    codes = {rule.code for rule in rules}
    own_file = f"/test_{name.rpartition('.')[2]}.py"
    has_own_file = any(own_file in test for test in config.args)

    def distance(test: str) -> int:
        if test.partition("[")[2].rstrip("]") in codes or own_file in test:
            return 0
        if "/test_corpus.py" in test:
            return 2 if codes and "an_overlay_adds_exactly" in test else 1
        return 2 if has_own_file else 1

    config.args[:] = sorted((test for test in config.args if distance(test) < 2), key=distance)
