"""A school at a glance: six facts with their dates, for its page and for the answer above search results."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qiangxiao.catalog.catalog import School
from qiangxiao.foundation.dates import chinese_date
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.search_facets import Card
from qiangxiao.selection.school_facts import SchoolFacts, school_facts

_MISSING = "待补"


@dataclass(frozen=True, slots=True)
class Glance:
    """One fact: its label, what it is, since when, where more of it stands; no text when nothing was told."""

    label: str
    text: str
    day: date | None = None
    note: str = ""
    address: str = ""
    is_wide: bool = False

    @property
    def remarks(self) -> str:
        """What stands with it in small type: a note, the day."""
        return "，".join(filter(None, (self.note, chinese_date(self.day) if self.day else "")))


def glance(site: Site, school: School) -> tuple[Glance, ...]:
    """Return the six facts of a school."""
    facts, own = school_facts(site.edition, school), site.school_address(school)
    homework, content, pair, latest = facts.homework, facts.satisfaction, facts.partnership, facts.latest
    return (
        Glance(
            "每天作业",
            f"{homework.value:g} 分钟" if homework else "",
            homework.day if homework else None,
            _begun(facts),
            address=f"{own}#{_homework_place(facts)}" if homework else "",
        ),
        Glance(
            "谁在帮",
            pair.support_school if pair else "",
            note="、".join(mode.value for mode in pair.modes) if pair else "",
            address=f"{own}#support" if pair else "",
        ),
        Glance(
            "任务进度",
            f"完成 {facts.done_count}/{facts.task_count} 项" if facts.task_count else "",
            address=f"{own}plan/" if facts.task_count else "",
        ),
        Glance(
            "家长满意",
            f"{content.value:g}%" if content else "",
            content.day if content else None,
            address=f"{own}#{'monitoring' if content else ''}" if content else "",
        ),
        Glance(
            "最近一次变化",
            latest.record.title if latest else "",
            latest.record.date if latest else None,
            address=latest.address if latest else "",
            is_wide=True,
        ),
        Glance(
            "联系", "，".join(facts.contact), address=f"{own}#profile" if facts.contact else "", is_wide=True
        ),
    )


def glance_card(site: Site, school: School) -> Card:
    """Return the facts as the answer above search results."""
    return Card(tuple((fact.label, _told(fact)) for fact in glance(site, school)))


def _told(fact: Glance) -> str:
    if not fact.text:
        return _MISSING
    return f"{fact.text}（{fact.remarks}）" if fact.remarks else fact.text


def _homework_place(facts: SchoolFacts) -> str:
    """Return where on the page homework is told: as a line over time, if there is one."""
    return f"indicator-{facts.homework_states[0].indicator.id}" if facts.homework_states else "teaching"


def _begun(facts: SchoolFacts) -> str:
    """Return where homework began, when its newest number is a reading of the plan's indicator."""
    for state in facts.homework_states:
        found = state.current
        is_shown = found and facts.homework and found.reading.as_of == facts.homework.day
        if is_shown and state.indicator.baseline is not None:
            return f"起点 {state.indicator.baseline:g}"
    return ""
