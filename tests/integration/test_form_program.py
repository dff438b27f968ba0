"""The form's program and configuration: valid for the
package it is made for, the same bytes each time, not needed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from sample_program import REPOSITORY, copy_built, copy_house, qiangxiao_process
from vendor_schemas import judge

from qiangxiao.authoring.forms.choices import (
    EVENTS,
    event_choices,
    list_shared_cases,
    lists_of,
    lists_of_office,
)
from qiangxiao.authoring.forms.config import form_rules, form_template
from qiangxiao.catalog.catalog import Catalog, School
from qiangxiao.catalog.loader import load
from qiangxiao.foundation.vocabulary import EvidenceLevel, Forge
from qiangxiao.records.case import CASE, EVIDENCE_NEEDS, Evidence
from qiangxiao.records.event import EVENT
from qiangxiao.records.kind import Scope
from qiangxiao.records.kinds import SCHOOL_KINDS
from qiangxiao.records.program import AccountDoor
from qiangxiao.site.form_bundle import FormError, find_bundle, make_bundle, packages, take_bundle
from qiangxiao.site.form_documents import account_settings
from qiangxiao.site.project import FORM_SOURCE

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

CATALOG: Catalog = load(REPOSITORY).catalog
SCHOOLS: tuple[School, ...] = tuple(CATALOG.schools.values())


@pytest.fixture(scope="module")
def modules() -> Path:
    """The folder with the packages that the form is made of."""
    found = packages(REPOSITORY)
    assert found is not None, "在线表单的软件包没有装：请先运行 qiangxiao form"
    return found


@pytest.fixture(scope="module")
def validator(modules: Path) -> Validator:
    schema = (modules / "node_modules/@sveltia/cms/schema/sveltia-cms.json").read_text(encoding="utf-8")
    return judge(json.loads(schema))


def _lists(school: School) -> dict[str, Any]:
    cases = list_shared_cases((entry.id, entry.record.title, entry.id) for entry in CATALOG.all(CASE))
    return {**lists_of(school, CATALOG.program), "@cases": cases, EVENTS: event_choices(CATALOG.all(EVENT))}


def filled(template: Any, school_id: str, name: str, lists: Mapping[str, Any]) -> Any:
    """What the browser does, once more: one school in its places; a field whose list is empty is left out."""

    def fill(part: Any) -> Any:
        if isinstance(part, str):
            return part.replace("{owner}", school_id).replace("{name}", name)
        if isinstance(part, list):
            return [fill(item) for item in part if not _is_without_choice(item, lists)]
        if not isinstance(part, dict):
            return part
        return {
            key: _options(value, lists) if key == "options" else fill(value) for key, value in part.items()
        }

    return fill(template)


def _options(value: Any, lists: Mapping[str, Any]) -> Any:
    return list(lists[value]) if isinstance(value, str) else value


def _is_without_choice(part: object, lists: Mapping[str, Any]) -> bool:
    mark = part.get("options") if isinstance(part, dict) else None
    return isinstance(mark, str) and not lists[mark]


def _config(school: School, lists: Mapping[str, Any] | None = None) -> dict[str, Any]:
    template = form_template(CATALOG.program, CATALOG.policy)
    config: dict[str, Any] = filled(template, school.id, school.name, lists or _lists(school))
    return json.loads(json.dumps(config))


def _faults(validator: Validator, config: Mapping[str, Any]) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(config)]


def test_the_configuration_of_a_school_is_valid_for_the_package(validator: Validator) -> None:
    shapes = {tuple(name for name, rows in _lists(school).items() if rows): school for school in SCHOOLS}
    assert shapes  # they differ in nothing but the words to choose from, and in which lists have any
    for config in (
        *map(_config, shapes.values()),
        _config(SCHOOLS[0], dict.fromkeys(_lists(SCHOOLS[0]), ())),
    ):
        assert config["collections"]
        assert _faults(validator, config) == []


@pytest.mark.parametrize("scope", [Scope.DISTRICT, Scope.CITY])
def test_the_configuration_of_an_office_is_valid_for_the_package(validator: Validator, scope: Scope) -> None:
    template = form_template(CATALOG.program, CATALOG.policy, scope)
    for schools in (SCHOOLS, ()):  # a district may have no school yet
        lists = lists_of_office(schools, CATALOG.program)
        config: Any = filled(template, "jinjiang", "锦江区", lists)
        assert config["collections"]
        assert _faults(validator, json.loads(json.dumps(config))) == []


def test_the_package_s_schema_knows_a_broken_configuration(validator: Validator) -> None:
    config = _config(SCHOOLS[0])
    config["collections"][0]["fields"] = "none"
    assert _faults(validator, config)


@pytest.mark.parametrize("forge", list(Forge))
def test_the_account_door_s_configuration_is_valid(validator: Validator, forge: Forge) -> None:
    door = AccountDoor(forge=forge, repository="example/qiangxiao", branch="main")
    assert _faults(validator, {**_config(SCHOOLS[0]), **account_settings(door)}) == []


def test_the_browser_fills_the_configuration_as_we_do(tmp_path: Path) -> None:
    given = [{"id": school.id, "name": school.name, "lists": _lists(school)} for school in SCHOOLS]
    (tmp_path / "given.json").write_text(
        json.dumps([form_template(CATALOG.program, CATALOG.policy), given]), encoding="utf-8"
    )
    script = (
        f"import {{ filled }} from {json.dumps((FORM_SOURCE / 'src' / 'config.js').as_uri())};"
        "import { readFileSync } from 'node:fs';"
        "const [template, given] = JSON.parse(readFileSync('given.json', 'utf8'));"
        "console.log(JSON.stringify(given.map((school) => filled(template, school))));"
    )
    (tmp_path / "fill.mjs").write_text(script, encoding="utf-8")
    done = subprocess.run(
        ["node", "fill.mjs"], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True
    )
    for school, config in zip(SCHOOLS, json.loads(done.stdout), strict=True):
        assert config == _config(school), school.id


_CHANGES = """
import { changesOf } from './src/package.js';
import { readFileSync } from 'node:fs';
const { config, rules, files } = JSON.parse(readFileSync('given.json', 'utf8'));
const store = { paths: () => Object.keys(files), get: (path) => ({ data: files[path] }) };
console.log(JSON.stringify(changesOf(store, { config, rules })));
"""


@pytest.fixture(scope="module")
def changes(modules: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[dict[str, Any]]]:
    """Return a function from new files of a school to what the form says of them before they are packed."""
    folder = tmp_path_factory.mktemp("script")
    shutil.copytree(FORM_SOURCE / "src", folder / "src")
    (folder / "node_modules").symlink_to(modules / "node_modules")
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    (folder / "changes.js").write_text(_CHANGES, encoding="utf-8")

    def look(**files: str) -> list[dict[str, Any]]:
        school = SCHOOLS[0]
        paths = {f"schools/{school.id}/{name.replace('__', '/')}": text for name, text in files.items()}
        given = {"config": _config(school), "rules": form_rules(CATALOG.program), "files": paths}
        (folder / "given.json").write_text(json.dumps(given), encoding="utf-8")
        command = ["node", "changes.js"]
        done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=True)
        found: list[dict[str, Any]] = json.loads(done.stdout)
        return found

    return look


def test_a_changed_file_is_called_what_its_kind_is_called(
    changes: Callable[..., list[dict[str, Any]]],
) -> None:
    examples = {
        kind.layout.example.split("/", 3)[3].replace("/", "__"): ("title: x\n", kind.label)
        for kind in SCHOOL_KINDS
    }
    found = changes(**{name: text for name, (text, _) in examples.items()})
    assert [change["kind"] for change in found] == [label for _, label in examples.values()]


def _a_case(level: str, **numbers: str) -> str:
    return "\n  ".join(
        ["---\nevidence:", f"level: {level}", *(f"{key}: {value}" for key, value in numbers.items())]
    )


@pytest.mark.parametrize("level", list(EvidenceLevel))
def test_evidence_that_lacks_its_numbers_is_named_before_it_is_sent(
    changes: Callable[..., list[dict[str, Any]]], level: EvidenceLevel
) -> None:
    needed = EVIDENCE_NEEDS.get(level, ())
    (bare,) = changes(**{"cases__a.md": _a_case(level.value) + "\n---\n"})
    assert len(bare["faults"]) == bool(needed)
    for key in needed:
        assert f"“{Evidence.model_fields[key].title}”" in bare["faults"][0]
        assert f"证据等级是“{level.value}”" in bare["faults"][0]
    whole = _a_case(level.value, **dict.fromkeys(needed, "8")) + "\n---\n"
    assert changes(**{"cases__a.md": whole})[0]["faults"] == []


def test_what_a_whole_file_says_wrong_is_named_before_it_is_sent(
    changes: Callable[..., list[dict[str, Any]]],
) -> None:
    plan = (
        "starts_on: 2026-09-01\nends_on: 2025-07-01\ntasks:\n  - id: t1\n  - id: t1\n"
        "indicators:\n  - id: i1\n    targets:\n      2030: 1\n"
    )
    found = changes(**{"plan.yml": plan, "updates__2026-10-12-a.md": "---\ndate: 2026-10-13\n---\n"})
    assert [change["faults"] for change in found] == [
        [
            "分类任务的编号重复了：t1。每个编号只能用一次。",
            "结束日期早于开始日期。",
            "目标年份 2030 不在方案期限之内。",
        ],
        ["日期改成了 2026-10-13，而这一篇的网址里是 2026-10-12。请把日期改回来，或者放弃这一篇，另写一篇。"],
    ]


def test_a_photo_is_sent_with_the_text_that_names_it(
    changes: Callable[..., list[dict[str, Any]]],
) -> None:
    update = "---\nphotos:\n  - file: media/shown.webp\n---\n"
    found = changes(**{"updates__a.md": update, "media__shown.webp": "x", "media__unseen.webp": "x"})
    assert [(change["kind"], change["title"]) for change in found] == [("进展", ""), ("照片", "shown.webp")]


def test_two_bundles_are_the_same_bytes(modules: Path) -> None:
    with TemporaryDirectory(prefix="test-", dir=modules.parent) as folder:
        bundles = [make_bundle(modules, Path(folder) / name) for name in ("one", "two")]
        one, two = (dict(bundle.files()) for bundle in bundles)
    assert len(one) > 5
    assert one == two
    assert bundles[0].entry == bundles[1].entry


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attributes if name in ("href", "src") and value]


def _path_without_node(folder: Path) -> str:
    """Return a search path with git and nothing else that the program may call."""
    folder.mkdir()
    git = shutil.which("git")
    assert git is not None
    (folder / "git").symlink_to(git)
    return str(folder)


@pytest.fixture(scope="module")
def bare(small_root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A root of an installed program, away from this checkout and its bundle, on a machine without Node."""
    home = tmp_path_factory.mktemp("bare")
    copy_house(home)
    root = copy_built(small_root, home / "root")
    return root, {"PATH": _path_without_node(home / "bin"), "PYTHONPATH": os.fspath(home / "tools")}


def test_without_node_the_site_is_built_and_offers_word_and_mail(bare: tuple[Path, dict[str, str]]) -> None:
    root, environment = bare
    done = qiangxiao_process(root, "build", **environment)
    assert done.returncode == 0, done.stdout + done.stderr
    said = [line for line in (done.stdout + done.stderr).splitlines() if "在线投稿表单" in line]
    assert said == [
        "这次没有在线投稿表单（/submit/ 改为说明页）：要有它，请装好 Node.js 20 以上，再运行 qiangxiao form。"
    ]
    site = root / "site"
    page = site / "submit" / "index.html"
    text = page.read_text(encoding="utf-8")
    assert "这个网站没有装在线表单" in text
    assert "怎样用 Word 或邮件投稿" in text
    assert ".docx" in text
    assert [path.name for path in (site / "submit").iterdir()] == ["index.html"]
    assert not (site / "assets" / "form").exists()
    links = _Links()
    links.feed(text)
    inside = [
        link.split("#")[0].split("?")[0]
        for link in links.found
        if not link.startswith(("http", "mailto:", "#", "data:"))
    ]
    targets = [page.parent / link for link in inside if link]
    assert len(targets) > 20
    assert [
        str(target) for target in targets if not (target.is_file() or (target / "index.html").is_file())
    ] == []


def test_without_node_making_the_form_says_one_line(bare: tuple[Path, dict[str, str]]) -> None:
    root, environment = bare
    done = qiangxiao_process(root, "form", **environment)
    assert done.returncode == 1
    assert (done.stdout + done.stderr).splitlines() == [
        (
            "在线投稿表单需要 Node.js 20 或更新的版本和 npm，"
            "这台电脑上没有。请从 nodejs.org 安装，再运行 qiangxiao form。"
        )
    ]
    quiet = qiangxiao_process(root, "form", "--if-possible", **environment)
    assert (quiet.returncode, quiet.stdout + quiet.stderr) == (0, "")


def test_a_bundle_made_elsewhere_is_taken_and_another_version_is_refused(tmp_path: Path) -> None:
    known = find_bundle(REPOSITORY)
    assert known is not None
    with pytest.raises(FormError, match="没有这个版本"):
        take_bundle(tmp_path / "root", tmp_path)
    shutil.copytree(known.folder, tmp_path / "form" / known.folder.name)
    taken = take_bundle(tmp_path / "root", tmp_path / "form")
    assert taken.folder.is_relative_to(tmp_path / "root") and taken.entry == known.entry
    assert dict(taken.files()) == dict(known.files())
