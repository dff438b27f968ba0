"""The featured school: an improvement that its items prove, settled before its period begins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from qiangxiao.catalog.catalog import Catalog, School, is_shown_school
from qiangxiao.checks.registry import Check, Finding, check
from qiangxiao.foundation.dates import period_begins_on, period_label
from qiangxiao.foundation.problems import Severity
from qiangxiao.records.featured import FEATURED
from qiangxiao.records.plan import PLAN
from qiangxiao.selection.evidence import evidence_in, numbers_in, words_of


@check("featured.evidence")
def theme_without_evidence(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """每期一校的主题要有依据：一次比起点好的指标读数、一项已整改的视导事项，或者一个案例的证据。

    依据要在 `items` 列出的内容里：进展要有比起点好的读数，视导要有“已整改”的事项，案例的证据不能只是“理论依
    据”，并且写明前后数值或方法。主题里写到的数字，也要能在这些内容里找到。
    `qiangxiao feature evidence 学校编号` 会列出可以用的依据和主题的写法。
    """
    for entry in catalog.all(FEATURED):
        school = catalog.schools.get(entry.record.school)
        items = [catalog.by_id.get(item) for item in entry.record.items]
        if (
            school is None
            or not is_shown_school(school, date.max)
            or _is_unreadable(catalog, school)
            or None in items
        ):
            continue  # reported elsewhere
        found = [item for item in items if item is not None]
        hint = f"可用的依据：qiangxiao feature evidence {school.id}"
        if not any(evidence_in(item, school) for item in found):
            message = "列出的内容里没有支持主题的依据：没有比起点好的读数、已整改的视导事项或案例证据。"
            yield Finding(message, hint, entry, ("items",) if items else ("theme",), at_key=bool(items))
            continue
        said = numbers_in("\n".join(words_of(item, school) for item in found))
        unknown = sorted(numbers_in(entry.record.theme) - said)
        if unknown:
            message = f"主题里的数字 {'、'.join(unknown)} 在列出的内容里找不到。"
            yield Finding(message, f"请核对数字，或列出写有它的内容。{hint}", entry, ("theme",))


def _is_unreadable(catalog: Catalog, school: School) -> bool:
    """Tell whether the school has a plan whose indicators cannot be known."""
    return school.one(PLAN) is None and f"{school.id}/plan" in catalog.known_ids


@check("featured.proposed", Severity.WARNING)
def not_settled_in_time(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """预先排定的每期一校，周期开始之前要与学校核定主题和内容。

    `qiangxiao feature freeze` 预排的条目带着 `proposed: true`，核定以后用 `qiangxiao feature record` 写入定
    稿。周期开始了还没有核定的，网站上不推出。
    """
    for entry in catalog.all(FEATURED):
        begins_on = (
            period_begins_on(entry.record.period, catalog.program.calendar) if catalog.has_program else None
        )
        if entry.record.proposed and begins_on is not None and begins_on <= as_of:
            message = f"{period_label(entry.record.period)}已经开始，这一条还没有核定，网站上不推出。"
            command = (
                f"qiangxiao feature record {entry.record.period} "
                f"{entry.record.school} --theme 主题 --item 内容"
            )
            yield Finding(message, f"请与学校核定后运行：{command}", entry, ("proposed",))


CHECKS: tuple[Check, ...] = (theme_without_evidence, not_settled_in_time)
