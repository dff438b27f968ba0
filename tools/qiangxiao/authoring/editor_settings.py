"""Writes the settings by which an editor checks each kind of data file against its schema while one types.

A file's own first line (`modeline`) does the same where
editors read it; these settings cover files without one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from qiangxiao.authoring.modeline import schema_path
from qiangxiao.records.kind import Kind
from qiangxiao.records.kinds import KINDS
from qiangxiao.records.sign_offs import SIGN_OFFS


def editor_settings() -> Mapping[str, str]:
    """Return the settings files by path."""
    kinds = [kind for kind in KINDS if kind.layout.example.endswith(".yml")]
    settings = {
        "yaml.schemas": {
            f"./{schema_path(kind)}": _patterns(kind) if kind is SIGN_OFFS else _pattern(kind)
            for kind in kinds
        }
    }
    return {
        ".vscode/settings.json": _json(settings),
        ".vscode/extensions.json": _json({"recommendations": ["redhat.vscode-yaml"]}),
    }


def _pattern(kind: Kind[Any]) -> str:
    """Return a pattern for the paths of a kind: `schools/*/*/school.yml`, `schools/*/*/monitoring/*.yml`."""
    top, *folders, name = kind.layout.example.split("/")
    within = folders[2:]  # after the district and the school
    return "/".join([top, *("*" for _ in folders[:2]), *within, "*.yml" if within else name])


def _patterns(kind: Kind[Any]) -> list[str]:
    """Return patterns for a kind whose files lie as deep as the ids that they are called after."""
    top, folder = kind.layout.example.split("/")[:2]
    # an issue or an event; a school's plan; its updates and cases, or a district's news
    return [f"{top}/{folder}/{'*/' * depth}*.yml" for depth in (1, 2, 3, 4)]


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
