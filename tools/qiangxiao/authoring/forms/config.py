"""A program to the configuration of its form, and a school to what makes it that school's own.

What all schools share is written once, with places for the school's id, name and lists; the page of a school
fills them in (`submit/src/config.js`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qiangxiao.authoring.forms.choices import marked_choices
from qiangxiao.authoring.forms.fields import Choices, Field, fields_of
from qiangxiao.foundation.slugs import SLUG
from qiangxiao.records.baseline import BASELINE
from qiangxiao.records.case import CASE, CASE_HEADINGS, EVIDENCE_NEEDS
from qiangxiao.records.inspection import INSPECTION, VISIT
from qiangxiao.records.kind import Kind
from qiangxiao.records.monitoring import MONITORING
from qiangxiao.records.plan import PLAN
from qiangxiao.records.program import Program
from qiangxiao.records.scalars import PHOTO_FILE
from qiangxiao.records.school import SCHOOL
from qiangxiao.records.support import SUPPORT
from qiangxiao.records.teaching import TEACHING
from qiangxiao.records.update import UPDATE

Config = dict[str, Any]
_FOLDER = "schools/{school}"
FORMAT_YAML, FORMAT_FRONT_MATTER = "qiangxiao-yaml", "qiangxiao-frontmatter"
MAX_PHOTO_BYTES = 30 * 1024 * 1024
_PHOTO_SIDE = 1600
# What the program or an editor writes; it stays in the file as it is.
_EDITORS_KEYS = frozenset({"id", "review", "corrections", "maintainers", "draft"})
_LAST = ("body", "photos", "author_office", "tasks", "readings", "adopts", "events", "embargo_until")
_LAST_OF_CASE = (
    "body",
    "photos",
    "contact",
    "author_office",
    "problems",
    "tasks",
    "readings",
    "adopts",
    "events",
    "embargo_until",
)
_BUTTONS = [
    "bold",
    "italic",
    "heading-two",
    "heading-three",
    "bulleted-list",
    "numbered-list",
    "quote",
    "link",
]
_BODY_HINTS: Mapping[str, str] = {
    "update": "写清做了什么、怎么做的、有什么变化。几句话也可以；段落之间空一行。",
    "case": "保留四个小标题，在每个小标题下面写内容。",
    "baseline": "评估过程、主要问题、长处和切入点。",
    "inspection": "视导的经过和意见。",
    "visit": "指导的经过和收获。",
}


@dataclass(frozen=True, slots=True)
class _Folder:
    """A kind of which a school has many files. `template` names a new one, `pattern` is what a name must be."""

    kind: Kind[Any]
    icon: str
    singular: str
    title: str
    template: str
    pattern: str
    hint: str
    summary: str
    sort: str


_DATED = rf"^\d{{4}}-\d{{2}}-\d{{2}}-{SLUG}$"
_DATED_HINT = "会自动生成，一般不用改。要改就写成“日期-拼音”，例如 2026-10-12-kaifangke，日期要与上面填的一致；只用小写英文字母、数字和短横。"
_FOLDERS = (
    _Folder(
        UPDATE,
        "campaign",
        "一篇进展",
        "title",
        "{{fields.date}}-{{uuid_shorter}}",
        _DATED,
        _DATED_HINT,
        "{{title}}（{{date}}）",
        "date",
    ),
    _Folder(
        CASE,
        "lightbulb",
        "一个案例",
        "title",
        "anli-{{uuid_shorter}}",
        rf"^{SLUG}$",
        "会自动生成，一般不用改。要改就用拼音，例如 xiaozu-xuexi；只用小写英文字母、数字和短横。",
        "{{title}}",
        "date",
    ),
    _Folder(
        INSPECTION,
        "fact_check",
        "一次视导",
        "organiser",
        "{{fields.semester}}",
        rf"^\d{{4}}-(spring|autumn)(-{SLUG})?$",
        "就是学期，例如 2026-autumn；同一学期第二次写成 2026-autumn-2。",
        "{{semester}} {{organiser}}",
        "date",
    ),
    _Folder(
        VISIT,
        "groups",
        "一次指导",
        "topic",
        "{{fields.date}}-{{uuid_shorter}}",
        _DATED,
        _DATED_HINT,
        "{{topic}}（{{date}}）",
        "date",
    ),
    _Folder(
        MONITORING,
        "monitoring",
        "一年的监测",
        "satisfaction.surveyed_on",
        "{{year}}",
        rf"^\d{{4}}(-{SLUG})?$",
        "就是监测的年份，例如 2026。",
        "{{slug}}",
        "satisfaction.surveyed_on",
    ),
)
_SINGLE = (
    (SCHOOL, "school"),
    (PLAN, "flag"),
    (BASELINE, "search_insights"),
    (SUPPORT, "handshake"),
    (TEACHING, "menu_book"),
)


def form_template(program: Program) -> Config:
    """Return the configuration of every school's form, with its places still empty.

    `{school}` and `{name}` stand for the school's id and name, a mark such as `@tasks` for a list of options.
    """
    choices = marked_choices(program)
    return {
        "load_config_file": False,
        "backend": {"name": "test-repo"},
        "app_title": "投稿 · {name}",
        "show_preview_links": False,
        "media_folder": f"{_FOLDER}/media",
        "public_folder": "/media",
        "media_libraries": {
            "default": {
                "config": {
                    "slugify_filename": True,
                    "max_file_size": MAX_PHOTO_BYTES,
                    "transformations": _PHOTOS,
                }
            },
            "stock_assets": {"providers": []},
        },
        "slug": {
            "encoding": "ascii",
            "clean_accents": True,
            "lowercase": True,
            "maxlength": 50,
            "timezone": "local",
        },
        "output": {"omit_empty_optional_fields": True},
        "collections": [_collection(entry, choices) for entry in _FOLDERS],
        "singletons": [_single(kind, icon, choices) for kind, icon in _SINGLE],
    }


def form_rules() -> Config:
    """Return what no field of the form can see by itself, for the script that looks at whole files."""
    return {
        "photo": PHOTO_FILE,
        "evidence": {level.value: list(keys) for level, keys in EVIDENCE_NEEDS.items()},
    }


_PHOTOS = {"raster_image": {"format": "webp", "quality": 85, "width": _PHOTO_SIDE, "height": _PHOTO_SIDE}}


def _collection(entry: _Folder, choices: Choices) -> Config:
    kind = entry.kind
    example = kind.layout.example.split("/")
    is_markdown = kind.layout.example.endswith(".md")
    return {
        "name": kind.name,
        "label": kind.label,
        "label_singular": entry.singular,
        "icon": entry.icon,
        "folder": f"{_FOLDER}/{example[3]}",
        "create": True,
        "delete": False,
        "duplicate": False,
        "extension": "md" if is_markdown else "yml",
        "format": FORMAT_FRONT_MATTER if is_markdown else FORMAT_YAML,
        "identifier_field": entry.title,
        "slug": {
            "template": entry.template,
            "editable": ["create"],
            "hint": entry.hint,
            "pattern": [entry.pattern, entry.hint],
        },
        "summary": entry.summary,
        "sortable_fields": {
            "fields": [entry.sort],
            "default": {"field": entry.sort, "direction": "descending"},
        },
        "thumbnail": False,
        "fields": _fields(kind, choices),
    }


def _single(kind: Kind[Any], icon: str, choices: Choices) -> Config:
    name = kind.layout.example.rsplit("/", 1)[1]
    is_markdown = name.endswith(".md")
    return {
        "name": kind.name,
        "label": kind.label,
        "icon": icon,
        "file": f"{_FOLDER}/{name}",
        "format": FORMAT_FRONT_MATTER if is_markdown else FORMAT_YAML,
        "fields": _fields(kind, choices),
    }


def _fields(kind: Kind[Any], choices: Choices) -> list[Field]:
    """Return the fields of a kind of file, with its body, in the order in which people fill them in."""
    fields = fields_of(kind.model, choices, _EDITORS_KEYS)
    if kind.layout.example.endswith(".md"):
        fields.append(_body(kind))
    order = _LAST_OF_CASE if kind is CASE else _LAST
    fields.sort(key=lambda field: order.index(field["name"]) + 1 if field["name"] in order else 0)
    if kind is INSPECTION:
        # the file is named after it
        fields = [{**field, "required": True} if field["name"] == "semester" else field for field in fields]
    return fields


def _body(kind: Kind[Any]) -> Field:
    body: Field = {
        "name": "body",
        "label": "正文",
        "widget": "markdown",
        "required": kind in (UPDATE, CASE),
        "hint": _BODY_HINTS[kind.name],
        "buttons": _BUTTONS,
        "editor_components": [],
        "modes": ["rich_text", "raw"],
        "linked_images": False,
        "use_emoji_autocomplete": False,
    }
    if kind is CASE:
        body["default"] = "\n\n".join(f"## {heading}\n\n" for heading in CASE_HEADINGS).strip()
        ordered = r"[\s\S]*?".join(rf"## {heading}" for heading in CASE_HEADINGS)
        body["pattern"] = [
            rf"^[\s\S]*?{ordered}",
            f"请保留四个小标题，按这个顺序：{'、'.join(CASE_HEADINGS)}。",
        ]
    return body
