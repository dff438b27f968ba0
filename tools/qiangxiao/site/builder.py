"""The whole build: stage → engine → assemble → verify
→ publish. Reads as the table of contents of the site.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path

from qiangxiao.catalog.catalog import Catalog
from qiangxiao.foundation.fonts import installed_fonts
from qiangxiao.rendering import recalling
from qiangxiao.rendering.calendars import calendar_artifacts
from qiangxiao.rendering.case_data import case_artifacts
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.data import data_artifacts
from qiangxiao.rendering.embeds import embed_artifacts
from qiangxiao.rendering.notices import held_addresses
from qiangxiao.rendering.page import Artifact, Page
from qiangxiao.rendering.pages import freshness_page
from qiangxiao.rendering.pages.everything import all_pages
from qiangxiao.selection.edition import Edition
from qiangxiao.site.cards import NO_FONTS, add_cards
from qiangxiao.site.channel import Press
from qiangxiao.site.channels import channels
from qiangxiao.site.documents import document_files, document_pages, documents_of
from qiangxiao.site.downloads import download_artifacts
from qiangxiao.site.engine_settings import write_engine_settings
from qiangxiao.site.engines.engine import EngineRun, run_engine
from qiangxiao.site.engines.rendered import render_pages
from qiangxiao.site.form_bundle import FormBundle, form_artifacts
from qiangxiao.site.generations import DEFAULT_KEEP, Generation, generations_of
from qiangxiao.site.locks import OnWait
from qiangxiao.site.looks import mark_of, read_asset
from qiangxiao.site.places import place_of, refuse_foreign
from qiangxiao.site.preparing import date_documents, prepare
from qiangxiao.site.project import Project, project_of
from qiangxiao.site.publication import assemble, digest_of_files, published_files, robots, sitemap
from qiangxiao.site.recalled import Recalled
from qiangxiao.site.redirects import answering
from qiangxiao.site.search_files import search_files
from qiangxiao.site.sounds import bring_sounds, keep_sounds
from qiangxiao.site.staging import Staged, stage
from qiangxiao.site.tree import SiteFile, SiteFiles, files_in
from qiangxiao.site.verification import Defect, verified_by, verify

Announce = Callable[[str], None]


class SiteDefectsError(Exception):
    """The engine's output is not whole; nothing was published."""

    def __init__(self, defects: tuple[Defect, ...]) -> None:
        super().__init__(f"{len(defects)} defects")
        self.defects = defects


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How to build. `out` is where the site goes."""

    out: Path
    engine: str = "mkdocs"
    is_clean: bool = False
    is_stage_only: bool = False
    is_offline: bool = False
    form: FormBundle | None = None
    """The online form's program; without it, and in a copy for a disk, the form is left out."""
    published_at: str = ""
    """When, for the list of generations."""
    keep: int = DEFAULT_KEEP
    """How many earlier generations are kept."""
    on_wait: OnWait | None = None
    """Called when another process publishes at `out`; without it BusyError is raised."""
    lock: int | None = None
    """The descriptor of the lock of this root's builds, which whoever calls holds."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did; `note` is what whoever built should know."""

    page_count: int
    changed_count: int
    out: Path
    note: str = ""


def build(
    catalog: Catalog, as_of: date, options: BuildOptions, announce: Announce = lambda step: None
) -> Built:
    """Build the site of a checked catalog as of a day.

    Raises EngineError, SiteDefectsError, BusyError, UsageError
    or OSError; the site at `options.out` is then as it was.
    """
    refuse_foreign(options.out)
    work = catalog.root.resolve() / ".build"
    if options.is_clean:
        _empty(work)
    announce("整理页面")
    form = None if options.is_offline else options.form
    prepared = prepare(catalog, as_of, work, form is not None)
    edition, photos, cache = prepared.edition, prepared.photos, prepared.cache
    version = prepared.version
    recalled = Recalled(work / "recalled", prepared.watched.reads, version) if version else None
    bring_sounds(work)
    press = prepared.press(recalled or recalling.make_anew)
    site, offers = prepared.offering(press)
    if offers.defects:
        raise SiteDefectsError(offers.defects)
    pages = [prepared.with_top(page) for page in _all_pages(site, prepared.written)]
    sources = {entry.address: entry.path for entry in edition.published.values()}
    cards = add_cards(pages, catalog.program, cache, sources, mark=press.mark, vanished=_vanished(edition))
    if cards.defects:
        raise SiteDefectsError(cards.defects)
    note = NO_FONTS if installed_fonts() is None else ""
    forms = form_artifacts(site, form) if form else ()
    press = replace(press, site=site, pages=tuple(cards.pages), cards=cards.kept)
    files = chain(photos.artifacts(), offers.artifacts(), forms)
    staged = stage(_artifacts(press, prepared.project, files), work / "staging")
    cache.prune()
    keep_sounds(work)
    if recalled:
        recalled.save()
    if options.is_stage_only:
        return Built(len(pages), len(staged.changed), work / "staging", note)
    announce(f"生成网页（{len(pages)} 页）")
    built = _run_engine(staged, press, options, prepared.project)
    announce("检查链接")
    url = catalog.program.site.url or ""
    listed = [
        (page.address, page.updated_on)
        for page in pages
        if page.is_for_readers and not page.is_hidden_from_engines
    ]
    own = {"sitemap.xml": sitemap(url, listed), "robots.txt": robots(url)} if url else {}
    _publish(published_files(built, own, options.is_offline, url), edition, pages, options, work)
    return Built(len(pages), len(staged.changed), options.out, note)


def _publish(
    files: SiteFiles, edition: Edition, pages: Sequence[Page], options: BuildOptions, work: Path
) -> None:
    """Verify what is to be published, build the new generation beside the site, and only then let readers
    see it.
    """
    hidden = hidden_ids(edition)
    addresses = [page.address for page in pages]
    with generations_of(place_of(options.out, work), options.on_wait) as generations:
        earlier = generations.earlier
        defects = verify(files, addresses, hidden, earlier, _owed(edition, options))
        if defects:
            raise SiteDefectsError(defects)
        digest = digest_of_files(files)
        generation = Generation(digest, 0, edition.as_of.isoformat(), options.published_at, len(pages))
        if generations.is_live(digest):
            generations.keep(options.keep)
            return
        try:
            rows = assemble(files, generations.candidate(), earlier)
            generations.publish(generation, options.keep, rows, verified_by(hidden))
        except BaseException:
            generations.discard()
            raise


def _vanished(edition: Edition) -> Iterator[str]:
    """Yield the addresses of pages that are held back or were taken down."""
    yield from held_addresses(edition)
    yield from (gone.address for gone in edition.catalog.ledger.withdrawn.values() if gone.address)


def _owed(edition: Edition, options: BuildOptions) -> Iterator[str]:
    """Yield what was published once and is made by this build, or was: of an earlier day nothing is owed."""
    ledger = edition.catalog.ledger
    if ledger.recorded_on is None or edition.as_of < ledger.recorded_on:
        return
    form = () if options.form and not options.is_offline else ("submit/",)
    printed = () if installed_fonts() else (".pdf", ".jpg", ".docx", ".eml", "wechat.html")
    for address in sorted(ledger.owed):
        if not address.startswith(form) and not address.endswith(printed):
            yield address


def prepare_pages(catalog: Catalog, as_of: date) -> list[Page]:
    """Return every page of the site by address, without photos: for those who only ask about pages."""
    documents = tuple(document_pages(documents_of(project_of(catalog.root), catalog.program)))
    site = Site(Edition(catalog, as_of), documents=frozenset(page.address for page in documents))
    return _all_pages(site, documents)


def _all_pages(site: Site, documents: tuple[Page, ...]) -> list[Page]:
    generated = tuple(all_pages(site))
    addresses = frozenset(page.address for page in (*generated, *documents))
    pages = [
        *generated,
        *date_documents(documents, addresses, site.edition.as_of),
    ]
    closed = site.edition.catalog.ledger.closed
    pages = [page for page in pages if page.address not in closed]
    pages.append(freshness_page.page(site, pages))
    return sorted(pages, key=lambda page: page.address)


def _empty(work: Path) -> None:
    """Remove what earlier builds left, except what no build can make again, and what is in use."""
    for path in work.iterdir() if work.is_dir() else ():
        if path.name in ("form", "generations", "preview", "withdrawn", "lock", ".gitignore"):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()


def hidden_ids(edition: Edition) -> tuple[str, ...]:
    """Return the ids of what readers must not see yet; those of which a notice tells are known already."""
    return tuple(sorted(edition.unseen_ids - frozenset(held_addresses(edition).values())))


def _artifacts(press: Press, project: Project, files: Iterable[Artifact]) -> Iterator[Artifact]:
    """Yield everything that is made, and what answers where it once was."""
    yield from answering(press.site, _present(press, project, files))


def _present(press: Press, project: Project, files: Iterable[Artifact]) -> Iterator[Artifact]:
    site, pages = press.site, press.pages
    for channel in channels():
        if channel.artifacts and press.can_make(channel):
            yield from channel.artifacts(press)
    yield from files
    yield from document_files(documents_of(project, site.edition.catalog.program))
    yield from calendar_artifacts(site.edition)
    catalog = site.edition.catalog
    yield from data_artifacts(site, catalog.ledger.withdrawn)
    yield from embed_artifacts(site)
    yield from case_artifacts(site)
    yield from download_artifacts(catalog.program, catalog.policy, press.cache)
    for name, data in search_files(catalog.program, pages, site.recall).items():
        yield Artifact(f"search/{name}", data)
    if mark := mark_of(catalog, press.cache):
        yield Artifact(mark.path, mark.file.data())
    for path in sorted((project.theme / "assets").rglob("*")):
        if path.is_file():
            name = path.relative_to(project.theme / "assets").as_posix()
            yield Artifact(f"assets/qx/{name}", read_asset(path, site.palette))


def _run_engine(staged: Staged, press: Press, options: BuildOptions, project: Project) -> dict[str, SiteFile]:
    """Return what the engine makes of the staged pages."""
    work = staged.folder.parent
    output = work / f"output-{options.engine}"
    settings = write_engine_settings(press.site.edition, options.engine, project, output, press.cache)
    if options.engine == "mkdocs":
        return render_pages(staged, settings, work, press.cache)
    if output.is_dir():  # it knows no runs over what changed
        shutil.rmtree(output)
    day = press.site.edition.as_of
    epoch = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    run_engine(EngineRun(options.engine, settings.path, epoch, options.lock))
    return files_in(output)
