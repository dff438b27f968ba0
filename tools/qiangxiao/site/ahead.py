"""Pages as the next build will make them, each when somebody looks at it: a preview need not wait for builds.

What the last build kept is used as far as it is still right, and left as it is. Nothing of the site but
single pages and photos is made here: search, feeds and cards come with the build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any, cast

from qiangxiao.catalog.catalog import Catalog
from qiangxiao.rendering.context import Download
from qiangxiao.rendering.page import Page
from qiangxiao.rendering.pages.everything import all_pages
from qiangxiao.rendering.recalling import M, make_anew
from qiangxiao.site.cache import Cache
from qiangxiao.site.cards import with_card
from qiangxiao.site.engines.engine import EngineError
from qiangxiao.site.engines.mkdocs_pages import MkDocsPages
from qiangxiao.site.engines.rendered import CompiledTemplates
from qiangxiao.site.ledger import read_rows
from qiangxiao.site.preparing import Prepared, date_documents, prepare
from qiangxiao.site.recalled import LastMade, call_of
from qiangxiao.site.sounds import bring_sounds


class PagesAhead:
    """The pages of a root after its last build, on top of what that build kept in `work`."""

    def __init__(self, work: Path) -> None:
        self._work, self._last = work, LastMade(work / "recalled")
        self._engine: MkDocsPages | None = None
        self._look: _Look | None = None
        self._html: dict[str, bytes | None] = {}

    def look(self, catalog: Catalog, as_of: date, has_form: bool) -> None:
        """Take over the catalog as it is now. Raises SettingsError for a hand-written page that cannot be
        read.
        """
        self._look = _Look(prepare(catalog, as_of, self._work, has_form), self._last)
        self._html.clear()

    def catch_up(self) -> None:
        """Take over what a build kept, which shows everything that was looked at."""
        self._look = None
        self._html.clear()
        settings, staged = self._work / "mkdocs.yml", frozenset(read_rows(self._work / "staging.json"))
        try:
            self._engine = MkDocsPages(settings, staged, CompiledTemplates(Cache(self._work / "cache")))
        except EngineError:  # whoever builds says what is wrong with its settings
            self._engine = None
        bring_sounds(self._work)
        self._last.read()

    def page(self, address: str) -> bytes | None:
        """Return the page at an address as HTML; None for one that is not made ahead of the build.

        Raises EngineError.
        """
        if self._look is None or self._engine is None:
            return None
        if address not in self._html:
            page = self._look.page(address)
            if page is None:
                self._html[address] = None
            else:
                source = page.artifact()
                self._html[address] = self._engine.render(source.path, source.data.decode("utf-8")).html
        return self._html[address]

    def photo(self, path: str) -> bytes | None:
        """Return a file of a photo that the last build did not have."""
        return self._look.prepared.photos.file(path) if self._look else None


class _Look:
    """The site of a catalog whose pages are known by name, and made when they are asked for."""

    def __init__(self, prepared: Prepared, last: LastMade) -> None:
        self.prepared, self._last = prepared, last
        last.rest_on(prepared.version)
        self._makes: dict[str, tuple[Callable[..., Any], tuple[object, ...]]] = {}
        self._pages_by_key: dict[str, tuple[Page, ...]] = {}
        press = prepared.press(self._note)
        for _ in all_pages(press.site):
            pass  # who makes what is noted, and nothing is made
        self._site = replace(prepared.press(make_anew).site, downloads=_Later(self._offered))
        self._documents = {page.address: page for page in prepared.written}

    def page(self, address: str) -> Page | None:
        """Return the page at an address, made or as it was kept."""
        page = self._made(address) or self._document(address)
        return page and self.prepared.with_top(with_card(page, self.prepared.watched.plain.program))

    def _made(self, address: str) -> Page | None:
        if address in self.prepared.watched.plain.ledger.closed:
            return None
        key = address if address in self._makes else self._last.key_of(address)
        # families that rest on what nobody keeps account of are not kept: only making them tells their pages
        keys = [key] if key in self._makes else [name for name in self._unkept if not name.endswith("/")]
        found = (page for name in keys for page in self._pages(name) if page.address == address)
        return next(found, None)

    def _pages(self, key: str) -> tuple[Page, ...]:
        """Return the pages that are made under a key, as they were kept or made now."""
        if key not in self._pages_by_key:
            make, given = self._makes[key]
            reads = self.prepared.watched.reads
            found = self._last.find(key, call_of(make, given), reads)
            made = make(self._site, *given) if found is None else found
            self._pages_by_key[key] = made if isinstance(made, tuple) else (made,)
        return self._pages_by_key[key]

    @cached_property
    def _unkept(self) -> tuple[str, ...]:
        return tuple(self._makes.keys() - self._last.keys)

    def _document(self, address: str) -> Page | None:
        page = self._documents.get(address)
        if page is None:
            return None
        known = frozenset((*self._makes, *self._documents, *self._last.addresses))
        return next(date_documents((page,), known, self._site.edition.as_of))

    def _note(self, key: str, make: Callable[..., M], site: Any, *given: object) -> M:
        self._makes[key] = make, given
        return cast(M, ())  # good for who wants one page and for who wants several

    def _offered(self) -> Mapping[str, tuple[Download, ...]]:
        return self.prepared.offering(self.prepared.press(make_anew))[0].downloads


class _Later(Mapping[str, tuple[Download, ...]]):
    """What pages offer to take home: made when the first page asks for it, which few do."""

    def __init__(self, find: Callable[[], Mapping[str, tuple[Download, ...]]]) -> None:
        self._find = cache(find)

    def __getitem__(self, address: str) -> tuple[Download, ...]:
        return self._find()[address]

    def __iter__(self) -> Iterator[str]:
        return iter(self._find())

    def __len__(self) -> int:
        return len(self._find())
