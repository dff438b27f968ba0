"""ASCII slugs and content ids: what may name a file, a folder or an address."""

from __future__ import annotations

import re

SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
SLUG_MAX = 60  # characters; three of them and a date stay well below the 255 bytes of a file name
# catches "ke-tang-2", spares "Ke", "a--b", "-a", "一"
_SLUG = re.compile(SLUG)
# catches "con", "com1.md", spares "connect", "com10" (a file of such a name cannot be made on Windows)
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")


def is_slug(text: str) -> bool:
    """Tell whether a text is a slug: lower-case ASCII letters, digits and single hyphens, at most 60."""
    return len(text) <= SLUG_MAX and _SLUG.fullmatch(text) is not None and not is_device(text)


def is_device(name: str) -> bool:
    """Tell whether Windows keeps a file name for a device;
    a repository that holds one cannot be checked out there.
    """
    return _DEVICES.fullmatch(name) is not None


def suggest_slug(text: str) -> str:
    """Return the nearest slug for a text, dropping what is not ASCII; may be empty."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:SLUG_MAX].strip("-")
