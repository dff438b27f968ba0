"""The changed pages of a contribution as one HTML document that needs nothing but a browser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from qiangxiao.foundation.problems import Problem, Severity
from qiangxiao.rendering.templates import Templates


@dataclass(frozen=True, slots=True)
class PreviewFile:
    """A file of the change. `change` is 新增, 修改 or 删去."""

    path: str
    change: str
    label: str
    title: str
    note: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class PreviewSection:
    """A page of the site with the files that make it. Without
    `content` the page cannot be shown, and `why` says so.
    """

    anchor: str
    title: str
    files: tuple[PreviewFile, ...]
    content: Markup = field(default_factory=Markup)
    why: str = ""
    is_new: bool = False
    differences: tuple[Markup, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of its files, errors first."""
        found = [problem for file in self.files for problem in file.problems]
        return tuple(sorted(found, key=lambda problem: list(Severity).index(problem.severity)))

    @property
    def worst(self) -> Severity | None:
        """The worst severity among its problems."""
        problems = self.problems
        return problems[0].severity if problems else None


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything the document says. `also` are titles of other pages that change with these."""

    name: str
    as_of: date
    sections: tuple[PreviewSection, ...]
    deleted: tuple[PreviewFile, ...] = ()
    elsewhere: tuple[Problem, ...] = ()
    also: tuple[str, ...] = ()
    other_files: tuple[str, ...] = ()
    is_sample: bool = False

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem the change has to answer for."""
        files = (*(file for section in self.sections for file in section.files), *self.deleted)
        return (*(problem for file in files for problem in file.problems), *self.elsewhere)


def render_preview(preview: Preview, styles: Sequence[str]) -> str:
    """Return the document. It loads nothing and runs nothing, and a policy in it forbids that it could."""
    css = Markup("\n").join(Markup(style.replace("</", "<\\/")) for style in styles)
    counts = [(level, sum(p.severity is level for p in preview.problems)) for level in Severity]
    return Templates().render("preview.j2", "", preview=preview, css=css, counts=counts).strip() + "\n"
