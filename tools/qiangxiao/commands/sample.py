"""`qiangxiao sample`: a synthetic program of any size in a new folder; or the one that is here taken
out.
"""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from pathlib import Path

from qiangxiao.authoring.file_writing import create_file, delete_file, remove_empty_folders, write_file
from qiangxiao.authoring.sample_removal import plan_removal
from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.session import Session
from qiangxiao.foundation.errors import UsageError
from qiangxiao.sample.program import SAMPLE_DAY, sample_files
from qiangxiao.site.project import project_of

HELP = "生成任意规模的示例内容，用来试用和测速；或删去这里的示例"
_SCHOOLS_MOST = 5000  # ten times the largest city; a sample takes disk for each


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("--schools", type=int, metavar="学校数", help=f"1 到 {_SCHOOLS_MOST}")
    parser.add_argument("--out", metavar="文件夹", help="写到哪里，要是新的或空的文件夹")
    parser.add_argument(
        "--remove", action="store_true", help="删去这个项目里的示例内容，留下措施、区县和用词"
    )
    parser.add_argument("--publisher", metavar="发布单位", help="删去示例以后，网站由谁发布")
    parser.add_argument("--yes", action="store_true", help="真的删；不写就只列出要删什么")
    parser.add_argument(
        "--seed", type=int, default=1, metavar="种子", help="同一个种子生成同样的内容，默认 1"
    )


def run(session: Session, options: Namespace) -> int:
    """Write the sample, whose dates `--as-of` moves; or take out the one that is here."""
    if options.remove:
        return _remove(session, options)
    if options.schools is None or options.out is None:
        raise UsageError("请写明 --schools 和 --out；要删去这里的示例，写 --remove。")
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


def _remove(session: Session, options: Namespace) -> int:
    """Delete the sample's files, or, without `--yes`, say which."""
    if not options.publisher:
        raise UsageError("请写明以后由谁发布：--publisher 某市教育局")
    plan = plan_removal(session.root, options.publisher)

    def say(words: str) -> None:
        session.output.print(words, markup=False, soft_wrap=True)

    for path in plan.written:
        say(f"{'已' if options.yes else '要'}改写 {path}")
    places = Counter("/".join(path.split("/")[:2]) for path in plan.deleted)
    for place, count in sorted(places.items()):
        say(f"{'已' if options.yes else '要'}删除 {place}：{count} 个文件")
    if not options.yes:
        say("还没有动任何文件。确定要删，再加 --yes。")
        return 0
    for path in plan.deleted:
        delete_file(session.root, path)
        remove_empty_folders(session.root, path)
    for path, text in plan.written.items():
        write_file(session.root, path, text.encode("utf-8"))
    say("示例已删去，措施、区县和用词还在。接下来：运行 qiangxiao schema，核对 schools/program.yml，")
    say("再用 qiangxiao import 名册.xlsx --as roster 或 qiangxiao new school 加学校。")
    return 0
