"""Renders the page an editor works from, `wechat.html`: preview, copy buttons, steps, pictures to upload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from qiangxiao.rendering.templates import Templates
from qiangxiao.rendering.wechat.fragment import length
from qiangxiao.rendering.wechat.posts import MAX_TITLE, Post, Posts
from qiangxiao.rendering.wechat.shapes import Picture

FILE_NAME = "wechat.html"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture on the page: the link to its file and its size in pixels."""

    picture: Picture
    href: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How long a post's title and digest are, in characters."""

    title: int
    digest: int

    @property
    def is_title_long(self) -> bool:
        """Tell whether WeChat would refuse the title."""
        return self.title > MAX_TITLE


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where the page stands: links from it to the style
    sheet and script, and back; empty where there is none.
    """

    assets: str = ""
    back: str = ""
    cover: str = ""
    archive: str = ""


def render_wechat_page(
    templates: Templates,
    posts: Posts,
    pictures: tuple[PictureFile, ...],
    around: Surroundings,
    account: str,
    site_url: str,
) -> bytes:
    """Return `wechat.html`. `account` is the name shown as the sender."""
    address = posts.manuscript.address
    text = templates.render_html(
        "wechat/page.j2",
        posts=posts,
        counts=[_counts(post) for post in posts.posts],
        pictures=pictures,
        assets=around.assets,
        back=around.back,
        cover=around.cover,
        archive=around.archive,
        online=f"{site_url.rstrip('/')}/{address}" if site_url else "",
        account=account,
    )
    return f"{text.strip()}\n".encode()


def picture_archive(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of pictures by name; the same pictures give the same bytes."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name, data in sorted(files.items()):
            entry = ZipInfo(name, _FIRST_DAY)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return out.getvalue()


def _counts(post: Post) -> Counts:
    return Counts(length(post.title), length(post.digest))
