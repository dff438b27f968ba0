"""Who sends a change, and whether it is theirs to make: `--as`, `--account` and `--head` of `check`."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass, replace
from pathlib import Path

from qiangxiao.authoring.doors import (
    OWNERS_PATH,
    PROGRAM_PATH,
    Touched,
    actor_of,
    find_touched,
    judge,
    unknown_account,
)
from qiangxiao.authoring.file_changes import file_changes, files_at
from qiangxiao.authoring.git_changes import commit_of, common_start
from qiangxiao.catalog.authority import Actor, Role
from qiangxiao.commands.arguments import Parser
from qiangxiao.foundation.errors import UsageError
from qiangxiao.foundation.problems import Problem, in_order
from qiangxiao.foundation.slugs import is_slug
from qiangxiao.reporting.of_changes import ChangeReport


@dataclass(frozen=True, slots=True)
class Standing:
    """What a change does that is not the sender's to do, and what an editor should look at in it."""

    problems: tuple[Problem, ...]
    touched: Touched


def add_actor_options(parser: Parser) -> None:
    """Declare who sends a change."""
    who = parser.add_mutually_exclusive_group()
    who.add_argument(
        "--as",
        dest="actor",
        metavar="身份",
        help="与 --since 一起用：按谁的身份核对能不能改，写 editor、maintainer 或 school:jinjiang/shili",
    )
    who.add_argument(
        "--account",
        metavar="账号",
        help="与 --since 一起用：按平台上的账号核对能不能改；身份看那个版本里登记的账号，没有登记的不能改",
    )
    parser.add_argument(
        "--head",
        metavar="版本",
        default="",
        help="与 --since 一起用：只核对这个版本改的归不归送来的人改，不取出也不读它的文件",
    )


def stand(root: Path, options: Namespace) -> Standing | None:
    """Return how a change stands to the table of who may change what; None when there is no change."""
    is_asked = options.actor is not None or options.account is not None
    if not options.since:
        if options.head or options.actor:
            raise UsageError("--as 和 --head 要与 --since 一起用。")
        return None
    if options.head and not is_asked:
        raise UsageError("--head 要写明是谁送来的：--account 账号，或 --as 身份。")
    tip = commit_of(root, options.since)
    head = commit_of(root, options.head) if options.head else ""
    changes = file_changes(root, common_start(root, tip, head or "HEAD"), head)
    actor = _actor(root, options, tip)
    if actor is not None:
        found = judge(changes, actor)
    elif is_asked and changes:
        found = in_order(
            (unknown_account(options.account or "", changes[0].path), *judge(changes, Actor(Role.SCHOOL)))
        )
    else:
        found = ()
    return Standing(found, find_touched(changes, actor))


def _actor(root: Path, options: Namespace, tip: str) -> Actor | None:
    if options.account is not None:
        return actor_of(options.account, files_at(root, tip, (PROGRAM_PATH, OWNERS_PATH)))
    if options.actor is None:
        return None
    name, _, schools = options.actor.partition(":")
    role = next((role for role in Role if role.value == name), None)
    ids = frozenset(part for part in schools.split(",") if part)
    is_well_named = all(part.count("/") == 1 and all(map(is_slug, part.split("/"))) for part in ids)
    if role is None or not is_well_named or bool(ids) != (role is Role.SCHOOL):
        raise UsageError("--as 写成 editor、maintainer 或 school:jinjiang/shili。")
    return Actor(role, ids)


def add_standing(report: ChangeReport, standing: Standing | None) -> ChangeReport:
    """Return a report with what is not the sender's to change among the problems of the changed files."""
    if standing is None:
        return report
    own = in_order((*report.own, *standing.problems))
    return replace(report, own=own, touched=standing.touched or None)
