"""Feeds: what is new, for reading programs and for other sites."""

from __future__ import annotations

from qiangxiao.rendering.subscriptions import feed_artifacts
from qiangxiao.site.channel import Channel

CHANNEL = Channel(
    name="feed",
    label="订阅源",
    media_type="application/atom+xml",
    ending="atom.xml",
    rank=60,
    artifacts=lambda press: feed_artifacts(press.site),
)
