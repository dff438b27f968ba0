"""`qiangxiao feature record`: a school into the ledger, or a proposed entry settled with the school."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence

from pydantic import ValidationError

from qiangxiao.authoring.featured_ledger import LEDGER, add_to_ledger
from qiangxiao.authoring.file_writing import write_file
from qiangxiao.catalog.catalog import Catalog, School, is_published
from qiangxiao.commands.session import Session
from qiangxiao.foundation.dates import period_begins_on, period_label, period_of
from qiangxiao.foundation.errors import UsageError
from qiangxiao.records.featured import FEATURED, FeaturedSchool
from qiangxiao.records.inspection import INSPECTION
from qiangxiao.records.messages import say
from qiangxiao.selection.evidence import evidence_in, numbers_in, words_of
from qiangxiao.selection.featured import Choice, eligibility, propose


def propose_periods(session: Session, first: str, count: int, pins: Mapping[str, str]) -> tuple[Choice, ...]:
    """Return the proposals for some periods, eligibility being judged as of the session's day."""
    catalog, day = session.catalog, session.as_of
    return propose(catalog, first, count, lambda school: eligibility(catalog, school, day), pins)


def known_school(catalog: Catalog, school_id: str) -> School:
    """Return a school by its id; raise UsageError if there is none."""
    school = catalog.schools.get(school_id)
    if school is None:
        raise UsageError(f"没有编号为 {school_id} 的学校。编号写成 区县/学校，例如 jinjiang/shili。")
    return school


def record_school(session: Session, options: Namespace) -> int:
    """Add a school to the ledger, or settle the entry of a period that has not been shown yet."""
    catalog = session.catalog
    before_entry = _check_period(session, options.period)
    school = known_school(catalog, options.school)
    reason = eligibility(catalog, school, session.as_of)
    if reason and not options.force:
        raise UsageError(f"{school.name}不符合条件：{reason}。仍要推出请加 --force 并写明原因。")
    _check_replacement(before_entry, school, options.replace)
    _check_items(session, school, options.item, options.theme)
    note = options.note.strip()
    if options.force and reason:
        note = f"{note}（破例推出：{options.force.strip()}）"
    (choice,) = propose_periods(session, options.period, 1, {})
    is_turn = choice.school is school and not choice.is_pinned and not reason
    entry = _entry(options, note, is_turn, _reason(before_entry, choice, options))
    path = session.root / LEDGER
    before = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
    text = add_to_ledger(before, entry, catalog.program.calendar, may_replace=before_entry is not None)
    write_file(session.root, LEDGER, text.encode("utf-8"))
    how = "按规则轮到" if is_turn else "由编辑指定"
    session.output.print(
        f"已记入 {LEDGER}：{period_label(options.period)}，{school.name}（{how}）。",
        markup=False,
        soft_wrap=True,
    )
    return 0


def _check_period(session: Session, period: str) -> FeaturedSchool | None:
    """Return the entry of a period that may still change,
    None if it has none; raise UsageError if it must stay.
    """
    catalog = session.catalog
    calendar, length = catalog.program.calendar, catalog.program.periods.featured
    day = period_begins_on(period, calendar)
    if day is None or period_of(day, length, calendar) != period:
        example = {"week": "2026-W47", "month": "2026-11", "semester": "2026-autumn"}[length.value]
        raise UsageError(f"周期“{period}”的写法不对，请写成 {example} 这样的形式。")
    known = next((entry.record for entry in catalog.all(FEATURED) if entry.record.period == period), None)
    if known is not None and day <= session.as_of and not known.proposed:
        raise UsageError(f"周期 {period} 已经推出，推出过的不再改动。")
    return known


def _check_replacement(known: FeaturedSchool | None, school: School, why: str) -> None:
    if known is not None and known.school != school.id and not why.strip():
        raise UsageError(
            f"{known.period} 已排定 {known.school}。要换成{school.name}，请加 --replace 并写明原因。"
        )


def _reason(known: FeaturedSchool | None, choice: Choice, options: Namespace) -> str:
    if known is None:
        return (
            ""
            if choice.is_recorded
            else choice.reason
            if choice.school and choice.school.id == options.school
            else ""
        )
    if known.school == options.school:
        return known.reason or ""
    return f"原排定 {known.school}，换掉的原因：{options.replace.strip()}"


def _check_items(session: Session, school: School, items: Sequence[str], theme: str) -> None:
    published = {entry.id for entry in school.articles if is_published(entry, session.as_of)}
    published |= {entry.id for entry in school.all(INSPECTION)}
    for item in items:
        if item not in published:
            raise UsageError(f"{school.name}没有已经发布的内容“{item}”。")
    entries = [entry for entry in (*school.articles, *school.all(INSPECTION)) if entry.id in items]
    if not any(evidence_in(entry, school) for entry in entries):
        command = f"qiangxiao feature evidence {school.id}"
        raise UsageError(f"--item 里没有支持主题的依据。请用 {command} 查看可以用的。")
    unknown = numbers_in(theme) - numbers_in("\n".join(words_of(entry, school) for entry in entries))
    if unknown:
        raise UsageError(
            f"主题里的数字 {'、'.join(sorted(unknown))} 在所列内容里找不到。请核对，或加上写有它的内容。"
        )


def _entry(options: Namespace, note: str, is_turn: bool, reason: str) -> FeaturedSchool:
    data = {
        "period": options.period,
        "school": options.school,
        "theme": options.theme,
        "items": list(options.item),
        "pinned": not is_turn,
    }
    optional = {"editor_note": note, "reason": reason}
    try:
        return FeaturedSchool.model_validate(
            {**data, **{key: text for key, text in optional.items() if text}}
        )
    except ValidationError as error:
        said = say(FeaturedSchool, error.errors(include_url=False)[0])
        raise UsageError(f"{said.message}{said.hint}") from None
