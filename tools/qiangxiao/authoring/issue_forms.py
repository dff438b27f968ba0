"""Writes the forms of the forge: a school sends an update or a case, an office news, anybody asks.

The fields and their order are also how a filled form is read back (`issue_reading`): single lines first,
texts of several lines after them, the body last, so that whatever headings stand in a body, they stay in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qiangxiao.authoring.forge_text import dump_yaml
from qiangxiao.authoring.word_template import Row, rows_of
from qiangxiao.records.kind import Kind, Scope
from qiangxiao.records.kinds import KINDS
from qiangxiao.records.program import Measure
from qiangxiao.records.school import PilotSchool

FOLDER = ".github/ISSUE_TEMPLATE"
SCHOOL_LABEL, DISTRICT_LABEL, BODY_LABEL = "学校", "区（市）县", "正文"
_ORDER = (Scope.SCHOOL, Scope.CITY, Scope.DISTRICT)
ISSUE_KINDS: tuple[Kind[Any], ...] = tuple(
    kind for scope in _ORDER for kind in KINDS if kind.sent and kind.scope is scope
)
"""The city's news before the districts': their forms differ by one field more."""
_OWNERS = {Scope.SCHOOL: SCHOOL_LABEL, Scope.DISTRICT: DISTRICT_LABEL}
_PUBLIC = (
    "**这里写的内容一提交，任何人都能看到。** 请不要写学生的姓名、成绩、名次，也不要写个人电话和住址。\n"
    "\n"
    "不方便公开、没有账号或者照片较多的，请改用网站上的投稿页面，或者把 Word 文件用邮件发给编辑。"
)
_CONFIRMED = (
    "没有学生的姓名、成绩、名次，没有个人电话、住址和身份证件号码",
    "照片里能认出来的人都已经同意公开，未成年人由监护人同意",
)
_TOPICS = ("网站上的内容有错", "投稿遇到困难", "对网站或工具的建议", "其他")
_PLAINER: Mapping[tuple[str, ...], str] = {
    ("date",): "事情发生或成稿的那一天。",
    ("measures",): "这件事属于哪一项或哪几项措施。",
    (
        "adopts",
    ): "用了别的学校的案例，就写它的编号，在那篇案例的网址里；不知道就不填，在正文里写明是哪所学校。",
    (
        "events",
    ): "和某次交流研讨活动有关，就写它的编号，在那次活动的网址里；不知道就不填，在正文里写明是哪次活动。",
    ("problems",): "起点评估里问题的编号；不知道就不填。",
    ("evidence", "level"): "照实选，选低了不丢人。",
    ("cost", "funding"): "大约要花多少钱。",
}
"""Words for people who have only the form, where the model's speak of files and numbers in them."""
_EXAMPLES: Mapping[str, str] = {"date": "2026-10-12", "number": "12.5", "count": "120", "slug": "p1"}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form. `path` is where its value goes
    in the record; empty for whose the text is and for the body.
    """

    label: str
    path: tuple[str, ...]
    kind: str
    is_required: bool = False
    description: str = ""
    options: tuple[str, ...] = ()
    is_multiple: bool = False
    placeholder: str = ""
    value: str = ""
    is_date: bool = False

    @property
    def id(self) -> str:
        """The name of the field in the form and in an address that fills it in advance."""
        own = {SCHOOL_LABEL: "school", DISTRICT_LABEL: "district", BODY_LABEL: "body"}
        return "-".join(self.path) or own[self.label]


def fields_of(kind: Kind[Any], measures: Sequence[str]) -> tuple[Field, ...]:
    """Return the fields of the form of a kind, in order."""
    found = list(_record_fields(kind, measures))
    is_long = [field for field in found if field.kind == "textarea"]
    headings = kind.text.headings if kind.text else ()
    body = Field(
        BODY_LABEL,
        (),
        "textarea",
        True,
        "在小标题下面写。照片可以直接拖进来。",
        value="\n\n".join(f"## {heading}\n" for heading in headings),
    )
    return (*_owner(kind), *(field for field in found if field not in is_long), *is_long, body)


def _owner(kind: Kind[Any]) -> Iterator[Field]:
    """Yield the field that says whose the text is; what is the city's needs none."""
    label = _OWNERS.get(kind.scope)
    if label == SCHOOL_LABEL:
        name = PilotSchool.model_fields["name"]
        yield Field(label, (), "input", True, f"{name.description}也可以写学校编号，例如 jinjiang/shili。")
    elif label == DISTRICT_LABEL:
        yield Field(label, (), "input", True, "写名称，也可以写编号，例如 jinjiang。")


def _record_fields(kind: Kind[Any], measures: Sequence[str]) -> Iterator[Field]:
    for row in rows_of(kind.model):
        shape = row.key.shape
        options = (
            tuple(measures)
            if row.path == ("measures",)
            else shape.vocabulary.values()
            if shape.vocabulary
            else ()
        )
        scalar = shape.scalar.name if shape.scalar else ""
        yield Field(
            row.label,
            row.path,
            "dropdown" if options else "textarea" if scalar == "paragraph" else "input",
            row.key.is_mandatory,
            _words(row, bool(options)),
            options,
            shape.is_list,
            _EXAMPLES.get(scalar, ""),
            is_date=scalar == "date",
        )


def _words(row: Row, is_choice: bool) -> str:
    words = _PLAINER.get(row.path, row.key.description)
    if not row.key.shape.is_list:
        return words
    return words + ("可以选几项。" if is_choice else "几项之间用顿号隔开。")


def issue_forms(measures: Sequence[Measure], site_url: str) -> Mapping[str, str]:
    """Return the forms and the settings of the page on which one is chosen, by path."""
    names = [measure.name for measure in measures]
    files = {f"{FOLDER}/{kind.name}.yml": dump_yaml(_form(kind, names)) for kind in ISSUE_KINDS}
    files[f"{FOLDER}/question.yml"] = dump_yaml(_question())
    files[f"{FOLDER}/config.yml"] = _chooser(site_url)
    return files


def _form(kind: Kind[Any], measures: Sequence[str]) -> dict[str, Any]:
    assert kind.sent is not None
    name, description = kind.sent.name or kind.heading or kind.label, kind.sent.when
    confirm = {
        "type": "checkboxes",
        "id": "confirm",
        "attributes": {
            "label": "提交前请确认",
            "options": [{"label": text, "required": True} for text in _CONFIRMED],
        },
    }
    fields = [_element(field) for field in fields_of(kind, measures)]
    return {
        "name": name,
        "description": description,
        "title": f"{name}：",
        "labels": [name],
        "body": [{"type": "markdown", "attributes": {"value": _PUBLIC}}, confirm, *fields],
    }


def _element(field: Field) -> dict[str, Any]:
    attributes: dict[str, Any] = {"label": field.label}
    if field.description:
        attributes["description"] = field.description
    if field.placeholder:
        attributes["placeholder"] = field.placeholder
    if field.value:
        attributes["value"] = field.value
    if field.options:
        attributes["multiple"] = field.is_multiple
        attributes["options"] = list(field.options)
    element: dict[str, Any] = {"type": field.kind, "id": field.id, "attributes": attributes}
    return element | ({"validations": {"required": True}} if field.is_required else {})


def _question() -> dict[str, Any]:
    topic = {"label": "是哪方面的", "options": list(_TOPICS)}
    where = {"label": "哪一页或哪所学校", "description": "网址、页面标题或学校的名称都可以。"}
    words = {"label": "请写清楚", "description": "看到了什么，应该是什么；或者您希望怎样。"}
    return {
        "name": "问题或建议",
        "description": "发现错误、投稿遇到困难，或者有建议",
        "title": "问题或建议：",
        "labels": ["问题或建议"],
        "body": [
            {"type": "markdown", "attributes": {"value": _PUBLIC}},
            {"type": "dropdown", "id": "topic", "attributes": topic, "validations": {"required": True}},
            {"type": "input", "id": "where", "attributes": where},
            {"type": "textarea", "id": "words", "attributes": words, "validations": {"required": True}},
        ],
    }


def _chooser(site_url: str) -> str:
    settings: dict[str, Any] = {"blank_issues_enabled": False}
    if not site_url:
        note = "program.yml 的 site.url 还没有填，所以这里没有通向投稿页面的链接。"
        return dump_yaml(settings, note)
    settings["contact_links"] = [
        {
            "name": "不用账号投稿",
            "url": f"{site_url}submit/",
            "about": "在网页上填表，存成投稿包发给编辑；手机也可以。",
        },
        {
            "name": "学校投稿指南",
            "url": f"{site_url}guide/contribute/",
            "about": "可以投什么、怎样写、照片有什么要求。",
        },
    ]
    return dump_yaml(settings)
