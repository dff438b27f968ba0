"""How office documents are read: `.venv/bin/python tests/office_measure.py [HOW_MANY] [--libreoffice]`.

So many documents of each style (10), other ones than the tests', as python-docx writes them or as LibreOffice
writes them again. Prints by style what was read as a person reads it, in percent.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[1]
sys.path.insert(0, str(REPOSITORY / "tools"))

from office_documents import STYLES, Office, office_document  # noqa: E402
from word_constructs import squeezed  # noqa: E402

from qiangxiao.authoring.templates import Blank  # noqa: E402
from qiangxiao.authoring.word_article import compose, read_content  # noqa: E402
from qiangxiao.authoring.word_inline import picture_alt  # noqa: E402
from qiangxiao.authoring.word_reading import read_word  # noqa: E402
from qiangxiao.records.case import CASE, CASE_HEADINGS  # noqa: E402
from qiangxiao.records.update import UPDATE  # noqa: E402
from qiangxiao.sources.body import read_body  # noqa: E402
from qiangxiao.sources.document import read_document  # noqa: E402

FIRST_SEED = 1000  # the tests' documents have the seeds below
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


def written_again(documents: Sequence[Office], folder: Path) -> list[bytes]:
    """Return documents opened and saved again by LibreOffice, a foreign writer of the same."""
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice is needed: sh tests/needs.sh"
    places = [folder / f"{at}.docx" for at in range(len(documents))]
    for place, document in zip(places, documents, strict=True):
        place.write_bytes(document.data)
    out = folder / "again"
    home = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    convert = ("--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out))
    subprocess.run([soffice, home, *convert, *map(str, places)], capture_output=True, check=True, timeout=900)
    return [(out / place.name).read_bytes() for place in places]


def main(arguments: Sequence[str]) -> None:
    """Read documents of every style, and print how many of each were read as a person reads them."""
    each = next((int(word) for word in arguments if word.isdigit()), 10)
    documents = [
        office_document(style, seed) for style in STYLES for seed in range(FIRST_SEED, FIRST_SEED + each)
    ]
    data = [document.data for document in documents]
    if "--libreoffice" in arguments:
        with tempfile.TemporaryDirectory() as folder:
            data = written_again(documents, Path(folder))
    reads = [read(one, document.is_case) for one, document in zip(data, documents, strict=True)]
    print("style", *misses([], []), sep="\t")
    for style in (*STYLES, "all"):
        pairs = [
            (document, got)
            for document, got in zip(documents, reads, strict=True)
            if style in (document.style, "all")
        ]
        found = misses([document for document, _ in pairs], [got for _, got in pairs])
        rates = (f"{100 * (1 - len(missed) / len(pairs)):.1f}" for missed in found.values())
        print(style, *rates, sep="\t")


if __name__ == "__main__":
    main(sys.argv[1:])
