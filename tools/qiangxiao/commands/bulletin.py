"""`qiangxiao bulletin`: draft an issue from what was
merged, check it, publish it, correct it, see what is left.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable

from qiangxiao.commands import bulletin_export
from qiangxiao.commands.arguments import Parser, day
from qiangxiao.commands.bulletin_desk import decline, draft, status
from qiangxiao.commands.bulletin_publishing import check, correct, publish
from qiangxiao.commands.session import Session
from qiangxiao.foundation.vocabulary import CorrectionKind

HELP = "工作动态：起草、核对、发布、更正，看哪些内容还没有刊登"


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    verbs = parser.add_subparsers(dest="action", metavar="动作", required=True, title="动作")
    _configure_draft(
        verbs.add_parser("draft", help="起草下一期，或把新内容加进草稿", description="起草下一期。")
    )
    _configure_decline(
        verbs.add_parser("decline", help="决定不采用，并写明原因", description="不采用某些内容。")
    )
    checking = verbs.add_parser("check", help="看草稿能不能发布", description="看草稿能不能发布。")
    checking.add_argument(
        "issue", nargs="?", default="", metavar="草稿", help="文件或期号；默认是正在编的草稿"
    )
    _configure_publish(
        verbs.add_parser("publish", help="编定期号、定稿发布", description="编定期号、定稿发布。")
    )
    _configure_correct(verbs.add_parser("correct", help="更正已发布的一期", description="更正已发布的一期。"))
    bulletin_export.configure(
        verbs.add_parser(
            "export", help="做成 PDF、Word、邮件和公众号底稿", description="把一期做成各种文件。"
        )
    )
    standing = verbs.add_parser(
        "status", help="列出已刊登、待刊登、不采用、暂缓发布的内容", description="内容的去向。"
    )
    standing.add_argument("--all", action="store_true", help="已刊登和草稿状态的也逐条列出")


def _configure_draft(parser: Parser) -> None:
    parser.add_argument("--most", type=int, metavar="篇数", help="草稿最多收多少篇，默认照项目的设置")
    parser.add_argument("--whole", action="store_true", help="新收入的都登全文，不按页数摘编")
    parser.add_argument("--supplement", action="store_true", help="起草增刊；增刊只收 --item 写明的内容")
    parser.add_argument(
        "--item", action="append", default=[], metavar="内容", help="收进增刊的内容编号，可以写几次"
    )


def _configure_decline(parser: Parser) -> None:
    parser.add_argument("items", nargs="*", metavar="内容", help="内容编号，可以写几个")
    parser.add_argument("--before", type=day, metavar="日期", help="这一天以前、还没有刊登的全部不采用")
    parser.add_argument("--reason", default="", metavar="原因", help="为什么不采用")
    parser.add_argument("--undo", action="store_true", help="撤回不采用的决定，重新列为待刊登")


def _configure_publish(parser: Parser) -> None:
    parser.add_argument("issue", nargs="?", default="", metavar="草稿", help="文件；默认是正在编的草稿")
    parser.add_argument("--date", type=day, metavar="日期", help="签发日期，默认是今天")
    parser.add_argument("--signed-by", default="", metavar="岗位", help="签发人的岗位")


def _configure_correct(parser: Parser) -> None:
    parser.add_argument("issue", metavar="期号", help="例如 2026-3，或文件")
    kinds = CorrectionKind.values()
    parser.add_argument(
        "--kind", required=True, choices=kinds, metavar="类别", help="轻微或重大；重大更正会在下一期说明"
    )
    parser.add_argument("--note", required=True, metavar="说明", help="改了什么、为什么改")
    parser.add_argument("--date", type=day, metavar="日期", help="更正日期，默认是今天")


def run(session: Session, options: Namespace) -> int:
    """Do what the action says."""
    return _ACTIONS[options.action](session, options)


_ACTIONS: dict[str, Callable[[Session, Namespace], int]] = {
    "draft": draft,
    "decline": decline,
    "check": check,
    "publish": publish,
    "correct": correct,
    "export": bulletin_export.export,
    "status": status,
}
