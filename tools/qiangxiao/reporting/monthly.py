"""The month's mail to a school: what was published, what waits for it, what it is asked, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qiangxiao.reporting.reply import Desk, ask

CONSENT_ASKED = "他们（学生由监护人）同意公开吗？"
_MOST = 12  # lines of one part of a letter: nobody reads more


@dataclass(frozen=True, slots=True)
class Month:
    """What a letter tells a school: titles with addresses, what it is late with or lacks, open questions."""

    school: str
    office: str
    as_of: date
    published: Sequence[str] = ()
    late: Sequence[str] = ()
    lacking: Sequence[str] = ()
    stale: Sequence[str] = ()
    unsigned: Sequence[str] = ()
    questions: Sequence[str] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to write about."""
        return not any((self.published, self.late, self.lacking, self.stale, self.unsigned, self.questions))


def monthly_letter(month: Month, desk: Desk) -> str:
    """Return the letter; parts without anything are left out."""
    opening = f"您好！这是到 {month.as_of} 为止贵校在网站上的情况。"
    lines = [f"{month.school}{month.office}老师：", "", opening]
    for title, rows in (
        ("近一个月发布的", month.published),
        ("已经到期的", month.late),
        ("还缺的", month.lacking),
        ("该更新的", month.stale),
        ("在等审校签名的", month.unsigned),
        ("想请您答复的", month.questions),
    ):
        if rows:
            lines += ["", f"{title}（{len(rows)} 项）", ""]
            lines += [f"{number}. {row}" for number, row in enumerate(rows[:_MOST], 1)]
            lines += [f"还有 {len(rows) - _MOST} 项，见网页。"] if len(rows) > _MOST else []
    if month.is_empty:
        lines += ["", "没有要办的事，谢谢！"]
    if desk.form:
        lines += ["", f"投稿不用账号，在这个网页上填写，手机也可以：{desk.form}"]
        lines += ["也可以直接把 Word 文件发来。"]
    lines += ["", f"{ask(desk)}谢谢！", ""]
    return "\n".join(lines)
