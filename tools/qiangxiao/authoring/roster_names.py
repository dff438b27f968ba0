"""Names of schools: which known school a roster means, and the folder names of new ones, from their sound."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import count

from pypinyin import lazy_pinyin

from qiangxiao.catalog.catalog import School
from qiangxiao.foundation.slugs import is_slug
from qiangxiao.records.program import District, Program

# catches "（示例）", "[二期]", "（原第三中学）", spares "（东区）", "二期" (a campus is part of the name)
_REMARK = re.compile(r"[（(\[【]\s*(?:示例|样例|公办|实验校|原名?.*?|[一二三\d]+期)\s*[)）\]】]")
# catches "第三中学", "苏祠初级中学", spares "第三中学东区", "示例小学"
_KIND = re.compile(r"(?:实验|附属)?(?:(?:初级|高级)?中学校?|九年(?:一贯)?制?学校|学校|初中|中学部)$")
_SHORTEST = 2  # characters: what is left of a name without its place must still tell schools apart
_LONGEST = 40  # letters of the folder's name in pinyin


def strip_name(name: str) -> str:
    """Return a name for comparison: narrow characters, no spaces, no remark such as （示例）."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", name))
    return _REMARK.sub("", text)


def names_of(school: School) -> frozenset[str]:
    """Return every name that a school has or had, for comparison."""
    if school.profile is None:
        return frozenset()
    profile = school.profile.record
    named = (profile.name, profile.short_name or "", *profile.former_names)
    return frozenset(filter(None, map(strip_name, named)))


def find_schools(schools: Sequence[School], names: Collection[str]) -> tuple[School, ...]:
    """Return the schools that a roster means by some names;
    a school's full name goes before its other names.
    """
    wanted = set(filter(None, map(strip_name, names)))
    by_name = [
        school for school in schools if school.profile and strip_name(school.profile.record.name) in wanted
    ]
    return tuple(by_name or (school for school in schools if names_of(school) & wanted))


def new_slugs(
    names: Sequence[str], district: District | None, program: Program, taken: Collection[str]
) -> Mapping[str, str]:
    """Return a slug for each name: short where that is
    unambiguous. The order of the names makes no difference.
    """
    chosen: dict[str, str] = {}
    waiting = sorted(set(names))
    used = set(taken)
    for choice in range(3):
        offered = {name: _sounds(name, district, program)[choice] for name in waiting}
        shared = Counter(offered.values())
        for name, slug in offered.items():
            if is_slug(slug) and shared[slug] == 1 and slug not in used:
                chosen[name] = slug
                used.add(slug)
        waiting = [name for name in waiting if name not in chosen]
    for name in waiting:
        stem = _sounds(name, district, program)[2] or "xuexiao"
        chosen[name] = next(
            slug for number in count(2) if is_slug(slug := f"{stem}-{number}") and slug not in used
        )
        used.add(chosen[name])
    return chosen


def _sounds(name: str, district: District | None, program: Program) -> tuple[str, str, str]:
    """Return three slugs for a name, from the shortest to the longest."""
    whole = re.sub(r"[^\u4e00-\u9fffA-Za-z0-9]", "", strip_name(name))
    core = _strip_prefix(whole, (program.city, program.city.removesuffix("市")))
    if district is not None:
        # catches "示例区", spares "区市路" (only at the end)
        core = _strip_prefix(core, (district.name, re.sub(r"[区县市]$", "", district.name)))
    short = _KIND.sub("", core)
    return _sound(short if len(short) >= _SHORTEST else core), _sound(core), _sound(whole)


def _strip_prefix(name: str, prefixes: Sequence[str]) -> str:
    for prefix in prefixes:
        rest = name.removeprefix(prefix)
        if rest != name and len(_KIND.sub("", rest)) >= _SHORTEST:
            return rest
    return name


def _sound(text: str) -> str:
    """Return the sound of a text as one word of at most forty letters, cut between syllables."""
    word = ""
    for syllable in lazy_pinyin(text):
        letters = re.sub(r"[^a-z0-9]", "", syllable.lower().replace("ü", "v"))
        if len(word) + len(letters) > _LONGEST:
            break
        word += letters
    return word
