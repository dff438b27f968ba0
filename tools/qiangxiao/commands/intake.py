"""`qiangxiao intake`: the package of a school or an office into the tree or onto a branch, or a letter that
says why not.
"""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from qiangxiao.authoring.git_branch import Author, Repository, open_repository
from qiangxiao.authoring.intake import Plan, apply, plan_intake, write_reply
from qiangxiao.authoring.package import Package, owner_name, read_package, show_name
from qiangxiao.authoring.trial import CONTENT
from qiangxiao.catalog.authority import CITY, is_school
from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.desk import desk_of
from qiangxiao.commands.session import Session
from qiangxiao.foundation.errors import UsageError
from qiangxiao.foundation.forge_words import tame
from qiangxiao.foundation.slugs import is_slug
from qiangxiao.reporting.reply import refusal_letter, thanks_letter

HELP = "收学校或区县、市里处室发来的投稿包，核对无误才收入，否则写好回信"
_NOT_IN_A_NAME = " .,:;<>\"\\'"


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "package", metavar="投稿包", help="zip 文件、附着它的邮件（.eml），或者同样摆放的文件夹"
    )
    sender = parser.add_mutually_exclusive_group()
    sender.add_argument(
        "--school", default="", metavar="学校", help="只收这所学校的文件，例如 jinjiang/shili"
    )
    sender.add_argument(
        "--district",
        default="",
        metavar="区县",
        help="只收这个区县处室的稿件，例如 jinjiang；收区县的稿件要写明",
    )
    sender.add_argument("--city", action="store_true", help="只收市里处室的稿件；收市里的稿件要写明")
    parser.add_argument("--branch", action="store_true", help="提交到一个新的 git 分支，不动当前的文件和分支")
    parser.add_argument("--reply", metavar="文件", help="把给学校的回信写进这个文件")


def run(session: Session, options: Namespace) -> int:
    """Take the package or refuse it; return 1 and change nothing when there is anything to put right."""
    if options.school and not (
        options.school.count("/") == 1 and all(map(is_slug, options.school.split("/")))
    ):
        raise UsageError(f"学校编号“{show_name(options.school)}”不对，请写成 jinjiang/shili 的形式。")
    if options.district and session.catalog.program.district(options.district) is None:
        raise UsageError(f"没有编号为“{show_name(options.district)}”的区县，请写成 jinjiang 的形式。")
    if options.reply and not Path(options.reply).absolute().parent.is_dir():
        raise UsageError(f"放回信的文件夹不存在：{show_name(options.reply)}")
    place = Path(options.package)
    try:
        package = read_package(place, options.school or options.district or (CITY if options.city else ""))
    except (OSError, ValueError):
        raise UsageError(f"投稿包 {show_name(options.package)} 打不开。") from None
    _ask_who_sent(options, package)
    if options.branch:
        return _take_onto_branch(session, options, package)
    plan = _plan(session, session.root, package)
    if plan.refusals:
        return _refuse(session, options, plan)
    apply(session.root, plan)
    _summarise(session, plan)
    if plan.written:
        session.output.print(
            f"已收入 {len(plan.written)} 个文件。", style="bold green", markup=False, soft_wrap=True
        )
    _reply(options, thanks_letter(_name(options), plan, desk_of(session, plan.owner)))
    return 0


def _ask_who_sent(options: Namespace, package: Package) -> None:
    """Raise UsageError for the package of an office for which the editor does not answer.

    An office has no account and speaks for more than one school: what a package says of itself will not do.
    """
    if package.owner and not is_school(package.owner) and not (options.district or options.city):
        how = "--city" if package.owner == CITY else f"--district {package.owner}"
        raise UsageError(
            f"这是{owner_name(package.owner)}的稿件，没有收入。核实是这个单位交来的以后，加 {how} 再收。"
        )


def _take_onto_branch(session: Session, options: Namespace, package: Package) -> int:
    """Check the package against the last commit, not the files being worked on, and commit it beside them."""
    repository = open_repository(session.root)
    with repository.export_folders(CONTENT) as base:
        if not (base / "schools").is_dir():
            raise UsageError("最近一次提交里没有 schools 文件夹，不能用 --branch。")
        plan = _plan(session, base, package)
    if plan.refusals:
        return _refuse(session, options, plan)
    branch = f"intake/{_short(plan.owner).replace('/', '-')}-{session.as_of}-{plan.digest}"
    if plan.written and repository.has_branch(branch):
        raise UsageError(f"分支 {branch} 已经有了，这个投稿包已经收过。")
    if plan.written:
        _commit(repository, branch, plan)
    _summarise(session, plan)
    if plan.written:
        text = f"已提交到分支 {branch}，当前的分支和文件没有改动。"
        session.output.print(text, style="bold green", markup=False, soft_wrap=True)
    _reply(options, thanks_letter(_name(options), plan, desk_of(session, plan.owner)))
    return 0


def _plan(session: Session, root: Path, package: Package) -> Plan:
    as_of = session.as_of
    if not (session.root / "schools").is_dir():
        raise UsageError(f"{session.root} 里没有 schools 文件夹。请用 --root 指明项目所在的文件夹。")
    with session.progress("核对投稿包") as report:
        return plan_intake(root, package, as_of, report)


def _commit(repository: Repository, branch: str, plan: Plan) -> None:
    name = plan.office.strip(_NOT_IN_A_NAME) or _short(plan.owner)
    author = Author(name, f"{_short(plan.owner).split('/')[-1]}@intake.invalid")
    listed = "\n".join(f"{change.what} {change.path}（{tame(change.title)}）" for change in plan.written)
    message = f"intake: {tame(plan.owner_name)}投稿 {len(plan.written)} 个文件\n\n{listed}\n"
    repository.commit(branch, {change.path: change.data for change in plan.written}, message, author)


def _refuse(session: Session, options: Namespace, plan: Plan) -> int:
    letter = refusal_letter(_name(options), plan.refusals, desk_of(session, plan.owner))
    session.output.print(letter, markup=False, soft_wrap=True, end="")
    _reply(options, letter)
    places = dict.fromkeys(
        f"{refusal.path}:{refusal.line}".removesuffix(":0")
        for refusal in plan.refusals
        if refusal.path and refusal.where
    )
    if places:
        session.messages.print(f"在这些文件里：{'、'.join(places)}", markup=False, soft_wrap=True)
    session.messages.print(
        f"没有收入：{len(plan.refusals)} 处要改。文件没有改动。", style="bold red", markup=False
    )
    return 1


def _summarise(session: Session, plan: Plan) -> None:
    where = f"（{plan.owner}）" if plan.owner != CITY else ""
    session.output.print(f"{plan.owner_name}{where}的投稿包：", markup=False, soft_wrap=True)
    for change in plan.changes:
        session.output.print(f"  {change.what}  {change.path}  {change.title}", markup=False, soft_wrap=True)
    for problem in plan.warnings:
        text = f"  警告  {problem.path}:{problem.span.line}: {problem.message}{problem.hint}"
        session.output.print(text, markup=False, soft_wrap=True, style="yellow")
    if not plan.written:
        session.output.print("与现有内容完全相同，没有要改的。", markup=False, soft_wrap=True)


def _short(owner: str) -> str:
    """Return a sender's id as a part of names."""
    return "city" if owner == CITY else owner


def _name(options: Namespace) -> str:
    return show_name(Path(options.package).name)


def _reply(options: Namespace, letter: str) -> None:
    if options.reply:
        write_reply(Path(options.reply), letter)
