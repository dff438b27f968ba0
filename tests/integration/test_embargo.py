"""An embargoed text leaves no trace in the built site,
however it is referred to; on its day it is everywhere.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from corpus_trees import BASE
from sample_program import copy_built, qiangxiao

CASE = "jinjiang/shili/cases/moudou-xinxuan"
UPDATE = "jinjiang/shili/updates/2026-11-10-moudou-jinzhan"
WORDS = ("moudou", "毛豆新选")  # part of the slugs and the photo's name, and of every title
UPDATE_TEXT = """---
title: 毛豆新选：第一周
date: 2026-11-10
summary: 第一周的情况。
measures:
  - 深化课堂教学改革
photos:
  - file: media/moudou-zhaopian.jpg
    alt: 教室里的一块白板，没有人
    consent: true
{embargo}---

见下图。

![白板](media/moudou-zhaopian.jpg)
"""
DAY_BEFORE, DAY = "2026-11-20", "2026-11-21"


def put(root: Path, path: str, *pairs: tuple[str, str], source: str = "") -> None:
    """Write a file of the base into a root in another form."""
    text = (BASE / (source or path)).read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, (path, old)
        text = text.replace(old, new, 1)
    (root / path).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def root(small_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A program that refers to two embargoed texts from everywhere it can."""
    root = copy_built(small_root, tmp_path_factory.mktemp("embargo") / "root")
    media = root / "schools/jinjiang/shili/media"
    shutil.copy(media / "kaifangke.jpg", media / "moudou-zhaopian.jpg")
    embargo = f"embargo_until: {DAY}\n"
    own = "schools/jinjiang/shili"
    put(
        root,
        f"schools/{CASE}.md",
        ("title: ", "title: 毛豆新选："),
        ("\nmeasures:", f"\n{embargo}measures:"),
        source=f"{own}/cases/xiaozu-xuexi.md",
    )
    (root / f"schools/{UPDATE}.md").write_text(UPDATE_TEXT.format(embargo=embargo), encoding="utf-8")
    put(
        root,
        "schools/pujiang/dongpo/updates/2026-11-05-lianhe-beike.md",
        ("adopts:", f"adopts:\n  - {CASE}"),
    )
    visit = f"{own}/visits/2026-09-24-zuoye.md"
    later = f"{own}/visits/{DAY}-moudou-zhidao.md"
    text = (BASE / visit).read_text(encoding="utf-8").replace("date: 2026-09-24", f"date: {DAY}")
    (root / later).write_text(text.replace("topic: ", "topic: 毛豆新选：", 1), encoding="utf-8")
    put(
        root,
        "schools/featured.yml",
        ("  items:\n    - jinjiang", f"  items:\n    - {UPDATE}\n    - jinjiang"),
    )
    put(
        root,
        "schools/program.yml",
        ("on: 2026-10-20\n", "on: 2026-11-15\n"),
        ("item: jinjiang/shili/updates/2026-10-12-kaifangke", f"item: {UPDATE}"),
    )
    event = "docs/events/2026-11-12-zuoye-xianchanghui.md"
    text = (BASE / event).read_text(encoding="utf-8")
    materials = f"materials:\n  - title: 现场的案例\n    item: {CASE}\n"
    kept = text.split("materials:\n")[0] if "materials:\n" in text else text[: text.index("\n---\n") + 1]
    (root / event).write_text(f"{kept}{materials}---\n{text.split('---' + chr(10), 2)[2]}", encoding="utf-8")
    draft = (
        "---\ntitle: 下一期\neditor_note: 毛豆新选将要登出。"
        f"\nsections:\n  - name: 学校进展\n    items:\n      - {UPDATE}\n"
    )
    declined = f"draft: true\ndeclined:\n  - id: {CASE}\n    reason: 还要核对\n---\n"
    (root / "docs/bulletins/draft-2026-11.md").write_text(draft + declined, encoding="utf-8")
    return root


def traces(site: Path) -> list[str]:
    found = []
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        data = path.read_bytes()
        if any(word in name or word.encode() in data for word in WORDS):
            found.append(name)
    return found


def test_nothing_of_it_is_in_the_built_tree_the_day_before(root: Path) -> None:
    done = qiangxiao(root, "build", as_of=DAY_BEFORE)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (root / "site/schools/jinjiang/shili/updates/2026-10-12-kaifangke/index.html").is_file()
    assert traces(root / "site") == []


def test_on_its_day_it_is_everywhere_it_belongs_and_nowhere_a_day_earlier_again(root: Path) -> None:
    done = qiangxiao(root, "build", as_of=DAY)
    assert done.returncode == 0, done.stdout + done.stderr
    found = set(traces(root / "site"))
    assert found >= {
        f"schools/{CASE}/index.html",
        f"schools/{UPDATE}/index.html",
        "schools/jinjiang/shili/index.html",
        "schools/pujiang/dongpo/updates/2026-11-05-lianhe-beike/index.html",
        "schools/jinjiang/shili/media/moudou-zhaopian.jpg",
        "index.html",
        "cases/index.html",
        "updates/index.html",
        "districts/jinjiang/index.html",
        "featured/2026-10/index.html",
        "events/2026-11-12-zuoye-xianchanghui/index.html",
        "sitemap.xml",
        "feeds/all.atom.xml",
        "feeds/all.rss.xml",
        "feeds/all.json",
        "feeds/cases.atom.xml",
        "feeds/districts/jinjiang.rss.xml",
        "feeds/schools/jinjiang/shili.atom.xml",
        "api/v1/program.json",
        "api/v1/changes.json",
        "api/v1/articles.csv",
        f"api/v1/records/{CASE}.json",
        "api/v1/records/featured/2026-10.json",
        "api/v1/records/pujiang/dongpo/updates/2026-11-05-lianhe-beike.json",
    }
    assert any(name.startswith("search/") for name in found) and any(
        name.startswith("measures/") for name in found
    )
    pages = [path.read_text(encoding="utf-8") for path in (root / "site").rglob("*.html")]
    assert not [page for page in pages if "将要登出" in page], "an open draft is nowhere"
    done = qiangxiao(root, "build", as_of=DAY_BEFORE)
    assert done.returncode == 0, done.stdout + done.stderr
    assert traces(root / "site") == []


def test_the_ledger_of_addresses_does_not_know_it_before_its_day(root: Path) -> None:
    for day, is_known in ((DAY_BEFORE, False), (DAY, True)):
        assert qiangxiao(root, "permalinks", as_of=day).returncode == 0
        assert ("moudou" in (root / "docs/permalinks.yml").read_text(encoding="utf-8")) is is_known
