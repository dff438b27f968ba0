"""The program `qiangxiao`: global options, one module per verb, exit codes 0 (fine), 1 (errors), 2 (wrong usage)."""

from __future__ import annotations

import gc
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from rich.console import Console

from qiangxiao import __version__
from qiangxiao.commands import (
    build,
    bulletin,
    check,
    coverage,
    feature,
    fmt,
    fonts,
    form,
    freshness,
    importing,
    intake,
    links,
    new,
    permalinks,
    preview,
    publish,
    review,
    sample,
    schema,
    serve,
    stats,
    todo,
    wechat,
)
from qiangxiao.commands.arguments import Parser, day
from qiangxiao.commands.session import Session
from qiangxiao.commands.system_errors import explain
from qiangxiao.foundation.errors import UsageError

COMMANDS: dict[str, ModuleType] = {
    "check": check,
    "fmt": fmt,
    "new": new,
    "intake": intake,
    "import": importing,
    "form": form,
    "build": build,
    "preview": preview,
    "publish": publish,
    "serve": serve,
    "review": review,
    "bulletin": bulletin,
    "feature": feature,
    "coverage": coverage,
    "todo": todo,
    "stats": stats,
    "freshness": freshness,
    "links": links,
    "wechat": wechat,
    "permalinks": permalinks,
    "fonts": fonts,
    "schema": schema,
    "sample": sample,
}


def parser() -> Parser:
    """Return the whole command line."""
    top = Parser(prog="qiangxiao", description="公办初中强校工程：内容检查、网站生成与发布。")
    top.add_argument("--version", action="version", version=f"qiangxiao {__version__}", help="显示版本")
    _add_global_options(top)
    verbs = top.add_subparsers(dest="command", metavar="命令", required=True, title="命令")
    for name, module in COMMANDS.items():
        module.configure(verbs.add_parser(name, help=module.HELP, description=module.HELP + "。"))
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
    return parser().parse_args(rest, options)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    gc.set_threshold(
        50_000, 20, 50
    )  # records live as long as the program: looking for garbage costs a fifth of a check
    try:
        options = parse(arguments)
        session = Session(
            root=Path(options.root),
            stated_as_of=options.as_of,
            output=Console(no_color=options.no_color, highlight=False),
            messages=Console(no_color=options.no_color, stderr=True, highlight=False),
        )
        code: int = COMMANDS[options.command].run(session, options)
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
