"""Every check and every rule of the program, and the one way to run them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from qiangxiao.catalog import loader
from qiangxiao.catalog.catalog import Catalog
from qiangxiao.checks import (
    articles,
    bulletins,
    external_links,
    featured,
    glyphs,
    identity,
    issues,
    links,
    permalinks,
    photos,
    plans,
    privacy,
    publicity,
    sign_offs,
    staffing,
    timeline,
    wording,
)
from qiangxiao.checks.registry import Check
from qiangxiao.foundation.problems import Problem, Rule, in_order
from qiangxiao.records import messages, places
from qiangxiao.sources import body_rules, discovery, document, images, text, yaml_reader

CHECKS: tuple[Check, ...] = (
    *identity.CHECKS,
    *plans.CHECKS,
    *links.CHECKS,
    *permalinks.CHECKS,
    *photos.CHECKS,
    *articles.CHECKS,
    *timeline.CHECKS,
    *staffing.CHECKS,
    *issues.CHECKS,
    *bulletins.CHECKS,
    *featured.CHECKS,
    *sign_offs.CHECKS,
    *privacy.CHECKS,
    *publicity.CHECKS,
    *wording.CHECKS,
    *glyphs.CHECKS,
)


def all_rules() -> Mapping[str, Rule]:
    """Return every rule by its code, in code order."""
    rules = [
        *places.RULES,
        *discovery.RULES,
        *text.RULES,
        *yaml_reader.RULES,
        *document.RULES,
        *body_rules.RULES,
        *images.RULES,
        *messages.RULES,
        *loader.RULES,
        *external_links.RULES,
        *(check.rule for check in CHECKS),
    ]
    return {rule.code: places.explain_rule(rule) for rule in sorted(rules, key=lambda rule: rule.code)}


def run_checks(catalog: Catalog, as_of: date) -> tuple[Problem, ...]:
    """Run every check over the catalog as it stands on a day."""
    return in_order(problem for check in CHECKS for problem in check.problems(catalog, as_of))
