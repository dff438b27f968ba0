"""A hundred documents as offices write them: title, date, office, descriptions, headings, and every word
conserved.

Also as LibreOffice writes them again: a foreign writer's XML of the same documents.
"""

from __future__ import annotations

from collections import Counter

import pytest
from office_documents import STYLES, Office, hundred_documents, office_document
from office_measure import misses, read, written_again


def test_a_hundred_office_documents_are_read_as_a_person_reads_them() -> None:
    documents = hundred_documents()
    assert Counter(document.style for document in documents) == dict.fromkeys(STYLES, 10)
    reads = [read(document.data, document.is_case) for document in documents]
    found = misses(documents, reads)
    assert {about: missed for about, missed in found.items() if missed} == {}


@pytest.fixture(scope="module")
def rewritten(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Office, bytes]]:
    """Three documents of each style, opened and saved again by LibreOffice."""
    documents = [document for at, document in enumerate(hundred_documents()) if at % 10 < 3]
    again = written_again(documents, tmp_path_factory.mktemp("offices"))
    return list(zip(documents, again, strict=True))


def test_another_program_s_files_of_them_are_read_the_same(rewritten: list[tuple[Office, bytes]]) -> None:
    documents = [document for document, _ in rewritten]
    found = misses(documents, [read(data, document.is_case) for document, data in rewritten])
    assert {about: missed for about, missed in found.items() if missed} == {}


@pytest.mark.parametrize(("style", "gone"), [("from_wechat", "08:30"), ("in_a_form", "报送日期")])
def test_what_a_field_says_is_not_said_again_in_the_text(style: str, gone: str) -> None:
    """The hour under a title of WeChat, a form of which every cell was used; neither becomes the summary."""
    document = office_document(style, 2001)
    got = read(document.data, document.is_case)
    assert gone not in got.html and gone not in got.data["summary"]
    assert (got.data["title"], got.data["date"], got.lost) == (document.title, document.date, ())
