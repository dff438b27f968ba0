"""`qiangxiao wechat`: an update, a case, a featured school
or an issue as a folder for the editor of a WeChat account.
"""

from __future__ import annotations

from argparse import Namespace
from difflib import get_close_matches
from pathlib import Path

from pydantic import BaseModel

from qiangxiao.authoring.file_writing import delete_file, write_file
from qiangxiao.catalog.catalog import Entry
from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.session import Session
from qiangxiao.foundation.errors import UsageError
from qiangxiao.rendering.cards.glyphs import MissingGlyphError
from qiangxiao.rendering.context import Site
from qiangxiao.selection.edition import Edition
from qiangxiao.site.cache import Cache
from qiangxiao.site.channel import Channel, Folder, Press
from qiangxiao.site.channels import find_channel
from qiangxiao.site.photos import PhotoStore

HELP = "把一篇内容做成公众号底稿：预览页、图片、封面"


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "id",
        metavar="内容编号",
        help="例如 jinjiang/shili/cases/fenceng、featured/2026-11 或 bulletins/2026-03",
    )
    parser.add_argument("--out", metavar="文件夹", help="放在哪里；默认是项目文件夹里的 dist/wechat/内容编号")


def run(session: Session, options: Namespace) -> int:
    """Write the folder; return 1 when something has to be changed before WeChat would take the text."""
    entry = _entry(session, options.id.strip("/"))
    out = Path(options.out) if options.out else session.root / "dist" / "wechat" / entry.id
    folder = folder_of(press_of(session), find_channel("wechat"), entry)
    for old in sorted((out / "images").glob("[0-9][0-9]-*")):  # of an earlier run: an editor would upload it
        if f"images/{old.name}" not in folder.files:
            delete_file(out, f"images/{old.name}")
    for name, data in folder.files.items():
        write_file(out, name, data)
    _report(session, folder, out)
    return 1 if folder.faults else 0


def press_of(session: Session) -> Press:
    """Return what channels make things with, as of the session's day."""
    edition = Edition(session.catalog, session.as_of)
    cache = Cache(session.root.resolve() / ".build" / "cache")
    return Press(Site(edition), PhotoStore(edition, cache).still, cache)


def folder_of(press: Press, channel: Channel, entry: Entry[BaseModel]) -> Folder:
    """Return a record in a channel that makes folders. Raises UsageError for a character that no font has."""
    assert channel.folder is not None, channel.name
    try:
        return channel.folder(press, entry)
    except MissingGlyphError as error:
        raise UsageError(f"{entry.path}：没有一种字体有“{error.character}”这个字，画不了封面。") from None


def _entry(session: Session, content_id: str) -> Entry[BaseModel]:
    published = Edition(session.catalog, session.as_of).published
    entry = published.get(content_id) or next(
        (e for e in published.values() if e.address.rstrip("/") == content_id), None
    )
    if entry is not None:
        return entry
    if content_id in session.catalog.by_id:
        raise UsageError(f"{content_id} 在 {session.as_of} 还没有发布，不能发到公众号。")
    # of the letters in common: ids share their folders, so a half is always alike
    near = get_close_matches(content_id, published, n=3, cutoff=0.6)
    hint = (
        f"您是否想写 {'、'.join(near)}？"
        if near
        else "编号是内容的路径，例如 jinjiang/shili/cases/fenceng、featured/2026-11。"
    )
    raise UsageError(f"没有编号为 {content_id} 的内容。{hint}")


def _report(session: Session, folder: Folder, out: Path) -> None:
    say = session.output.print
    for fault in folder.faults:
        say(f"先改这里：{fault}", style="bold red", markup=False, soft_wrap=True)
    for advice in folder.advice:
        say(advice, style="yellow", markup=False, soft_wrap=True)
    for line in folder.summary:
        say(line, markup=False, soft_wrap=True)
    count = sum(name.startswith("images/") for name in folder.files)
    if "cover.jpg" not in folder.files:
        say("没有字体，没有画封面；准备字体：qiangxiao fonts。", style="yellow", markup=False, soft_wrap=True)
    say(
        f"已写入 {out}：预览页、图片 {count} 张。用浏览器打开：{(out / folder.opens).resolve().as_uri()}",
        markup=False,
        soft_wrap=True,
    )
