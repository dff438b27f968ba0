"""The policy: is it whole and of one piece, and what schools, districts and the city still lack by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, get_args

from pydantic import BaseModel

from qiangxiao.catalog.catalog import Catalog, Entry
from qiangxiao.checks.hints import nearest
from qiangxiao.checks.registry import Check, Finding, check, locate
from qiangxiao.foundation.problems import Problem, Rule, Severity
from qiangxiao.foundation.vocabulary import Bearer, RuleKind
from qiangxiao.records.district import DISTRICT
from qiangxiao.records.kinds import KINDS
from qiangxiao.records.policy import Policy, Vocabularies
from qiangxiao.records.policy import Requirement as Demand
from qiangxiao.records.program import PROGRAM, Thresholds
from qiangxiao.records.reading import Place
from qiangxiao.records.school import SCHOOL
from qiangxiao.selection.requirements import Owner, Requirement, owners, requirements_of

_NEEDS = {
    RuleKind.SHARE: ("share_percent",),
    RuleKind.ALL_OF: ("key", "vocabulary|terms"),
    RuleKind.WITHIN_DAYS: ("days|clock|limit",),
}


@check("policy.duplicate")
def duplicate_in_policy(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """政策文件里，条款号、要求的编号和清单里的词都不能重复。

    重复的条款会统计两遍，重复的要求会用同一个提示代码。请逐个核对 `policy.yml`。
    """
    entry = catalog.policy_entry
    if entry is None:
        return
    policy = entry.record
    lists: list[tuple[str, Place, Sequence[str], Place]] = [
        ("条款号", ("clauses",), [clause.id for clause in policy.clauses], ("id",)),
        ("要求的编号", ("requirements",), [demand.id for demand in policy.requirements], ("id",)),
    ]
    for name in Vocabularies.model_fields:
        lists.append(("词", ("vocabularies", name), getattr(policy.vocabularies, name), ()))
    for what, place, values, last in lists:
        seen: set[str] = set()
        for at, value in enumerate(values):
            if value in seen:
                yield Finding(
                    f"{what}“{value}”重复。", "请删去一个，或改成不同的。", entry, (*place, at, *last)
                )
            seen.add(value)


@check("policy.reference")
def unknown_in_policy(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """政策文件里提到的条款、措施、文件、字段、清单和数量要求，都要真有。

    条款号要在 `clauses` 里，措施的编号要在 `program.yml` 里；`look` 写文件的种类和字段，例如
    `support.advisors`；`threshold` 是 `program.yml` 的 `thresholds` 里的一项。提示会列出可以填的。
    """
    entry = catalog.policy_entry
    if entry is None:
        return
    policy = entry.record
    measures = {measure.id for measure in catalog.program.measures}
    for at, clause in enumerate(policy.clauses):
        if catalog.program_entry and clause.measure and clause.measure not in measures:
            yield _unknown(entry, ("clauses", at, "measure"), clause.measure, measures, "措施")
    for at, wanted in enumerate(policy.staffing):
        ids = {demand.id for demand in policy.requirements}
        if wanted not in ids:
            yield _unknown(entry, ("staffing", at), wanted, ids, "要求")
    for at, demand in enumerate(policy.requirements):
        for place, value, allowed, what in _references(policy, demand):
            if value not in allowed:
                yield _unknown(entry, ("requirements", at, *place), value, allowed, what)


def _unknown(entry: Entry[Any], place: Place, value: str, allowed: Iterable[str], what: str) -> Finding:
    return Finding(f"没有“{value}”这个{what}。", nearest(value, sorted(allowed), what), entry, place)


def _references(policy: Policy, demand: Demand) -> Iterator[tuple[Place, str, Iterable[str], str]]:
    """Yield what a requirement names: where, the name, what there is, and what it is called."""
    yield ("clause",), demand.clause, {clause.id for clause in policy.clauses}, "条款"
    if demand.limit:
        yield ("threshold",), demand.limit, set(Thresholds.model_fields), "数量要求"
    if demand.vocabulary:
        yield ("vocabulary",), demand.vocabulary, set(Vocabularies.model_fields), "清单"
    name, *fields = demand.look.split(".")
    kinds = {kind.name: kind for kind in KINDS}
    yield ("look",), name, kinds, "文件种类"
    if name not in kinds:
        return
    model: type[BaseModel] | None = kinds[name].model
    for field in fields:
        known = model.model_fields if model is not None else {}  # a date or a text has no parts
        yield ("look",), field, set(known), "字段"
        if field not in known:
            return
        model = _model_in(known[field].annotation)
    if model is not None:
        names = set(model.model_fields)
        for at, condition in enumerate(demand.where):
            yield ("where", at, "field"), condition.field, names, "字段"
        for key in ("key", "weight"):
            if stated := getattr(demand, key):
                yield (key,), stated, names, "字段"


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the model inside `X | None` or `tuple[X, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)


@check("policy.rule.incomplete")
def incomplete_rule(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """要求里，规则要用到的几项要写全。

    `share` 要写 `share_percent`；`all_of` 要写 `key`，还要写 `vocabulary` 或 `terms`；`within_days` 要写
    `days`、`clock` 或 `threshold`。
    """
    entry = catalog.policy_entry
    for at, demand in enumerate(entry.record.requirements if entry else ()):
        for names in _NEEDS.get(demand.rule, ()):
            if not any(getattr(demand, name) for name in names.split("|")):
                keys = [_key_of(name) for name in names.split("|")]
                message = f"规则 {demand.rule.value} 缺少 {'、'.join(keys)}。"
                place = ("requirements", at, "rule")
                yield Finding(message, f"请写上 {' 或 '.join(keys)}。", entry, place)


def _key_of(name: str) -> str:
    """Return a field's key in the file."""
    return Demand.model_fields[name].alias or name


@check("program.clause.unknown", Severity.WARNING)
def unknown_clause_of_measure(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """措施的条款号要在政策文件里。

    落实情况和政策页面按条款号找到措施。条款号写在 `policy.yml` 的 `clauses` 里；没有 `policy.yml` 的项目，
    用的是随程序附带的那一份，请在 `schools/policy.yml` 写自己的（写法见政策的字段说明）。
    """
    if catalog.program_entry is None:
        return
    known = [clause.id for clause in catalog.policy.clauses]
    for at, measure in enumerate(catalog.program.measures):
        if measure.clause not in known:
            message = f"政策文件里没有条款“{measure.clause}”。"
            hint = nearest(measure.clause, known, "条款")
            yield Finding(message, hint, catalog.program_entry, ("measures", at, "clause"))


CHECKS: tuple[Check, ...] = (
    duplicate_in_policy,
    unknown_in_policy,
    incomplete_rule,
    unknown_clause_of_measure,
)


def rules_of(policy: Policy) -> tuple[Rule, ...]:
    """Return the rule of every requirement: what it says to those who lack it."""
    return tuple(_rule_of(demand) for demand in policy.requirements)


def _rule_of(demand: Demand) -> Rule:
    explanation = demand.explanation or ""
    return Rule(f"missing.{demand.id}", Severity.ADVICE, f"待补：{demand.title}", explanation, demand.clause)


def missing_problems(catalog: Catalog, as_of: date) -> Iterator[Problem]:
    """Yield what somebody still lacks, located where it would be recorded."""
    unreadable = catalog.known_ids - catalog.by_id.keys() - catalog.schools.keys()
    if catalog.program_entry is not None:  # by_id is without the program
        unreadable -= {catalog.program_entry.id}
    # without a program that can be read nobody knows which districts there are, nor what the city says
    for of in Bearer if catalog.program_entry else (Bearer.SCHOOL,):
        everybody = owners(catalog, of, as_of)
        for requirement in requirements_of(catalog, of):
            for owner in everybody:
                if _may_be_in_a_fault(catalog, requirement, owner, unreadable):
                    continue
                answer = requirement.answer(catalog, owner, as_of)
                if not answer.is_met and answer.is_due:
                    finding = _advice(catalog, requirement, owner, answer.lack)
                    yield locate(catalog, _rule_of(requirement.demand), finding)


def _entries(catalog: Catalog, requirement: Requirement, owner: Owner) -> Sequence[Entry[Any]]:
    """Return the files in which somebody would meet a requirement."""
    kind = requirement.kind
    if owner.school is not None and kind.is_of_school:
        return owner.school.all(kind)
    if kind is DISTRICT:
        return (entry,) if (entry := catalog.districts.get(owner.district_id)) else ()
    if kind is PROGRAM:
        return (catalog.program_entry,) if catalog.program_entry else ()
    return [entry for entry in catalog.all(kind) if not kind.is_of_school or entry.id.startswith(owner.id)]


def _may_be_in_a_fault(
    catalog: Catalog, requirement: Requirement, owner: Owner, unreadable: frozenset[str]
) -> bool:
    """Tell whether what would meet a requirement may be there, but in a file or key that cannot be read.

    That is reported already.
    """
    kind = requirement.kind
    # for example jinjiang/shili/support, or jinjiang/shili/visits/2026-09-24-zuoye where there are many
    tail = kind.folder or kind.name
    mine = owner.district_id if kind is DISTRICT else owner.id if kind.is_of_school else ""
    # a school whose profile cannot be read is not known to take part: its district only seems to lack
    tails = {tail} if owner.school is not None else {tail, SCHOOL.name}
    if any(tails & {*content_id.split("/")} and content_id.startswith(mine) for content_id in unreadable):
        return True
    return any(
        entry.faulty and (not requirement.key or requirement.key in entry.faulty)
        for entry in _entries(catalog, requirement, owner)
    )


def _advice(catalog: Catalog, requirement: Requirement, owner: Owner, lack: str) -> Finding:
    """Say it in the file where it belongs, else at the name of the school, or in the program's file."""
    hint = f"有了之后写进 {requirement.file}。"
    kind = requirement.kind
    is_theirs = not kind.is_many and (kind.is_of_school == (owner.school is not None))
    entries = _entries(catalog, requirement, owner) if is_theirs and kind is not PROGRAM else ()
    if entries:
        place = (requirement.key,) if requirement.key else ()
        return Finding(f"{lack}。", hint, entries[0], place, at_key=True)
    if owner.school is not None:
        return Finding(f"{lack}。", hint, owner.school.profile, ("name",), at_key=True)
    if owner.district_id and catalog.program_entry is not None:
        at = [district.id for district in catalog.program.districts].index(owner.district_id)
        return Finding(f"{owner.name}：{lack}。", hint, catalog.program_entry, ("districts", at, "id"))
    return Finding(f"{lack}。", hint, catalog.program_entry, ("name",), at_key=True)
