"""The way in for schools and offices: choose one's own, then its form; and a sheet of codes to hand out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from qiangxiao.catalog.authority import CITY, is_school
from qiangxiao.catalog.catalog import School
from qiangxiao.records.district_news import DISTRICT_NEWS
from qiangxiao.records.kinds import KINDS
from qiangxiao.records.news import NEWS
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Page
from qiangxiao.rendering.pages.listing import Choice
from qiangxiao.rendering.qr_code import code
from qiangxiao.rendering.search_facets import describe_for_search

FORM_FOLDER = "submit/"


def form_address(owner: str) -> str:
    """Return the address of the form of a school, of a district's office or of the city's.

    Beside the schools of a district: a school called like the folder of its news has no place anywhere.
    """
    if is_school(owner):
        return f"{FORM_FOLDER}{owner}/"
    return (
        f"{FORM_FOLDER}{NEWS.folder}/" if owner == CITY else f"{FORM_FOLDER}{owner}/{DISTRICT_NEWS.folder}/"
    )


def offices(site: Site) -> tuple[tuple[str, str], ...]:
    """Return the ids and names of the offices that have a form: the city's, then those of the districts."""
    program = site.edition.catalog.program
    return ((CITY, program.publisher), *((district.id, district.name) for district in program.districts))


def pages(site: Site) -> Iterator[Page]:
    """Yield the page to choose a school on, and a sheet of codes for each district."""
    groups = [
        (site.edition.district_name(district), district, list(schools))
        for district, schools in groupby(site.edition.schools, key=lambda school: school.district_id)
    ]
    yield _choice(site, groups)
    if site.has_form and site.edition.catalog.program.site.url:
        for name, district, schools in groups:
            yield _sheet(site, name, district, schools)


def _choice(site: Site, groups: list[tuple[str, str, list[School]]]) -> Page:
    has_sheets = bool(site.has_form and site.edition.catalog.program.site.url)
    markdown = site.templates.render(
        "submit.j2",
        FORM_FOLDER,
        site=site,
        groups=groups,
        choices=[Choice(name, f"#{district}", len(schools)) for name, district, schools in groups],
        form_address=form_address,
        sheet_address=_sheet_address,
        has_form=site.has_form,
        has_sheets=has_sheets,
        templates=tuple((kind.name, kind.label) for kind in KINDS if kind.sent),
        offices=offices(site),
        kinds=(NEWS, DISTRICT_NEWS),
        contact=site.edition.catalog.program.site.footer.contact,
    )
    return Page(
        FORM_FOLDER,
        "投稿",
        markdown,
        description="不用注册账号：选择学校，在网页上填写，导出投稿包交给编辑。",
        crumbs=site.crumbs(("投稿", None)),
        as_of=site.edition.as_of,
        search=describe_for_search(
            "在网页上投稿，不用账号。进展、案例、方案、学校档案。",
            kind="说明",
            keywords=("投稿", "填表", "供稿"),
        ),
        is_wide=True,
    )


def _sheet_address(district: str) -> str:
    return f"{FORM_FOLDER}{district}/"


def _sheet(site: Site, name: str, district: str, schools: list[School]) -> Page:
    address = _sheet_address(district)
    base = (site.edition.catalog.program.site.url or "").rstrip("/")
    cards = [(school.name, f"{base}/{form_address(school.id)}") for school in schools]
    markdown = site.templates.render(
        "submit_sheet.j2",
        address,
        site=site,
        district=name,
        cards=[(title, link, code(link)) for title, link in cards],
    )
    return Page(
        address,
        f"{name}的投稿二维码",
        markdown,
        as_of=site.edition.as_of,
        crumbs=site.crumbs(("投稿", FORM_FOLDER), (f"{name}的投稿二维码", None)),
        is_wide=True,
        is_hidden_from_engines=True,
    )
