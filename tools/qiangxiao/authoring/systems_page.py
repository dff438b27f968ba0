"""The policy row by row: where a sentence is recorded, what checks it, where readers see it. All links.

It is for those who ask whether anything of the policy is missing in the house; a test follows every link.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qiangxiao.authoring.markdown_text import front_matter
from qiangxiao.records.kinds import KINDS
from qiangxiao.records.policy import Clause, Policy

PATH = "docs/guide/systems.md"
_TOP = "../../"
"""The way from the page to the top of the site."""
_PAGES: Mapping[str, str] = {
    "program.funding": "assurance/",
    "district.funding": "assurance/",
    "district.rewards": "assurance/",
    "district.enrolment": "assurance/",
    "support.service": "assurance/",
    "district.cluster": "districts/",
    "district.supervision": "supervision/",
    "program.coordination": "coordination/",
    "district.implementation_plan": "coordination/",
    "district.lead_office": "coordination/",
    "program.publicity": "publicity/",
    "report": "publicity/",
    "support.partnership": "support-schools/",
    "support.flows": "support-schools/",
    "teaching.homework": "homework/",
    "event": "events/",
    "featured": "featured/",
    "bulletin": "bulletins/",
    "case": "cases/",
    "update": "updates/",
    "": "schools/",
}
"""Where readers see what a requirement looks at: the longest beginning counts; else on a school's page."""
_FOREIGN: Mapping[str, str] = {"report": "program", "adoption": "update", "task": "update"}
"""The kind of file that a family of codes is about, where it is not called after it."""


def systems_page(policy: Policy) -> str:
    """Return the page: a row for every sentence of the policy."""
    lines = [
        front_matter("政策逐句对照", "政策的每一句写在哪个文件里、由哪条规则检查、在哪个页面上看"),
        "# 政策逐句对照\n",
        "每一行是政策的一句：用平常话怎么说，资料写在哪里，由哪些规则检查，读者在哪里看到。"
        "由 `qiangxiao schema` 从政策文件生成，请不要手改。\n",
        "| 条款 | 平常话 | 写在哪里 | 由什么检查 | 在哪里看 |",
        "|---|---|---|---|---|",
    ]
    lines += [_row(policy, clause) for clause in policy.clauses if clause.id[-1].isdigit()]
    return "\n".join(lines) + "\n"


def _row(policy: Policy, clause: Clause) -> str:
    demands = [demand for demand in policy.requirements if demand.clause == clause.id]
    looks = list(dict.fromkeys([*(demand.look for demand in demands), *clause.checks]))
    codes = [f"missing.{demand.id}" for demand in demands] + list(clause.checks)
    wording = [
        f"[{code}]({_TOP}errors/{code}/)" if code.startswith("missing.") else f"[{code}](../errors/{code}.md)"
        for code in codes
    ]
    cells = (
        clause.id,
        clause.summary or clause.title,
        "、".join(dict.fromkeys(_data(looks))) or "不单独记录",
        "、".join(wording) or "不单独检查",
        "、".join(dict.fromkeys(_seen(looks))) or f"[/policy/clauses/]({_TOP}policy/clauses/)",
    )
    return f"| {' | '.join(cells)} |"


def _data(looks: list[str]) -> Iterator[str]:
    """Yield links to the fields of the kinds of file that are looked at."""
    kinds = {kind.name: kind for kind in KINDS}
    for look in looks:
        family = look.split(".")[0]
        kind = kinds.get(_FOREIGN.get(family, family))
        if kind is not None:
            yield f"[{kind.label}](fields/{kind.name}.md)"


def _seen(looks: list[str]) -> Iterator[str]:
    """Yield links to the pages on which readers see it."""
    for look in looks:
        begun = max((name for name in _PAGES if look.startswith(name)), key=len)
        yield f"[/{_PAGES[begun]}]({_TOP}{_PAGES[begun]})"
