"""Pages of a browser that tests use one after another: to open one takes Chromium three times as long as to
go from one address to another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Error, Page

_BLANK = "about:blank"
_SITE = re.compile(r"https?://[^/]+")
_KEPT = "cookies,file_systems,indexeddb,local_storage,service_workers,cache_storage"
"""What a site may leave in a browser. What it loaded may stay: a reader's phone has it, too."""


class Tabs:
    """Lends pages, each as if it were new: at no address, with nothing kept by the site it was at.

    Who adds scripts to a page, stops its clock or wants nothing loaded before opens one himself.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[str, Page] = {}

    @contextmanager
    def lend(self, **settings: Any) -> Iterator[Page]:
        """Lend a page of a context with these settings."""
        key = repr(sorted(settings.items()))
        page = self._free.pop(key, None) or self._browser.new_context(**settings).new_page()
        context = page.context
        errors: list[str] = []

        def note(error: Error) -> None:
            errors.append(str(error))

        page.on("pageerror", note)
        yield page
        page.remove_listener("pageerror", note)
        page, *others = context.pages or [context.new_page()]
        for other in others:
            other.close()
        site = _SITE.match(page.url)
        page.unroute_all()
        page.goto(_BLANK)
        if site:
            door = context.new_cdp_session(page)
            door.send("Storage.clearDataForOrigin", {"origin": site[0], "storageTypes": _KEPT})
            door.detach()
        context.clear_permissions()
        if "viewport" in settings:
            page.set_viewport_size(settings["viewport"])
        self._free[key] = page
        assert errors == []
