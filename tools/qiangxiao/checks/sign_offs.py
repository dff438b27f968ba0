"""Sign-offs (三审三校): each bound to the words that were read, in order, by different people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from qiangxiao.catalog.catalog import Catalog, Entry, is_published
from qiangxiao.catalog.sign_offs import exempt_digests
from qiangxiao.checks.passages import MOST_SHOWN, describe, locate_change
from qiangxiao.checks.registry import Check, Finding, check
from qiangxiao.foundation.problems import Severity
from qiangxiao.foundation.vocabulary import ReviewStep
from qiangxiao.records.base import Article, SignOff
from qiangxiao.records.bulletin import BULLETIN, BulletinIssue
from qiangxiao.records.case import CASE
from qiangxiao.records.school import SCHOOL
from qiangxiao.records.seal import changed_pictures, changed_words, has_lost_pictures
from qiangxiao.records.sign_offs import SIGN_OFFS, SignOffs, path_of_sign_offs
from qiangxiao.records.update import UPDATE

Sheet = Entry[SignOffs]


def _signed_items(catalog: Catalog) -> Iterator[tuple[Sheet, Entry[Any]]]:
    """Yield every file of sign-offs with the item it is of."""
    items = {entry.permanent_id: entry for entry in catalog.entries() if entry.review}
    for sheet in catalog.all(SIGN_OFFS):
        entry = items.get(sheet.record.item)
        if entry is not None and sheet.path == path_of_sign_offs(sheet.record.item):
            yield sheet, entry


@check("review.void", Severity.WARNING)
def void_sign_off(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """签过以后又改动了内容，签名就失效，要重新审校。

    签名认的是审校时读者看到的每一个字和每一张照片：改一个逗号、换一张照片、改一句照片说明都算改动，整理格式
    （`qiangxiao fmt`）不算。提示会指到改动的地方。改动是必要的，请审校后重新签名：
    `qiangxiao review sign 文件 --step 初审 --by 岗位`；是误改的，改回原样，签名就恢复。项目规定了必经环节的，
    签名失效的内容在重新签名之前不发布。
    """
    for sheet, entry in _signed_items(catalog):
        by_digest: dict[str, list[SignOff]] = defaultdict(list)
        for sign_off in entry.review:
            if sign_off not in entry.signed:
                by_digest[sign_off.digest].append(sign_off)
        for digest, sign_offs in by_digest.items():
            yield from _void(catalog, sheet, entry, digest, sign_offs)


def _void(
    catalog: Catalog, sheet: Sheet, entry: Entry[Any], digest: str, sign_offs: Sequence[SignOff]
) -> Iterator[Finding]:
    who = "、".join(f"{sign_off.step.value}（{sign_off.by}，{sign_off.on}）" for sign_off in sign_offs)
    command = f"qiangxiao review sign {entry.path} --step {sign_offs[0].step.value} --by {sign_offs[0].by}"
    hint = f"请重新审校并签名：{command}；误改的请改回原样。"
    told = [f"照片 {shown.file} 换过或挪了位置" for shown in changed_pictures(digest, entry.pictures)]
    if not told and has_lost_pictures(digest, entry.pictures):
        told = ["照片少了"]
    for words in told[:MOST_SHOWN]:
        yield Finding(f"{who}的签名失效：{words}。", hint, entry, ("title",), at_key=True)
    found = changed_words(digest, catalog.document(entry), entry.kind.signed_without)
    if not found and not told:
        index = next(at for at, s in enumerate(entry.review) if s.digest == digest)
        message = f"{who}的签名失效：签名之后内容有改动。"
        yield Finding(message, hint, sheet, ("signed", index, "digest"))
    for number, change in enumerate(found[:MOST_SHOWN], 1):
        place, span = locate_change(change)
        unseen = len(found) - MOST_SHOWN
        more = f"（另有 {unseen} 处改动）" if number == MOST_SHOWN and unseen > 0 else ""
        yield Finding(
            f"{who}的签名失效：{describe(change, '是签名之后改动的')}{more}。", hint, entry, place, span=span
        )


@check("review.item", Severity.WARNING)
def sign_off_of_nothing(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """签名的文件放在所签内容的编号的位置，`item` 也写这个编号。

    复制给别的内容的签名不作数。内容删去了的，请把签名的文件也删去；改名的，用固定编号（`id`）。
    """
    ids = {entry.permanent_id for entry in catalog.entries() if entry.permanent_id}
    for sheet in catalog.all(SIGN_OFFS):
        item = sheet.record.item
        if sheet.path != path_of_sign_offs(item):
            message = f"这里写的是“{item}”，放的位置不是 {path_of_sign_offs(item)}，签名不作数。"
            yield Finding(
                message, "请放回原处；没有签过的，请用 qiangxiao review sign 签。", sheet, ("item",)
            )
        elif item not in ids and item not in catalog.known_ids:
            message = f"没有编号为“{item}”的内容，签名不作数。"
            yield Finding(message, "内容删去了的，请把这个文件也删去。", sheet, ("item",))


@check("review.order", Severity.WARNING)
def steps_out_of_order(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """审校按环节先后进行：初审、复审、终审，再一校、二校、三校；后一环节的日期不早于前一环节，也不早于成稿。

    项目规定了必经环节的，只看规定的那几个；一个环节只签一次。只核对仍然有效的签名。
    """
    for sheet, entry in _signed_items(catalog):
        done: dict[ReviewStep, SignOff] = {}
        for at, sign_off in _holding(entry):
            for message in order_faults(entry, sign_off, done):
                yield Finding(message, "请按先后顺序审校和签名。", sheet, ("signed", at, "step"))
            done.setdefault(sign_off.step, sign_off)


def _holding(entry: Entry[Any]) -> Iterator[tuple[int, SignOff]]:
    return ((at, sign_off) for at, sign_off in enumerate(entry.review) if sign_off in entry.signed)


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


@check("review.person", Severity.WARNING)
def same_person_twice(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """不同的环节由不同的人审校，签名的岗位在 `program.yml` 的名单里。

    自己看不出自己的错，所以每个环节换一个岗位签名；同一个岗位再签的不作数。项目在 `review.posts` 里列了岗位
    的，名单以外的岗位签的也不作数。只核对仍然有效的签名。
    """
    for sheet, entry in _signed_items(catalog):
        seen: dict[str, SignOff] = {}
        for at, sign_off in _holding(entry):
            place = ("signed", at, "by")
            if message := post_fault(entry, sign_off):
                yield Finding(message, f"可以签名的岗位：{'、'.join(entry.posts)}。", sheet, place)
            if sign_off.by in seen:
                message = (
                    f"“{sign_off.by}”已经签了{seen[sign_off.by].step.value}，不能再签{sign_off.step.value}。"
                )
                yield Finding(message, "请由另一个岗位审校并签名。", sheet, place)
            seen.setdefault(sign_off.by, sign_off)


def post_fault(entry: Entry[Any], new: SignOff) -> str:
    """Return what is wrong with who signs; empty when the program lists the post, or none at all."""
    if not entry.posts or new.by in entry.posts:
        return ""
    return f"“{new.by}”不在项目的签名岗位名单里，{new.step.value}的签名不作数。"


@check("authority.old-key", Severity.WARNING)
def editors_key_in_a_contribution(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """审校签名和账号写在编辑的文件里，不写在投稿的文件里。

    投稿文件里的 `review`、`maintainers` 是旧写法，不再作数。请编辑运行 `qiangxiao fmt`：仍然有效的签名移到
    `schools/sign-offs/`，账号移到 `schools/owners.yml`；移之前请核对是不是编辑自己写的。
    """
    for entry in catalog.entries():
        if getattr(entry.record, "review", ()):
            yield Finding("投稿文件里的审校签名（review）不作数。", _MOVE, entry, ("review",), at_key=True)
        if entry.kind is SCHOOL and entry.record.maintainers:
            message = "投稿文件里的账号（maintainers）不作数。"
            yield Finding(message, _MOVE, entry, ("maintainers",), at_key=True)


_MOVE = "请编辑核对后运行 qiangxiao fmt，移到编辑的文件里。"


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
            edited = "公开以后改过，" if entry.permanent_id in catalog.ledger.exempt else ""
            message = f"{edited}还缺{'、'.join(step.value for step in lacking)}的签名，暂不发布。"
            hint = f"审校后签名：qiangxiao review sign {entry.path} --step {lacking[0].value} --by 岗位"
            yield Finding(message, hint, entry, ("title",), at_key=True)


@check("review.unrecorded", Severity.WARNING)
def unrecorded_exemption(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """签名从某天起才要求的，先记下那天以前已经公开的是什么样子。

    `review.since` 以前公开的内容不用补签，前提是没有改过。`qiangxiao permalinks` 把每一篇当时的样子记进
    `docs/permalinks.yml`，以后改动了的就要签全才公开；没有记下的，改了也看不出来。
    """
    program = catalog.program_entry
    if program is None:
        return
    public = (entry for entry in catalog.entries() if entry.kind.is_reviewed and is_published(entry, as_of))
    missing = dict(exempt_digests(public, program.record)).keys() - catalog.ledger.exempt.keys()
    if missing:
        message = f"有 {len(missing)} 篇从前公开的内容没有记下当时的样子，改动了也看不出来。"
        yield Finding(message, "请运行 qiangxiao permalinks。", program, ("review", "since"))


CHECKS: tuple[Check, ...] = (
    void_sign_off,
    sign_off_of_nothing,
    steps_out_of_order,
    same_person_twice,
    waiting_for_sign_off,
    unrecorded_exemption,
    editors_key_in_a_contribution,
)
