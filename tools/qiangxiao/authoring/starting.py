"""A new program in an empty folder: its settings, a policy to begin with, what a repository needs."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from pypinyin import lazy_pinyin

from qiangxiao.authoring.formatter import order_keys
from qiangxiao.authoring.roster_columns import find_table
from qiangxiao.authoring.roster_workbook import Workbook
from qiangxiao.authoring.yaml_writer import write_yaml
from qiangxiao.foundation.shipped_terms import SHIPPED
from qiangxiao.foundation.slugs import is_slug, suggest_slug
from qiangxiao.foundation.vocabulary import DistrictKind
from qiangxiao.records.policy import POLICY, Policy
from qiangxiao.records.program import PROGRAM
from qiangxiao.records.reading import read_record
from qiangxiao.sources.document import read_document
from qiangxiao.sources.yaml_reader import Data

_STARTER = SHIPPED.with_name("starter.yml")
# catches "东湖区", "示例县", "高新技术产业开发区", spares "区" alone: what is left must still be a name
_SUFFIX = re.compile(r"(?<=.)(?:自治县|技术产业开发区|经济开发区|开发区|新区|区|县|市|旗)$")
_IGNORED = "/.build/\n/site/\n/preview.html\n/summary.md\n/checked.md\n"
_ATTRIBUTES = (
    "# Texts are LF everywhere, also on Windows: the same bytes are checked and published on every machine.\n"
    "* text=auto eol=lf\n*.docx binary\n*.xlsx binary\n"
)
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
    lines = _STARTER.read_text(encoding="utf-8").splitlines(keepends=True)
    policy = "".join(line for line in lines if not line.startswith("#")).replace(
        "（待核对）初中强校工程", f"{start.name}"
    )
    policy = policy.replace("（待核对）教育局", start.publisher)
    document = read_document(POLICY.example, policy.encode("utf-8"))
    record = read_record(document, Policy).record
    assert record is not None, "the policy to begin with is sound"
    measures: list[Data] = [
        {"id": clause.measure, "name": clause.title, "clause": clause.id, "summary": clause.summary}
        for clause in record.clauses
        if clause.measure
    ]
    program: Data = {
        "name": start.name,
        "short_name": start.short_name,
        "city": start.city,
        "publisher": start.publisher,
        "timezone": "Asia/Shanghai",
        "sample": "false",
        "districts": district_settings(start.districts),
        "measures": measures,
        "site": {"footer": {"organiser": start.publisher}},
    }
    return {
        f"schools/{PROGRAM.example}": write_yaml(program),
        f"schools/{POLICY.example}": write_yaml(order_keys(document.data, Policy)),
        "schools/featured.yml": write_yaml([]),
        "docs/about.md": _ABOUT.format(name=start.name, publisher=start.publisher),
        "docs/permalinks.yml": write_yaml({"published": {}}),
        ".gitignore": _IGNORED,
        ".gitattributes": _ATTRIBUTES,
    }


def district_settings(names: Sequence[str]) -> list[Data]:
    """Return the settings of districts: ids by sound, kinds by the last character, tiles in rows."""
    found: list[Data] = []
    taken: set[str] = set()
    for at, name in enumerate(names):
        district_id = new_district_id(name, taken)
        taken.add(district_id)
        tile: list[Data] = [str(at % 5 + 1), str(at // 5 + 1)]
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
