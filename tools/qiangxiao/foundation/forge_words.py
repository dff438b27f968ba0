"""Texts of strangers on their way to a forge: in a commit message or a request they must steer nothing.

Forges act on words: `[skip ci]` stops the checks, `fixes #1` closes an issue, `@name` calls somebody, and so
do the short forms of GitLab and Gitee. An HTML entity is no help, since forges look at the rendered text.
"""

from __future__ import annotations

import re

_WIDE = (
    0xFEE0  # from a character of ASCII to its full-width twin, which looks alike and means nothing to a forge
)
# catches "@bei", "#1", "!2", "~bug", "&3", "%4", "$5", "^a", spares "50%", "a & b", "好!", "＠"
_SHORT_FORM = re.compile(r"[@#!~&%$^](?=[A-Za-z0-9_\"'])")
# catches "[skip ci]", "[ci skip]", "[]", "***NO_CI***", spares "（skip ci）", "2*3"
_BRACKET = re.compile(r"[\[\]]|\*(?=\*)|(?<=\*)\*")
# both may follow a word that closes an issue
# catches "https://a.cn/issues/1", "GH-1", spares "10:30", "GH", "gh-a"
_LONG_FORM = re.compile(r"://|(?<=\bGH)-(?=\d)", re.IGNORECASE)


def tame(text: str) -> str:
    """Return a stranger's text as one line in which nothing is a command, a reference or a name to forges."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    for pattern in (_SHORT_FORM, _BRACKET, _LONG_FORM):
        line = pattern.sub(lambda match: "".join(chr(ord(char) + _WIDE) for char in match[0]), line)
    return line
