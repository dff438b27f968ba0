"""Hand-written pages under `docs/` to pages of the site. Trusted: maintainers only."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from posixpath import normpath

import yaml

from qiangxiao.foundation.errors import SettingsError
from qiangxiao.foundation.line_ends import read_own_file
from qiangxiao.rendering.context import HOME
from qiangxiao.rendering.page import Artifact, Crumb, Page
from qiangxiao.rendering.page import relative as relative_link
from qiangxiao.rendering.search_facets import describe_for_search

# catches "---\ntitle: a\n---\n一", spares "\n---\ntitle: a\n---\n", "---\n---"
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
_SECTIONS = {"policy": ("政策", "政策解读"), "guide": ("指南", "指南"), "errors": ("错误代码", "错误代码")}
_SKIPPED = ("bulletins", "events", "decisions", "permalinks.yml", "architecture.md", "benchmarks.md")
_ERROR_LIST = "errors/index.md"  # for readers of the repository; the site renders its own list
# catches "](start.md#a)", "](../a/b.yml)", spares "](https://a.cn/b.md)", "](#a)", "](guide/)"
_SOURCE_LINK = re.compile(r"\]\(([^():#\s]+\.[a-z]+)(#[^)\s]*)?\)")
# catches "[一](../measures/a/)", spares "[一](../measures/)", "[一](measures.md)"
_MEASURE_LINK = re.compile(r"\[([^\]]+)\]\(((?:\.\./)*measures/[^)#\s]+/)(?:#[^)\s]*)?\)")
# catches "`a`", "```\na\n```", spares "`a\nb`", "a"
_CODE = re.compile(r"^(`{3,}).*?^\1|`[^`\n]*`", re.MULTILINE | re.DOTALL)
# catches "<br>", "**", "](a)", "!!! note", "{#a}", spares "一（二）", "{a}"
_MARKUP = re.compile(r"<[^>]+>|[#*_`>|\[\]]|\]\([^)]*\)|^!!!.*$|\{[:#][^}]*\}", re.MULTILINE)


def document_pages(docs: Path) -> Iterator[Page]:
    """Yield a page for every hand-written Markdown file.
    Raises SettingsError for one without front matter.
    """
    for path in sorted(docs.rglob("*.md")):
        relative = path.relative_to(docs)
        if relative.parts[0] not in _SKIPPED and relative.as_posix() != _ERROR_LIST:
            yield _page(path, relative.as_posix())


def remove_dead_links(page: Page, addresses: frozenset[str]) -> Page:
    """Return a page whose links to measures that this program does not have are plain text.

    The pages on the policy come with the program; another city may divide the work otherwise.
    """

    def link(found: re.Match[str]) -> str:
        return found[0] if normpath(posixpath.join(page.address, found[2])) + "/" in addresses else found[1]

    return replace(page, markdown=_MEASURE_LINK.sub(link, page.markdown))


def document_files(docs: Path) -> Iterator[Artifact]:
    """Yield every other file beside the hand-written pages."""
    for path in sorted(docs.rglob("*")):
        relative = path.relative_to(docs)
        if path.is_file() and path.suffix != ".md" and relative.parts[0] not in _SKIPPED:
            yield Artifact(relative.as_posix(), read_own_file(path))


def document_address(bare: str) -> str:
    """Return the address of a source path without its extension."""
    return f"{bare.removesuffix('index').rstrip('/')}/" if bare != "index" else ""


def _turn_to_address(found: re.Match[str], address: str, bare: str) -> str:
    """Turn a link between source files into one between addresses, which every engine leaves alone."""
    target = normpath(posixpath.join(posixpath.dirname(bare), found[1]))
    if target.endswith(".md"):
        target = document_address(target.removesuffix(".md"))
    return f"]({relative_link(address, target)}{found[2] or ''})"


def _page(path: Path, relative: str) -> Page:
    match = _FRONT_MATTER.match(path.read_text(encoding="utf-8"))
    if match is None:
        raise SettingsError(f"{path} 缺少信息栏。")
    meta = yaml.safe_load(match[1])
    title = str(meta["title"])
    bare = relative.removesuffix(".md")
    address = document_address(bare)
    body = _SOURCE_LINK.sub(lambda found: _turn_to_address(found, address, bare), match[2])
    top = bare.split("/")[0]
    kind, section = _SECTIONS.get(top, ("说明", ""))
    crumbs = [HOME]
    if section and address != f"{top}/":
        crumbs.append(Crumb(section, f"{top}/"))
    updated = meta.get("updated")
    return Page(
        address,
        title,
        body,
        description=str(meta.get("description", "")),
        crumbs=(*crumbs, Crumb(title)),
        updated_on=updated if isinstance(updated, date) else None,
        search=describe_for_search(
            _MARKUP.sub("", _CODE.sub("", body)), kind=kind, keywords=tuple(meta.get("keywords", ()))
        ),
        extra={"updated": updated.isoformat()} if isinstance(updated, date) else {},
    )
