"""A new program in an empty folder: its settings, a policy to begin with, what a repository needs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from pypinyin import lazy_pinyin

from qiangxiao import __version__
from qiangxiao.authoring.formatter import format_file, order_keys, write_document
from qiangxiao.authoring.roster_columns import find_table
from qiangxiao.authoring.roster_workbook import Workbook
from qiangxiao.authoring.yaml_writer import write_yaml
from qiangxiao.foundation.errors import UsageError
from qiangxiao.foundation.shipped_terms import SHIPPED
from qiangxiao.foundation.slugs import is_slug, suggest_slug
from qiangxiao.foundation.vocabulary import DistrictKind
from qiangxiao.records.policy import POLICY, Policy
from qiangxiao.records.program import PROGRAM
from qiangxiao.records.reading import read_record
from qiangxiao.sources.document import read_document
from qiangxiao.sources.yaml_reader import Data

PROGRAM_PATH = f"schools/{PROGRAM.example}"
POLICY_PATH = f"schools/{POLICY.example}"
ABOUT_PATH = "docs/about.md"
_TILES_ACROSS = 5  # of the map of a city nobody has drawn yet: three to six rows of a phone's width
_STARTER = SHIPPED.with_name("starter.yml")
# catches "东湖区", "天府新区", "高新技术产业开发区", spares "区", "高新": what is left must still be a name
_SUFFIX = re.compile(r"(?:(?<=..)新区|(?<=.)(?:自治县|技术产业开发区|经济开发区|开发区|区|县|市|旗))$")
_IGNORED = "/.venv/\n/.build/\n/site/\n/preview.html\n/summary.md\n/checked.md\n"
_ATTRIBUTES = (
    "# Texts are LF everywhere, also on Windows: the same bytes are checked and published on every machine.\n"
    "* text=auto eol=lf\n*.docx binary\n*.xlsx binary\n"
)
_MAKEFILE = Path(__file__).with_name("starting.mk")
_ANYBODY = {
    "docs/permalinks.yml": write_yaml({"published": {}}),
    ".gitignore": _IGNORED,
    ".gitattributes": _ATTRIBUTES,
}
_ABOUT = """---
title: 关于本站
description: {name}的网站是什么、给谁看、资料从哪里来
---

# 关于本站

{name}的资料集中放在这里：每所实验校打算怎么改、改到哪一步、有哪些做法值得别人借鉴，
都写明日期和来源。本站由{publisher}发布。

学校的资料由学校提供，区县的资料由区县提供，经编辑看过才进入网站。统计数字由程序计算，见[落实情况](../coverage/)；
看不懂的词可以查[术语表](../glossary/)；怎样投稿见[投稿指南](../guide/contribute/)。
"""


@dataclass(frozen=True, slots=True)
class Start:
    """What is known of a new program."""

    name: str
    short_name: str
    city: str
    publisher: str
    districts: tuple[str, ...]


def first_files(start: Start) -> Mapping[str, str]:
    """Return the files of a new program by their path: what `check` and `build` accept at once."""
    policy = first_policy(start)
    return {
        PROGRAM_PATH: first_program(start, policy_of(policy)),
        POLICY_PATH: policy,
        "schools/featured.yml": write_yaml([]),
        "schools/owners.yml": write_yaml({"folders": []}),
        "Makefile": _MAKEFILE.read_text(encoding="utf-8").format(version=__version__),
        ABOUT_PATH: about_page(start.name, start.publisher),
        **_ANYBODY,
    }


def missing_files(root: Path) -> Mapping[str, str]:
    """Return what every program has beside its content and a root lacks."""
    return {path: text for path, text in _ANYBODY.items() if not (root / path).exists()}


def about_page(name: str, publisher: str) -> str:
    """Return a page about the site to begin with."""
    return _ABOUT.format(name=name, publisher=publisher)


def first_policy(start: Start) -> str:
    """Return the text of a policy to begin with, in the program's name."""
    lines = _STARTER.read_text(encoding="utf-8").splitlines(keepends=True)
    text = "".join(line for line in lines if not line.startswith("#"))
    for placeholder, own in (("（待核对）初中强校工程", start.name), ("（待核对）教育局", start.publisher)):
        text = text.replace(placeholder, own)
    return write_yaml(order_keys(read_document(POLICY_PATH, text.encode("utf-8")).data, Policy))


def policy_of(text: str) -> Policy:
    """Return a policy that we have written ourselves."""
    record = read_record(read_document(POLICY_PATH, text.encode("utf-8")), Policy).record
    assert record is not None, "the policy to begin with is sound"
    return record


def first_program(start: Start, policy: Policy) -> str:
    """Return the text of a program's settings, with the measures that its policy names."""
    measures: dict[str, Data] = {}
    for clause in policy.clauses:  # the first that names a measure is the one it is called after
        if clause.measure and clause.measure not in measures:
            said = {"id": clause.measure, "name": clause.title, "clause": clause.id}
            measures[clause.measure] = {**said, "summary": clause.summary}
    return write_yaml(
        {
            "name": start.name,
            "short_name": start.short_name,
            "city": start.city,
            "publisher": start.publisher,
            "timezone": "Asia/Shanghai",
            "sample": "false",
            "districts": district_settings(start.districts),
            "measures": list(measures.values()),
            "site": {"footer": {"organiser": start.publisher}},
        }
    )


def enter_district(data: bytes, name: str, district_id: str = "") -> tuple[str, str]:
    """Enter a district into the bytes of `program.yml`; return the new text and its id. Raises UsageError."""
    content = read_document(PROGRAM_PATH, data).data
    formatted = format_file(PROGRAM_PATH, data, PROGRAM)
    if formatted.text is None or not isinstance(content, dict):
        raise UsageError(f"区县要登记进 {PROGRAM_PATH}，但是{formatted.reason}")
    listed = content.get("districts")
    known: list[Data] = list(listed) if isinstance(listed, list) else []
    taken = {str(item.get("id")): str(item.get("name")) for item in known if isinstance(item, dict)}
    if name in taken.values() or district_id in taken:
        raise UsageError(f"区县“{name if name in taken.values() else district_id}”已经有了。")
    (entry,) = district_settings([name])
    assert isinstance(entry, dict)
    entry["id"] = district_id or new_district_id(name, taken)
    tiles = [item["tile"] for item in known if isinstance(item, dict) and "tile" in item]
    entry["tile"] = next(tile for tile in _tiles() if tile not in tiles)
    content["districts"] = [*known, entry]
    return write_document(PROGRAM_PATH, order_keys(content, PROGRAM.model)), str(entry["id"])


def _tiles() -> Iterator[Data]:
    """Yield the places of the map, row by row."""
    for at in count():
        yield [str(at % _TILES_ACROSS + 1), str(at // _TILES_ACROSS + 1)]


def district_settings(names: Sequence[str]) -> list[Data]:
    """Return the settings of districts: ids by sound, kinds by the last character, tiles in rows."""
    found: list[Data] = []
    taken: set[str] = set()
    for name, tile in zip(names, _tiles(), strict=False):
        district_id = new_district_id(name, taken)
        taken.add(district_id)
        found.append({"id": district_id, "name": name, "kind": _kind_of(name), "tile": tile})
    return found


def new_district_id(name: str, taken: Collection[str]) -> str:
    """Return an id for a district from the sound of its name without 区, 县 or 市: 东湖区 is `donghu`."""
    bare = suggest_slug("".join(lazy_pinyin(_SUFFIX.sub("", name)))) or "quxian"
    ids = (bare, *(f"{bare}-{number}" for number in range(2, len(taken) + 3)))
    return next(each for each in ids if is_slug(each) and each not in taken)


def _kind_of(name: str) -> str:
    if name.endswith(("开发区", "新区", "高新区")):
        return DistrictKind.FUNCTIONAL_ZONE.value
    kinds = {
        DistrictKind.COUNTY.value: DistrictKind.COUNTY,
        "旗": DistrictKind.COUNTY,
        "市": DistrictKind.COUNTY_LEVEL_CITY,
    }
    return kinds.get(name[-1:], DistrictKind.DISTRICT).value


def list_districts(book: Workbook) -> tuple[str, ...]:
    """Return the names of the districts that a sheet of schools has, in their order."""
    found: dict[str, None] = {}
    for sheet in book.sheets:
        table = find_table(sheet)
        column = table.column(("district",)) if table else None
        for number in table.body if table and column else ():
            text = sheet.at(number, column.index).text.strip() if column else ""
            if text:
                found[text] = None
    return tuple(found)
