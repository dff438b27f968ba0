"""`make mutate`: change the readers and the rules in small ways, and count the changes that a test notices.

mutmut makes the changes (an `and` to an `or`, a `<` to a `<=`, an argument left out …), one at a time, in a
copy under `.build/mutation`, and runs the tests of the two floors that reach the changed function. Two things
differ from its defaults. Texts are not changed: what a message says is not a branch. And a decorated
function, which mutmut leaves alone, is written as `name = decorator(name)` in the copy: every rule is one.

`make mutate MODULES="checks/timeline sources/text"` looks at some modules only and lists what nobody noticed.
`make mutate SAMPLE=200` tries so many changes, spread over all modules in proportion and the same ones each
time, and estimates from them what hours would tell of all; `SEED=2` takes others. `CHILDREN=1` leaves the
machine to others.
"""

from __future__ import annotations

import argparse
import math
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import libcst as cst

REPOSITORY = Path(__file__).parents[2]
HERE = Path(__file__).parent
WORK = REPOSITORY / ".build" / "mutation"
FLOORS = ("checks", "sources")
LEAST_PERCENT = 90
SURVIVED, UNREACHED = 0, 33  # what mutmut writes instead of the exit code of a failed test
NINETY_FIVE_PERCENT = 1.96  # standard errors to either side of an estimate

# Tests of other floors' tests, that start other programs, or take seconds to find a needle in random texts.
SLOW = (
    "codes_without_a_folder",
    "a_school_name_with_marks_of_the_terminal_library",
    "a_file_name_given_on_the_command_line",
    "thousands_of_faults",
    "any_text_becomes_a_body",
    "one_body_leaves_no_trace",
    "pixels_of_a_png_are_not_decoded",
    "no_damage_to_a_photo_raises",
    "no_bytes_raise",
    "no_text_raises",
)
SETTINGS = f"""\
[tool.mutmut]
source_paths = ["src"]
only_mutate = [%s]
pytest_add_cli_args_test_selection = [%s]
pytest_add_cli_args = ["-p", "mutation.nearest_first", "-p", "no:xdist", "-k", "not ({" or ".join(SLOW)})"]
use_git_change_detection = false
timeout_multiplier = 4.0
timeout_constant = 5.0

[tool.pytest.ini_options]
testpaths = ["tests"]
addopts = "-q --strict-markers --strict-config -p no:cacheprovider --import-mode=importlib"
pythonpath = ["src", "tests"]
filterwarnings = ["error"]
"""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the line as it became, in a module named like `checks/timeline`."""

    name: str
    module: str
    line: str
    is_noticed: bool


class Undecorate(cst.CSTTransformer):
    """Write every `@decorator def name` as `def name` and `name = decorator(name)`, which means the same."""

    def leave_FunctionDef(
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.BaseStatement | cst.FlattenSentinel[cst.BaseStatement]:
        """Write one function."""
        del original_node
        if not updated_node.decorators:
            return updated_node
        value: cst.BaseExpression = updated_node.name
        for decorator in reversed(updated_node.decorators):
            value = cst.Call(decorator.decorator, [cst.Arg(value)])
        assignment = cst.Assign([cst.AssignTarget(updated_node.name)], value)
        bare = updated_node.with_changes(decorators=())
        return cst.FlattenSentinel([bare, cst.SimpleStatementLine([assignment])])


def lay_out(modules: list[str]) -> None:
    """Make the copy that mutmut works on: the product, the tests of the two floors, settings."""
    shutil.rmtree(WORK, ignore_errors=True)
    skip = shutil.ignore_patterns("__pycache__", "node_modules")
    shutil.copytree(REPOSITORY / "tools" / "qiangxiao", WORK / "src" / "qiangxiao", ignore=skip)
    for floor in FLOORS:
        for path in (WORK / "src" / "qiangxiao" / floor).glob("*.py"):
            tree = cst.parse_module(path.read_text(encoding="utf-8"))
            path.write_text(tree.visit(Undecorate()).code, encoding="utf-8")
    # mutmut runs the tests in `mutants`; it would copy them there itself, but stumbles over links to nowhere
    tests = WORK / "mutants" / "tests"
    for name in ("corpus", "mutation", "sentences", "unit/checks", "unit/sources"):
        shutil.copytree(REPOSITORY / "tests" / name, tests / name, symlinks=True, ignore=skip)
    for path in (REPOSITORY / "tests").glob("*.*"):  # programs of the tests, and the lists they read
        if path.is_file():
            shutil.copy2(path, tests)
    wanted = modules or [f"{floor}/*" for floor in FLOORS]
    patterns = ", ".join(f'"src/qiangxiao/{module}.py"' for module in wanted)
    floors = dict.fromkeys(module.partition("/")[0] for module in wanted)  # the tests of a floor are its own
    folders = ", ".join(f'"tests/unit/{floor}"' for floor in floors)
    (WORK / "pyproject.toml").write_text(SETTINGS % (patterns, folders), encoding="utf-8")


def run(sample: int, seed: int, children: int) -> None:
    """Run mutmut in the copy, in another process, for its settings are those of the folder it starts in."""
    program = [sys.executable, str(HERE / "run_mutmut.py")]
    subprocess.run([*program, str(sample), str(seed), str(children)], cwd=WORK, check=True)


def mutants(sample: int) -> Iterator[Mutant]:
    """Yield every change that was tried with what became of it."""
    import os

    os.chdir(WORK)
    from mutmut.mutation.data import SourceFileMutationData
    from mutmut.mutation.diff_apply import get_diff_for_mutant

    for path in sorted(Path("src").rglob("*.py")):
        data = SourceFileMutationData(path=path)
        data.load()
        module = path.relative_to("src/qiangxiao").with_suffix("").as_posix()
        for name, code in data.exit_code_by_key.items():
            if code is None and sample:
                continue
            is_noticed = code not in (SURVIVED, UNREACHED, None)
            line = "" if is_noticed else changed_line(get_diff_for_mutant(name, path=path))
            yield Mutant(name, module, line, is_noticed)


def changed_line(diff: str) -> str:
    """Return the first line that a difference adds, or the first it takes away, marked with a minus."""
    lines = [line for line in diff.split("\n") if not line.startswith(("+++", "---"))]
    added = [line[1:].strip() for line in lines if line.startswith("+")]
    removed = [f"- {line[1:].strip()}" for line in lines if line.startswith("-")]
    return (added or removed)[0]


def main() -> None:
    """Run everything and print the figures; fail when too few changes are noticed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("modules", nargs="*")
    for name, default in (("--sample", 0), ("--seed", 1), ("--children", 2)):
        parser.add_argument(name, type=int, default=default)
    options = parser.parse_args()
    lay_out(options.modules)
    run(options.sample, options.seed, options.children)
    reasons = tomllib.loads((HERE / "accepted.toml").read_text(encoding="utf-8"))
    accepted = {(module, line) for module, groups in reasons.items() for g in groups for line in g["lines"]}
    noticed: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for mutant in mutants(options.sample):
        is_accepted = (mutant.module, mutant.line) in accepted
        every[mutant.module] += not is_accepted
        noticed[mutant.module] += mutant.is_noticed
        if not mutant.is_noticed and not is_accepted:
            print(f"{mutant.module}: {mutant.line}   ({mutant.name.rpartition('.')[2]})")
    for module in every:
        print(f"{noticed[module]:>5}/{every[module]:<5} {module}")
    share = 100 * noticed.total() / every.total()
    error = NINETY_FIVE_PERCENT * math.sqrt(share * (100 - share) / every.total())
    kind = f", an estimate from a sample, give or take {error:.1f}" if options.sample else ""
    print(f"{noticed.total()}/{every.total()} noticed: {share:.1f} %{kind}")
    if share < LEAST_PERCENT:
        sys.exit(f"less than {LEAST_PERCENT} %")


if __name__ == "__main__":
    main()
