"""What editors let stand although a rule about words names it, with who agreed, when and why: public."""

from __future__ import annotations

from collections.abc import Iterator

from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Page

ADDRESS = "waivers/"


def pages(site: Site) -> Iterator[Page]:
    """Yield the page of waivers; none while there is no waiver."""
    waivers = site.edition.catalog.program.words.waivers
    if not waivers:
        return
    title = "用语规则的例外"
    yield Page(
        ADDRESS,
        title,
        site.templates.render("waivers.j2", ADDRESS, site=site, waivers=waivers),
        description="编辑核对后同意保留的说法：哪条规则、为什么、谁在哪天同意的。",
        crumbs=site.crumbs((title, None)),
        as_of=max(waiver.on for waiver in waivers),
    )
