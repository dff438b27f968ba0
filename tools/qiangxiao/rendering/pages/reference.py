"""Pages one looks things up in: glossary, feeds, search, error codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from qiangxiao.catalog.catalog import Catalog
from qiangxiao.checks.run import all_rules
from qiangxiao.foundation.glossary import GLOSSARY, GlossaryTerm
from qiangxiao.foundation.problems import Rule
from qiangxiao.records.bulletin import BULLETIN
from qiangxiao.records.case import CASE
from qiangxiao.records.featured import FEATURED
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.feeds import OPML_PATH
from qiangxiao.rendering.page import Answer, Page
from qiangxiao.rendering.pages.listing import Choice, code_marked
from qiangxiao.rendering.search_facets import Card, describe_for_search

RULE_GROUPS: Mapping[str, tuple[str, ...]] = {
    "文件与格式": ("file", "yaml", "field", "list", "media", "image"),
    "填写的值": (
        "text",
        "date",
        "day",
        "number",
        "flag",
        "email",
        "url",
        "id",
        "slug",
        "semester",
        "domain",
        "timezone",
        "color",
        "account",
    ),
    "正文": ("body",),
    "项目与区县": ("program", "district", "measure", "policy", "looks"),
    "学校档案与支持": ("school", "support", "person", "number"),
    "教学": ("teaching", "homework", "subject", "grade"),
    "评估、方案与进展": (
        "baseline",
        "plan",
        "task",
        "update",
        "case",
        "correction",
        "photo",
        "indicator",
        "reading",
    ),
    "视导与监测": ("action", "inspection", "visit", "monitoring", "survey"),
    "发布与引用": (
        *("bulletin", "featured", "event", "news", "print", "report", "adoption"),
        *("reference", "link", "review", "permalink"),
    ),
    "隐私、宣传与用语": ("privacy", "publicity", "wording"),
    "待补的内容": ("missing",),
}
_OTHERS = "其他"
_TERM = "术语"


def pages(site: Site) -> Iterator[Page]:
    """Yield the reference pages."""
    yield _glossary(site)
    yield _feeds(site)
    yield _search(site)
    yield _errors(site)


def glossary_of(catalog: Catalog) -> tuple[GlossaryTerm, ...]:
    """Return the words of the site, then the measures and the words of the program's policy."""
    measures = [
        GlossaryTerm(measure.name, measure.id, measure.summary or measure.clause, "主要措施")
        for measure in catalog.program.measures
    ]
    words = [GlossaryTerm(word.term, "", word.meaning, "本政策的词") for word in catalog.policy.words]
    return (*GLOSSARY, *measures, *words)


def _glossary(site: Site) -> Page:
    address = "glossary/"
    words = glossary_of(site.edition.catalog)
    groups: list[tuple[str, list[GlossaryTerm]]] = [
        (name, list(terms)) for name, terms in groupby(words, key=lambda term: term.group)
    ]
    choices = [Choice(name, f"#group-{at}", len(terms)) for at, (name, terms) in enumerate(groups, 1)]
    markdown = site.templates.render("glossary.j2", address, site=site, groups=groups, choices=choices)
    return Page(
        address,
        "术语表",
        markdown,
        description=f"本站用到的 {len(words)} 个词，用平常话说明。",
        crumbs=site.crumbs(("术语表", None)),
        as_of=site.edition.as_of,
        search=describe_for_search("本站用到的词，用平常话说明。", kind=_TERM),
        answers=tuple(_answer(term) for term in words),
        is_wide=True,
    )


def _answer(term: GlossaryTerm) -> Answer:
    card = Card(facts=((term.term, term.meaning),))
    return Answer(f"term-{term.term}", term.term, describe_for_search(term.meaning, kind=_TERM, card=card))


def _feeds(site: Site) -> Page:
    address = "feeds/"
    edition = site.edition
    program = edition.catalog.program
    main = [
        ("全部更新", "all", "进展、案例、每期一校和工作动态"),
        (BULLETIN.label, "bulletins", "每期简报"),
        (FEATURED.label, "featured", "轮流介绍的学校"),
        (CASE.heading, "cases", "各校的教改案例"),
    ]
    markdown = site.templates.render(
        "feeds.j2",
        address,
        site=site,
        opml=OPML_PATH,
        main=main,
        districts=[(district.name, f"districts/{district.id}") for district in program.districts],
        measures=[(measure.name, f"measures/{measure.id}") for measure in program.measures],
        schools=[(school.name, f"schools/{school.id}") for school in edition.schools],
    )
    return Page(
        address,
        "订阅",
        markdown,
        description="不用天天来看：怎样订阅，有哪些可以订阅。",
        crumbs=site.crumbs(("订阅", None)),
        as_of=edition.as_of,
        search=describe_for_search(
            "怎样订阅本站的更新：全部、工作动态、区县、措施、学校。",
            kind="说明",
            keywords=("订阅", "RSS", "Atom", "OPML"),
        ),
    )


def _search(site: Site) -> Page:
    address = "search/"
    return Page(
        address,
        "搜索",
        site.templates.render("search.j2", address, site=site),
        description="搜学校、区县、进展、案例、政策和术语。",
        crumbs=site.crumbs(("搜索", None)),
        is_wide=True,
        is_hidden_from_engines=True,
    )


def rules_by_group(rules: Mapping[str, Rule]) -> list[tuple[str, Sequence[Rule]]]:
    """Return the rules by group; those whose prefix no group names come last, so that none is left out."""
    group_of = {prefix: name for name, prefixes in RULE_GROUPS.items() for prefix in prefixes}
    found: dict[str, list[Rule]] = {name: [] for name in (*RULE_GROUPS, _OTHERS)}
    for rule in rules.values():
        found[group_of.get(rule.code.split(".")[0], _OTHERS)].append(rule)
    return [(name, group) for name, group in found.items() if group]


def _errors(site: Site) -> Page:
    address = "errors/"
    rules = all_rules(site.edition.catalog.policy)
    groups = rules_by_group(rules)
    choices = [Choice(name, f"#group-{at}", len(found)) for at, (name, found) in enumerate(groups, 1)]
    markdown = site.templates.render(
        "errors.j2", address, site=site, groups=groups, choices=choices, code=code_marked
    )
    return Page(
        address,
        "错误代码",
        markdown,
        description=f"检查投稿时用到的 {len(rules)} 条规则，点开看怎样改。",
        crumbs=site.crumbs(("错误代码", None)),
        as_of=site.edition.as_of,
        search=describe_for_search(
            "检查投稿时的错误、警告和提示，每条怎样改。", kind="指南", keywords=("错误代码", "检查")
        ),
        is_wide=True,
    )
