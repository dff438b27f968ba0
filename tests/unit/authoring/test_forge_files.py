"""Forms, lists and templates for forges and editors: what
the vendors' own schemas say, and rules these leave out.
"""

from __future__ import annotations

import fnmatch
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from issue_events import MEASURES
from vendor_schemas import vendor_says

from qiangxiao.authoring.change_templates import GITHUB_DEFAULT, INTENTS, change_templates
from qiangxiao.authoring.editor_settings import editor_settings
from qiangxiao.authoring.forge_files import forge_files
from qiangxiao.authoring.issue_forms import FOLDER, fields_of, issue_forms
from qiangxiao.authoring.owners import owners_file
from qiangxiao.authoring.shapes import keys_of
from qiangxiao.commands.fmt import content_files
from qiangxiao.commands.main import main
from qiangxiao.records.case import CASE
from qiangxiao.records.kind import Kind
from qiangxiao.records.program import Measure
from qiangxiao.records.update import UPDATE

REPOSITORY = Path(__file__).resolve().parents[3]
SITE = "https://example.edu.cn/qiangxiao/"
LISTED = [Measure(id=f"m{at}", name=name, clause="三") for at, name in enumerate(MEASURES)]


def written(root: Path, files: Mapping[str, str]) -> list[Path]:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return [root / path for path in files]


@pytest.mark.parametrize(("measures", "url"), [(LISTED, SITE), ([], "")], ids=["known", "unknown"])
def test_the_forms_are_what_github_reads(tmp_path: Path, measures: list[Measure], url: str) -> None:
    files = written(tmp_path, issue_forms(measures, url))
    assert vendor_says("vendor.github-issue-config", tmp_path / FOLDER / "config.yml") == ""
    forms = [file for file in files if file.name != "config.yml"]
    assert len(forms) == 5 and vendor_says("vendor.github-issue-forms", *forms) == ""
    forms[0].write_text(
        forms[0].read_text(encoding="utf-8").replace("type: input", "type: inputs"), encoding="utf-8"
    )
    assert "inputs" in vendor_says("vendor.github-issue-forms", forms[0])  # the schema does look


@pytest.mark.parametrize("name", ["update", "case", "question"])
def test_a_form_keeps_the_rules_that_the_schema_leaves_out(name: str) -> None:
    form = yaml.safe_load(issue_forms(LISTED, SITE)[f"{FOLDER}/{name}.yml"])
    inputs = [part for part in form["body"] if part["type"] != "markdown"]
    for key in ("id", "label"):
        values = [part["id"] if key == "id" else part["attributes"]["label"] for part in inputs]
        assert len(set(values)) == len(values), key
    assert all(re.fullmatch(r"[a-zA-Z0-9_-]+", part["id"]) for part in inputs)
    for part in inputs:
        options = [option for option in part["attributes"].get("options", []) if isinstance(option, str)]
        assert len(set(options)) == len(options) and "None" not in options
        assert all(isinstance(value, (str, bool, list)) for value in part["attributes"].values())
    texts = [text for part in form["body"] for text in part["attributes"].values() if isinstance(text, str)]
    assert all(re.search("[\u4e00-\u9fff]", text) or re.fullmatch(r"[\d.p-]+", text) for text in texts)


@pytest.mark.parametrize("kind", [UPDATE, CASE], ids=lambda kind: kind.name)
def test_a_form_asks_for_every_mandatory_field_and_the_body_comes_last(kind: Kind[Any]) -> None:
    fields = fields_of(kind, MEASURES)
    asked = {field.path[0] for field in fields if field.path and field.is_required}
    assert asked == {key.name for key in keys_of(kind.model) if key.is_mandatory}
    assert fields[-1].label == "正文"
    is_long = [field.kind == "textarea" for field in fields]
    assert is_long == sorted(is_long), "a text of several lines before a single line could swallow it"


def test_the_chooser_leads_to_the_form_without_an_account_when_the_site_has_an_address() -> None:
    known = yaml.safe_load(issue_forms(LISTED, SITE)[f"{FOLDER}/config.yml"])
    assert [link["url"] for link in known["contact_links"]] == [f"{SITE}submit/", f"{SITE}guide/contribute/"]
    unknown = issue_forms(LISTED, "")[f"{FOLDER}/config.yml"]
    assert yaml.safe_load(unknown) == {"blank_issues_enabled": False} and "site.url 还没有填" in unknown


def test_owners_of_a_school_stand_beside_its_folder_only() -> None:
    text = owners_file(
        ("bianji", "chengdu/qiangxiao"), ("weihu",), {"b/c": ("x", "bianji"), "a/b": ("y",), "a/a": ()}
    )
    rules = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert rules == [
        "* @bianji @chengdu/qiangxiao @weihu",
        "/schools/a/b/ @y @bianji @chengdu/qiangxiao",
        "/schools/b/c/ @x @bianji @chengdu/qiangxiao",
        *(f"{place} @weihu" for place in ("/tools/", "/.github/", "/.gitlab/", "/.ci/", "/.workflow/")),
        "/.cnb.yml @weihu",
        "/Makefile @weihu",
    ]


def test_without_editors_nobody_is_made_up() -> None:
    text = owners_file((), (), {})
    assert all(line.startswith("#") for line in text.splitlines()) and "还没有 editors" in text


def test_a_strangers_account_cannot_become_a_rule(tmp_path: Path) -> None:
    written(
        tmp_path,
        {
            "schools/owners.yml": "folders:\n  - school: a/b\n    accounts:\n      - good\n"
            '      - "x @y"\n      - "*"\n      - "a\\n* @b"\n      - "#"\n      - jiaowu@example.edu.cn\n'
            '      - ../../x\n  - school: "../x"\n    accounts: [y]\n  - school: "* @z"\n    accounts: [y]\n',
            "schools/a/d/school.yml": "name: 甲\nkind: 初中\nas_of: 2026-01-01\nmaintainers: [mallory]\n",
        },
    )
    text = forge_files(tmp_path)[".github/CODEOWNERS"]
    assert [line for line in text.splitlines() if line and not line.startswith("#")] == [
        "/schools/a/b/ @good"
    ]


def test_both_forges_read_the_same_owners() -> None:
    files = forge_files(REPOSITORY)
    assert files[".github/CODEOWNERS"] == files[".gitlab/CODEOWNERS"]


@pytest.mark.parametrize("url", [SITE, ""])
def test_every_intent_has_a_short_list_that_leads_to_a_guide(url: str) -> None:
    files = change_templates(url)
    for intent in INTENTS:
        text = files[f".github/PULL_REQUEST_TEMPLATE/{intent.name}.md"]
        assert text == files[f".gitlab/merge_request_templates/{intent.name}.md"]
        assert 4 <= text.count("- [ ] ") <= 8 and (
            f"]({url}guide/" in text if url else "`docs/guide/" in text
        )
        assert f"template={intent.name}.md" in files[GITHUB_DEFAULT] and intent.title in files[GITHUB_DEFAULT]
        assert f"`{intent.name}`" in files[".gitlab/merge_request_templates/Default.md"]
        if not url:
            assert all((REPOSITORY / guide).is_file() for guide in re.findall(r"`(docs/guide/[^`]+)`", text))


def test_a_list_names_every_mandatory_field() -> None:
    text = change_templates("")[".github/PULL_REQUEST_TEMPLATE/case.md"]
    assert all(key.title in text for key in keys_of(CASE.model) if key.is_mandatory)


def test_an_editor_checks_every_data_file_against_the_schema_of_its_kind() -> None:
    settings: dict[str, Any] = json.loads(editor_settings()[".vscode/settings.json"])
    patterns = {
        pattern: Path(schema).name
        for schema, given in settings["yaml.schemas"].items()
        for pattern in ([given] if isinstance(given, str) else given)
    }
    for path, kind in content_files(REPOSITORY, []):
        found = [
            schema
            for pattern, schema in patterns.items()
            if fnmatch.fnmatchcase(path, pattern) and path.count("/") == pattern.count("/")
        ]
        assert found == ([f"{kind.name}.schema.json"] if path.endswith(".yml") else []), path
    assert all((REPOSITORY / schema).is_file() for schema in settings["yaml.schemas"])


def test_a_stale_a_missing_and_a_stray_file_fail_the_check_in_chinese(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def schema(*arguments: str) -> int:
        return main(["--root", str(tmp_path), "--no-color", "schema", *arguments])

    written(tmp_path, {"schools/a/b/school.yml": "name: 甲\nkind: 初中\nas_of: 2026-01-01\n"})
    assert schema() == 0 == schema("--check")
    (tmp_path / ".github/CODEOWNERS").write_text("* @me\n", encoding="utf-8")
    (tmp_path / ".gitlab/merge_request_templates/Default.md").unlink()
    (tmp_path / FOLDER / "bug.yml").write_text("name: x\n", encoding="utf-8")
    (tmp_path / ".github/workflows").mkdir()
    (tmp_path / ".github/workflows/check.yml").write_text("name: x\n", encoding="utf-8")
    capsys.readouterr()
    assert schema("--check") == 1
    assert capsys.readouterr().out.splitlines() == [
        "过时：.github/CODEOWNERS",
        "多余：.github/ISSUE_TEMPLATE/bug.yml",
        "缺少：.gitlab/merge_request_templates/Default.md",
    ]
    assert schema() == 0 == schema("--check")
    assert (
        not (tmp_path / FOLDER / "bug.yml").exists() and (tmp_path / ".github/workflows/check.yml").exists()
    )
