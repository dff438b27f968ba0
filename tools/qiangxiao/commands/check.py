"""`qiangxiao check`: every problem of the tree, or of the named files, in one run."""

from __future__ import annotations

import subprocess
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from qiangxiao import __version__
from qiangxiao.checks.bulletins import changed_since
from qiangxiao.checks.run import all_rules
from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.files import relative_path
from qiangxiao.commands.session import Session
from qiangxiao.foundation.errors import UsageError
from qiangxiao.foundation.problems import Problem, Severity, has_errors, in_order
from qiangxiao.reporting.machine import render_github, render_json
from qiangxiao.reporting.markdown import render_markdown
from qiangxiao.reporting.sarif import render_sarif
from qiangxiao.reporting.summary import count_line, of_paths
from qiangxiao.reporting.text import render_text

HELP = "检查全部内容，一次列出所有问题"


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("paths", nargs="*", metavar="文件", help="只报告这些文件或文件夹的问题")
    parser.add_argument("--since", metavar="版本", help="只报告自某个 git 版本以来改动过的文件")
    parser.add_argument(
        "--format", choices=("text", "json", "github", "sarif", "markdown"), default="text", help="输出格式，默认 text"
    )
    parser.add_argument("--advice", action="store_true", help="文字格式中也逐条列出提示")


def run(session: Session, options: Namespace) -> int:
    """Report the problems; return 1 if any is an error, else 0."""
    problems = of_paths(session.problems, _paths(session.root, options))
    if (options.paths or options.since) and not _paths(session.root, options):
        problems = ()
    if options.since:
        earlier = changed_since(session.catalog, _issues_at(session.root, options.since))
        problems = in_order((*problems, *earlier))
    if options.format == "json":
        session.output.out(render_json(problems), highlight=False)
    elif options.format == "github":
        if problems:
            session.output.out(render_github(problems), highlight=False)
        session.messages.print(count_line(problems), highlight=False)
    elif options.format == "sarif":
        sarif = render_sarif(problems, all_rules(), session.read_line, session.site_url, __version__)
        session.output.out(sarif, highlight=False)
    elif options.format == "markdown":
        session.output.out(render_markdown(problems, session.site_url), highlight=False)
    else:
        report(session, problems, options.advice)
    return 1 if has_errors(problems) else 0


def report(session: Session, problems: Sequence[Problem], with_advice: bool = False) -> None:
    """Print problems as text; advice is only counted unless asked for."""
    shown = [problem for problem in problems if with_advice or problem.severity is not Severity.ADVICE]
    for block in render_text(shown, session.read_line, session.site_url):
        session.output.print(block, soft_wrap=True)
    session.output.print(count_line(problems), highlight=False, style="bold")
    hidden = len(problems) - len(shown)
    if hidden:
        session.output.print(f"另有 {hidden} 条提示没有列出：加 --advice 查看，或用 qiangxiao todo 按学校查看。", highlight=False)


def _paths(root: Path, options: Namespace) -> list[str]:
    named = [relative_path(root, path) for path in options.paths]
    return named + _changed(root, options.since) if options.since else named


def _changed(root: Path, revision: str) -> list[str]:
    """Return the files changed since a revision, committed or not, relative to the root."""
    if revision.startswith("-"):
        raise UsageError(f"git 版本不对：{revision}")
    found: set[str] = set()
    for arguments in (
        ["diff", "--name-only", "-z", "--relative", f"{revision}...", "--"],
        ["diff", "--name-only", "-z", "--relative", "HEAD", "--"],
        ["ls-files", "--others", "--exclude-standard", "-z"],
    ):
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)
        if done.returncode:
            raise UsageError(f"git 里没有“{revision}”这个版本，或者这里不是 git 仓库。")
        found |= {name for name in done.stdout.decode("utf-8", "replace").split("\0") if name}
    return sorted(found)


def _issues_at(root: Path, revision: str) -> dict[str, bytes]:
    """Return the issues of the bulletin as they were where the work since a revision began, by path."""
    base = _git(root, "merge-base", revision, "HEAD").decode("ascii", "replace").strip() or revision
    names = _git(root, "ls-tree", "-z", "--name-only", base, "docs/bulletins/").decode("utf-8", "replace")
    return {name: _git(root, "show", f"{base}:./{name}") for name in names.split("\0") if name.endswith(".md")}


def _git(root: Path, *arguments: str) -> bytes:
    """Return what git says, or nothing when it refuses: no common history, or no such folder then."""
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)
    return done.stdout if done.returncode == 0 else b""
