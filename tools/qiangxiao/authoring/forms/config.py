"""Makes the configuration of the program's form, and what makes that form one sender's own.

What all schools share is written once, with places for the school's id, name and lists; the page of a school
fills them in (`submit/src/config.js`). The offices of districts and of the city have theirs, of the kinds
that they write.
"""

from __future__ import annotations

from typing import Any

from qiangxiao.authoring.forms.choices import mark_choices
from qiangxiao.authoring.forms.fields import Choices, Field, fields_of
from qiangxiao.authoring.forms.words import CONSENT_NOTE, PART_WORDS
from qiangxiao.authoring.shapes import keys_of
from qiangxiao.records.case import EVIDENCE_NEEDS
from qiangxiao.records.kind import Kind, Scope, Text
from qiangxiao.records.kinds import KINDS
from qiangxiao.records.policy import Policy
from qiangxiao.records.program import Program
from qiangxiao.records.scalars import PHOTO_FILE

Config = dict[str, Any]
_TOPS = {Scope.SCHOOL: "schools/{owner}", Scope.DISTRICT: "schools/{owner}", Scope.CITY: "docs"}
"""Where the files of a sender lie."""
_MEDIA = {**_TOPS, Scope.CITY: "schools"}
"""Where the folder of its photos lies."""
FORMAT_YAML, FORMAT_FRONT_MATTER = "qiangxiao-yaml", "qiangxiao-frontmatter"
MAX_PHOTO_BYTES = 30 * 1024 * 1024  # 30 MiB before the form makes it smaller in the browser
_PHOTO_SIDE = 1600  # pixels: more than a page shows, so that a crop is still sharp
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


def form_templates(program: Program, policy: Policy) -> dict[str, Config]:
    """Return the configuration of every form by whose it is: a school's, a district's, the city's."""
    return {scope.name.lower(): form_template(program, policy, scope) for scope in _TOPS}


def form_template(program: Program, policy: Policy, scope: Scope = Scope.SCHOOL) -> Config:
    """Return the configuration of the form of every school, or of an office, with its places still empty.

    `{owner}` and `{name}` stand for the sender's id and name, a mark such as `@tasks` for a list of options.
    """
    choices = mark_choices(program, policy)
    asked = [kind for kind in KINDS if kind.asked and kind.scope is scope]
    return {
        "load_config_file": False,
        "backend": {"name": "test-repo"},
        "app_title": "投稿 · {name}",
        "show_preview_links": False,
        "media_folder": f"{_MEDIA[scope]}/media",
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
        "collections": [_collection(kind, choices) for kind in asked if kind.is_many],
        "singletons": [_single(kind, choices) for kind in asked if not kind.is_many],
    }


def form_rules(program: Program) -> Config:
    """Return what no field of the form can see by itself, for the script that looks at whole files."""
    return {
        "photo": PHOTO_FILE,
        "evidence": {level.value: list(keys) for level, keys in EVIDENCE_NEEDS.items()},
        "ids": {kind.name: given for kind in KINDS if kind.asked and (given := _given_ids(kind))},
        "consent": CONSENT_NOTE,
        "help": _explain(program),
    }


def _explain(program: Program) -> Config:
    """Return what each measure is about, to unfold under the fields that ask for it."""
    told = [[measure.name, measure.summary] for measure in program.measures if measure.summary]
    words = {"title": f"这 {len(told)} 项措施各做什么？", "items": told}
    return dict.fromkeys(("measures", "measure"), words) if told else {}


def _given_ids(kind: Kind[Any]) -> Config:
    """Return the lists whose parts get their ids from the form: the letter, and what a part is called."""
    return {
        key.name: [key.shape.model.id_letter, PART_WORDS[key.shape.model.id_letter]]
        for key in keys_of(kind.model)
        if key.shape.model is not None and key.shape.is_list and key.shape.model.id_letter
    }


_PHOTOS = {"raster_image": {"format": "webp", "quality": 85, "width": _PHOTO_SIDE, "height": _PHOTO_SIDE}}


def _collection(kind: Kind[Any], choices: Choices) -> Config:
    asked, naming = kind.asked, kind.naming
    assert asked is not None and naming is not None
    return {
        **_head(kind),
        "label_singular": asked.singular,
        "folder": f"{_TOPS[kind.scope]}/{kind.folder}",
        "create": True,
        "delete": False,
        "duplicate": False,
        "extension": kind.extension.removeprefix("."),
        "identifier_field": asked.title,
        "slug": {
            "template": naming.template,
            "editable": ["create"],
            "hint": naming.hint,
            "pattern": [naming.form_pattern, naming.hint],
        },
        "summary": asked.summary,
        "sortable_fields": {
            "fields": [asked.sort],
            "default": {"field": asked.sort, "direction": "descending"},
        },
        "thumbnail": False,
        "fields": _fields(kind, choices),
    }


def _single(kind: Kind[Any], choices: Choices) -> Config:
    return {**_head(kind), "file": f"{_TOPS[kind.scope]}/{kind.example}", "fields": _fields(kind, choices)}


def _head(kind: Kind[Any]) -> Config:
    return {
        "name": kind.name,
        "label": kind.label,
        "icon": kind.asked.icon if kind.asked else "",
        "format": FORMAT_FRONT_MATTER if kind.text else FORMAT_YAML,
    }


def _fields(kind: Kind[Any], choices: Choices) -> list[Field]:
    """Return the fields of a kind of file, with its body, in the order in which people fill them in."""
    asked = kind.asked
    assert asked is not None
    fields = fields_of(kind.model, choices, kind.editors_fields)
    if kind.text is not None:
        fields.append(_body(kind.text))
    fields.sort(key=lambda field: asked.last.index(field["name"]) + 1 if field["name"] in asked.last else 0)
    return [{**field, "required": True} if field["name"] in asked.needed else field for field in fields]


def _body(text: Text) -> Field:
    body: Field = {
        "name": "body",
        "label": "正文",
        "widget": "markdown",
        "required": text.is_required,
        "hint": text.hint,
        "buttons": _BUTTONS,
        "editor_components": [],
        "modes": ["rich_text", "raw"],
        "linked_images": False,
        "use_emoji_autocomplete": False,
    }
    if text.keeps_headings:
        body["default"] = "\n\n".join(f"## {heading}\n\n" for heading in text.headings).strip()
        ordered = r"[\s\S]*?".join(rf"## {heading}" for heading in text.headings)
        body["pattern"] = [
            rf"^[\s\S]*?{ordered}",
            f"请保留四个小标题，按这个顺序：{'、'.join(text.headings)}。",
        ]
    return body
