"""`qiangxiao review`: sign what was read, and see what waits for whom (三审三校)."""

from __future__ import annotations

import json
from argparse import ArgumentTypeError, Namespace
from collections.abc import Sequence
from datetime import date

from pydantic import BaseModel, ValidationError

from qiangxiao.authoring.sign_off_writing import add_sign_off, photo_digests, read_signable
from qiangxiao.authoring.trial import write_all
from qiangxiao.catalog.catalog import Entry
from qiangxiao.catalog.sign_offs import shown_pictures
from qiangxiao.checks.sign_offs import order_faults, post_fault
from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.files import relative_path
from qiangxiao.commands.session import Session
from qiangxiao.commands.tables import table
from qiangxiao.foundation.errors import UsageError
from qiangxiao.foundation.problems import Severity
from qiangxiao.foundation.vocabulary import ReviewStep
from qiangxiao.records.base import Record, SignOff
from qiangxiao.records.bulletin import BULLETIN
from qiangxiao.records.kinds import kind_of
from qiangxiao.records.messages import say
from qiangxiao.records.seal import seal
from qiangxiao.selection.reviews import Waiting, list_waiting
from qiangxiao.sources.text import read_limited

HELP = "三审三校：签名，查看各篇在等谁"


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    verbs = parser.add_subparsers(dest="action", metavar="动作", required=True, title="动作")
    sign = verbs.add_parser(
        "sign",
        help="审校以后签名",
        description="在 schools/sign-offs/ 里记下谁在哪天审校了哪一环节；内容或照片再改，签名就失效。",
    )
    sign.add_argument("paths", nargs="*", metavar="文件", help="审校过的文件，可以写几个")
    sign.add_argument(
        "--issue",
        metavar="一期",
        help="签工作动态的一期和它刊登的每一篇：写文件名，例如 2026-11；已经签过这一环节的略过",
    )
    sign.add_argument(
        "--step",
        required=True,
        choices=[step.value for step in ReviewStep],
        metavar="环节",
        help="初审、复审、终审、一校、二校或三校",
    )
    sign.add_argument("--by", required=True, metavar="岗位", help="审校人的岗位，例如 教务处；不写电话")
    sign.add_argument("--on", type=_date, metavar="日期", help="哪天审校的，不写就是今天")
    status = verbs.add_parser(
        "status", help="列出各篇在等谁签名", description="列出各篇在等哪一环节、等了多久。"
    )
    which = status.add_mutually_exclusive_group()
    which.add_argument("--district", metavar="区县", help="只看一个区县，例如 jinjiang")
    which.add_argument("--school", metavar="学校", help="只看一所学校，例如 jinjiang/shili")
    status.add_argument(
        "--format",
        choices=("text", "json", "letter"),
        default="text",
        help="输出格式，默认 text；letter 是一封可以发给审校人的信",
    )


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}”不是日期，请写成 2026-11-20 的形式") from None


def run(session: Session, options: Namespace) -> int:
    """Sign files, or show what waits."""
    return _sign(session, options) if options.action == "sign" else _status(session, options)


def _sign(session: Session, options: Namespace) -> int:
    """Sign every named file, or none when one of them cannot be signed."""
    on = options.on or session.as_of
    if on > session.as_of:
        raise UsageError(f"签名的日期 {on} 在今天（{session.as_of}）之后。")
    step = ReviewStep(options.step)
    paths = [relative_path(session.root, given) for given in options.paths]
    if options.issue:
        paths += _paths_of_issue(session, options.issue, step)
    elif not paths:
        raise UsageError("请写明签哪几个文件，或用 --issue 写明签哪一期。")
    signed = [(path, *_sign_file(session, path, step, options.by, on)) for path in dict.fromkeys(paths)]
    if not signed:
        session.output.print(f"这一期和它刊登的内容都签过{step.value}了。", markup=False)
    write_all(session.root, {sheet: text.encode("utf-8") for _, _, sheet, text in signed})
    for path, entry, _, _ in signed:
        done = {sign_off.step for sign_off in entry.signed_by(session.as_of)} | {step}
        left = [wanted.value for wanted in entry.required_steps if wanted not in done]
        then = f"还要{'、'.join(left)}。" if left else "规定的环节都签了。" if entry.required_steps else ""
        session.output.print(
            f"已签名：{path}，{step.value}，{options.by}，{on}。{then}", markup=False, soft_wrap=True
        )
    return 0


def _paths_of_issue(session: Session, name: str, step: ReviewStep) -> list[str]:
    """Return the files of an issue and of the items it prints, without those that have the step already.

    Proofs are of what is typeset: of the issue alone.
    """
    known = session.catalog.by_id
    issue = known.get(name) or known.get(f"{BULLETIN.folder}/{name}")
    if issue is None or issue.kind is not BULLETIN:
        raise UsageError(f"没有“{name}”这一期，请写文件名，例如 2026-11。")
    by_permanent = {entry.permanent_id: entry for entry in known.values() if entry.permanent_id}
    items = [known.get(item) or by_permanent.get(item) for item in issue.record.items]
    printed = [] if step.is_proof else [entry for entry in items if entry is not None]
    wanted = [entry for entry in (*printed, issue) if entry.kind.is_reviewed]
    return [
        entry.path
        for entry in wanted
        if all(known_step.step is not step for known_step in entry.signed_by(session.as_of))
    ]


def _sign_file(
    session: Session, path: str, step: ReviewStep, by: str, on: date
) -> tuple[Entry[BaseModel], str, str]:
    """Return a file's entry, where its sign-offs lie and what they are then; raise UsageError if it must not
    be signed.
    """
    kind = kind_of(path)
    if kind is None or not issubclass(kind.model, Record):
        raise UsageError(f"{path} 不是可以签名的内容文件。")
    entry = next((e for e in session.catalog.entries() if e.path == path), None)
    faults = [p for p in session.problems if p.path == path and p.severity is Severity.ERROR]
    if entry is None or faults:
        first = f"：第 {faults[0].span.line} 行，{faults[0].message}" if faults else "。"
        raise UsageError(f"{path} 还有错误，改好再签{first}")
    document = read_signable(path, read_limited(session.root / path), kind)
    shown = shown_pictures(entry, photo_digests(session.root, entry))
    sign_off = _sign_off(step, by, on, seal(document, kind.signed_without, entry.permanent_id, shown))
    counted = entry.signed_by(date.max)
    done = {known.step: known for known in counted}
    fault = next(order_faults(entry, sign_off, done), "") or post_fault(entry, sign_off)
    twice = next((known for known in counted if known.by == sign_off.by and known.step is not step), None)
    if not fault and twice is not None:
        fault = f"“{twice.by}”已经签了{twice.step.value}，不同的环节要由不同的人审校。"
    if fault:
        raise UsageError(f"{path} 没有签名：{fault}")
    return entry, *add_sign_off(session.root, entry, sign_off)


def _sign_off(step: ReviewStep, by: str, on: date, digest: str) -> SignOff:
    try:
        return SignOff.model_validate({"step": step.value, "by": by, "on": on, "digest": digest})
    except ValidationError as error:
        said = say(SignOff, error.errors(include_url=False)[0])
        raise UsageError(f"--by：{said.message}{said.hint}") from None


def _status(session: Session, options: Namespace) -> int:
    catalog = session.catalog
    if options.school and options.school not in catalog.schools:
        raise UsageError(f"没有编号为 {options.school} 的学校。")
    if options.district and catalog.program.district(options.district) is None:
        raise UsageError(f"没有编号为 {options.district} 的区县。")
    wanted = f"{options.school or options.district or ''}/".lstrip("/")
    found = [item for item in list_waiting(catalog, session.as_of) if item.entry.id.startswith(wanted)]
    if options.format == "json":
        rows = [_data(item) for item in found]
        session.output.out(json.dumps(rows, ensure_ascii=False, indent=2), highlight=False)
        return 0
    if options.format == "letter":
        session.output.print(_letter(found, session), markup=False, soft_wrap=True, end="")
        return 0
    if found:
        session.output.print(
            table(("等谁", "自", "内容", "已签"), [_row(item, session) for item in found], wide=2)
        )
    session.output.print(_count(found, catalog.program.review.required), markup=False, soft_wrap=True)
    return 0


def _row(item: Waiting, session: Session) -> tuple[str, str, str, str]:
    waited = f"{item.since}\n{(session.as_of - item.since).days} 天" if item.since else "—"
    signed = "\n".join(f"{s.step.value} {s.by} {s.on}" for s in item.signed) or "—"
    title = getattr(item.entry.record, "title", item.entry.id)
    what = f"{title}\n{item.entry.path}"
    return (item.step.value, waited, what, f"{signed}\n（改动过，原签名失效）" if item.is_changed else signed)


def _letter(found: Sequence[Waiting], session: Session) -> str:
    """Return a letter to whoever signs: step by step what waits, since when, and what to do then."""
    lines = ["各位审校老师：", ""]
    if not found:
        return "\n".join([*lines, "您好！现在没有在等审校的内容。", ""])
    lines += [f"您好！截至 {session.as_of}，有 {len(found)} 篇内容在等审校，请抽空看一看："]
    for step in ReviewStep:
        waiting = [item for item in found if item.step is step]
        if waiting:
            lines += ["", f"{step.value}（{len(waiting)} 篇）"]
        for number, item in enumerate(waiting, 1):
            title = getattr(item.entry.record, "title", item.entry.id)
            days = f"，已等 {(session.as_of - item.since).days} 天" if item.since else ""
            again = "；签名以后改动过，要重新看" if item.is_changed else ""
            lines += [f"{number}. {title}{days}{again}", f"   文件：{item.entry.path}"]
            lines += [f"   已签：{s.step.value} {s.by} {s.on}" for s in item.signed]
    lines += [
        "",
        "看过没有问题的，请告诉编辑岗位和日期，由编辑签名；要改的，请写明改哪里、怎么改。谢谢！",
        "",
    ]
    return "\n".join(lines)


def _data(item: Waiting) -> dict[str, object]:
    return {
        "path": item.entry.path,
        "id": item.entry.id,
        "step": item.step.value,
        "since": item.since.isoformat() if item.since else None,
        "signed": [{"step": s.step.value, "by": s.by, "on": s.on.isoformat()} for s in item.signed],
        "is_changed": item.is_changed,
    }


def _count(found: Sequence[Waiting], required: Sequence[ReviewStep]) -> str:
    if not required:
        rule = "program.yml 没有规定必经环节，只列出签过名又改动了的内容。"
    else:
        rule = f"必经环节：{'、'.join(step.value for step in required)}。"
    if not found:
        return f"没有在等签名的内容。{rule}"
    counts = {step: sum(item.step is step for item in found) for step in ReviewStep}
    parts = "，".join(f"{step.value} {count} 篇" for step, count in counts.items() if count)
    return f"在等签名的内容 {len(found)} 篇：{parts}。{rule}"
