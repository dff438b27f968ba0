"""Hand-written pages under `docs/` to pages of the site. Trusted: maintainers only."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from posixpath import normpath

import yaml

from qiangxiao.foundation.errors import SettingsError
from qiangxiao.foundation.line_ends import read_own_file
from qiangxiao.records.kinds import CITY_FOLDERS
from qiangxiao.records.program import Program
from qiangxiao.rendering.context import HOME
from qiangxiao.rendering.page import Artifact, Crumb, Page
from qiangxiao.rendering.page import relative as relative_link
from qiangxiao.rendering.search_facets import describe_for_search
from qiangxiao.site.project import Project

# catches "---\ntitle: a\n---\n一", spares "\n---\ntitle: a\n---\n", "---\n---"
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
_SECTIONS = {"policy": ("政策", "政策解读"), "guide": ("指南", "指南"), "errors": ("错误代码", "错误代码")}
_SKIPPED = (
    *(folder.removeprefix("docs/") for folder in CITY_FOLDERS),
    *("decisions", "permalinks.yml", "architecture.md", "benchmarks.md", "readers.md", "threats.md"),
)
_SYSTEMS = "guide/systems.md"  # a table of one program's policy
_ERROR_LIST = "errors/index.md"  # for readers of the repository; the site renders its own list
# catches "](start.md#a)", "](../a/b.yml)", spares "](https://a.cn/b.md)", "](#a)", "](guide/)"
_SOURCE_LINK = re.compile(r"\]\(([^():#\s]+\.[a-z]+)(#[^)\s]*)?\)")
# catches "[一](../measures/a/)", "[二](../../homework/)", spares "[一](../measures/)", "[一](measures.md)"
_PROGRAM_LINK = re.compile(
    r"\[([^\]]+)\]\(((?:\.\./)*(?:(?:measures|districts|policy|schools)/[^)#\s]+|systems|homework)/)(?:#[^)\s]*)?\)"
)
_EXAMPLE_DISTRICT = ("jinjiang", "锦江区")
"""The district in the examples of what comes with the installed project."""
_EXAMPLE_SCHOOLS = {
    "jintang/shili-hewan": "jinjiang/sanzhong",
    "jintang/shili-qinghuai": "jinjiang/sizhong",
    "longquanyi/shili-taoli": "jinjiang/wuzhong",
    "chenghua/dongjie": "jinjiang/liuzhong",
    "金堂示例禾湾中学": "第三中学",
    "龙泉驿示例桃里中学": "第五中学",
    "shili-yi": "yizhong",
    "hepan": "erzhong",
}
"""Schools of the sample that the guides name, each with a name that could be anybody's."""
_PACKAGED = ("guide", "errors", "schemas", "assets")
"""What comes with the installed project for every program; the rest of its `docs` is one program's own."""
# catches "`a`", "```\na\n```", spares "`a\nb`", "a"
_CODE = re.compile(r"^(`{3,}).*?^\1|`[^`\n]*`", re.MULTILINE | re.DOTALL)
# catches "<br>", "**", "](a)", "!!! note", "{#a}", spares "一（二）", "{a}"
_MARKUP = re.compile(r"<[^>]+>|[#*_`>|\[\]]|\]\([^)]*\)|^!!!.*$|\{[:#][^}]*\}", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Documents:
    """The hand-written files of a program: its own, and under them those that come with the project.

    What comes with the project explains the program and its files to anybody; its examples are written with
    `district`, the id and the name of one of the program's own districts.
    """

    own: Path
    packaged: Path
    district: tuple[str, str] = _EXAMPLE_DISTRICT

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield every file by its path, the program's own before the packaged one of the same path."""
        paths = {path.relative_to(self.own).as_posix(): path for path in _files_in(self.own)}
        packaged = {
            name: path
            for path in _files_in(self.packaged)
            if (name := path.relative_to(self.packaged).as_posix()).split("/")[0] in _PACKAGED
        }
        for name in sorted(paths.keys() | packaged.keys()):
            if name.split("/")[0] in _SKIPPED or name == _ERROR_LIST:
                continue
            if name == _SYSTEMS and name not in paths:
                continue
            data = read_own_file(paths.get(name) or packaged[name])
            yield name, data if name in paths and self.own != self.packaged else self._adapt(name, data)

    def _adapt(self, name: str, data: bytes) -> bytes:
        """Write the example's district as one of the program's own."""
        if self.district == _EXAMPLE_DISTRICT or not name.endswith((".md", ".json")):
            return data
        text = data.decode("utf-8")
        for example, neutral in _EXAMPLE_SCHOOLS.items():
            text = text.replace(example, neutral)
        for example, own in zip(_EXAMPLE_DISTRICT, self.district, strict=True):
            text = text.replace(example, own)
        return text.replace(_EXAMPLE_DISTRICT[1][:-1], self.district[1]).encode("utf-8")


def documents_of(project: Project, program: Program) -> Documents:
    """Return the hand-written files of a program."""
    first = next(iter(program.districts), None)
    district = (first.id, first.name) if first else _EXAMPLE_DISTRICT
    return Documents(project.own_docs, project.docs, district)


def _files_in(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def document_pages(documents: Documents) -> Iterator[Page]:
    """Yield a page for every hand-written Markdown file.
    Raises SettingsError for one without front matter.
    """
    for name, data in documents.files():
        if name.endswith(".md"):
            yield _page(name, data)


def remove_dead_links(page: Page, addresses: frozenset[str]) -> Page:
    """Return a page whose links to what this program does not have are plain text.

    What comes with the installed project knows neither the measures nor the districts of a program.
    """

    def link(found: re.Match[str]) -> str:
        return found[0] if normpath(posixpath.join(page.address, found[2])) + "/" in addresses else found[1]

    return replace(page, markdown=_PROGRAM_LINK.sub(link, page.markdown))


def document_files(documents: Documents) -> Iterator[Artifact]:
    """Yield every other file beside the hand-written pages."""
    for name, data in documents.files():
        if not name.endswith(".md"):
            yield Artifact(name, data)


def document_address(bare: str) -> str:
    """Return the address of a source path without its extension."""
    return f"{bare.removesuffix('index').rstrip('/')}/" if bare != "index" else ""


def _turn_to_address(found: re.Match[str], address: str, bare: str) -> str:
    """Turn a link between source files into one between addresses, which every engine leaves alone."""
    target = normpath(posixpath.join(posixpath.dirname(bare), found[1]))
    if target.endswith(".md"):
        target = document_address(target.removesuffix(".md"))
    return f"]({relative_link(address, target)}{found[2] or ''})"


def _page(relative: str, data: bytes) -> Page:
    match = _FRONT_MATTER.match(data.decode("utf-8"))
    if match is None:
        raise SettingsError(f"docs/{relative} 缺少信息栏。")
    meta = yaml.load(match[1], yaml.CSafeLoader)
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
