"""A client of the open data, written from the page `/api/` alone: it knows the address of that page only.

What it does is what the page says can be done: follow its links, take the index, fetch each record by its
line, judge it by the schema named beside it, read the tables, run the example, show the card.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin
from urllib.request import urlopen

from lxml import html

_PLACEHOLDER = "https://网站地址"
"""What the page says instead of the site's address while the site has none."""


@dataclass
class ApiClient:
    """The page and what was fetched from it."""

    page_url: str
    _page: Any = field(init=False)

    def __post_init__(self) -> None:
        self._page = html.fromstring(self.fetch(self.page_url).decode())

    def fetch(self, url: str) -> bytes:
        """Return what stands at an address."""
        with urlopen(url) as answer:
            data: bytes = answer.read()
        return data

    def links(self, section: str) -> dict[str, str]:
        """Return the links under a heading: their words, and the whole address."""
        found = self._page.xpath(
            f'//*[@id="{section}"]/following-sibling::*[self::ul or self::dl or self::p][1]//a'
        )
        return {a.text_content().strip(): urljoin(self.page_url, a.get("href")) for a in found}

    def index(self) -> tuple[str, Any]:
        """Return the root that everything is reckoned from, and the index."""
        url = next(url for words, url in self.links("json").items() if words.endswith("index.json"))
        return url.removesuffix("index.json"), json.loads(self.fetch(url))

    def records(self) -> Iterator[tuple[dict[str, str], Any, Any]]:
        """Yield each line of the index with its record and its schema."""
        root, index = self.index()
        schemas: dict[str, Any] = {}
        for row in index["records"]:
            name = row["schema"]
            if name not in schemas:
                schemas[name] = json.loads(self.fetch(root + name))
            yield row, json.loads(self.fetch(root + row["url"])), schemas[name]

    def tables(self) -> Iterator[tuple[str, list[dict[str, str]]]]:
        """Yield each table's name and rows."""
        for name, url in self.links("tables").items():
            yield name, list(csv.DictReader(io.StringIO(self.fetch(url).decode("utf-8-sig"))))

    def examples(self, site_url: str) -> list[str]:
        """Return the examples, with the site's address in the place that the page keeps for it."""
        found = self._page.xpath("//pre/code")
        return [code.text_content().replace(f"{_PLACEHOLDER}/", site_url) for code in found]

    def run(self, example: str) -> str:
        """Return what an example in Python prints."""
        out = io.StringIO()
        with redirect_stdout(out):
            exec(compile(example, "example", "exec"), {})
        return out.getvalue()


def addresses(example: str) -> list[str]:
    """Return the addresses that an example names."""
    return re.findall(r"https?://[^\s\"']+", example)
