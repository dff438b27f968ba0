"""Runs mutmut in the working folder, without its changes to texts, and only a sample of the rest if asked."""

from __future__ import annotations

import random
import sys
from typing import Any

import libcst
import mutmut.__main__ as program
from mutmut.mutation import mutators

SAMPLE, SEED, CHILDREN = map(int, sys.argv[1:])


def choose(changes: list[Any]) -> list[Any]:
    """Return every so-manieth of the changes, which come module by module: each module has its share."""
    if not SAMPLE or len(changes) <= SAMPLE:
        return changes
    order = random.Random(SEED)
    mixed = sorted(changes, key=lambda change: (str(change[0].path), order.random()))
    step = len(changes) / SAMPLE
    return [mixed[int((number + 0.5) * step)] for number in range(SAMPLE)]


def collect(*, mutant_names: tuple[str, ...] | list[str]) -> Any:
    """Return what mutmut is to try, and its record of each module."""
    changes, data = collect_all(mutant_names=mutant_names)
    return choose(changes), data


collect_all = program.collect_source_file_mutation_data
program.collect_source_file_mutation_data = collect
mutators.mutation_operators[:] = [
    operator for operator in mutators.mutation_operators if operator[0] is not libcst.BaseString
]
program.cli(["run", "--max-children", str(CHILDREN)])
