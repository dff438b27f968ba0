"""`qiangxiao schema`: every generated file: error pages, field pages, JSON Schemas."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from qiangxiao.authoring.file_writing import delete_file, write_file
from qiangxiao.authoring.generated import generated_files, staleness
from qiangxiao.checks.run import all_rules
from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.session import Session

HELP = "生成错误代码页、字段说明页和 JSON Schema"


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("--out", metavar="文件夹", help="写到哪里，默认是项目所在的文件夹")
    parser.add_argument("--check", action="store_true", help="只列出过时的文件，不改动；有就以代码 1 结束")


def run(session: Session, options: Namespace) -> int:
    """Write the files that are not as they should be; with `--check` only list them and return 1."""
    out = Path(options.out) if options.out else session.root
    files = generated_files(session.root, all_rules().values())
    stale = staleness(out, files)
    if options.check:
        for path in stale.paths:
            session.output.print(f"过时：{path}", markup=False, soft_wrap=True)
        if stale.paths:
            session.messages.print(f"{len(stale.paths)} 个文件过时，请运行 qiangxiao schema。", markup=False)
        return 1 if stale.paths else 0
    for path in stale.differing:
        write_file(out, path, files[path].encode("utf-8"))
    for path in stale.superfluous:
        delete_file(out, path)
    session.messages.print(
        f"共 {len(files)} 个文件，写入 {len(stale.differing)} 个，删去 {len(stale.superfluous)} 个。",
        markup=False,
    )
    return 0
