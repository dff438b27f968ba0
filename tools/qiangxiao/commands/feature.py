"""`qiangxiao feature`: whose turn it is to be featured,
with reasons, and the ledger of those that were and will be.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from qiangxiao.authoring.featured_ledger import LEDGER, add_to_ledger
from qiangxiao.authoring.file_writing import write_file
from qiangxiao.catalog.catalog import Catalog, School
from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.feature_preparing import prepare_school, show_evidence
from qiangxiao.commands.feature_recording import known_school, propose_periods, record_school
from qiangxiao.commands.session import Session
from qiangxiao.commands.tables import table
from qiangxiao.foundation.dates import next_period, period_label
from qiangxiao.foundation.errors import UsageError
from qiangxiao.records.featured import FEATURED, FeaturedSchool
from qiangxiao.selection.evidence import evidence_of
from qiangxiao.selection.featured import Choice, current_period

HELP = "每期一校：算出接下来轮到谁，记录已经确定的"
_PERIODS_MOST = 120  # ten years of months
_FROZEN_MOST = 12  # a year of months; nobody can promise more
_THEME_MOST = 100  # characters: what the field of the record takes


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
    freeze = verbs.add_parser(
        "freeze",
        help="把接下来几期预排进名册，定下来好让学校准备",
        description="按规则把接下来几期写进 schools/featured.yml，带 proposed: true；已经排定的不动。",
    )
    freeze.add_argument("--periods", type=int, default=4, metavar="期数", help="排几期，默认 4")
    freeze.add_argument(
        "--pin",
        action="append",
        default=[],
        metavar="周期=学校",
        help="指定某一期，例如 2027-01=jinjiang/shili",
    )
    evidence = verbs.add_parser(
        "evidence", help="列出一所学校可以作主题依据的改进", description="主题要有依据。"
    )
    evidence.add_argument("school", metavar="学校", help="学校编号，例如 jinjiang/shili")
    prepare = verbs.add_parser(
        "prepare", help="列出学校推出之前要准备什么、何时交", description="给学校的准备清单。"
    )
    prepare.add_argument("period", metavar="周期", help="名册里的一期，例如 2026-12")
    prepare.add_argument("--out", metavar="文件", help="写成可以寄给学校的 Word 文件，例如 清单.docx")
    record = verbs.add_parser(
        "record", help="把确定的学校记入名册，或核定预排的一期", description="记入 schools/featured.yml。"
    )
    record.add_argument("period", metavar="周期", help="例如 2026-12")
    record.add_argument("school", metavar="学校", help="学校编号，例如 jinjiang/shili")
    record.add_argument("--theme", required=True, metavar="主题", help="这所学校取得的一项具体改进")
    record.add_argument(
        "--item", action="append", default=[], metavar="内容", help="说明改进的进展或案例的编号，可以写几次"
    )
    record.add_argument("--note", default="", metavar="编者按", help="编辑的话")
    record.add_argument("--replace", default="", metavar="原因", help="换掉预排的另一所学校时写明原因")
    record.add_argument(
        "--force", default="", metavar="原因", help="学校不符合条件仍要推出时写明原因，会记入编者按"
    )


def run(session: Session, options: Namespace) -> int:
    """Show the next periods, or do what the verb says."""
    if options.action == "record":
        return record_school(session, options)
    if options.action == "evidence":
        return show_evidence(session, options)
    if options.action == "prepare":
        return prepare_school(session, options)
    if options.action == "freeze":
        return _freeze(session, options)
    return _run_next(session, options)


def _run_next(session: Session, options: Namespace) -> int:
    if not 1 <= options.periods <= _PERIODS_MOST:
        raise UsageError(f"--periods 应当在 1 到 {_PERIODS_MOST} 之间。")
    catalog = session.catalog
    first = current_period(catalog, session.as_of)
    pins = _pins(catalog, options.pin, first, options.periods)
    choices = propose_periods(session, first, options.periods, pins)
    rows = [(period_label(c.period), _say_who(c.school), _state(c), c.reason) for c in choices]
    session.output.print(table(("周期", "学校", "状态", "理由"), rows))
    shown = [choice for choice in choices if choice.skips]
    for choice in shown if options.all else shown[:1]:
        title = f"{period_label(choice.period)}没有轮到的学校"
        skips = [(_say_who(skip.school), skip.reason) for skip in choice.skips]
        session.output.print(table(("学校", "原因"), skips, title))
    session.messages.print(
        f"是否符合条件按 {session.as_of} 的情况判断。用 qiangxiao feature freeze 预排进名册。",
        markup=False,
    )
    return 0


def _state(choice: Choice) -> str:
    if not choice.is_recorded:
        return "试指定" if choice.is_pinned else "推算"
    return "名册已记录" if choice.is_settled else "已预排\n待核定"


def _freeze(session: Session, options: Namespace) -> int:
    """Write the proposed schools of the next periods into the ledger; what is in it stays as it is."""
    if not 1 <= options.periods <= _FROZEN_MOST:
        raise UsageError(f"--periods 应当在 1 到 {_FROZEN_MOST} 之间。")
    catalog = session.catalog
    calendar = catalog.program.calendar
    recorded = {entry.record.period for entry in catalog.all(FEATURED)}
    first = current_period(catalog, session.as_of)
    if first in recorded:
        first = next_period(first, catalog.program.periods.featured, calendar)
    pins = _pins(catalog, options.pin, first, options.periods)
    choices = propose_periods(session, first, options.periods, pins)
    path = session.root / LEDGER
    text = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
    new = [choice for choice in choices if not choice.is_recorded and choice.school is not None]
    for choice in new:
        text = add_to_ledger(text, _proposal(session, choice), calendar).encode("utf-8")
    if new:
        write_file(session.root, LEDGER, text)
    rows = [
        (
            period_label(c.period),
            _say_who(c.school),
            "新排定" if c in new else "原已排定" if c.is_recorded else "没有排",
            c.reason,
        )
        for c in choices
    ]
    session.output.print(table(("周期", "学校", "", "理由"), rows))
    session.output.print(
        f"名册里新排定 {len(new)} 期，主题是程序建议的。下一步："
        "用 qiangxiao feature prepare 周期 给学校准备清单，"
        "核定以后用 qiangxiao feature record 写入定稿。",
        markup=False,
        soft_wrap=True,
    )
    return 0


def _proposal(session: Session, choice: Choice) -> FeaturedSchool:
    """Return the ledger's entry for a chosen school, with the newest improvement that fits a theme."""
    assert choice.school is not None
    shown = {item for entry in session.catalog.all(FEATURED) for item in entry.record.items}
    found = [e for e in evidence_of(choice.school, session.as_of) if len(e.sentence) <= _THEME_MOST]
    found.sort(key=lambda e: e.item.id in shown)  # what was shown before comes last
    if not found:
        raise UsageError(f"{choice.school.name}没有可以作主题依据的改进，不能预排 {choice.period}。")
    return FeaturedSchool(
        period=choice.period,
        school=choice.school.id,
        theme=found[0].sentence,
        items=(found[0].item.id,),
        pinned=choice.is_pinned,
        proposed=True,
        reason=choice.reason[:_THEME_MOST],
    )


def _say_who(school: School | None) -> str:
    return f"{school.name}\n{school.id}" if school else "—"


def _pins(catalog: Catalog, given: Sequence[str], first: str, count: int) -> dict[str, str]:
    """Return the pins by period; raise UsageError for one that cannot be kept."""
    recorded = {entry.record.period for entry in catalog.all(FEATURED)}
    periods = [first]
    while len(periods) < count:
        periods.append(next_period(periods[-1], catalog.program.periods.featured, catalog.program.calendar))
    pins: dict[str, str] = {}
    for text in given:
        period, separator, school_id = text.partition("=")
        if not separator:
            raise UsageError(f"--pin 要写成 周期=学校，例如 {first}=jinjiang/shili：{text}")
        known_school(catalog, school_id)
        if period in recorded:
            raise UsageError(f"周期 {period} 已经记录，不能再指定。")
        if period not in periods:
            raise UsageError(f"周期 {period} 不在要算的 {periods[0]} 到 {periods[-1]} 之中。")
        if period in pins:
            raise UsageError(f"周期 {period} 指定了两次。")
        pins[period] = school_id
    return pins
