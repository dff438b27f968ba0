"""The one comment a data file may have: a first line that tells editors where the file's JSON Schema is.

Its address is never taken from the file: a stranger's line would make the editor of whoever opens the file
fetch it. Markdown files have none: the language server does not read front matter.
"""

from __future__ import annotations

import re
from typing import Any

from qiangxiao.records.kind import Kind

SCHEMAS = "docs/schemas"
# catches "# yaml-language-server: $schema=a.json\n", spares "# yaml-language-server: off", "#
# $schema=a.json"
_MODELINE = re.compile(r"#[ \t]*yaml-language-server[ \t]*:[ \t]*\$schema[ \t]*=[^\n]*(?:\n|\Z)")


def schema_path(kind: Kind[Any]) -> str:
    """Return where the JSON Schema of a kind is, relative to the root."""
    return f"{SCHEMAS}/{kind.name}.schema.json"


def modeline(path: str, kind: Kind[Any]) -> str:
    """Return the line for a YAML file at a path relative to the root, with its line end."""
    return f"# yaml-language-server: $schema={'../' * path.count('/')}{schema_path(kind)}\n"


def has_modeline(text: str) -> bool:
    """Tell whether a text begins with such a line, whatever address it gives."""
    return _MODELINE.match(text) is not None


def keep_modeline(path: str, kind: Kind[Any], before: str, text: str) -> str:
    """Return `text` with the right line before it if the file had one before."""
    return (modeline(path, kind) if path.endswith(".yml") and has_modeline(before) else "") + text
