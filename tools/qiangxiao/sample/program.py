"""A synthetic, valid program of any size, all of it marked 示例, for trying out and for measuring."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pydantic import ValidationError

from qiangxiao.authoring.formatter import order_keys
from qiangxiao.authoring.yaml_writer import write_yaml
from qiangxiao.foundation.errors import SettingsError
from qiangxiao.foundation.vocabulary import SupportSchoolKind
from qiangxiao.records.program import Program
from qiangxiao.sample.school import File, SampleSchool, school_files
from qiangxiao.sample.texts import school_words
from qiangxiao.sources.document import read_document
from qiangxiao.sources.yaml_reader import Data

SAMPLE_DAY = date(2026, 11, 20)
"""The day a sample is made for unless another is stated, so that the same seed gives the same bytes."""
_SCHOOLS_PER_SUPPORT_SCHOOL = 2  # the policy lets one support several
_PROGRAM = "schools/program.yml"


def sample_files(program: bytes, count: int, seed: int, day: date = SAMPLE_DAY) -> Iterator[File]:
    """Yield path and bytes of every file of a program with `count` schools.

    `program` is a `program.yml` whose districts, measures and settings are kept. Raises SettingsError if it
    cannot be read.
    """
    data = read_document(_PROGRAM, program).data
    try:
        settings = Program.model_validate(data)
    except ValidationError:
        raise SettingsError("示例所用的 program.yml 读不了，请先用 qiangxiao check 检查。") from None
    assert isinstance(data, dict)
    schools = [_school(settings, number, day) for number in range(count)]
    listing = [_listing(schools[at : at + _SCHOOLS_PER_SUPPORT_SCHOOL]) for at in _starts(count)]
    kept = {key: value for key, value in data.items() if key != "publicity"}
    whole: Data = {**kept, "sample": "true", "support_schools": listing}
    yield _PROGRAM, write_yaml(order_keys(whole, Program)).encode("utf-8")
    for school in schools:
        yield from school_files(school, seed)


def _starts(count: int) -> range:
    return range(0, count, _SCHOOLS_PER_SUPPORT_SCHOOL)


def _school(settings: Program, number: int, day: date) -> SampleSchool:
    district = settings.districts[number % len(settings.districts)]
    within = number // len(settings.districts)
    pair = number // _SCHOOLS_PER_SUPPORT_SCHOOL
    kinds = SupportSchoolKind.values()
    years_ago = 2 - number % 3 // 2
    return SampleSchool(
        number=number,
        id=f"{district.id}/shili-{within + 1:03d}",
        name=f"{district.name}{school_words(within)}示例中学{_ordinal(within)}（示例）",
        support_school=f"示例支持学校{pair + 1:03d}（示例）",
        support_kind=kinds[pair % len(kinds)],
        enrolled_on=date(day.year - years_ago, 9, 2),
        measures={measure.id: measure.name for measure in settings.measures},
        calendar=settings.calendar,
        day=day,
    )


def _ordinal(within: int) -> str:
    """Return what keeps names apart once the words for names begin to repeat."""
    return f"第{within // 500 + 1}校" if within >= 500 else ""


def _listing(schools: list[SampleSchool]) -> Data:
    first = schools[0]
    return {
        "name": first.support_school,
        "kind": first.support_kind,
        "district": first.id.split("/")[0],
        "supports": [school.id for school in schools],
    }
