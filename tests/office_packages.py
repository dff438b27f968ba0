"""Packages of offices, of districts and of the city: good ones, and what a hostile sender tries."""

from __future__ import annotations

import os

from contribution_packages import SCHOOL, TEXT, UPDATE, photo, zipped

NEWS = "schools/jinjiang/news/2026-11-12-xiaoche.md"
CITY_NEWS = "docs/news/2026-11-12-tuijinhui.md"
PHOTO = "schools/jinjiang/media/xiaoche-1.jpg"
CITY_PHOTO = "schools/media/tuijinhui-1.jpg"
WORDS = """---
title: 锦江区召开校车工作协调会
date: 2026-11-12
summary: 协调会定下两件事，月底前办好。
category: 区县动态
schools:
  - jinjiang/shili
photos:
  - file: media/xiaoche-1.jpg
    alt: 会场
    consent: true
author_office: 初中教育科
---

11月12日，锦江区召开校车工作协调会，定下两件事。
"""
CITY_WORDS = WORDS.replace("锦江区", "全市").replace("区县动态", "工作部署").replace("xiaoche", "tuijinhui")


def a_package(words: str = WORDS, path: str = NEWS, picture: str = PHOTO) -> bytes:
    """Return the package of an office: a text and its photo."""
    return zipped((path, words.encode()), (picture, photo()))


def city_package(words: str = CITY_WORDS) -> bytes:
    """Return a package of the city's office."""
    return a_package(words, CITY_NEWS, CITY_PHOTO)


DISTRICT_FOLDER = "schools/jinjiang"
FOREIGN: dict[str, tuple[str, bytes, str]] = {
    "news of another district": (NEWS.replace("jinjiang", "pujiang"), TEXT, "这是 pujiang 的文件"),
    "a photo of another district": (PHOTO.replace("jinjiang", "pujiang"), b"", "这是 pujiang 的文件"),
    "news of the city": (CITY_NEWS, TEXT, "这是 市里 的文件"),
    "a photo of the city": (CITY_PHOTO, b"", "这是 市里 的文件"),
    "the mark of the site": ("schools/media/logo.svg", b"<svg/>", "这是 市里 的文件"),
    "a school's text": (UPDATE, TEXT, "这是 jinjiang/shili 的文件"),
    "a school's photo": (f"{SCHOOL}/media/a.jpg", b"", "这是 jinjiang/shili 的文件"),
    "news in a school's folder": (f"{SCHOOL}/news/2026-11-12-a.md", TEXT, "这是 jinjiang/shili 的文件"),
    "the district's plan": (f"{DISTRICT_FOLDER}/district.yml", TEXT, "由编辑维护"),
    "a sign-off": ("schools/sign-offs/jinjiang/news/2026-11-12-xiaoche.yml", TEXT, "由编辑维护"),
    "a bulletin": ("docs/bulletins/2026-12.md", TEXT, "由编辑维护"),
    "an event": ("docs/events/2026-12-12-yantao.md", TEXT, "由编辑维护"),
    "a page": ("docs/guide/editor.md", TEXT, "不在学校的文件夹里"),
    "the code": ("tools/qiangxiao/catalog/authority.py", TEXT, "不在学校的文件夹里"),
    "a way out": (f"{DISTRICT_FOLDER}/news/../../program.yml", TEXT, "会走到投稿包外面"),
    "a name without a day": (f"{DISTRICT_FOLDER}/news/xiaoche.md", TEXT, "文件名不合要求"),
    "letters of another case": (f"{DISTRICT_FOLDER}/news/2026-11-12-Xiaoche.md", TEXT, "文件名不合要求"),
    "a folder within": (f"{DISTRICT_FOLDER}/news/a/2026-11-12-b.md", TEXT, "文件名不合要求"),
    "a page for a photo": (f"{DISTRICT_FOLDER}/media/a.html", TEXT, "不收扩展名是 .html 的文件"),
    "a drawing": (f"{DISTRICT_FOLDER}/media/a.svg", b"<svg/>", "不收扩展名是 .svg 的文件"),
    "a large photo": (f"{DISTRICT_FOLDER}/media/a.jpg", os.urandom(9 * 1024 * 1024), "照片超过了 8 MiB"),
    "a bomb": (f"{DISTRICT_FOLDER}/media/a.jpg", b"\xff\xd8" + bytes(60 * 1024 * 1024), "膨胀到 100 倍以上"),
}
"""By name: what comes along with an office's text, and a part of the reason why it is refused."""

FAULTS: dict[str, tuple[str, str, str]] = {
    "markup": ("协调会，定下", "协调会，<b onclick=a()>定</b>下", "HTML"),
    "a script as its source": (
        "author_office",
        "source_url: javascript:alert(1)\nauthor_office",
        "“原文网址”",
    ),
    "another category": ("category: 区县动态", "category: 头版头条", "头版头条"),
    "a school nobody knows": ("jinjiang/shili", "jinjiang/meiyou", "jinjiang/meiyou"),
    "a sign-off of its own": (
        "author_office",
        "review:\n  - step: 终审\n    by: 局长\n    on: 2026-11-13\nauthor_office",
        "“审校签名”（review）由编辑写",
    ),
    "a school's id": (
        "author_office",
        "id: jinjiang/shili/updates/2026-10-12-kaifangke\nauthor_office",
        "“固定编号”（id）由编辑写",
    ),
    "another district's id": (
        "author_office",
        "id: pujiang/news/2026-10-12-zoufang\nauthor_office",
        "“固定编号”（id）由编辑写",
    ),
    "another date than its name": ("date: 2026-11-12", "date: 2026-11-11", "文件名里是 2026-11-12"),
    "nobody asked": ("consent: true", "consent: false", "同意公开这张照片吗"),
    "no photo": ("media/xiaoche-1.jpg", "media/meiyou.jpg", "找不到照片 media/meiyou.jpg"),
    "another district's photo": ("media/xiaoche-1.jpg", "../pujiang/media/a.jpg", "“照片文件”"),
}
"""By name: what stands in an office's text, what a hostile hand makes of it, a part of the reason."""


def faulty_texts() -> dict[str, tuple[str, bytes, str]]:
    """Return by name: a path of its own for each faulty text, the text, a part of the reason."""
    found = {}
    for at, (name, (old, new, said)) in enumerate(FAULTS.items()):
        assert old in WORDS
        words = WORDS.replace(old, new, 1).replace("召开", f"第{at + 1}次召开")
        found[name] = (NEWS.replace("xiaoche", f"xiaoche-{at}"), words.encode(), said)
    return found
