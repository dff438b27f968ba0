"""`qiangxiao review`: sign what was read, and see what waits for whom (三审三校)."""

from __future__ import annotations

import json
from argparse import ArgumentTypeError, Namespace
from collections.abc import Sequence
from datetime import date

from pydantic import BaseModel, ValidationError

from qiangxiao.authoring.file_writing import replace_file
from qiangxiao.authoring.sign_off_writing import add_sign_off, digest_of, read_signable
from qiangxiao.catalog.catalog import Entry
from qiangxiao.checks.sign_offs import order_faults
from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.files import relative_path
from qiangxiao.commands.session import Session
from qiangxiao.commands.tables import table
from qiangxiao.foundation.errors import UsageError
from qiangxiao.foundation.problems import Severity
from qiangxiao.foundation.vocabulary import ReviewStep
from qiangxiao.records.base import Record, SignOff
from qiangxiao.records.kinds import kind_of
from qiangxiao.records.messages import say
from qiangxiao.selection.reviews import Waiting, list_waiting
from qiangxiao.sources.text import read_limited

HELP = "三审三校：签名，查看各篇在等谁"


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    verbs = parser.add_subparsers(dest="action", metavar="动作", required=True, title="动作")
    sign = verbs.add_parser(
        "sign",
        help="审校以后签名",
        description="在文件的 review 里记下谁在哪天审校了哪一环节；内容再改，签名就失效。",
    )
    sign.add_argument("paths", nargs="+", metavar="文件", help="审校过的文件，可以写几个")
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
    status.add_argument("--format", choices=("text", "json"), default="text", help="输出格式，默认 text")


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
    paths = list(dict.fromkeys(relative_path(session.root, given) for given in options.paths))
    signed = [(path, *_sign_file(session, path, step, options.by, on)) for path in paths]
    for path, entry, text in signed:
        replace_file(session.root, path, text.encode("utf-8"))
        done = {sign_off.step for sign_off in entry.signed} | {step}
        left = [wanted.value for wanted in entry.required_steps if wanted not in done]
        then = f"还要{'、'.join(left)}。" if left else "规定的环节都签了。" if entry.required_steps else ""
        session.output.print(
            f"已签名：{path}，{step.value}，{options.by}，{on}。{then}", markup=False, soft_wrap=True
        )
    return 0


def _sign_file(
    session: Session, path: str, step: ReviewStep, by: str, on: date
) -> tuple[Entry[BaseModel], str]:
    """Return a file's entry and its text with the sign-off; raise UsageError if it must not be signed."""
    kind = kind_of(path)
    if kind is None or not issubclass(kind.model, Record):
        raise UsageError(f"{path} 不是可以签名的内容文件。")
    entry = next((e for e in session.catalog.entries() if e.path == path), None)
    faults = [p for p in session.problems if p.path == path and p.severity is Severity.ERROR]
    if entry is None or faults:
        first = f"：第 {faults[0].span.line} 行，{faults[0].message}" if faults else "。"
        raise UsageError(f"{path} 还有错误，改好再签{first}")
    document = read_signable(path, read_limited(session.root / path), kind)
    sign_off = _sign_off(step, by, on, digest_of(document, kind))
    done = {known.step: known for known in entry.signed}
    fault = next(order_faults(entry, sign_off, done), "")
    twice = next(
        (known for known in entry.signed if known.by == sign_off.by and known.step is not step), None
    )
    if not fault and twice is not None:
        fault = f"“{twice.by}”已经签了{twice.step.value}，不同的环节要由不同的人审校。"
    if fault:
        raise UsageError(f"{path} 没有签名：{fault}")
    return entry, add_sign_off(document, sign_off, kind)


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
