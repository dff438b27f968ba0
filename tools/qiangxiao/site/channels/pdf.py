"""PDF: an issue to be printed, filed and sent on."""

from __future__ import annotations

from qiangxiao.rendering.bulletin.pdf import bulletin_pdf
from qiangxiao.site.channel import Channel, IssuePrinter


def _issue(printer: IssuePrinter) -> bytes:
    assert printer.press.fonts is not None  # the channel needs them
    return bulletin_pdf(printer.issue, printer.photos, printer.press.fonts)


CHANNEL = Channel(
    name="pdf",
    label="PDF",
    media_type="application/pdf",
    ending="pdf",
    rank=10,
    needs_fonts=True,
    issue=_issue,
)
