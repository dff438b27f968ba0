"""Problems as a Markdown table for a pull request's summary: the first problem of each file first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import quote

from qiangxiao.authoring.doors import Touched
from qiangxiao.foundation.forge_words import tame
from qiangxiao.foundation.problems import Problem, Severity, has_errors
from qiangxiao.reporting.of_changes import ChangeReport
from qiangxiao.reporting.summary import count_line, error_page, first_of_each_file_first

SUMMARY_BYTES = 900_000
"""GitHub throws a step's summary away when it is over 1 MiB."""
# catches "*", "@", "<", spares "-", "一", "."
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|~<>&@:])")
_HEADING = ("| 位置 | 程度 | 问题 | 怎样改 |", "|---|---|---|---|")
_ROOM_FOR_THE_END = 2_000  # bytes for the last lines, which say what was left out


def render_markdown(problems: Sequence[Problem], site_url: str) -> str:
    """Return a heading line and a table; content cannot break out of its cell."""
    lines = [f"**{count_line(problems)}**", ""]
    if problems:
        lines += _HEADING
    lines += (_row(problem, site_url, "") for problem in first_of_each_file_first(problems))
    return "\n".join(lines)


def render_summary(
    report: ChangeReport,
    site_url: str,
    files_url: str = "",
    subject: str = "内容检查",
    most_bytes: int = SUMMARY_BYTES,
) -> str:
    """Return a job summary: the verdict, then the tables of own files, of other files and of advice.

    `files_url` is the web address under which this version of the repository's files can be read, or empty.
    """
    problems = report.problems
    verdict = "没有通过，请改好标为“错误”的地方" if has_errors(problems) else "通过"
    lines = [f"### {subject}：{verdict}", "", f"**{count_line(problems)}**", ""]
    budget = _Budget(most_bytes - _ROOM_FOR_THE_END - len("\n".join(lines).encode()))
    make: _Row = lambda problem: _row(problem, site_url, files_url)  # noqa: E731 (one line, with the type it must have)
    lines += _touched(report.touched) if report.touched else ()
    lines += _section(
        "#### 您改动的文件" if report.is_of_change else "#### 要看的地方", _serious(report.own), make, budget
    )
    lines += _section("#### 由这次改动引起、在别的文件里", _serious(report.caused), make, budget)
    advice = [problem for problem in problems if problem.severity is Severity.ADVICE]
    if advice:
        lines += ["<details>", f"<summary>{len(advice)} 条提示（不影响合并）</summary>", ""]
        lines += [*_table(advice, make, budget), "", "</details>", ""]
    if budget.left_out:
        lines += [f"还有 {budget.left_out} 条没有列出，这里放不下；全部内容在日志里。", ""]
    if report.earlier:
        lines += [f"另有 {len(report.earlier)} 个错误原来就在别的文件里，与这次改动无关。", ""]
    return "\n".join(lines)


_MOST_TOUCHED = 40  # lines of one list; whoever changes more than that has to be looked at as a whole


def _touched(touched: Touched) -> Iterator[str]:
    """Yield what an editor should look at before merging: other folders, sign-offs, data about people."""
    yield from ("#### 合并前请编辑看一眼", "")
    if len(touched.folders) > 1:
        listed = "、".join(f"{_cell(school)}（{count} 个文件）" for school, count in touched.folders.items())
        yield f"- 改动了 {len(touched.folders)} 所学校的文件夹：{listed}"
    named = (
        ("投稿文件夹以外的改动", touched.outside),
        ("动到审校签名", touched.sign_offs),
        ("动到人员信息", touched.people),
    )
    for title, listed_paths in named:
        if listed_paths:
            yield f"- {title}（{len(listed_paths)}）："
            yield from (f"    - {_cell(path)}" for path in listed_paths[:_MOST_TOUCHED])
            if len(listed_paths) > _MOST_TOUCHED:
                yield f"    - 还有 {len(listed_paths) - _MOST_TOUCHED} 个"
    yield ""


_Row = Callable[[Problem], str]


class _Budget:
    """Counts down the bytes left; once a row does not fit, no later one is taken."""

    def __init__(self, size: int) -> None:
        self._left = size
        self.left_out = 0

    def takes(self, line: str) -> bool:
        """Tell whether a line still fits, and take it."""
        self._left -= len(line.encode()) + 1
        if self._left < 0:
            self.left_out += 1
        return self._left >= 0


def _serious(problems: Sequence[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity is not Severity.ADVICE]


def _section(title: str, problems: Sequence[Problem], make: _Row, budget: _Budget) -> list[str]:
    return [title, "", *_table(problems, make, budget), ""] if problems else []


def _table(problems: Sequence[Problem], make: _Row, budget: _Budget) -> Iterator[str]:
    yield from _HEADING
    for problem in first_of_each_file_first(problems):
        row = make(problem)
        if budget.takes(row):
            yield row


def _row(problem: Problem, site_url: str, files_url: str) -> str:
    place = f"{_cell(problem.path)}:{problem.span.line}:{problem.span.column}"
    page = error_page(problem.code, site_url)
    if files_url:
        place = f"[{place}]({files_url}/{quote(problem.path)}#L{problem.span.line})"
        page = page if site_url else f"{files_url}/{page}"
    code = f"[{_cell(problem.code)}]({page})"
    return f"| {place} | {problem.severity.label} | {_cell(problem.message)} {code} | {_cell(problem.hint)} |"


def _cell(text: str) -> str:
    """Return text for a table cell: one line that steers no forge, every mark of Markdown or HTML as a
    character reference.
    """
    return _SPECIAL.sub(lambda match: f"&#{ord(match[1])};", tame(text))
