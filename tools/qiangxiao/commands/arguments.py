"""argparse in Chinese: usage, help and the one line for a wrong call."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from datetime import date
from typing import NoReturn

from qiangxiao.foundation.errors import UsageError

_MESSAGES: tuple[tuple[str, str], ...] = (
    (r"unrecognized arguments: (.*)", r"不认识的参数：\1"),
    (r"the following arguments are required: (.*)", r"缺少参数：\1"),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", r"\1 不能是 \2，可选：\3"),
    (r"argument (.*?): expected one argument", r"\1 后面要跟一个值"),
    (r"argument (.*?): expected at least one argument", r"\1 后面至少要跟一个值"),
    (r"argument (.*?): not allowed with argument (.*)", r"\1 不能与 \2 同时使用"),
    (r"argument (.*?): invalid .*? value: (.*)", r"\1 的值不对：\2"),
    (r"one of the arguments (.*) is required", r"要给出其中一个参数：\1"),
    (r"argument (.*?): (.*)", r"\1：\2"),
    (r"ambiguous option: (.*?) could match (.*)", r"参数 \1 不明确，可能是 \2"),
)


class ChineseHelp(argparse.RawDescriptionHelpFormatter):
    """Help with a Chinese usage line."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Add the usage line with a Chinese prefix."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser whose help is Chinese and whose errors are UsageError."""

    def __init__(self, has_help: bool = True, **settings: object) -> None:
        settings.setdefault("formatter_class", ChineseHelp)
        super().__init__(add_help=False, allow_abbrev=False, **settings)  # type: ignore[arg-type]
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        if has_help:
            self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        """Raise UsageError with the message in Chinese."""
        for pattern, chinese in _MESSAGES:
            # of _MESSAGES: catches "unrecognized arguments: -x", spares "a message of a newer Python"
            if match := re.fullmatch(pattern, message, re.DOTALL):
                raise UsageError(match.expand(chinese))
        raise UsageError(message)


def day(text: str) -> date:
    """Read a date given on the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，请写成 2026-11-20 的形式") from None


def count(text: str) -> int:
    """Read a number that is not negative from the command line."""
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"“{text}”不是个数，请写成 3 的形式")
    return int(text)


def names_in(text: str) -> tuple[str, ...]:
    """Return the names in a list such as `城关区、东湖县`, each once."""
    names = (name.strip() for name in text.replace("，", "、").replace(",", "、").split("、"))
    return tuple(dict.fromkeys(filter(None, names)))


def districts_in(text: str) -> tuple[str, ...]:
    """Return the names of districts in a list; raise UsageError when there is none."""
    found = names_in(text)
    if not found:
        raise UsageError("至少要有一个区县。")
    return found
