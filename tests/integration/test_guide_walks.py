"""The guides to the online form, followed to the letter on a
phone: what they name is there, and the update is published.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from guide_walks import PHOTO, SCREEN, TITLE, Walk, named
from playwright.sync_api import Browser, Page
from sample_program import REPOSITORY, copy_built, copy_program, qiangxiao

GUIDE = REPOSITORY / "docs/guide"


@pytest.fixture
def page(browser: Browser, site: Path) -> Iterator[Page]:
    assert (site / "submit" / "form.json").is_file(), "网站没有在线表单：请先运行 make test 或 qiangxiao form"
    context = browser.new_context(viewport=SCREEN, locale="zh-CN", has_touch=True, is_mobile=True)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def pictures(name: str) -> list[str]:
    return re.findall(r"assets/guide/([a-z-]+)\.webp", (GUIDE / f"{name}.md").read_text(encoding="utf-8"))


def test_the_guide_leads_to_a_published_update(
    page: Page, site_url: str, sample_root: Path, tmp_path: Path
) -> None:
    shown: list[str] = []
    walk = Walk(page, site_url, shown.append)
    photo = tmp_path / "IMG_2041.JPG"
    shutil.copyfile(PHOTO, photo)
    walk.find_the_school()
    walk.write_an_update(photo, tmp_path / "package.zip")
    walk.look_into_an_office()
    assert [words for words in named(GUIDE / "submit.md") if not walk.saw(words)] == []
    assert sorted(pictures("submit")) == sorted(shown)

    root = copy_built(sample_root, tmp_path / "root")
    taken = qiangxiao(root, "intake", str(tmp_path / "package.zip"), "--school", "jinjiang/shili-yi")
    assert taken.returncode == 0, taken.stdout + taken.stderr
    built = qiangxiao(root, "build")
    assert built.returncode == 0, built.stdout + built.stderr
    pages = list((root / "site/schools/jinjiang/shili-yi/updates").glob("2026-11-10-*/index.html"))
    assert len(pages) == 1
    assert TITLE in pages[0].read_text(encoding="utf-8")


def test_what_is_published_is_changed_as_the_guide_says(page: Page, site_url: str, tmp_path: Path) -> None:
    shown: list[str] = []
    walk = Walk(page, site_url, shown.append)
    walk.find_the_school()
    walk.change_what_is_published(tmp_path / "package.zip")
    walk.open_the_profile()
    assert [words for words in named(GUIDE / "edit-online.md") if not walk.saw(words)] == []
    assert set(pictures("edit-online")) == set(shown) - {"submit-school"}
    root = copy_program(tmp_path / "root")
    taken = qiangxiao(root, "intake", str(tmp_path / "package.zip"), "--school", "jinjiang/shili-yi")
    assert taken.returncode == 0, taken.stdout + taken.stderr
    assert "已收入 2 个文件" in taken.stdout


def test_the_pictures_are_small() -> None:
    sizes = {path.name: path.stat().st_size for path in (REPOSITORY / "docs/assets/guide").glob("*.webp")}
    assert len(sizes) == 9
    assert {name: size for name, size in sizes.items() if size >= 40_000} == {}
