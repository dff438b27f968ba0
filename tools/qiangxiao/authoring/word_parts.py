"""The XML parts of a cleaned Word package: read, changed and written back; names, relations
and styles looked up.

Nothing here decides what a reader sees; that is `word_sight`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V = "{urn:schemas-microsoft-com:vml}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# "Strict" files say the same in other namespaces; the usual names are put in before anything is read.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
_OFF = ("0", "false", "off", "none")


@dataclass
class WordParts:
    """The parts of a package by name; XML is parsed when first asked for, and written back by `packed`."""

    files: dict[str, bytes]
    trees: dict[str, etree._Element] = field(default_factory=dict)
    _relations: dict[str, dict[str, tuple[str, str, bool]]] = field(default_factory=dict)

    def tree(self, name: str) -> etree._Element | None:
        """Return the root of a part, or None when there is no such part."""
        if name not in self.trees:
            if name not in self.files:
                return None
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
            self.trees[name] = etree.fromstring(self.files[name], parser)
        return self.trees[name]

    def relations(self, name: str) -> dict[str, tuple[str, str, bool]]:
        """Return a part's relations by id: type, the part or address they lead to, and
        whether that is outside.
        """
        if name not in self._relations:
            folder, base = posixpath.split(name)
            root = self.tree(posixpath.join(folder, "_rels", f"{base}.rels"))
            self._relations[name] = {
                relation.get("Id", ""): (
                    relation.get("Type", "").rpartition("/")[2],
                    _resolved(folder, relation.get("Target", "")),
                    relation.get("TargetMode") == "External",
                )
                for relation in (() if root is None else root.iter(_RELATION))
            }
        return self._relations[name]

    def related(self, name: str, kind: str) -> Iterator[str]:
        """Yield the parts that a part has of a kind, such as `styles`."""
        yield from (target for kind_, target, outside in self.relations(name).values() if kind_ == kind)

    def target(self, name: str, relation_id: str) -> str:
        """Return the part that a relation leads to, or the empty string."""
        _, target, outside = self.relations(name).get(relation_id, ("", "", True))
        return "" if outside else target

    @property
    def main(self) -> str:
        """The name of the part with the text."""
        return next(self.related("", "officeDocument"), "word/document.xml")

    def stories(self) -> Iterator[str]:
        """Yield the parts whose words are published: the text and its notes."""
        yield self.main
        for kind in ("footnotes", "endnotes"):
            yield from self.related(self.main, kind)

    def packed(self) -> bytes:
        """Return the package with the changed parts."""
        out = BytesIO()
        with ZipFile(out, "w", ZIP_STORED) as package:
            for name, data in self.files.items():
                tree = self.trees.get(name)
                package.writestr(ZipInfo(name), data if tree is None else etree.tostring(tree))
        return out.getvalue()


def open_parts(package: bytes) -> WordParts:
    """Return the parts of a package that `office_package` has cleaned."""
    files: dict[str, bytes] = {}
    with ZipFile(BytesIO(package)) as opened:
        for name in opened.namelist():
            data = opened.read(name)
            if name.endswith((".xml", ".rels")):
                for strict, usual in _STRICT:
                    data = data.replace(strict, usual)
            files[name] = data
    return WordParts(files)


def _resolved(folder: str, target: str) -> str:
    return (
        target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    )


def is_on(element: etree._Element | None) -> bool:
    """Tell whether a property that may say "off" is there and does not."""
    return element is not None and element.get(f"{W}val", "1").lower() not in _OFF


def value(element: etree._Element | None, path: str) -> str:
    """Return the `w:val` of what is at a path, or the empty string."""
    found = None if element is None else element.find(path)
    return "" if found is None else found.get(f"{W}val", "")


def a_run(text: str, style: str = "") -> etree._Element:
    """Return a run of plain words, in a style if one is given."""
    run = etree.Element(f"{W}r")
    if style:
        etree.SubElement(etree.SubElement(run, f"{W}rPr"), f"{W}rStyle").set(f"{W}val", style)
    etree.SubElement(run, f"{W}t").text = text
    return run


def a_paragraph(text: str) -> etree._Element:
    """Return a paragraph of plain words."""
    paragraph = etree.Element(f"{W}p")
    paragraph.append(a_run(text))
    return paragraph


def remove(element: etree._Element) -> None:
    """Take an element out of its tree."""
    if (parent := element.getparent()) is not None:
        parent.remove(element)


def unwrap(element: etree._Element) -> None:
    """Put what an element holds in its place."""
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        parent[at : at + 1] = list(element)


def clear_paragraph(paragraph: etree._Element) -> None:
    """Take out all that a paragraph holds; its properties stay."""
    for child in list(paragraph):
        if child.tag != f"{W}pPr":
            remove(child)


def join_to_next(paragraph: etree._Element) -> bool:
    """Put what a paragraph holds at the start of the next one; return whether there is one."""
    following = paragraph.getnext()
    if following is None or following.tag != f"{W}p":
        return False
    at = 0 if following.find(f"{W}pPr") is None else 1
    following[at:at] = [child for child in paragraph if child.tag != f"{W}pPr"]
    remove(paragraph)
    return True


def text_with_tabs(paragraph: etree._Element, tab: str = "\t") -> str:
    """Return the words of a paragraph with something for each of its tabs."""
    parts = paragraph.iter(f"{W}t", f"{W}tab")
    return "".join(tab if part.tag == f"{W}tab" else part.text or "" for part in parts)


class Styles:
    """What the styles of a document say: through styles they are based on, and the defaults of the whole."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles = {} if root is None else {s.get(f"{W}styleId", ""): s for s in root.iter(f"{W}style")}
        self._defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._default_paragraph = next(
            (
                key
                for key, style in self._styles.items()
                if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true")
            ),
            "",
        )

    def chain(self, style_id: str) -> Iterator[etree._Element]:
        """Yield a style and those it is based on; a ring ends."""
        met: set[str] = set()
        while style_id in self._styles and style_id not in met:
            met.add(style_id)
            yield self._styles[style_id]
            style_id = value(self._styles[style_id], f"{W}basedOn")

    def name(self, style_id: str) -> str:
        """Return the name of a style in lower case."""
        return value(self._styles.get(style_id), f"{W}name").lower()

    def name_of(self, paragraph: etree._Element) -> str:
        """Return the name of the style that a paragraph itself names, in lower case."""
        return self.name(value(paragraph, f"{W}pPr/{W}pStyle"))

    def of_paragraph(self, paragraph: etree._Element, path: str) -> etree._Element | None:
        """Return the property of a paragraph at a path below `w:pPr`: its own, or its style's."""
        own = paragraph.find(f"{W}pPr/{path}")
        if own is not None:
            return own
        style = value(paragraph, f"{W}pPr/{W}pStyle") or self._default_paragraph
        found = (part.find(f"{W}pPr/{path}") for part in self.chain(style))
        return next((part for part in found if part is not None), None)

    def of_run(self, run: etree._Element, name: str) -> etree._Element | None:
        """Return a property of a run: its own, its style's, its paragraph's style's, or the default."""
        own = run.find(f"{W}rPr/{W}{name}")
        if own is not None:
            return own
        paragraph = next(run.iterancestors(f"{W}p"), None)
        for style in (
            value(run, f"{W}rPr/{W}rStyle"),
            value(paragraph, f"{W}pPr/{W}pStyle") or self._default_paragraph,
        ):
            for part in self.chain(style):
                if (found := part.find(f"{W}rPr/{W}{name}")) is not None:
                    return found
        return None if self._defaults is None else self._defaults.find(f"{W}{name}")
