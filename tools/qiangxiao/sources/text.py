"""Decodes an untrusted file to clean text, or says why it cannot be."""

from __future__ import annotations

import re
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from qiangxiao.foundation.problems import Problem, Rule, Severity, Span, rule

# 512 KiB, MAX_LINES and MAX_LINE_LENGTH (characters): what one can review in a pull request
MAX_BYTES = 512 * 1024  # a hundred times a long article
MAX_LINES = 3000  # a long report; what one can look through in a pull request
MAX_LINE_LENGTH = 5000  # characters: three pages without a line end, which is then a pasted table or picture

FILE_SIZE = rule(
    "file.size",
    """一个文件不超过 512 KiB、3000 行，一行不超过 5000 个字，键和值不超过 1 万个。

    文件太大通常是因为把图片、表格或整份报告贴进了正文。长材料请拆成几篇，或者只写要点。""",
)
FILE_ENCODING = rule(
    "file.encoding",
    """文字文件一律用 UTF-8 编码。

    用 Windows 记事本保存的文件有时是 GBK（ANSI）或 UTF-16 编码，网站会把它读成乱码。
    请用记事本打开，选“另存为”，在“编码”里选 UTF-8，再保存一次。""",
)
FILE_BOM = rule(
    "file.bom",
    """文件开头不要带 BOM 标记。

    BOM 是某些编辑器在文件最前面加的看不见的标记，不影响阅读，但会让文件比对出现多余的差别。
    运行 `qiangxiao fmt` 会自动去掉它。""",
    Severity.WARNING,
)
FILE_CHARACTER = rule(
    "file.character",
    """文件里不能有看不见的控制字符、零宽字符和改变文字方向的字符。

    这些字符多半是从 Word、网页或聊天软件里复制时带进来的，看不见却会让搜索和显示出错。
    请把所在位置前后的文字删掉，用键盘重新输入。""",
)

FILE_CONFLICT = rule(
    "file.conflict",
    """文件里没有合并冲突的标记。

    两个人改了同一处，合并时没有选定用谁的，就会留下 `<<<<<<<`、`=======`、`>>>>>>>`
    三种标记，两份文字都在里面。
    请留下要用的那一份，删去另一份，再把三行标记都删掉。""",
)

# What git writes, also in the form with a third part: seven signs and nothing or a blank behind. Eight are
# decoration.
# catches "<<<<<<< HEAD", ">>>>>>>", spares "<<<<<<<<", "<<<<<<"
_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?: .*)?")
_MIDDLE = "======="
# catches "\x00", "\u200b", "\u202e", "\ufeff", spares "\t", "\n", "\u3000", "\ufe0f"
_REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff9-\ufffc\ufffe\uffff\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
_MAX_REPORTED = 20  # problems of one file; the rest are mostly the same one again
_SHORTEN = "请删去多余的内容，或者拆成几篇。"


@dataclass(frozen=True, slots=True)
class DecodedText:
    """`text` is NFC with LF line ends, or None when the file cannot be read as text."""

    text: str | None
    problems: tuple[Problem, ...]


def decode(path: str, data: bytes) -> DecodedText:
    """Decode one file's bytes; never raises."""
    if len(data) > MAX_BYTES:
        return DecodedText(None, (report_too_large(path, len(data)),))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _refuse(
            FILE_ENCODING,
            path,
            1,
            "文件是 UTF-16 编码，不是 UTF-8。",
            "请用记事本打开，选“另存为”，编码选 UTF-8。",
        )
    problems: list[Problem] = []
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
        problems.append(
            FILE_BOM.at(path, Span.at(1), "文件开头有 BOM 标记。", "运行 qiangxiao fmt 会自动去掉。")
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        start = data.rfind(b"\n", 0, error.start) + 1
        column = len(data[start : error.start].decode("utf-8", "replace")) + 1
        return _refuse(
            FILE_ENCODING,
            path,
            line,
            _encoding_message(data),
            "请用记事本打开，选“另存为”，编码选 UTF-8。",
            column,
        )
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = text.split("\n")
    if len(lines) > MAX_LINES:
        message = f"文件有 {len(lines)} 行，超过了 {MAX_LINES} 行。"
        return _refuse(FILE_SIZE, path, MAX_LINES + 1, message, _SHORTEN)
    for number, line_text in enumerate(lines, 1):
        if len(line_text) > MAX_LINE_LENGTH:
            message = f"这一行有 {len(line_text)} 个字，超过了 {MAX_LINE_LENGTH} 个。"
            return _refuse(FILE_SIZE, path, number, message, _SHORTEN)
    if conflicts := _find_conflicts(path, lines):
        return DecodedText(None, (*problems, *conflicts))
    problems += _find_refused_characters(path, lines)
    cleaned = _REFUSED.sub("", text) if len(problems) else text
    return DecodedText(cleaned, tuple(problems))


def read_limited(file: Path) -> bytes:
    """Return a text file's bytes; nothing when it is a link or no regular file, unreadable or too large."""
    try:
        if not stat.S_ISREG(file.lstat().st_mode):
            return b""
        with file.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except OSError:
        return b""
    return data if len(data) <= MAX_BYTES else b""


def report_too_large(path: str, size: int) -> Problem:
    """Return the problem of a text file of `size` bytes, which is more than the limit."""
    message = f"文件有 {-(-size // 1024)} KiB，超过了 {MAX_BYTES // 1024} KiB。"
    return FILE_SIZE.at(path, Span.at(1), message, _SHORTEN)


def find_refused(text: str) -> str:
    """Return the first character of a text that no content may hold, or the empty string."""
    match = _REFUSED.search(text)
    return match[0] if match else ""


def remove_refused(text: str) -> str:
    """Return the text without the characters that no content may hold."""
    return _REFUSED.sub("", text)


def tidy_body(body: str) -> str:
    """Return a Markdown body without needless spaces at line ends and with one line end at its end.

    Two spaces before another line of text are Markdown's line break and stay.
    """
    lines = body.split("\n")
    tidied = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        bare = line.rstrip(" \t")
        is_break = bare and line.endswith("  ") and following.strip()
        tidied.append(f"{bare}  " if is_break else bare)
    text = "\n".join(tidied).strip("\n")
    return f"{text}\n" if text else ""


def _encoding_message(data: bytes) -> str:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "从这里开始不是 UTF-8 文字，文件可能已损坏。"
    return "从这里开始不是 UTF-8 文字，文件像是 GBK（ANSI）编码。"


def _find_conflicts(path: str, lines: list[str]) -> list[Problem]:
    """Return a problem for each line that marks two versions of a text, also for a single one left over."""
    marks = [number for number, line in enumerate(lines) if _CONFLICT.fullmatch(line)]
    # Right below words and with no other mark, seven equal signs are a line that someone drew under a title.
    marks += [
        number
        for number, line in enumerate(lines)
        if line == _MIDDLE and (marks or not path.endswith(".md") or not lines[number - 1].strip())
    ]
    return [
        FILE_CONFLICT.at(
            path,
            Span.at(number + 1, 1, len(lines[number])),
            f"这一行“{lines[number][:7]}”是合并冲突的标记。",
            "请留下要用的那一份文字，删去另一份和全部标记。",
        )
        for number in sorted(marks)[:_MAX_REPORTED]
    ]


def _find_refused_characters(path: str, lines: list[str]) -> list[Problem]:
    found: list[Problem] = []
    for number, line in enumerate(lines, 1):
        for match in _REFUSED.finditer(line):
            if len(found) == _MAX_REPORTED:
                return found
            code_point = f"U+{ord(match[0]):04X}"
            message = f"这里有看不见的字符 {code_point}。"
            if match[0] == "\0":
                message = "这里有空字符（NUL），文件可能已损坏，或者根本不是文字文件。"
            found.append(
                FILE_CHARACTER.at(
                    path, Span.at(number, match.start() + 1), message, "请删去它，把前后的字重新输入一遍。"
                )
            )
    return found


def _refuse(broken: Rule, path: str, line: int, message: str, hint: str, column: int = 1) -> DecodedText:
    return DecodedText(None, (broken.at(path, Span.at(line, column), message, hint),))


RULES: tuple[Rule, ...] = (FILE_SIZE, FILE_ENCODING, FILE_BOM, FILE_CHARACTER, FILE_CONFLICT)
