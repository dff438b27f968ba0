"""What reading a body has found so far: problems, addresses and the constructs cut out of the text.

The scanner replaces each construct it recognises with a mark that no source can contain (it is made of
control characters, which are taken out of sources); the renderer turns each mark into its element.
So the two can never disagree about what is code, a link or an image.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from qiangxiao.foundation.problems import Problem, Rule, Span, in_order
from qiangxiao.sources.body_rules import FOOTNOTE, LIMIT, MAX_PROBLEMS, MAX_REFERENCES

OPEN, CLOSE = "\x0e", "\x0f"
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class BodyImage:
    """An image of a body: its relative path, its description, and where it stands."""

    target: str
    alt: str
    span: Span


@dataclass(frozen=True, slots=True)
class BodyLink:
    """A link of a body: its address and where it stands."""

    target: str
    span: Span


class Kind(Enum):
    """What a mark stands for."""

    TEXT = auto()
    CODE = auto()
    FENCE = auto()
    HEADING = auto()
    LINK = auto()
    IMAGE = auto()


@dataclass(frozen=True, slots=True)
class Construct:
    """A construct cut out of the source. `text` is plain: code, a description or literal characters."""

    kind: Kind
    text: str = ""
    target: str = ""
    title: str = ""
    level: int = 0


@dataclass(slots=True)
class Notes:
    """Everything learnt about one body while it is scanned. Lines count from 1 in the file."""

    path: str
    constructs: list[Construct] = field(default_factory=list)
    images: list[BodyImage] = field(default_factory=list)
    links: list[BodyLink] = field(default_factory=list)
    labels: dict[str, int] = field(default_factory=dict)
    references: dict[str, list[Span]] = field(default_factory=dict)
    definitions: dict[str, Span] = field(default_factory=dict)
    is_renderable: bool = True
    _problems: list[Problem] = field(default_factory=list)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems in order."""
        return in_order(self._problems)

    def report(self, broken: Rule, span: Span, message: str, hint: str = "") -> None:
        """Record the breach of a rule; after very many, say once that the rest is left out."""
        if len(self._problems) < MAX_PROBLEMS:
            self._problems.append(broken.at(self.path, span, message, hint))
        elif len(self._problems) == MAX_PROBLEMS:
            message = f"正文的问题太多，只列出前 {MAX_PROBLEMS} 处。"
            self._problems.append(LIMIT.at(self.path, span, message, "请先改正列出的问题，再检查一次。"))

    def refuse(self, span: Span, message: str, hint: str) -> None:
        """Record that a limit is passed, so that the body is not rendered."""
        self.is_renderable = False
        self.report(LIMIT, span, message, hint)

    def mark(self, construct: Construct) -> str:
        """Keep a construct and return the mark that stands for it."""
        self.constructs.append(construct)
        return f"{OPEN}{len(self.constructs) - 1}{CLOSE}"

    def label(self, name: str) -> int:
        """Return the number that stands for a footnote's name."""
        return self.labels.setdefault(name, len(self.labels) + 1)

    def check_footnotes(self) -> None:
        """Report footnotes that lack their mark or their content, once everything is read."""
        for name, spans in self.references.items():
            if name not in self.definitions:
                message, hint = f"脚注“{name}”没有内容。", f"另起一行写 [^{name}]: 脚注内容。"
                self.report(FOOTNOTE, spans[0], message, hint)
            if len(spans) > MAX_REFERENCES:
                message = f"脚注“{name}”被引用了 {len(spans)} 次，超过 {MAX_REFERENCES} 次。"
                self.refuse(spans[MAX_REFERENCES], message, "请只在第一次提到时引用。")
        for name, span in self.definitions.items():
            if name not in self.references:
                message, hint = f"脚注“{name}”没有被引用。", f"在正文相应位置写 [^{name}]，或删去这条脚注。"
                self.report(FOOTNOTE, span, message, hint)
