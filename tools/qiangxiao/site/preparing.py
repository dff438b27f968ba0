"""What pages are made of, put together from a checked catalog: for a whole build, and for a preview
that makes single pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from qiangxiao.catalog.catalog import Catalog
from qiangxiao.catalog.reads import WatchedMapping
from qiangxiao.catalog.watched import WatchedCatalog
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Page
from qiangxiao.rendering.recalling import Recall
from qiangxiao.rendering.templates import Templates
from qiangxiao.selection.watched_edition import WatchedEdition
from qiangxiao.site.cache import Cache
from qiangxiao.site.channel import Offers, Press
from qiangxiao.site.documents import Documents, document_pages, documents_of, remove_dead_links
from qiangxiao.site.engines.rendered import CompiledTemplates
from qiangxiao.site.offers import all_offers
from qiangxiao.site.photos import PhotoStore
from qiangxiao.site.project import Project, project_of
from qiangxiao.site.recalled import version_of

_GENERATED = ("errors/", "guide/fields/", "guide/systems/")


@dataclass(frozen=True)
class Prepared:
    """A catalog on a day, ready for its pages to be made."""

    project: Project
    watched: WatchedCatalog
    edition: WatchedEdition
    cache: Cache
    photos: PhotoStore
    documents: Documents
    written: tuple[Page, ...]
    """The hand-written pages."""
    has_form: bool

    @property
    def version(self) -> str | None:
        """What all that is recalled of it rests on; None when that cannot be told."""
        addresses = sorted({page.address for page in self.written})
        return version_of(self.watched.plain, str(self.has_form), *addresses)

    def press(self, recall: Recall) -> Press:
        """Return what everything is made with. What pages offer to take home is not known yet."""
        site = Site(
            self.edition,
            WatchedMapping(self.watched.reads, "photo", self.photos.published, repr),
            frozenset(page.address for page in self.written),
            has_form=self.has_form,
            templates=Templates(CompiledTemplates(self.cache)),
            remember=self.cache.remember,
            recall=recall,
        )
        return Press(site, self.photos.still, self.cache)

    def offering(self, press: Press) -> tuple[Site, Offers]:
        """Return the site with what its pages offer to take home, and all of that, made or in the cache."""
        offers = all_offers(press)
        downloads = WatchedMapping(self.watched.reads, "downloads", offers.downloads, repr)
        return replace(press.site, downloads=downloads), offers

    def with_top(self, page: Page) -> Page:
        """Return a page that knows the site's address, if that is known."""
        url = self.watched.plain.program.site.url
        return replace(page, top=f"{url.rstrip('/')}/") if url else page


def prepare(catalog: Catalog, as_of: date, work: Path, has_form: bool) -> Prepared:
    """Make a catalog ready. `work` is where builds keep what they made; only its cache is written to.

    Raises SettingsError for a hand-written page that cannot be read.
    """
    project = project_of(catalog.root)
    watched = WatchedCatalog(catalog)
    edition = WatchedEdition(watched, as_of)
    cache = Cache(work / "cache")
    documents = documents_of(project, catalog.program)
    written = tuple(document_pages(documents))
    return Prepared(
        project, watched, edition, cache, PhotoStore(edition, cache), documents, written, has_form
    )


def date_documents(written: tuple[Page, ...], addresses: frozenset[str], as_of: date) -> Iterator[Page]:
    """Yield hand-written pages without dead links; those that `qiangxiao schema` writes, of rules or fields,
    with the day on which they hold.
    """
    for page in written:
        live = remove_dead_links(page, addresses)
        yield replace(live, as_of=as_of) if page.address.startswith(_GENERATED) else live
