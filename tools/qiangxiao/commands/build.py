"""`qiangxiao build`: check, then the whole site, put in place only when everything went well.

Here is what it takes to see that nothing changed; what builds is imported when something did.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from qiangxiao.commands.arguments import Parser, count
from qiangxiao.commands.last_build import last_build
from qiangxiao.site.engines import ENGINES
from qiangxiao.site.generations import DEFAULT_KEEP
from qiangxiao.site.inputs import look

if TYPE_CHECKING:
    from qiangxiao.commands.session import Session

HELP = "检查并生成整个网站"


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("--out", metavar="文件夹", help="网站放在哪里，默认是项目文件夹里的 site")
    parser.add_argument("--engine", choices=ENGINES, default="mkdocs", help="用哪个网页引擎，默认 mkdocs")
    parser.add_argument("--clean", action="store_true", help="不用上次留下的中间结果")
    parser.add_argument("--strict", action="store_true", help="有警告也不生成")
    parser.add_argument("--stage-only", action="store_true", help="只整理出 Markdown，不生成网页")
    parser.add_argument("--offline", action="store_true", help="生成可以直接从磁盘打开的离线版")
    parser.add_argument(
        "--keep",
        type=count,
        default=DEFAULT_KEEP,
        metavar="次数",
        help=f"除了这次，再留着最近几次发布的网站，默认 {DEFAULT_KEEP}",
    )
    parser.add_argument("--no-wait", action="store_true", help="别的 qiangxiao 正在生成时不等，马上停下")


def answer(options: Namespace) -> int | None:
    """Say what the last build said and return its code, when this one would do the same again; else return
    None.
    """
    root = Path(options.root)
    if options.stage_only or options.clean or not (root / "schools").is_dir():
        return None
    options.inputs = look(root, root.resolve() / ".build")
    last = last_build(root, options.as_of, options, options.inputs)
    said = last.said() if last else None
    if said is None:
        return None
    for note in said.notes:
        print(note, file=sys.stderr)
    for line in said.words:
        print(line)
    return 0


def run(session: Session, options: Namespace) -> int:
    """Build the site; return 1 and leave the old site alone when anything is not as it should be."""
    code: int = import_module("qiangxiao.commands.building").run(session, options)
    return code
