"""The sample out of a program: what is invented goes, what the policy says stays, and the rest is sound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qiangxiao.authoring.formatter import order_keys, write_document
from qiangxiao.authoring.starting import ABOUT_PATH, POLICY_PATH, PROGRAM_PATH, about_page
from qiangxiao.authoring.yaml_writer import write_yaml
from qiangxiao.catalog.loader import discover_all
from qiangxiao.foundation.errors import UsageError
from qiangxiao.records.featured import FEATURED
from qiangxiao.records.program import PROGRAM
from qiangxiao.sources.document import read_document
from qiangxiao.sources.yaml_reader import Data

_INVENTED = ("support_schools", "coordination", "funding", "publicity", "editors", "maintainers")
"""What of the settings is a fact about people and schools; measures, districts and words are the policy's."""

_DECLARATION = "示例声明"
"""The heading by which the page about the site says that everything is invented."""


@dataclass(frozen=True, slots=True)
class Removal:
    """What is deleted, and the files that are written anew."""

    deleted: tuple[str, ...]
    written: Mapping[str, str]


def plan_removal(root: Path, publisher: str) -> Removal:
    """Return how the sample is taken out. Raises UsageError where the program is no sample."""
    place = root / PROGRAM_PATH
    data = read_document(PROGRAM_PATH, place.read_bytes()).data if place.is_file() else None
    if not isinstance(data, dict) or data.get("sample") != "true":
        raise UsageError(f"{PROGRAM_PATH} 没有写 sample: true：这里不是示例，什么也没有删。")
    kept = {PROGRAM_PATH, POLICY_PATH}
    files, _ = discover_all(root)
    program: dict[str, Data] = {key: value for key, value in data.items() if key not in _INVENTED}
    program |= {"publisher": publisher, "sample": "false", "site": {"footer": {"organiser": publisher}}}
    written = {
        PROGRAM_PATH: write_document(PROGRAM_PATH, order_keys(program, PROGRAM.model)),
        f"schools/{FEATURED.example}": write_yaml([]),
        "docs/permalinks.yml": write_yaml({"published": {}}),
    }
    about = root / ABOUT_PATH
    if about.is_file() and _DECLARATION in about.read_text(encoding="utf-8"):
        written[ABOUT_PATH] = about_page(str(data.get("name", "")), publisher)
    deleted = [file.path for file in files if file.path not in kept | written.keys()]
    return Removal(tuple(deleted), written)
