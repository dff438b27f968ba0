"""Pages: the site itself."""

from __future__ import annotations

from qiangxiao.site.channel import Channel

CHANNEL = Channel(
    name="page",
    label="网页",
    media_type="text/html",
    ending="html",
    rank=50,
    artifacts=lambda press: (page.artifact() for page in press.pages),
)
