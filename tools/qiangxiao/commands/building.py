"""What `qiangxiao build` does when there is something to do: check, then the whole site, put in place only
when all went well.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from qiangxiao.catalog.holding import hold_back, stops_build
from qiangxiao.commands import check
from qiangxiao.commands.last_build import Said, last_build
from qiangxiao.commands.session import Session
from qiangxiao.commands.system_errors import ending_on_request, explain
from qiangxiao.foundation.problems import Severity
from qiangxiao.site.builder import BuildOptions, Built, SiteDefectsError, build
from qiangxiao.site.engines.engine import EngineError, EngineKilledError
from qiangxiao.site.form_bundle import FormBundle, FormError, find_bundle
from qiangxiao.site.locks import BusyError, OnWait, lock

WAITING = "另一个 qiangxiao 正在生成或发布这个网站，等它结束……"
_BUSY = "另一个 qiangxiao 正在生成或发布这个网站。"
_NO_ADDRESS = (
    "没有写网站地址，网站可以放在任何路径下；这次没有规范网址、站点地图（sitemap.xml、robots.txt）和转发时的卡片："
    "要有它们，请编辑在 schools/program.yml 的 site 里写 url。"
)
_UNCHANGED = "没有发布；原来的网站没有改动。"


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
    inputs = session.inputs  # looked at before anything is read
    problems = session.problems
    blocking = any(map(stops_build, problems)) or (
        options.strict and any(p.severity is not Severity.ADVICE for p in problems)
    )
    if blocking:
        check.report(session, problems)
        session.output.print("有错误，没有生成网站；原来的网站没有改动。", style="bold red")
        return 1
    catalog, kept_back = hold_back(session.catalog, problems)
    if kept_back:
        check.report(session, [p for p in problems if p.severity is Severity.ERROR])
        session.output.print(_held(kept_back), style="bold yellow", markup=False, soft_wrap=True)
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
    try:
        with session.messages.status("") as status:
            built = build(catalog, session.as_of, settings, lambda step: status.update(f"{step}……"))
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
    said = _words(session, settings, built)
    _say(session, said)
    last = last_build(session.root, session.stated_as_of, options, inputs)
    if last:
        last.remember(
            replace(said, words=(*said.words[:-2], *_made(settings, replace(built, changed_count=0))))
        )
    return 0


_MOST_HELD = 10  # paths on one line; the errors above name them all


def _held(paths: Sequence[str]) -> str:
    named = "、".join(paths[:_MOST_HELD]) + ("等" if len(paths) > _MOST_HELD else "")
    return f"警告：{len(paths)} 个文件有错误，先不公开，原来的地址写明“正在复核”，改好后恢复：{named}。"


def _words(session: Session, settings: BuildOptions, built: Built) -> Said:
    """Return what is to be said of a build."""
    unsigned = sum(problem.code == "review.missing" for problem in session.problems)
    words = (
        [f"有 {unsigned} 篇内容审校签名不全，没有收入网站；用 qiangxiao review status 查看。"]
        if unsigned
        else []
    )
    notes = [note for note in (built.note, "" if session.site_url else _NO_ADDRESS) if note]
    return Said(
        session.as_of,
        session.catalog.program.timezone,
        (*words, *_made(settings, built)),
        tuple(notes),
    )


def _made(settings: BuildOptions, built: Built) -> tuple[str, ...]:
    if settings.is_stage_only:
        return (f"已整理 {built.page_count} 页到 {built.out}。",)
    return (
        f"已生成 {built.page_count} 页（改动 {built.changed_count} 个文件）：{built.out}",
        f"打开看看：{(built.out / 'index.html').resolve().as_uri()}",
    )


def _say(session: Session, said: Said) -> None:
    for note in said.notes:
        session.messages.print(note, style="yellow", markup=False, soft_wrap=True)
    for line in said.words:
        session.output.print(line, markup=False, soft_wrap=True)


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
