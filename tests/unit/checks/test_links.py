"""Ids and links across records: of the right kind, there, published, and agreed on by both ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus_trees import added, change, lay_out, problems_of, put

SCHOOL = "schools/jinjiang/shili"
UPDATE = f"{SCHOOL}/updates/2026-10-12-kaifangke.md"
CASE = f"{SCHOOL}/cases/xiaozu-xuexi.md"
DONGPO = "schools/pujiang/dongpo/updates/2026-11-05-lianhe-beike.md"
BULLETIN = "docs/bulletins/2026-10.md"
EVENT = "docs/events/2026-11-12-zuoye-xianchanghui.md"
PROGRAM = "schools/program.yml"
FEATURED = "schools/featured.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "root")


def hints(root: Path, code: str) -> list[str]:
    return [problem.hint for problem in problems_of(root) if problem.code == code]


DRAFT = """\
---
title: 草稿
editor_note: 还在编。
draft: true
sections:
  - name: 工作
    items:
      - a/b/updates/2026-01-01-c
deferred:
  - a/b/updates/2026-01-01-d
declined:
  - id: a/b/updates/2026-01-01-e
    reason: 旧
---
"""


def test_every_place_that_names_something_is_looked_at(root: Path) -> None:
    change(root, CASE, ("subjects:", "adopts:\n  - a/b/cases/c\nevents:\n  - events/2026-01-01-x\nsubjects:"))
    change(root, EVENT, ("  - pujiang/dongpo\n", "  - pujiang/meiyou\n"), ("kaifangke\n", "kaifangkd\n"))
    change(root, "schools/jinjiang/district.yml", ("        - jinjiang/shili", "        - jinjiang/shilj"))
    change(
        root,
        FEATURED,
        ("school: pujiang/dongpo", "school: pujiang/dongpx"),
        ("    - pujiang/dongpo/inspections/2026-autumn", "    - pujiang/dongpx/inspections/2026-autumn"),
    )
    change(
        root,
        PROGRAM,
        (
            "item: jinjiang/shili/updates/2026-10-12-kaifangke",
            "item: jinjiang/shili/updates/2026-10-12-kaifangkf",
        ),
    )
    put(root, "docs/bulletins/caogao.md", DRAFT)
    place = {
        "caogao.md:8:9": "a/b/updates/2026-01-01-c",
        "caogao.md:10:5": "a/b/updates/2026-01-01-d",
        "caogao.md:12:9": "a/b/updates/2026-01-01-e",
        "2026-11-12-zuoye-xianchanghui.md:10:5": "pujiang/meiyou",
        "2026-11-12-zuoye-xianchanghui.md:19:11": "jinjiang/shili/updates/2026-10-12-kaifangkd",
        "featured.yml:9:11": "pujiang/dongpx",
        "featured.yml:12:7": "pujiang/dongpx/inspections/2026-autumn",
        "district.yml:33:11": "jinjiang/shilj",
        "xiaozu-xuexi.md:10:5": "a/b/cases/c",
        "xiaozu-xuexi.md:12:5": "events/2026-01-01-x",
        "program.yml:91:11": "jinjiang/shili/updates/2026-10-12-kaifangkf",
    }
    assert added(root, "reference.unknown") == [
        f"{at} [reference.unknown] 没有编号为“{content_id}”的内容。" for at, content_id in place.items()
    ]
    assert hints(root, "reference.unknown")[3:5] == [
        "您是否想写“pujiang/xincun”？",
        "您是否想写“jinjiang/shili/updates/2026-10-12-kaifangke”？",
    ]


def test_an_id_from_before_a_file_was_renamed_is_known(root: Path) -> None:
    change(root, CASE, ("title: ", "id: jinjiang/shili/cases/yiqian\ntitle: "))
    change(root, DONGPO, ("cases/xiaozu-xuexi", "cases/yiqian"))
    assert added(root) == []


def test_a_featured_period_in_a_ledger_that_cannot_be_read_may_be_there(root: Path) -> None:
    put(root, "docs/bulletins/caogao.md", DRAFT.replace("a/b/updates/2026-01-01-c", "featured/2026-09"))
    assert added(root, "reference.unknown")[0].endswith("没有编号为“featured/2026-09”的内容。")
    put(root, FEATURED, "不是列表\n")
    assert [line.split("] ")[1] for line in added(root, "reference.unknown")] == [
        "没有编号为“a/b/updates/2026-01-01-d”的内容。",
        "没有编号为“a/b/updates/2026-01-01-e”的内容。",
    ]


def test_a_guess_is_made_for_the_first_twenty_only(root: Path) -> None:
    ids = "".join(f"  - jinjiang/shili/cases/xiaozu-xuex{number}\n" for number in range(22))
    change(root, DONGPO, ("  - jinjiang/shili/cases/xiaozu-xuexi\n", ids))
    guess = "您是否想写“jinjiang/shili/cases/xiaozu-xuexi”？"
    assert hints(root, "reference.unknown") == [guess] * 20 + ["请核对编号。"] * 2


def test_what_is_named_is_of_the_kind_that_belongs_there(root: Path) -> None:
    update = "jinjiang/shili/updates/2026-10-12-kaifangke"
    change(root, DONGPO, ("jinjiang/shili/cases/xiaozu-xuexi", f"{update}\nevents:\n  - {update}"))
    change(root, CASE, ("subjects:", "adopts:\n  - jinjiang/shili/cases/xiaozu-xuexi\nsubjects:"))
    change(root, BULLETIN, (update, "jinjiang/shili/school"))
    change(
        root,
        FEATURED,
        ("    - jinjiang/shili/cases/xiaozu-xuexi", "    - pujiang/dongpo/inspections/2026-autumn"),
    )
    assert added(root, "reference.") == [
        "2026-10.md:14:9 [reference.kind] “jinjiang/shili/school”不能刊登在工作动态里。",
        (
            "featured.yml:6:7 [reference.kind] "
            "“pujiang/dongpo/inspections/2026-autumn”不是 jinjiang/shili 的内容。"
        ),
        "xiaozu-xuexi.md:10:5 [reference.kind] 不能填本校自己的案例。",
        f"2026-11-05-lianhe-beike.md:11:5 [reference.kind] “{update}”不是案例。",
        f"2026-11-05-lianhe-beike.md:13:5 [reference.kind] “{update}”不是交流研讨活动。",
    ]


@pytest.mark.parametrize("name", ["shili", "shili-2"])
def test_a_school_whose_id_begins_like_anothers_adopts_from_it(root: Path, name: str) -> None:
    """`jinjiang/shili` may adopt from `jinjiang/shili-2`, not from itself."""
    text = (root / CASE).read_text(encoding="utf-8")
    put(root, "schools/jinjiang/shili-2/cases/a.md", text)
    put(root, "schools/jinjiang/shili-2/school.yml", "name: 二\nkind: 初中\nas_of: 2026-11-01\n")
    case = {"shili": "xiaozu-xuexi", "shili-2": "a"}[name]
    change(root, CASE, ("subjects:", f"adopts:\n  - jinjiang/{name}/cases/{case}\nsubjects:"))
    told = ["xiaozu-xuexi.md:10:5 [reference.kind] 不能填本校自己的案例。"]
    assert added(root, "reference.kind") == (told if name == "shili" else [])


def hide(root: Path) -> str:
    """Put an unpublished case beside the other one and return its id."""
    text = (root / CASE).read_text(encoding="utf-8").replace("title: ", "draft: true\ntitle: 再谈", 1)
    put(root, f"{SCHOOL}/cases/caogao.md", text)
    return "jinjiang/shili/cases/caogao"


def test_an_unpublished_id_is_found_in_every_kind_of_text(root: Path) -> None:
    hidden = hide(root)
    change(root, PROGRAM, ("三(一)\n    summary: 名校", f"三(一)\n    summary: {hidden} 名校"))
    change(root, f"{SCHOOL}/support.yml", ("    outcome: 形成衔接点清单", f"    outcome: 见{hidden}。"))
    change(
        root,
        f"{SCHOOL}/support.yml",
        (
            "  - kind: 师资\n    direction: 输入\n    with: 锦江示例高级中学（示例）",
            f"  - kind: 师资\n    direction: 输入\n    with: {hidden}",
        ),
    )
    change(root, EVENT, ("两所学校的教师", f"两所学校（{hidden}）的教师"))
    change(root, DONGPO, ("cases/xiaozu-xuexi", "cases/caogao"))  # a reference is told by other rules
    change(root, f"{SCHOOL}/school.yml", ("motto: 日进一寸", f"motto: {hidden}"))
    assert added(root, "reference.unpublished") == [
        f"2026-11-12-zuoye-xianchanghui.md:2:1 [reference.unpublished] 正文里写到的“{hidden}”还没有发布。",
        f"school.yml:17:8 [reference.unpublished] 这里写到的“{hidden}”还没有发布。",
        f"support.yml:12:16 [reference.unpublished] 这里写到的“{hidden}”还没有发布。",
        f"support.yml:78:11 [reference.unpublished] 这里写到的“{hidden}”还没有发布。",
        f"program.yml:24:14 [reference.unpublished] 这里写到的“{hidden}”还没有发布。",
    ]


def test_an_unpublished_id_in_a_list_of_references_with_words_is_found(root: Path) -> None:
    hidden = hide(root)
    change(root, DONGPO, ("adopts:\n  - jinjiang/shili/cases/xiaozu-xuexi", f"adopts:\n  - {hidden}"))
    assert added(root, "reference.unpublished") == []
    change(root, DONGPO, ("title: 隔着", f"title: {hidden} 隔着"))
    assert added(root, "reference.unpublished") == [
        f"2026-11-05-lianhe-beike.md:2:8 [reference.unpublished] 这里写到的“{hidden}”还没有发布。"
    ]


@pytest.mark.parametrize("text", ["x{}", "{}-2", "{}x", "-{}", "0{}"])
def test_an_id_within_a_longer_one_is_not_meant(root: Path, text: str) -> None:
    change(root, f"{SCHOOL}/school.yml", ("motto: 日进一寸", f"motto: {text.format(hide(root))}"))
    assert added(root, "reference.unpublished") == []


def test_an_unpublished_text_may_name_itself(root: Path) -> None:
    hidden = hide(root)
    change(root, f"{SCHOOL}/cases/caogao.md", ("四人小组里", f"{hidden} 四人小组里"))
    assert added(root, "reference.unpublished") == []


@pytest.mark.parametrize(
    ("target", "is_there"),
    [
        ("../../", True),
        ("../../cases/xiaozu-xuexi/", True),
        ("../../cases/xiaozu-xuexi/?from=1", True),
        ("../../cases/%78iaozu-xuexi/", True),
        ("../../cases/xiaozu-xuexi", False),
        ("../../cases/xiaozu-xuexi/#a", False),
        ("../../cases/xiaozu-xuexi/#a#b", False),
        ("../../cases/meiyou/", False),
        ("#a", False),
        ("../../inspections/2026-spring/", True),
        ("../../inspections/2026-autumn/", False),
        ("../../plan/", True),
        ("../../baseline/", True),
        ("../../support/", False),
        ("../../../../pujiang/dongpo/", True),
        ("../../../../pujiang/weilai/", False),
        ("../../../../../events/2026-11-12-zuoye-xianchanghui/", True),
        ("../../../../../measures/classroom/", True),
        ("../../../../../measures/meiyou/", False),
        ("../../../../../districts/pujiang/", True),
        ("../../../../../schools/", True),
        ("../../../../../policy/", True),
        ("../../../../../bulletins/", False),
        ("HTTPS://example.org/", True),
        ("mailto:a@example.org", True),
    ],
)
def test_a_link_within_the_site_leads_to_a_page(root: Path, target: str, is_there: bool) -> None:
    put(
        root,
        "schools/pujiang/weilai/school.yml",
        "name: 未来\nkind: 初中\nenrolled_on: 2027-09-01\nas_of: 2026-11-01\n",
    )
    change(root, UPDATE, ("公开课之前", f"[公开课]({target})之前"))
    told = f"2026-10-12-kaifangke.md:28:1 [link.broken] 链接“{target}”在本站没有去处。"
    assert added(root, "link.") == ([] if is_there else [told])


def test_a_link_leads_only_to_what_is_published(root: Path) -> None:
    change(
        root,
        UPDATE,
        ("公开课之前", "[甲](https://example.org/)与[公开课](../../inspections/2026-spring/)之前"),
    )
    change(root, f"{SCHOOL}/inspections/2026-spring.md", ("date: 2026-04-16", "date: 2026-11-20"))
    assert added(root, "link.") == []
    change(root, f"{SCHOOL}/inspections/2026-spring.md", ("date: 2026-11-20", "date: 2026-11-21"))
    assert added(root, "link.") == [
        "2026-10-12-kaifangke.md:28:27 [link.broken] 链接“../../inspections/2026-spring/”在本站没有去处。"
    ]


def test_school_and_list_agree_on_who_supports_whom(root: Path) -> None:
    change(
        root,
        PROGRAM,
        ("kind: 新优质学校", "kind: 领航高中"),
        ("      - jinjiang/shili\n", "      - pujiang/dongpo\n"),
    )
    assert added(root, "support.") == [
        "support.yml:2:19 [support.listing] 名册里“锦江示例高级中学（示例）”支持的实验校没有本校。",
        "program.yml:56:9 [support.listing] “pujiang/dongpo”在名册里已经由“锦江示例高级中学（示例）”支持。",
        "support.yml:3:9 [support.listing] 名册里“蒲江示例实验学校（示例）”的类别是“领航高中”。",
    ]


def test_a_school_without_support_hides_nothing(root: Path) -> None:
    (root / f"{SCHOOL}/support.yml").unlink()
    change(
        root,
        "schools/pujiang/dongpo/support.yml",
        ("support_school: 蒲江示例实验学校", "support_school: 蒲江示例实验小学"),
    )
    change(root, PROGRAM, ("      - jinjiang/shili\n", "      - jinjiang/shilx\n"))
    assert added(root, "support.") == [
        "program.yml:51:9 [support.listing] 名册里“锦江示例高级中学（示例）”支持的“jinjiang/shilx”不存在。",
        "support.yml:2:19 [support.listing] 支持学校名册里没有“蒲江示例实验小学（示例）”。",
    ]
    assert hints(root, "support.listing")[1] == (
        "可填：蒲江示例实验学校（示例）、锦江示例高级中学（示例）。您是否想写“蒲江示例实验学校（示例）”？"
        "新结对的，请编辑加进 program.yml 的名册。"
    )


def test_without_a_list_nobody_is_asked_about_it(root: Path) -> None:
    text = (root / PROGRAM).read_text(encoding="utf-8")
    before, _, rest = text.partition("support_schools:")
    put(root, PROGRAM, f"{before}periods:{rest.partition('periods:')[2]}")
    assert added(root, "support.") == []
