"""`qiangxiao new`: a file of a kind in the right place, with the places to be filled marked 待填."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from qiangxiao.authoring.file_writing import create_file
from qiangxiao.authoring.modeline import modeline, schema_path
from qiangxiao.authoring.templates import Blank, new_file
from qiangxiao.catalog.catalog import School
from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.new_foundations import FOUNDATIONS, begin
from qiangxiao.commands.session import Session
from qiangxiao.foundation.dates import YEARS, Semester
from qiangxiao.foundation.errors import UsageError
from qiangxiao.foundation.slugs import is_slug, suggest_slug
from qiangxiao.foundation.vocabulary import Terms
from qiangxiao.records.bulletin import BULLETIN
from qiangxiao.records.kind import BY_SEMESTER, DATED, YEARLY, Kind, Scope
from qiangxiao.records.kinds import KINDS, kind_named
from qiangxiao.records.reading import read_record
from qiangxiao.records.scalars import PLACEHOLDER
from qiangxiao.records.school import SCHOOL
from qiangxiao.sources.document import read_document
from qiangxiao.sources.yaml_reader import Data

HELP = "在正确的位置建一个新文件，要填的地方写着“待填”"
REFERENCE = "docs/guide/fields.md"
_DRAFT = "docs/bulletins/draft-{}.md"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a new file goes, the day it is dated, what is already known of it, and more keys to offer."""

    path: str
    day: date
    given: dict[str, Data]
    offered: tuple[str, ...] = ()


def configure(parser: Parser) -> None:
    """Declare one sub-command per kind."""
    verbs = parser.add_subparsers(dest="kind", metavar="种类", required=True, title="种类")
    for name, kind in _KINDS.items():
        text = f"新建“{kind.label}”"
        example = _DRAFT.format("2026-11") if kind is BULLETIN else kind.layout.example
        declared = verbs.add_parser(name, help=text, description=f"{text}，例如 {example}。")
        _declare(declared, kind)
    for name, (label, declare, _) in FOUNDATIONS.items():
        text = f"新建{label}"
        declare(verbs.add_parser(name, help=text, description=f"{text}。"))


def _declare(parser: Parser, kind: Kind[Any]) -> None:
    """Declare the arguments of one kind: what the name of its file is made of, and what is known of it."""
    fields = kind.model.model_fields
    if kind is SCHOOL or kind.scope is Scope.DISTRICT:
        parser.add_argument("--district", required=True, metavar="区县", help="区县编号，例如 jinjiang")
    if kind is SCHOOL:
        parser.add_argument("--name", metavar="校名", help="学校的全名")
    elif kind.is_of_school:
        parser.add_argument("--school", required=True, metavar="学校", help="学校编号，例如 jinjiang/shili")
    if kind is BULLETIN:
        parser.add_argument("--slug", metavar="英文短名", help="文件名，默认是 draft-年-月")
    elif kind.naming in (BY_SEMESTER, YEARLY):
        parser.add_argument("--slug", metavar="英文短名", help="同一学期或年份有几次时，用来区分")
    elif kind.is_many or kind is SCHOOL:
        parser.add_argument(
            "--slug", required=True, metavar="英文短名", help="用在文件名和网址里，例如 kaifangke"
        )
    if "title" in fields:
        parser.add_argument("--title", metavar="标题", help="标题，也可以以后填")
    if kind.dated_by:
        default = "默认是今天" if kind.is_many else "不知道就不写，文件里留着“待填”"
        parser.add_argument("--date", type=_day, metavar="日期", help=f"写成 2026-10-12，{default}")
    if kind.naming is BY_SEMESTER:
        parser.add_argument("--semester", metavar="学期", help="写成 2026-autumn，默认是日期所在的学期")
    if kind.naming is YEARLY:
        parser.add_argument("--year", type=int, metavar="年份", help="默认是今年")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}”不是日期，请写成 2026-10-12 的形式") from None


def run(session: Session, options: Namespace) -> int:
    """Write the file and say where it is."""
    if options.kind in FOUNDATIONS:
        return begin(session, options)
    kind = _KINDS[options.kind]
    slug = getattr(options, "slug", None)
    if slug is not None and not is_slug(slug):
        suggestion = suggest_slug(slug)
        better = f"，例如 {suggestion}" if suggestion else "，例如 kaifangke"
        raise UsageError(f"英文短名“{slug}”不能用：只用小写英文字母、数字和短横{better}。")
    place = _place(session, kind, options)
    day = place.day
    program, terms = session.catalog.program, session.catalog.policy.all_terms
    blank = Blank(day, place.given, program.thresholds, place.offered, terms)
    text = new_file(kind, place.path, blank)
    if place.path.endswith(".yml") and (session.root / schema_path(kind)).is_file():
        text = modeline(place.path, kind) + text
    _refuse_bad_values(kind, place.path, text, terms)
    create_file(session.root, place.path, text.encode("utf-8"))
    count = text.count(PLACEHOLDER)
    session.output.print(f"已建好：{place.path}", markup=False, soft_wrap=True)
    session.output.print(
        f"有 {count} 处“待填”，填好后运行 qiangxiao check {place.path}\n各项的意思见 {REFERENCE}",
        markup=False,
        soft_wrap=True,
    )
    return 0


def _refuse_bad_values(kind: Kind[Any], path: str, text: str, terms: Terms) -> None:
    """Raise UsageError when a value given on the command line cannot stand in the file."""
    document = read_document(path, text.encode("utf-8"))
    for problem in (*document.problems, *read_record(document, kind.model, terms).problems):
        value = document.data
        for part in problem.field.split("."):
            value = (
                value[int(part)]
                if isinstance(value, list)
                else value[part]
                if isinstance(value, dict)
                else value
            )
        if value != PLACEHOLDER and not (isinstance(value, str) and PLACEHOLDER in value):
            raise UsageError(f"{problem.message}{problem.hint}")


def _school(session: Session, options: Namespace) -> School:
    school = session.catalog.schools.get(options.school)
    if school is None:
        near = get_close_matches(options.school, session.catalog.schools, n=1)
        guess = f"您是否想写 {near[0]}？" if near else "新学校请先用 qiangxiao new school。"
        raise UsageError(f"没有编号为 {options.school} 的学校。{guess}")
    return school


def _place(session: Session, kind: Kind[Any], options: Namespace) -> Place:
    """Return where the file goes and what is known of it,
    from the name of the kind's files and the arguments.
    """
    day = getattr(options, "date", None) or session.as_of
    title = getattr(options, "title", None)
    given: dict[str, Data] = {"title": title} if title else {}
    if kind is SCHOOL:
        return _new_school(session, options)
    if kind is BULLETIN and not options.slug:
        return Place(_DRAFT.format(f"{session.as_of:%Y-%m}"), day, given)
    school = _school(session, options) if kind.is_of_school else None
    folder = f"schools/{school.id}" if school else kind.layout.example.split("/")[0]
    if kind.scope is Scope.DISTRICT:
        folder = f"schools/{_district(session, options)}"
    name, slug = kind.example.removesuffix(kind.extension), getattr(options, "slug", None)
    suffix = f"-{slug}" if slug else ""
    if kind.naming is DATED:
        name = f"{day}{suffix}"
    elif kind.naming is BY_SEMESTER:
        semester, day = _semester(session, options, day)
        name, given = f"{semester}{suffix}", given | {"semester": str(semester)}
    elif kind.naming is YEARLY:
        name = f"{_year(session, options)}{suffix}"
    elif kind.naming:
        name = str(slug)
    if kind.dated_by and not kind.is_many and not options.date:
        given[kind.dated_by] = PLACEHOLDER  # what happens once happened on a day that only the school knows
    else:
        given |= kind.begun_with(day)
    offered = tuple(key for key, other in kind.depends_on.items() if school and school.one(kind_named(other)))
    inside = f"{kind.folder}/" if kind.folder else ""
    return Place(f"{folder}/{inside}{name}{kind.extension}", day, given, offered)


def _district(session: Session, options: Namespace) -> str:
    if session.catalog.program.district(options.district) is None:
        names = "、".join(
            f"{district.id}（{district.name}）" for district in session.catalog.program.districts
        )
        raise UsageError(f"没有编号为 {options.district} 的区县，可填：{names}。")
    return str(options.district)


def _new_school(session: Session, options: Namespace) -> Place:
    district = _district(session, options)
    given: dict[str, Data] = {"name": options.name} if options.name else {}
    return Place(f"schools/{district}/{options.slug}/{SCHOOL.example}", session.as_of, given)


def _semester(session: Session, options: Namespace, day: date) -> tuple[Semester, date]:
    """Return the semester asked for, and a day in it."""
    calendar = session.catalog.program.calendar
    semester = calendar.semester_of(day)
    if options.semester:
        stated = Semester.parse(options.semester)
        if stated is None:
            raise UsageError(f"学期“{options.semester}”的写法不对，请写成 2026-autumn 或 2027-spring。")
        if stated != semester and options.date:
            raise UsageError(f"日期 {day} 属于 {semester}，不属于 {stated}。")
        if stated != semester:
            semester, day = stated, calendar.begins_on(stated)
    return semester, day


def _year(session: Session, options: Namespace) -> int:
    year = options.year or session.as_of.year
    if year not in YEARS:
        raise UsageError(f"年份 {year} 不对，请写四位年份。")
    return int(year)


_KINDS: dict[str, Kind[Any]] = {kind.name: kind for kind in KINDS if kind.is_scaffolded}
