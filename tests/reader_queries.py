"""The queries that readers type, what answers each, and the share that a search answers.

`python tests/reader_queries.py [SCHOOLS]` asks them all, over the sample or with so many schools more, and
prints the table of docs/readers.md.
"""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from gzip import compress
from pathlib import Path

import yaml
from chromium import running_chromium
from file_server import serving
from playwright.sync_api import Browser, Page
from sample_program import AS_OF, REPOSITORY

from qiangxiao.catalog.loader import load
from qiangxiao.foundation.palette import Palette
from qiangxiao.rendering.page import Page as SitePage
from qiangxiao.sample.program import sample_files
from qiangxiao.site.builder import prepare_pages
from qiangxiao.site.looks import read_asset
from qiangxiao.site.search_files import search_files

QUERIES = Path(__file__).parent / "search_queries/queries.yml"
MOST_SHOWN = 10
ASSETS = REPOSITORY / "tools/qiangxiao/site/theme/assets"
HOME = """<!doctype html><meta charset="utf-8"><title>示例</title><div data-qx-search><form>
<input type="search" aria-label="搜索"></form></div><script src="assets/qx/search.js" defer></script>"""
FIND = """async (query) => {
  const { documents } = await qxSearch.find(query);
  return Promise.all(documents.slice(0, 10).map(async (n) => (await qxSearch.describe(n)).url));
}"""
DAY = date.fromisoformat(AS_OF)
ForReaders = Callable[[str], Sequence[str]]
"""From a query to the addresses of its results, best first."""


@dataclass(frozen=True, slots=True)
class ReaderQuery:
    """A query and what answers it: addresses, or a pattern of the page's words."""

    text: str
    addresses: tuple[str, ...]
    says: str

    def is_answered_by(self, address: str, words: str) -> bool:
        """Tell whether a page answers the query."""
        if any(re.fullmatch(_pattern(wanted), address) for wanted in self.addresses):
            return True
        return bool(self.says and re.search(self.says, words))


@dataclass(frozen=True, slots=True)
class Measured:
    """How one class of queries fared: what was not answered among the first ten, and what found nothing."""

    count: int
    missed: tuple[str, ...]
    empty: tuple[str, ...]
    for_others: tuple[str, ...]
    """Queries with a page for contributors or maintainers among the first ten."""

    @property
    def share(self) -> float:
        """The share that was answered."""
        return 1 - len(self.missed) / self.count


def reader_queries() -> Mapping[str, tuple[ReaderQuery, ...]]:
    """Return the queries by class."""
    read = yaml.safe_load(QUERIES.read_text(encoding="utf-8"))
    return {name: tuple(map(_query, rows)) for name, rows in read.items()}


def measure(find: ForReaders, words: Mapping[str, str]) -> Iterator[tuple[str, Measured]]:
    """Ask every query; `words` are the title and text of each page by address. Yield each class's figures."""
    for name, queries in reader_queries().items():
        missed, empty, others = [], [], []
        for query in queries:
            found = find(query.text)[:MOST_SHOWN]
            if not any(query.is_answered_by(address, words.get(address, "")) for address in found):
                missed.append(query.text)
            if not found:
                empty.append(query.text)
            if any(address.startswith(("errors/", "guide/")) for address in found):
                others.append(query.text)
        yield name, Measured(len(queries), tuple(missed), tuple(empty), tuple(others))


def _query(row: Sequence[str]) -> ReaderQuery:
    text, *answers = row
    says = "".join(answer[1:] for answer in answers if answer.startswith("~"))
    return ReaderQuery(text, tuple(answer for answer in answers if not answer.startswith("~")), says)


def _pattern(address: str) -> str:
    pieces = re.split(r"(\*\*|\*)", address)
    return "".join({"**": ".*", "*": "[^/]*"}.get(piece) or re.escape(piece) for piece in pieces)


def write_site(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a home page with a search box, and the search's files."""
    (folder / "assets/qx").mkdir(parents=True)
    for path in ASSETS.iterdir():
        (folder / "assets/qx" / path.name).write_bytes(read_asset(path, Palette()))
    (folder / "index.html").write_text(HOME, encoding="utf-8")
    for name, data in files.items():
        path = folder / "search" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def woken(browser: Browser, root: str) -> Page:
    """Return the home page with its search ready."""
    page = browser.new_page()
    page.goto(f"{root}/index.html")
    page.locator("input").focus()
    page.wait_for_selector("[data-qx-state=ready]")
    return page


def the_pages(schools: int, folder: Path) -> list[SitePage]:
    """Return the sample's pages, and those of so many generated schools beside them."""
    pages = prepare_pages(load(REPOSITORY).catalog, DAY)
    if schools:
        program = (REPOSITORY / "schools/program.yml").read_bytes()
        for path, data in sample_files(program, schools, 1, DAY):
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        addresses = {page.address for page in pages}
        pages += [page for page in prepare_pages(load(folder).catalog, DAY) if page.address not in addresses]
    return pages


def write_searched_site(folder: Path, schools: int, program: Path) -> dict[str, str]:
    """Write a home page with the search of the sample and so many schools more; return each page's words."""
    pages = the_pages(schools, program)
    write_site(folder, search_files(load(REPOSITORY).catalog.program, pages))
    return {page.address: f"{page.title}\n{page.search.text}" for page in pages if page.search}


def finder(page: Page, root: str) -> ForReaders:
    """Return who asks the search of a page that is awake."""

    def find(query: str) -> list[str]:
        return [url.removeprefix(f"{root}/").split("#")[0] for url in page.evaluate(FIND, query)]

    return find


def first_answer_bytes(browser: Browser, root: str, folder: Path, query: str) -> int:
    """Return how many bytes, compressed, come until a new browser has its first query answered."""
    asked: list[str] = []
    page = browser.new_context().new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{root}/index.html")
    before = len(asked)
    page.locator("input").focus()
    page.wait_for_selector("[data-qx-state=ready]")
    page.evaluate(FIND, query)
    page.context.close()
    files = [folder / url.removeprefix(f"{root}/").split("?")[0] for url in asked[before:]]
    return sum(len(compress(path.read_bytes(), 9)) for path in files if path.is_file())


def main() -> int:
    """Print how every class fared, and what a first answer weighs."""
    schools = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    with tempfile.TemporaryDirectory() as site, tempfile.TemporaryDirectory() as program:
        words = write_searched_site(Path(site), schools, Path(program))
        with serving(Path(site)) as root, running_chromium() as browser:
            page = woken(browser, root)
            print("| class | queries | answered in ten | nothing found | guides in ten |")
            print("|---|---:|---:|---:|---:|")
            for name, found in measure(finder(page, root), words):
                print(
                    f"| {name} | {found.count} | {found.share:.3f} | {len(found.empty)} "
                    f"| {len(found.for_others)} |"
                )
            asked = [rows[number].text for rows in reader_queries().values() for number in (0, 9, 18)]
            sizes = sorted(first_answer_bytes(browser, root, Path(site), query) for query in asked)
    print(
        f"{len(words)} pages; first answer, {len(sizes)} queries: median {statistics.median(sizes) / 1e3:.1f}"
    )
    print(f"KB, nine of ten {sizes[len(sizes) * 9 // 10] / 1e3:.1f} KB, most {sizes[-1] / 1e3:.1f} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
