"""Word: an issue that an office goes on changing."""

from __future__ import annotations

from qiangxiao.rendering.bulletin.word import bulletin_docx
from qiangxiao.site.channel import Channel

CHANNEL = Channel(
    name="docx",
    label="Word",
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ending="docx",
    rank=20,
    issue=lambda printer: bulletin_docx(printer.issue, printer.photos),
)
