"""The roster's part of `qiangxiao import`: a district's Excel file to school folders, told in a table."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from qiangxiao.authoring.office_package import EXCEL, MAX_BYTES, FileRefused, check_format
from qiangxiao.authoring.roster_columns import find_table
from qiangxiao.authoring.roster_plan import CHANGED, NEW, SAME, Outcome, RosterPlan, Wish, plan_roster
from qiangxiao.authoring.roster_rows import (
    Assumed,
    DayUnknownError,
    Fault,
    Row,
    read_rows,
    set_repeated_apart,
)
from qiangxiao.authoring.roster_template import EXPLANATIONS, TERMS, roster_template
from qiangxiao.authoring.roster_workbook import Workbook, read_workbook
from qiangxiao.authoring.trial import write_all
from qiangxiao.commands.session import Session
from qiangxiao.commands.tables import table
from qiangxiao.foundation.errors import UsageError
from qiangxiao.foundation.problems import has_errors

ROSTER = "roster"
_MOST_LISTED = 8  # names in one line of the terminal


def read_source(source: Path) -> bytes:
    """Return a file's bytes, up to one more than may be; raise FileRefused if it cannot be read."""
    try:
        if not source.is_file():
            raise FileRefused("找不到这个文件。")
        with source.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise FileRefused(f"文件打不开：{error.strerror}。") from None


def template_of_roster(session: Session, options: Namespace) -> bytes:
    """Return the roster's template, empty or with the schools there are."""
    catalog = session.catalog
    schools = [
        school for school in catalog.schools.values() if options.district in (None, school.district_id)
    ]
    _check_district(session, options)
    return roster_template(catalog.program, schools if options.filled else (), catalog.policy.all_terms)


def import_roster(session: Session, options: Namespace) -> int:
    """Import a roster; return 1 when a row or the whole file could not be taken, and say why."""
    source = Path(options.file)
    _check_district(session, options)
    if options.school or options.slug:
        raise UsageError("名册里有许多学校，不用 --school 和 --slug。")
    try:
        data = read_source(source)
        check_format(source.name, data, EXCEL)
        book = read_workbook(data)
        rows, faults, notes = _read(session, options, book, source)
    except FileRefused as refusal:
        session.messages.print(f"{source.name}：{refusal}", markup=False, soft_wrap=True)
        return 1
    if session.catalog.program_entry is None or has_errors(
        tuple(problem for problem in session.loaded.problems if problem.path == "schools/program.yml")
    ):
        raise UsageError("schools/program.yml 有错误，请先运行 qiangxiao check，改好再导入名册。")
    with session.progress("核对名册") as report:
        wish = Wish(options.since, options.overwrite)
        plan = plan_roster(session.root, session.catalog, rows, session.as_of, wish, report)
    if not options.dry_run and not plan.stuck:
        write_all(session.root, plan.files)
    _tell(session, plan, notes)
    _tell_faults(session, source.name, (*faults, *plan.faults))
    _tell_end(session, plan, len({fault.place for fault in (*faults, *plan.faults)}), options.dry_run)
    return 1 if faults or plan.faults or plan.stuck else 0


def _check_district(session: Session, options: Namespace) -> None:
    if options.district and session.catalog.program.district(options.district) is None:
        listed = "、".join(
            f"{district.id}（{district.name}）" for district in session.catalog.program.districts
        )
        raise UsageError(f"没有编号为 {options.district} 的区县，可填：{listed}。")


def _read(
    session: Session, options: Namespace, book: Workbook, source: Path
) -> tuple[tuple[Row, ...], list[Fault], list[str]]:
    """Return the sound rows of every sheet, the faults of the others, and what the editor should know."""
    rows: list[Row] = []
    faults: list[Fault] = []
    notes = [f"隐藏的工作表“{name}”没有读。" for name in book.hidden if name != TERMS]
    tables = [(sheet, find_table(sheet)) for sheet in book.sheets]
    if not any(found for _, found in tables):
        raise FileRefused("没有找到名册的表头：要有“学校名称”一列，另外至少有一列如“区县”“办学类型”。")
    for sheet, found in tables:
        if found is None:
            is_own = sheet.name == EXPLANATIONS or not sheet.rows
            notes += [] if is_own else [f"工作表“{sheet.name}”里没有名册的表头，没有读。"]
            continue
        assumed = Assumed(options.date, options.district or "", source.stem)
        try:
            read, wrong = read_rows(found, session.catalog.program, assumed)
        except DayUnknownError:
            raise FileRefused(
                "不知道名册的数据截至哪一天。请加上 --date "
                "2026-09-01，或者在表里加一列“数据截至”，或者写进标题。"
            ) from None
        rows += read
        faults += wrong
        notes += [note for row in read for note in row.notes]
        if found.closed:
            closed = _list_some(list(found.closed))
            notes.append(f"工作表“{sheet.name}”第 {closed} 行写着学校已经撤并或停办，没有导入。")
        if hidden := [number for number in found.body if number in sheet.hidden_rows]:
            notes.append(
                f"工作表“{sheet.name}”有 {len(hidden)} 行是隐藏的，也读了：第 {_list_some(hidden)} 行。"
            )
        name = found.column(("name",))
        if struck := [number for number in found.body if name and sheet.at(number, name.index).is_struck]:
            notes.append(
                f"工作表“{sheet.name}”有 {len(struck)} 行的校名画了删除线，也读了："
                f"第 {_list_some(struck)} 行。不要的学校请整行删去，再导入一次。"
            )
        if found.unused:
            notes.append(f"工作表“{sheet.name}”里没有用到的列：{'、'.join(found.unused)}。")
        if found.doubled:
            notes.append(f"工作表“{sheet.name}”里重复的列，只用了第一列：{'、'.join(found.doubled)}。")
        if found.column(("staff_count",)) and not found.column(("teacher_count",)):
            notes.append(f"工作表“{sheet.name}”没有“专任教师数”，教师数用的是“教职工数”，请核对。")
    if not rows and not faults:
        raise FileRefused("名册里没有学校：表头下面没有填好的行。")
    kept, doubles = set_repeated_apart(rows)
    return kept, [*faults, *doubles], notes


def _list_some(numbers: list[int]) -> str:
    return "、".join(map(str, numbers[:10])) + ("……" if len(numbers) > 10 else "")


def _tell(session: Session, plan: RosterPlan, notes: list[str]) -> None:
    """Show the table of schools and what remains to be known."""
    shown = [outcome for outcome in plan.outcomes if outcome.what != SAME or outcome.kept]
    if shown:
        rows = [_line(outcome) for outcome in shown]
        headings = ("单元格", "校名", "编号", "结果")
        session.output.print(table(headings, rows, "名册导入", wide=1, unbroken=(0, 2, 3)))
    for outcome in shown:
        said = [*(change for change in outcome.changes if outcome.what != NEW), *outcome.kept]
        for line in said:
            session.output.print(
                f"{outcome.row.place} {outcome.row.name}：{line}", markup=False, soft_wrap=True
            )
    lacking: dict[str, list[str]] = {}
    for outcome in plan.outcomes:
        for what in outcome.lacking:
            lacking.setdefault(what, []).append(outcome.row.name)
    notes += [
        f"{what}没有写入，共 {len(names)} 所：{'、'.join(names[:5])}{'……' if len(names) > 5 else ''}。"
        for what, names in lacking.items()
    ]
    if any("日期" in what for what in lacking):
        notes.append(
            "缺日期的，请在名册里加上“结对日期”“名校长到任日期”等列，或者用 --since 2024-09-01 写明。"
        )
    notes += [f"支持学校名册（schools/program.yml）：{change}。" for change in plan.listing[:_MOST_LISTED]]
    if len(plan.listing) > _MOST_LISTED:
        notes.append(
            f"支持学校名册（schools/program.yml）一共改 {len(plan.listing)} "
            f"处，另外 {len(plan.listing) - _MOST_LISTED} 处没有列出。"
        )
    for note in notes:
        session.output.print(f"注意：{note}", markup=False, soft_wrap=True)


def _line(outcome: Outcome) -> tuple[str, str, str, str]:
    return (outcome.row.place, outcome.row.name, outcome.school_id, outcome.what)


def _tell_faults(session: Session, file_name: str, faults: tuple[Fault, ...]) -> None:
    for fault in sorted(faults, key=_order):
        session.output.print(
            f"{file_name}:{fault.place}: 错误 {fault.message}", style="red", markup=False, soft_wrap=True
        )
        if fault.hint:
            session.output.print(f"  {fault.hint}", markup=False, soft_wrap=True)


def _order(fault: Fault) -> tuple[str, int, int, str, str]:
    sheet, _, cell = fault.place.rpartition("!")
    letters = cell.rstrip("0123456789")
    return (sheet, int(cell[len(letters) :]), len(letters), letters, fault.message)


def _tell_end(session: Session, plan: RosterPlan, wrong: int, is_dry: bool) -> None:
    counts = "，".join(f"{what} {plan.count(what)} 所" for what in (NEW, CHANGED, SAME))
    lines = list(_ends(plan, wrong, is_dry))
    session.output.print(
        f"名册：{counts}；{wrong} 处有错，那几行没有导入。" if wrong else f"名册：{counts}。",
        style="bold",
        markup=False,
    )
    for line in lines:
        session.output.print(line, markup=False, soft_wrap=True)


def _ends(plan: RosterPlan, wrong: int, is_dry: bool) -> Iterator[str]:
    if plan.stuck:
        yield f"没有写入：{plan.stuck}"
    elif is_dry:
        yield f"这是试运行，什么也没有写。去掉 --dry-run 会写 {len(plan.files)} 个文件。"
    elif plan.files:
        yield f"已写入 {len(plan.files)} 个文件。编号会用在网址里，公开以后就不能再改，请现在核对。"
    else:
        yield "没有要写的。"
    if any(outcome.kept for outcome in plan.outcomes):
        yield "文件比名册新的几处保留了文件的内容；确实要用名册的，请加 --overwrite。"
