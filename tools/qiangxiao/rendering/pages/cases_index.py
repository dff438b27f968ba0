"""Lists of cases: all, by subject, by strength of evidence, and what did not work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qiangxiao.catalog.catalog import Entry
from qiangxiao.foundation.vocabulary import EvidenceLevel, Subject
from qiangxiao.records.case import CASE, ReformCase
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Crumb, Page
from qiangxiao.rendering.pages.cases_adopted import ADDRESS as ADOPTED_ADDRESS
from qiangxiao.rendering.pages.listing import Choice, feed
from qiangxiao.rendering.search_facets import describe_for_search
from qiangxiao.rendering.search_sounds import syllables_of
from qiangxiao.rendering.views import row

_CARDS = 60  # on a page, with their summaries
_LESSONS = 6  # newest; all of them have a page of their own
EVIDENCE_MEANINGS = {
    EvidenceLevel.CONTROLLED_OR_VALUE_ADDED: (
        "有一组没有这样做的班级或学生来比，或者看同一批学生比原来多进步了多少。"
    ),
    EvidenceLevel.BEFORE_AND_AFTER: "只比做之前和做之后，没有另一组可比。变化也可能来自别的原因。",
    EvidenceLevel.SURVEY_OR_INTERVIEW: "来自问卷或访谈，是当事人的看法。",
    EvidenceLevel.THEORY: "有道理、有出处，还没有自己的数据。",
}
# The addresses of the subjects that the policy which ships names, in its order: an address never changes.
_SUBJECT_SLUGS = (
    "chinese",
    "mathematics",
    "english",
    "physics",
    "chemistry",
    "biology",
    "civics",
    "history",
    "geography",
    "physical-education",
    "music",
    "art",
    "information-technology",
    "labour",
    "integrated-practice",
    "mental-health",
)
_LESSONS_ADDRESS = "cases/lessons/"


def pages(site: Site) -> Iterator[Page]:
    """Yield the index of cases and its lists."""
    cases = site.edition.all(CASE)
    yield _index(site)
    yield from _further(site)
    for subject in subjects_of(site):
        found = [entry for entry in cases if subject in entry.record.subjects]
        if found:
            lead = f"涉及{subject}的教改案例，新的在前。"
            yield _list(
                site, subject_address(subject), f"{subject}{CASE.label}", lead, found, subject=subject
            )
    for level in EvidenceLevel:
        found = [entry for entry in cases if entry.record.evidence.level is level]
        if found:
            lead = EVIDENCE_MEANINGS[level]
            yield _list(
                site, _evidence_address(level), f"证据为“{level.value}”的案例", lead, found, level=level
            )
    if cases:
        yield _lessons(site)


def subjects_of(site: Site) -> tuple[str, ...]:
    """Return the subjects that the program's policy names."""
    return site.edition.catalog.policy.terms(Subject.vocabulary)


def subject_address(subject: str) -> str:
    """Return the address of a subject's list of cases: in English where it always was, else in pinyin."""
    known = dict(zip(Subject.values(), _SUBJECT_SLUGS, strict=True)).get(subject)
    return f"cases/subject-{known or '-'.join(syllables_of(subject))}/"


def _evidence_address(level: EvidenceLevel) -> str:
    return f"cases/evidence-{_slug(level.name)}/"


def _slug(name: str) -> str:
    return name.lower().replace("_", "-")


def _choices(
    site: Site, subject: str | None = None, level: EvidenceLevel | None = None
) -> list[tuple[str, list[Choice]]]:
    """Return the three rows of filter links; choices without a case are left out."""
    cases = site.edition.all(CASE)
    measures = [
        Choice(
            measure.name,
            f"measures/{measure.id}/",
            sum(measure.name in entry.record.measures for entry in cases),
        )
        for measure in site.edition.catalog.program.measures
    ]
    subjects = [
        Choice(
            each,
            subject_address(each),
            sum(each in entry.record.subjects for entry in cases),
            each is subject,
        )
        for each in subjects_of(site)
    ]
    levels = [
        Choice(
            each.value,
            _evidence_address(each),
            sum(entry.record.evidence.level is each for entry in cases),
            each is level,
        )
        for each in EvidenceLevel
    ]
    named = (("按措施", measures), ("按学科", subjects), ("按证据", levels))
    return [(title, [choice for choice in found if choice.count]) for title, found in named]


def _index(site: Site) -> Page:
    address = "cases/"
    cases = site.edition.all(CASE)
    markdown = site.templates.render(
        "cases.j2",
        address,
        site=site,
        choices=_choices(site),
        meanings=[(level.value, meaning) for level, meaning in EVIDENCE_MEANINGS.items()],
        cards=cases[:_CARDS],
        page_count=len(_sheets(cases)),
        adopted_address=ADOPTED_ADDRESS,
        lessons=cases[:_LESSONS],
        lessons_address=_LESSONS_ADDRESS,
    )
    return Page(
        address,
        CASE.heading,
        markdown,
        description="按措施、学科和证据查教改案例：做了什么、花多少、证据多强、什么没有见效。",
        crumbs=site.crumbs((CASE.label, None)),
        as_of=site.edition.as_of,
        updated_on=cases[0].record.date if cases else None,
        feeds=(feed(CASE.heading, "cases"),),
        search=describe_for_search(
            "按措施、学科、证据和花费查各校的做法，可以借鉴什么。",
            kind=CASE.label,
            aliases=(CASE.heading, "全部案例", "借鉴经验"),
        ),
        is_wide=True,
    )


def _sheets(cases: Sequence[Entry[ReformCase]]) -> list[Sequence[Entry[ReformCase]]]:
    return [cases[at : at + _CARDS] for at in range(0, len(cases), _CARDS)]


def _further(site: Site) -> Iterator[Page]:
    """Yield the pages of the index after the first."""
    sheets = _sheets(site.edition.all(CASE))
    places = ["cases/", *(f"cases/page-{number}/" for number in range(2, len(sheets) + 1))]
    for at, found in enumerate(sheets[1:], 1):
        title = f"{CASE.heading}（第 {at + 1} 页）"
        markdown = site.templates.render(
            "cases_list.j2",
            places[at],
            site=site,
            title=title,
            lead=f"第 {at + 1} 页，共 {len(sheets)} 页，新的在前。",
            choices=("", []),
            cards=found,
            rest=[],
        )
        later = Crumb(f"第 {at + 2} 页", places[at + 1]) if at + 1 < len(sheets) else None
        yield Page(
            places[at],
            title,
            markdown,
            description=f"{CASE.heading}，第 {at + 1} 页，共 {len(sheets)} 页。",
            crumbs=site.crumbs((CASE.label, "cases/"), (title, None)),
            as_of=site.edition.as_of,
            previous=Crumb(f"第 {at} 页", places[at - 1]),
            next=later,
            neighbour_labels=("上一页", "下一页"),
            is_wide=True,
        )


def _list(
    site: Site,
    address: str,
    title: str,
    lead: str,
    cases: Sequence[Entry[ReformCase]],
    subject: str | None = None,
    level: EvidenceLevel | None = None,
) -> Page:
    markdown = site.templates.render(
        "cases_list.j2",
        address,
        site=site,
        title=title,
        lead=lead,
        choices=_choices(site, subject, level)[1 if subject else 2],
        cards=cases[:_CARDS],
        rest=[row(site, entry) for entry in cases[_CARDS:]],
    )
    return Page(
        address,
        title,
        markdown,
        description=f"{lead}共 {len(cases)} 个。",
        crumbs=site.crumbs((CASE.label, "cases/"), (title, None)),
        as_of=site.edition.as_of,
        updated_on=cases[0].record.date,
        feeds=(feed(CASE.heading, "cases"),),
        search=describe_for_search(lead, kind=CASE.label, keywords=(title,)) if subject else None,
        is_wide=True,
    )


def _lessons(site: Site) -> Page:
    title = "弯路与教训"
    markdown = site.templates.render("cases_lessons.j2", _LESSONS_ADDRESS, site=site, title=title)
    return Page(
        _LESSONS_ADDRESS,
        title,
        markdown,
        description="各校走过的弯路、没有见效的做法，写出来让别的学校少走。",
        crumbs=site.crumbs((CASE.label, "cases/"), (title, None)),
        as_of=site.edition.as_of,
        updated_on=site.edition.all(CASE)[0].record.date,
        feeds=(feed(CASE.heading, "cases"),),
        search=describe_for_search(
            "各校走过的弯路、没有见效的做法和教训。",
            kind=CASE.label,
            keywords=(title, "没有见效的做法", "弯路", "教训", "失败"),
        ),
    )
