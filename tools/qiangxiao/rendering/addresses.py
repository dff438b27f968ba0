"""Addresses outside of their page: made absolute, or in a
feed relative to its own place while the site's is unknown.

A page's HTML refers to its neighbours relative to the page; a feed is read somewhere else. Nothing here
invents a host: without a site URL every address is written relative to the document that holds it,
which is how RFC 4287 and RFC 3986 resolve it once the reader has fetched that document.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from qiangxiao.sources.tree import Parts, rewrite

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

    @property
    def base(self) -> str:
        """What addresses depend on: documents with the same base write the same ones."""
        return self.site_url or posixpath.dirname(self.path)

    def address(self, reference: str, page: str = "/") -> str:
        """Return `reference`, found on the site-relative or absolute `page`, as this document must write it.

        A leading slash means the site's root, which need not be the host's root.
        """
        try:
            target = urljoin(_root(page), reference)
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
        rooted = _root(page)
        return bool(urlsplit(rooted).scheme) or rooted.count("/") == ("/" + self.path).count("/")

    def rewritten(self, parts: Parts, page: str) -> Parts:
        """Return parts of `page` with every address as this document must write it."""
        return rewrite(
            parts,
            {
                "a": lambda link: (link.having(href=self.address(link.get("href"), page)),),
                "img": lambda image: (image.having(src=self.address(image.get("src"), page)),),
            },
        )

    def _relative(self, path: str) -> str:
        relative = posixpath.relpath(path or "/", posixpath.dirname("/" + self.path))
        return relative + "/" if path.endswith("/") else relative


def _root(page: str) -> str:
    return page if urlsplit(page).scheme else "/" + page.lstrip("/")
