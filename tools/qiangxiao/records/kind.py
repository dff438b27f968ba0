"""What the house knows of a kind of content file. Every record module declares its kind beside its model.

Forms, templates, scaffolds, schemas, reference pages, the loader, open data and the site read these
declarations and nothing else: a kind that is declared is asked for, checked, documented and kept everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Generic, TypeVar

from pydantic import BaseModel

from qiangxiao.foundation.slugs import SLUG
from qiangxiao.sources.discovery import Layout

R = TypeVar("R", bound=BaseModel, covariant=True)


class Scope(Enum):
    """Whose a file is. The value is the folder it lies in, and the same as an example."""

    PROGRAM = ("schools", "schools")
    DISTRICT = (rf"schools/(?P<district>{SLUG})", "schools/jinjiang")
    SCHOOL = (rf"schools/(?P<district>{SLUG})/(?P<school>{SLUG})", "schools/jinjiang/shili")
    CITY = ("docs", "docs")


class Writer(Enum):
    """Who writes a file."""

    SCHOOL = "学校"
    OFFICE = "单位"
    """The district's or the city's own office: editors enter it on a forge, form and package may bring it."""
    EDITOR = "编辑"


@dataclass(frozen=True, slots=True)
class Naming:
    """How the files of a kind of which there are many are named.

    `pattern` matches a name without its extension, its groups say what the name tells. `template` names a new
    file in the online form, `form_pattern` is what a name must be there and `hint` says so.
    """

    pattern: str
    template: str
    form_pattern: str
    hint: str


DATED = Naming(
    rf"(?P<date>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})-{SLUG}",
    "{{fields.date}}-{{uuid_shorter}}",
    rf"^\d{{4}}-\d{{2}}-\d{{2}}-{SLUG}$",
    "会自动生成，一般不用改。要改就写成“日期-拼音”，例如 2026-10-12-kaifangke，日期要与上面填的一致；"
    "只用小写英文字母、数字和短横。",
)
BY_SEMESTER = Naming(
    rf"(?P<semester>[0-9]{{4}}-(?:spring|autumn))(?:-{SLUG})?",
    "{{fields.semester}}",
    rf"^\d{{4}}-(spring|autumn)(-{SLUG})?$",
    "就是学期，例如 2026-autumn；同一学期第二次写成 2026-autumn-2。",
)
YEARLY = Naming(
    rf"(?P<year>[0-9]{{4}})(?:-{SLUG})?",
    "{{year}}",
    rf"^\d{{4}}(-{SLUG})?$",
    "就是年份，例如 2026。",
)


def named(prefix: str, example: str) -> Naming:
    """Return the naming of files that are called by a
    slug: `prefix` begins the name that the form proposes.
    """
    return Naming(
        SLUG,
        f"{prefix}-{{{{uuid_shorter}}}}",
        rf"^{SLUG}$",
        f"会自动生成，一般不用改。要改就用拼音，例如 {example}；只用小写英文字母、数字和短横。",
    )


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """The Markdown body of a kind: what a writer is told of it, and the headings it is begun with."""

    hint: str = ""
    headings: tuple[str, ...] = ()
    keeps_headings: bool = False
    """All of the headings must stay, in this order."""
    also_called: tuple[re.Pattern[str], ...] = ()
    """What offices call each of those headings elsewhere; the first that fits, in their order, is meant."""
    of_fields: Mapping[str, str] = field(default_factory=dict)
    """Headings of which the text belongs in a field, with the field."""
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """How the online form asks for a kind. `last` are the fields asked after the others, in this order.

    For a kind of which there are many: `singular` names one, `title` is the
    field that tells one from another, `summary` is its line in the list,
    `sort` the field that orders the list, `needed` what its name is made of.
    """

    icon: str
    last: tuple[str, ...] = ("body",)
    singular: str = ""
    title: str = "title"
    summary: str = "{{title}}"
    sort: str = "date"
    needed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sent:
    """When schools send one of a kind alone, as a Word file
    or on a form of a forge; `name` if it differs there.
    """

    when: str
    name: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Kind(Generic[R]):
    """One kind of content file.

    `name` is its identifier, `label` its Chinese name, `order` its place among the kinds. `folder` and
    `naming` are for a kind of which there are many; one of which there is one file is called after `name`.
    `noun` is its name in search and in short labels, `heading` the name above a text of its own.
    """

    name: str
    label: str
    model: type[R]
    order: int
    scope: Scope
    example: str
    """An example of a file's name, with its extension."""
    folder: str = ""
    naming: Naming | None = None
    writer: Writer = Writer.SCHOOL
    noun: str = ""
    heading: str = ""
    text: Text | None = None
    may_be_text: bool = False
    """A file of data that may also be Markdown: the same data in front, the full text behind it."""
    asked: Asked | None = None
    is_list: bool = False
    """The file is a list of records, not one."""
    is_item: bool = False
    """A text with a page of its own that lists, materials and other texts may name by its id."""
    is_internal: bool = False
    """Editors keep it for themselves: neither pages nor open data have it."""
    is_fed: bool = False
    """Feeds bring it."""
    is_printed: bool = False
    """The bulletin may print it."""
    is_scaffolded: bool = True
    """`qiangxiao new` begins one."""
    sent: Sent | None = None
    """Schools may send one alone."""
    withheld: frozenset[str] = frozenset({"review"})
    """Fields that are no business of readers: who signed, who maintains, what editors declined."""
    editors_fields: frozenset[str] = frozenset({"id", "review", "corrections", "draft"})
    """Fields that only an editor or the program writes: no form asks for them."""
    is_reviewed: bool = False
    """The program may want the three reviews before it is published."""
    is_proofread: bool = False
    """It is typeset, so the program may want the three proofs as well."""
    signed_without: frozenset[str] = frozenset({"draft"})
    """Fields that a sign-off does not cover, because publishing itself sets them."""
    depends_on: Mapping[str, str] = field(default_factory=dict)
    """Optional fields that a new file has where the school has a record of the kind they refer to."""
    begun_with: Callable[[date], dict[str, str]] = field(default=lambda day: {})
    """What else is known of a new file that is dated a day."""
    dated_by: str = ""
    """The field that says its day, where a new file may be given another than today's."""

    @property
    def layout(self) -> Layout:
        """Where its files are."""
        pattern, folder = self.scope.value
        name, extension = self.example.rsplit(".", 1)
        inside = f"{self.folder}/" if self.folder else ""
        stem = f"(?P<name>{self.naming.pattern})" if self.naming else re.escape(name)
        return Layout(
            self.name,
            # of updates it catches "…/updates/2026-10-12-ke.md", spares "…/updates/ke.md" and "….markdown"
            re.compile(rf"{pattern}/{inside}{stem}\.{'(?:yml|md)' if self.may_be_text else extension}"),
            f"{folder}/{inside}{self.example}",
        )

    @property
    def extension(self) -> str:
        """The extension of its files, with its dot."""
        return f".{self.example.rsplit('.', 1)[1]}"

    @property
    def is_many(self) -> bool:
        """Tell whether one school, or the city, has many of them."""
        return self.naming is not None

    @property
    def is_of_school(self) -> bool:
        """Tell whether its files lie in the folder of a school."""
        return self.scope is Scope.SCHOOL

    @property
    def short_name(self) -> str:
        """Its name in search and short labels."""
        return self.noun or self.label
