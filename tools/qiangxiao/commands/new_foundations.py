"""`qiangxiao new program|policy|district`: what a program stands on, a file at a time; `init` writes all at
once.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Mapping

from qiangxiao.authoring.file_writing import create_file, replace_file
from qiangxiao.authoring.starting import (
    POLICY_PATH,
    PROGRAM_PATH,
    Start,
    enter_district,
    first_policy,
    first_program,
)
from qiangxiao.authoring.templates import Blank, new_file
from qiangxiao.commands.arguments import Parser, districts_in
from qiangxiao.commands.session import Session
from qiangxiao.foundation.errors import UsageError
from qiangxiao.foundation.slugs import is_slug
from qiangxiao.records.district import DISTRICT
from qiangxiao.records.policy import shipped_policy
from qiangxiao.records.scalars import PLACEHOLDER

_DISTRICT_OFFERS = ("implementation_plan", "lead_office", "contact")
Begin = Callable[[Session, Namespace], tuple[str, ...]]


def _add_program(parser: Parser) -> None:
    parser.add_argument("--city", required=True, metavar="城市", help="例如 东湖市")
    parser.add_argument(
        "--districts", required=True, metavar="区县", help="名称之间用顿号或逗号，例如 城关区、东湖县"
    )
    parser.add_argument("--name", metavar="项目名称", help="不写就由城市得出")
    parser.add_argument("--short-name", metavar="简称", default="强校工程", help="页眉上的简称")
    parser.add_argument("--publisher", metavar="发布单位", help="不写就由城市得出")


def _add_policy(parser: Parser) -> None:
    """A policy is begun from what the program says of itself."""


def _add_district(parser: Parser) -> None:
    parser.add_argument("--name", required=True, metavar="名称", help="区县的全名，例如 东湖区")
    parser.add_argument("--slug", metavar="英文短名", help="用在网址里，不写就由名称的读音得出，例如 donghu")


def start_of(options: Namespace, districts: tuple[str, ...]) -> Start:
    """Return what the arguments say of a new program."""
    return Start(
        options.name or f"{options.city}公办初中强校工程",
        options.short_name,
        options.city,
        options.publisher or f"{options.city}教育局",
        districts,
    )


def _begin_program(session: Session, options: Namespace) -> tuple[str, ...]:
    """Write the settings, with the measures of the policy that is there, or of the one that ships."""
    start = start_of(options, districts_in(options.districts))
    policy = session.catalog.policy if (session.root / POLICY_PATH).is_file() else shipped_policy()
    create_file(session.root, PROGRAM_PATH, first_program(start, policy).encode("utf-8"))
    return (PROGRAM_PATH,)


def _begin_policy(session: Session, options: Namespace) -> tuple[str, ...]:
    program = session.catalog.program
    start = Start(program.name, program.short_name, program.city, program.publisher, ())
    create_file(session.root, POLICY_PATH, first_policy(start).encode("utf-8"))
    return (POLICY_PATH,)


def _begin_district(session: Session, options: Namespace) -> tuple[str, ...]:
    """Enter the district into the settings and begin its own file."""
    if options.slug and not is_slug(options.slug):
        raise UsageError(f"英文短名“{options.slug}”不能用：只用小写英文字母、数字和短横，例如 donghu。")
    settings = session.root / PROGRAM_PATH
    if not settings.is_file():
        raise UsageError(f"没有 {PROGRAM_PATH}。先用 qiangxiao init 或 qiangxiao new program 新建项目。")
    text, district_id = enter_district(settings.read_bytes(), options.name, options.slug or "")
    path = f"schools/{district_id}/{DISTRICT.example}"
    terms = session.catalog.policy.all_terms
    blank = Blank(session.as_of, offered=_DISTRICT_OFFERS, terms=terms)
    create_file(session.root, path, new_file(DISTRICT, path, blank).encode("utf-8"))
    replace_file(session.root, PROGRAM_PATH, text.encode("utf-8"))
    return path, PROGRAM_PATH


FOUNDATIONS: Mapping[str, tuple[str, Callable[[Parser], None], Begin]] = {
    "program": ("项目设置", _add_program, _begin_program),
    "policy": ("政策：条款、要求和用词", _add_policy, _begin_policy),
    "district": ("区县，并登记进项目设置", _add_district, _begin_district),
}
"""What can be begun: what it is called, its arguments, how it is begun."""


def begin(session: Session, options: Namespace) -> int:
    """Write the files and say where they are and what is next."""
    _, _, write = FOUNDATIONS[options.kind]
    for path in write(session, options):
        count = (session.root / path).read_text(encoding="utf-8").count(PLACEHOLDER)
        said = f"已建好：{path}" + (f"（有 {count} 处“{PLACEHOLDER}”）" if count else "")
        session.output.print(said, markup=False, soft_wrap=True)
    session.output.print("接下来：核对内容，再运行 qiangxiao check。", markup=False, soft_wrap=True)
    return 0
