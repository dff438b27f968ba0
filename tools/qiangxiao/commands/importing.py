"""`qiangxiao import`: a school's Word file as an update or a case, a district's roster, and the templates for both."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError, Namespace
from datetime import date
from difflib import get_close_matches
from itertools import count
from pathlib import Path

from pypinyin import lazy_pinyin

from qiangxiao.authoring.file_writing import create_file, delete_file
from qiangxiao.authoring.office_package import WORD, check_format
from qiangxiao.authoring.shapes import keys_of
from qiangxiao.authoring.templates import Blank
from qiangxiao.authoring.word_article import Composed, Content, compose, read_content
from qiangxiao.authoring.word_markdown import picture_alt
from qiangxiao.authoring.word_reading import FileRefused, WordText, read_word
from qiangxiao.authoring.word_template import word_template
from qiangxiao.catalog.catalog import School
from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.importing_roster import import_roster, read_source, template_of_roster
from qiangxiao.commands.session import Session
from qiangxiao.foundation.errors import UsageError
from qiangxiao.foundation.slugs import is_slug, suggest_slug
from qiangxiao.records import kinds
from qiangxiao.records.kinds import RecordKind
from qiangxiao.records.scalars import PLACEHOLDER

HELP = "把学校的 Word 来稿变成进展或案例，把区县的 Excel 名册变成学校档案，或生成供填写的模板"
_KINDS: dict[str, RecordKind] = {kind.name: kind for kind in (kinds.UPDATE, kinds.CASE)}
_ROSTER = "roster"
_SHOWN = 40
_TITLE_SYLLABLES = 5


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", nargs="?", metavar="来稿", help="Word 来稿（.docx）或 Excel 名册（.xlsx）")
    parser.add_argument("--school", metavar="学校", help="Word 来稿是哪所学校的，写编号，例如 jinjiang/shili")
    parser.add_argument("--as", dest="kind", choices=(*_KINDS, _ROSTER), help="update 是进展，case 是案例，roster 是名册")
    parser.add_argument("--slug", metavar="英文短名", help="Word 来稿用在文件名和网址里；不写就从文件名或标题取")
    parser.add_argument("--date", type=_day, metavar="日期", help="写成 2026-10-12；来稿的日期，或者名册的数据截至哪一天")
    parser.add_argument("--template", choices=(*_KINDS, _ROSTER), help="生成一份空白模板")
    parser.add_argument("--out", metavar="模板", help="模板存在哪里")
    roster = parser.add_argument_group("名册")
    roster.add_argument("--district", metavar="区县", help="名册里没有区县一列时写明，例如 jinjiang；也可限定模板里填好的学校")
    roster.add_argument("--since", type=_day, metavar="日期", help="名册没写结对、到任日期时，用这一天")
    roster.add_argument("--overwrite", action="store_true", help="名册与文件不同、文件又不旧时，也用名册的")
    roster.add_argument("--dry-run", action="store_true", help="只看会怎样，什么也不写")
    roster.add_argument("--filled", action="store_true", help="模板里先填好现有的学校")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}”不是日期，请写成 2026-10-12 的形式") from None


def run(session: Session, options: Namespace) -> int:
    """Import a file, or write a template; exit code 1 with one line when the Word file cannot be taken."""
    if options.template:
        return _write_template(session, options)
    if options.kind == _ROSTER and options.file:
        return import_roster(session, options)
    if not (options.file and options.school and options.kind):
        if options.kind == _ROSTER:
            raise UsageError("请写明名册：qiangxiao import 名册.xlsx --as roster。")
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
    if options.template == _ROSTER:
        data = template_of_roster(session, options)
    else:
        measures = [measure.name for measure in session.catalog.program.measures]
        data = word_template(_KINDS[options.template], measures)
    create_file(out.parent, out.name, data)
    session.output.print(f"已生成模板：{options.out}", markup=False, soft_wrap=True)
    return 0


def _import(session: Session, options: Namespace) -> int:
    kind, school = _KINDS[options.kind], _school(session, options.school)
    source = Path(options.file)
    if options.slug and not is_slug(options.slug):
        raise UsageError(f"英文短名“{options.slug}”不能用：只用小写英文字母、数字和短横，例如 kaifangke。")
    data = read_source(source)
    check_format(source.name, data, WORD)
    word = read_word(data)
    measures = [measure.name for measure in session.catalog.program.measures]
    stand_ins = [f"media/{number}.jpg" for number in range(len(word.pictures))]
    draft = read_content(word, kind, measures, source.stem, stand_ins)
    slug = options.slug or _slug(source.stem, str(draft.values.get("title", "")))
    files = _free_files(session.root / "schools" / school.id, slug, len(word.pictures))
    content = read_content(word, kind, measures, source.stem, files)
    if options.date:
        content.values["date"] = options.date.isoformat()
    day = _stated_day(content) or session.as_of
    folder = f"schools/{school.id}"
    path = f"{folder}/updates/{day}-{slug}.md" if kind is kinds.UPDATE else f"{folder}/cases/{slug}.md"
    photos = [(file, picture_alt(picture)) for file, picture in zip(files, word.pictures, strict=True)]
    blank = Blank(day, thresholds=session.catalog.program.thresholds)
    composed = compose(path, kind, content, blank, photos)
    _write(session.root, path, composed.text, folder, files, word)
    _tell(session, path, kind, content, composed, len(photos))
    return 0


def _school(session: Session, school_id: str) -> School:
    school = session.catalog.schools.get(school_id)
    if school is None:
        near = get_close_matches(school_id, session.catalog.schools, n=1)
        guess = f"您是否想写 {near[0]}？" if near else "新学校请先用 qiangxiao new school。"
        raise UsageError(f"没有编号为 {school_id} 的学校。{guess}")
    return school


def _slug(stem: str, title: str) -> str:
    """Return a slug from the file's name if that is in Latin letters, else from the sound of the title."""
    named = suggest_slug(re.sub(r"(?:19|20)\d\d\D?\d{1,2}\D?\d{1,2}(?!\d)", "", stem)) if stem.isascii() else ""
    words = re.sub(r"[^\u4e00-\u9fff]", "", title)[:_TITLE_SYLLABLES]
    sounded = suggest_slug("-".join(lazy_pinyin(words)))
    return next((slug for slug in (named, sounded) if is_slug(slug) and re.search("[a-z]", slug)), "laigao")


def _free_files(school: Path, slug: str, wanted: int) -> tuple[str, ...]:
    """Return names for photos that nothing in the school's folder has yet."""
    names = (f"media/{slug}-{number}.jpg" for number in count(1))
    free = (name for name in names if not (school / name).exists())
    return tuple(next(free) for _ in range(wanted))


def _stated_day(content: Content) -> date | None:
    try:
        return date.fromisoformat(str(content.values.get("date", "")))
    except ValueError:
        return None


def _write(root: Path, path: str, text: str, folder: str, files: tuple[str, ...], word: WordText) -> None:
    """Write the file and its photos, or nothing."""
    create_file(root, path, text.encode("utf-8"))
    written = [path]
    try:
        for file, picture in zip(files, word.pictures, strict=True):
            create_file(root, f"{folder}/{file}", picture.data)
            written.append(f"{folder}/{file}")
    except UsageError:
        for name in written:
            delete_file(root, name)
        raise


def _tell(session: Session, path: str, kind: RecordKind, content: Content, composed: Composed, photos: int) -> None:
    """Say in Chinese what was found, what was left out and what remains to be done."""
    lines = [f"已导入：{path}"]
    lines.append("按模板表格填入：" if content.is_template else "猜出来的（请核对）：")
    for key in keys_of(kind.model):
        if key.name in content.values:
            value = content.values[key.name]
            shown = "、".join(map(str, value)) if isinstance(value, list) else str(value)
            shown = "已填" if isinstance(value, dict) else re.sub(r"\s+", " ", shown)
            lines.append(f"  {key.title}：{shown[:_SHOWN]}{'…' if len(shown) > _SHOWN else ''}")
    if photos:
        lines.append(f"取出照片 {photos} 张，放在 media/；请确认已征得同意，再给每张写上 consent: true。")
    lines += [f"注意：{note}" for note in content.left_out]
    if "date" not in content.values and kind is kinds.UPDATE:
        lines.append("没有找到日期，文件名先用今天的日期；填好日期后请把文件名一起改掉。")
    if composed.missing:
        lines.append(f"还要填（写着“{PLACEHOLDER}”的地方）：{'、'.join(composed.missing)}")
    lines.append(f"核对以后运行 qiangxiao check {path}")
    session.output.print("\n".join(lines), markup=False, soft_wrap=True)
