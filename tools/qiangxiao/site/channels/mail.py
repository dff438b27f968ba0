"""Mail: an issue as a draft that an editor opens, addresses
and sends; the PDF travels with it where there is one.
"""

from __future__ import annotations

from qiangxiao.rendering.bulletin.email import render_email
from qiangxiao.site.channel import Channel, IssuePrinter
from qiangxiao.site.channels.pdf import CHANNEL as PDF


def _issue(printer: IssuePrinter) -> bytes:
    press = printer.press
    program = press.site.edition.catalog.program
    pdf = printer.keep(PDF).data() if press.fonts else None
    mail = render_email(
        press.site.templates, printer.issue, press.still, program.timezone, program.site.tag_authority, pdf
    )
    return mail.data


CHANNEL = Channel(
    name="eml",
    label="邮件",
    media_type="message/rfc822",
    ending="eml",
    rank=30,
    for_editors=True,
    issue=_issue,
)
