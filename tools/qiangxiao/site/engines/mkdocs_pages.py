"""MkDocs' own parts, driven in our process: its configuration, its theme's templates, its page objects.

The same bytes as `mkdocs build`, page by page (a test compares them), without starting it for every build and
without reading every page: only what changed is rendered. What a page asked for besides its own text is
noted.
"""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, TemplateError
from markdown import Markdown
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page, _ExtractTitleTreeprocessor, _RelativePathTreeprocessor
from mkdocs.structure.toc import get_toc
from mkdocs.utils import meta
from mkdocs.utils.templates import TemplateContext

from qiangxiao.site.engines.engine import EngineError
from qiangxiao.site.engines.reduction import put_back, take_out

NOT_FOUND = "404.html"
_DAY = "as_of"
# catches "---\ntitle: \"a\"\n---\n\n", spares "title: \"a\"\n", "---\n---\n"
_HEADER = re.compile(r"\A---\n((?:[a-z_]+: .*\n)+)---\n\n*")
# what YAML reads otherwise than JSON: controls, its further line ends, what it does not allow at all
_NOT_JSON = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff\t]")


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page as HTML. `asked_day` tells whether it shows the site's day, `asked` which files it looked
    for.
    """

    html: bytes
    asked_day: bool
    asked: Mapping[str, bool]


class _StagedFiles(Files):
    """The staged files by their paths: an object is made of one when somebody looks for it."""

    def __init__(self, paths: frozenset[str], config: MkDocsConfig) -> None:
        super().__init__(())
        self.asked: dict[str, bool] = {}
        self._paths, self._config = paths, config

    def get_file_from_path(self, path: str) -> File | None:
        """Return a staged file, and note that it was looked for."""
        is_there = path in self._paths
        self.asked[path] = is_there
        if is_there and path not in self._src_uris:
            self.append(file_at(path, self._config))
        return self._src_uris.get(path)

    def documentation_pages(self, **settings: Any) -> list[File]:
        """Return the pages that were looked for; no template of ours lists pages."""
        return [file for file in self if file.is_documentation_page()]


class _Extra(dict[str, Any]):
    """The settings for templates; it notes whether the day was asked for."""

    asked_day = False

    def __getitem__(self, key: str) -> Any:
        if key == _DAY:
            self.asked_day = True
        return super().__getitem__(key)


class MkDocsPages:
    """MkDocs with the settings of one build. Raises EngineError for settings or a theme it cannot work
    with.
    """

    def __init__(self, settings: Path, paths: frozenset[str], compiled: BytecodeCache | None = None) -> None:
        os.environ["NO_MKDOCS_2_WARNING"] = "true"  # a notice of the theme's, on every start
        logging.getLogger("mkdocs").setLevel(logging.CRITICAL)  # links are ours to check, over the whole site
        try:
            self._config = load_config(str(settings))
        except MkDocsException as error:
            raise EngineError(str(error)) from error
        self._extra = _Extra(self._config.extra)
        self._config["extra"] = self._extra
        for links in (self._config.validation.links,):
            links.not_found = links.unrecognized_links = links.anchors = logging.DEBUG
        self._environment = self._config.theme.get_env()
        self._environment.bytecode_cache = compiled
        self._files = _StagedFiles(paths, self._config)
        self._nav = self._navigation()
        self._markdown = Markdown(
            extensions=self._config.markdown_extensions,
            extension_configs=self._config.mdx_configs or {},
        )

    def render(self, path: str, source: str) -> RenderedPage:
        """Return the page of a staged file. Raises EngineError."""
        self._files.asked, self._extra.asked_day = {}, False
        file = self._files._src_uris.get(path) or file_at(path, self._config)
        page = file.page or Page(None, file, self._config)
        page.markdown, page.meta = read_source(source)
        try:
            self._convert(page)
            page.active = True
            template = self._environment.get_template(page.meta.get("template", "main.html"))
            html: str = template.render(self._context(page))
        except (MkDocsException, TemplateError, OSError) as error:
            raise EngineError(f"{path}: {error}") from error
        finally:
            page.active = False
        page.content = None
        return RenderedPage(html.encode(errors="xmlcharrefreplace"), self._extra.asked_day, self._files.asked)

    def not_found(self) -> RenderedPage:
        """Return the page for addresses that lead nowhere."""
        self._files.asked, self._extra.asked_day = {}, False
        from urllib.parse import urlsplit

        base = urlsplit(self._config.site_url or "/").path
        try:
            context = get_context(self._nav, (), self._config, base_url=base)
            html: str = self._environment.get_template(NOT_FOUND).render(context)
        except (MkDocsException, TemplateError, OSError) as error:
            raise EngineError(f"{NOT_FOUND}: {error}") from error
        return RenderedPage(html.encode(), self._extra.asked_day, {})

    def static_files(self) -> Iterator[tuple[str, Path]]:
        """Yield the theme's own files by their paths on the site."""
        files = Files(())
        files.add_files_from_theme(self._environment, self._config)
        for file in files:
            assert file.abs_src_path is not None
            yield file.src_uri, Path(file.abs_src_path)

    def _navigation(self) -> Any:
        """Make the navigation; its pages have their titles from the settings, so that nothing is read for
        it.
        """
        for path in _paths_of(self._config.nav):
            self._files.get_file_from_path(path)
        return get_navigation(self._files, self._config)

    def _context(self, page: Page) -> TemplateContext:
        return get_context(self._nav, (), self._config, page)

    def _convert(self, page: Page) -> None:
        """Do what `Page.render` does, with one converter for all pages."""
        assert page.markdown is not None
        reduced, blocks = take_out(page.markdown)
        content = put_back(self._converted(page, reduced), blocks)
        if content is None:
            content = self._converted(page, page.markdown)
        page.content = content
        page.toc = get_toc(getattr(self._markdown, "toc_tokens", []))

    def _converted(self, page: Page, source: str) -> str:
        self._markdown.reset()
        _RelativePathTreeprocessor(page.file, self._files, self._config)._register(self._markdown)
        title = _ExtractTitleTreeprocessor()
        title._register(self._markdown)
        html = self._markdown.convert(source)
        page._title_from_render = title.title
        return html


def file_at(path: str, config: MkDocsConfig) -> File:
    """Return MkDocs' object for a staged file."""
    return File(
        path,
        config.docs_dir,
        config.site_dir,
        config.use_directory_urls,
        inclusion=InclusionLevel.NOT_IN_NAV,
    )


def read_source(source: str) -> tuple[str, dict[str, Any]]:
    """Return a staged page's text and front matter, as MkDocs reads them.

    We write front matter as JSON, key by key, which is a tenth of the work to read back; whatever JSON and
    YAML could understand differently is left to MkDocs.
    """
    header = _HEADER.match(source)
    if header is None or _NOT_JSON.search(header[1]):
        return meta.get_data(source)
    found = {}
    for line in header[1].splitlines():
        key, _, value = line.partition(": ")
        try:
            found[key] = json.loads(value)
        except ValueError:
            return meta.get_data(source)
    return source[header.end() :].lstrip("\n"), found


def _paths_of(nav: Any) -> Iterable[str]:
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, Mapping):
        for value in nav.values():
            yield from _paths_of(value)
    else:
        for item in nav or ():
            yield from _paths_of(item)
