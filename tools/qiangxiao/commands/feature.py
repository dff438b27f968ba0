"""`qiangxiao feature`: whose turn it is to be featured, with reasons, and the ledger of those that were."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from pydantic import ValidationError

from qiangxiao.authoring.featured_ledger import LEDGER, add_to_ledger
from qiangxiao.authoring.file_writing import write_file
from qiangxiao.catalog.catalog import Catalog, School, is_published
from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.session import Session
from qiangxiao.commands.tables import table
from qiangxiao.foundation.dates import next_period, period_begins_on, period_label, period_of
from qiangxiao.foundation.errors import UsageError
from qiangxiao.records.featured import FeaturedSchool
from qiangxiao.records.messages import say
from qiangxiao.selection.featured import Choice, current_period, eligibility, propose

HELP = "每期一校：算出接下来轮到谁，记录已经确定的"
_PERIODS_MOST = 120


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    verbs = parser.add_subparsers(dest="action", metavar="动作", required=True, title="动作")
    following = verbs.add_parser(
        "next", help="算出接下来几期轮到哪所学校，并说明理由", description="接下来轮到谁。"
    )
    following.add_argument("--periods", type=int, default=4, metavar="期数", help="算几期，默认 4")
    following.add_argument(
        "--pin",
        action="append",
        default=[],
        metavar="周期=学校",
        help="试着指定某一期，例如 2027-01=jinjiang/shili",
    )
    following.add_argument("--all", action="store_true", help="每一期都列出没有轮到的学校和原因")
    record = verbs.add_parser(
        "record", help="把确定的学校记入名册", description="记入 schools/featured.yml。"
    )
    record.add_argument("period", metavar="周期", help="例如 2026-12")
    record.add_argument("school", metavar="学校", help="学校编号，例如 jinjiang/shili")
    record.add_argument("--theme", required=True, metavar="主题", help="这所学校取得的一项具体改进")
    record.add_argument(
        "--item", action="append", default=[], metavar="内容", help="说明改进的进展或案例的编号，可以写几次"
    )
    record.add_argument("--note", default="", metavar="编者按", help="编辑的话")
    record.add_argument(
        "--force", default="", metavar="原因", help="学校不符合条件仍要推出时写明原因，会记入编者按"
    )


def run(session: Session, options: Namespace) -> int:
    """Show the next periods, or record one."""
    if options.action == "record":
        return _record(session, options)
    return _next(session, options)


def _next(session: Session, options: Namespace) -> int:
    if not 1 <= options.periods <= _PERIODS_MOST:
        raise UsageError(f"--periods 应当在 1 到 {_PERIODS_MOST} 之间。")
    catalog = session.catalog
    first = current_period(catalog, session.as_of)
    pins = _pins(catalog, options.pin, first, options.periods)
    choices = _proposed(session, first, options.periods, pins)
    rows = [(period_label(choice.period), _who(choice.school), choice.reason) for choice in choices]
    session.output.print(table(("周期", "学校", "理由"), rows))
    shown = [choice for choice in choices if choice.skips]
    for choice in shown if options.all else shown[:1]:
        title = f"{period_label(choice.period)}没有轮到的学校"
        skips = [(_who(skip.school), skip.reason) for skip in choice.skips]
        session.output.print(table(("学校", "原因"), skips, title))
    session.messages.print(
        f"是否符合条件按 {session.as_of} 的情况判断。确定后用 qiangxiao feature record 记入名册。",
        markup=False,
    )
    return 0


def _proposed(session: Session, first: str, count: int, pins: dict[str, str]) -> tuple[Choice, ...]:
    catalog, day = session.catalog, session.as_of
    return propose(catalog, first, count, lambda school: eligibility(catalog, school, day), pins)


def _who(school: School | None) -> str:
    return f"{school.name}\n{school.id}" if school else "—"


def _pins(catalog: Catalog, given: Sequence[str], first: str, count: int) -> dict[str, str]:
    """Return the pins by period; raise UsageError for one that cannot be kept."""
    recorded = {entry.record.period for entry in catalog.featured}
    periods = [first]
    while len(periods) < count:
        periods.append(next_period(periods[-1], catalog.program.periods.featured, catalog.program.calendar))
    pins: dict[str, str] = {}
    for text in given:
        period, separator, school_id = text.partition("=")
        if not separator:
            raise UsageError(f"--pin 要写成 周期=学校，例如 {first}=jinjiang/shili：{text}")
        _school(catalog, school_id)
        if period in recorded:
            raise UsageError(f"周期 {period} 已经记录，不能再指定。")
        if period not in periods:
            raise UsageError(f"周期 {period} 不在要算的 {periods[0]} 到 {periods[-1]} 之中。")
        if period in pins:
            raise UsageError(f"周期 {period} 指定了两次。")
        pins[period] = school_id
    return pins


def _school(catalog: Catalog, school_id: str) -> School:
    school = catalog.schools.get(school_id)
    if school is None:
        raise UsageError(f"没有编号为 {school_id} 的学校。编号写成 区县/学校，例如 jinjiang/shili。")
    return school


def _record(session: Session, options: Namespace) -> int:
    catalog = session.catalog
    _check_period(catalog, options.period)
    school = _school(catalog, options.school)
    reason = eligibility(catalog, school, session.as_of)
    if reason and not options.force:
        raise UsageError(f"{school.name}不符合条件：{reason}。仍要推出请加 --force 并写明原因。")
    _check_items(session, school, options.item)
    note = options.note.strip()
    if options.force and reason:
        note = f"{note}（破例推出：{options.force.strip()}）"
    (proposed,) = _proposed(session, options.period, 1, {})
    is_turn = proposed.school is school and not reason
    entry = _entry(options, note, is_turn)
    path = session.root / LEDGER
    before = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
    text = add_to_ledger(before, entry, catalog.program.calendar)
    write_file(session.root, LEDGER, text.encode("utf-8"))
    how = "按规则轮到" if is_turn else "由编辑指定"
    session.output.print(
        f"已记入 {LEDGER}：{period_label(options.period)}，{school.name}（{how}）。",
        markup=False,
        soft_wrap=True,
    )
    return 0


def _check_period(catalog: Catalog, period: str) -> None:
    calendar, length = catalog.program.calendar, catalog.program.periods.featured
    day = period_begins_on(period, calendar)
    if day is None or period_of(day, length, calendar) != period:
        example = {"week": "2026-W47", "month": "2026-11", "semester": "2026-autumn"}[length.value]
        raise UsageError(f"周期“{period}”的写法不对，请写成 {example} 这样的形式。")
    if any(entry.record.period == period for entry in catalog.featured):
        raise UsageError(f"周期 {period} 已经记录，记录过的不再改动。")


def _check_items(session: Session, school: School, items: Sequence[str]) -> None:
    published = {entry.id for entry in school.articles if is_published(entry, session.as_of)}
    published |= {entry.id for entry in school.inspections}
    for item in items:
        if item not in published:
            raise UsageError(f"{school.name}没有已经发布的内容“{item}”。")


def _entry(options: Namespace, note: str, is_turn: bool) -> FeaturedSchool:
    data = {
        "period": options.period,
        "school": options.school,
        "theme": options.theme,
        "items": list(options.item),
        "pinned": not is_turn,
    }
    try:
        return FeaturedSchool.model_validate({**data, "editor_note": note} if note else data)
    except ValidationError as error:
        said = say(FeaturedSchool, error.errors(include_url=False)[0])
        raise UsageError(f"{said.message}{said.hint}") from None
