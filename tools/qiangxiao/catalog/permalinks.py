"""`docs/permalinks.yml`: every address that was ever published, so that none of them breaks unnoticed.

A mapping with two keys: `published` (content id → address) and `withdrawn` (content id → address and reason).
Trusted, like everything under `docs/`, and without a limit of size; written by `qiangxiao permalinks`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from qiangxiao.foundation.errors import SettingsError

LEDGER_PATH = "docs/permalinks.yml"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Content that was taken down on purpose."""

    address: str
    reason: str


@dataclass(frozen=True, slots=True)
class Permalinks:
    """The ledger, empty where there is none."""

    published: Mapping[str, str] = field(default_factory=dict)
    withdrawn: Mapping[str, Withdrawal] = field(default_factory=dict)
    text: str = ""

    def line_of(self, content_id: str) -> int:
        """Return the line, from 1, on which an id is entered."""
        key = f"  {content_id}:"
        lines = self.text.split("\n")
        return next((number for number, line in enumerate(lines, 1) if line.startswith(key)), 1)


def read_permalinks(root: Path) -> Permalinks:
    """Read the ledger of a root. Raises SettingsError when it is not what `qiangxiao permalinks` writes."""
    file = root / LEDGER_PATH
    if not file.is_file():
        return Permalinks()
    text = file.read_text(encoding="utf-8")
    try:
        data = yaml.load(text, Loader=yaml.CBaseLoader) or {}
        withdrawn = {
            str(key): Withdrawal(str(entry["address"]), str(entry["reason"]))
            for key, entry in data.get("withdrawn", {}).items()
        }
        published = {str(key): str(address) for key, address in data.get("published", {}).items()}
    except (yaml.YAMLError, AttributeError, KeyError, TypeError):
        raise SettingsError(
            f"{LEDGER_PATH} 的写法不对，请恢复到上一个版本，再运行 qiangxiao permalinks。"
        ) from None
    return Permalinks(published, withdrawn, text)
