"""Who sends letters to schools: the address of a school's form, and whom to answer."""

from __future__ import annotations

from qiangxiao.commands.session import Session
from qiangxiao.rendering.pages.submit import form_address
from qiangxiao.reporting.reply import Desk


def desk_of(session: Session, school_id: str) -> Desk:
    """Return what letters to a school say: its form on the site, its district's office or else the city's."""
    catalog = session.catalog
    site = catalog.program.site
    form = f"{site.url.rstrip('/')}/{form_address(school_id)}" if site.url and school_id else ""
    return Desk(form, catalog.reply_address(school_id))
