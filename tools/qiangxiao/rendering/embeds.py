"""Cards of schools and cases for other people's pages: a small file each, without a script, for a frame."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from markupsafe import Markup

from qiangxiao.foundation.line_ends import read_own_file
from qiangxiao.records.case import CASE
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Artifact, relative
from qiangxiao.rendering.pages.school_glance import glance

FOLDER = "embed/"
_STYLE = read_own_file(Path(__file__).with_name("embed.css")).decode()


def embed_artifacts(site: Site) -> Iterator[Artifact]:
    """Yield a card for every school and every case."""
    for school in site.edition.schools:
        facts = [(fact.label, fact.text, fact.remarks) for fact in glance(site, school)]
        place = site.edition.district_name(school.district_id)
        yield _card(
            site, f"schools/{school.id}", site.school_address(school), place, school.name, facts=facts
        )
    for entry in site.edition.all(CASE):
        record = entry.record
        facts = [("证据", record.evidence.level.value, ""), ("经费投入", record.cost.funding.value, "")]
        change = site.change(entry)
        if change:
            facts.append(
                ("之前 → 之后", f"{change.before} → {change.after}", record.evidence.indicator or "")
            )
        place = site.school_name(entry.id)
        yield _card(site, f"cases/{entry.id}", entry.address, place, record.title, record.summary, facts)


def _card(
    site: Site,
    name: str,
    address: str,
    place: str,
    title: str,
    text: str = "",
    facts: list[tuple[str, str, str]] | None = None,
) -> Artifact:
    path = f"{FOLDER}{name}.html"
    html = site.templates.render_html(
        "embed.j2",
        title=title,
        place=place,
        text=text,
        facts=facts or [],
        link=relative(path.rsplit("/", 1)[0] + "/", address),
        program=site.edition.catalog.program,
        style=Markup(site.palette.paint(_STYLE)),
        as_of=site.edition.as_of,
    )
    return Artifact(path, f"{html.strip()}\n".encode())
