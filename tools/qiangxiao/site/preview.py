"""The changed pages of a contribution as one HTML file:
what `build` would make of them, without building the site.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path

from lxml import html
from markupsafe import Markup

from qiangxiao.authoring.git_changes import Changes
from qiangxiao.catalog.catalog import Catalog
from qiangxiao.foundation.palette import Palette
from qiangxiao.foundation.problems import Problem
from qiangxiao.records.bulletin import BULLETIN
from qiangxiao.records.featured import FEATURED
from qiangxiao.records.kinds import CITY_FOLDERS
from qiangxiao.records.news import NEWS
from qiangxiao.rendering.context import Photo, Site
from qiangxiao.rendering.page import Page
from qiangxiao.rendering.page_fragment import fragment, paragraphs_of
from qiangxiao.rendering.pages.everything import all_pages
from qiangxiao.rendering.photos import preview_photo
from qiangxiao.rendering.preview import Preview, PreviewFile, PreviewSection, render_preview
from qiangxiao.rendering.word_diff import diff_paragraphs
from qiangxiao.reporting.of_changes import ChangeReport
from qiangxiao.selection.change import ChangedFile, day_of, list_changed_files, publish_drafts
from qiangxiao.selection.edition import Edition
from qiangxiao.site.documents import Documents, document_address, document_pages
from qiangxiao.site.photos import list_shown_photos
from qiangxiao.site.project import THEME

MOST_PAGES = 40  # in one preview; a reviewer looks at no more
MOST_PHOTO_BYTES = 6_000_000  # of photos inside one HTML file, which is sent as an attachment
MOST_TEXT_BYTES = 6_000_000  # of pages inside it
_UNREADABLE = "文件还读不出来，改好上面的错误以后才能预览。"
_UNSEEN = "网站上没有专门显示这份内容的页面。"
_TOO_MUCH = "改动的页面太多，这一页没有放进预览。"

Groups = dict[str, list[PreviewFile]]
"""Files of the change by the address of the page they make; a file without a page under its own path."""


def make_preview(
    now: Catalog, before: Catalog | None, as_of: date, changes: Changes, report: ChangeReport
) -> str:
    """Return the preview of a change, given the program
    after it and before it: at most about 20 MB of HTML.
    """
    day = day_of(now, changes.paths, as_of)
    published = publish_drafts(now, changes.paths, day)
    after = _pages(published, day)
    earlier = _pages(before, day) if before else {}
    groups = _group(now, published, before, as_of, changes, after, report)
    shown = [address for address in groups if address in after][:MOST_PAGES]
    maker = _Maker(now, after, earlier, {address: f"p{at}" for at, address in enumerate(shown, 1)})
    deleted = tuple(_list_deleted(before, as_of, changes, report))
    known = {file.path for files in groups.values() for file in files} | {file.path for file in deleted}
    return render_preview(
        Preview(
            name=now.program.name,
            as_of=day,
            sections=tuple(maker.sections(groups)),
            deleted=deleted,
            elsewhere=report.caused,
            also=tuple(sorted(_list_also_changed(groups, after, earlier))),
            other_files=tuple(path for path in changes.paths if path not in known),
        ),
        _styles(now.program.looks.palette),
    )


def _pages(catalog: Catalog, day: date) -> Mapping[str, Page]:
    """Return every page of the site by its address; photos have no size yet."""
    edition = Edition(catalog, day)
    photos = {path: Photo(path, 1, 1, 0) for path in list_shown_photos(edition)}
    docs = catalog.root / "docs"
    documents = {page.address: page for page in document_pages(Documents(docs, docs))}
    site = Site(edition, photos, frozenset(documents))
    return {page.address: page for page in chain(documents.values(), all_pages(site))}


def _group(
    now: Catalog,
    published: Catalog,
    before: Catalog | None,
    as_of: date,
    changes: Changes,
    after: Mapping[str, Page],
    report: ChangeReport,
) -> Groups:
    groups: Groups = {}
    present = (*changes.added, *changes.changed)
    as_before = {(entry.id, entry.record) for entry in before.all(FEATURED)} if before else set()
    untouched = {entry.id for entry in now.all(FEATURED) if (entry.id, entry.record) in as_before}
    brought = _find_brought_sign_offs(now, before)
    # an issue gets its address with its number
    issues = {entry.path: entry.address for entry in published.all(BULLETIN)}
    for file in list_changed_files(now, present, as_of):
        if any(address.rstrip("/") in untouched for address in file.addresses):
            continue
        places = (*file.addresses, issues.get(file.path, file.path))
        address = next((place for place in places if place in after), file.path)
        _put(
            groups,
            address,
            _preview_file(replace(file, note=file.note + brought.get(file.path, "")), changes, report),
        )
    for path in present:
        for address, label in _pages_of(path, after):
            title = after[address].title
            _put(groups, address, _preview_file(ChangedFile(path, label, title, (address,)), changes, report))
    told = {file.path for files in groups.values() for file in files}
    for path in present:
        if path not in told and _of(path, report):  # a photo that no page can show yet
            name = path.rsplit("/", 1)[-1]
            _put(groups, path, _preview_file(ChangedFile(path, "文件", name, ()), changes, report))
    return groups


def _find_brought_sign_offs(now: Catalog, before: Catalog | None) -> Mapping[str, str]:
    """Return, by path, a sentence about the sign-offs that
    a change brings: anybody can write them into a file.
    """
    known = {entry.path: entry.review for entry in before.entries()} if before else {}
    found = {}
    for entry in now.entries():
        new = [s for s in entry.review if s not in known.get(entry.path, ())]
        if new:
            listed = "、".join(f"{s.step.value}（{s.by}，{s.on}）" for s in new)
            found[entry.path] = f"这次改动带来审校签名：{listed}。请核对是不是本人签的，不是的不要合并。"
    return found


def _put(groups: Groups, address: str, file: PreviewFile) -> None:
    """Add a file to its page; problems of a file that makes several pages are told once."""
    if any(file.path == other.path for files in groups.values() for other in files):
        file = PreviewFile(file.path, file.change, file.label, file.title, file.note)
    groups.setdefault(address, []).append(file)


def _pages_of(path: str, after: Mapping[str, Page]) -> Iterator[tuple[str, str]]:
    """Yield the pages that show a photo, or the one that is a hand-written file."""
    parts = path.split("/")
    if parts[0] == "schools" and parts[-2:-1] == ["media"]:
        # the pages of its school, its district, the city
        own = {5: "/".join((*parts[:-2], "")), 4: f"districts/{parts[1]}/"}.get(len(parts), f"{NEWS.folder}/")
        for address, page in after.items():
            if address.startswith(own) and f'media/{parts[-1]}"' in page.markdown:
                yield address, "照片"
    elif parts[0] == "docs" and path.endswith(".md"):
        address = document_address("/".join(parts[1:]).removesuffix(".md"))
        if address in after and f"docs/{parts[1]}" not in CITY_FOLDERS:
            yield address, "网页"


def _preview_file(file: ChangedFile, changes: Changes, report: ChangeReport) -> PreviewFile:
    change = "新增" if file.path in changes.added else "修改" if file.path in changes.changed else "删去"
    return PreviewFile(file.path, change, file.label, file.title, file.note, _of(file.path, report))


def _of(path: str, report: ChangeReport) -> tuple[Problem, ...]:
    return tuple(problem for problem in report.own if problem.path == path)


def _list_deleted(
    before: Catalog | None, as_of: date, changes: Changes, report: ChangeReport
) -> Iterator[PreviewFile]:
    seen: set[str] = set()
    for file in list_changed_files(before, changes.deleted, as_of) if before else ():
        if file.path not in seen:
            seen.add(file.path)
            yield _preview_file(file, changes, report)


def _list_also_changed(
    groups: Groups, after: Mapping[str, Page], earlier: Mapping[str, Page]
) -> Iterator[str]:
    for address, page in after.items():
        if address not in groups and address in earlier and earlier[address].markdown != page.markdown:
            yield page.title


class _Maker:
    """Makes the sections one after another within the limits of the whole document."""

    def __init__(
        self, now: Catalog, after: Mapping[str, Page], earlier: Mapping[str, Page], anchors: Mapping[str, str]
    ) -> None:
        self._now, self._after, self._earlier, self._anchors = now, after, earlier, anchors
        self._photos: dict[str, str] = {}
        self._photo_bytes = 0
        self._text_bytes = 0

    def sections(self, groups: Groups) -> Iterator[PreviewSection]:
        """Yield a section for every page or file without one."""
        for at, (address, files) in enumerate(groups.items(), 1):
            page = self._after.get(address)
            if page is None:
                why = _UNREADABLE if any(file.problems for file in files) else _UNSEEN
                yield PreviewSection(f"f{at}", files[0].title, tuple(files), why=why)
            elif address not in self._anchors or self._text_bytes > MOST_TEXT_BYTES:
                yield PreviewSection(
                    self._anchors.get(address, f"f{at}"), page.title, tuple(files), why=_TOO_MUCH
                )
            else:
                yield self._section(page, tuple(files))

    def _section(self, page: Page, files: tuple[PreviewFile, ...]) -> PreviewSection:
        anchor = self._anchors[page.address]
        root = self._fragment(page, anchor)
        old = self._earlier.get(page.address)
        before = paragraphs_of(self._fragment(old, anchor)) if old else []
        differences = tuple(diff_paragraphs(before, paragraphs_of(root))) if old else ()
        text = html.tostring(root, encoding="unicode")
        self._text_bytes += len(text.encode())
        return PreviewSection(
            anchor, page.title, files, Markup(text), is_new=old is None, differences=differences
        )

    def _fragment(self, page: Page, anchor: str) -> html.HtmlElement:
        return fragment(page, f"{anchor}-", self._anchors, self._now.program.site.url or "", self._inline)

    def _inline(self, path: str) -> str:
        """Return a photo of the content, or of the hand-written pages, as a data: URI."""
        if path not in self._photos:
            self._photos[path] = self._encode(path)
        return self._photos[path]

    def _encode(self, path: str) -> str:
        folders = (school.media for school in self._now.schools.values())
        every = (*folders, *self._now.district_media.values(), self._now.media)
        is_known = any(path in media.values() for media in every)
        place = self._now.root / (path if is_known else f"docs/{path}")
        if (
            ".." in place.parts
            or place.is_symlink()
            or not place.is_file()
            or self._photo_bytes > MOST_PHOTO_BYTES
        ):
            return ""
        try:
            data = preview_photo(place.read_bytes())
        except OSError:
            return ""
        self._photo_bytes += len(data)
        return f"data:image/jpeg;base64,{b64encode(data).decode()}"


def _styles(palette: Palette) -> tuple[str, ...]:
    """Return what is needed of the engine's style sheet, the site's and the preview's own."""
    assets = THEME / "assets"
    sheets = (assets / "material.css", assets / "site.css", Path(__file__).with_name("preview.css"))
    return tuple(palette.paint(path.read_text(encoding="utf-8")) for path in sheets)
