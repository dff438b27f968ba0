"""What became of a school's package, as a letter that the editor can send back."""

from __future__ import annotations

from collections.abc import Sequence

from qiangxiao.authoring.intake import Change
from qiangxiao.authoring.package_entries import Refusal


def refusal_letter(package_name: str, refusals: Sequence[Refusal]) -> str:
    """Return a letter with everything that has to be put right: which file, which line, what, and how."""
    lines = [
        "老师：",
        "",
        f"您好！投稿包“{package_name}”收到了，谢谢。核对时发现 {len(refusals)} 处需要修改，这次还没有收进去，"
        "网站上原有的内容没有变动。请对照下面逐条改好：",
    ]
    for number, refusal in enumerate(refusals, 1):
        place = refusal.path or "整个投稿包"
        at = f" 第 {refusal.line} 行" if refusal.line else ""
        lines += [
            "",
            f"{number}. {place}{at}",
            f"   问题：{_plain(refusal.message)}",
            f"   改法：{_plain(refusal.hint)}",
        ]
    lines += ["", "改好后请重新打包发来。哪一条不清楚，直接回复这封邮件就可以。给您添麻烦了，谢谢！", ""]
    return "\n".join(lines)


def thanks_letter(package_name: str, changes: Sequence[Change]) -> str:
    """Return a letter that says what was taken."""
    lines = ["老师：", "", f"您好！投稿包“{package_name}”收到了，谢谢。核对没有发现问题，已经交给编辑处理："]
    lines += ["", *(f"- {change.what} {change.title}（{change.path}）" for change in changes)]
    lines += ["", "发布后会在学校的页面上看到。谢谢！", ""]
    return "\n".join(lines)


def _plain(text: str) -> str:
    """Return a text on one line without characters that could steer a terminal."""
    return "".join(char if char.isprintable() or char == "\u3000" else " " for char in text)
