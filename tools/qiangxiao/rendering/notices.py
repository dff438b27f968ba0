"""A dated notice at an address where readers expect something: what became of it, since when, and why.

A page of its own that needs no engine, so that it stands wherever the site is put.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qiangxiao.rendering.page import Artifact, relative
from qiangxiao.rendering.templates import Templates


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told at `address`, which ends in a slash: a heading, a sentence, since which day it holds."""

    address: str
    title: str
    words: str
    on: date | None = None

    def artifact(self, templates: Templates) -> Artifact:
        """Return the page."""
        home = relative(self.address, "")
        text = templates.render_html(
            "notice.j2", title=self.title, words=self.words, on=self.on, home=home or "./"
        )
        return Artifact(f"{self.address}index.html", f"{text}\n".encode())
