"""`qiangxiao upgrade`: a program that an earlier version was content with, for this one; it only does what
other commands do.
"""

from __future__ import annotations

from argparse import Namespace

from qiangxiao import __version__
from qiangxiao.authoring.file_writing import create_file
from qiangxiao.authoring.starting import missing_files
from qiangxiao.commands import fmt, permalinks, schema
from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.session import Session
from qiangxiao.foundation.errors import UsageError
from qiangxiao.foundation.problems import Severity

HELP = "换了新版本以后：搬走旧的写法，补上账本和生成的文件，说出还要人改的"
NOTES = "docs/guide/deploy.md"


def configure(parser: Parser) -> None:
    """It takes no arguments."""


def run(session: Session, options: Namespace) -> int:
    """Mend what can be mended; return 1 when errors are left that a person must mend."""
    if not (session.root / "schools").is_dir():
        raise UsageError(f"{session.root} 里没有 schools 文件夹。请用 --root 指明项目所在的文件夹。")

    def say(words: str) -> None:
        session.output.print(words, markup=False, soft_wrap=True)

    say(f"qiangxiao {__version__}")
    for path, text in missing_files(session.root).items():
        create_file(session.root, path, text.encode("utf-8"))
        say(f"已补上 {path}")
    fmt.run(session, Namespace(paths=[], check=False))
    fresh = session.again()
    permalinks.run(fresh, Namespace(check=False, site=None))
    if (session.root / "docs/schemas").is_dir():  # a repository that keeps what is generated
        schema.run(fresh, Namespace(check=False, out=None))
    errors = sum(problem.severity is Severity.ERROR for problem in fresh.again().problems)
    if errors:
        say(f"还有 {errors} 处错误要人来改：运行 qiangxiao check；每个版本改了什么见 {NOTES}。")
        return 1
    say("检查没有错误，可以生成网站了。")
    return 0
