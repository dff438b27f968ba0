"""Sign-offs (三审三校): each bound to the words that were read, in order, by different people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel

from qiangxiao.catalog.catalog import Catalog, Entry
from qiangxiao.checks.passages import MOST_SHOWN, describe, locate_change
from qiangxiao.checks.registry import Check, Finding, check
from qiangxiao.foundation.problems import Severity
from qiangxiao.foundation.vocabulary import ReviewStep
from qiangxiao.records.base import Article, SignOff
from qiangxiao.records.bulletin import BULLETIN, BulletinIssue
from qiangxiao.records.case import CASE
from qiangxiao.records.fingerprint import changes
from qiangxiao.records.update import UPDATE


@check("review.void", Severity.WARNING)
def void_sign_off(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """签过以后又改动了内容，签名就失效，要重新审校。

    签名认的是审校时的每一个字：改一个逗号也算改动，整理格式（`qiangxiao fmt`）不算。提示会指到改动的那一句。
    改动是必要的，请审校后重新签名：`qiangxiao review sign 文件 --step 初审 --by 岗位`；是误改的，改回原样，签
    名就恢复。项目规定了必经环节的，签名失效的内容在重新签名之前不发布。
    """
    for entry in catalog.entries():
        by_digest: dict[str, list[SignOff]] = defaultdict(list)
        for sign_off in getattr(entry.record, "review", ()):
            if sign_off not in entry.signed:
                by_digest[sign_off.digest].append(sign_off)
        for digest, sign_offs in by_digest.items():
            yield from _void(catalog, entry, digest, sign_offs)


def _void(
    catalog: Catalog, entry: Entry[BaseModel], digest: str, sign_offs: Sequence[SignOff]
) -> Iterator[Finding]:
    who = "、".join(f"{sign_off.step.value}（{sign_off.by}，{sign_off.on}）" for sign_off in sign_offs)
    command = f"qiangxiao review sign {entry.path} --step {sign_offs[0].step.value} --by {sign_offs[0].by}"
    hint = f"请重新审校并签名：{command}；误改的请改回原样。"
    found = changes(digest, catalog.document(entry), entry.kind.signed_without)
    if not found:
        index = next(at for at, s in enumerate(getattr(entry.record, "review", ())) if s.digest == digest)
        yield Finding(f"{who}的签名失效：签名之后内容有改动。", hint, entry, ("review", index, "digest"))
    for number, change in enumerate(found[:MOST_SHOWN], 1):
        place, span = locate_change(change)
        unseen = len(found) - MOST_SHOWN
        more = f"（另有 {unseen} 处改动）" if number == MOST_SHOWN and unseen > 0 else ""
        yield Finding(
            f"{who}的签名失效：{describe(change, '是签名之后改动的')}{more}。", hint, entry, place, span=span
        )


@check("review.order")
def steps_out_of_order(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """审校按环节先后进行：初审、复审、终审，再一校、二校、三校；后一环节的日期不早于前一环节，也不早于成稿。

    项目规定了必经环节的，只看规定的那几个；一个环节只签一次。只核对仍然有效的签名。
    """
    for entry in catalog.entries():
        review: tuple[SignOff, ...] = getattr(entry.record, "review", ())
        valid = [(at, sign_off) for at, sign_off in enumerate(review) if sign_off in entry.signed]
        done: dict[ReviewStep, SignOff] = {}
        for at, sign_off in valid:
            for message in order_faults(entry, sign_off, done):
                yield Finding(message, "请按先后顺序审校和签名。", entry, ("review", at, "step"))
            done.setdefault(sign_off.step, sign_off)


def order_faults(entry: Entry[Any], new: SignOff, done: dict[ReviewStep, SignOff]) -> Iterator[str]:
    """Yield what is wrong with a sign-off that follows those of other steps that hold."""
    if new.step in done:
        yield f"{new.step.value}已经签过（{done[new.step].by}，{done[new.step].on}）。"
        return
    lacking = [step.value for step in steps_before(new.step, entry) if step not in done]
    if lacking:
        yield f"{new.step.value}之前要先有{'、'.join(lacking)}。"
    order = list(ReviewStep)
    later = [step for step in done if order.index(step) > order.index(new.step)]
    if later:
        yield f"{new.step.value}排在{later[0].value}之后了。"
    earlier = [s for step, s in done.items() if step not in later and s.on > new.on]
    if earlier:
        yield f"{new.step.value}的日期 {new.on} 早于{earlier[-1].step.value}的日期 {earlier[-1].on}。"
    written_on = entry.record.date if isinstance(entry.record, Article) else None
    if written_on is not None and new.on < written_on:
        yield f"{new.step.value}的日期 {new.on} 早于内容的日期 {written_on}。"


def steps_before(step: ReviewStep, entry: Entry[Any]) -> tuple[ReviewStep, ...]:
    """Return the steps that come before a step: of those required, or of its own three if none is."""
    earlier = list(ReviewStep)[: list(ReviewStep).index(step)]
    if entry.required_steps:
        return tuple(other for other in earlier if other in entry.required_steps)
    return tuple(other for other in earlier if other.is_proof == step.is_proof)


@check("review.person")
def same_person_twice(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """不同的环节由不同的人审校。

    自己看不出自己的错，所以每个环节换一个岗位签名。只核对仍然有效的签名。
    """
    for entry in catalog.entries():
        seen: dict[str, SignOff] = {}
        for at, sign_off in enumerate(getattr(entry.record, "review", ())):
            if sign_off not in entry.signed:
                continue
            if sign_off.by in seen:
                message = (
                    f"“{sign_off.by}”已经签了{seen[sign_off.by].step.value}，不能再签{sign_off.step.value}。"
                )
                yield Finding(message, "请由另一个岗位审校并签名。", entry, ("review", at, "by"))
            seen.setdefault(sign_off.by, sign_off)


@check("review.missing", Severity.ADVICE)
def waiting_for_sign_off(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """项目规定的审校环节都签了名，内容才发布。

    必经环节写在 `program.yml` 的 `review.required` 里。没有签全的内容像草稿一样不出现在网站、订阅和搜索里。
    用 `qiangxiao review status` 看各篇在等谁。
    """
    entries: tuple[Entry[Article | BulletinIssue], ...] = (
        *catalog.all(UPDATE),
        *catalog.all(CASE),
        *catalog.all(BULLETIN),
    )
    for entry in entries:
        lacking = entry.lacking_steps(as_of)
        if lacking and entry.record.is_published(as_of):
            message = f"还缺{'、'.join(step.value for step in lacking)}的签名，暂不发布。"
            hint = f"审校后签名：qiangxiao review sign {entry.path} --step {lacking[0].value} --by 岗位"
            yield Finding(message, hint, entry, ("title",), at_key=True)


CHECKS: tuple[Check, ...] = (void_sign_off, steps_out_of_order, same_person_twice, waiting_for_sign_off)
