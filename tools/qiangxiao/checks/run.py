"""Every check and every rule of the program, and the one way to run them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain

from qiangxiao.catalog import loader
from qiangxiao.catalog import permalinks as ledger
from qiangxiao.catalog.catalog import Catalog
from qiangxiao.checks import (
    advance,
    articles,
    authority,
    bulletins,
    claims,
    external_links,
    featured,
    glyphs,
    identity,
    inspection,
    issues,
    links,
    looks,
    parts,
    permalinks,
    photos,
    plans,
    policy,
    precedence,
    privacy,
    relations,
    repetition,
    sign_offs,
    staffing,
    timeline,
    wholes,
    wording,
    words,
)
from qiangxiao.checks.registry import Check
from qiangxiao.foundation.problems import Problem, Rule, in_order
from qiangxiao.records import messages, places
from qiangxiao.records.policy import Policy
from qiangxiao.sources import body_rules, discovery, document, images, svg, text, yaml_reader

TEXT_CHECKS: tuple[Check, ...] = (*privacy.CHECKS, *words.CHECKS, *wording.CHECKS, *glyphs.CHECKS)
"""Those that look at the words of one file at a time: they are given nothing but the program and the
files.
"""
CHECKS: tuple[Check, ...] = (
    *identity.CHECKS,
    *plans.CHECKS,
    *links.CHECKS,
    *permalinks.CHECKS,
    *photos.CHECKS,
    *looks.CHECKS,
    *articles.CHECKS,
    *timeline.CHECKS,
    *staffing.CHECKS,
    *wholes.CHECKS,
    *parts.CHECKS,
    *advance.CHECKS,
    *precedence.CHECKS,
    *repetition.CHECKS,
    *relations.CHECKS,
    *claims.CHECKS,
    *policy.CHECKS,
    *issues.CHECKS,
    *bulletins.CHECKS,
    *featured.CHECKS,
    *sign_offs.CHECKS,
    *TEXT_CHECKS,
)

_CODES = tuple(check.rule.code for check in CHECKS)


def all_rules(by: Policy | None = None) -> Mapping[str, Rule]:
    """Return every rule by its code, in code order: the code's own, and a policy's with its clauses."""
    rules = [
        *places.RULES,
        *discovery.RULES,
        *text.RULES,
        *yaml_reader.RULES,
        *document.RULES,
        *body_rules.RULES,
        *images.RULES,
        *svg.RULES,
        *messages.RULES,
        *loader.RULES,
        *ledger.RULES,
        *external_links.RULES,
        *authority.RULES,
        *inspection.RULES,
        *(check.rule for check in CHECKS),
    ]
    if by is not None:
        rules = [replace(rule, clause=by.clause_behind(rule.code)) for rule in rules]
        rules += policy.rules_of(by)
    return {rule.code: places.explain_rule(rule) for rule in sorted(rules, key=lambda rule: rule.code)}


def run_checks(
    catalog: Catalog, as_of: date, of_texts: Callable[[Catalog], Iterable[Problem]] | None = None
) -> tuple[Problem, ...]:
    """Run every check over the catalog as it stands on a day; each problem names the clause it rests on.

    `of_texts` gives what those about words say.
    """
    clauses = {code: clause for code in _CODES if (clause := catalog.policy.clause_behind(code))}
    others = (check for check in CHECKS if check not in TEXT_CHECKS)
    found = (problem for check in others for problem in check.problems(catalog, as_of))
    words = of_texts(catalog) if of_texts else check_texts(catalog, catalog.paths)
    cited = (replace(p, clause=clauses[p.code]) if p.code in clauses else p for p in chain(found, words))
    return in_order((*cited, *policy.missing_problems(catalog, as_of)))


def check_texts(catalog: Catalog, paths: Iterable[str]) -> tuple[Problem, ...]:
    """Return what the checks about words say of some files, each of which they see alone."""
    texts = replace(catalog, schools={}, records={}, known_ids=frozenset(), paths=tuple(paths))
    return tuple(problem for check in TEXT_CHECKS for problem in check.problems(texts, date.min))
