"""Word files as schools send them, and as attackers would."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm
from PIL import Image

FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def picture(kind: str = "JPEG", size: tuple[int, int] = (640, 480), colour: str = "navy") -> BytesIO:
    """Return a plain picture."""
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    out.seek(0)
    return out


def saved(document: Document) -> bytes:
    """Return a document as bytes."""
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def a_word_file(write: Callable[[Document], None]) -> bytes:
    """Return a new document that `write` has written into."""
    document = docx.Document()
    write(document)
    return saved(document)


def describe(document: Document, text: str) -> None:
    """Give the last picture of a document a description."""
    list(document.element.body.iter(qn("wp:docPr")))[-1].set("descr", text)


def append_xml(document: Document, inner: str) -> None:
    """Append a paragraph of raw XML."""
    paragraph = parse_xml(f"<w:p {nsdecls('w', 'r')}>{inner}</w:p>")
    document.element.body.insert(len(document.element.body) - 1, paragraph)


def with_parts(data: bytes, parts: dict[str, bytes | Callable[[bytes], bytes]]) -> bytes:
    """Return a package with parts replaced or added."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in dict.fromkeys([*source.namelist(), *parts]):
            change = parts.get(name)
            before = source.read(name) if name in source.namelist() else b""
            target.writestr(
                name, before if change is None else change if isinstance(change, bytes) else change(before)
            )
    return out.getvalue()


def with_footnote(data: bytes, text: str) -> bytes:
    """Return a document whose reference to footnote 2 leads to a text."""
    notes = (
        f"<w:footnotes {nsdecls('w')}><w:footnote "
        f'w:id="2"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    relation = f'<Relationship Id="rIdNotes" Type="{FOOTNOTES}" Target="footnotes.xml"/></Relationships>'
    return with_parts(
        data,
        {
            "word/footnotes.xml": notes.encode(),
            "word/_rels/document.xml.rels": lambda rels: rels.replace(b"</Relationships>", relation.encode()),
        },
    )


def a_bomb(size: int = 30 * 1024 * 1024) -> bytes:
    """Return a small package that unpacks to something very large."""
    return with_parts(
        a_word_file(lambda document: None), {"word/document.xml": b"<a>" + b" " * size + b"</a>"}
    )


def with_linked_picture(address: str) -> bytes:
    """Return a document whose only picture is somewhere else."""

    def write(document: Document) -> None:
        document.add_paragraph("开放课记录", style="Title")
        document.add_paragraph("九月底，学校请三位老师上了开放课，课后当场评议。")
        document.add_picture(picture(), width=Cm(8))

    def relink(document: bytes) -> bytes:
        return document.replace(b"r:embed=", b"r:link=")

    def outward(rels: bytes) -> bytes:
        return rels.replace(
            b'Target="media/image1.jpg"', f'Target="{address}" TargetMode="External"'.encode()
        )

    return with_parts(
        a_word_file(write), {"word/document.xml": relink, "word/_rels/document.xml.rels": outward}
    )


def with_entity(path: Path) -> bytes:
    """Return a document that asks for a file of the machine by an external entity."""

    def infect(document: bytes) -> bytes:
        _, _, rest = document.partition(b"?>")
        doctype = f'<!DOCTYPE w [<!ENTITY x SYSTEM "{path.as_uri()}">]>'.encode()
        return b'<?xml version="1.0"?>' + doctype + rest.replace(b"HERE", b"&x;")

    return with_parts(
        a_word_file(lambda document: document.add_paragraph("HERE") and None), {"word/document.xml": infect}
    )
