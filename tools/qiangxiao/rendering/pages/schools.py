"""A school's pages, gathered: profile, plan, baseline. Those of its items are made kind by kind."""

from __future__ import annotations

from collections.abc import Iterator

from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Page
from qiangxiao.rendering.pages import school_plan, school_profile
from qiangxiao.rendering.pages.listing import district_words, schools_by_district
from qiangxiao.rendering.spoken_names import spoken_names


def pages(site: Site) -> Iterator[Page]:
    """Yield every page of every shown school."""
    names = _spoken_names(site)
    for schools in schools_by_district(site).values():
        for at, school in enumerate(schools):
            earlier = schools[at - 1] if at else None
            later = schools[at + 1] if at + 1 < len(schools) else None
            given = (school, names[school.id], earlier, later)
            yield site.recall(site.school_address(school), school_profile.page, site, *given)
            yield from site.recall(f"{school.id} plan", school_plan.pages, site, school)


def _spoken_names(site: Site) -> dict[str, tuple[str, ...]]:
    """Return the names by which people call each school."""
    program = site.edition.catalog.program
    places = {
        district.id: (program.city, program.city.removesuffix("市"), *district_words(district, program.city))
        for district in program.districts
    }
    names = {}
    for school in site.edition.schools:
        record = school.profile.record if school.profile else None
        others = (record.short_name, *record.former_names) if record else ()
        names[school.id] = tuple(filter(None, (school.name, *others)))
    return spoken_names(
        names, {school.id: places.get(school.district_id, ()) for school in site.edition.schools}
    )
