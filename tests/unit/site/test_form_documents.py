"""What a school's form begins with: texts that readers may
see, and nothing of them that is the editors' business.
"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qiangxiao.authoring.forms.config import form_template
from qiangxiao.catalog.loader import load
from qiangxiao.foundation.vocabulary import Forge
from qiangxiao.records.kind import Scope
from qiangxiao.records.kinds import KINDS
from qiangxiao.records.program import AccountDoor
from qiangxiao.rendering.context import Site
from qiangxiao.selection.edition import Edition
from qiangxiao.site.form_documents import FormProgram, account_settings, form_documents

DAY = date(2026, 11, 20)
OWN = "schools/jinjiang/shili"
OTHERS = "schools/pujiang/dongpo"
VISIT = f"{OWN}/visits/2026-09-24-zuoye.md"
UPDATE = f"{OWN}/updates/2026-10-12-kaifangke.md"
CASE = f"{OWN}/cases/xiaozu-xuexi.md"
ADOPTING = f"{OTHERS}/updates/2026-11-05-lianhe-beike.md"
SIGN_OFF = "review:\n  - step: 初审\n    by: 区县编辑\n    on: 2026-10-20\n    digest: abcd\n"


def documents(root: Path) -> dict[str, bytes]:
    catalog = load(root).catalog
    read = lambda path: (root / path).read_text(encoding="utf-8")  # noqa: E731
    site = Site(Edition(catalog, DAY))
    return {a.path: a.data for a in form_documents(site, FormProgram("form.js", ()), read)}


def place_of(root: Path, folder: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(documents(root)[f"submit/{folder}/place.json"])
    return found


def files_of(root: Path, school: str) -> dict[str, str]:
    found: dict[str, str] = place_of(root, school)["files"]
    return found


def change(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_files_of_a_school_are_there_as_they_are(root: Path) -> None:
    files = files_of(root, "jinjiang/shili")
    assert {VISIT, UPDATE, CASE} <= set(files)
    assert files[CASE] == (root / CASE).read_text(encoding="utf-8")


def test_sign_offs_and_maintainers_are_not_public(root: Path) -> None:
    change(root, CASE, "\n---\n", f"\n{SIGN_OFF}---\n")
    if "maintainers:" not in (root / OWN / "school.yml").read_text(encoding="utf-8"):
        change(root, f"{OWN}/school.yml", "as_of:", "maintainers:\n  - shili-jiaowu\nas_of:")
    files = files_of(root, "jinjiang/shili")
    assert "区县编辑" not in files[CASE] and "review" not in files[CASE]
    assert "maintainers" not in files[f"{OWN}/school.yml"] and "name: " in files[f"{OWN}/school.yml"]
    assert (
        files[CASE].partition("\n---\n")[2].strip()
        == (root / CASE).read_text(encoding="utf-8").partition("\n---\n")[2].strip()
    )


def test_what_the_account_door_commits_is_named_after_slugs_alone(root: Path) -> None:
    """A title never comes into a commit message, and a slug has no mark that steers a forge."""
    door = AccountDoor(forge=Forge.GITLAB, repository="bureau/qiangxiao", branch="main")
    settings: Any = account_settings(door)
    messages = settings["backend"]["commit_messages"]
    assert {word for text in messages.values() for word in re.findall("{{(.*?)}}", text)} == {
        "collection",
        "slug",
        "path",
    }
    catalog = load(root).catalog
    config: Any = form_template(catalog.program, catalog.policy)
    assert config["slug"]["encoding"] == "ascii"
    patterns = [collection["slug"]["pattern"][0] for collection in config["collections"]]
    marks = ("[skip ci]", "#1", "@a", "!1", "://", " ")
    assert patterns and not any(re.search(pattern, f"a{mark}b") for pattern in patterns for mark in marks)


NEWS = """---
title: 走访实验校
date: 2026-11-02
summary: 听课四节。
category: 区县动态
---

听课四节，与备课组座谈。
"""


def test_an_office_has_its_own_texts_and_the_schools_it_may_name(root: Path) -> None:
    """Neither those of another district, nor of another day, nor of schools."""
    texts = {
        "schools/jinjiang/news/2026-11-02-zoufang.md": NEWS,
        "schools/jinjiang/news/2026-12-02-zoufang.md": NEWS.replace("2026-11", "2026-12"),
        "schools/pujiang/news/2026-11-02-zoufang.md": NEWS,
        "docs/news/2026-11-02-bushu.md": NEWS.replace("区县动态", "工作部署"),
    }
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    own, _, others, citys = texts
    district, city = place_of(root, "jinjiang/news"), place_of(root, "news")
    assert (district["scope"], list(district["files"])) == ("district", [own])
    assert (city["scope"], list(city["files"])) == ("city", [citys])
    named = {choice["value"] for choice in district["lists"]["@schools"]}
    assert named and all(school.startswith("jinjiang/") for school in named)
    assert {choice["value"] for choice in city["lists"]["@schools"]} > named
    assert list(place_of(root, "pujiang/news")["files"]) == [others]
    page = documents(root)["submit/jinjiang/news/index.html"].decode()
    assert '<a href="../../../submit/">投稿</a>' in page and 'data-root="../../../"' in page


def test_what_an_office_is_asked_stands_in_the_declaration_of_its_kinds(root: Path) -> None:
    catalog = load(root).catalog
    for scope, top, media in (
        (Scope.DISTRICT, "schools/{owner}", "schools/{owner}"),
        (Scope.CITY, "docs", "schools"),
    ):
        config: Any = form_template(catalog.program, catalog.policy, scope)
        kinds = {kind.name: kind for kind in KINDS if kind.asked and kind.scope is scope}
        assert kinds and [one["name"] for one in config["collections"]] == list(kinds)
        assert config["media_folder"] == f"{media}/media"
        for one in config["collections"]:
            kind = kinds[one["name"]]
            assert one["folder"] == f"{top}/{kind.folder}"
            asked = {field["name"] for field in one["fields"]}
            assert asked == {"body", *kind.model.model_fields} - kind.editors_fields


def test_a_visit_of_a_later_day_waits_for_it(root: Path) -> None:
    later = VISIT.replace("2026-09-24", "2026-12-24")
    (root / later).write_text(
        (root / VISIT).read_text(encoding="utf-8").replace("2026-09-24", "2026-12-24"), encoding="utf-8"
    )
    files = files_of(root, "jinjiang/shili")
    assert VISIT in files and later not in files


@pytest.mark.parametrize("name", ["jinjiang/shili/cases/xiaozu-xuexi", "jinjiang/shili/cases/xiaozu-yiqian"])
def test_a_text_that_names_an_embargoed_one_waits_for_it(root: Path, name: str) -> None:
    change(root, ADOPTING, "adopts:\n", f"adopts:\n  - {name}\n")
    change(root, CASE, "\nmeasures:", "\nembargo_until: 2026-12-01\nmeasures:")
    change(root, CASE, "---\n", "---\nid: jinjiang/shili/cases/xiaozu-yiqian\n")
    assert ADOPTING not in files_of(root, "pujiang/dongpo")
    change(root, CASE, "embargo_until: 2026-12-01", "embargo_until: 2026-11-01")
    assert ADOPTING in files_of(root, "pujiang/dongpo")
