"""What is wrong with a built site is found; what is right is left alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qiangxiao.site.generations import Earlier
from qiangxiao.site.tree import files_in
from qiangxiao.site.verification import verified_by, verify

HEAD = (
    '<!doctype html><html><head><meta charset="utf-8"><link rel="stylesheet" href="{root}a.css"></head><body>'
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "cases").mkdir()
    (tmp_path / "a.css").write_text("")
    (tmp_path / "index.html").write_text(
        HEAD.format(root="") + '<h1 id="top">一</h1><a href="cases/#x">案例</a>'
    )
    page = (
        HEAD.format(root="../")
        + '<p id="x">二</p><a href="../">首页</a><a href="../#top">顶</a><a href="./">本页</a>'
    )
    (tmp_path / "cases" / "index.html").write_text(page)
    return tmp_path


def what(site: Path, addresses: tuple[str, ...] = (), hidden: tuple[str, ...] = ()) -> list[str]:
    return [defect.what for defect in verify(files_in(site), addresses, hidden)]


def test_a_whole_site_has_no_defect(site: Path) -> None:
    assert what(site, ("", "cases/"), ("jinjiang/shili/updates/2026-10-12-a",)) == []


@pytest.mark.parametrize(
    ("html", "defect"),
    [
        ('<a href="nowhere/">x</a>', "链接没有去处：nowhere/"),
        ('<a href="cases/#y">x</a>', "锚点不存在：cases/#y"),
        ('<img src="missing.jpg" alt="">', "链接没有去处：missing.jpg"),
        (
            '<script src="https://cdn.example.com/x.js"></script>',
            "向其他网站取资源：https://cdn.example.com/x.js",
        ),
        ('<img src="//cdn.example.com/x.png" alt="">', "向其他网站取资源：//cdn.example.com/x.png"),
        (
            '<link rel="preload" href="https://x.example.com/f.woff2">',
            "向其他网站取资源：https://x.example.com/f.woff2",
        ),
        (
            "<p>jinjiang/shili/updates/2026-10-12-a</p>",
            "未发布的内容出现在网站里：jinjiang/shili/updates/2026-10-12-a",
        ),
    ],
)
def test_each_defect_is_found(site: Path, html: str, defect: str) -> None:
    with (site / "index.html").open("a") as page:
        page.write(html)
    assert what(site, ("",), ("jinjiang/shili/updates/2026-10-12-a",)) == [defect]


def test_a_page_that_is_not_there_is_a_defect(site: Path) -> None:
    assert what(site, ("schools/",)) == ["页面没有生成"]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://example.com/">别的网站</a>',
        '<link rel="canonical" href="https://example.com/">',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="">',
        "<p>jinjiang/shili/updates/2026-10-12-ab</p>",
    ],
)
def test_what_is_allowed_is_no_defect(site: Path, html: str) -> None:
    with (site / "index.html").open("a") as page:
        page.write(html)
    assert what(site, ("",), ("jinjiang/shili/updates/2026-10-12-a",)) == []


def test_an_id_folded_in_a_calendar_is_found(site: Path) -> None:
    (site / "all.ics").write_bytes(b"DESCRIPTION:jinjiang/shili/upda\r\n tes/2026-10-12-a\r\n")
    assert what(site, ("",), ("jinjiang/shili/updates/2026-10-12-a",)) == [
        "未发布的内容出现在网站里：jinjiang/shili/updates/2026-10-12-a"
    ]


@pytest.mark.parametrize(
    "link", ['"cases/#做 "', "'cases/#%E5%81%9A'", "cases/#%e5%81%9a", '"cases/#&#20570;"']
)
def test_a_page_that_did_not_change_is_read_again_when_it_leads_to_an_anchor_that_is_gone(
    site: Path, tmp_path_factory: pytest.TempPathFactory, link: str
) -> None:
    case, home, other = (site / name for name in ("cases/index.html", "index.html", "other.html"))
    case.write_text(case.read_text() + '<h2 id="做">做</h2><h2 id="成效">成效</h2>')
    home.write_text(home.read_text() + f"<a href={link.replace(' ', '')}>做了什么</a>")
    # it is wrong, and nobody looks: it leads to nothing that went
    other.write_text('<a href="nowhere/">x</a><a href="cases/#成效">成效</a>')
    tree = Path(shutil.copytree(site, tmp_path_factory.mktemp("earlier") / "tree"))
    rows = {path: [file.digest] for path, file in files_in(tree).items()}
    earlier = Earlier(tree, rows, verified_by(()))
    assert verify(files_in(site), (), (), earlier) == ()
    case.write_text(case.read_text().replace("做", "看"))
    (defect,) = verify(files_in(site), (), (), earlier)
    assert defect.page == "index.html" and defect.what.startswith("锚点不存在：cases/#")
    case.unlink()
    assert len(verify(files_in(site), (), (), earlier)) > 1, "when a file went, all are read"
