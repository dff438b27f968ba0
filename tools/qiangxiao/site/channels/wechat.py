"""WeChat: any published record as a page from which an editor fills in an account's draft."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from qiangxiao.catalog.catalog import Entry
from qiangxiao.records.bulletin import BULLETIN
from qiangxiao.records.featured import FEATURED
from qiangxiao.rendering.context import Download
from qiangxiao.rendering.page import Artifact
from qiangxiao.rendering.wechat.package import wechat_artifacts, wechat_package
from qiangxiao.rendering.wechat.page import FILE_NAME
from qiangxiao.site.channel import Channel, Folder, Offers, Press
from qiangxiao.site.looks import read_asset
from qiangxiao.site.project import THEME

_LABEL = "公众号底稿"
_ASSETS = ("wechat.css", "wechat.js")


def _folder(press: Press, entry: Entry[BaseModel]) -> Folder:
    assets = {name: read_asset(THEME / "assets" / name, press.site.palette) for name in _ASSETS}
    package = wechat_package(press.site, entry, press.still, press.cover, assets)
    posts = package.posts
    lines = (f"{post.label}：{post.title}（正文 {post.fragment.characters} 字符）" for post in posts.posts)
    return Folder(package.files, FILE_NAME, posts.faults, posts.advice, tuple(lines))


def _select_with_pages(press: Press) -> tuple[Entry[BaseModel], ...]:
    """Return what has its WeChat page on the site; anything else gets one by command."""
    return (*press.site.edition.all(BULLETIN), *press.site.edition.all(FEATURED))


def _offers(press: Press) -> Offers:
    paths = {entry.address: f"{entry.address}{FILE_NAME}" for entry in _select_with_pages(press)}
    return Offers(
        downloads={
            address: (Download(path, _LABEL, "", 0, is_for_editors=True),) for address, path in paths.items()
        }
    )


def _artifacts(press: Press) -> Iterator[Artifact]:
    for entry in _select_with_pages(press):
        yield from wechat_artifacts(press.site, entry, press.still, press.cover)


CHANNEL = Channel(
    name="wechat",
    label=_LABEL,
    media_type="text/html",
    ending="html",
    rank=40,
    for_editors=True,
    folder=_folder,
    offers=_offers,
    artifacts=_artifacts,
)
