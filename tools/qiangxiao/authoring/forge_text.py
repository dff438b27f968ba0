"""Writes plain data as the YAML that forges read (YAML 1.1: what looks like a date or a number is quoted)."""

from __future__ import annotations

from typing import Any

import yaml

GENERATED = "由 qiangxiao schema 生成，请不要手改。"


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks, and lists indented under their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent, also for a list."""
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def dump_yaml(data: dict[str, Any], *notes: str) -> str:
    """Return YAML with a first line that says where it comes from, and a line for each further note."""
    head = "".join(f"# {note}\n" for note in (GENERATED, *notes))
    return head + yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)
