"""The PDF, the Word file and the mail beside every published issue, made once and kept by what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from qiangxiao.foundation.fonts import FONTS, installed_fonts
from qiangxiao.rendering.bulletin.content import IssueContent, issue_content, pictures_of
from qiangxiao.rendering.bulletin.email import render_email
from qiangxiao.rendering.bulletin.pdf import UnprintableError, bulletin_pdf
from qiangxiao.rendering.bulletin.word import bulletin_docx
from qiangxiao.rendering.page import Artifact
from qiangxiao.rendering.pages.context import Download, Site
from qiangxiao.rendering.photos import PhotoFile
from qiangxiao.site.verification import Defect

StillPhoto = Callable[[str], PhotoFile | None]


@dataclass(frozen=True)
class IssueFiles:
    """Where each file is kept by its path on the site, what pages offer, and what could not be printed."""

    kept: Mapping[str, Path]
    downloads: Mapping[str, tuple[Download, ...]]
    defects: tuple[Defect, ...] = ()

    def artifacts(self) -> Iterator[Artifact]:
        """Yield every file."""
        for path, kept in sorted(self.kept.items()):
            yield Artifact(path, kept.read_bytes())


def issue_files(site: Site, still: StillPhoto, cache: Path, fonts: Path | None = None) -> IssueFiles:
    """Make the files of every published issue; without fonts no PDF."""
    fonts = fonts or installed_fonts()
    cache.mkdir(parents=True, exist_ok=True)
    program = site.edition.catalog.program
    tools = _tools_digest()
    kept: dict[str, Path] = {}
    downloads: dict[str, tuple[Download, ...]] = {}
    defects = []
    for entry in site.edition.bulletins:
        issue = issue_content(site, entry)
        photos = photos_of(issue, still)
        digest = sha256(f"{tools}|{fonts is None}|{program.timezone}|{program.site.tag_authority}|{issue!r}|{_photos_digest(photos)}".encode()).hexdigest()
        made = []
        pdf: Path | None = None
        for label, ending in (("PDF", "pdf"), ("Word", "docx"), ("邮件", "eml")):
            target = cache / f"{digest}.{ending}"
            if ending == "pdf" and fonts is None:
                continue
            if not target.is_file():
                try:
                    if ending == "pdf" and fonts:
                        data = bulletin_pdf(issue, photos, fonts)
                    elif ending == "docx":
                        data = bulletin_docx(issue, photos)
                    else:
                        data = issue_mail(site, issue, still, pdf.read_bytes() if pdf else None)
                except UnprintableError as error:
                    defects.append(Defect(error.path, f"没有一种字体有“{error.character}”这个字，不能排印"))
                    continue
                part = target.with_suffix(".part")
                part.write_bytes(data)
                part.replace(target)
            pdf = target if ending == "pdf" else pdf
            path = f"{entry.address}{file_stem(issue)}.{ending}"
            kept[path] = target
            made.append(Download(path, label, f"{saved_name(issue)}.{ending}", target.stat().st_size))
        downloads[entry.address] = tuple(made)
    _prune(cache, set(kept.values()))
    return IssueFiles(kept, downloads, tuple(defects))


def photos_of(issue: IssueContent, still: StillPhoto) -> Mapping[str, bytes]:
    """Return the photos an issue shows, as they are published, by their path."""
    found = {picture.path: still(picture.path) for picture in pictures_of(issue)}
    return {path: file.data for path, file in found.items() if file is not None}


def issue_mail(site: Site, issue: IssueContent, still: StillPhoto, pdf: bytes | None) -> bytes:
    """Return an issue as a mail, with its PDF if there is one."""
    program = site.edition.catalog.program
    return render_email(site.templates, issue, still, program.timezone, program.site.tag_authority, pdf).data


def file_stem(issue: IssueContent) -> str:
    """Return what an issue's files are called on the site: the last part of its address."""
    return issue.address.rstrip("/").rpartition("/")[2]


def saved_name(issue: IssueContent) -> str:
    """Return the name under which readers save an issue's files, without the ending."""
    return f"{issue.name}{issue.year_label}"


def _tools_digest() -> str:
    """Digest of what makes the files: our own code, the libraries, the fonts."""
    digest = sha256()
    folders = (files("qiangxiao.rendering.bulletin"), files("qiangxiao.rendering") / "templates" / "mail")
    for part in sorted((part for folder in folders for part in folder.iterdir()), key=lambda part: part.name):
        if part.is_file():
            digest.update(part.name.encode() + part.read_bytes())
    for package in ("typst", "python-docx", "pillow", "css-inline"):
        digest.update(version(package).encode())
    digest.update("".join(font.digest for font in FONTS).encode())
    return digest.hexdigest()


def _photos_digest(photos: Mapping[str, bytes]) -> str:
    return "|".join(f"{path}={sha256(data).hexdigest()}" for path, data in sorted(photos.items()))


def _prune(cache: Path, wanted: Iterable[Path]) -> None:
    """Remove the files of what no issue says any more."""
    keep = set(wanted)
    for path in cache.iterdir():
        if path not in keep:
            path.unlink()
