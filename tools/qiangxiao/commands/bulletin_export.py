"""`qiangxiao bulletin export`: one issue, published or not, as PDF, Word, mail and WeChat pages in a folder."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from qiangxiao.authoring.file_writing import write_file
from qiangxiao.catalog.catalog import Entry
from qiangxiao.commands import wechat
from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.session import Session
from qiangxiao.foundation.errors import UsageError
from qiangxiao.foundation.fonts import installed_fonts
from qiangxiao.records.bulletin import BulletinIssue
from qiangxiao.rendering.bulletin.content import IssueContent, issue_content
from qiangxiao.rendering.bulletin.pdf import UnprintableError
from qiangxiao.rendering.pages.context import Download, Site
from qiangxiao.selection.bulletin import find_issue, open_draft
from qiangxiao.selection.edition import Edition
from qiangxiao.site.cache import Cache
from qiangxiao.site.issue_files import LABELS, IssuePrinter, saved_name
from qiangxiao.site.photos import PhotoStore

MARKS = ("草稿", "征求意见")
FORMATS = (*LABELS, "wechat", "all")
_NO_FONTS = "没有字体，没有生成 PDF；准备字体：qiangxiao fonts。"


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "issue",
        nargs="?",
        default="",
        metavar="期号",
        help="例如 2026-03、总期号 3 或文件；默认是正在编的草稿",
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="all",
        metavar="格式",
        help="pdf、docx、eml、wechat 或 all，默认 all",
    )
    parser.add_argument("--out", metavar="文件夹", help="放在哪里；默认是项目文件夹里的 dist/bulletin/期号")
    parser.add_argument(
        "--mark",
        choices=MARKS,
        default=MARKS[0],
        metavar="字样",
        help="没有发布的一期印上“草稿”还是“征求意见”，默认草稿",
    )


def export(session: Session, options: Namespace) -> int:
    """Write the files; return 1 when one could not be made."""
    entry = _issue(session, options.issue)
    site = Site(Edition(session.catalog, session.as_of))
    issue = issue_content(site, entry, options.mark)
    out = Path(options.out) if options.out else session.root / "dist" / "bulletin" / (_folder(entry))
    photos = PhotoStore(site.edition, Cache(session.root.resolve() / ".build" / "cache"))
    printer = IssuePrinter(site, issue, photos.still, installed_fonts())
    _say_missing(session, issue)
    wanted = [ending for ending in LABELS if options.format in (ending, "all")]
    is_whole = _print(session, printer, wanted, out)
    if options.format in ("wechat", "all"):
        is_whole &= _wechat(session, entry, issue, out, is_asked=options.format == "wechat")
    return 0 if is_whole else 1


def _print(session: Session, printer: IssuePrinter, wanted: list[str], out: Path) -> bool:
    """Write the files an issue is printed or sent as; tell whether all of them were made."""
    made: dict[str, bytes] = {}
    needed = ["pdf", *wanted] if "eml" in wanted and "pdf" not in wanted else wanted
    for ending in needed:
        if ending not in printer.endings:
            session.output.print(_NO_FONTS, style="yellow")
            continue
        try:
            made[ending] = printer.make(ending, made.get("pdf"))
        except UnprintableError as error:
            raise UsageError(
                f"{error.path}：没有一种字体有“{error.character}”（U+{ord(error.character):04X}），不能排印。请换成文字。"
            ) from None
        if ending in wanted:
            name = f"{saved_name(printer.issue)}.{ending}"
            write_file(out, name, made[ending])
            size = Download(name, "", name, len(made[ending])).size_text
            session.output.print(f"{LABELS[ending]}：{out / name}（{size}）", markup=False, soft_wrap=True)
    return all(ending in made for ending in wanted)


def _wechat(
    session: Session, entry: Entry[BulletinIssue], issue: IssueContent, out: Path, is_asked: bool
) -> bool:
    """Write the WeChat folder of a published issue."""
    if issue.mark:
        if is_asked:
            raise UsageError(f"{entry.path} 还没有发布，不能发到公众号。")
        session.output.print("公众号底稿：发布之后才做。")
        return True
    package = wechat.package_of(session, entry)
    for name, data in package.files.items():
        write_file(out / "wechat", name, data)
    for fault in package.posts.faults:
        session.output.print(f"公众号先改这里：{fault}", style="bold red", markup=False, soft_wrap=True)
    session.output.print(f"公众号底稿：{out / 'wechat' / 'wechat.html'}", markup=False, soft_wrap=True)
    return not package.posts.faults


def _say_missing(session: Session, issue: IssueContent) -> None:
    for content_id in issue.missing:
        session.output.print(
            f"{content_id} 在 {session.as_of} 还不能公开（草稿、暂缓发布、审校不全或已撤下），没有印入。",
            style="yellow",
            markup=False,
            soft_wrap=True,
        )


def _folder(entry: Entry[BulletinIssue]) -> str:
    return entry.record.number.slug if entry.record.number else entry.id.rpartition("/")[2]


def _issue(session: Session, name: str) -> Entry[BulletinIssue]:
    """Return the issue meant, by default the open draft; raise UsageError if there is none."""
    catalog = session.catalog
    found = (
        find_issue(catalog, name) if name else open_draft(catalog) or open_draft(catalog, is_supplement=True)
    )
    if found is not None:
        return found
    if name:
        raise UsageError(f"没有“{name}”这一期。写期号（例如 2026-03）、总期号或文件。")
    raise UsageError("没有正在编的草稿。写明期号，例如 qiangxiao bulletin export 2026-03。")
