"""`qiangxiao schema`: every generated file: error pages,
field pages, JSON Schemas, forms and lists for forges.
"""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from qiangxiao.authoring.file_writing import delete_file, write_file
from qiangxiao.authoring.generated import Staleness, generate_files, staleness
from qiangxiao.checks.run import all_rules
from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.session import Session

HELP = "生成错误代码页、字段说明页、JSON Schema、投稿表单、合并请求模板和审核名单"


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("--out", metavar="文件夹", help="写到哪里，默认是项目所在的文件夹")
    parser.add_argument(
        "--check", action="store_true", help="只列出过时、缺少和多余的文件，不改动；有就以代码 1 结束"
    )


def run(session: Session, options: Namespace) -> int:
    """Write the files that are not as they should be; with `--check` only list them and return 1."""
    out = Path(options.out) if options.out else session.root
    files = generate_files(session.root, all_rules().values())
    stale = staleness(out, files)
    if options.check:
        return _list(session, stale)
    for path in (*stale.missing, *stale.differing):
        write_file(out, path, files[path].encode("utf-8"))
    for path in stale.superfluous:
        delete_file(out, path)
    session.messages.print(
        (
            f"共 {len(files)} 个文件，写入 {len(stale.missing) + len(stale.differing)} "
            f"个，删去 {len(stale.superfluous)} 个。"
        ),
        markup=False,
    )
    return 0


def _list(session: Session, stale: Staleness) -> int:
    """Say which files are not as they should be, and how to put them right."""
    words = dict.fromkeys(stale.missing, "缺少") | dict.fromkeys(stale.differing, "过时")
    words |= dict.fromkeys(stale.superfluous, "多余")
    for path in stale.paths:
        session.output.print(f"{words[path]}：{path}", markup=False, soft_wrap=True)
    if not stale.paths:
        return 0
    text = (
        f"{len(stale.paths)} 个生成的文件与现在的定义不一致。请运行 "
        "qiangxiao schema，再把改动一起提交；不要手改这些文件。"
    )
    if stale.superfluous:
        text += "多余的会被删去，想留下的请先挪到别处。"
    session.messages.print(text, markup=False, soft_wrap=True)
    return 1
