"""Articles as texts: a body at all, a case's four headings, and numbers where its evidence claims them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from qiangxiao.catalog.catalog import Catalog, Entry
from qiangxiao.checks.registry import Check, Finding, check
from qiangxiao.foundation.problems import Severity
from qiangxiao.records.case import CASE, CASE_HEADINGS, EVIDENCE_NEEDS, Evidence, ReformCase
from qiangxiao.records.update import UPDATE
from qiangxiao.sources.body import Body
from qiangxiao.sources.body_rules import LIMIT


@check("case.headings")
def missing_case_headings(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """案例的正文要有四个小标题：针对的问题、做了什么、成效与证据、如何借鉴。

    各用一行 `## 小标题` 写出，顺序不变。别的学校靠它们很快找到要看的内容。
    """
    for case in catalog.all(CASE):
        if case.body is None or _is_cut_short(case.body):
            continue
        found = [section.heading.text for section in case.body.sections if section.heading]
        lacking = [heading for heading in CASE_HEADINGS if heading not in found]
        if lacking:
            message = f"正文缺少小标题：{'、'.join(lacking)}。"
            hint = f"请补上“## {lacking[0]}”并写内容。"
            yield Finding(message, hint, case, ("title",), at_key=True)
        elif [heading for heading in found if heading in CASE_HEADINGS] != list(CASE_HEADINGS):
            message = "正文里四个小标题的顺序不对，或者写了两次。"
            yield Finding(
                message, f"请按这个顺序各写一次：{'、'.join(CASE_HEADINGS)}。", case, ("title",), at_key=True
            )


def _is_cut_short(body: Body) -> bool:
    """Tell whether a body passed a limit and was not read; that is reported already."""
    return any(problem.code == LIMIT.code for problem in body.problems)


@check("case.evidence")
def evidence_without_numbers(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """证据写成“对照或增值”“前后对比”的，要有之前和之后的数值；写成“问卷或访谈”的，要有样本数。

    没有这些数，就请如实改用更低的证据等级。证据弱不丢人，写高了才误导别的学校。
    """
    for case in catalog.all(CASE):
        lacking = _find_lacking_numbers(case)
        if lacking:
            message = f"证据等级是“{case.record.evidence.level.value}”，但没有写{'、'.join(lacking)}。"
            yield Finding(message, "请补上数值，或改用更低的证据等级。", case, ("evidence", "level"))


def _find_lacking_numbers(case: Entry[ReformCase]) -> list[str]:
    evidence = case.record.evidence
    lacking = [key for key in EVIDENCE_NEEDS.get(evidence.level, ()) if getattr(evidence, key) is None]
    return [f"{key}（{Evidence.model_fields[key].title}）" for key in lacking]


@check("body.empty", Severity.WARNING)
def empty_body(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """进展和案例要有正文。

    只有标题和摘要，读者看不到做了什么。正文写在信息栏的第二条“---”之后，几句话也可以。
    """
    for article in (*catalog.all(UPDATE), *catalog.all(CASE)):
        body = article.body
        is_empty = body is None or not (body.text.strip() or body.images or _is_cut_short(body))
        if is_empty:
            yield Finding("还没有正文。", "请在第二条“---”之后写正文。", article, ("title",), at_key=True)


CHECKS: tuple[Check, ...] = (missing_case_headings, evidence_without_numbers, empty_body)
