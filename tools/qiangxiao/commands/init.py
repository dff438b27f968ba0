"""`qiangxiao init`: a program of one's own in an empty folder, which `check` and `build` accept at once."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from qiangxiao.authoring.file_writing import create_file
from qiangxiao.authoring.office_package import EXCEL, FileRefused, check_format
from qiangxiao.authoring.roster_workbook import read_workbook
from qiangxiao.authoring.starting import first_files, list_districts
from qiangxiao.commands.arguments import Parser, districts_in, names_in
from qiangxiao.commands.importing_roster import import_roster, read_source
from qiangxiao.commands.new_foundations import start_of
from qiangxiao.commands.session import Session
from qiangxiao.foundation.errors import UsageError
from qiangxiao.site.project import FORGE_FILES, forge_files

HELP = "在空文件夹里新建一个项目：区县和学校可以来自一张 Excel 名册"

_NO_FORGE = "无"


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("folder", nargs="?", metavar="文件夹", help="建在哪里，默认是当前文件夹（--root）")
    parser.add_argument("--city", metavar="城市", help="例如 东湖市；不写就问")
    parser.add_argument("--name", metavar="项目名称", help="例如 东湖市公办初中强校工程；不写就由城市得出")
    parser.add_argument("--short-name", metavar="简称", default="强校工程", help="页眉上的简称")
    parser.add_argument("--publisher", metavar="发布单位", help="例如 东湖市教育局；不写就由城市得出")
    parser.add_argument("--districts", metavar="区县", help="名称之间用顿号或逗号，例如 城关区、东湖县")
    parser.add_argument(
        "--forge",
        metavar="平台",
        help=f"要谁的流程：{'、'.join(FORGE_FILES)}，或{_NO_FORGE}；默认都写上",
    )
    parser.add_argument("--roster", metavar="名册.xlsx", help="有“区县”“学校名称”两列的 Excel 表")


def run(session: Session, options: Namespace) -> int:
    """Write the files, then take in the schools of the sheet; return 1 when a row could not be taken."""
    root = Path(options.folder) if options.folder else session.root
    if (root / "schools").exists():
        raise UsageError(f"{root} 里已经有 schools，不能在这里新建项目。")
    city = options.city or _ask(session, "城市名称（例如 东湖市）", "--city")
    names = _districts(session, options)
    start = start_of(Namespace(**{**vars(options), "city": city}), names)
    files = {**first_files(start), **dict(forge_files(_forges(options.forge)))}
    for path, text in files.items():
        if not (root / path).exists():
            create_file(root, path, text.encode("utf-8"))
    session.output.print(f"已建好项目：{root}（{len(names)} 个区县）", markup=False, soft_wrap=True)
    failed = _take_in_schools(session, root, options)
    session.output.print(
        "接下来：核对 schools/program.yml 和 schools/policy.yml，再运行 qiangxiao check、qiangxiao build。",
        markup=False,
        soft_wrap=True,
    )
    return failed


def _forges(stated: str | None) -> tuple[str, ...]:
    """Return the forges whose files are wanted: those named, none, or all, which does no harm."""
    if stated is None:
        return tuple(FORGE_FILES)
    found = () if stated == _NO_FORGE else names_in(stated)
    if unknown := [name for name in found if name not in FORGE_FILES]:
        raise UsageError(f"没有“{unknown[0]}”这个平台，可填：{'、'.join(FORGE_FILES)}、{_NO_FORGE}。")
    return found


def _districts(session: Session, options: Namespace) -> tuple[str, ...]:
    """Return the names of the districts: stated, in the sheet, or asked for."""
    stated = options.districts
    if not stated and options.roster:
        source = Path(options.roster)
        try:
            data = read_source(source)
            check_format(source.name, data, EXCEL)
            found = list_districts(read_workbook(data))
        except FileRefused as refusal:
            raise UsageError(f"{source.name}：{refusal}") from None
        if found:
            return found
        raise UsageError(f"{source.name} 里没有“区县”一列，请用 --districts 写明区县。")
    text = stated or _ask(session, "区县名称，用顿号隔开（例如 城关区、东湖县）", "--districts")
    return districts_in(text)


def _ask(session: Session, question: str, flag: str) -> str:
    """Ask for what is not stated; raise UsageError when nobody can answer."""
    answer = session.output.input(f"{question}：").strip() if session.output.is_terminal else ""
    if not answer:
        raise UsageError(f"请写明 {flag}：{question}。")
    return answer


def _take_in_schools(session: Session, root: Path, options: Namespace) -> int:
    if not options.roster:
        return 0
    fresh = session.again(root)
    wish = Namespace(
        file=options.roster,
        school=None,
        slug=None,
        district=None,
        date=session.stated_as_of or fresh.as_of,
        since=None,
        overwrite=False,
        dry_run=False,
    )
    return import_roster(fresh, wish)
