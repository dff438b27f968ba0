"""An issue as a mail that an editor opens and sends: an .eml file, never a message that this program sends.

Text and HTML side by side; pictures travel inside, so that opening the mail
asks no other host; no sender and no recipient, and `X-Unsent`, with which
mail programs open it as a draft. The same issue gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, time
from email.message import EmailMessage, Message
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from pathlib import Path
from posixpath import join, normpath
from zoneinfo import ZoneInfo

import css_inline
from markupsafe import Markup

from qiangxiao.foundation.dates import chinese_date
from qiangxiao.rendering.addresses import absolute, as_uri
from qiangxiao.rendering.bulletin.content import IssueContent, Item
from qiangxiao.rendering.photos import PhotoFile
from qiangxiao.rendering.templates import Templates
from qiangxiao.sources.tree import Element, Part, Parts, element, rewrite, write_lines, write_text

MAX_HTML_BYTES = 90_000
"""Gmail cuts a mail's HTML at about 102 KB."""
_STYLE = Path(__file__).with_name("email.css").read_text(encoding="utf-8")
_WIDTH = 592
"""Pixels a picture may take on the sheet."""
_INLINER = css_inline.CSSInliner(keep_at_rules=True, keep_style_tags=False, load_remote_stylesheets=False)
MailPhoto = Callable[[str], PhotoFile | None]
"""From a content path to the JPEG or PNG that travels with the mail; None to leave the picture out."""


@dataclass(frozen=True, slots=True)
class Mail:
    """The file, and whether it has the full texts or, because they are too long, summaries."""

    data: bytes
    html: str
    is_whole: bool


@dataclass
class _Pictures:
    """The pictures that travel, by content path, in order."""

    photo: MailPhoto
    authority: str
    found: dict[str, tuple[str, PhotoFile]] = field(default_factory=dict)

    def cid(self, path: str) -> tuple[str, PhotoFile] | None:
        """Return a picture's name within the mail."""
        if path not in self.found:
            file = self.photo(path)
            if file is None:
                return None
            self.found[path] = (f"picture{len(self.found) + 1}@{self.authority}", file)
        return self.found[path]


def render_email(
    templates: Templates,
    issue: IssueContent,
    photo: MailPhoto,
    timezone: str,
    authority: str,
    pdf: bytes | None = None,
) -> Mail:
    """Return an issue as an .eml file. `authority` is the domain in its Message-ID."""
    pictures = _Pictures(photo, authority)
    html = _html(templates, issue, pictures, pdf is not None, is_whole=True)
    is_whole = len(html.encode()) < MAX_HTML_BYTES
    if not is_whole:
        pictures = _Pictures(lambda path: None, authority)
        html = _html(templates, issue, pictures, pdf is not None, is_whole=False)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = _subject(issue)
    message["To"] = ""
    message["Date"] = format_datetime(datetime.combine(issue.day, time(9), ZoneInfo(timezone)))
    name = f"{issue.id.replace('/', '.')}@{authority}"
    message["Message-ID"] = f"<{name}>"
    message["X-Unsent"] = "1"
    message.set_content(_text(issue, pdf is not None), cte="base64")
    message.add_alternative(html, subtype="html", cte="base64")
    page = message.get_payload()[1]  # type: ignore[index]
    assert isinstance(page, EmailMessage)
    for number, (cid, file) in enumerate(pictures.found.values(), start=1):
        kind = "png" if file.path.endswith(".png") else "jpeg"
        page.add_related(
            file.data, "image", kind, cid=f"<{cid}>", filename=f"{number:02d}.{kind}", disposition="inline"
        )
    if pdf is not None:
        message.add_attachment(pdf, "application", "pdf", filename=f"{issue.name}{issue.year_label}.pdf")
    _fix_boundaries(message, name)
    return Mail(message.as_bytes(), html, is_whole)


def _subject(issue: IssueContent) -> str:
    mark = f"【{issue.mark}】" if issue.mark else "【示例】" if issue.is_sample else ""
    return " ".join(f"{mark}{issue.full_title}：{issue.title}".split())


def _fix_boundaries(message: Message, name: str) -> None:
    if message.is_multipart():
        message.set_boundary(f"=_{sha256(name.encode()).hexdigest()[:32]}")
        for at, part in enumerate(message.get_payload()):
            assert isinstance(part, Message)
            _fix_boundaries(part, f"{name}/{at}")


def _html(
    templates: Templates, issue: IssueContent, pictures: _Pictures, has_pdf: bool, is_whole: bool
) -> str:
    site = issue.site_url.rstrip("/")
    text = templates.render_html(
        "mail/issue.j2",
        issue=issue,
        subject=_subject(issue),
        preview=" ".join(issue.editor_note)[:100],
        style=issue.palette.paint(_STYLE),
        is_whole=is_whole,
        has_pdf=has_pdf,
        feeds=f"{site}/feeds/" if site else "",
        links={item.number: f"{site}/{item.address}" if site else "" for item in issue.items},
        texts={item.number: _item_html(issue, item, pictures) for item in issue.items} if is_whole else {},
        leads=[_text_html(issue, section.lead, issue.address, "", pictures) for section in issue.sections],
        closing=_text_html(issue, issue.closing, issue.address, "", pictures),
    )
    inlined = _INLINER.inline(text).replace("&nbsp;", "\N{NO-BREAK SPACE}")
    return f"<!doctype html>\n{inlined.removeprefix('<!DOCTYPE html>')}\n"


def _item_html(issue: IssueContent, item: Item, pictures: _Pictures) -> Markup:
    html = _text_html(issue, item.told, item.address, item.folder, pictures)
    figures = [_figure(pictures, picture.path, picture.alt) for picture in item.pictures]
    return Markup("\n").join([html, *(Markup(write_lines(figure)) for figure in figures if figure)])


def _text_html(issue: IssueContent, parts: Parts, address: str, folder: str, pictures: _Pictures) -> Markup:
    """Return a text with its links absolute, its pictures inside the mail and its headings small."""

    def link(anchor: Element) -> Iterable[Part]:
        if anchor.is_way_back:
            return ()
        target = absolute(anchor.get("href"), address, issue.site_url)
        return (_strip(anchor).having(href=as_uri(target)),) if target else anchor.children

    def picture(image: Element) -> Iterable[Part]:
        path = normpath(join(folder, image.get("src")))
        return (element("figure", *_figure(pictures, path, image.get("alt"))),)

    rules = {
        **dict.fromkeys(("h2", "h3", "h4"), lambda heading: (element("h4", *heading.children),)),
        **dict.fromkeys(("li", "sup"), lambda part: (_strip(part),)),
        "a": link,
        "div": lambda notes: (notes.having(class_="footnotes"),),
        "img": picture,
        "p": _make_figure,
        "table": lambda table: (table.having(class_="data"),),
    }
    return Markup(write_lines(rewrite(rewrite(parts, rules), {"figure": lambda figure: figure.children[:1]})))


def _strip(part: Element) -> Element:
    """Drop what mail has no use for: anchors, and names for those who point at a link."""
    kept = {
        name: value for name, value in part.attributes.items() if name not in ("id", "title", "aria-label")
    }
    return Element(part.tag, kept, part.children)


def _figure(pictures: _Pictures, path: str, alt: str) -> Parts:
    found = pictures.cid(path)
    if found is None:
        return (element("p", f"（图：{alt}）", class_="caption"),) if alt else ()
    cid, file = found
    width = min(_WIDTH, file.width)
    height = round(file.height * width / file.width)
    image = element("img", src=f"cid:{cid}", alt=alt, width=str(width), height=str(height))
    return (image, *((element("p", alt, class_="caption"),) if alt else ()))


def _make_figure(paragraph: Element) -> Parts:
    """Return a paragraph; a picture alone in one stands for it, with its caption."""
    match [part for part in paragraph.children if not isinstance(part, str) or part.strip()]:
        case [Element(tag="figure", children=figure)]:
            return figure
    return (paragraph,)


def _text(issue: IssueContent, has_pdf: bool) -> str:
    """Return the part for those who read mail as text."""
    site = issue.site_url.rstrip("/")
    lines = [
        issue.program,
        f"{issue.name}　{issue.label}",
        f"{issue.publisher}　{chinese_date(issue.day)}",
        "═" * 16,
        "",
    ]
    if issue.mark or issue.is_sample:
        lines += [f"【{issue.mark or '示例'}】" + ("" if issue.mark else "学校、人物和数据都不是真的。"), ""]
    lines += [issue.title, ""]
    if issue.imprint.online:
        lines += [f"在网页上读这一期：{issue.imprint.online}", ""]
    for correction in issue.corrections:
        lines += [f"{correction.kind.value}更正（{chinese_date(correction.date)}）：{correction.note}", ""]
    for earlier in issue.earlier_corrections:
        on = chinese_date(earlier.correction.date)
        lines += [f"{earlier.label}更正（{on}）：{earlier.correction.note}", ""]
    lines += ["编者按：" + "\n".join(issue.editor_note), ""]
    for section in issue.sections:
        lines += [f"【{section.name}】", ""]
        lines += [write_text(section.lead), ""] if section.lead else []
        for item in section.items:
            by = "，".join(filter(None, (item.source, chinese_date(item.day) if item.day else "")))
            lines.append(f"{item.number}．{item.title}")
            lines += [f"（{by}）"] if by else []
            lines += [item.summary] if item.summary else []
            lines += [f"{site}/{item.address}"] if site else []
            lines.append("")
    lines += ["—" * 8, *issue.imprint.texts]
    lines += ["附件里有可以打印的 PDF。"] if has_pdf else []
    return "\n".join(lines) + "\n"
