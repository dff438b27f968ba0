"""The photos of a text: those its body does not place, on its page and in feeds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qiangxiao.catalog.catalog import Entry
from qiangxiao.records.base import Photo
from qiangxiao.rendering.context import Figure, Site
from qiangxiao.rendering.feeds import FeedImage

_MEDIA_TYPES = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp"}


def list_unplaced(entry: Entry[Any], photos: Sequence[Photo]) -> tuple[Photo, ...]:
    """Return the photos that the body does not place."""
    placed = {image.target for image in entry.body.images} if entry.body else set()
    return tuple(photo for photo in photos if photo.file not in placed)


def list_figures(site: Site, entry: Entry[Any], photos: Sequence[Photo]) -> list[Figure]:
    """Return photos of a text as its own page shows them, less what could not be published."""
    found = (
        site.picture(f"{entry.picture_folder}{photo.file}", photo.alt, entry.address) for photo in photos
    )
    return [figure for figure in found if figure]


def make_feed_image(site: Site, entry: Entry[Any], photos: Sequence[Photo]) -> FeedImage | None:
    """Return the first photo of a text for feeds; None without one that is published."""
    photo = site.photos.get(f"{entry.picture_folder}{photos[0].file}") if photos else None
    if photo is None:
        return None
    return FeedImage(photo.path, _MEDIA_TYPES[photo.path.rsplit(".", 1)[1]], photo.size, photos[0].alt)
