"""libyaml's English complaints, said in Chinese with a way out."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ODD = r"\u00a0\u2000-\u200a\u202f\u3000"
# Blanks before a key or a list item that look like spaces and are none:
# catches "\u3000\u3000- 一", "\u00a0 title: 一", spares "  - 一", "\u3000\u3000一段话", "- 一\u3000二"
_ODD_BLANK = re.compile(rf" *([{_ODD}])[ {_ODD}]*(?:- |[A-Za-z_]+:)")
_ROWS_BEFORE = 3  # libyaml often sees the fault at the next key
_BLANK_NAMES = {"\u3000": "全角空格", "\u00a0": "不间断空格"}
ODD_BLANKS = "".join(map(chr, (0xA0, *range(0x2000, 0x200B), 0x202F, 0x3000)))
UNCLOSED = ("found unexpected end of stream", "found unexpected document indicator")
"""What libyaml says where a quotation mark has no partner."""
# catches " title: 开放课", "  date: 2026-10-12", spares "title: 开放课", "  - 一", "  title:"
_INDENTED_KEY = re.compile(r"( +)([A-Za-z_]+): +\S")
# catches "title: 开放课", spares "measures:", " title: 开放课", "  - 一"
_KEY_WITH_VALUE = re.compile(r"[A-Za-z_]+: +\S")
_FALLBACK = (
    "从这里开始读不懂，这一行或上一行的写法不符合 YAML 规则。",
    "请检查冒号、引号、缩进和列表的“- ”。",
)

_TAB = ("这里用了 Tab，应当是空格。", "请把 Tab 换成空格，每一层两个空格。")
_ESCAPE = ("双引号里的反斜杠“\\”后面不是合法的代码。", "请把反斜杠改成斜杠“/”，或者改用单引号。")
_DIRECTIVE = ("一行不能以“%”开头。", "请用双引号把以 % 开头的文字括起来，或者删去这一行。")

# libyaml's `problem` text → (message, hint)
_BY_PROBLEM: dict[str, tuple[str, str]] = {
    "mapping values are not allowed in this context": (
        "这里的冒号让人读不懂：一行里出现了两个“键: 值”，或者上一行少了冒号。",
        "值里含有半角冒号加空格时，请用双引号把整个值括起来；也请检查上一行是不是写了全角冒号。",
    ),
    "did not find expected key": (
        "这里没有和同一组的其他键对齐，或者引号后面还有文字，或者上一行的引号、括号没有配对。",
        "请让同一组的键左边对齐；引号要括住整个值，并且成对。",
    ),
    "could not find expected ':'": (
        "这一行缺少半角冒号。",
        "请写成“键: 值”；较长的文字要分行时，后续各行请比键多缩进两个空格。",
    ),
    "did not find expected '-' indicator": (
        "列表的各条没有对齐，或者列表中间混入了别的内容。",
        "请让每一条都以“- ”开头并左边对齐。",
    ),
    "block sequence entries are not allowed in this context": (
        "列表不能和键写在同一行。",
        "请在冒号后换行，每一条单独一行，以“- ”开头。",
    ),
    "found character that cannot start any token": (
        "值不能以这个字符开头。",
        "请用双引号把整个值括起来。",
    ),
    "found unexpected end of stream": (
        "这里的引号没有配对。",
        "请在值的末尾补上另一个引号；引号要成对，并且都是半角的。",
    ),
    "did not find expected ',' or ']'": (
        "方括号没有配对，或者各项之间缺少半角逗号。",
        "请补上“]”，或者改成每行一条、以“- ”开头的写法。",
    ),
    "did not find expected ',' or '}'": (
        "花括号没有配对，或者各项之间缺少半角逗号。",
        "请改成每行一个“键: 值”的写法；文字里要写花括号时，用双引号括起来。",
    ),
    "did not find expected node content": (
        "这里应当有内容，却是空的或多了一个符号。",
        "请删去多余的逗号、括号，或者补上内容。",
    ),
    "did not find expected <document start>": (
        "前面的内容结束后又出现了多余的文字。",
        "请检查缩进：同一层的键要左边对齐。",
    ),
    "did not find expected alphabetic or numeric character": (
        "星号“*”或“&”后面不是合法的写法。",
        "文字以 * 或 & 开头时，请用双引号括起来。",
    ),
    "found unknown escape character": (
        "双引号里的反斜杠“\\”后面不是合法的字符。",
        "请把反斜杠改成斜杠“/”，或者改用单引号。",
    ),
    "found unexpected document indicator": (
        "这里的引号没有配对，一直到“---”。",
        "请在值的末尾补上另一个引号；引号要成对，并且都是半角的。",
    ),
    "did not find expected whitespace or line break": (
        "这里应当有空格或换行。",
        "请检查符号“-”、“|”、“>”后面是否空了一格或换了行。",
    ),
    "found a tab character where an indentation space is expected": _TAB,
    "found a tab character that violates indentation": _TAB,
    "mapping keys are not allowed in this context": (
        "这里不能写“? ”，也不能在一个值里再写键。",
        "请每个键单独一行；文字以问号开头时，请用双引号括起来。",
    ),
    "found unexpected ':'": (
        "方括号或花括号里的冒号让人读不懂。",
        "请改成每行一条的写法，或者用双引号把整个值括起来。",
    ),
    "found an indentation indicator equal to 0": (
        "“|”或“>”后面的数字不能是 0。",
        "请删去这个数字，正文另起一行并缩进两个空格。",
    ),
    "did not find expected hexdecimal number": _ESCAPE,
    "found invalid Unicode character escape code": _ESCAPE,
    "found unknown directive name": _DIRECTIVE,
    "could not find expected directive name": _DIRECTIVE,
    "did not find expected comment or line break": (
        "“|”或“>”后面不能再写文字。",
        "请在“|”后换行，正文另起一行并缩进两个空格。",
    ),
}


def explain(problem: str, context: str) -> tuple[str, str]:
    """Return the Chinese message and hint for libyaml's problem text; a general one if it is unknown."""
    if "simple key" in context and not problem:
        return _BY_PROBLEM["could not find expected ':'"]
    return _BY_PROBLEM.get(problem, _FALLBACK)


def name_of_blank(blank: str) -> str:
    """Return what a blank that only looks like a space is called."""
    return _BLANK_NAMES.get(blank, "特殊的空格")


def explain_blanks(rows: Sequence[str], line: int) -> tuple[int, int, str, str] | None:
    """Return where a blank at the beginning of a row is the cause of a fault that libyaml sees at a row, with
    the message and the hint; rows and columns count from 0. None where no blank is to blame.
    """
    last = min(line, len(rows) - 1)
    for at in range(last, max(last - _ROWS_BEFORE, 0) - 1, -1):
        if odd := _ODD_BLANK.match(rows[at]):
            name = name_of_blank(odd[1])
            hint = "请删去这一行开头的空白，改用键盘上的半角空格，每一层两个。"
            return at, odd.start(1), f"这一行开头有{name}，看上去像空格，其实不是。", hint
    for at in (line, line - 1):
        if 0 < at + 1 <= len(rows) and (indented := _INDENTED_KEY.match(rows[at])):
            beside = (*rows[at - 1 : at], *rows[at + 1 : at + 2])
            if any(_KEY_WITH_VALUE.match(row) for row in beside):
                name = indented[2]
                return at, 0, f"“{name}”前面多了空格，没有和别的键对齐。", f"请删去“{name}”前面的空格。"
    return None
