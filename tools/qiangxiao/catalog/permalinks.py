"""`docs/permalinks.yml`: every address that was ever published, so that none of them breaks unnoticed.

A mapping: `published` (content id → address), `renamed` (old id → new id, oldest first), `withdrawn` (content
id → what is told at its address), `addresses` (everything else that was on the site), `recorded_on`, and
`exempt` (content id → digest of what was public of it before sign-offs were wanted), `closed` (address of no
item → why nothing is there any more).
Trusted, like everything under `docs/`, and without a limit of size; commands write it and nobody else. A
ledger that is damaged is told with its line and read as empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from qiangxiao.catalog.renames import Rename, Renames
from qiangxiao.foundation.problems import Problem, Rule, Span, rule
from qiangxiao.foundation.slugs import SLUG
from qiangxiao.sources.document import read_document

LEDGER_PATH = "docs/permalinks.yml"
DAMAGED = rule(
    "permalink.damaged",
    """登记地址的 `docs/permalinks.yml` 要是程序写下的样子。

    它由 `qiangxiao permalinks`、`rename`、`takedown`、`restore` 写，不手改。合并时两边都改了，请留下两边的
    行；存成了别的编码或只剩一半的，请从 git 恢复上一个版本，再运行 `qiangxiao permalinks`。""",
)
RULES: tuple[Rule, ...] = (DAMAGED,)
_MEND = "请从 git 恢复上一个版本，再运行 qiangxiao permalinks；合并时两边都改了，请留下两边的行。"
_ID = re.compile(rf"{SLUG}(?:/{SLUG})*")  # catches "jinjiang/shili", "events", spares "a//b", "/a", "A"
# catches "feeds/all.rss.xml", "districts/jinjiang/", spares "../a", "/a/", "a//b", "a b"
_ADDRESS = re.compile(r"(?:[\w-][\w.-]*/)*(?:[\w-][\w.-]*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Content that was taken down on purpose, and what has to be known of it without its file.

    `opened_on` is the day readers first saw it, `feeds` are those that brought it, `files` those that were
    deleted. `sequence` is what calendar clients last knew of an event.
    """

    address: str
    reason: str
    on: date | None = None
    kind: str = ""
    opened_on: date | None = None
    feeds: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    sequence: int = 0

    @property
    def day(self) -> date:
        """When it was taken down; of an old entry that does not say it, the beginning of time."""
        return self.on or date.min


@dataclass(frozen=True, slots=True)
class Closure:
    """An address that is no item's and was given up on purpose; `to` is where its readers are led instead."""

    reason: str
    on: date
    to: str = ""


@dataclass(frozen=True, slots=True)
class Permalinks:
    """The ledger, empty where there is none. `problems` is what is wrong with its file."""

    published: Mapping[str, str] = field(default_factory=dict)
    withdrawn: Mapping[str, Withdrawal] = field(default_factory=dict)
    renames: Renames = field(default_factory=Renames)
    addresses: tuple[str, ...] = ()
    recorded_on: date | None = None
    exempt: Mapping[str, str] = field(default_factory=dict)
    closed: Mapping[str, Closure] = field(default_factory=dict)
    text: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def owed(self) -> frozenset[str]:
        """Every address that must lead somewhere; a page's ends in a slash, the home page's is empty."""
        told = (gone.address for gone in self.withdrawn.values())
        return frozenset({*self.published.values(), *self.addresses, *told}) - self.closed.keys()

    @property
    def withdrawn_ids(self) -> frozenset[str]:
        """Every id of what was taken down: the one feeds know it by, and the one it would have now."""
        return frozenset({*self.withdrawn, *map(self.renames.current, self.withdrawn)})

    def line_of(self, content_id: str) -> int:
        """Return the line, from 1, on which an id is entered."""
        key = f"  {content_id}:"
        lines = self.text.split("\n")
        return next((number for number, line in enumerate(lines, 1) if line.startswith(key)), 1)


def read_permalinks(root: Path) -> Permalinks:
    """Read the ledger of a root; what cannot be used of it is told in its problems."""
    file = root / LEDGER_PATH
    try:
        data = file.read_bytes()
    except OSError:
        return Permalinks()
    try:
        text = data.decode()
        content = yaml.load(text, Loader=yaml.CBaseLoader) or {}
        faults = tuple(_faults(content))
        if not faults and _count_of_keys(text) == sum(len(content.get(name) or {}) for name in _MAPPINGS):
            return _ledger(content, text)
    except (UnicodeDecodeError, yaml.YAMLError, ValueError):
        faults = ()
    return _explained(data, faults)


_MAPPINGS = ("published", "withdrawn", "exempt", "closed")
# catches "aBcD", spares "", "a b", "12"
_DIGEST = re.compile(r"[A-Za-z]+")
_KEYS = frozenset({*_MAPPINGS, "renamed", "addresses", "recorded_on"})
_KEY = re.compile(
    r"^  [^\s#-][^\n]*:", re.MULTILINE
)  # catches "  a/b: c", "  a/b:", spares "    on: c", "  - a"


def _count_of_keys(text: str) -> int:
    """Return how many ids the text enters: one that stands there twice is a bad merge, which YAML hides."""
    return len(_KEY.findall(text))


Fault = tuple[tuple[str | int, ...], str]


def _faults(content: Any) -> Iterator[Fault]:
    """Yield what is wrong in a ledger that can be read, with its place."""
    if not isinstance(content, dict):
        yield (), "这里应是 published 等键。"
        return
    for key in content.keys() - _KEYS:
        yield (key,), f"没有“{key}”这个键。"
    for name in _MAPPINGS:
        if not isinstance(content.get(name) or {}, dict):
            yield (name,), f"{name} 应是“编号: 地址”。"
    for name in ("renamed", "addresses"):
        if not isinstance(content.get(name) or [], list):
            yield (name,), f"{name} 应是清单。"
    if "recorded_on" in content and not _is_day(content["recorded_on"]):
        yield ("recorded_on",), "这里应是日期，例如 2026-11-20。"
    yield from _faults_of_entries(content)


def _faults_of_entries(content: dict[str, Any]) -> Iterator[Fault]:
    published, withdrawn = content.get("published") or {}, content.get("withdrawn") or {}
    for key, address in published.items() if isinstance(published, dict) else ():
        if not _ID.fullmatch(key) or not isinstance(address, str) or not _ADDRESS.fullmatch(address):
            yield ("published", key), f"“{key}”这一行不是“编号: 地址”。"
    for key, told in withdrawn.items() if isinstance(withdrawn, dict) else ():
        is_whole = isinstance(told, dict) and {"address", "reason"} <= told.keys() and told["reason"]
        if not is_whole or not all(_is_day(told[name]) for name in ("on", "opened_on") if name in told):
            yield ("withdrawn", key), f"“{key}”要有 address、reason，日期写成 2026-11-20。"
    exempt = content.get("exempt") or {}
    for key, digest in exempt.items() if isinstance(exempt, dict) else ():
        if not _ID.fullmatch(key) or not isinstance(digest, str) or not _DIGEST.fullmatch(digest):
            yield ("exempt", key), f"“{key}”这一行不是“编号: 校验值”。"
    closed = content.get("closed") or {}
    for key, told in closed.items() if isinstance(closed, dict) else ():
        if not _ADDRESS.fullmatch(key) or not _is_closure(told):
            yield ("closed", key), f"“{key}”要是本站的地址，有 reason 和 on，日期写成 2026-11-20。"
    renamed = content.get("renamed") or []
    for at, item in enumerate(renamed if isinstance(renamed, list) else ()):
        ids = [item.get("old"), item.get("new")] if isinstance(item, dict) else []
        if not ids or not all(isinstance(name, str) and _ID.fullmatch(name) for name in ids):
            yield ("renamed", at), "改名要有 old 和 new，都是编号。"
    addresses = content.get("addresses") or []
    for at, address in enumerate(addresses if isinstance(addresses, list) else ()):
        if not isinstance(address, str) or not _ADDRESS.fullmatch(address):
            yield ("addresses", at), "这一行不是本站的地址。"


def _is_closure(told: object) -> bool:
    if not isinstance(told, dict) or not told.keys() <= {"reason", "on", "to"}:
        return False
    reason, to = told.get("reason"), told.get("to", "")
    leads = isinstance(to, str) and bool(_ADDRESS.fullmatch(to))
    return isinstance(reason, str) and bool(reason) and leads and _is_day(told.get("on"))


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _ledger(content: dict[str, Any], text: str) -> Permalinks:
    renamed = (Rename(item["old"], item["new"]) for item in content.get("renamed") or ())
    return Permalinks(
        published=dict(content.get("published") or {}),
        withdrawn={key: _withdrawal(told) for key, told in (content.get("withdrawn") or {}).items()},
        renames=Renames(tuple(renamed)),
        addresses=tuple(content.get("addresses") or ()),
        recorded_on=_day(content.get("recorded_on")),
        exempt=dict(content.get("exempt") or {}),
        closed={key: _closure(told) for key, told in (content.get("closed") or {}).items()},
        text=text,
    )


def _closure(told: dict[str, str]) -> Closure:
    return Closure(told["reason"], date.fromisoformat(told["on"]), told.get("to", ""))


def _withdrawal(told: dict[str, Any]) -> Withdrawal:
    return Withdrawal(
        address=told["address"],
        reason=told["reason"],
        on=_day(told.get("on")),
        kind=told.get("kind", ""),
        opened_on=_day(told.get("opened_on")),
        feeds=tuple(told.get("feeds") or ()),
        files=tuple(told.get("files") or ()),
        sequence=int(told.get("sequence", 0)),
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _explained(data: bytes, faults: tuple[Fault, ...]) -> Permalinks:
    """Return an empty ledger that says what is wrong with its file, line by line."""
    document = read_document(LEDGER_PATH, data)
    told = [(problem.span, problem.message) for problem in document.problems]
    told += [(document.locate(place, at_key=True), message) for place, message in faults]
    if not told:
        told = [(Span.at(1), "这个文件的写法不对。")]
    problems = tuple(DAMAGED.at(LEDGER_PATH, span, message, _MEND) for span, message in told)
    return Permalinks(text=document.text, problems=problems)
