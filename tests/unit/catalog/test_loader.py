"""Any tree loads: whatever is wrong is a problem, never an exception, and never takes long."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from corpus_trees import AS_OF, BASE, lay_out, problems_of
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qiangxiao.catalog.loader import load
from qiangxiao.checks.run import run_checks
from qiangxiao.records.case import CASE
from qiangxiao.records.kinds import KINDS
from qiangxiao.records.policy import POLICY
from qiangxiao.records.update import UPDATE

SCHOOL = "schools/jinjiang/shili"
AN_UPDATE = f"{SCHOOL}/updates/2026-10-12-kaifangke.md"
FRONT = (BASE / AN_UPDATE).read_text(encoding="utf-8").split("\n---\n")[0]
PLAN = (BASE / SCHOOL / "plan.yml").read_text(encoding="utf-8")
PROGRAM = (BASE / "schools/program.yml").read_text(encoding="utf-8")
BULLETIN = (BASE / "docs/bulletins/2026-10.md").read_text(encoding="utf-8")


def put(root: Path, path: str, content: bytes | str) -> None:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    target.write_bytes(content if isinstance(content, bytes) else content.encode())


def codes(root: Path, path: str) -> list[str]:
    return [problem.code for problem in problems_of(root) if problem.path == path]


@settings(max_examples=80)
@given(st.sampled_from(KINDS), st.binary(max_size=300))
def test_any_bytes_as_any_file_load(
    tmp_path_factory: pytest.TempPathFactory, kind: object, data: bytes
) -> None:
    root = tmp_path_factory.mktemp("tree")
    put(root, kind.layout.example, data)
    assert told(root)


def told(root: Path) -> bool:
    """Whether every problem, of whatever bytes, says its place and what is wrong."""
    return all(problem.path and problem.span.line >= 1 and problem.message for problem in problems_of(root))


@settings(max_examples=40)
@given(st.sampled_from([kind for kind in KINDS if kind is not POLICY]), st.data())
def test_any_damage_to_a_good_file_loads(
    tmp_path_factory: pytest.TempPathFactory, kind: object, data: st.DataObject
) -> None:
    root = tmp_path_factory.mktemp("damaged") / "root"
    lay_out(root)
    path = next(
        (p for p in sorted(root.rglob("*")) if kind.layout.pattern.fullmatch(p.relative_to(root).as_posix())),
        None,
    )
    assume(path is not None)  # the tree has no file of some kinds
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=6))
    put(root, path.relative_to(root).as_posix(), bytes(content))
    assert told(root)


WEIRD = {
    "an empty mapping": "{}\n",
    "an empty list": "[]\n",
    "nothing": "",
    "a null": "~\n",
    "numbers as keys": "1: 2\n2026: 3\n",
    "a list as a key": "[a, b]: c\n",
    "a list of nothing": "- ~\n-\n- []\n- {}\n",
    "every key null": "name:\nkind:\nas_of:\nid:\nreview:\n",
    "surrogates by escape": 'name: "\\ud83d\\ude00"\n',
    "text of the last plane": "name: \U0010fffd\n",
}


@pytest.mark.parametrize("content", WEIRD.values(), ids=WEIRD.keys())
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_weird_content_as_any_file_is_reported(tmp_path: Path, kind: object, content: str) -> None:
    path = kind.layout.example
    put(tmp_path, path, f"---\n{content}---\n" if path.endswith(".md") else content)
    problems = problems_of(tmp_path)
    # Of what need not say anything an empty file is sound.
    if not (kind.name == "featured" and content == "[]\n") and kind.name not in ("monitoring", "owners"):
        assert [problem for problem in problems if problem.path == path]


def test_an_empty_root_lacks_only_its_program(tmp_path: Path) -> None:
    assert [problem.code for problem in problems_of(tmp_path)] == ["program.missing"]


def test_empty_folders_are_no_schools(tmp_path: Path) -> None:
    (tmp_path / SCHOOL / "updates").mkdir(parents=True)
    assert load(tmp_path).catalog.schools == {}


def test_a_school_with_photos_only_lacks_its_profile(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "root")
    put(root, "schools/pujiang/zhaopian/media/a.jpg", (BASE / SCHOOL / "media/kaifangke.jpg").read_bytes())
    assert codes(root, "schools/pujiang/zhaopian/school.yml") == ["school.profile.missing"]


def test_a_file_that_cannot_be_opened_is_one_problem_and_still_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = lay_out(tmp_path / "root")
    real = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name in ("xiaozu-xuexi.md", "school.yml"):
            raise PermissionError(str(path))
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    loaded = load(root)
    assert {problem.code for problem in loaded.problems} == {"file.unreadable"}
    assert "jinjiang/shili/cases/xiaozu-xuexi" in loaded.catalog.known_ids
    assert "reference.unknown" not in {problem.code for problem in run_checks(loaded.catalog, AS_OF)}


@pytest.mark.parametrize(
    ("path", "content"),
    [
        (f"{SCHOOL}/cases/xiaozu-xuexi.md", b"\xff"),
        ("schools/featured.yml", "a: 1\n"),
        ("schools/featured.yml", "- ["),
        ("schools/featured.yml", "- period: 2026-10\n  school: jinjiang/shili\n"),
        (f"{SCHOOL}/plan.yml", "title: ["),
        (f"{SCHOOL}/baseline.md", "没有信息栏\n"),
        (f"{SCHOOL}/school.yml", b"\xff"),
        ("schools/program.yml", "- 1\n"),
        ("schools/program.yml", PROGRAM.replace("clause: 三(三)", "clause: 待填")),
        ("schools/program.yml", PROGRAM.replace("name: 锦江区", "name: 待填")),
        (f"{SCHOOL}/media/kaifangke.jpg", b"x"),
        (f"{SCHOOL}/updates/2026-10-12-kaifangke.md", FRONT + "\n---\n\n" + "*" * 60 + "\n"),
        (f"{SCHOOL}/cases/xiaozu-xuexi.md", b"-" * 600_000),
        ("docs/bulletins/2026-10.md", "没有信息栏\n"),
    ],
)
def test_a_broken_file_breaks_no_other(tmp_path: Path, path: str, content: bytes | str) -> None:
    root = lay_out(tmp_path / "root")
    put(
        root,
        "docs/bulletins/2026-11.md",
        BULLETIN.replace("issue: 1", "issue: 2").replace("total: 1", "total: 2"),
    )
    text = (root / "docs/bulletins/2026-11.md").read_text(encoding="utf-8").split("sections:")[0]
    put(root, "docs/bulletins/2026-11.md", text + "sections:\n  - name: 空\n---\n")
    before = set(problems_of(root))
    put(root, path, content)
    added = {problem for problem in problems_of(root) if problem not in before}
    assert added
    assert {problem.path for problem in added} == {path}


HOSTILE = {
    "brackets": (f"{SCHOOL}/school.yml", "a: " + "[" * 100_000),
    "aliases": (
        f"{SCHOOL}/school.yml",
        "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(900)),
    ),
    "unknown keys": (f"{SCHOOL}/school.yml", "".join(f"key_number_{n}: 1\n" for n in range(2_900))),
    "measures": (AN_UPDATE, FRONT.replace("measures:\n", "measures:\n" + "  - 坏\n" * 1_500) + "\n---\n"),
    "adoptions": (
        AN_UPDATE,
        FRONT + "\nadopts:\n" + "".join(f"  - a/b{n}/cases/c\n" for n in range(1_400)) + "---\n",
    ),
    "items": (
        "docs/bulletins/2026-10.md",
        BULLETIN.replace(
            "    items:\n", "    items:\n" + "".join(f"      - a/b{n}/updates/c\n" for n in range(900)), 1
        ),
    ),
    "small samples": (
        f"{SCHOOL}/monitoring/2026.yml",
        "dimensions:\n"
        + "  - dimension: 学业水平\n    instrument: 测评\n    sample: 1\n    direction: 进步\n" * 740,
    ),
    "tasks": (
        f"{SCHOOL}/plan.yml",
        PLAN.replace(
            "tasks:\n",
            "tasks:\n"
            + "".join(f"  - {{id: x{n}, objective: z{n}, measure: 深化, title: a}}\n" for n in range(2_000)),
        ),
    ),
    "long file": (AN_UPDATE, FRONT + "\n---\n" + ("字" * 1_600 + "\n\n") * 105),
    "emphasis": (AN_UPDATE, FRONT + "\n---\n" + ("*a" * 2_400 + "\n") * 100),
    "links": (AN_UPDATE, FRONT + "\n---\n" + ("[a](" * 1_200 + "\n") * 100),
    "ticks": (AN_UPDATE, FRONT + "\n---\n" + ("`a``b```c" * 500 + "\n") * 100),
    "tags": (AN_UPDATE, FRONT + "\n---\n" + ("<a " * 1_600 + "\n") * 100),
    "lists": (AN_UPDATE, FRONT + "\n---\n" + "- a\n  - b\n    - c\n" * 900),
    "table": (
        AN_UPDATE,
        FRONT + "\n---\n" + "|a" * 39 + "|\n" + "|-" * 39 + "|\n" + ("|a" * 39 + "|\n") * 2_800,
    ),
    "numbers": (AN_UPDATE, FRONT + "\n---\n" + ("1-2-3-" * 800 + "\n") * 100),
    "spaces": (AN_UPDATE, FRONT + "\n---\n" + (" " * 4_999 + "\n") * 100),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_takes_no_long_time(tmp_path: Path, name: str) -> None:
    root = lay_out(tmp_path / "root")
    put(root, *HOSTILE[name])
    start = process_time()
    problems_of(root)
    assert process_time() - start < 4  # alone it takes at most half of this


def test_a_file_of_a_gibibyte_is_not_read(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "root")
    for path in (f"{SCHOOL}/media/da.jpg", f"{SCHOOL}/visits/2026-10-01-da.md"):
        put(root, path, b"")
        with (root / path).open("r+b") as file:
            file.truncate(1 << 30)
    start = process_time()
    assert codes(root, f"{SCHOOL}/media/da.jpg") == ["image.size"]
    assert codes(root, f"{SCHOOL}/visits/2026-10-01-da.md") == ["file.size"]
    assert process_time() - start < 2


def test_progress_is_told_from_the_first_file_to_the_last() -> None:
    told: list[tuple[int, int]] = []
    load(BASE, progress=lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == list(range(told[0][1]))


def test_records_know_their_ids_addresses_and_schools() -> None:
    catalog = load(BASE).catalog
    case = catalog.all(CASE)[0]
    assert case.id == "jinjiang/shili/cases/xiaozu-xuexi"
    assert case.address == "schools/jinjiang/shili/cases/xiaozu-xuexi/"
    school = catalog.school_of(case.id)
    assert school is not None
    assert school.name == "锦江示例初级中学（示例）"
    assert [update.id for update in catalog.all(UPDATE)] == [
        "pujiang/dongpo/updates/2026-11-05-lianhe-beike",
        "jinjiang/shili/updates/2026-10-12-kaifangke",
    ]
    assert catalog.by_id["featured/2026-10"].record.school == school.id
