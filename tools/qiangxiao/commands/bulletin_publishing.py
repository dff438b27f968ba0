"""From a draft to a published issue, and the one change that is allowed afterwards: a correction."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from pydantic import ValidationError

from qiangxiao.authoring.bulletin_file import add_correction, freeze_again, write_published
from qiangxiao.authoring.file_writing import create_file, delete_file, replace_file, write_file
from qiangxiao.authoring.sign_off_writing import sheet_text, written
from qiangxiao.catalog.catalog import Entry
from qiangxiao.checks.bulletins import find_unsigned, find_unsigned_items, not_frozen, published_unready
from qiangxiao.checks.issues import printed_too_early
from qiangxiao.checks.registry import locate
from qiangxiao.checks.run import run_checks
from qiangxiao.commands.bulletin_desk import FOLDER
from qiangxiao.commands.bulletin_fitting import count_pages
from qiangxiao.commands.check import report
from qiangxiao.commands.session import Session
from qiangxiao.commands.wechat import press_of
from qiangxiao.foundation.dates import chinese_date
from qiangxiao.foundation.errors import UsageError
from qiangxiao.foundation.problems import Problem, has_errors, in_order
from qiangxiao.foundation.vocabulary import CorrectionKind
from qiangxiao.records.base import Correction
from qiangxiao.records.bulletin import BulletinIssue
from qiangxiao.records.messages import say
from qiangxiao.records.seal import seal
from qiangxiao.records.sign_offs import path_of_sign_offs
from qiangxiao.selection.bulletin import Standing, find_issue, items, open_draft
from qiangxiao.selection.bulletin_figures import figures_of
from qiangxiao.selection.bulletin_issue import make_published, next_number, put_issue
from qiangxiao.selection.edition import Edition
from qiangxiao.sources.document import read_document


def check(session: Session, options: Namespace) -> int:
    """Report what keeps a draft from being published, or what is wrong with a published issue."""
    entry = _find_named(session, options.issue)
    if entry.record.draft:
        candidate = _candidate(session, entry, session.as_of, "")
        problems = _problems(session, candidate)
        number = candidate.record.number
        assert number is not None
        title = f"{entry.path}：如在{chinese_date(session.as_of)}发布，编为{number.label}。"
    else:
        problems = tuple(problem for problem in session.problems if problem.path == entry.path)
        title = f"{entry.path}：已发布。"
    session.output.print(title, markup=False, soft_wrap=True)
    report(session, problems)
    if entry.record.draft:
        _say_pages(session, entry)
        _say_left_out(session)
    return 1 if has_errors(problems) else 0


def _say_pages(session: Session, entry: Entry[BulletinIssue]) -> None:
    """Say how many pages a draft takes, and what to do when that is not what the program wants."""
    least, most = session.catalog.program.bulletin.pages
    pages = count_pages(press_of(session), entry)
    if not pages:
        session.output.print("没有字体，数不出页数；准备字体：qiangxiao fonts。")
    elif pages > most:
        advice = f"多于 {most} 页：在 abridged 里把几篇改成摘编或一句话，或留到下一期。"
        session.output.print(f"排出来 {pages} 页，{advice}", style="yellow")
    elif pages < least:
        session.output.print(f"排出来 {pages} 页，少于 {least} 页：可以把摘编的改回全文。", style="yellow")
    else:
        session.output.print(f"排出来 {pages} 页（要求 {least}—{most} 页）。")


def _say_left_out(session: Session) -> None:
    waiting = [
        item for item in items(session.catalog, session.as_of).values() if item.standing is Standing.PENDING
    ]
    new = sum(not item.is_in_draft and not item.is_deferred for item in waiting)
    deferred = sum(item.is_deferred for item in waiting)
    if new:
        session.output.print(
            f"还有 {new} 篇待刊登的不在草稿里：运行 qiangxiao bulletin draft 收入，或决定不采用。"
        )
    if deferred:
        session.output.print(f"留待下期 {deferred} 篇。")


def publish(session: Session, options: Namespace) -> int:
    """Number, date and freeze a draft; refuse with located problems if it is not ready."""
    entry = _find_named(session, options.issue)
    day = options.date or session.as_of
    if not entry.record.draft:
        return _refreeze(session, entry)
    if day > session.as_of:
        raise UsageError(f"签发日期 {day} 在今天（{session.as_of}）之后。")
    candidate = _candidate(session, entry, day, options.signed_by.strip())
    problems = _problems(session, candidate)
    is_early = any(p.code == printed_too_early.rule.code and p.path == candidate.path for p in problems)
    if has_errors(problems) or is_early:
        report(session, problems)
        session.output.print(f"{entry.path} 没有发布，文件没有改动。", markup=False, soft_wrap=True)
        return 1
    figures = figures_of(Edition(session.catalog, day), entry, day)
    record = candidate.record.model_copy(update={"figures": figures})
    assert record.number is not None
    path = f"{FOLDER}{record.number.slug}.md"
    text = write_published(path, (session.root / entry.path).read_bytes(), record)
    if path == entry.path:
        replace_file(session.root, path, text.encode("utf-8"))
    else:
        create_file(session.root, path, text.encode("utf-8"))
        delete_file(session.root, entry.path)
        _take_sign_offs_along(session, entry, path, text)
    session.output.print(
        f"已发布{record.number.label}《{record.title}》，"
        f"{len(record.items)} 篇，{chinese_date(day)}签发。\n文件是 {path}，"
        "内容从此不再改动，有错用 qiangxiao bulletin correct 更正。",
        markup=False,
        soft_wrap=True,
    )
    session.messages.print(
        "接下来：qiangxiao build 生成网站，qiangxiao permalinks 记下新的地址。", markup=False
    )
    return 0


def _take_sign_offs_along(session: Session, entry: Entry[BulletinIssue], path: str, text: str) -> None:
    """Seal the sign-offs of a draft, those that hold, to the issue it has become."""
    item = entry.record.id or path.removeprefix("docs/").rsplit(".", 1)[0]
    if item == entry.permanent_id or not entry.review:
        return
    document = read_document(path, text.encode("utf-8"))
    digest = seal(document, entry.kind.signed_without, item, entry.pictures)
    signed = [written(known.model_copy(update={"digest": digest})) for known in entry.signed]
    write_file(session.root, path_of_sign_offs(item), sheet_text(item, signed).encode("utf-8"))
    delete_file(session.root, path_of_sign_offs(entry.permanent_id))


def _refreeze(session: Session, entry: Entry[BulletinIssue]) -> int:
    """Freeze an issue that was published by hand."""
    if entry.record.frozen or not entry.record.number or not entry.record.date:
        raise UsageError(f"{entry.path} 不是草稿，已经发布过了。要更正，请用 qiangxiao bulletin correct。")
    text = freeze_again(entry.path, (session.root / entry.path).read_bytes())
    replace_file(session.root, entry.path, text.encode("utf-8"))
    session.output.print(
        f"已为 {entry.path} 补上定稿摘要值，内容从此不再改动。", markup=False, soft_wrap=True
    )
    return 0


def _find_named(session: Session, name: str) -> Entry[BulletinIssue]:
    """Return the issue meant, by default the open draft; raise UsageError if there is none."""
    if name:
        found = find_issue(session.catalog, name)
        if found is None:
            raise UsageError(f"没有“{name}”这一期。写期号（例如 2026-3）、总期号或文件。")
        return found
    found = open_draft(session.catalog) or open_draft(session.catalog, is_supplement=True)
    if found is None:
        raise UsageError("没有正在编的草稿。请先运行 qiangxiao bulletin draft。")
    return found


def _candidate(
    session: Session, entry: Entry[BulletinIssue], day: date, signed_by: str
) -> Entry[BulletinIssue]:
    number = next_number(session.catalog, day, entry.record.is_supplement)
    return make_published(entry, number, day, signed_by)


def _problems(session: Session, candidate: Entry[BulletinIssue]) -> tuple[Problem, ...]:
    """Return what would be wrong with the bulletin if a draft were published as it is."""
    catalog = put_issue(session.catalog, candidate)
    unsigned = (
        *find_unsigned(candidate, session.as_of),
        *find_unsigned_items(catalog, candidate, session.as_of),
    )
    lacking = (locate(catalog, published_unready.rule, found) for found in unsigned)
    found = (*session.loaded.problems, *run_checks(catalog, session.as_of), *lacking)
    about = (p for p in found if p.path.startswith(FOLDER) or p.code.startswith("bulletin."))
    return in_order(problem for problem in about if problem.code != not_frozen.rule.code)


def correct(session: Session, options: Namespace) -> int:
    """Add a correction to a published issue."""
    entry = _find_named(session, options.issue)
    day = options.date or session.as_of
    if entry.record.draft or entry.record.date is None:
        raise UsageError(f"{entry.path} 还是草稿，直接改就可以。")
    if not entry.record.date <= day <= session.as_of:
        raise UsageError(f"更正日期应当在签发日期 {entry.record.date} 和今天 {session.as_of} 之间。")
    try:
        correction = Correction.model_validate({"date": day, "kind": options.kind, "note": options.note})
    except ValidationError as error:
        said = say(Correction, error.errors(include_url=False)[0])
        raise UsageError(f"{said.message}{said.hint}") from None
    text = add_correction(entry.path, (session.root / entry.path).read_bytes(), correction)
    replace_file(session.root, entry.path, text.encode("utf-8"))
    is_major = correction.kind is CorrectionKind.MAJOR
    after = "下一期会向读者说明：起草时自动列入。" if is_major else ""
    session.output.print(
        f"已在 {entry.path} 记下{correction.kind.value}更正。{after}", markup=False, soft_wrap=True
    )
    return 0
