"""Who answers packages: the address of the sender's form, and whom to write to."""

from __future__ import annotations

from qiangxiao.commands.session import Session
from qiangxiao.rendering.pages.submit import form_address
from qiangxiao.reporting.reply import Desk


def desk_of(session: Session, owner: str) -> Desk:
    """Return what letters to a sender say: its form on the site, its district's office or else the city's."""
    catalog = session.catalog
    site = catalog.program.site
    form = f"{site.url.rstrip('/')}/{form_address(owner)}" if site.url and owner else ""
    return Desk(form, catalog.reply_address(owner))
