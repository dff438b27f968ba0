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


def editor_settings() -> Mapping[str, str]:
    """Return the settings files by path."""
    kinds = [kind for kind in KINDS if kind.layout.example.endswith(".yml")]
    settings = {"yaml.schemas": {f"./{schema_path(kind)}": _pattern(kind) for kind in kinds}}
    return {
        ".vscode/settings.json": _json(settings),
        ".vscode/extensions.json": _json({"recommendations": ["redhat.vscode-yaml"]}),
    }


def _pattern(kind: Kind[Any]) -> str:
    """Return a pattern for the paths of a kind: `schools/*/*/school.yml`, `schools/*/*/monitoring/*.yml`."""
    top, *folders, name = kind.layout.example.split("/")
    within = folders[2:]  # after the district and the school
    return "/".join([top, *("*" for _ in folders[:2]), *within, "*.yml" if within else name])


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
