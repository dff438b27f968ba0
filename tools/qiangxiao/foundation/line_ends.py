"""Our own texts in a checkout on Windows: compared and published with LF where CR LF stands on the disk.

Git writes CR LF there when nobody says otherwise (`core.autocrlf`). Files of content are read in any form by
`sources`; this is for our own files, whose bytes reach the site or are compared with generated ones.
"""

from __future__ import annotations

from pathlib import Path

# What Git takes for text in this project. Spared: .jpg, .png, .docx, where the two bytes may be pixels.
_TEXTS = frozenset({".css", ".html", ".js", ".json", ".md", ".mjs", ".svg", ".txt", ".typ", ".xml", ".yml"})


def unify_line_ends(data: bytes) -> bytes:
    """Return a text with LF where CR LF stood; a CR alone is nobody's line end and stays."""
    return data.replace(b"\r\n", b"\n")


def read_own_file(path: Path) -> bytes:
    """Return the bytes of a file of ours as the repository holds them; raise OSError if it cannot be read."""
    data = path.read_bytes()
    return unify_line_ends(data) if path.suffix in _TEXTS else data
