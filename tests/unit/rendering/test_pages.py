"""The pages of the repository's own program: whole, linked, dated, and silent about what is not published."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from posixpath import normpath
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from markdown import markdown
from markdown.extensions.toc import slugify_unicode
from sample_program import copy_program

from qiangxiao.catalog.catalog import Catalog, Entry, School
from qiangxiao.catalog.loader import load
from qiangxiao.checks.run import all_rules, run_checks
from qiangxiao.foundation.glossary import GLOSSARY
from qiangxiao.records.bulletin import BULLETIN, BulletinIssue, IssueNumber, Section
from qiangxiao.records.case import CASE, Cost, Evidence, ReformCase
from qiangxiao.records.event import EVENT, ExchangeEvent
from qiangxiao.records.featured import FEATURED, FeaturedSchool
from qiangxiao.records.program import District, Measure, Program
from qiangxiao.records.school import SCHOOL, PilotSchool
from qiangxiao.records.update import UPDATE, ProgressUpdate
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Page
from qiangxiao.rendering.pages import updates_index
from qiangxiao.rendering.pages.everything import all_pages
from qiangxiao.rendering.pages.listing import district_words
from qiangxiao.rendering.pages.reference import rules_by_group
from qiangxiao.selection.coverage import active_schools
from qiangxiao.selection.edition import Edition
from qiangxiao.selection.featured import eligibility

ROOT = Path(__file__).resolve().parents[3]
AS_OF = date(2026, 11, 20)
EXTENSIONS = ["tables", "attr_list", "admonition", "footnotes", "md_in_html", "toc"]
ELSEWHERE = (
    "feeds/",
    "assets/",
    "submit/",
    "errors/",
    "freshness/",
    "api/",
    "calendar/",
    "templates/",
    "embed/",
)
HOSTILE = (
    "# <img src=x onerror=alert(1)> *粗* [链](javascript:1) "
    '{: onclick=x } "引" `码` | &lt;b&gt; <script>1</script>'
)


class Html(HTMLParser):
    """Collects what matters of a fragment."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.headings: list[str] = []
        self._is_in_heading = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag == "h1":
            self._is_in_heading = True
            self.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "h1":
            self._is_in_heading = False

    def handle_data(self, data: str) -> None:
        if self._is_in_heading:
            self.headings[-1] += data

    def values(self, *names: str) -> Iterator[str]:
        """Yield the values of some attributes."""
        for _, attributes in self.tags:
            for name in names:
                if name in attributes:
                    yield attributes[name]


@cache
def sample_edition() -> Edition:
    return Edition(load(ROOT).catalog, AS_OF)


@cache
def documents() -> frozenset[str]:
    """Addresses of hand-written pages."""
    found = set()
    for path in (ROOT / "docs").rglob("*.md"):
        bare = (
            path.relative_to(ROOT / "docs").as_posix().removesuffix(".md").removesuffix("index").rstrip("/")
        )
        found.add(f"{bare}/")
    return frozenset(found)


@cache
def sample_pages() -> Mapping[str, Page]:
    return {page.address: page for page in all_pages(Site(sample_edition(), documents=documents()))}


def html_of(page: Page) -> Html:
    return Html(markdown(page.markdown, extensions=EXTENSIONS))


@cache
def anchors(address: str) -> frozenset[str]:
    return frozenset(html_of(sample_pages()[address]).values("id"))


def defects(page: Page) -> Iterator[str]:
    """Yield the relative links of a page that lead nowhere."""
    for link in html_of(page).values("href", "src"):
        parts = urlsplit(link)
        if parts.scheme in ("http", "https", "mailto"):
            continue
        target = normpath(f"/{page.address}{parts.path}").lstrip("/")
        target = f"{target}/" if target and (parts.path.endswith("/") or not parts.path) else target
        if target in sample_pages():
            if parts.fragment and unquote(parts.fragment) not in anchors(target):
                yield link
        elif (
            target not in documents()
            and not target.startswith(ELSEWHERE)
            and not target.endswith(("/wechat.html", ".ics"))
        ):
            yield link


def test_no_two_pages_have_the_same_address() -> None:
    counts = Counter(page.address for page in all_pages(Site(sample_edition())))
    assert [address for address, count in counts.items() if count > 1] == []


def test_every_address_is_a_folder_of_ascii_slugs() -> None:
    slugs = r"(?:[a-z0-9]+(?:-[a-z0-9]+)*/)*"  # the page of a code is called after it: errors/missing.plan/
    assert [a for a in sample_pages() if not re.fullmatch(rf"{slugs}|errors/missing\.[a-z-]+/", a)] == []


def test_every_relative_link_leads_somewhere() -> None:
    found = [(address, link) for address, page in sample_pages().items() for link in defects(page)]
    assert found == []


def test_crumbs_and_neighbours_lead_somewhere() -> None:
    known = {*sample_pages(), *documents()}
    for address, page in sample_pages().items():
        steps = [*page.crumbs, *filter(None, (page.previous, page.next))]
        assert [step for step in steps if step.address is not None and step.address not in known] == [], (
            address
        )
        assert address == "" or page.crumbs[-1].address is None, address


def test_every_page_has_a_title_a_description_and_one_heading() -> None:
    for address, page in sample_pages().items():
        assert page.title.strip(), address
        assert page.description.strip(), address
        assert len(html_of(page).headings) == 1, address


def test_every_page_that_states_facts_says_as_of_when() -> None:
    timeless = {"search/"}
    assert {address for address, page in sample_pages().items() if page.as_of is None} == timeless


def test_what_is_not_published_is_on_no_page() -> None:
    edition = sample_edition()
    entries = [
        *edition.catalog.all(UPDATE),
        *edition.catalog.all(CASE),
        *edition.catalog.all(BULLETIN),
        *edition.catalog.all(FEATURED),
    ]
    hidden = [entry for entry in entries if entry.id not in edition.published]
    assert hidden, "the sample has a draft"
    text = "\n".join(page.artifact().data.decode() for page in sample_pages().values())
    for entry in hidden:
        assert entry.id not in text
        assert entry.address not in sample_pages()
        assert getattr(entry.record, "title", None) is None or entry.record.title not in text


def test_every_district_measure_and_entry_has_a_page() -> None:
    edition, program = sample_edition(), sample_edition().catalog.program
    wanted = {f"districts/{district.id}/" for district in program.districts}
    wanted |= {f"measures/{measure.id}/" for measure in program.measures}
    wanted |= {entry.address for entry in edition.published.values()}
    assert wanted - set(sample_pages()) == set()


def test_an_issue_has_the_address_of_its_number() -> None:
    assert {"bulletins/2026-01/", "bulletins/2026-02/", "bulletins/2026-03/"} <= set(sample_pages())
    entry = Entry("bulletins/any-name", BULLETIN, "docs/bulletins/any-name.md", an_issue(), "any-name")
    assert entry.address == "bulletins/2026-07/"


def test_the_home_page_links_every_district() -> None:
    links = set(html_of(sample_pages()[""]).values("href"))
    assert {f"districts/{district.id}/" for district in sample_edition().catalog.program.districts} <= links


def test_a_school_that_has_left_keeps_its_pages_and_counts_no_more(tmp_path: Path) -> None:
    school_id = "jinjiang/hepan"
    root = copy_program(tmp_path / "root")
    profile = root / f"schools/{school_id}/school.yml"
    profile.write_text(
        profile.read_text(encoding="utf-8").replace("status: 建设中", "status: 已退出"), encoding="utf-8"
    )
    loaded = load(root)
    edition = Edition(loaded.catalog, AS_OF)
    found = {page.address: page for page in all_pages(Site(edition, documents=documents()))}
    assert sample_pages().keys() - found.keys() == {f"schools/{school_id}/todo/"}  # it owes nothing any more
    for address in ("schools/", "districts/jinjiang/", f"schools/{school_id}/"):
        assert "已退出" in found[address].markdown and "已退出" not in sample_pages()[address].markdown, (
            address
        )
    active = len(active_schools(loaded.catalog, AS_OF))
    assert active == len(active_schools(sample_edition().catalog, AS_OF)) - 1
    assert f"全部 {active} 所" in re.sub(r"<[^>]+>", "", found["coverage/"].markdown)
    assert school_id not in found["coverage/"].markdown
    assert not [
        problem for problem in run_checks(loaded.catalog, AS_OF) if problem.severity.value != "advice"
    ]
    assert "不在项目中" in eligibility(loaded.catalog, loaded.catalog.schools[school_id], AS_OF)


@pytest.mark.parametrize("address", ["glossary/", "coverage/", "errors/", "feeds/", "districts/jinjiang/"])
def test_no_two_things_of_a_page_have_the_same_name(address: str) -> None:
    slugs = {"toc": {"slugify": slugify_unicode}}  # as the site is set up
    html = Html(markdown(sample_pages()[address].markdown, extensions=EXTENSIONS, extension_configs=slugs))
    counts = Counter(html.values("id"))
    assert not [name for name, count in counts.items() if count > 1]


def test_a_cancelled_event_says_so() -> None:
    cancelled = next(e for e in sample_edition().all(EVENT) if e.record.status.value == "已取消")
    assert "本次活动已取消" in sample_pages()[cancelled.address].markdown


def test_a_year_of_many_updates_is_split_by_month(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updates_index, "_YEAR_LIMIT", 10)
    found = {page.address: page for page in updates_index.pages(Site(sample_edition()))}
    shown = [
        link
        for address, page in found.items()
        if re.fullmatch(r"updates/2026/\d\d/", address)
        for link in html_of(page).values("href")
        if "/updates/2026-" in link
    ]
    assert len(shown) == sum(entry.record.date.year == 2026 for entry in sample_edition().all(UPDATE))
    assert "updates/2024/12/" not in found


def test_every_rule_and_every_term_is_listed() -> None:
    listed = [rule.code for _, rules in rules_by_group(all_rules()) for rule in rules]
    assert sorted(listed) == list(all_rules())
    assert {f"{code}/" for code in all_rules()} <= set(html_of(sample_pages()["errors/"]).values("href"))
    assert {f"term-{term.term}" for term in GLOSSARY} <= anchors("glossary/")


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("锦江区", "区", {"锦江区", "锦江"}),
        ("都江堰市", "县级市", {"都江堰市", "都江堰"}),
        ("四川天府新区", "功能区", {"四川天府新区", "天府新区", "天府"}),
        ("成都高新区", "功能区", {"成都高新区", "高新区"}),
    ],
)
def test_a_district_is_found_by_its_short_name(name: str, kind: str, words: set[str]) -> None:
    district = District.model_validate({"id": "any", "name": name, "kind": kind})
    assert words <= set(district_words(district, "成都市"))


def an_issue(**changes: Any) -> BulletinIssue:
    values: dict[str, Any] = {
        "title": HOSTILE,
        "number": IssueNumber(year=2026, issue=7, total=9),
        "date": AS_OF,
        "editor_note": HOSTILE,
        "sections": (Section.model_construct(name=HOSTILE, items=("d/s/updates/2026-10-01-a",)),),
    }
    return BulletinIssue.model_construct(**(values | changes))


def a_hostile_edition() -> Edition:
    """An edition with every kind of title full of the marks of Markdown and HTML."""
    shared = {"title": HOSTILE, "date": AS_OF, "summary": HOSTILE, "measures": (HOSTILE,)}
    case = ReformCase.model_construct(
        **shared,
        evidence=Evidence.model_validate({"level": "前后对比"}),
        cost=Cost.model_validate({"funding": "低"}),
        conditions=HOSTILE,
        limits=HOSTILE,
        lessons=HOSTILE,
    )
    event = ExchangeEvent.model_construct(
        title=HOSTILE, starts_at=datetime.fromisoformat("2026-12-01T09:00"), theme=HOSTILE, place=HOSTILE
    )
    featured = FeaturedSchool.model_construct(
        period="2026-11", school="d/s", theme=HOSTILE, editor_note=HOSTILE, items=("d/s/cases/b",)
    )
    profile = PilotSchool.model_construct(name=HOSTILE, kind=_kind(), as_of=AS_OF, motto=HOSTILE)
    school = School(
        "d/s",
        {
            "school": (Entry("d/s/school", SCHOOL, "", profile),),
            "update": (
                Entry("d/s/updates/2026-10-01-a", UPDATE, "", ProgressUpdate.model_construct(**shared)),
            ),
            "case": (Entry("d/s/cases/b", CASE, "", case),),
        },
    )
    program = Program.model_construct(
        name=HOSTILE,
        short_name=HOSTILE,
        city=HOSTILE,
        publisher=HOSTILE,
        timezone="Asia/Shanghai",
        sample=True,
        districts=(District.model_construct(id="d", name=HOSTILE),),
        measures=(Measure.model_construct(id="m", name=HOSTILE, clause=HOSTILE, summary=HOSTILE),),
    )
    catalog = Catalog(
        root=Path(),
        program=program,
        has_program=True,
        schools={"d/s": school},
        records={
            "bulletin": (Entry("bulletins/x", BULLETIN, "", an_issue()),),
            "event": (Entry("events/2026-12-01-e", EVENT, "", event),),
            "featured": (Entry("featured/2026-11", FEATURED, "", featured),),
        },
        known_ids=frozenset(),
    )
    return Edition(catalog, AS_OF)


def _kind() -> Any:
    return PilotSchool.model_validate({"name": "甲校", "kind": "初中", "as_of": "2026-11-20"}).kind


def test_marks_of_markdown_and_html_in_content_are_inert() -> None:
    edition = a_hostile_edition()
    addresses = set()
    for page in all_pages(Site(edition)):
        addresses.add(page.address)
        found = html_of(page)
        tags = {tag for tag, _ in found.tags}
        assert not tags & {"img", "script", "em", "strong"}, page.address
        for _, attributes in found.tags:
            assert not [name for name in attributes if name.startswith("on")], page.address
        assert not [link for link in found.values("href") if link.startswith("javascript:")], page.address
        assert len(found.headings) == 1
        if page.title == HOSTILE:
            assert found.headings == [HOSTILE]
    assert {"bulletins/2026-07/", "events/2026-12-01-e/", "featured/2026-11/", "measures/m/"} <= addresses


def test_a_program_without_schools_still_has_its_pages() -> None:
    edition = sample_edition()
    empty = replace(edition.catalog, schools={}, records={})
    found = {page.address: page for page in all_pages(Site(Edition(empty, AS_OF)))}
    assert "还没有学校" in found["schools/"].markdown
    assert "还没有出版" in found["bulletins/"].markdown
    assert len([address for address in found if address.startswith("districts/")]) == 24
