"""Writes the page of every rule: what is demanded, why, how to comply, a wrong and a right example."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from qiangxiao.authoring.corpus_examples import WrongAndRight
from qiangxiao.authoring.markdown_text import cell, fence_code, front_matter
from qiangxiao.foundation.problems import Rule, Severity
from qiangxiao.records.messages import vocabulary_of

_WEIGHT: Mapping[Severity, str] = {
    Severity.ERROR: "错误：要改正，内容才能合并。",
    Severity.WARNING: "警告：应当改正，但不影响合并。",
    Severity.ADVICE: "提示：供参考，不影响合并。",
}


def error_page(rule: Rule, example: WrongAndRight | None) -> str:
    """Return the page of one code."""
    title = rule.title.rstrip("。")
    lines = [front_matter(title, f"错误代码 {rule.code}：{title}"), f"# {title}\n", f"- 代码：`{rule.code}`"]
    lines.append(f"- 轻重：{_WEIGHT[rule.severity]}")
    if rule.clause:
        lines.append(f"- 政策条款：{rule.clause}")
    lines.append("")
    vocabulary = vocabulary_of(rule.code)
    explanation = rule.explanation
    if vocabulary is not None:
        explanation = explanation.replace(f"可填：{'、'.join(vocabulary.values())}。", "").strip()
        lines += ["## 可以填的词\n", *(f"- {value}" for value in vocabulary.values()), ""]
    if explanation:
        lines += ["## 为什么，怎样改\n", f"{explanation}\n"]
    if example is not None and not rule.code.startswith("missing."):  # what is missing is not wrong
        lines += _example(example)
    lines.append("[全部错误代码](../) · [字段说明](../../guide/fields/)\n")
    return "\n".join(lines)


def _example(example: WrongAndRight) -> list[str]:
    language = "markdown" if example.path.endswith(".md") else "yaml"
    lines = ["## 错误的写法\n", f"`{example.path}`，从第 {example.first_line} 行起：\n"]
    lines += [fence_code(example.wrong, language), "检查时会这样说：\n", fence_code(example.message, "text")]
    if example.right:
        lines += ["## 正确的写法\n", fence_code(example.right, language)]
    return lines


def index_page(rules: Iterable[Rule]) -> str:
    """Return the list of all codes, grouped by their first word, for readers of the repository."""
    lines = [front_matter("错误代码", "检查内容时可能出现的全部代码，每个代码一页说明"), "# 错误代码\n"]
    lines.append("检查发现问题时，每一条都带一个代码。点开代码，看它要求什么、为什么、怎样改。\n")
    ordered = sorted(rules, key=lambda rule: rule.code)
    for family, members in groupby(ordered, key=lambda rule: rule.code.split(".")[0]):
        lines += [f"## {family}\n", "| 代码 | 轻重 | 要求 |", "|---|---|---|"]
        lines += [
            f"| [{rule.code}]({rule.code}.md) | {rule.severity.label} | {cell(rule.title)} |"
            for rule in members
        ]
        lines.append("")
    return "\n".join(lines)
