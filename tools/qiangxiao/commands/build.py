"""`qiangxiao build`: check, then the whole site, put in place only when everything went well."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from pathlib import Path

from qiangxiao.commands import check
from qiangxiao.commands.arguments import Parser, count
from qiangxiao.commands.session import Session
from qiangxiao.commands.system_errors import ending_on_request, explain
from qiangxiao.foundation.problems import Severity, has_errors
from qiangxiao.site.builder import BuildOptions, SiteDefectsError, build
from qiangxiao.site.engines.engine import ENGINES, EngineError, EngineKilledError
from qiangxiao.site.form_bundle import FormBundle, FormError, find_bundle
from qiangxiao.site.generations import DEFAULT_KEEP
from qiangxiao.site.locks import BusyError, OnWait, lock

HELP = "检查并生成整个网站"
WAITING = "另一个 qiangxiao 正在生成或发布这个网站，等它结束……"
_BUSY = "另一个 qiangxiao 正在生成或发布这个网站。"
_UNCHANGED = "没有发布；原来的网站没有改动。"


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("--out", metavar="文件夹", help="网站放在哪里，默认是项目文件夹里的 site")
    parser.add_argument("--engine", choices=ENGINES, default="mkdocs", help="用哪个网页引擎，默认 mkdocs")
    parser.add_argument("--clean", action="store_true", help="不用上次留下的中间结果")
    parser.add_argument("--strict", action="store_true", help="有警告也不生成")
    parser.add_argument("--stage-only", action="store_true", help="只整理出 Markdown，不生成网页")
    parser.add_argument("--offline", action="store_true", help="生成可以直接从磁盘打开的离线版")
    parser.add_argument(
        "--keep",
        type=count,
        default=DEFAULT_KEEP,
        metavar="次数",
        help=f"除了这次，再留着最近几次发布的网站，默认 {DEFAULT_KEEP}",
    )
    parser.add_argument("--no-wait", action="store_true", help="别的 qiangxiao 正在生成时不等，马上停下")


def run(session: Session, options: Namespace) -> int:
    """Build the site; return 1 and leave the old site alone when anything is not as it should be."""
    session.require_root()
    on_wait = None if options.no_wait else partial(session.messages.print, WAITING, soft_wrap=True)
    try:
        with ending_on_request(), lock(session.root.resolve() / ".build" / "lock", on_wait) as held:
            return _build(session, options, on_wait, held)
    except BusyError:
        session.output.print(f"{_BUSY}{_UNCHANGED}", style="bold red", soft_wrap=True)
    except OSError as error:
        words = explain(error)
        if words is None:
            raise
        session.output.print(f"{words}{_UNCHANGED}", style="bold red", markup=False, soft_wrap=True)
    return 1


def _build(session: Session, options: Namespace, on_wait: OnWait | None, held: int) -> int:
    problems = session.problems
    blocking = has_errors(problems) or (
        options.strict and any(p.severity is Severity.WARNING for p in problems)
    )
    if blocking:
        check.report(session, problems)
        session.output.print("有错误，没有生成网站；原来的网站没有改动。", style="bold red")
        return 1
    settings = BuildOptions(
        out=Path(options.out) if options.out else session.root / "site",
        engine=options.engine,
        is_clean=options.clean,
        is_stage_only=options.stage_only,
        is_offline=options.offline,
        form=None if options.offline else _form(session),
        published_at=session.now.isoformat(timespec="minutes"),
        keep=options.keep,
        on_wait=on_wait,
        lock=held,
    )
    unsigned = sum(problem.code == "review.missing" for problem in problems)
    if unsigned:
        session.output.print(
            f"有 {unsigned} 篇内容审校签名不全，没有收入网站；用 qiangxiao review status 查看。"
        )
    try:
        with session.messages.status("") as status:
            built = build(session.catalog, session.as_of, settings, lambda step: status.update(f"{step}……"))
    except EngineKilledError as error:
        session.output.print(
            f"网页引擎 {settings.engine} 被终止（信号 {error}，常见的原因是内存不够）。{_UNCHANGED}",
            style="bold red",
            soft_wrap=True,
        )
        return 1
    except EngineError as error:
        session.output.print(
            f"网页引擎 {settings.engine} 出错，原来的网站没有改动：\n{error}",
            style="bold red",
            markup=False,
            soft_wrap=True,
        )
        return 1
    except SiteDefectsError as error:
        for defect in error.defects[:50]:
            session.output.print(f"{defect.page}: {defect.what}", markup=False, soft_wrap=True)
        session.output.print(
            f"网站有 {len(error.defects)} 处不完整。{_UNCHANGED}", style="bold red", soft_wrap=True
        )
        return 1
    if built.note:
        session.messages.print(built.note, style="yellow", markup=False, soft_wrap=True)
    if options.stage_only:
        session.output.print(f"已整理 {built.page_count} 页到 {built.out}。", markup=False, soft_wrap=True)
    else:
        session.output.print(
            f"已生成 {built.page_count} 页（改动 {built.changed_count} 个文件）：{built.out}",
            markup=False,
            soft_wrap=True,
        )
        session.output.print(
            f"打开看看：{(built.out / 'index.html').resolve().as_uri()}", markup=False, soft_wrap=True
        )
    return 0


def _form(session: Session) -> FormBundle | None:
    """Return the online form's program; without it say in one line what is left out, and how to get it."""
    try:
        found = find_bundle(session.root)
    except FormError as error:
        session.messages.print(f"这次没有在线投稿表单：{error}", markup=False, soft_wrap=True)
        return None
    if found is None:
        words = (
            "这次没有在线投稿表单（/submit/ 改为说明页）：要有它，"
            "请装好 Node.js 20 以上，再运行 qiangxiao form。"
        )
        session.messages.print(words, markup=False, soft_wrap=True)
    return found
