"""Addresses outside of their page: made absolute, or in a feed relative to its own place while the site's is unknown.

A page's HTML refers to its neighbours relative to the page; a feed is read somewhere else. Nothing here
invents a host: without a site URL every address is written relative to the document that holds it,
which is how RFC 4287 and RFC 3986 resolve it once the reader has fetched that document.
"""

from __future__ import annotations

import html
import posixpath
import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

_TAG = re.compile(r"""<[a-zA-Z](?:"[^"]*"|'[^']*'|[^"'<>])*+>""")
_ATTRIBUTE = re.compile(r"""([a-zA-Z][\w:-]*)(\s*=\s*)("[^"]*"|'[^']*'|[^\s"'<>=`]+)""")
_SINGLE_ADDRESS = frozenset({"href", "src", "poster", "cite"})
_URI_CHARACTERS = "%:/?#[]@!$&'()*+,;=~"


def absolute(reference: str, page: str, site_url: str) -> str:
    """Return where a link of a page leads from outside; the empty string when that cannot be said."""
    if reference.startswith(("http://", "https://", "mailto:")):
        return reference
    if not site_url or not reference or reference.startswith("#"):
        return ""
    path, mark, rest = reference.partition("#")
    resolved = posixpath.normpath(posixpath.join("/", page, path)).lstrip("/")
    ending = "/" if resolved and path.endswith("/") else ""
    return f"{site_url.rstrip('/')}/{resolved}{ending}{mark}{rest}"


def as_uri(iri: str) -> str:
    """Return an address with everything but ASCII encoded, for readers that know nothing else."""
    return iri if iri.isascii() and " " not in iri else quote(iri, safe=_URI_CHARACTERS)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one document will lie. `path` is site-relative; `site_url` may be empty (not yet known)."""

    site_url: str
    path: str

    def address(self, reference: str, page: str = "/") -> str:
        """Return `reference`, found on the site-relative or absolute `page`, as this document must write it.

        A leading slash means the site's root, which need not be the host's root.
        """
        try:
            target = urljoin(_rooted(page), reference)
            parts = urlsplit(target)
        except ValueError:  # such as an unclosed IPv6 bracket: not an address, so not ours to change
            return reference
        if parts.scheme or parts.netloc:
            return as_uri(target)
        if self.site_url:
            return as_uri(self.site_url.rstrip("/") + target)
        return as_uri(self._relative(parts.path) + target[len(parts.path) :])

    def resolves_like(self, page: str) -> bool:
        """Tell whether relative addresses of this document mean the same when resolved against `page`.

        newsboat, Miniflux and SimplePie resolve an entry's link against the channel's page instead of
        the feed. Both readings agree exactly when the two lie equally many folders below the site's root.
        """
        rooted = _rooted(page)
        return bool(urlsplit(rooted).scheme) or rooted.count("/") == ("/" + self.path).count("/")

    def absolute_html(self, markup: str, page: str) -> str:
        """Return sanitised `markup` of `page` with every relative address rewritten; nothing else changes."""

        def attribute(match: re.Match[str]) -> str:
            name, equals, raw = match.groups()
            value = html.unescape(raw.strip("\"'"))
            if name.lower() in _SINGLE_ADDRESS:
                changed = self.address(value.strip(), page)
            elif name.lower() == "srcset":
                changed = self._source_set(value, page)
            else:
                return match[0]
            return match[0] if changed == value else f'{name}{equals}"{html.escape(changed)}"'

        return _TAG.sub(lambda tag: _ATTRIBUTE.sub(attribute, tag[0]), markup)

    def _relative(self, path: str) -> str:
        relative = posixpath.relpath(path or "/", posixpath.dirname("/" + self.path))
        return relative + "/" if path.endswith("/") else relative

    def _source_set(self, value: str, page: str) -> str:
        candidates = (candidate.split() for candidate in value.split(","))
        return ", ".join(" ".join([self.address(c[0], page), *c[1:]]) for c in candidates if c)


def _rooted(page: str) -> str:
    return page if urlsplit(page).scheme else "/" + page.lstrip("/")
