"""`qiangxiao import`: a school's Word file or filled form as
an update or a case, a district's roster, and the templates.
"""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from itertools import count
from pathlib import Path
from typing import Any

from qiangxiao.authoring.file_writing import create_file
from qiangxiao.authoring.templates import Blank
from qiangxiao.authoring.word_article import compose, read_content
from qiangxiao.authoring.word_inline import picture_alt
from qiangxiao.authoring.word_reading import FileRefused
from qiangxiao.authoring.word_template import word_template
from qiangxiao.catalog.catalog import School
from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.importing_article import find_stated_day, path_of, put, slug_of, tell
from qiangxiao.commands.importing_envelope import read_article
from qiangxiao.commands.importing_issue import ISSUE, import_issue
from qiangxiao.commands.importing_roster import ROSTER, import_roster, template_of_roster
from qiangxiao.commands.importing_tables import import_tables, template_of_tables
from qiangxiao.commands.session import Session
from qiangxiao.foundation.errors import UsageError
from qiangxiao.foundation.slugs import is_slug
from qiangxiao.records.baseline import BASELINE
from qiangxiao.records.kind import Kind, Scope
from qiangxiao.records.kinds import KINDS, SCHOOL_KINDS
from qiangxiao.records.plan import PLAN
from qiangxiao.records.support import SUPPORT
from qiangxiao.records.teaching import TEACHING

HELP = "把 Word 来稿、网上填的投稿表单变成进展或案例，把 Excel 名册变成学校档案，或生成供填写的模板"
_KINDS: dict[str, Kind[Any]] = {kind.name: kind for kind in SCHOOL_KINDS if kind.sent}
_OF_OFFICES: dict[str, Kind[Any]] = {kind.name: kind for kind in KINDS if kind.sent and not kind.is_of_school}
"""What offices write; it belongs to no school."""
_OF_TABLES: dict[str, Kind[Any]] = {kind.name: kind for kind in (PLAN, BASELINE, SUPPORT, TEACHING)}
"""What is in tables rather than in sentences."""


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "file", nargs="?", metavar="来稿", help="Word 来稿（.docx）、Excel 名册（.xlsx）或投稿表单"
    )
    parser.add_argument("--school", metavar="学校", help="来稿是哪所学校的，写编号，例如 jinjiang/shili")
    kinds_told = (
        "update 是进展，case 是案例，plan 是三年行动方案，baseline 是起点评估，support 是支持关系，"
        "teaching 是教学情况，news 是市里的要闻，district_news 是区县动态，roster 是名册，"
        "issue 是代码托管平台上填的投稿表单"
    )
    choices = (*_KINDS, *_OF_TABLES, *_OF_OFFICES, ROSTER, ISSUE)
    parser.add_argument("--as", dest="kind", choices=choices, help=kinds_told)
    parser.add_argument("--slug", metavar="英文短名", help="来稿用在文件名和网址里；不写就从文件名或标题取")
    parser.add_argument(
        "--date", type=_day, metavar="日期", help="写成 2026-10-12；来稿的日期，或者名册的数据截至哪一天"
    )
    parser.add_argument(
        "--package", metavar="投稿包.zip", default="", help="不写进文件夹，存成可以用 intake 收的投稿包"
    )
    parser.add_argument(
        "--template", choices=(*_KINDS, *_OF_TABLES, *_OF_OFFICES, ROSTER), help="生成一份空白模板"
    )
    parser.add_argument("--out", metavar="模板", help="模板存在哪里")
    roster = parser.add_argument_group("名册")
    roster.add_argument(
        "--district", metavar="区县", help="名册里没有区县一列时写明，例如 jinjiang；也可限定模板里填好的学校"
    )
    roster.add_argument("--since", type=_day, metavar="日期", help="名册没写结对、到任日期时，用这一天")
    roster.add_argument("--overwrite", action="store_true", help="名册与文件不同、文件又不旧时，也用名册的")
    roster.add_argument("--dry-run", action="store_true", help="只看会怎样，什么也不写")
    roster.add_argument(
        "--filled", action="store_true", help="模板里先填好现有的学校，或者 --school 那一所现有的内容"
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}”不是日期，请写成 2026-10-12 的形式") from None


def run(session: Session, options: Namespace) -> int:
    """Import a file, or write a template; exit code 1 with one line when the Word file cannot be taken."""
    if options.template:
        return _write_template(session, options)
    if options.kind == ISSUE and options.file:
        return import_issue(session, options)
    if options.kind == ROSTER and options.file:
        return import_roster(session, options)
    if options.file and options.kind in _OF_OFFICES:
        return _refusing(session, options, _import_news)
    if not (options.file and options.school and options.kind):
        if options.kind == ROSTER:
            raise UsageError("请写明名册：qiangxiao import 名册.xlsx --as roster。")
        raise UsageError(
            "请写明来稿、学校和种类：qiangxiao import 来稿.docx --school jinjiang/shili --as update。"
        )
    if options.kind in _OF_TABLES:
        return _refusing(session, options, _import_tables)
    return _refusing(session, options, _import)


def _refusing(session: Session, options: Namespace, take: Callable[[Session, Namespace], int]) -> int:
    """Take a file, or say in one line why it cannot be taken."""
    try:
        return take(session, options)
    except FileRefused as refusal:
        session.messages.print(f"{Path(options.file).name}：{refusal}", markup=False, soft_wrap=True)
        return 1


def _write_template(session: Session, options: Namespace) -> int:
    if options.file or not options.out:
        raise UsageError("模板要写明存在哪里：qiangxiao import --template update --out 模板.docx。")
    out = Path(options.out)
    if options.template == ROSTER:
        data = template_of_roster(session, options)
    elif options.template in _OF_TABLES:
        school = _school(session, options.school) if options.school and options.filled else None
        data = template_of_tables(session, options, _OF_TABLES[options.template], school)
    else:
        measures = [measure.name for measure in session.catalog.program.measures]
        data = word_template((_KINDS | _OF_OFFICES)[options.template], measures)
    create_file(out.parent, out.name, data)
    session.output.print(f"已生成模板：{options.out}", markup=False, soft_wrap=True)
    return 0


def _import(session: Session, options: Namespace) -> int:
    kind, school = _KINDS[options.kind], _school(session, options.school)
    if options.slug and not is_slug(options.slug):
        raise UsageError(f"英文短名“{options.slug}”不能用：只用小写英文字母、数字和短横，例如 kaifangke。")
    word, source = read_article(Path(options.file))
    measures = [measure.name for measure in session.catalog.program.measures]
    stand_ins = [f"media/{number}.jpg" for number in range(len(word.pictures))]
    draft = read_content(word, kind, measures, source.stem, stand_ins)
    slug = options.slug or slug_of(source.stem, str(draft.values.get("title", "")))
    files = _free_files(session.root / "schools" / school.id, slug, len(word.pictures))
    content = read_content(word, kind, measures, source.stem, files)
    if options.date:
        content.values["date"] = options.date.isoformat()
    day = find_stated_day(content) or session.as_of
    folder = f"schools/{school.id}"
    path = path_of(kind, school.id, day, slug)
    photos = [(file, picture_alt(picture)) for file, picture in zip(files, word.pictures, strict=True)]
    blank = Blank(day, thresholds=session.catalog.program.thresholds)
    composed = compose(path, kind, content, blank, photos)
    texts = {path: composed.text.encode("utf-8")}
    pictures = {f"{folder}/{file}": picture.data for file, picture in zip(files, word.pictures, strict=True)}
    put(session.root, texts | pictures, options.package)
    tell(session, path, kind, content, composed, len(photos), options.package)
    return 0


def _import_news(session: Session, options: Namespace) -> int:
    """Import the Word file of an office; its photos go to the district's folder, or the program's own."""
    kind, source = _OF_OFFICES[options.kind], Path(options.file)
    owner = ""
    if kind.scope is Scope.DISTRICT:
        if session.catalog.program.district(options.district or "") is None:
            raise UsageError("区县动态要写明区县的编号，例如 --district jinjiang。")
        owner = options.district
    if options.slug and not is_slug(options.slug):
        raise UsageError(f"英文短名“{options.slug}”不能用：只用小写英文字母、数字和短横，例如 tuijinhui。")
    word, source = read_article(source)
    measures = [measure.name for measure in session.catalog.program.measures]
    stand_ins = [f"media/{number}.jpg" for number in range(len(word.pictures))]
    draft = read_content(word, kind, measures, source.stem, stand_ins)
    slug = options.slug or slug_of(source.stem, str(draft.values.get("title", "")))
    folder = Path("schools", owner)
    files = _free_files(session.root / folder, slug, len(word.pictures))
    content = read_content(word, kind, measures, source.stem, files)
    if options.date:
        content.values["date"] = options.date.isoformat()
    day = find_stated_day(content) or session.as_of
    path = path_of(kind, owner, day, slug)
    photos = [(file, picture_alt(picture)) for file, picture in zip(files, word.pictures, strict=True)]
    composed = compose(path, kind, content, Blank(day), photos)
    pictures = {
        (folder / file).as_posix(): picture.data for file, picture in zip(files, word.pictures, strict=True)
    }
    put(session.root, {path: composed.text.encode("utf-8")} | pictures, options.package)
    tell(session, path, kind, content, composed, len(photos), options.package)
    return 0


def _import_tables(session: Session, options: Namespace) -> int:
    school = _school(session, options.school)
    return import_tables(session, options, _OF_TABLES[options.kind], school.id)


def _school(session: Session, school_id: str) -> School:
    school = session.catalog.schools.get(school_id)
    if school is None:
        near = get_close_matches(school_id, session.catalog.schools, n=1)
        guess = f"您是否想写 {near[0]}？" if near else "新学校请先用 qiangxiao new school。"
        raise UsageError(f"没有编号为 {school_id} 的学校。{guess}")
    return school


def _free_files(folder: Path, slug: str, wanted: int) -> tuple[str, ...]:
    """Return names for photos that nothing in the folder of a school, a district or the program has yet."""
    names = (f"media/{slug}-{number}.jpg" for number in count(1))
    free = (name for name in names if not (folder / name).exists())
    return tuple(next(free) for _ in range(wanted))
