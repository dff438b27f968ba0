"""`qiangxiao sample`: a synthetic program of any size in a new folder."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from qiangxiao.authoring.file_writing import create_file
from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.session import Session
from qiangxiao.foundation.errors import UsageError
from qiangxiao.sample.program import SAMPLE_DAY, sample_files
from qiangxiao.site.project import project_of

HELP = "生成任意规模的示例内容，用来试用和测速"
_SCHOOLS_MOST = 5000  # ten times the largest city; a sample takes disk for each


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("--schools", type=int, required=True, metavar="学校数", help=f"1 到 {_SCHOOLS_MOST}")
    parser.add_argument("--out", required=True, metavar="文件夹", help="写到哪里，要是新的或空的文件夹")
    parser.add_argument(
        "--seed", type=int, default=1, metavar="种子", help="同一个种子生成同样的内容，默认 1"
    )


def run(session: Session, options: Namespace) -> int:
    """Write the sample; `--as-of` moves its dates."""
    if not 1 <= options.schools <= _SCHOOLS_MOST:
        raise UsageError(f"--schools 应当在 1 到 {_SCHOOLS_MOST} 之间。")
    out = Path(options.out)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError(f"{out} 已经有内容，请换一个新的文件夹。")
    program = project_of(session.root).settings.parent / "schools/program.yml"
    if not program.is_file():
        raise UsageError(f"找不到 {program}，安装可能不完整。")
    written = 0
    with session.progress("生成示例") as report:
        day = session.stated_as_of or SAMPLE_DAY
        for path, data in sample_files(program.read_bytes(), options.schools, options.seed, day):
            create_file(out, path, data)
            written += 1
            report(written, options.schools * 18)
    session.output.print(
        f"已生成 {options.schools} 所学校、{written} 个文件：{out}", markup=False, soft_wrap=True
    )
    return 0
