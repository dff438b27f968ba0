"""What search engines read of a page names whole addresses where it is known where the site is."""

from __future__ import annotations

from dataclasses import replace

from qiangxiao.rendering.page import Crumb, Page

PAGE = Page(
    "schools/jinjiang/yi/",
    "示例学校",
    "一",
    crumbs=(Crumb("首页", ""), Crumb("锦江区", "districts/jinjiang/"), Crumb("示例学校", None)),
    about={"@type": "School", "name": "示例学校", "url": "./", "sameAs": "https://yi.example.edu.cn/"},
)
TOP = "https://jyj.example.gov.cn/qiangxiao/"


def _told(page: Page) -> str:
    return next(line for line in page.artifact().data.decode().split("\n") if line.startswith("structured: "))


def test_addresses_are_whole_where_it_is_known_where_the_site_is() -> None:
    told = _told(replace(PAGE, top=TOP))
    assert f'"url": "{TOP}schools/jinjiang/yi/"' in told
    assert f'"item": "{TOP}districts/jinjiang/"' in told and f'"item": "{TOP}"' in told
    assert '"sameAs": "https://yi.example.edu.cn/"' in told


def test_a_site_that_can_be_put_anywhere_says_where_from_the_page() -> None:
    told = _told(PAGE)
    assert '"url": "./"' in told and '"item": "../../../districts/jinjiang/"' in told
