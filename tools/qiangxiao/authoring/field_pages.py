"""Writes the reference pages from the record models: every key, its meaning, how to write it, an example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from markdown.extensions.toc import slugify_unicode
from pydantic import BaseModel

from qiangxiao.authoring.markdown_text import fence_code, front_matter
from qiangxiao.authoring.shapes import Key, Shape, keys_of
from qiangxiao.records.kind import Kind
from qiangxiao.records.kinds import KINDS, SCHOOL_KINDS
from qiangxiao.sources.document import Document
from qiangxiao.sources.yaml_reader import Data

_MAX_EXAMPLE_LINES = 120  # lines: two screens
_REFERENCES: Mapping[str, str] = {
    "tasks.id": "t1",
    "readings.indicator": "i1",
    "adopts": "jinjiang/shili/cases/xiaozu-xuexi",
    "events": "events/2026-11-20-yantaohui",
}
_SPECIAL: Mapping[str, str] = dict.fromkeys(("measures", "measure"), "措施的全名，一字不差")
_LAST = ("id", "review", "corrections", "draft", "embargo_until")
_LEAD = (
    "每个字段写成“键、半角冒号、空格、内容”，例如 `as_of: "
    "2026-10-12`。键是英文词，照抄就行，先后不限；下面必填的排在前面，"
    "选填的没有就不写。不想写这样的文件，可以在网上填表或者用 Word，见[学校投稿指南](../../contribute/)。\n"
)
_TABLE = (
    '<table class="qx-stack qx-fields">\n<thead><tr><th scope="col">字段</th><th scope="col">意思</th>'
    '<th scope="col">写法</th><th scope="col">例子</th></tr></thead>\n<tbody>'
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a record with where it stands, such as `partnership.collaboration`, and example data."""

    place: str
    title: str
    model: type[BaseModel]
    examples: tuple[Mapping[str, Data], ...]


def overview_page() -> str:
    """Return the page that lists every kind of file."""
    lines = [front_matter("字段说明", "每种内容文件放在哪里、有哪些字段、怎样填写"), "# 字段说明\n"]
    lines.append(
        "每种文件一页，列出全部字段：意思、是否必填、怎样写、例子。"
        "这些页面和检查用的是同一份定义，由 `qiangxiao schema` 生成，请不要手改。\n"
    )
    groups = (
        ("学校文件夹里的文件", SCHOOL_KINDS),
        ("编辑维护的文件", tuple(kind for kind in KINDS if kind not in SCHOOL_KINDS)),
    )
    for title, kinds in groups:
        lines.append(f"## {title}\n")
        lines += [f"- [{kind.label}]({kind.name}/)：`{kind.layout.example}`" for kind in kinds]
        lines.append("")
    lines.append("## 通用的写法\n")
    lines.append(
        "- 日期写成 `2026-10-12`，时间写成 `2026-10-12T14:00`，全天的活动只写日期。\n"
        "- 数字只写半角数字，不带单位、逗号和百分号。\n"
        "- 是或否写 `true` 或 `false`。\n"
        "- 列表每条一行，以 `- ` 开头，比键多缩进两个空格。\n"
        "- 没有内容的选填字段，整行不写。\n"
        "- 引用别的内容写它的编号：文件的位置去掉 `schools/` 或 `docs/` 和扩展名。\n"
    )
    lines.append("## 边写边查\n")
    lines.append(
        "数据文件（`.yml`）可以在编辑软件里边写边查，写错的地方会划线，"
        "鼠标停在键上有说明。用 Visual Studio Code 打开本项目，"
        "按提示安装推荐的 YAML 扩展就行；`qiangxiao new` "
        "建的文件第一行写明了用哪份定义，别的软件也认得，请不要删改这一行。\n"
    )
    schemas = (f"[{kind.label}](../../schemas/{kind.name}.schema.json)" for kind in KINDS)
    lines.append(f"这些定义的原文（JSON Schema，供程序使用）：{'、'.join(schemas)}。\n")
    return "\n".join(lines)


def field_page(kind: Kind[Any], example: Document | None) -> str:
    """Return the reference page of one kind; `example` is a whole file of the kind."""
    whole = _mappings(example.data if example else None)
    title = f"{kind.label}的字段"
    description = f"{kind.label}文件（{kind.layout.example.rsplit('/', 1)[-1]}）的全部字段和写法"
    lines = [front_matter(title, description), f"# {title}\n", f"文件：`{kind.layout.example}`\n", _LEAD]
    if kind.is_list:
        lines.append("文件是一个列表，每一期一条。\n")
    if kind.layout.example.endswith(".md"):
        lines.append("文件开头两行 `---` 之间是下面的字段，后面是正文。\n")
    if kind.may_be_text:
        name = kind.example.rsplit(".", 1)[0]
        lines.append(
            f"要把全文也放上来，文件就叫 `{name}.md`：开头两行 `---` 之间是下面的字段，后面是全文。"
            f"`{kind.example}` 和 `{name}.md` 只留一个。\n"
        )
    for part in _parts(_Part("", kind.label, kind.model, whole)):
        lines += _section(part)
    if example is not None:
        lines += _whole(example)
    lines.append("[全部字段说明](../)\n")
    return "\n".join(lines)


def _parts(part: _Part) -> Iterator[_Part]:
    """Yield a part and every part inside it, depth first."""
    yield part
    for key in keys_of(part.model):
        if key.shape.model is not None:
            inside = tuple(found for data in part.examples for found in _mappings(data.get(key.name)))
            place = f"{part.place}.{key.name}" if part.place else key.name
            yield from _parts(_Part(place, key.title, key.shape.model, inside))


def _mappings(data: Data) -> tuple[Mapping[str, Data], ...]:
    if isinstance(data, dict):
        return (data,)
    return tuple(item for item in data if isinstance(item, dict)) if isinstance(data, list) else ()


def _section(part: _Part) -> list[str]:
    heading = f"`{part.place}`：{part.title}" if part.place else "字段一览"
    keys = sorted(keys_of(part.model), key=_rank)
    rows = (row for key in keys for row in _row(key, part))
    return [f"## {heading}\n", _TABLE, *rows, "</tbody>", "</table>", ""]


def _rank(key: Key) -> tuple[bool, bool]:
    """Put what everybody fills in first, and what hardly anybody does last."""
    return not key.is_mandatory, not key.is_mandatory and key.name in _LAST


def _row(key: Key, part: _Part) -> Iterator[str]:
    """Yield the lines of one field. HTML, because a Markdown
    table of four columns cannot be read on a phone.
    """
    place = f"{part.place}.{key.name}" if part.place else key.name
    needed = ' <span class="qx-tag qx-tag--key">必填</span>' if key.is_mandatory else ""
    how = escape(_say_how(key), quote=False)
    if key.shape.model is not None:
        how += f'，见<a href="#{_anchor(place, key.title)}">“{escape(key.title)}”一节</a>'
    example = _example(key, part)
    yield "<tr>"
    yield f'<th scope="row">{escape(key.title)}{needed}<br><code>{key.name}</code></th>'
    yield f'<td data-label="">{escape(key.description, quote=False)}</td>'
    yield f'<td data-label="写法">{how}</td>'
    yield f'<td data-label="例子">{f"<code>{escape(example, quote=False)}</code>" if example else ""}</td>'
    yield "</tr>"


def _anchor(place: str, title: str) -> str:
    """Return the anchor that the engine gives to the heading of a part."""
    return slugify_unicode(f"{place}：{title}", "-")


def _say_how(key: Key) -> str:
    """Return how a value is written: its shape, its allowed words, its limits and its default."""
    shape = key.shape
    words = _SPECIAL.get(key.name) or _single(shape)
    if shape.is_by_year:
        words = f"每年一行，写成“年份: 数值”；数值是{words}"
    if shape.is_list:
        least = f"，至少 {shape.min_items} 条" if shape.min_items else ""
        words = f"列表{least}，每条是{words}"
    # a higher bound is no rule but a guard against slips of the pen: “不超过 100000” tells nobody anything
    if shape.highest is not None and shape.highest < 1000 and shape.vocabulary is None:
        words += f"；不超过 {shape.highest:g}"
    return words + (f"；不填就是 {key.default}" if key.default else "")


def _single(shape: Shape) -> str:
    if shape.vocabulary is not None:
        return f"清单里的词：{'、'.join(shape.vocabulary.values())}"
    if shape.model is not None:
        return "一组字段"
    return shape.scalar.words if shape.scalar else "文字"


def _example(key: Key, part: _Part) -> str:
    """Return the example of one key: from the example file, else of its shape; none for a part."""
    if key.shape.model is not None:
        return ""
    for data in part.examples:
        found = _first_text(data.get(key.name))
        if found is not None:
            return found
    place = f"{part.place}.{key.name}" if part.place else key.name
    if place in _REFERENCES:
        return _REFERENCES[place]
    if key.shape.vocabulary is not None:
        return key.shape.vocabulary.values()[0]
    return key.shape.scalar.example if key.shape.scalar and key.shape.scalar.name != "line" else ""


def _first_text(data: Data) -> str | None:
    if isinstance(data, str):
        # an example fits the column of a table
        return data if len(data) <= 60 and "\n" not in data else None
    if isinstance(data, list) and data:
        return _first_text(data[0])
    if isinstance(data, dict) and data:
        year, value = next(iter(data.items()))
        return f"{year}: {value}"
    return None


def _whole(example: Document) -> list[str]:
    """Return the example file to copy from; of a very long one its beginning, which says so."""
    lines = example.text.rstrip("\n").split("\n")
    shown = fence_code("\n".join(lines[:_MAX_EXAMPLE_LINES]), _language(example.path))
    if len(lines) <= _MAX_EXAMPLE_LINES:
        return ["## 完整的例子\n", shown]
    return ["## 例子\n", f"这是一个文件的前 {_MAX_EXAMPLE_LINES} 行，后面的写法相同。\n", shown]


def _language(path: str) -> str:
    return "markdown" if path.endswith(".md") else "yaml"
