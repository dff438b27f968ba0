"""`qiangxiao schema`: generated pages and JSON Schemas, byte for byte the same every time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree
from vendor_schemas import judge

from qiangxiao.authoring.corpus_examples import example_of
from qiangxiao.authoring.generated import generate_files
from qiangxiao.authoring.json_schema import json_schema
from qiangxiao.authoring.shapes import keys_of
from qiangxiao.checks.run import all_rules
from qiangxiao.commands.fmt import content_files
from qiangxiao.commands.main import main
from qiangxiao.records.featured import FEATURED
from qiangxiao.records.kinds import KINDS
from qiangxiao.records.school import SCHOOL

REPOSITORY = Path(__file__).resolve().parents[3]


class Yaml12(yaml.SafeLoader):
    """Reads YAML as an editor's schema checker does: dates and `on` stay text."""


Yaml12.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if not tag.endswith(("timestamp", "bool")) or first in "tf"
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def schema(root: Path, *arguments: str) -> int:
    return main(["--root", str(root), "--no-color", "schema", *arguments])


def test_every_rule_and_every_kind_has_its_page() -> None:
    files = generate_files(REPOSITORY, all_rules().values())
    assert {f"docs/errors/{code}.md" for code in all_rules()} <= set(files)
    for kind in KINDS:
        page = files[f"docs/guide/fields/{kind.name}.md"]
        assert all(f"<br><code>{key.name}</code></th>" in page for key in keys_of(kind.model))
        assert f"]({kind.name}/)" in files["docs/guide/fields.md"]
    assert generate_files(REPOSITORY, reversed(list(all_rules().values()))) == files


def test_every_generated_page_has_front_matter_and_balanced_tables() -> None:
    for path, text in generate_files(REPOSITORY, all_rules().values()).items():
        if not (path.endswith(".md") and path.startswith("docs/")):
            continue
        assert text.startswith("---\ntitle: ") and text.count("\n# ") >= 1, path
        for line in text.split("\n"):
            if line.startswith("| ["):
                assert line.replace("\\|", "").count("|") == 4, (path, line)
        for table in re.findall(r"<table.*?</table>", text, re.DOTALL):
            assert "\n\n" not in table, path  # a blank line would end the HTML
            rows = etree.fromstring(table.replace("<br>", "<br/>")).findall("tbody/tr")
            assert rows and all([part.tag for part in row] == ["th", "td", "td", "td"] for row in rows), path


def test_what_everybody_fills_in_comes_first() -> None:
    page = generate_files(REPOSITORY, all_rules().values())["docs/guide/fields/update.md"].partition(
        "## `tasks`"
    )[0]
    names = re.findall(r"<br><code>(\w+)</code>", page)
    assert names[:4] == ["title", "date", "summary", "measures"] and names[-1] in (
        "id",
        "review",
        "corrections",
    )
    assert page.count("必填</span>") == 4 and '<a href="#tasks任务进展">' in page


def test_the_sample_is_valid_against_the_schemas() -> None:
    validators = {kind.name: judge(json.loads(json_schema(kind))) for kind in KINDS}
    for path, kind in content_files(REPOSITORY, []):
        text = (REPOSITORY / path).read_text(encoding="utf-8")
        data = yaml.load(text.split("---\n")[1] if path.endswith(".md") else text, Yaml12)
        errors = [error.message for error in validators[kind.name].iter_errors(as_json(data))]
        assert not errors, (path, errors)


def as_json(data: Any) -> Any:
    if isinstance(data, dict):
        return {str(key): as_json(value) for key, value in data.items() if value is not None}
    return [as_json(item) for item in data] if isinstance(data, list) else data


def test_the_schemas_are_schemas() -> None:
    for kind in KINDS:
        schema = json.loads(json_schema(kind))
        assert judge(schema)
        assert not {"ge", "le", "gt", "lt", "max_length", "min_length"} & set(keys_in(schema))


def keys_in(data: Any) -> Iterator[str]:
    """Yield every keyword of a schema, but not the names of the fields it is about."""
    if isinstance(data, list):
        for item in data:
            yield from keys_in(item)
    elif isinstance(data, dict):
        for key, value in data.items():
            yield key
            for inner in value.values() if key in ("properties", "$defs") else (value,):
                yield from keys_in(inner)


def test_the_limits_of_numbers_are_in_the_schema() -> None:
    schema = json.loads(json_schema(SCHOOL))
    assert (
        schema["properties"]["class_count"] | {"minimum": 0, "maximum": 1_000_000}
        == schema["properties"]["class_count"]
    )


def test_the_schemas_carry_chinese_only_and_refuse_unknown_keys() -> None:
    for kind in KINDS:
        whole = json.loads(json_schema(kind))
        top = whole["items"] if kind is FEATURED else whole
        assert top["additionalProperties"] is False
        for part in (top, *whole.get("$defs", {}).values()):
            for field in part["properties"].values():
                assert any("\u4e00" <= char <= "\u9fff" for char in field["description"])


def test_stale_missing_and_left_over_files_are_listed_and_then_mended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert schema(tmp_path) == 0
    assert schema(tmp_path, "--check") == 0
    (tmp_path / "docs/errors/yaml.colon.md").write_text("旧", encoding="utf-8")
    (tmp_path / "docs/schemas/plan.schema.json").unlink()
    (tmp_path / "docs/errors/gone.code.md").write_text("旧", encoding="utf-8")
    capsys.readouterr()
    assert schema(tmp_path, "--check") == 1
    shown = capsys.readouterr()
    assert shown.out.splitlines() == [
        "多余：docs/errors/gone.code.md",
        "过时：docs/errors/yaml.colon.md",
        "缺少：docs/schemas/plan.schema.json",
    ]
    assert "3 个生成的文件" in shown.err and "请运行 qiangxiao schema" in shown.err and "删去" in shown.err
    assert schema(tmp_path) == 0 and schema(tmp_path, "--check") == 0
    assert not (tmp_path / "docs/errors/gone.code.md").exists()


def test_out_writes_elsewhere(tmp_path: Path) -> None:
    assert schema(REPOSITORY, "--out", str(tmp_path / "other")) == 0
    assert (tmp_path / "other/docs/guide/fields.md").is_file()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    base = tmp_path / "base/schools/a/b"
    case = tmp_path / "invalid/some.code"
    base.mkdir(parents=True)
    (case / "files/schools/a/b").mkdir(parents=True)
    (base / "school.yml").write_text("name: 一\nkind: 初中\nas_of: 2026-01-01\nmotto: 好\n", encoding="utf-8")
    (case / "files/schools/a/b/school.yml").write_text(
        "name: 一\nkind: 小学\nas_of: 2026-01-01\nmotto: 好\n", encoding="utf-8"
    )
    (case / "expected.txt").write_text(
        "schools/a/b/school.yml:2:7-2:9 error[some.code] 学校类别不对。\n", encoding="utf-8"
    )
    return tmp_path


def test_an_example_shows_the_wrong_lines_and_the_same_place_in_the_base(corpus: Path) -> None:
    example = example_of(corpus, "some.code")
    assert example is not None
    assert example.wrong == "name: 一\nkind: 小学\nas_of: 2026-01-01\nmotto: 好"
    assert example.right == "name: 一\nkind: 初中\nas_of: 2026-01-01\nmotto: 好"
    assert example.message == "学校类别不对。" and example.first_line == 1


def test_a_right_example_in_the_folder_comes_before_the_base(corpus: Path) -> None:
    (corpus / "invalid/some.code/right.txt").write_text("kind: 完全中学\n", encoding="utf-8")
    example = example_of(corpus, "some.code")
    assert example is not None and example.right == "kind: 完全中学"


def test_a_code_without_a_case_or_with_a_picture_has_no_example(corpus: Path) -> None:
    assert example_of(corpus, "other.code") is None
    case = corpus / "invalid/picture.code"
    (case / "files").mkdir(parents=True)
    (case / "expected.txt").write_text(
        "schools/a/b/media/x.jpg:1:1 error[picture.code] 坏了。\n", encoding="utf-8"
    )
    assert example_of(corpus, "picture.code") is None
