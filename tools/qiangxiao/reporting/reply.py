"""What became of a package, as a letter that the editor can send back.

In the words of whoever wrote: titles, labels, quotations, the address of the form; files are the editor's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qiangxiao.authoring.intake import SAME, Change, Plan
from qiangxiao.authoring.package_entries import Refusal
from qiangxiao.catalog.authority import is_school


@dataclass(frozen=True, slots=True)
class Desk:
    """What a letter says of those who send it: the address of the school's form, whom to answer."""

    form: str = ""
    reply_to: str = ""


def refusal_letter(package_name: str, refusals: Sequence[Refusal], desk: Desk) -> str:
    """Return a letter with everything that has to be put right: where, in which words, what, and how."""
    lines = [
        "老师：",
        "",
        f"您好！投稿包“{package_name}”收到了，谢谢。核对时发现 {len(refusals)} 处需要修改，这次还没有收进去，"
        "网站上原有的内容没有变动。请对照下面逐条改好：",
    ]
    for number, refusal in enumerate(refusals, 1):
        lines += ["", f"{number}. {refusal.where or refusal.path or '整个投稿包'}"]
        lines += [f"   您写的：{_plain(refusal.quoted)}"] if refusal.quoted else []
        lines += [f"   问题：{_plain(refusal.message)}", f"   改法：{_plain(refusal.hint)}"]
    how = f"可以在投稿网页上改好，重新导出发来：{desk.form}" if desk.form else "改好后请重新打包发来。"
    lines += ["", how, f"{ask(desk)}给您添麻烦了，谢谢！", ""]
    return "\n".join(lines)


def thanks_letter(package_name: str, plan: Plan, desk: Desk) -> str:
    """Return a letter that says what was taken, and asks what is still open."""
    changes = [change for change in plan.changes if change.what != SAME]
    questions = list(questions_of(plan))
    found = f"还有 {len(questions)} 处想请您答复" if questions else "核对没有发现问题"
    lines = ["老师：", "", f"您好！投稿包“{package_name}”收到了，谢谢。{found}，内容已经交给编辑处理："]
    lines += ["", *(f"- {change.what}{_of(change)}" for change in _texts(changes))]
    photos = sum(change.title == "照片" for change in changes)
    lines += [f"- 照片 {photos} 张"] if photos else []
    lines += [] if changes else ["- 与网站上的相同，没有要改的"]
    if questions:
        lines += ["", "请答复："]
    for number, (where, question) in enumerate(questions, 1):
        lines += ["", f"{number}. {where}", f"   {_plain(question)}"]
    lines += [
        "",
        f"发布后会在{'学校的页面' if is_school(plan.owner) else '网站'}上看到。{ask(desk)}谢谢！",
        "",
    ]
    return "\n".join(lines)


def questions_of(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield what only the school knows: consent first of all, then what the checks warn of."""
    for warning in plan.open:
        yield (warning.where or warning.path), f"{warning.message}{warning.hint}"


def ask(desk: Desk) -> str:
    """Return whom to ask."""
    if desk.reply_to:
        return f"哪一条不清楚，直接回复这封邮件，或者联系 {desk.reply_to}。"
    return "哪一条不清楚，直接回复这封邮件就可以。"


def _texts(changes: Sequence[Change]) -> Iterator[Change]:
    yield from (change for change in changes if change.title != "照片")


def _of(change: Change) -> str:
    kind, _, title = change.title.partition("：")
    return f"{kind}“{title}”" if title else kind


def _plain(text: str) -> str:
    """Return a text on one line without characters that could steer a terminal."""
    return "".join(char if char.isprintable() or char == "\u3000" else " " for char in text)
