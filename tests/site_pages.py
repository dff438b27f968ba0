"""The families of pages in a built site: pages that one template makes, and one page of each."""

from __future__ import annotations

from pathlib import Path

# Parts of an address that say what a page is; every other part below the first is a name.
KINDS = frozenset(
    ("plan", "baseline", "cases", "updates", "inspections", "todo", "schedule", "lessons", "adopted", "sheet")
)


def family(address: str) -> str:
    """Return the family of an address: `schools/*/*/plan/` for `schools/jinjiang/shili-yi/plan/`."""
    first, *rest = address.split("/")
    return "/".join((first, *(part if part in KINDS or not part else "*" for part in rest)))


def families(site: Path) -> dict[str, str]:
    """Return the address of one page of each family."""
    found: dict[str, str] = {}
    for path in sorted(site.rglob("index.html")):
        relative = path.parent.relative_to(site).as_posix()
        address = "" if relative == "." else f"{relative}/"
        # Redirects have no page of their own; the form and the editor's pages are not of the theme.
        if "qx-page" in path.read_text(encoding="utf-8"):
            found.setdefault(family(address), address)
    return found
