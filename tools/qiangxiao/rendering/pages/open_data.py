"""The open data as a product: what there is, how it is called, what it promises."""

from __future__ import annotations

from collections.abc import Iterator

from qiangxiao.records.kinds import KINDS
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.data import ROOT
from qiangxiao.rendering.page import Page, relative
from qiangxiao.rendering.search_facets import describe_for_search
from qiangxiao.rendering.structured import about_data

ADDRESS = "api/"
_TABLES = (
    ("schools", "学校：类别、状态、班级数、学生数、教师数"),
    ("articles", "进展和案例：标题、摘要、措施、证据"),
    ("tasks", "行动方案里的每项任务和现在的状态"),
    ("indicators", "每个指标的历次读数"),
    ("contributions", "各校供稿和采用"),
)


def pages(site: Site) -> Iterator[Page]:
    """Yield the page."""
    example = site.edition.schools[0] if site.edition.schools else None
    base = (site.edition.catalog.program.site.url or "https://网站地址").rstrip("/")
    markdown = site.templates.render(
        "api.j2",
        ADDRESS,
        site=site,
        root=ROOT,
        base=base,
        kinds_of=[(kind.label, f"{ROOT}/schemas/{kind.name}.schema.json", kind.name) for kind in KINDS],
        tables=[(f"{ROOT}/{name}.csv", f"{name}.csv", text) for name, text in _TABLES],
        example=example,
    )
    yield Page(
        ADDRESS,
        "开放数据",
        markdown,
        description="本站全部公开内容的 JSON 和表格：怎样取用、字段说明、版本承诺、嵌入别的网页的卡片。",
        crumbs=site.crumbs(("开放数据", None)),
        as_of=site.edition.as_of,
        about=about_data(
            site.edition.catalog.program.name,
            "实验校、行动方案、进展、案例、活动的全部公开内容。",
            {relative(ADDRESS, f"{ROOT}/program.json"): "application/json"}
            | {relative(ADDRESS, f"{ROOT}/{name}.csv"): "text/csv" for name, _ in _TABLES},
        ),
        search=describe_for_search(
            "本站全部公开内容的 JSON 和表格，怎样取用，可以嵌入别的网页。",
            kind="说明",
            keywords=("开放数据", "数据下载", "API", "接口", "CSV", "JSON", "嵌入"),
        ),
    )
