"""`qiangxiao letters`: the month's mail to each school, as files that a mail program opens as drafts."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

from qiangxiao.authoring.file_writing import create_file
from qiangxiao.catalog.catalog import Entry, School
from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.desk import desk_of
from qiangxiao.commands.session import Session
from qiangxiao.commands.todo import schools_asked
from qiangxiao.records.base import Article
from qiangxiao.reporting.monthly import CONSENT_ASKED, Month, monthly_letter
from qiangxiao.selection.coverage import duties
from qiangxiao.selection.reviews import list_waiting
from qiangxiao.selection.staleness import find_stale_records

HELP = "写好每月给各校的信：发布了什么、到期和还缺什么、要答复什么"
_MONTH = timedelta(days=31)


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--district", metavar="区县", help="只写给一个区县的学校，例如 jinjiang")
    which.add_argument("--school", metavar="学校", help="只写给一所学校，例如 jinjiang/shili")
    parser.add_argument("--out", metavar="文件夹", help="存成邮件草稿（.eml），不写就显示在屏幕上")
    parser.add_argument("--all", action="store_true", help="没有要办的事的学校也写")


def run(session: Session, options: Namespace) -> int:
    """Write or print the letters; schools without anything to tell get none."""
    written = 0
    for school in schools_asked(session, options):
        month = _month(session, school)
        if month.is_empty and not options.all:
            continue
        letter = monthly_letter(month, desk_of(session, school.id))
        written += 1
        if options.out:
            name = f"{school.id.replace('/', '-')}-{session.as_of:%Y-%m}.eml"
            create_file(Path(options.out), name, _mail(school, session.as_of.strftime("%Y-%m"), letter))
        else:
            session.output.print(letter, markup=False, soft_wrap=True)
    where = f"，在 {options.out}" if options.out else ""
    session.messages.print(f"写好 {written} 封信{where}。", markup=False, soft_wrap=True)
    return 0


def _month(session: Session, school: School) -> Month:
    catalog, as_of = session.catalog, session.as_of
    profile = school.profile.record if school.profile else None
    articles = [entry for entry in school.entries() if isinstance(entry.record, Article)]
    recent = [entry for entry in articles if as_of - _MONTH <= (entry.record.opens_on() or as_of) <= as_of]
    found = duties(catalog, school, as_of)
    waiting = [item for item in list_waiting(catalog, as_of) if item.entry.id.startswith(f"{school.id}/")]
    site = (catalog.program.site.url or "").rstrip("/")
    return Month(
        school=school.name,
        office=(profile.contact.office if profile else None) or "",
        as_of=as_of,
        published=[
            _titled(entry) + (f"　{site}/schools/{entry.id}/" if site else "")
            for entry in recent
            if not entry.record.is_draft
        ],
        late=[
            f"{duty.lack}（{(as_of - duty.since).days} 天前到期）" for duty in found if duty.since is not None
        ],
        lacking=[duty.lack for duty in found if duty.since is None],
        stale=[
            f"{record.what}的数据还是 {record.as_of} 的，请核对"
            for record in find_stale_records(catalog, school, as_of)
        ],
        unsigned=[f"{_titled(item.entry)}在等{item.step.value}" for item in waiting],
        questions=list(_questions(articles)),
    )


def _titled(entry: Entry[Any]) -> str:
    return f"{entry.kind.label}“{getattr(entry.record, 'title', entry.id)}”"


def _questions(articles: list[Entry[Article]]) -> Iterator[str]:
    """Yield the questions that only the school can answer: consent for each photo that has none."""
    for entry in articles:
        for number, photo in enumerate(entry.record.photos, 1):
            if not photo.consent:
                which = f"{_titled(entry)}的第 {number} 张照片（{photo.alt}）"
                yield f"{which}里有能认出来的人吗？{CONSENT_ASKED}请回复“都同意”，或者换一张。"


def _mail(school: School, month: str, letter: str) -> bytes:
    """Return a letter as a mail that programs open as a draft; the same bytes every time."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = f"{school.name}：强校工程网站 {month} 的情况"
    profile = school.profile.record if school.profile else None
    if profile and profile.contact.email:
        mail["To"] = profile.contact.email
    mail["X-Unsent"] = "1"
    mail.set_content(letter, charset="utf-8", cte="base64")
    return mail.as_bytes()
