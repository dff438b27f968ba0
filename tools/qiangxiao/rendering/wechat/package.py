"""Collects the files an editor needs for WeChat: the page, its style and script, the pictures, the cover."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from qiangxiao.catalog.catalog import Entry
from qiangxiao.rendering.cards.drawing import CardText
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Artifact, relative
from qiangxiao.rendering.photos import PhotoFile
from qiangxiao.rendering.wechat.manuscripts import manuscript
from qiangxiao.rendering.wechat.page import (
    FILE_NAME,
    PictureFile,
    Surroundings,
    picture_archive,
    render_wechat_page,
)
from qiangxiao.rendering.wechat.posts import Posts, render_posts

StillPhoto = Callable[[str], PhotoFile | None]
"""From a content path to the JPEG or PNG of a photo; None when it is not published."""
DrawCover = Callable[[CardText], bytes]
"""From the words of a cover to its JPEG. Raises MissingGlyphError."""


@dataclass(frozen=True)
class Package:
    """The files by name, and the posts they are for."""

    posts: Posts
    files: Mapping[str, bytes]


def wechat_package(
    site: Site,
    entry: Entry[BaseModel],
    still: StillPhoto,
    cover: DrawCover | None,
    assets: Mapping[str, bytes],
) -> Package:
    """Return a folder that works by itself, from a disk.
    `assets` are the page's style sheet and script by name.
    """
    posts = _posts(site, entry)
    files = dict(assets)
    shown = []
    for picture in posts.pictures:
        found = still(picture.path)
        if found is not None:
            files[f"images/{picture.file_name}"] = found.data
            shown.append(PictureFile(picture, f"images/{picture.file_name}", found.width, found.height))
    if cover is not None:
        files["cover.jpg"] = cover(_cover(site, posts))
    around = Surroundings(cover="cover.jpg" if cover else "")
    files[FILE_NAME] = _page(site, posts, tuple(shown), around)
    return Package(posts, dict(sorted(files.items())))


def wechat_artifacts(
    site: Site, entry: Entry[BaseModel], still: StillPhoto, cover: DrawCover | None
) -> tuple[Artifact, ...]:
    """Return the files beside the entry's page on the site;
    pictures are the site's own, and once more as a zip.
    """
    posts = _posts(site, entry)
    address = entry.address
    shown, archive = [], {}
    for picture in posts.pictures:
        found = still(picture.path)
        if found is not None:
            archive[picture.file_name] = found.data
            shown.append(PictureFile(picture, relative(address, found.path), found.width, found.height))
    around = Surroundings(
        relative(address, "assets/qx/"),
        "./",
        "wechat-cover.jpg" if cover else "",
        "wechat-images.zip" if archive else "",
    )
    made = [Artifact(f"{address}{FILE_NAME}", _page(site, posts, tuple(shown), around))]
    if cover is not None:
        made.append(Artifact(f"{address}{around.cover}", cover(_cover(site, posts))))
    if archive:
        made.append(Artifact(f"{address}{around.archive}", picture_archive(archive)))
    return tuple(made)


def _posts(site: Site, entry: Entry[BaseModel]) -> Posts:
    return render_posts(manuscript(site, entry), site.edition.catalog.program.site.url or "", site.palette)


def _cover(site: Site, posts: Posts) -> CardText:
    kind, _, source = posts.manuscript.kicker.partition(" · ")
    program = site.edition.catalog.program
    return CardText(kind, posts.manuscript.title, source, program.name, program.sample)


def _page(site: Site, posts: Posts, pictures: tuple[PictureFile, ...], around: Surroundings) -> bytes:
    program = site.edition.catalog.program
    return render_wechat_page(
        site.templates, posts, pictures, around, program.short_name, program.site.url or ""
    )
