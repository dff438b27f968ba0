"""The kinds of content file: where each lives, its model and its Chinese name. One table, used everywhere."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pydantic import BaseModel

from qiangxiao.foundation.slugs import SLUG
from qiangxiao.records.baseline import BaselineAssessment
from qiangxiao.records.bulletin import BulletinIssue
from qiangxiao.records.case import ReformCase
from qiangxiao.records.district import DistrictPlan
from qiangxiao.records.event import ExchangeEvent
from qiangxiao.records.featured import FeaturedSchool
from qiangxiao.records.inspection import GuidanceVisit, TeachingInspection
from qiangxiao.records.monitoring import QualityMonitoring
from qiangxiao.records.plan import ActionPlan
from qiangxiao.records.program import Program
from qiangxiao.records.scalars import PHOTO_NAME
from qiangxiao.records.school import PilotSchool
from qiangxiao.records.support import Support
from qiangxiao.records.teaching import Teaching
from qiangxiao.records.update import ProgressUpdate
from qiangxiao.sources.discovery import Layout


@dataclass(frozen=True, slots=True)
class RecordKind:
    """One kind of content file."""

    name: str
    label: str
    model: type[BaseModel]
    layout: Layout


_SCHOOL = rf"schools/(?P<district>{SLUG})/(?P<school>{SLUG})"
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"


def _kind(name: str, label: str, model: type[BaseModel], pattern: str, example: str) -> RecordKind:
    return RecordKind(name, label, model, Layout(name, re.compile(pattern), example))


PROGRAM = _kind("program", "项目", Program, r"schools/program\.yml", "schools/program.yml")
FEATURED = _kind("featured", "每期一校", FeaturedSchool, r"schools/featured\.yml", "schools/featured.yml")
DISTRICT = _kind(
    "district",
    "区县",
    DistrictPlan,
    rf"schools/(?P<district>{SLUG})/district\.yml",
    "schools/jinjiang/district.yml",
)
SCHOOL = _kind(
    "school", "学校档案", PilotSchool, rf"{_SCHOOL}/school\.yml", "schools/jinjiang/shili/school.yml"
)
SUPPORT = _kind(
    "support", "支持关系", Support, rf"{_SCHOOL}/support\.yml", "schools/jinjiang/shili/support.yml"
)
TEACHING = _kind(
    "teaching", "教学情况", Teaching, rf"{_SCHOOL}/teaching\.yml", "schools/jinjiang/shili/teaching.yml"
)
BASELINE = _kind(
    "baseline",
    "起点评估",
    BaselineAssessment,
    rf"{_SCHOOL}/baseline\.md",
    "schools/jinjiang/shili/baseline.md",
)
PLAN = _kind("plan", "三年行动方案", ActionPlan, rf"{_SCHOOL}/plan\.yml", "schools/jinjiang/shili/plan.yml")
UPDATE = _kind(
    "update",
    "进展",
    ProgressUpdate,
    rf"{_SCHOOL}/updates/(?P<name>(?P<date>{_DATE})-{SLUG})\.md",
    "schools/jinjiang/shili/updates/2026-10-12-kaifangke.md",
)
CASE = _kind(
    "case",
    "案例",
    ReformCase,
    rf"{_SCHOOL}/cases/(?P<name>{SLUG})\.md",
    "schools/jinjiang/shili/cases/xiaozu-xuexi.md",
)
INSPECTION = _kind(
    "inspection",
    "教学视导",
    TeachingInspection,
    rf"{_SCHOOL}/inspections/(?P<name>(?P<semester>[0-9]{{4}}-(?:spring|autumn))(?:-{SLUG})?)\.md",
    "schools/jinjiang/shili/inspections/2025-autumn.md",
)
VISIT = _kind(
    "visit",
    "专家指导",
    GuidanceVisit,
    rf"{_SCHOOL}/visits/(?P<name>(?P<date>{_DATE})-{SLUG})\.md",
    "schools/jinjiang/shili/visits/2026-03-18-zuoye.md",
)
MONITORING = _kind(
    "monitoring",
    "质量监测",
    QualityMonitoring,
    rf"{_SCHOOL}/monitoring/(?P<name>(?P<year>[0-9]{{4}})(?:-{SLUG})?)\.yml",
    "schools/jinjiang/shili/monitoring/2026.yml",
)
BULLETIN = _kind(
    "bulletin",
    "工作动态",
    BulletinIssue,
    rf"docs/bulletins/(?P<name>{SLUG})\.md",
    "docs/bulletins/2026-11.md",
)
EVENT = _kind(
    "event",
    "交流活动",
    ExchangeEvent,
    rf"docs/events/(?P<name>(?P<date>{_DATE})-{SLUG})\.md",
    "docs/events/2026-11-20-yantaohui.md",
)

SCHOOL_KINDS: tuple[RecordKind, ...] = (
    SCHOOL,
    SUPPORT,
    TEACHING,
    BASELINE,
    PLAN,
    UPDATE,
    CASE,
    INSPECTION,
    VISIT,
    MONITORING,
)
RECORD_KINDS: tuple[RecordKind, ...] = (PROGRAM, FEATURED, DISTRICT, *SCHOOL_KINDS, BULLETIN, EVENT)
MEDIA = Layout(
    "media",
    re.compile(rf"{_SCHOOL}/media/(?P<name>{PHOTO_NAME})"),
    "schools/jinjiang/shili/media/kaifangke.jpg",
)
SCHOOLS_LAYOUTS: tuple[Layout, ...] = (
    *(kind.layout for kind in RECORD_KINDS if kind not in (BULLETIN, EVENT)),
    MEDIA,
)


def kind_of(path: str) -> RecordKind | None:
    """Return the kind of content file at a path relative to the root."""
    return next((kind for kind in RECORD_KINDS if kind.layout.pattern.fullmatch(path)), None)
