"""The PDF, the Word file and the mail beside every published issue, made once and kept in the cache."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from qiangxiao.foundation.fonts import installed_fonts
from qiangxiao.rendering.bulletin.content import IssueContent, issue_content, pictures_of
from qiangxiao.rendering.bulletin.email import render_email
from qiangxiao.rendering.bulletin.pdf import UnprintableError, bulletin_pdf
from qiangxiao.rendering.bulletin.word import bulletin_docx
from qiangxiao.rendering.page import Artifact
from qiangxiao.rendering.pages.context import Download, Site
from qiangxiao.rendering.photos import PhotoFile
from qiangxiao.site.cache import Cache, Kept
from qiangxiao.site.verification import Defect

LABELS = {"pdf": "PDF", "docx": "Word", "eml": "邮件"}
"""The files of an issue by their ending, with what readers call them."""
StillPhoto = Callable[[str], PhotoFile | None]


@dataclass(frozen=True)
class IssueFiles:
    """Each file by its path on the site, what pages offer, and what could not be printed."""

    kept: Mapping[str, Kept]
    downloads: Mapping[str, tuple[Download, ...]]
    defects: tuple[Defect, ...] = ()

    def artifacts(self) -> Iterator[Artifact]:
        """Yield every file."""
        for path, kept in sorted(self.kept.items()):
            yield Artifact(path, kept.data())


@dataclass(frozen=True)
class IssuePrinter:
    """Makes the files of one issue. `fonts` is the folder of the fonts; without it there is no PDF."""

    site: Site
    issue: IssueContent
    still: StillPhoto
    fonts: Path | None

    @cached_property
    def photos(self) -> Mapping[str, bytes]:
        """The photos the issue shows, as they are published, by their path."""
        found = {picture.path: self.still(picture.path) for picture in pictures_of(self.issue)}
        return {path: file.data for path, file in found.items() if file is not None}

    @property
    def endings(self) -> tuple[str, ...]:
        """The files that can be made, in the order of making: the mail carries the PDF."""
        return tuple(ending for ending in LABELS if ending != "pdf" or self.fonts is not None)

    def make(self, ending: str, pdf: bytes | None = None) -> bytes:
        """Return a file; `pdf` travels with the mail. Raises UnprintableError."""
        if ending == "pdf":
            assert self.fonts is not None
            return bulletin_pdf(self.issue, self.photos, self.fonts)
        if ending == "docx":
            return bulletin_docx(self.issue, self.photos)
        program = self.site.edition.catalog.program
        mail = render_email(
            self.site.templates, self.issue, self.still, program.timezone, program.site.tag_authority, pdf
        )
        return mail.data

    def inputs(self) -> tuple[str | bytes, ...]:
        """Return everything that the files are made from, besides the program."""
        program = self.site.edition.catalog.program
        photos = (part for path, data in sorted(self.photos.items()) for part in (path, data))
        stated = (str(self.fonts is None), program.timezone, program.site.tag_authority, repr(self.issue))
        return (*stated, *photos)


def issue_files(site: Site, still: StillPhoto, cache: Cache, fonts: Path | None = None) -> IssueFiles:
    """Make the files of every published issue, or take them from the cache; without fonts no PDF."""
    fonts = fonts or installed_fonts()
    kept: dict[str, Kept] = {}
    downloads: dict[str, tuple[Download, ...]] = {}
    defects = []
    for entry in site.edition.bulletins:
        printer = IssuePrinter(site, issue_content(site, entry), still, fonts)
        try:
            made = _kept_files(printer, cache)
        except UnprintableError as error:
            defects.append(Defect(error.path, f"没有一种字体有“{error.character}”这个字，不能排印"))
            continue
        offered = []
        for ending, file in made.items():
            path = f"{entry.address}{file_stem(printer.issue)}.{ending}"
            kept[path] = file
            name = f"{saved_name(printer.issue)}.{ending}"
            offered.append(Download(path, LABELS[ending], name, len(file.data()), ending == "eml"))
        downloads[entry.address] = tuple(offered)
    return IssueFiles(kept, downloads, tuple(defects))


def _kept_files(printer: IssuePrinter, cache: Cache) -> dict[str, Kept]:
    """Return every file of an issue, made now unless it is in the cache."""
    found: dict[str, Kept] = {}
    inputs = printer.inputs()
    for ending in printer.endings:
        found[ending] = cache.keep(
            cache.key("issue", ending, *inputs), partial(_make, printer, ending, found.get("pdf"))
        )
    return found


def _make(printer: IssuePrinter, ending: str, pdf: Kept | None) -> bytes:
    return printer.make(ending, pdf.data() if pdf and ending == "eml" else None)


def file_stem(issue: IssueContent) -> str:
    """Return what an issue's files are called on the site: the last part of its address."""
    return issue.address.rstrip("/").rpartition("/")[2]


def saved_name(issue: IssueContent) -> str:
    """Return the name under which readers save an issue's files, without the ending."""
    return f"{issue.name}{issue.year_label}"
