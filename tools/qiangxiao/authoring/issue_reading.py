"""Reads the event of an opened issue: values for the front matter and blocks of the body.

Everything here is a stranger's. It is read from the event's JSON only, never from a command line; a heading
counts as the form's own only in the form's own order, so one forged in the body stays in the body. Pictures
are addresses on the forge: nothing is fetched, they are counted and left out.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree, html

from qiangxiao.authoring.issue_forms import (
    BODY_LABEL,
    DISTRICT_LABEL,
    ISSUE_KINDS,
    SCHOOL_LABEL,
    Field,
    fields_of,
)
from qiangxiao.authoring.office_package import FileRefused
from qiangxiao.authoring.word_article import Content
from qiangxiao.authoring.word_blocks import Block
from qiangxiao.authoring.word_dates import date_in
from qiangxiao.authoring.word_markdown import blocks_of
from qiangxiao.authoring.word_reading import ID_PREFIX, WordText
from qiangxiao.records.kind import Kind
from qiangxiao.records.news import News
from qiangxiao.sources.body import read_body
from qiangxiao.sources.text import remove_refused
from qiangxiao.sources.yaml_reader import Data

# bytes; the two texts of an issue and what the forge says around them are well below
MAX_EVENT = 4 * 1024 * 1024
MAX_BODY = 65_536  # characters that GitHub lets an issue have
_EMPTY = "_No response_"
_OF_NEWS = str(News.model_fields["category"].title)
# catches "### 标题 ", "一\n### 二", spares "## 标题", "####标题"
_HEADING = re.compile(r"^### (.*?)[ \t]*$", re.MULTILINE)
# catches "![a](https://a.cn/b)", "<img src=a>", spares "[a](b)", "<image>" (lengths: no line is longer)
_PICTURE = re.compile(r"!\[[^\]\n]{0,300}\]\([^()\n]{0,1000}\)|<img\b[^<>]{0,2000}>", re.IGNORECASE)
# catches "<!-- a\nb -->", "<!-- never closed", spares "<b>", "-->"
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_SHOWN = 40  # characters of a value that a message repeats
_BETWEEN_ITEMS = re.compile(r"[、\n，,；;]")


@dataclass(frozen=True, slots=True)
class IssueText:
    """A filled form: for what kind of file, whose it is as it was written, and what the rest says."""

    kind: Kind[Any]
    owner: str
    content: Content
    account: str = ""
    """Who opened the issue, as the forge says it."""


def read_issue(data: bytes, measures: Sequence[str]) -> IssueText:
    """Return what the form says; raise FileRefused for anything that is not a filled form of ours."""
    body, account = _body_of_event(data)
    before = body.partition(f"\n### {BODY_LABEL}\n")[0]
    headings = set(_HEADING.findall(before))
    if "标题" not in headings or not headings & {SCHOOL_LABEL, DISTRICT_LABEL, _OF_NEWS}:
        raise FileRefused("这不是进展、案例、要闻或区县动态的投稿表单，没有导入。")
    kind, fields = max(
        ((kind, fields_of(kind, measures)) for kind in ISSUE_KINDS),
        key=lambda form: len(headings.intersection(field.label for field in form[1])),
    )
    answers = split_answers(body, [field.label for field in fields])
    values: dict[str, Data] = {}
    left_out: list[str] = []
    for field in fields:
        if field.path and (text := answers.get(field.label, "")):
            value, strange = _value(field, text)
            left_out += [f"“{field.label}”里的“{item[:_SHOWN]}”不在清单内，没有导入。" for item in strange]
            if value:
                _put(values, field.path, value)
    text, pictures = remove_pictures(answers.get(BODY_LABEL, ""))
    if pictures:
        left_out.append(
            f"正文里的 {pictures} 张照片没有导入：程序不上网。请从来稿的网页上另存下来，再放进 media/。"
        )
    owner = " ".join((answers.get(SCHOOL_LABEL) or answers.get(DISTRICT_LABEL, "")).split())
    content = Content(values, tuple(markdown_blocks(text)), True, tuple(left_out), tuple(text.split("\n")))
    return IssueText(kind, owner, content, account)


def _body_of_event(data: bytes) -> tuple[str, str]:
    """Return the text of the issue in an event, without characters that no content may hold,
    and who opened it.
    """
    if len(data) > MAX_EVENT:
        raise FileRefused(f"文件超过 {MAX_EVENT // 1024 // 1024} MB，没有导入。")
    try:
        event: Any = json.loads(data)
    except (ValueError, RecursionError):
        raise FileRefused("文件读不懂：不是 GitHub 事件的 JSON 文件。") from None
    issue = event.get("issue") if isinstance(event, dict) else None
    body = issue.get("body") if isinstance(issue, dict) else None
    if not isinstance(issue, dict) or not isinstance(body, str):
        raise FileRefused("文件里没有来稿：应当是“新建 issue”事件的 JSON 文件。")
    if "pull_request" in issue:
        raise FileRefused("这是一份合并请求，不是投稿表单，没有导入。")
    if len(body) > MAX_BODY:
        raise FileRefused(f"来稿超过 {MAX_BODY} 个字，没有导入。请拆成几篇。")
    text = body.replace("\r\n", "\n").replace("\r", "\n")
    user = issue.get("user")
    login = user.get("login") if isinstance(user, dict) else None
    return remove_refused(unicodedata.normalize("NFC", text)), login if isinstance(login, str) else ""


def split_answers(body: str, labels: Sequence[str]) -> Mapping[str, str]:
    """Return what stands under each label. Labels count in
    the form's order only; the last one ends with the text.
    """
    places: list[tuple[str, int, int]] = []
    position = 0
    for label in labels:
        # of the label 标题 it catches "### 标题", spares "### 标题二" and "标题"
        match = re.compile(rf"^### {re.escape(label)}[ \t]*$", re.MULTILINE).search(body, position)
        if match:
            places.append((label, match.start(), match.end()))
            position = match.end()
    ends = [start for _, start, _ in places[1:]] + [len(body)]
    answers = {label: body[begin:end].strip() for (label, _, begin), end in zip(places, ends, strict=True)}
    return {label: "" if text == _EMPTY else text for label, text in answers.items()}


def _value(field: Field, text: str) -> tuple[Data, list[str]]:
    """Return what an answer says, and the choices in it that the form does not offer."""
    line = " ".join(text.split())
    if field.kind == "textarea":
        return text, []
    if field.options:
        items = line.split(", ") if field.is_multiple else [line]
        chosen: list[Data] = [item for item in items if item in field.options]
        strange = [item for item in items if item not in field.options]
        return (chosen if field.is_multiple else next(iter(chosen), None)), strange
    if field.is_multiple:
        return [item.strip() for item in _BETWEEN_ITEMS.split(text) if item.strip()], []
    return (date_in(line) or line if field.is_date else line), []


def _put(values: dict[str, Data], path: tuple[str, ...], value: Data) -> None:
    part = values
    for name in path[:-1]:
        inner = part.setdefault(name, {})
        assert isinstance(inner, dict)
        part = inner
    part[path[-1]] = value


def remove_pictures(text: str) -> tuple[str, int]:
    """Return Markdown without its pictures and hidden comments, and how many pictures it had."""
    return _PICTURE.subn("", _COMMENT.sub("", text))


def markdown_blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a stranger's Markdown. Forges keep
    line ends within a paragraph, so they are breaks here.

    Raises FileRefused for a text that passes the limits of a body.
    """
    body = read_body("", "\n".join(f"{line.rstrip()}  " if line.strip() else "" for line in text.split("\n")))
    if text.strip() and not body.html:
        fault = body.problems[0].message if body.problems else "正文是空的。"
        raise FileRefused(f"正文不能导入：{fault}")
    if not body.html:
        return
    root = html.fragment_fromstring(body.html, create_parent="div")
    _rename_notes(root)
    yield from blocks_of(WordText(root, (), ()), ())


def _rename_notes(root: etree._Element) -> None:
    """Give footnotes the names under which the writer of blocks knows them."""
    for link in root.xpath(".//sup/a[contains(@class, 'footnote-ref')]"):
        number = link.get("href").rpartition(":")[2]
        link.set("id", f"{ID_PREFIX}footnote-ref-{number}")
        link.set("href", f"#{ID_PREFIX}footnote-{number}")
    for link in root.xpath(".//a[contains(@class, 'footnote-backref')]"):
        link.set("href", f"#{ID_PREFIX}footnote-ref-")
    for frame in root.xpath("./div[@class='footnote']"):
        notes = frame.find("ol")
        for item in notes:
            item.set("id", f"{ID_PREFIX}footnote-{item.get('id').rpartition(':')[2]}")
        frame.getparent().replace(frame, notes)
