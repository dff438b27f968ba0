"""Small pieces of Markdown for generated reference pages."""

from __future__ import annotations

import re

from qiangxiao.authoring.yaml_writer import write_yaml


def front_matter(title: str, description: str) -> str:
    """Return the front matter of a page."""
    return f"---\n{write_yaml({'title': title, 'description': description})}---\n"


def cell(text: str) -> str:
    """Return a text for a table cell: one line, bars escaped."""
    # catches "一 \n 二", spares "一 二"
    return re.sub(r"\s*\n\s*", " ", text.strip()).replace("|", "\\|")


def fence_code(text: str, language: str) -> str:
    """Return a code block; the fence is longer than any run of backticks in the text."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text.rstrip(chr(10))}\n{fence}\n"
