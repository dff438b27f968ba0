"""The program `qiangxiao`: global options, one module per
verb, exit codes 0 (fine), 1 (errors), 2 (wrong usage).
"""

from __future__ import annotations

import gc
import sys
from argparse import Namespace
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from qiangxiao import __version__
from qiangxiao.commands.arguments import Parser, day
from qiangxiao.commands.system_errors import explain
from qiangxiao.foundation.errors import UsageError

if TYPE_CHECKING:
    from qiangxiao.commands.session import Session

COMMANDS = (
    "init",
    "check",
    "explain",
    "fmt",
    "new",
    "intake",
    "import",
    "form",
    "build",
    "preview",
    "publish",
    "serve",
    "review",
    "bulletin",
    "feature",
    "coverage",
    "todo",
    "letters",
    "stats",
    "freshness",
    "links",
    "inspect",
    "wechat",
    "rename",
    "takedown",
    "restore",
    "permalinks",
    "fonts",
    "schema",
    "upgrade",
    "sample",
)
"""The verbs, in the order of the help; each is a module of this package."""
_KEYWORDS = {"import": "importing"}  # no module can be called after a word of the language


def command(verb: str) -> ModuleType:
    """Return the module of a verb, imported when it is asked
    for: all of them take a second, which `check` has no use for.
    """
    return import_module(f"qiangxiao.commands.{_KEYWORDS.get(verb, verb)}")


def parser(verb: str | None = None) -> Parser:
    """Return the whole command line, or as much of it as one verb needs."""
    top = Parser(prog="qiangxiao", description="公办初中强校工程：内容检查、网站生成与发布。")
    top.add_argument("--version", action="version", version=f"qiangxiao {__version__}", help="显示版本")
    _add_global_options(top)
    verbs = top.add_subparsers(dest="command", metavar="命令", required=True, title="命令")
    for name in COMMANDS:
        if verb in (None, name):
            module = command(name)
            module.configure(verbs.add_parser(name, help=module.HELP, description=module.HELP + "。"))
        else:
            verbs.add_parser(name)
    return top


def _add_global_options(parser: Parser) -> None:
    parser.add_argument(
        "--root", metavar="文件夹", default=".", help="项目所在的文件夹，里面有 schools/；默认是当前文件夹"
    )
    parser.add_argument("--as-of", metavar="日期", type=day, help="按哪一天计算，写成 2026-11-20；默认是今天")
    parser.add_argument("--no-color", action="store_true", help="不用颜色")


def parse(arguments: Sequence[str] | None = None) -> Namespace:
    """Read a command line; the global options may stand before the verb or after it."""
    anywhere = Parser(has_help=False)
    _add_global_options(anywhere)
    options, rest = anywhere.parse_known_args(arguments)
    verb = rest[0] if rest and rest[0] in COMMANDS else None
    return parser(verb).parse_args(rest, options)


def _session(options: Namespace) -> Session:
    """Begin a session; its modules are imported now, since a verb that could answer at once had no use for
    them.
    """
    from rich.console import Console

    from qiangxiao.commands.session import Session

    return Session(
        root=Path(options.root),
        stated_as_of=options.as_of,
        output=Console(no_color=options.no_color, highlight=False),
        messages=Console(no_color=options.no_color, stderr=True, highlight=False),
        seen=getattr(options, "inputs", None),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    # records live as long as the program: looking for garbage costs a fifth of a check
    gc.set_threshold(300_000, 20, 50)
    try:
        options = parse(arguments)
        module = command(options.command)
        answered: int | None = module.answer(options) if hasattr(module, "answer") else None
        if answered is not None:
            return answered
        code: int = module.run(_session(options), options)
        return code
    except UsageError as error:
        print(f"qiangxiao：{error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except OSError as error:
        words = explain(error)
        if words is None:
            raise
        print(f"qiangxiao：{words}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("已中断。", file=sys.stderr)
        return 130
