"""The search index of the finished pages; by which terms a page is found is known from the last build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qiangxiao.records.program import Program
from qiangxiao.rendering import recalling, search_terms
from qiangxiao.rendering.page import Page
from qiangxiao.rendering.recalling import Recall
from qiangxiao.rendering.search_index import render_search_index
from qiangxiao.rendering.search_sounds import ask_again
from qiangxiao.rendering.search_terms import DocumentTerms, SearchDocument
from qiangxiao.rendering.search_words import packaged_words


def search_files(
    program: Program, pages: Iterable[Page], recall: Recall = recalling.make_anew
) -> dict[str, bytes]:
    """Return the files of the search by path in its folder: one index for readers, one for contributors."""

    def terms_of(document: SearchDocument) -> DocumentTerms:
        found = recall(f"search {document.address}", _terms_of, None, document)
        ask_again(found.runs.split())
        return found

    pages = tuple(pages)
    words = packaged_words().extended(program.synonyms)
    addresses = {page.address for page in pages}
    districts = [(district.name, f"districts/{district.id}/") for district in program.districts]
    places = [place for place in districts if place[1] in addresses]
    found: dict[str, bytes] = {}
    for is_for_readers, folder in ((True, ""), (False, "guide/")):
        documents = list(_search_documents(page for page in pages if page.is_for_readers is is_for_readers))
        found |= {
            f"{folder}{name}": data
            for name, data in render_search_index(documents, words, places=places, terms_of=terms_of).items()
        }
    return found


def _search_documents(pages: Iterable[Page]) -> Iterator[SearchDocument]:
    for page in pages:
        if page.search:
            yield SearchDocument(page.address, page.title, page.search)
        for answer in page.answers:
            yield SearchDocument(f"{page.address}#{answer.anchor}", answer.title, answer.search)


def _terms_of(site: None, document: SearchDocument) -> DocumentTerms:
    """Return a document's terms, which nothing else of the site has to do with."""
    return search_terms.terms_of(document)
