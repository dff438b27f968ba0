"""`qiangxiao import`: a school's Word file or filled form as an update or a case, and the Word template to be filled in."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from datetime import date
from difflib import get_close_matches
from itertools import count
from pathlib import Path

from qiangxiao.authoring.file_writing import create_file
from qiangxiao.authoring.office_package import MAX_BYTES
from qiangxiao.authoring.templates import Blank
from qiangxiao.authoring.word_article import compose, read_content
from qiangxiao.authoring.word_markdown import picture_alt
from qiangxiao.authoring.word_reading import FileRefused, read_word
from qiangxiao.authoring.word_template import word_template
from qiangxiao.catalog.catalog import School
from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.importing_article import path_of, put, slug_of, stated_day, tell
from qiangxiao.commands.importing_issue import ISSUE, import_issue
from qiangxiao.commands.session import Session
from qiangxiao.foundation.errors import UsageError
from qiangxiao.foundation.slugs import is_slug
from qiangxiao.records import kinds
from qiangxiao.records.kinds import RecordKind

HELP = "把学校的 Word 来稿、网上填的投稿表单变成进展或案例，或生成供学校填写的 Word 模板"
_KINDS: dict[str, RecordKind] = {kind.name: kind for kind in (kinds.UPDATE, kinds.CASE)}


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", nargs="?", metavar="来稿.docx", help="Word 文件")
    parser.add_argument("--school", metavar="学校", help="学校编号，例如 jinjiang/shili")
    parser.add_argument("--as", dest="kind", choices=(*_KINDS, ISSUE), help="update 是进展，case 是案例，issue 是代码托管平台上填的投稿表单")
    parser.add_argument("--slug", metavar="英文短名", help="用在文件名和网址里；不写就从文件名或标题取")
    parser.add_argument("--date", type=_day, metavar="日期", help="写成 2026-10-12；不写就从来稿里找")
    parser.add_argument("--package", metavar="投稿包.zip", default="", help="不写进文件夹，存成可以用 intake 收的投稿包")
    parser.add_argument("--template", choices=tuple(_KINDS), help="生成一份空白模板")
    parser.add_argument("--out", metavar="模板.docx", help="模板存在哪里")


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
    if not (options.file and options.school and options.kind):
        raise UsageError("请写明来稿、学校和种类：qiangxiao import 来稿.docx --school jinjiang/shili --as update。")
    try:
        return _import(session, options)
    except FileRefused as refusal:
        session.messages.print(f"{Path(options.file).name}：{refusal}", markup=False, soft_wrap=True)
        return 1


def _write_template(session: Session, options: Namespace) -> int:
    if options.file or not options.out:
        raise UsageError("模板要写明存在哪里：qiangxiao import --template update --out 模板.docx。")
    out = Path(options.out)
    measures = [measure.name for measure in session.catalog.program.measures]
    create_file(out.parent, out.name, word_template(_KINDS[options.template], measures))
    session.output.print(f"已生成模板：{options.out}", markup=False, soft_wrap=True)
    return 0


def _import(session: Session, options: Namespace) -> int:
    kind, school = _KINDS[options.kind], _school(session, options.school)
    source = Path(options.file)
    if options.slug and not is_slug(options.slug):
        raise UsageError(f"英文短名“{options.slug}”不能用：只用小写英文字母、数字和短横，例如 kaifangke。")
    word = read_word(_read(source))
    measures = [measure.name for measure in session.catalog.program.measures]
    stand_ins = [f"media/{number}.jpg" for number in range(len(word.pictures))]
    draft = read_content(word, kind, measures, source.stem, stand_ins)
    slug = options.slug or slug_of(source.stem, str(draft.values.get("title", "")))
    files = _free_files(session.root / "schools" / school.id, slug, len(word.pictures))
    content = read_content(word, kind, measures, source.stem, files)
    if options.date:
        content.values["date"] = options.date.isoformat()
    day = stated_day(content) or session.as_of
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


def _school(session: Session, school_id: str) -> School:
    school = session.catalog.schools.get(school_id)
    if school is None:
        near = get_close_matches(school_id, session.catalog.schools, n=1)
        guess = f"您是否想写 {near[0]}？" if near else "新学校请先用 qiangxiao new school。"
        raise UsageError(f"没有编号为 {school_id} 的学校。{guess}")
    return school


def _read(source: Path) -> bytes:
    try:
        if not source.is_file():
            raise FileRefused("找不到这个文件。")
        with source.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise FileRefused(f"文件打不开：{error.strerror}。") from None


def _free_files(school: Path, slug: str, wanted: int) -> tuple[str, ...]:
    """Return names for photos that nothing in the school's folder has yet."""
    names = (f"media/{slug}-{number}.jpg" for number in count(1))
    free = (name for name in names if not (school / name).exists())
    return tuple(next(free) for _ in range(wanted))
