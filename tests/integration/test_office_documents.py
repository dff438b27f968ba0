"""A hundred documents as offices write them: title, date, office, descriptions, headings, and every word
conserved.

Also as LibreOffice writes them again: a foreign writer's XML of the same documents.
"""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from office_documents import STYLES, Office, hundred_documents
from word_constructs import squeezed

from qiangxiao.authoring.templates import Blank
from qiangxiao.authoring.word_article import compose, read_content
from qiangxiao.authoring.word_inline import picture_alt
from qiangxiao.authoring.word_reading import read_word
from qiangxiao.records.case import CASE, CASE_HEADINGS
from qiangxiao.records.update import UPDATE
from qiangxiao.sources.body import read_body
from qiangxiao.sources.document import read_document

MEASURES = ["深化课堂教学改革", "联动实施强师计划"]


@dataclass
class Read:
    """A document as imported."""

    data: dict[str, Any]
    headings: list[str]
    html: str
    lost: tuple[str, ...]
    alts: list[str]


def read(data: bytes, is_case: bool) -> Read:
    word = read_word(data)
    kind = CASE if is_case else UPDATE
    files = [f"media/{at}.jpg" for at in range(len(word.pictures))]
    content = read_content(word, kind, MEASURES, "来稿", files)
    photos = [(file, picture_alt(picture)) for file, picture in zip(files, word.pictures, strict=True)]
    path = f"schools/a/b/{'cases/x.md' if is_case else 'updates/2026-10-12-x.md'}"
    composed = compose(path, kind, content, Blank(date(2026, 10, 12)), photos)
    document = read_document(path, composed.text.encode())
    assert isinstance(document.data, dict)
    body = read_body(path, document.body)
    assert body.problems == ()
    headings = [section.heading.text for section in body.sections if section.heading]
    alts = [photo["alt"] for photo in document.data.get("photos", [])]
    assert [image.alt for image in body.images] == alts
    return Read(document.data, headings, body.html, composed.lost, alts)


def misses(documents: Sequence[Office], reads: Sequence[Read]) -> dict[str, list[str]]:
    """Return what was read otherwise than a person does, by what it is about."""
    found: dict[str, list[str]] = {
        name: [] for name in ("title", "date", "office", "alt", "headings", "lost", "words")
    }
    for document, got in zip(documents, reads, strict=True):

        def miss(about: str, wanted: object, is_: object, style: str = document.style) -> None:
            if wanted != is_:
                found[about].append(f"{style}: {is_!r} instead of {wanted!r}")

        miss("title", document.title, got.data["title"])
        miss("date", document.date, got.data["date"])
        miss("office", document.office, got.data["author_office"])
        miss("alt", document.alts, got.alts)
        wanted = list(CASE_HEADINGS) if document.is_case else document.headings
        miss(
            "headings",
            wanted,
            [text for text in got.headings if not document.is_case or text in CASE_HEADINGS],
        )
        miss("lost", (), got.lost)
        text = squeezed(got.html)
        miss(
            "words",
            [],
            [words for words in document.words if squeezed(words).replace(">", "&gt;") not in text],
        )
    return found


def test_a_hundred_office_documents_are_read_as_a_person_reads_them() -> None:
    documents = hundred_documents()
    assert Counter(document.style for document in documents) == dict.fromkeys(STYLES, 10)
    found = misses(documents, [read(document.data, document.is_case) for document in documents])
    assert {about: missed for about, missed in found.items() if missed} == {}


@pytest.fixture(scope="module")
def rewritten(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Office, bytes]]:
    """Three documents of each style, opened and saved again by LibreOffice."""
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice is needed: sh tests/needs.sh"
    folder = tmp_path_factory.mktemp("offices")
    documents = [document for at, document in enumerate(hundred_documents()) if at % 10 < 3]
    places = [folder / f"{at}.docx" for at in range(len(documents))]
    for place, document in zip(places, documents, strict=True):
        place.write_bytes(document.data)
    out = folder / "again"
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation={(folder / 'office').as_uri()}",
            *("--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out)),
            *map(str, places),
        ],
        capture_output=True,
        check=True,
        timeout=300,
    )
    return [
        (document, (out / place.name).read_bytes()) for document, place in zip(documents, places, strict=True)
    ]


def test_another_program_s_files_of_them_are_read_the_same(rewritten: list[tuple[Office, bytes]]) -> None:
    documents = [document for document, _ in rewritten]
    found = misses(documents, [read(data, document.is_case) for document, data in rewritten])
    assert {about: missed for about, missed in found.items() if missed} == {}
