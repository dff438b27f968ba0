"""The policy in plain words, made from its data: an overview, each measure, every clause, every requirement.

A program may have written pages of its own on the policy (`docs/policy/`): those stand instead, except that
the list of all clauses and the pages of requirements are always made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qiangxiao.records.policy import Clause
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Page
from qiangxiao.rendering.pages.listing import code_marked
from qiangxiao.rendering.search_facets import describe_for_search
from qiangxiao.rendering.templates import clause_label
from qiangxiao.selection.coverage import Coverage, coverage

_POLICY = "政策"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A clause with the requirements by which it is seen to be carried out."""

    clause: Clause
    answers: tuple[Coverage, ...]

    @property
    def is_heading(self) -> bool:
        """Whether it heads others: its number ends with the bracket, as 三(五) does."""
        return self.clause.id.endswith((")", "）"))


def pages(site: Site) -> Iterator[Page]:
    """Yield the pages on the policy that nobody wrote by hand, and those that are always made."""
    policy = site.edition.catalog.policy
    answers: dict[str, list[Coverage]] = {}
    for item in coverage(site.edition.catalog, site.edition.as_of):
        answers.setdefault(item.requirement.clause, []).append(item)
    sentences = [Sentence(clause, tuple(answers.get(clause.id, ()))) for clause in policy.clauses]
    yield _clauses(site, sentences)
    if "policy/" not in site.documents:
        yield _overview(site, sentences)
    for measure in site.edition.catalog.program.measures:
        if f"policy/{measure.id}/" not in site.documents:
            yield _measure(site, measure.id, measure.name, sentences)
    yield from _requirements(site, answers)


def _clauses(site: Site, sentences: Sequence[Sentence]) -> Page:
    title = "政策条款逐条对照"
    return _page(site, "policy/clauses/", title, "policy_clauses.j2", sentences, (_POLICY, "policy/"))


def _overview(site: Site, sentences: Sequence[Sentence]) -> Page:
    return _page(site, "policy/", "政策解读", "policy.j2", sentences)


def _measure(site: Site, measure_id: str, name: str, sentences: Sequence[Sentence]) -> Page:
    mine = [item for item in sentences if item.clause.measure == measure_id]
    address = f"policy/{measure_id}/"
    return _page(site, address, name, "policy_measure.j2", mine, (_POLICY, "policy/"), measure_id=measure_id)


def _page(
    site: Site,
    address: str,
    title: str,
    template: str,
    sentences: Sequence[Sentence],
    *above: tuple[str, str],
    measure_id: str = "",
) -> Page:
    policy = site.edition.catalog.policy
    markdown = site.templates.render(
        template, address, site=site, policy=policy, sentences=sentences, title=title, measure_id=measure_id
    )
    text = "。".join(
        f"{clause_label(item.clause.id)}{item.clause.title}：{item.clause.summary or ''}"
        for item in sentences
    )
    return Page(
        address,
        title,
        markdown,
        description=f"{policy.title}：{title}，用平常话说明要做什么、怎样看做到没有。",
        crumbs=site.crumbs(*above, (title, None)),
        as_of=site.edition.as_of,
        search=describe_for_search(text, kind=_POLICY),
    )


def _requirements(site: Site, answers: Mapping[str, Sequence[Coverage]]) -> Iterator[Page]:
    """Yield the page of every requirement's code, which the advice of `check` points to."""
    for item in (item for found in answers.values() for item in found):
        requirement = item.requirement
        address = f"errors/missing.{requirement.id}/"
        guide = f"guide/fields/{requirement.kind.name}/"
        markdown = site.templates.render(
            "requirement.j2",
            address,
            site=site,
            answer=item,
            clause=site.edition.catalog.policy.clause(requirement.clause),
            explanation=code_marked(requirement.explanation),
            guide=guide if guide in site.documents else "",
        )
        title = f"待补：{requirement.title}".rstrip("。")
        yield Page(
            address,
            title,
            markdown,
            description=f"错误代码 missing.{requirement.id}：{title}",
            crumbs=site.crumbs(("错误代码", "errors/"), (title, None)),
            as_of=site.edition.as_of,
            search=describe_for_search(requirement.title, kind="错误代码"),
        )
