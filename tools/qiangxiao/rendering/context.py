"""What every page family needs to know of the site: the edition, the templates, names and addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from markupsafe import Markup

from qiangxiao.catalog.catalog import Entry, School
from qiangxiao.foundation.palette import Palette
from qiangxiao.records.baseline import BASELINE, BaselineProblem
from qiangxiao.records.case import ReformCase
from qiangxiao.records.plan import PLAN, Indicator, Objective, Task
from qiangxiao.records.support import SUPPORT, Partnership
from qiangxiao.rendering import recalling
from qiangxiao.rendering.case_change import Change, change_of
from qiangxiao.rendering.page import Crumb, relative
from qiangxiao.rendering.qr_code import code
from qiangxiao.rendering.recalling import Recall
from qiangxiao.rendering.remembering import Remember, make_anew
from qiangxiao.rendering.search_facets import Searchable, describe_for_search
from qiangxiao.rendering.templates import Templates, body_markdown
from qiangxiao.selection.edition import Edition
from qiangxiao.sources.body import Body

HOME = Crumb("首页", "")
_SIZES = "(max-width: 48em) calc(100vw - 2rem), 42em"
"""How wide a photo is shown: a phone's width, or the column of text."""

_CARD = 320
"""How wide a photo on a card is at least, in pixels."""


@dataclass(frozen=True, slots=True)
class PhotoSize:
    """One of the sizes a photo is published in, by its site-relative path and its width in pixels."""

    path: str
    width: int


@dataclass(frozen=True, slots=True)
class Photo:
    """A published photo: its site-relative path, its size in pixels and in bytes.

    `still` is the largest JPEG or PNG, `stills` its sizes, `webp` those that are WebP.
    """

    path: str
    width: int
    height: int
    size: int
    still: str = ""
    stills: tuple[PhotoSize, ...] = ()
    webp: tuple[PhotoSize, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A photo on a page; `srcset` and `webp` list its sizes as `srcset` attributes do."""

    src: str
    alt: str
    width: int
    height: int
    srcset: str = ""
    webp: str = ""

    def html(self, title: str = "", is_lazy: bool = True) -> Markup:
        """Return it as HTML: WebP where the browser can,
        else JPEG or PNG, in the size that suits the screen.
        """
        sizes = f' sizes="{_SIZES}"'
        webp = f'<source type="image/webp" srcset="{escape(self.webp)}"{sizes}>' if self.webp else ""
        srcset = f' srcset="{escape(self.srcset)}"{sizes}' if "," in self.srcset else ""
        hint = f' title="{escape(title)}"' if title else ""
        later = ' loading="lazy" decoding="async"' if is_lazy else ""
        image = (
            f'<img src="{escape(self.src)}"{srcset} alt="{escape(self.alt)}"{hint} width="{self.width}" '
            f'height="{self.height}"{later}>'
        )
        return Markup(f"<picture>{webp}{image}</picture>" if webp else image)


@dataclass(frozen=True, slots=True)
class Download:
    """A file offered on a page: its site-relative path, what
    it is, the name it is saved under, its size in bytes.

    What only editors need is offered at the end of the page. A file without a name is not saved but opened.
    """

    path: str
    label: str
    name: str
    size: int
    is_for_editors: bool = False

    @property
    def size_text(self) -> str:
        """The size as readers say it: 680 KB, 1.2 MB."""
        return f"{self.size / 1e6:.1f} MB" if self.size >= 1e6 else f"{max(1, round(self.size / 1e3))} KB"


@dataclass(frozen=True)
class Site:
    """The edition with everything templates ask of it.

    `photos` maps content paths to published photos, `documents` holds the addresses of hand-written pages,
    `downloads` the files offered on a page by its address, `has_form` tells whether schools can fill in the
    online form.
    """

    edition: Edition
    photos: Mapping[str, Photo] = field(default_factory=dict)
    documents: frozenset[str] = frozenset()
    downloads: Mapping[str, tuple[Download, ...]] = field(default_factory=dict)
    has_form: bool = False
    templates: Templates = field(default_factory=Templates)
    remember: Remember = make_anew
    recall: Recall = recalling.make_anew

    @property
    def palette(self) -> Palette:
        """The program's colours."""
        return self.edition.catalog.program.looks.palette

    def school_address(self, school: School) -> str:
        """Return the address of a school's page."""
        return f"schools/{school.id}/"

    def school_name(self, content_id: str) -> str:
        """Return the name of the school a content id belongs to."""
        school = self.edition.catalog.school_of(content_id)
        return school.name if school else content_id

    def measure_address(self, name: str) -> str:
        """Return the address of a measure's page by its Chinese name, or the empty string."""
        measure = self.edition.measure(name)
        return f"measures/{measure.id}/" if measure else ""

    def partnership(self, school: School) -> Partnership | None:
        """Return the partnership that holds on the day."""
        pair = own.partnership if (own := school.record(SUPPORT)) else None
        return pair if pair and pair.is_active(self.edition.as_of) else None

    def case_tags(self, entry: Entry[ReformCase]) -> tuple[str, ...]:
        """Return what a case is filed under: its measures and subjects."""
        return (*entry.record.measures, *(subject.value for subject in entry.record.subjects))

    def whole_address(self, address: str) -> str:
        """Return a page's address with that of the site; nothing while the site has none."""
        base = (self.edition.catalog.program.site.url or "").rstrip("/")
        return f"{base}/{address}" if base else ""

    def code(self, address: str) -> Markup | str:
        """Return a page's whole address as a QR code; nothing while the site has no address."""
        whole = self.whole_address(address)
        return Markup(code(whole)) if whole else ""

    def change(self, entry: Entry[ReformCase]) -> Change | None:
        """Return what a case changed, as it is drawn."""
        return change_of(entry.record)

    def adopter_count(self, entry: Entry[ReformCase]) -> int:
        """Return how many schools used a case."""
        users = self.edition.adopters.get(entry.id, ())
        return len({school.id for user in users if (school := self.edition.catalog.school_of(user.id))})

    def task(self, school: School, task_id: str) -> Task | None:
        """Return a task of a school's plan."""
        tasks = own.tasks if (own := school.record(PLAN)) else ()
        return next((task for task in tasks if task.id == task_id), None)

    def indicator(self, school: School, indicator_id: str) -> Indicator | None:
        """Return an indicator of a school's plan."""
        indicators = own.indicators if (own := school.record(PLAN)) else ()
        return next((indicator for indicator in indicators if indicator.id == indicator_id), None)

    def problems_named(self, school: School, ids: Sequence[str]) -> tuple[BaselineProblem, ...]:
        """Return problems of a school's baseline by their ids."""
        problems = own.problems if (own := school.record(BASELINE)) else ()
        return tuple(problem for problem in problems if problem.id in ids)

    def objectives_for(self, school: School, problem_id: str) -> tuple[Objective, ...]:
        """Return the objectives that answer a problem."""
        objectives = own.objectives if (own := school.record(PLAN)) else ()
        return tuple(objective for objective in objectives if problem_id in objective.problems)

    def figure(self, school: School, file: str, alt: str, page_address: str) -> Figure | None:
        """Return a photo of a school as shown on a page; None if it could not be published."""
        return self.picture(f"schools/{school.id}/{file}", alt, page_address)

    def picture(self, path: str, alt: str, page_address: str) -> Figure | None:
        """Return a published photo, by its path, as shown on a page; None if it could not be published."""
        photo = self.photos.get(path)
        if photo is None:
            return None
        return Figure(
            relative(page_address, photo.still or photo.path),
            alt,
            photo.width,
            photo.height,
            _srcset(page_address, photo.stills),
            _srcset(page_address, photo.webp),
        )

    def thumbnail(self, school: School, file: str | None, alt: str) -> Figure | None:
        """Return a photo of a school in its smallest size, by its site-relative path, for a card."""
        photo = self.photos.get(f"schools/{school.id}/{file}") if file else None
        if photo is None or not photo.stills:
            return None
        size = min(
            (found for found in photo.stills if found.width >= _CARD), default=photo.stills[-1], key=_width
        )
        return Figure(size.path, alt, size.width, round(size.width * photo.height / photo.width))

    def body(self, body: Body | None, school: School, page_address: str, deeper: int = 0) -> Markup:
        """Return a body of a school for a staged page, its photos in every size."""
        return self.body_in(body, f"schools/{school.id}/", page_address, deeper)

    def body_in(self, body: Body | None, folder: str, page_address: str, deeper: int = 0) -> Markup:
        """Return a body whose photos lie in a folder for a staged page, its photos in every size."""
        if body is None:
            return Markup()

        def picture(file: str, alt: str, title: str) -> str | None:
            figure = self.picture(f"{folder}{file}", alt, page_address)
            return figure.html(title) if figure else None

        return body_markdown(body, relative(page_address, f"{folder}media/"), picture, deeper)

    def crumbs(self, *steps: tuple[str, str | None]) -> tuple[Crumb, ...]:
        """Return breadcrumbs from the home page."""
        return (HOME, *(Crumb(title, address) for title, address in steps))

    def school_crumbs(self, school: School, *steps: tuple[str, str | None]) -> tuple[Crumb, ...]:
        """Return breadcrumbs to a school's page or on from it."""
        district = self.edition.district_name(school.district_id)
        at = self.school_address(school) if steps else None
        return self.crumbs((district, f"districts/{school.district_id}/"), (school.name, at), *steps)

    def describe_school_page(self, school: School, text: str, **more: Any) -> Searchable:
        """Describe a page of a school to search."""
        return describe_for_search(text, district=self.edition.district_name(school.district_id), **more)


def _width(size: PhotoSize) -> int:
    return size.width


def _srcset(page_address: str, sizes: Sequence[PhotoSize]) -> str:
    return ", ".join(f"{relative(page_address, size.path)} {size.width}w" for size in sizes)
