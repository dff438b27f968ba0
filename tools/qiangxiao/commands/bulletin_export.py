"""`qiangxiao bulletin export`: one issue, published or
not, as PDF, Word, mail and WeChat pages in a folder.
"""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from qiangxiao.authoring.file_writing import write_file
from qiangxiao.catalog.catalog import Entry
from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.session import Session
from qiangxiao.commands.wechat import folder_of, press_of
from qiangxiao.foundation.errors import UsageError
from qiangxiao.records.bulletin import BulletinIssue
from qiangxiao.rendering.bulletin.content import IssueContent, issue_content
from qiangxiao.rendering.bulletin.pdf import UnprintableError
from qiangxiao.rendering.context import Download
from qiangxiao.selection.bulletin import find_issue, open_draft
from qiangxiao.site.channel import Channel, Folder, IssuePrinter
from qiangxiao.site.channels import find_channel, issue_channels
from qiangxiao.site.offers import name_saved

MARKS = ("草稿", "征求意见")
ALL = "all"
_NO_FONTS = "没有字体，没有生成 {}；准备字体：qiangxiao fonts。"


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    names = [channel.name for channel in issue_channels()]
    parser.add_argument(
        "issue",
        nargs="?",
        default="",
        metavar="期号",
        help="例如 2026-03、总期号 3 或文件；默认是正在编的草稿",
    )
    parser.add_argument(
        "--format",
        choices=(*names, ALL),
        default=ALL,
        metavar="格式",
        help=f"{'、'.join(names)} 或 {ALL}，默认 {ALL}",
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
    press = press_of(session)
    issue = issue_content(press.site, entry, options.mark)
    out = Path(options.out) if options.out else session.root / "dist" / "bulletin" / (_folder(entry))
    _say_missing(session, issue)
    is_all = options.format == ALL
    wanted = issue_channels() if is_all else (find_channel(options.format),)
    written = []
    for channel in wanted:
        if not press.can_make(channel):
            session.output.print(_NO_FONTS.format(channel.label), style="yellow")
            written.append(False)
        elif channel.issue:
            _write_file(session, IssuePrinter(press, issue), channel, out)
        elif issue.mark and is_all:
            session.output.print(f"{channel.label}：发布之后才做。")
        elif issue.mark:
            raise UsageError(f"{entry.path} 还没有发布，{channel.label}发布之后才做。")
        else:
            written.append(_write_folder(session, folder_of(press, channel, entry), channel, out))
    return 0 if all(written) else 1


def _write_file(session: Session, printer: IssuePrinter, channel: Channel, out: Path) -> None:
    try:
        data = printer.keep(channel).data()
    except UnprintableError as error:
        raise UsageError(
            f"{error.path}：没有一种字体有“{error.character}”（U+{ord(error.character):04X}），"
            "不能排印。请换成文字。"
        ) from None
    name = name_saved(printer.issue, channel)
    write_file(out, name, data)
    size = Download(name, "", name, len(data)).size_text
    session.output.print(f"{channel.label}：{out / name}（{size}）", markup=False, soft_wrap=True)


def _write_folder(session: Session, folder: Folder, channel: Channel, out: Path) -> bool:
    """Write the folder of a published issue; tell whether it can be published as it is."""
    for name, data in folder.files.items():
        write_file(out / channel.name, name, data)
    for fault in folder.faults:
        session.output.print(
            f"{channel.label}先改这里：{fault}", style="bold red", markup=False, soft_wrap=True
        )
    session.output.print(
        f"{channel.label}：{out / channel.name / folder.opens}", markup=False, soft_wrap=True
    )
    return not folder.faults


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
