"""`qiangxiao explain CODE`: what a code demands, why, and how to comply, where no site has its page."""

from __future__ import annotations

from argparse import Namespace
from difflib import get_close_matches

from rich.markdown import Markdown

from qiangxiao.authoring.error_pages import error_page
from qiangxiao.checks.run import all_rules
from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.session import Session
from qiangxiao.commands.tables import table
from qiangxiao.foundation.errors import UsageError
from qiangxiao.foundation.problems import Rule
from qiangxiao.records.policy import Policy, shipped_policy
from qiangxiao.site.project import project_of
from qiangxiao.sources.document import read_document

HELP = "说明一个错误代码：要求什么、为什么、怎样改"


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "code", metavar="代码", nargs="?", help="方括号里的代码；只写开头一段，就列出这一类；不写，就列出全部"
    )


def run(session: Session, options: Namespace) -> int:
    """Print the page of a code, or the list of a family of codes; raise UsageError for an unknown one."""
    rules = all_rules(_policy_of(session))
    code = (options.code or "").strip("[]")
    if code in rules:
        session.output.print(Markdown(_read_page(session, rules[code])))
        return 0
    family = [rule for name, rule in sorted(rules.items()) if not code or name.startswith(f"{code}.")]
    if not family:
        # of the letters in common: codes share their families, and one screen shows all of one
        near = get_close_matches(code, rules, n=3, cutoff=0.5)
        meant = f"您是否想写：{'、'.join(near)}？" if near else "运行 qiangxiao explain 可以列出全部代码。"
        raise UsageError(f"没有“{code}”这个代码。{meant}")
    rows = [(rule.code, rule.severity.label, rule.title) for rule in family]
    session.output.print(table(("代码", "轻重", "要求"), rows, "错误代码"))
    return 0


def _policy_of(session: Session) -> Policy:
    """Return the program's policy, whose requirements have codes; without a program the one that ships."""
    return session.catalog.policy if (session.root / "schools").is_dir() else shipped_policy()


def _read_page(session: Session, rule: Rule) -> str:
    """Return a code's page, which has its examples; a rule of one program only has no page to be read."""
    page = project_of(session.root).docs / "errors" / f"{rule.code}.md"
    text = page.read_bytes() if page.is_file() else error_page(rule, None).encode()
    body = read_document(page.name, text).body
    return body[: body.rfind("[全部错误代码]")]
