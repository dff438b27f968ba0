"""Names and ids: each known, each used once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from pydantic import BaseModel

from qiangxiao.catalog.catalog import SECTIONS, Catalog, Entry
from qiangxiao.checks.registry import Check, Finding, check
from qiangxiao.foundation.problems import Span
from qiangxiao.records.featured import FEATURED
from qiangxiao.records.kinds import LOOKS, kind_of
from qiangxiao.records.plan import PLAN
from qiangxiao.records.reading import Place
from qiangxiao.records.sign_offs import SIGN_OFFS

_ALIKE = 0.3  # share of letters in common: names of measures are long, a few words of one are enough
_MAX_LISTED = 40  # values in a hint: as many as one screen takes


@check("district.unknown")
def unknown_district(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """学校要放在项目里已有的区县文件夹下。

    区县文件夹的名字是 `program.yml` 里区县的编号，例如锦江区是 `jinjiang`。
    """
    if catalog.program_entry is None:
        return
    known = dict.fromkeys(catalog.stated(catalog.program_entry, "districts", "id"), "")
    known |= {district.id: district.name for district in catalog.program.districts}
    named = [f"{id}（{name}）" if name else id for id, name in sorted(known.items())]
    listed = (
        f"可填：{'、'.join(named[:_MAX_LISTED])}{'……' if len(named) > _MAX_LISTED else ''}。" if named else ""
    )
    reported: set[str] = set()
    for path in catalog.paths:
        parts = path.split("/")
        is_in_district = parts[0] == "schools" and len(parts) > 2 and not LOOKS.pattern.fullmatch(path)
        if not is_in_district or parts[1] in known or parts[1] in reported:
            continue
        if parts[1] == SIGN_OFFS.folder:
            continue
        reported.add(parts[1])
        near = get_close_matches(parts[1], known, n=1)
        guess = f"您是否想写“{near[0]}”（{known[near[0]]}）？" if near else listed
        yield Finding(f"没有编号为“{parts[1]}”的区县。", guess, path=path, span=Span.at(1))


@check("school.name.duplicate")
def duplicate_school_name(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """两所学校不能用同一个校名，简称也不能相同。

    同名会让读者和搜索分不清。请写学校的全名；简称请加上地名。
    """
    seen: dict[str, str] = {}
    for school in catalog.schools.values():
        if school.profile is None:
            continue
        for key, noun in (("name", "校名"), ("short_name", "简称")):
            name = getattr(school.profile.record, key)
            if name and seen.setdefault(name, school.id) != school.id:
                message = f"{noun}“{name}”与 {seen[name]} 相同。"
                yield Finding(message, "请写学校的全名。", school.profile, (key,))


@check("id.duplicate")
def duplicate_id(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """同一份清单里，编号不能重复；固定编号在全站不能重复。

    别的文件靠编号来引用；两个相同的编号会让引用指错地方。请改用没有用过的编号。
    """
    for entry in catalog.entries():
        for name in ("problems", "objectives", "indicators", "tasks", "actions"):
            yield from _find_repeated(entry, name)
    permanent: dict[str, str] = {}
    for entry in catalog.entries():
        stated = getattr(entry.record, "id", None) if entry.kind is not FEATURED else None
        if stated is None:
            continue
        taken = permanent.get(stated) or (stated if stated in catalog.by_id and stated != entry.id else None)
        if taken:
            yield Finding(f"固定编号“{stated}”已被 {taken} 使用。", "请换一个编号。", entry, ("id",))
        permanent.setdefault(stated, entry.id)


@check("id.kind")
def permanent_id_of_other_kind(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """固定编号要像同一类内容的编号。

    它是这份文件改名以前的编号，例如案例的是 `jinjiang/shili/cases/xiaozu-xuexi`。旧网址会由此转到新网址，
    所以不能写成学校、栏目或别类内容的编号。没有改过名的，不填 `id`。
    """
    for entry in catalog.entries():
        stated = getattr(entry.record, "id", None)
        if stated is None:
            continue
        folder, suffix = entry.path[: -len(entry.id) - len(Path(entry.path).suffix)], Path(entry.path).suffix
        kind = kind_of(f"{folder}{stated}{suffix}")
        if kind is None or kind is not entry.kind:
            message = f"“{stated[:60]}”不是这类内容的编号。"
            yield Finding(message, f"写法与“{entry.id}”相同；没有改过名的，请删去 id。", entry, ("id",))


def _find_repeated(entry: Entry[BaseModel], name: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, item in enumerate(getattr(entry.record, name, ())):
        item_id = getattr(item, "id", None)
        if item_id in seen:
            yield Finding(f"编号“{item_id}”重复。", "请改用没有用过的编号。", entry, (name, index, "id"))
        if item_id is not None:
            seen.add(item_id)


@check("program.duplicate")
def duplicate_in_program(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """项目文件里，区县和措施的编号、名称、方格位置，支持学校的校名，都不能重复。

    重复会让两个区县叠在一格，或者让措施混在一起。区县编号也不能用栏目的名字 `bulletins`、`events`、
    `featured`、`news`。请逐个核对 `program.yml`。
    """
    if catalog.program_entry is None:
        return
    program = catalog.program
    for index, district in enumerate(program.districts):
        if district.id in SECTIONS:
            message = f"区县编号“{district.id}”是网站栏目的名字。"
            yield Finding(message, "请换一个编号。", catalog.program_entry, ("districts", index, "id"))
    lists: tuple[tuple[str, str, Sequence[BaseModel], str], ...] = (
        ("区县编号", "districts", program.districts, "id"),
        ("区县名称", "districts", program.districts, "name"),
        ("方格位置", "districts", program.districts, "tile"),
        ("措施编号", "measures", program.measures, "id"),
        ("措施名称", "measures", program.measures, "name"),
        ("支持学校", "support_schools", program.support_schools, "name"),
    )
    for name, key, parts, attribute in lists:
        seen: set[object] = set()
        for index, part in enumerate(parts):
            value = getattr(part, attribute)
            if value is not None and value in seen:
                shown = "、".join(map(str, value)) if isinstance(value, tuple) else value
                place = (key, index, attribute)
                yield Finding(f"{name}“{shown}”重复。", "请改成不同的。", catalog.program_entry, place)
            seen.add(value)


@check("program.order")
def settings_out_of_order(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """项目设置里，最短不能长过最长，一年里下学期要在上学期之前开始。

    `thresholds` 的 `plan_years` 先写最短的年数，再写最长的。`semesters` 里，下学期（`spring`）在春天开始，上
    学期（`autumn`）在秋天开始，写反或写成同一天，所有与学期有关的判断都会错。
    """
    if catalog.program_entry is None:
        return
    shortest, longest = catalog.program.thresholds.plan_years
    if shortest > longest:
        message = f"方案年限写反了：最短 {shortest} 年，最长 {longest} 年。"
        hint = f"请写成 {longest}、{shortest}。"
        yield Finding(message, hint, catalog.program_entry, ("thresholds", "plan_years"))
    autumn, spring = catalog.program.semesters.autumn, catalog.program.semesters.spring
    if spring >= autumn:
        first, second = (f"{month:02d}-{day:02d}" for month, day in (spring, autumn))
        message = f"下学期从 {first} 开始，不早于上学期开始的 {second}。"
        hint = "autumn 写秋天开学的日子，例如 09-01；spring 写春天开学的日子，例如 02-15。"
        key = "spring" if "spring" in catalog.program.semesters.model_fields_set else "autumn"
        yield Finding(message, hint, catalog.program_entry, ("semesters", key))


@check("measure.unknown")
def unknown_measure(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """“所属措施”只能写主要措施的名称。

    名称要和 `program.yml` 里一字不差，内容才能归到措施的页面下。
    """
    if catalog.program_entry is None:
        return
    allowed = [measure.name for measure in catalog.program.measures]
    known = catalog.stated(catalog.program_entry, "measures", "name")
    for entry in catalog.entries():
        for place, name in _measure_values(entry):
            if name not in known:
                near = get_close_matches(name, allowed, n=1, cutoff=_ALIKE)
                guess = f"您是否想写“{near[0]}”？" if near else ""
                yield Finding(f"没有“{name}”这项措施。", f"可填：{'、'.join(allowed)}。{guess}", entry, place)


def _measure_values(entry: Entry[BaseModel]) -> Iterable[tuple[Place, str]]:
    for index, name in enumerate(getattr(entry.record, "measures", ())):
        yield ("measures", index), name
    if entry.kind is PLAN:
        for index, task in enumerate(getattr(entry.record, "tasks", ())):
            yield ("tasks", index, "measure"), task.measure


@check("file.twin")
def data_and_text_side_by_side(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """同一份资料只留一个文件：`plan.yml` 和 `plan.md`、`district.yml` 和 `district.md` 只能有一个。

    有全文的用 `.md`，开头两行 `---` 之间写原来 `.yml` 里的字段，后面写全文；没有全文的用 `.yml`。
    """
    paths = set(catalog.paths)
    for entry in catalog.entries():
        other = entry.path.removesuffix(".md") + ".yml"
        if entry.kind.may_be_text and entry.path.endswith(".md") and other in paths:
            hint = f"请把两个文件里的字段合到 {entry.path}，再删去 {other}。"
            yield Finding(f"已经有 {other}，同一份资料写了两次。", hint, entry, ())


CHECKS: tuple[Check, ...] = (
    data_and_text_side_by_side,
    unknown_district,
    duplicate_school_name,
    duplicate_id,
    permanent_id_of_other_kind,
    duplicate_in_program,
    settings_out_of_order,
    unknown_measure,
)
