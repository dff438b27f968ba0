"""Word: an issue that an office goes on changing."""

from __future__ import annotations

from qiangxiao.rendering.bulletin.pdf import find_pages
from qiangxiao.rendering.bulletin.word import bulletin_docx
from qiangxiao.site.channel import Channel, IssuePrinter


def _issue(printer: IssuePrinter) -> bytes:
    photos, fonts = printer.photos, printer.press.fonts
    return bulletin_docx(printer.issue, photos, find_pages(printer.issue, photos, fonts) if fonts else {})


CHANNEL = Channel(
    name="docx",
    label="Word",
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ending="docx",
    rank=20,
    issue=_issue,
)
