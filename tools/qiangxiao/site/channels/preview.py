"""Preview: the pages a change touches, as they will look, before anybody merges it."""

from __future__ import annotations

from qiangxiao.site.channel import Channel
from qiangxiao.site.preview import make_preview

CHANNEL = Channel(
    name="preview",
    label="预览",
    media_type="text/html",
    ending="html",
    rank=80,
    for_editors=True,
    change=make_preview,
)
