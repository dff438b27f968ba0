"""`qiangxiao preview`: the pages a change touches, as they will look, in one HTML file for a phone."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from qiangxiao.authoring.file_writing import write_output
from qiangxiao.authoring.git_changes import changes_since
from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.revision import compare_with_base
from qiangxiao.commands.session import Session
from qiangxiao.foundation.problems import has_errors
from qiangxiao.reporting.summary import count_line
from qiangxiao.site.channels import find_channel

HELP = "把改动的页面做成一个网页文件，手机上点开就能看"


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--since", default="main", metavar="版本", help="自哪个 git 版本以来的改动，默认 main"
    )
    parser.add_argument(
        "--out", default="preview.html", metavar="文件", help="写到哪个文件，默认 preview.html"
    )


def run(session: Session, options: Namespace) -> int:
    """Write the preview; return 0 also when there are problems, which stand at the top of their pages."""
    make = find_channel("preview").change
    assert make is not None
    changes = changes_since(session.root, options.since)
    with compare_with_base(session, changes) as (report, before):
        text = make(session.catalog, before, session.as_of, changes, report)
    out = Path(options.out)
    write_output(out, text)
    session.output.print(f"改动了 {len(changes.paths)} 个文件，{count_line(report.problems)}。", markup=False)
    if has_errors(report.problems):
        session.output.print("错误写在各页的开头。", style="bold red")
    size = len(text.encode()) / 1000
    session.output.print(f"预览：{out.resolve().as_uri()}（{size:.0f} KB）", markup=False, soft_wrap=True)
    return 0
