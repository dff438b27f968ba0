"""Who may change what: one table of paths and roles, and one of the keys that lie in another's files.

Every door asks it: a change on a forge, a package, a folder, a mail, a Word file, a form. A path in no row
is the maintainers': what nobody thought of is closed, whatever it looks like (`Shili`, `ｓhili`, `.git/`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from qiangxiao.foundation.slugs import SLUG, SLUG_MAX, is_device
from qiangxiao.records.kind import Scope, Writer
from qiangxiao.records.kinds import DISTRICT_MEDIA, KINDS, MEDIA, kind_of
from qiangxiao.records.scalars import PHOTO_NAME


class Role(Enum):
    """What somebody is in the program; who stands later in this list may do all that those before may."""

    SCHOOL = "school"
    EDITOR = "editor"
    MAINTAINER = "maintainer"

    @property
    def label(self) -> str:
        """The role in Chinese."""
        return {
            Role.SCHOOL: Writer.SCHOOL.value,
            Role.EDITOR: Writer.EDITOR.value,
            Role.MAINTAINER: "维护人",
        }[self]

    def covers(self, other: Role) -> bool:
        """Tell whether this role may do what the other may."""
        order = list(Role)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True, slots=True)
class Row:
    """A kind of place: `pattern` matches the whole path, `role` is the least that may change it."""

    pattern: re.Pattern[str]
    role: Role
    what: str
    office: Scope | None = None
    """Whose office writes it, the district's or the city's, though it has no account: an editor answers for
    what comes from there.
    """


def _rows() -> tuple[Row, ...]:
    kinds = tuple(
        Row(
            kind.layout.pattern,
            Role.SCHOOL if kind.scope is Scope.SCHOOL and kind.writer is Writer.SCHOOL else Role.EDITOR,
            kind.label,
            kind.scope if kind.writer is Writer.OFFICE else None,
        )
        for kind in KINDS
    )
    return (
        Row(MEDIA.pattern, Role.SCHOOL, "照片"),
        # catches "schools/media/tuijinhui-1.jpg", spares "schools/media/logo.svg" (maintainers')
        Row(re.compile(rf"schools/media/{PHOTO_NAME}"), Role.EDITOR, "要闻的照片", Scope.CITY),
        Row(DISTRICT_MEDIA.pattern, Role.EDITOR, "区县动态的照片", Scope.DISTRICT),
        *kinds,
        # catches "docs/permalinks.yml", spares "docs/permalinks.yml.bak" (pages of the guide are not theirs)
        Row(re.compile(r"docs/permalinks\.yml"), Role.EDITOR, "登记公开地址的账"),
        # generated from the accounts, in the same change as those
        # catches ".github/CODEOWNERS", spares ".github/workflows/check.yml", "docs/CODEOWNERS"
        Row(re.compile(r"\.(?:github|gitlab)/CODEOWNERS"), Role.EDITOR, "审核名单"),
    )


TABLE: tuple[Row, ...] = _rows()
# catches "tools/a.py", "schools/Jinjiang/a/b", spares ""
THE_REST = Row(re.compile(r".+", re.DOTALL), Role.MAINTAINER, "程序、设置和网站的固定页面")
"""Every other path."""

_ANYWHERE: Mapping[str, Role] = {"review": Role.EDITOR, "maintainers": Role.EDITOR, "id": Role.EDITOR}
_KEYS: Mapping[str, Mapping[str, Role]] = {"program": {"maintainers": Role.MAINTAINER}}
_OF_DISTRICTS = "|".join(
    sorted({kind.folder for kind in KINDS if kind.scope is Scope.DISTRICT and kind.folder})
)
# catches "schools/jinjiang/shili/plan.yml", spares "schools/jinjiang/district.yml", "schools/Jinjiang/a/b",
# "schools/jinjiang/news/2026-10-20-zoufang.md" (a folder of the district, not a school)
_FOLDER = re.compile(rf"schools/({SLUG}/(?!(?:{_OF_DISTRICTS}|media)/){SLUG})/.+", re.DOTALL)


CITY = "*"
"""What stands for the city among the ids of those who send: no slug, so no district is called that."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who changes something. Those who contribute own the places of `owned`; others own none.

    A place is the id of a school; of a district or `CITY` where an editor answers for its office.
    """

    role: Role
    owned: frozenset[str] = frozenset()

    def may_change(self, path: str) -> bool:
        """Tell whether a path is theirs to add, change or delete."""
        if self.role is Role.SCHOOL:
            return owner_of(path) in self.owned
        return self.role.covers(row_of(path).role)

    @property
    def label(self) -> str:
        """Who it is in Chinese, with the folders."""
        return f"{self.role.label}（{'、'.join(sorted(self.owned))}）" if self.owned else self.role.label


def row_of(path: str) -> Row:
    """Return the row of the table that a path falls under; names that no file may have are in none."""
    parts = path.rsplit(".", 1)[0].split("/")
    if any(len(part) > SLUG_MAX or is_device(part) for part in parts):
        return THE_REST
    return next((row for row in TABLE if row.pattern.fullmatch(path)), THE_REST)


def school_of(path: str) -> str:
    """Return the id of the school in whose folder a path lies; empty for none."""
    found = _FOLDER.fullmatch(path)
    return found[1] if found else ""


def owner_of(path: str) -> str:
    """Return who sends a path: the id of a school or a district, or `CITY`; empty for what only editors
    write.
    """
    row = row_of(path)
    if row.role is Role.SCHOOL:
        return school_of(path)
    if row.office is None:
        return ""
    return path.split("/")[1] if row.office is Scope.DISTRICT else CITY


def is_school(owner: str) -> bool:
    """Tell whether somebody who sends is a school, not an office."""
    return "/" in owner


def own_ids(path: str) -> str:
    """Return how the ids begin that a file may have for its own: those of its school, or of its folder."""
    school = school_of(path) if is_school(owner_of(path)) else ""
    folder = path.removeprefix("schools/").removeprefix("docs/").rpartition("/")[0]
    return f"{school or folder}/"


def guarded_keys(path: str) -> Mapping[str, Role]:
    """Return the top-level keys of a file that only some may set, with the least role that may."""
    kind = kind_of(path)
    if kind is None or kind.is_list:
        return {}
    return _ANYWHERE if owner_of(path) else _KEYS.get(kind.name, {})
