"""Safe HTML to the shapes WeChat's editor keeps: sections, flat lists, narrow tables, numbered notes and pictures.

Works on an lxml tree in place. Wrappers in the source say where relative addresses start: `data-base` for links
(a page's address), `data-folder` for pictures (a school's folder); `data-demote` makes every heading the smallest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from posixpath import basename, join, normpath
from urllib.parse import urlsplit

from lxml.html import HtmlElement, fragment_fromstring
from lxml.html import builder as E

WIDEST_TABLE = 4
"""More columns than this do not fit a phone: each row becomes a box of its own."""
_INLINE = frozenset(["a", "b", "br", "code", "del", "em", "i", "span", "strong", "sub", "sup"])
_KEPT_HOST = "mp.weixin.qq.com"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture the editor uploads. `number` counts from 1 through the article, `path` is its content path."""

    number: int
    path: str
    alt: str

    @property
    def file_name(self) -> str:
        """The name it is saved under: its number first, so that a folder shows them in order."""
        return picture_name(self.number, self.path)


def picture_name(number: int, path: str) -> str:
    """Return the file name of a picture: `01-kaifangke.jpg`; what is neither JPEG nor PNG is saved as JPEG."""
    stem, _, ending = basename(path).rpartition(".")
    return f"{number:02d}-{stem}.{'png' if ending == 'png' else 'jpg'}"


@dataclass
class Shaped:
    """What was set apart while shaping: notes in their order, pictures in theirs."""

    notes: list[HtmlElement] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    def note(self, key: str, make: Callable[[], HtmlElement]) -> int:
        """Return the number of a note, made when it is new."""
        if key not in self._numbers:
            self.notes.append(make())
            self._numbers[key] = len(self.notes)
        return self._numbers[key]


def shape(root: HtmlElement, site_url: str, first_picture: int = 1) -> Shaped:
    """Shape the tree below `root`. `site_url` is empty when the site's address is unknown: its links become text."""
    shaped = Shaped()
    _footnotes_and_links(root, shaped, site_url)
    for image in list(root.iter("img")):
        _picture(image, shaped, first_picture)
    for wrapper in root.xpath(".//*[@data-demote]"):
        for heading in wrapper.xpath(".//h2 | .//h3"):
            heading.tag = "h4"
    for wrapper in root.xpath(".//div[@data-base or @data-folder]"):
        wrapper.drop_tag()
    for table in list(root.iter("table")):
        _table(table)
    for listing in list(root.iter("ul", "ol")):
        _list(listing)
    _blocks(root)
    return shaped


def _nearest(element: HtmlElement, name: str) -> str:
    found = element.xpath(f"ancestor::*[@{name}][1]/@{name}")
    return str(found[0]) if found else ""


def _footnotes_and_links(root: HtmlElement, shaped: Shaped, site_url: str) -> None:
    for back in root.xpath(".//a[contains(@class, 'footnote-backref')]"):
        back.drop_tree()
    for link in list(root.iter("a")):
        href, text = link.get("href") or "", link.text_content().strip()
        if "footnote-ref" in (link.get("class") or ""):
            _footnote_reference(link, _footnote_text(link, href[1:]), shaped)
            continue
        if _is_kept(href):
            for name in set(link.keys()) - {"href"}:
                del link.attrib[name]
            continue
        target = _absolute(href, _nearest(link, "data-base"), site_url)
        if target and target not in (text, f"mailto:{text}"):
            _mark_after(link, shaped.note(target, partial(_link_note, link.get("title") or text, target)))
        link.drop_tag()
    for notes in root.xpath(".//div[@class='footnote']"):
        notes.drop_tree()


def _is_kept(href: str) -> bool:
    try:
        parts = urlsplit(href)
        return parts.scheme in ("http", "https") and parts.netloc.lower() == _KEPT_HOST
    except ValueError:
        return False


def _absolute(href: str, base: str, site_url: str) -> str:
    """Return where a link leads from outside, or the empty string when that cannot be said."""
    if href.startswith(("http://", "https://", "mailto:")):
        return href
    if not site_url or not href or href.startswith("#"):
        return ""
    path, mark, rest = href.partition("#")
    ending = "/" if path.endswith("/") else ""
    resolved = normpath(join("/", base, path)).lstrip("/")
    return f"{site_url.rstrip('/')}/{resolved}{ending if resolved else ''}{mark}{rest}"


def _link_note(words: str, target: str) -> HtmlElement:
    shown = target.removeprefix("mailto:")
    return E.SPAN(f"{words}：{shown}" if words else shown)


def _footnote_text(link: HtmlElement, anchor: str) -> str:
    """Return the text of a footnote of the same body; every body numbers its own from 1."""
    scope = link.xpath("ancestor::*[@data-base or not(parent::*)][1]")[0]
    found = scope.xpath(".//div[@class='footnote']//li[@id=$anchor]", anchor=anchor)
    return " ".join(found[0].text_content().split()) if found else ""


def _footnote_reference(link: HtmlElement, text: str, shaped: Shaped) -> None:
    holder = link.getparent()
    if holder.tag == "sup" and text:
        _mark_after(holder, shaped.note(f"#{text}", lambda: E.SPAN(text)))
        holder.drop_tree()
    else:
        link.drop_tree()


def _mark_after(element: HtmlElement, number: int) -> None:
    mark = E.SUP(f"[{number}]", {"class": "note-mark"})
    mark.tail, element.tail = element.tail, None
    element.addnext(mark)


def _picture(image: HtmlElement, shaped: Shaped, first: int) -> None:
    """Put a box with the picture's number in its place; the caption stays below as text."""
    path = normpath(join("/", _nearest(image, "data-folder"), image.get("src") or "")).lstrip("/")
    alt = " ".join((image.get("alt") or "").split())
    known = next((picture for picture in shaped.pictures if picture.path == path), None)
    picture = known or Picture(first + len(shaped.pictures), path, alt)
    if known is None:
        shaped.pictures.append(picture)
    words = f"【图 {picture.number}】上传 {picture.file_name}"
    parent = image.getparent()
    if parent.tag == "p" or (parent.tag not in _INLINE and parent.tag not in ("h2", "h3", "h4", "td", "th")):
        box = [E.SECTION(E.SPAN(words), {"class": "picture"})]
        if alt:
            box.append(E.P(alt, {"class": "caption"}))
        _replace_by_blocks(image, box)
    else:
        label = E.SPAN(f"{words}：{alt}" if alt else words)
        label.tail, image.tail = image.tail, None
        image.getparent().replace(image, label)


def _replace_by_blocks(image: HtmlElement, blocks: list[HtmlElement]) -> None:
    """Put blocks where an image is; a paragraph around it is cut in two."""
    parent = image.getparent()
    if parent.tag != "p":
        blocks[-1].tail, image.tail = image.tail, None
        for block in reversed(blocks):
            image.addnext(block)
        parent.remove(image)
        return
    after = E.P(image.tail or "")
    for sibling in list(image.itersiblings()):
        after.append(sibling)
    image.tail = None
    parent.remove(image)
    after.tail, parent.tail = parent.tail, None
    for block in reversed([*blocks, after]):
        parent.addnext(block)
    for paragraph in (parent, after):
        if not len(paragraph) and not (paragraph.text or "").strip():
            paragraph.drop_tree()


def _table(table: HtmlElement) -> None:
    """Keep a narrow table; make a box of each row of a wide one."""
    for cell in table.iter("td", "th"):
        style = cell.attrib.pop("style", "")
        for side in ("right", "center"):
            if f"text-align: {side}" in style:
                cell.set("class", side)
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    width = max((len(row) for row in rows), default=0)
    if width <= WIDEST_TABLE or len(rows) < 2:
        return
    heads = [cell.text_content().strip() for cell in rows[0]]
    for row in reversed(rows[1:]):
        box = E.SECTION({"class": "stack"})
        for at, cell in enumerate(row):
            line = E.P(E.SPAN(f"{heads[at] if at < len(heads) else ''}：", {"class": "stack-name"}))
            line[0].tail = cell.text
            for child in list(cell):
                line.append(child)
            box.append(line)
        table.addnext(box)
    table.drop_tree()


def _list(listing: HtmlElement) -> None:
    """Give every item exactly one section around what it says, and move the lists in it out behind it."""
    number = int(listing.get("start") or 1) if (listing.get("start") or "1").isdigit() else 1
    for item in [child for child in listing if child.tag == "li"]:
        runs: list[HtmlElement] = [E.SECTION(item.text or "")]
        for child in list(item):
            if child.tag in ("ul", "ol"):
                runs += [child, E.SECTION((child.tail or "").strip())]
                child.tail = None
            else:
                runs[-1].append(child)
        item.text = None
        item.append(runs[0])
        last = item
        has_moved = False
        for run in runs[1:]:
            if run.tag == "section":
                if not len(run) and not run.text:
                    continue
                has_moved = True
                run = E.LI(run, {"class": "plain"})
            last.addnext(run)
            last = run
        number += 1
        if has_moved and listing.tag == "ol":  # the added item must not count
            following = next((at for at in last.itersiblings() if at.tag == "li"), None)
            if following is not None:
                following.set("value", str(number))


def _blocks(root: HtmlElement) -> None:
    """Rename what WeChat does not keep."""
    for quote in root.iter("blockquote"):
        quote.tag = "section"
        quote.set("class", "quote")
    for gone in root.iter("del"):
        gone.tag = "span"
        gone.set("class", "gone")
    for rule in list(root.iter("hr")):
        rule.tag = "section"
        rule.set("class", "rule")
        rule.text = "\N{NO-BREAK SPACE}"
    for code in list(root.iter("pre")):
        _code(code)
    for division in root.iter("div"):
        division.tag = "section"


def _code(block: HtmlElement) -> None:
    """Write line ends and leading spaces out: WeChat collapses them."""
    lines = block.text_content().rstrip("\n").split("\n")
    inner = E.CODE()
    for at, line in enumerate(lines):
        shown = line.replace("\t", "    ").replace("  ", "\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}")
        if at:
            inner.append(E.BR())
            inner[-1].tail = shown
        else:
            inner.text = shown
    tail = block.tail
    block.clear()
    block.tail = tail
    block.tag = "section"
    block.set("class", "code")
    block.append(inner)


def parsed(html: str) -> HtmlElement:
    """Return HTML as the children of a section."""
    return fragment_fromstring(html, create_parent="section")
