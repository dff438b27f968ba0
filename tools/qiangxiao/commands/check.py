"""`qiangxiao check`: every problem of the tree, or of the named files, in one run."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from qiangxiao import __version__
from qiangxiao.authoring.file_writing import write_output
from qiangxiao.authoring.git_changes import changes_since
from qiangxiao.checks.run import all_rules
from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.files import relative_path
from qiangxiao.commands.revision import report_since
from qiangxiao.commands.session import Session
from qiangxiao.commands.standing import add_actor_options, add_standing, stand
from qiangxiao.foundation.problems import Problem, Severity, has_errors, in_order
from qiangxiao.reporting.machine import render_github, render_json
from qiangxiao.reporting.markdown import render_markdown, render_summary
from qiangxiao.reporting.of_changes import ChangeReport
from qiangxiao.reporting.sarif import render_sarif
from qiangxiao.reporting.summary import count_line, select_paths
from qiangxiao.reporting.text import render_text

HELP = "检查全部内容，一次列出所有问题"


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("paths", nargs="*", metavar="文件", help="只报告这些文件或文件夹的问题")
    parser.add_argument(
        "--since",
        metavar="版本",
        help="只报告自某个 git 版本以来改动过的文件，以及这些改动在别的文件里引起的问题；留空等于不写",
    )
    add_actor_options(parser)
    add_format_options(parser)


def add_format_options(parser: Parser) -> None:
    """Declare how problems are reported."""
    parser.add_argument(
        "--format",
        choices=("text", "json", "github", "sarif", "markdown"),
        default="text",
        help="输出格式，默认 text",
    )
    parser.add_argument("--advice", action="store_true", help="文字格式中也逐条列出提示")
    parser.add_argument("--summary", metavar="文件", help="再把 Markdown 写的汇总接在这个文件的末尾")
    parser.add_argument("--files-url", default="", metavar="网址", help="汇总里的位置链接到这个网址下的文件")


def run(session: Session, options: Namespace) -> int:
    """Report the problems; return 1 if any is an error, else 0."""
    return emit(session, _find(session, options), options)


def emit(session: Session, found: ChangeReport, options: Namespace, subject: str = "内容检查") -> int:
    """Report what was found in the asked-for format; return 1 if any problem is an error, else 0."""
    problems = found.problems
    if options.summary:
        files_url = options.files_url.rstrip("/")
        summary = render_summary(
            found, session.site_url, files_url if files_url.startswith("https://") else "", subject
        )
        write_output(Path(options.summary), f"{summary}\n", is_appended=True)
    if options.format == "json":
        session.output.out(render_json(problems), highlight=False)
    elif options.format == "github":
        if problems:
            session.output.out(render_github(problems), highlight=False)
        session.messages.print(count_line(problems), highlight=False)
    elif options.format == "sarif":
        policy = session.catalog.policy if session.has_program else None
        sarif = render_sarif(problems, all_rules(policy), session.read_line, session.site_url, __version__)
        session.output.out(sarif, highlight=False)
    elif options.format == "markdown":
        session.output.out(render_markdown(problems, session.site_url), highlight=False)
    else:
        _report_text(session, found, options.advice)
    return 1 if has_errors(problems) else 0


def _find(session: Session, options: Namespace) -> ChangeReport:
    """Return what was asked for: everything, the named files, or a change."""
    named = [relative_path(session.root, path) for path in options.paths]
    standing = stand(session.root, options)
    if options.head:
        return add_standing(ChangeReport((), is_of_change=True), standing)
    if not options.since:
        return ChangeReport(select_paths(session.known_problems, named))
    changes = changes_since(session.root, options.since)
    found = add_standing(report_since(session, changes), standing)
    if not named:
        return found
    judged = standing.problems if standing else ()
    own = in_order((*select_paths(session.problems, [*changes.paths, *named]), *judged))
    return replace(found, own=own, caused=tuple(p for p in found.caused if p not in own))


def _report_text(session: Session, found: ChangeReport, with_advice: bool) -> None:
    """Print problems as text, those of other files after a line that says so."""
    report(session, found.own, with_advice)
    if found.caused:
        session.output.print("\n由这次改动引起、在别的文件里：", style="bold")
        report(session, found.caused, with_advice)
    if found.earlier:
        session.output.print(
            f"另有 {len(found.earlier)} 个错误原来就在别的文件里，与这次改动无关。", highlight=False
        )


def report(session: Session, problems: Sequence[Problem], with_advice: bool = False) -> None:
    """Print problems as text; advice is only counted unless asked for."""
    shown = [problem for problem in problems if with_advice or problem.severity is not Severity.ADVICE]
    for block in render_text(shown, session.read_line, session.site_url):
        session.output.print(block, soft_wrap=True)
    session.output.print(count_line(problems), highlight=False, style="bold")
    hidden = len(problems) - len(shown)
    if hidden:
        session.output.print(
            f"另有 {hidden} 条提示没有列出：加 --advice 查看，或用 qiangxiao todo 按学校查看。",
            highlight=False,
        )
