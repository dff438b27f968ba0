"""`qiangxiao import EVENT.json --as issue`: a filled form of the forge, as an update, a case or news."""

from __future__ import annotations

import unicodedata
from argparse import Namespace
from difflib import get_close_matches
from pathlib import Path

from qiangxiao.authoring.doors import OWNERS_PATH, PROGRAM_PATH, actor_of
from qiangxiao.authoring.issue_article import compose_sound
from qiangxiao.authoring.issue_reading import MAX_EVENT, IssueText, read_issue
from qiangxiao.authoring.office_package import FileRefused
from qiangxiao.authoring.templates import Blank
from qiangxiao.authoring.trial import present
from qiangxiao.catalog.authority import Actor, Role
from qiangxiao.catalog.catalog import Catalog
from qiangxiao.commands.importing_article import find_stated_day, path_of, put, slug_of, tell
from qiangxiao.commands.session import Session
from qiangxiao.foundation.errors import UsageError
from qiangxiao.foundation.slugs import is_slug
from qiangxiao.records.kind import Scope
from qiangxiao.records.school import SCHOOL

ISSUE = "issue"
_SHOWN = 40  # characters of a value that a message repeats


def import_issue(session: Session, options: Namespace) -> int:
    """Import one event; exit code 1 with one line when there is nothing in it that can be taken."""
    if options.slug and not is_slug(options.slug):
        raise UsageError(f"英文短名“{options.slug}”不能用：只用小写英文字母、数字和短横，例如 kaifangke。")
    if options.school and options.school not in session.catalog.schools:
        raise UsageError(f"没有编号为 {options.school} 的学校。新学校请先用 qiangxiao new school。")
    source = Path(options.file)
    try:
        _import(session, options, source)
    except FileRefused as refusal:
        session.messages.print(f"{source.name}：{refusal}", markup=False, soft_wrap=True)
        return 1
    return 0


def _import(session: Session, options: Namespace, source: Path) -> None:
    try:
        with source.open("rb") as file:
            data = file.read(MAX_EVENT + 1)
    except OSError as error:
        raise FileRefused(f"文件打不开：{error.strerror}。") from None
    issue = read_issue(data, [measure.name for measure in session.catalog.program.measures])
    owner = _owner_of(session, options, issue)
    content = issue.content
    if options.date:
        content.values["date"] = options.date.isoformat()
    day = find_stated_day(content) or session.as_of
    slug = options.slug or slug_of("", str(content.values.get("title", "")))
    path = path_of(issue.kind, owner, day, slug)
    blank = Blank(day, thresholds=session.catalog.program.thresholds)
    composed, content = compose_sound(path, issue.kind, content, blank)
    put(session.root, {path: composed.text.encode("utf-8")}, options.package)
    tell(session, path, issue.kind, content, composed, 0, options.package)


def _owner_of(session: Session, options: Namespace, issue: IssueText) -> str:
    """Return the school or district that a form is of, nothing for the city; refuse a stranger's account."""
    if issue.kind.scope is Scope.SCHOOL:
        school_id = options.school or _school_of(session.catalog, issue)
        if not options.school:
            _refuse_stranger(session, issue.account, school_id)
        return school_id
    if options.package:
        raise UsageError("要闻和区县动态由编辑直接导入，不用 --package。")
    if not options.district:
        actor = _actor(session, issue.account)
        if actor is None or not actor.role.covers(Role.EDITOR):
            raise FileRefused(
                f"账号“{_printable(issue.account)}”不是编辑，没有导入。核实是本单位的来稿以后，"
                f"{'加 --district 区县编号再导入；' if issue.kind.scope is Scope.DISTRICT else ''}"
                f"以后也这样投稿的，请登记在 {PROGRAM_PATH} 的 editors。"
            )
    if issue.kind.scope is Scope.CITY:
        return ""
    wanted = options.district or issue.owner
    for district in session.catalog.program.districts:
        if _plain(wanted) in (_plain(district.id), _plain(district.name)):
            return district.id
    raise FileRefused(f"没有叫“{_printable(wanted)}”的区（市）县。请用 --district 写明编号，例如 jinjiang。")


def _actor(session: Session, account: str) -> Actor | None:
    paths = (PROGRAM_PATH, OWNERS_PATH)
    files = {path: data for path in paths if (data := present(session.root / path)) is not None}
    return actor_of(account, files)


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else "\ufffd" for char in text[:_SHOWN])


def _refuse_stranger(session: Session, account: str, school_id: str) -> None:
    """Refuse a form that names a school from an account that is not the school's.

    With `--school` an editor answers for it.
    """
    actor = _actor(session, account)
    if actor is None or not actor.may_change(f"schools/{school_id}/{SCHOOL.example}"):
        raise FileRefused(
            f"账号“{_printable(account)}”没有登记为 {school_id} 的投稿账号，没有导入。"
            f"核实来稿确实是这所学校的以后，请加 --school {school_id}；"
            f"以后也这样投稿的，请登记在 {OWNERS_PATH}。"
        )


def _school_of(catalog: Catalog, issue: IssueText) -> str:
    """Return the id of the school that the form names, by its id or by a name that is only its own."""
    wanted = _plain(issue.owner)
    names: dict[str, set[str]] = {}
    for school in catalog.schools.values():
        names.setdefault(_plain(school.id), set()).add(school.id)
        if school.profile is not None:
            profile = school.profile.record
            for name in (profile.name, profile.short_name, *profile.former_names):
                names.setdefault(_plain(name or school.id), set()).add(school.id)
    found = names.get(wanted, set())
    if len(found) == 1:
        return next(iter(found))
    shown = f"{issue.owner[:_SHOWN]}{'…' if len(issue.owner) > _SHOWN else ''}"
    how = "请用 --school 写明学校编号，例如 --school jinjiang/shili。"
    if found:
        raise FileRefused(f"叫“{shown}”的学校有几所：{'、'.join(sorted(found))}。{how}")
    near = get_close_matches(wanted[:_SHOWN], names, n=1)
    guess = f"是不是 {'、'.join(sorted(names[near[0]]))}？" if near else ""
    raise FileRefused(f"没有叫“{shown}”的学校。{guess}{how}")


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
