"""Photos: every one that is named is there, and everybody on it agreed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel

from qiangxiao.catalog.catalog import Catalog, Entry, School
from qiangxiao.checks.hints import nearest
from qiangxiao.checks.registry import Check, Finding, check
from qiangxiao.records.bulletin import BULLETIN
from qiangxiao.records.district_news import DISTRICT_NEWS
from qiangxiao.records.event import EVENT
from qiangxiao.records.news import NEWS, News
from qiangxiao.records.reading import Place

_Named = tuple[Entry[Any], Place, str]
"""Where a photo is named, and how."""


@check("photo.missing")
def missing_photo(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """写了照片，照片文件就要在。

    照片放在本校的 `media/` 文件夹，区县动态的放在区县的 `media/` 文件夹，要闻的照片、标志和头图放在
    `schools/media/`，文件名与所写的一字不差，包括扩展名。
    """
    paths = frozenset(catalog.paths)
    if program := catalog.program_entry:
        for key in ("logo", "header_image"):
            file = getattr(program.record.looks, key)
            if file and f"schools/{file}" not in paths:
                hint = f"请放进 schools/media/。{nearest(file, catalog.media, '图片')}"
                yield Finding(f"找不到图片 schools/{file}。", hint, program, ("looks", key))
    for school in catalog.schools.values():
        yield from _missing(paths, _photo_references(school), school.media)
        yield from _missing_in_bodies(paths, school.entries(), school.media)
    for news in _news(catalog):
        known = catalog.media_beside(news)
        yield from _missing(paths, _listed((news,)), known)
        yield from _missing_in_bodies(paths, (news,), known)
    yield from _missing_in_bodies(frozenset(), (*catalog.all(BULLETIN), *catalog.all(EVENT)), {})


def _missing(paths: frozenset[str], named: Iterable[_Named], known: Mapping[str, str]) -> Iterator[Finding]:
    for entry, place, file in named:
        if f"{entry.picture_folder}{file}" not in paths:
            is_elsewhere = f"schools/{file}" in paths
            hint = f"请移到 {entry.picture_folder}media/。" if is_elsewhere else nearest(file, known, "照片")
            yield Finding(f"找不到照片 {file}。", hint, entry, place)


def _missing_in_bodies(
    paths: frozenset[str], entries: Iterable[Entry[BaseModel]], known: Mapping[str, str]
) -> Iterator[Finding]:
    for entry in entries:
        for image in entry.body.images if entry.body else ():
            is_there = f"{entry.picture_folder}{image.target}" in paths
            if not (is_there and image.target.startswith("media/")):
                yield Finding(
                    f"找不到照片 {image.target}。",
                    nearest(image.target, known, "照片"),
                    entry,
                    span=image.span,
                )


def _photo_references(school: School) -> Iterator[_Named]:
    if school.profile and school.profile.record.photo:
        yield school.profile, ("photo",), school.profile.record.photo
    yield from _listed(school.articles)


def _listed(entries: Iterable[Entry[Any]]) -> Iterator[_Named]:
    for entry in entries:
        for index, photo in enumerate(entry.record.photos):
            yield entry, ("photos", index, "file"), photo.file


def _news(catalog: Catalog) -> tuple[Entry[News], ...]:
    return (*catalog.all(NEWS), *catalog.all(DISTRICT_NEWS))


@check("photo.consent")
def photo_without_consent(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """每张照片都要确认已征得同意。

    照片里有可辨认的人时，须征得本人同意；不满十四周岁的学生，须征得监护人同意（个人信息保护法第二十八、
    三十一条，民法典第一千零一十九条）。确认后写 `consent: true`；照片里没有人的，也写 `consent: true`。
    """
    of_schools = (article for school in catalog.schools.values() for article in school.articles)
    entries: tuple[Entry[Any], ...] = (*of_schools, *_news(catalog))
    for entry in entries:
        for index, photo in enumerate(entry.record.photos):
            if not photo.consent:
                message = f"照片 {photo.file} 没有写明已征得同意。"
                hint = "确认已征得同意，或者照片里没有人，就写 consent: true。"
                yield Finding(message, hint, entry, ("photos", index, "file"))


CHECKS: tuple[Check, ...] = (missing_photo, photo_without_consent)
