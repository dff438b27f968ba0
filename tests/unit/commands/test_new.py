"""`qiangxiao new`: once the marked places are filled, the file passes the checks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import count
from pathlib import Path

import pytest
from pydantic import BaseModel

from qiangxiao.authoring.formatter import format_file, write_document
from qiangxiao.authoring.shapes import Key, keys_of
from qiangxiao.commands.main import main
from qiangxiao.records.kinds import kind_of
from qiangxiao.sources.document import read_document
from qiangxiao.sources.yaml_reader import Data

REPOSITORY = Path(__file__).resolve().parents[3]
SCHOOL = ("--school", "jinniu/shili")
SEQUENCE: tuple[tuple[str, ...], ...] = (
    ("school", "--district", "jinniu", "--slug", "shili", "--name", "金牛示例中学（示例）"),
    ("baseline", *SCHOOL, "--date", "2024-01-08"),
    ("plan", *SCHOOL, "--date", "2024-02-29"),
    ("support", *SCHOOL),
    ("teaching", *SCHOOL),
    ("update", *SCHOOL, "--slug", "kaifangke", "--title", "开放课试行"),
    ("case", *SCHOOL, "--slug", "xiaozu"),
    ("inspection", *SCHOOL, "--semester", "2025-autumn"),
    ("inspection", *SCHOOL, "--slug", "er"),
    ("visit", *SCHOOL, "--slug", "zuoye", "--date", "2026-10-08"),
    ("monitoring", *SCHOOL),
    ("event", "--slug", "yantao"),
    ("bulletin",),
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    program = REPOSITORY / "schools/program.yml"
    data = read_document("schools/program.yml", program.read_bytes()).data
    assert isinstance(data, dict)
    data.pop("support_schools", None)
    (tmp_path / "schools").mkdir()
    text = write_document("schools/program.yml", data)
    (tmp_path / "schools/program.yml").write_text(text, encoding="utf-8")
    return tmp_path


def call(root: Path, *arguments: str) -> int:
    return main(["--root", str(root), "--as-of", "2026-11-24", "--no-color", *arguments])


def new(root: Path, arguments: Sequence[str], capsys: pytest.CaptureFixture[str]) -> Path:
    assert call(root, "new", *arguments) == 0
    shown = capsys.readouterr().out
    assert "docs/guide/fields.md" in shown
    return root / shown.splitlines()[0].removeprefix("已建好：")


def fill(root: Path, file: Path) -> None:
    """Fill every marked place by what its field takes."""
    path = file.relative_to(root).as_posix()
    kind = kind_of(path)
    assert kind is not None
    document = read_document(path, file.read_bytes())
    data = filled(document.data, kind.model, count(sum(file.name.encode())))
    text = write_document(path, data, document.body.replace("待填", "这里写了正文。"))
    file.write_text(text, encoding="utf-8")


def filled(data: Data, model: type[BaseModel], numbers: count[int]) -> Data:
    assert isinstance(data, dict)
    keys = {key.name: key for key in keys_of(model)}
    return {name: filled_value(value, keys[name], numbers) for name, value in data.items()}


def filled_value(value: Data, key: Key, numbers: count[int]) -> Data:
    if isinstance(value, list):
        return [filled_value(item, key, numbers) for item in value]
    if isinstance(value, dict):
        if key.shape.is_by_year:
            return dict.fromkeys(value, "80")
        assert key.shape.model is not None
        return filled(value, key.shape.model, numbers)
    if value != "待填":
        return value
    if key.name in ("measures", "measure"):
        return "深化课堂教学改革"
    if key.shape.vocabulary:
        return key.shape.vocabulary.values()[0]
    assert key.shape.scalar is not None
    special = {
        "line": f"示例文字{next(numbers)}",
        "count": "1" if key.name == "year" else "40",
        "date": "2025-09-01" if key.name == "enrolled_on" else "2026-11-24",
    }
    special |= {"slug": "p1" if key.name == "problems" else "t1"}
    special |= {"content_id": "jinniu/shili/updates/2026-11-24-kaifangke"}
    return special.get(key.shape.scalar.name, key.shape.scalar.example)


def test_every_kind_passes_the_checks_once_filled(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in SEQUENCE:
        file = new(root, arguments, capsys)
        assert call(root, "check", str(file)) == 1
        capsys.readouterr()
        fill(root, file)
        code = call(root, "check", str(file))
        assert code == 0, capsys.readouterr().out
        capsys.readouterr()
    assert call(root, "check") == 0
    assert "错误 0，警告 0" in capsys.readouterr().out


def test_a_new_file_is_already_in_canonical_form(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in SEQUENCE:
        file = new(root, arguments, capsys)
        path = file.relative_to(root).as_posix()
        kind = kind_of(path)
        assert kind is not None
        assert not format_file(path, file.read_bytes(), kind).is_changed
        fill(root, file)


def test_a_data_file_tells_editors_where_its_schema_is(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        not new(root, SEQUENCE[0], capsys).read_text(encoding="utf-8").startswith("#")
    )  # no schema, no line
    call(root, "schema")
    capsys.readouterr()
    for arguments in SEQUENCE[1:]:
        file = new(root, arguments, capsys)
        first = file.read_text(encoding="utf-8").split("\n")[0]
        is_data = file.suffix == ".yml"
        assert first.startswith("# yaml-language-server: $schema=") is is_data, first
        if is_data:
            schema = file.parent / first.partition("=")[2]
            name = "monitoring" if file.parent.name == "monitoring" else file.stem
            assert schema.resolve() == root / f"docs/schemas/{name}.schema.json"
            assert schema.is_file()
    assert call(root, "fmt", "--check") == 0


def test_the_help_of_a_bulletin_names_the_file_that_is_made(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        call(root, "new", "bulletin", "--help")
    assert "docs/bulletins/draft-2026-11.md" in capsys.readouterr().out
    assert new(root, ("bulletin",), capsys).name == "draft-2026-11.md"


def test_every_place_left_open_is_called_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in SEQUENCE:
        file = new(root, arguments, capsys)
        call(root, "check", "--format", "json", str(file))
        problems = [found for found in json.loads(capsys.readouterr().out) if found["severity"] == "error"]
        codes = {found["code"] for found in problems}
        assert codes <= {"field.placeholder", "body.placeholder"}, (arguments, problems)
        assert all("还没有填写" in found["message"] or "待填" in found["message"] for found in problems), (
            problems
        )
        fill(root, file)


def test_a_new_file_never_overwrites(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = new(root, SEQUENCE[0], capsys)
    file.write_text("mine", encoding="utf-8")
    assert call(root, "new", *SEQUENCE[0]) == 2
    assert file.read_text(encoding="utf-8") == "mine"


def test_the_folder_on_the_way_may_not_be_a_link(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (root / "schools/jinniu").symlink_to(elsewhere)
    assert call(root, "new", *SEQUENCE[0]) == 2
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("school", "--district", "nowhere", "--slug", "a"),
        ("school", "--district", "jinniu", "--slug", "甲"),
        ("school", "--district", "jinniu", "--slug", "a", "--name", "<b>"),
        ("school", "--district", "jinniu"),
        ("update", "--school", "jinniu/none", "--slug", "a"),
        ("update", "--school", "../..", "--slug", "a"),
        ("event", "--slug", "a", "--date", "2026-02-30"),
        ("bulletin", "--slug", "../a"),
        ("poem",),
        (),
    ],
)
def test_wrong_usage_is_one_line_and_writes_nothing(
    root: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(root.rglob("*"))
    assert call(root, "new", *arguments) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert sorted(root.rglob("*")) == before


def test_an_inspection_of_another_semester_is_dated_in_it(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    school = new(root, SEQUENCE[0], capsys)
    fill(root, school)
    file = new(root, ("inspection", *SCHOOL, "--semester", "2026-spring"), capsys)
    assert file.name == "2026-spring.md" and "date: 2026-02" in file.read_text(encoding="utf-8")
    assert call(root, "new", "inspection", *SCHOOL, "--semester", "2026-spring", "--date", "2026-11-01") == 2
    assert call(root, "new", "inspection", *SCHOOL, "--semester", "2026春") == 2
