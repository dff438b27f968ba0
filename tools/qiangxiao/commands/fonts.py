"""`qiangxiao fonts`: the fonts that PDF and share cards are set in, checked and put in place."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from qiangxiao.authoring.font_files import fetch_packages, find_in_folders, wrong_fonts
from qiangxiao.commands.arguments import Parser
from qiangxiao.commands.session import Session
from qiangxiao.foundation.errors import UsageError
from qiangxiao.foundation.fonts import FONTS, fonts_folder

HELP = "准备 PDF 和分享卡片用的字体"


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("--from", dest="source", metavar="文件夹", help="从这个文件夹里找字体，不下载")
    parser.add_argument("--check", action="store_true", help="只看字体是否齐全，不下载")


def run(session: Session, options: Namespace) -> int:
    """Put every font in place; return 1 when one cannot be had."""
    source = Path(options.source) if options.source else None
    if source is not None and not source.is_dir():
        raise UsageError(f"没有文件夹 {source}。")
    folder = fonts_folder()
    wanted = wrong_fonts(folder, FONTS)
    reason = ""
    try:
        if wanted and not options.check:
            find_in_folders(folder, wanted, source)
            wanted = wrong_fonts(folder, wanted)
            if wanted and source is None:
                with session.messages.status("下载字体……"):
                    reason = fetch_packages(folder, wanted)
                wanted = wrong_fonts(folder, wanted)
    except OSError as error:
        raise UsageError(
            f"不能写入 {folder}：{error.strerror}。可以用环境变量 QIANGXIAO_FONTS 指定别的文件夹。"
        ) from None
    if not wanted:
        session.output.print(f"字体齐全（{len(FONTS)} 个）：{folder}", markup=False, soft_wrap=True)
        return 0
    names = "、".join(font.name for font in wanted)
    why = f"（{reason}）" if reason else ""
    session.output.print(
        f"缺少字体 {names}{why}，PDF 和分享卡片不会生成，其余照常。"
        "办法见指南“工作动态的 PDF、Word 和字体”：把 Fandol 0.3 和花园明朝 "
        "20170904 的字体文件放进一个文件夹，运行 qiangxiao fonts --from 文件夹。",
        markup=False,
        soft_wrap=True,
    )
    return 1
