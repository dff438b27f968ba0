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


def files_of(root: Path, school: str) -> dict[str, str]:
    catalog = load(root).catalog
    read = lambda path: (root / path).read_text(encoding="utf-8")  # noqa: E731
    site = Site(Edition(catalog, DAY))
    made = {a.path: a.data for a in form_documents(site, FormProgram("form.js", ()), read)}
    found: dict[str, str] = json.loads(made[f"submit/{school}/school.json"])["files"]
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
