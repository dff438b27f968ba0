"""The floors: who may import whom, who may see the clock, write to disk or speak to a network."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from qiangxiao.records.kinds import KINDS, MEDIA

PACKAGE = Path(__file__).parents[2] / "tools" / "qiangxiao"
FLOORS = {
    "foundation": 0,
    "sources": 1,
    "records": 2,
    "catalog": 3,
    "checks": 4,
    "selection": 4,
    "rendering": 5,
    "authoring": 5,
    "site": 6,
    "reporting": 6,
    "sample": 6,
    "commands": 7,
}
STRANGERS = {"rendering": "authoring", "authoring": "rendering"}
"""Neighbours of one floor that never import each other, not
even one way: what both need is below, `site` joins them.
"""
WRITERS = ("site", "authoring")
NETWORK = {
    "socket",
    "ssl",
    "http",
    "urllib.request",
    "urllib3",
    "requests",
    "httpx",
    "aiohttp",
    "ftplib",
    "smtplib",
}
NETWORK |= {"asyncio", "socketserver", "xmlrpc", "telnetlib", "webbrowser"}
MAY_SPEAK = {"commands/serve.py", "commands/link_visits.py"}
"""The preview on this machine, and the weekly visit to
the links of the content; neither is part of a build.
"""
NOT_A_NAME = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "manager",
    "processor",
    "handler",
    "handlers",
}
CLOCK = {
    "now",
    "today",
    "utcnow",
    "time",
    "time_ns",
    "monotonic",
    "perf_counter",
    "localtime",
    "gmtime",
    "ctime",
}
WRITING = {
    "write_text",
    "write_bytes",
    "mkdir",
    "unlink",
    "rename",
    "rmdir",
    "touch",
    "symlink_to",
    "hardlink_to",
}
WRITING_MODULES = {"shutil", "tempfile"}
OS_WRITING = {
    "remove",
    "unlink",
    "mkdir",
    "makedirs",
    "rename",
    "replace",
    "rmdir",
    "removedirs",
    "link",
    "symlink",
    "truncate",
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def package_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else ""


def tree_of(path: Path) -> ast.Module:
    return parsed(path.read_text(encoding="utf-8"))


@cache
def parsed(text: str) -> ast.Module:
    return ast.parse(text)


@cache
def nodes_of(tree: ast.Module) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree))


@cache
def imports(tree: ast.Module) -> tuple[tuple[int, str], ...]:
    return tuple(_imports(tree))


def _imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in nodes_of(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.lineno, node.module or ""
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def each(*packages: str) -> Callable[[Callable[[Path], None]], Callable[[], None]]:
    """Run a test for every module outside the named packages, and name all that fail it: two thousand tests
    of a millisecond would cost the run half a minute.
    """

    def over_all(test: Callable[[Path], None]) -> Callable[[], None]:
        def of_all() -> None:
            wrong = {}
            for path in (path for path in MODULES if package_of(path) not in packages):
                try:
                    test(path)
                except AssertionError as error:
                    wrong[name_of(path)] = str(error)
            assert wrong == {}

        return of_all

    return over_all


def test_every_package_has_a_floor() -> None:
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert packages == FLOORS.keys()


@each("")
def test_a_module_imports_only_from_its_own_floor_and_below(path: Path) -> None:
    own = FLOORS[package_of(path)]
    for line, module in imports(tree_of(path)):
        parts = module.split(".")
        if parts[0] == "qiangxiao" and len(parts) > 1 and parts[1] in FLOORS:
            floor = FLOORS[parts[1]]
            assert floor <= own, f"{name_of(path)}:{line} imports {module} from floor {floor}"


@pytest.mark.parametrize("package", STRANGERS)
def test_strangers_do_not_import_each_other(package: str) -> None:
    assert list(strange_imports(PACKAGE, package)) == []


def strange_imports(root: Path, package: str) -> Iterator[str]:
    """Yield every import by which a package reaches for the neighbour it must not know."""
    foreign = f"qiangxiao.{STRANGERS[package]}"
    for path in sorted((root / package).rglob("*.py")):
        for line, module in imports(tree_of(path)):
            if module == foreign or module.startswith(f"{foreign}."):
                yield f"{path.relative_to(root).as_posix()}:{line} imports {module}"


def circles(root: Path) -> list[str]:
    """Return the circles of imports between neighbours, at every level of the house.

    Neighbours are what lies in one folder, packages and modules alike: `checks` and `selection`, but also
    `rendering/pages` and `rendering/bulletin`. A module within a package stands for that package.
    """
    modules = {path.relative_to(root).with_suffix("").parts for path in root.rglob("*.py")}
    graphs: dict[tuple[str, ...], dict[str, set[str]]] = {}
    for parts in sorted(modules):
        for _, name in imports(tree_of(root.joinpath(*parts).with_suffix(".py"))):
            target = tuple(name.split(".")[1:])
            is_ours = name.startswith("qiangxiao.") and {target, (*target, "__init__")} & modules
            pairs = enumerate(zip(parts, target, strict=False))
            level = next((at for at, (own, other) in pairs if own != other), None)
            if is_ours and level is not None:
                graphs.setdefault(parts[:level], {}).setdefault(parts[level], set()).add(target[level])
    return [
        "/".join(("qiangxiao", *folder)) + ": " + " ↔ ".join(circle)
        for folder, graph in sorted(graphs.items())
        for circle in circles_of(graph)
    ]


def circles_of(graph: dict[str, set[str]]) -> list[tuple[str, ...]]:
    """Return the groups of names that all reach each other."""
    reached = {name: set(graph[name]) for name in graph}
    for through in graph:
        for name in graph:
            if through in reached[name]:
                reached[name] |= reached[through]
    return sorted(
        {tuple(sorted(to for to in reached[name] if name in reached.get(to, ()))) for name in graph} - {()}
    )


def test_neighbours_import_each_other_in_no_circle() -> None:
    assert circles(PACKAGE) == []


@pytest.mark.parametrize(
    ("planted", "circle"),
    [
        ({"selection/edition.py": "qiangxiao.checks.run"}, "qiangxiao: checks ↔ selection"),
        (
            {
                "authoring/formatter.py": "qiangxiao.rendering.photos",
                "rendering/photos.py": "qiangxiao.authoring.formatter",
            },
            "qiangxiao: authoring ↔ rendering",
        ),
        (
            {"site/project.py": "qiangxiao.reporting.text", "reporting/text.py": "qiangxiao.site.project"},
            "qiangxiao: reporting ↔ site",
        ),
        (
            {"rendering/context.py": "qiangxiao.rendering.bulletin.content"},
            "qiangxiao/rendering: bulletin ↔ context ↔ view ↔ views",
        ),
        (
            {"authoring/shapes.py": "qiangxiao.authoring.forms.fields"},
            "qiangxiao/authoring: forms ↔ shapes",
        ),
    ],
)
def test_a_planted_circle_is_seen(tmp_path: Path, planted: dict[str, str], circle: str) -> None:
    root = copy_of_the_house(tmp_path)
    for name, module in planted.items():
        plant(root / name, module)
    assert circles(root) == [circle]


@pytest.mark.parametrize(
    ("planted", "imported"),
    [
        ("rendering/photos.py", "qiangxiao.authoring.formatter"),
        ("authoring/forms/fields.py", "qiangxiao.rendering.page"),
    ],
)
def test_a_planted_stranger_is_seen(tmp_path: Path, planted: str, imported: str) -> None:
    root = copy_of_the_house(tmp_path)
    plant(root / planted, imported)
    found = list(strange_imports(root, planted.split("/")[0]))
    assert [line.split(":")[0] for line in found] == [planted]


def copy_of_the_house(folder: Path) -> Path:
    return Path(shutil.copytree(PACKAGE, folder / "qiangxiao", ignore=shutil.ignore_patterns("__pycache__")))


def plant(path: Path, module: str) -> None:
    """Import a module where nobody looks for it: inside a function, at the end."""
    assert path.is_file()
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n\ndef planted() -> None:\n    import {module}\n")


def programme_words_in(path: Path) -> list[str]:
    """Return what a module's texts name of this programme: its folders, its files, its kinds."""
    examples = [kind.layout.example for kind in KINDS] + [MEDIA.example]
    parts = {part for example in examples for part in example.split("/")[:-1]} - {"docs"}
    names = {f"{part}/" for part in parts} | {"学校", "本校", "区县", "教研"}
    names |= {example.rsplit("/", 1)[-1] for example in examples} | {kind.label for kind in KINDS}
    texts = [
        node.value
        for node in nodes_of(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return sorted(name for name in names if any(name in text for text in texts))


@pytest.mark.parametrize("path", sorted((PACKAGE / "sources").glob("*.py")), ids=name_of)
def test_the_reading_floor_names_nothing_of_the_programme(path: Path) -> None:
    assert programme_words_in(path) == []


def test_a_planted_name_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "text.py"
    path.write_text('HINT = f"请放进 media/ 文件夹：{1}"\nPLACE = r"schools/(?P<district>x)/plan\\.yml"\n')
    assert programme_words_in(path) == ["media/", "schools/"]


@each("commands")
def test_no_clock_below_the_commands(path: Path) -> None:
    for node in nodes_of(tree_of(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner, _, called = dotted(node.func).rpartition(".")
            is_clock = called in CLOCK and owner.split(".")[-1] in ("datetime", "date", "time", "Day", "dt")
            assert not is_clock, f"{name_of(path)}:{node.lineno} reads the clock: {dotted(node.func)}"
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            pytest.fail(f"{name_of(path)}:{node.lineno} imports from time")


def writes(node: ast.Call) -> bool:
    called = dotted(node.func)
    last = called.rsplit(".", 1)[-1]
    if last == "open":
        # `open(path, mode)`, but `path.open(mode)`; a picture library's own `open` takes a keyword instead.
        place = 1 if called in ("open", "io.open", "gzip.open") else 0
        modes = [
            argument.value for argument in node.args[place : place + 1] if isinstance(argument, ast.Constant)
        ]
        modes += [
            word.value.value
            for word in node.keywords
            if word.arg == "mode" and isinstance(word.value, ast.Constant)
        ]
        return any(isinstance(mode, str) and set(mode) & set("wax+") for mode in modes)
    if called.startswith("os.") and last in OS_WRITING:
        return True
    is_path_replace = last == "replace" and len(node.args) == 1 and not node.keywords
    return (last in WRITING or is_path_replace) and isinstance(node.func, ast.Attribute)


@each(*WRITERS)
def test_only_site_and_authoring_write_to_disk(path: Path) -> None:
    tree = tree_of(path)
    for line, module in imports(tree):
        assert module.split(".")[0] not in WRITING_MODULES, f"{name_of(path)}:{line} imports {module}"
    for node in nodes_of(tree):
        if isinstance(node, ast.Call):
            assert not writes(node), f"{name_of(path)}:{node.lineno} writes to disk: {dotted(node.func)}"


@each()
def test_no_network(path: Path) -> None:
    for line, module in imports(tree_of(path)) if name_of(path) not in MAY_SPEAK else ():
        parts = module.split(".")
        names = {".".join(parts[:length]) for length in range(1, len(parts) + 1)}
        assert not names & NETWORK, f"{name_of(path)}:{line} imports {module}"


@each()
def test_names_say_what_a_module_is(path: Path) -> None:
    for part in path.relative_to(PACKAGE).with_suffix("").parts:
        assert part.islower(), part
        assert part.isascii(), part
        assert not set(part.split("_")) & NOT_A_NAME, part


@each()
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(tree_of(path)), f"{name_of(path)} has no docstring"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("path.write_text('x')", True),
        ("path.open('w')", True),
        ("path.open(mode='ab')", True),
        ("open(path, 'x')", True),
        ("open(path)", False),
        ("path.open('rb')", False),
        ("os.replace(a, b)", True),
        ("path.replace(target)", True),
        ("text.replace('a', 'b')", False),
        ("Image.open(BytesIO(data))", False),
    ],
)
def test_the_test_itself_knows_what_writes(source: str, expected: bool) -> None:
    call = ast.parse(source, mode="eval").body
    assert isinstance(call, ast.Call)
    assert writes(call) is expected


@pytest.mark.parametrize(
    ("asked", "command"), [("commands.link_visits", "commands/links.py"), ("sample", "commands/sample.py")]
)
def test_only_the_command_of_its_name_asks_for(asked: str, command: str) -> None:
    module = re.compile(rf"qiangxiao\.{re.escape(asked)}(\.|$)")
    own = f"{asked}/"
    users = {
        name_of(path) for path in MODULES if any(module.match(name) for _, name in imports(tree_of(path)))
    }
    assert {user for user in users if not user.startswith(own)} == {command}
