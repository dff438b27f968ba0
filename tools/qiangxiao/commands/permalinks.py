"""`qiangxiao permalinks`: remember the addresses of
everything that is published, so that none breaks later.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from qiangxiao.authoring.file_writing import write_file
from qiangxiao.authoring.permalink_writing import record_site, write_ledger
from qiangxiao.catalog.permalinks import LEDGER_PATH, Permalinks
from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.ledger_changes import sound_ledger
from qiangxiao.commands.session import Session
from qiangxiao.foundation.errors import UsageError
from qiangxiao.rendering.notices import is_notice
from qiangxiao.site.ledger import walk

_LONGEST_NOTICE = 8000  # bytes: a notice has one sentence, and a reason that an editor wrote
HELP = "记下已经公开的地址，以后失效时检查会报错"


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("--check", action="store_true", help="只看有没有没记下的，不改动")
    parser.add_argument(
        "--site", metavar="文件夹", help="刚发布的网站：把订阅、日历、数据、投稿等地址也记下，例如 site"
    )


def run(session: Session, options: Namespace) -> int:
    """Add what is published to the ledger; with --check return 1 if something is not in it yet."""
    before = session.catalog.ledger
    ledger = _with_site(sound_ledger(session), session, options.site)
    if ledger == before:
        session.output.print(f"{len(ledger.owed)} 个地址都已记下。")
        return 0
    added = len(ledger.owed) - len(before.owed)
    if options.check:
        session.output.print(f"有 {added} 个地址没有记下，请运行 qiangxiao permalinks。")
        return 1
    write_file(session.root, LEDGER_PATH, write_ledger(ledger).encode())
    session.output.print(f"已记入 {LEDGER_PATH}，新增 {added} 个地址。")
    return 0


def _with_site(ledger: Permalinks, session: Session, folder: str | None) -> Permalinks:
    if folder is None:
        return ledger
    if not (Path(folder) / "index.html").is_file():
        raise UsageError(f"{folder} 不是生成好的网站，先运行 qiangxiao build。")
    return record_site(ledger, _paths(Path(folder)), session.as_of)


def _paths(folder: Path) -> Iterator[str]:
    """Yield what is on a site and may be promised: a notice where nothing is promises nothing."""
    for path, dates in walk(folder):
        if dates is None:
            continue
        is_short = path.endswith(".html") and dates[0] < _LONGEST_NOTICE
        if not is_short or not is_notice((folder / path).read_bytes()):
            yield path
