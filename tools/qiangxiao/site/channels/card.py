"""Share cards: the picture that stands for a page wherever somebody passes it on."""

from __future__ import annotations

from qiangxiao.rendering.page import Artifact
from qiangxiao.site.channel import Channel

CHANNEL = Channel(
    name="card",
    label="分享卡片",
    media_type="image/jpeg",
    ending="jpg",
    rank=70,
    needs_fonts=True,
    artifacts=lambda press: (Artifact(path, kept.data()) for path, kept in sorted(press.cards.items())),
)
