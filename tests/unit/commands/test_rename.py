"""A school, a district or an item gets a new id: files and addresses follow, sealed words stay."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from corpus_trees import AS_OF, change, problems_of, put, snapshot

from qiangxiao.catalog.loader import load
from qiangxiao.catalog.permalinks import read_permalinks
from qiangxiao.commands.main import main
from qiangxiao.foundation.problems import Severity
from qiangxiao.rendering import context
from qiangxiao.rendering.calendars import calendar_artifacts
from qiangxiao.rendering.data import data_artifacts
from qiangxiao.rendering.embeds import embed_artifacts
from qiangxiao.rendering.page import Artifact
from qiangxiao.rendering.pages.everything import all_pages
from qiangxiao.rendering.subscriptions import feed_artifacts
from qiangxiao.selection.edition import Edition
from qiangxiao.site.redirects import answering

CASE = "jinjiang/shili/cases/xiaozu-xuexi"


def run(root: Path, *words: str) -> int:
    return main(["--root", str(root), "--as-of", "2026-11-20", *words])


def errors(root: Path) -> list[str]:
    return [problem.code for problem in problems_of(root) if problem.severity is Severity.ERROR]


def addresses(root: Path, day: date = AS_OF) -> set[str]:
    """Return the path of everything that is published, by every producer that needs no engine."""
    site = context.Site(Edition(load(root).catalog, day))
    made: list[Artifact] = [page.artifact() for page in all_pages(site)]
    made += [*feed_artifacts(site), *calendar_artifacts(site.edition), *data_artifacts(site)]
    made += embed_artifacts(site)
    return {a.path.replace("index.md", "index.html") for a in answering(site, made)}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("jinjiang/shili", "jinjiang/xin"),
        ("pujiang/dongpo", "jinjiang/dongpo"),
        ("jinjiang", "jinjiangqu"),
        (CASE, "liangren"),
        ("events/2026-11-12-zuoye-xianchanghui", "events/2026-11-12-zuoye"),
    ],
)
def test_every_former_address_of_every_producer_answers(root: Path, old: str, new: str) -> None:
    calendars = ("calendar/districts/jinjiang.ics", "calendar/districts/pujiang.ics")
    listed = "".join(f"  - {path}\n" for path in calendars)  # one may lose its last event, never its address
    put(root, "docs/permalinks.yml", f"published: {{}}\nrecorded_on: 2026-11-20\naddresses:\n{listed}")
    before = {path for path in addresses(root) if not path.endswith("todo/index.html")}
    assert before.issuperset(calendars)
    assert run(root, "rename", old, new) == 0
    assert errors(root) == []
    assert before - addresses(root) == set()


def test_a_name_that_changed_three_times_answers_under_each(root: Path) -> None:
    before = addresses(root)
    for old, new in (("jinjiang/shili", "jinjiang/b"), ("jinjiang", "jj"), ("jj/b", "jj/c")):
        assert run(root, "rename", old, new) == 0
        now = addresses(root)
        assert before - now == set()
        before = now
    entry = load(root).catalog.by_id["jj/c/cases/xiaozu-xuexi"]
    assert entry.permanent_id == CASE


def test_back_to_the_first_name_everything_is_as_it_was_but_the_ledger(root: Path) -> None:
    before = snapshot(root)
    assert run(root, "rename", "jinjiang/shili", "xin") == 0
    assert run(root, "rename", "jinjiang/xin", "shili") == 0
    after = snapshot(root)
    after.pop("docs/permalinks.yml")
    assert {path: data for path, data in after.items() if not path.startswith(".build/")} == before
    assert load(root).catalog.by_id[CASE].permanent_id == CASE


def test_what_was_printed_and_presented_stays_to_the_letter(root: Path) -> None:
    sealed = ("docs/bulletins/2026-10.md", "schools/featured.yml")
    before = [(root / path).read_bytes() for path in sealed]
    assert run(root, "rename", "jinjiang", "jinjiangqu") == 0
    assert [(root / path).read_bytes() for path in sealed] == before
    catalog = load(root).catalog
    assert catalog.by_id["featured/2026-10"].record.school == "jinjiangqu/shili"


def test_open_references_are_given_the_new_name(root: Path) -> None:
    assert run(root, "rename", CASE, "liangren") == 0
    adopting = (root / "schools/pujiang/dongpo/updates/2026-11-05-lianhe-beike.md").read_text(
        encoding="utf-8"
    )
    assert "jinjiang/shili/cases/liangren" in adopting
    assert CASE not in adopting


def test_links_of_the_text_lead_where_they_led(root: Path) -> None:
    update = "schools/pujiang/dongpo/updates/2026-11-05-lianhe-beike.md"
    text = (root / update).read_text(encoding="utf-8")
    link = "../../../../jinjiang/shili/cases/xiaozu-xuexi/"
    put(root, update, f"{text}\n见[他们的案例]({link})和[本校](../../)。\n")
    assert errors(root) == []
    assert run(root, "rename", "jinjiang/shili", "jinjiang/xin") == 0
    assert "(../../../../jinjiang/xin/cases/xiaozu-xuexi/)" in (root / update).read_text(encoding="utf-8")
    assert run(root, "rename", "pujiang/dongpo", "jinjiang/dongpo") == 0
    moved = (root / update.replace("pujiang", "jinjiang")).read_text(encoding="utf-8")
    assert "(../../../xin/cases/xiaozu-xuexi/)" in moved
    assert "(../../)" in moved
    assert errors(root) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("jinjiang/meiyou", "jinjiang/a", "没有编号"),
        ("jinjiang/shili", "pujiang/dongpo", "已经有了"),
        ("jinjiang/shili", "wufa/shili", "不能作学校的编号"),
        ("jinjiang/shili", "../../etc", "不能作学校的编号"),
        ("jinjiang", "events", "不能作区县的编号"),
        (CASE, "pujiang/dongpo/cases/a", "别的学校"),
        (CASE, "jinjiang/shili/updates/a", "写法要与"),
        ("jinjiang/shili/plan", "jinjiang/shili/fangan", "地址是固定的"),
        ("bulletins/2026-10", "bulletins/10", "地址是固定的"),
    ],
)
def test_what_cannot_be_renamed_is_refused_and_nothing_changes(
    root: Path, old: str, new: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(root / "schools")
    assert run(root, "rename", old, new) == 2
    assert said in capsys.readouterr().err
    assert snapshot(root / "schools") == before


def test_a_name_that_readers_know_is_not_given_to_something_else(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(root, "rename", CASE, "liangren") == 0
    other = CASE.replace("xiaozu-xuexi", "qita")
    text = (root / f"schools/{CASE.replace('xiaozu-xuexi', 'liangren')}.md").read_text(encoding="utf-8")
    put(root, f"schools/{other}.md", text)
    assert run(root, "rename", other, "xiaozu-xuexi") == 2
    assert "公开过别的内容" in capsys.readouterr().err
    put(root, f"schools/{CASE}.md", text)
    assert "permalink.reused" in errors(root)


DAMAGES = {
    "in GBK": ("published:\n  a/b: a/b/ # 旧\n".encode("gbk"), 2),
    "half": (b"published:\n  a/b: a/b/\nwithdrawn:\n  a/c:\n    address: a/c/\n", 4),
    "cut in a quotation": (b'published:\n  a/b: "a/b', 2),
    "twice": (b"published:\n  a/b: a/b/\n  a/b: a/c/\n", 3),
    "conflict": (b"published:\n<<<<<<< ours\n  a/b: a/b/\n=======\n  a/c: a/c/\n>>>>>>> theirs\n", 2),
    "not an address": (b"published:\n  a/b: ../../etc/\n", 2),
    "not a rename": (b"published: {}\nrenamed:\n  - old: a\n", 3),
    "not a day": (b"published: {}\nrecorded_on: yesterday\n", 2),
    "a list": (b"- a\n", 1),
    "nothing but nulls": (b"\0" * 64, 1),
}


@pytest.mark.parametrize("data", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_ledger_is_told_with_its_line_and_never_overwritten(
    root: Path, data: tuple[bytes, int], capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = root / "docs/permalinks.yml"
    ledger.write_bytes(data[0])
    found = read_permalinks(root)
    assert found.problems[0].span.line == data[1]
    assert {problem.code for problem in found.problems} == {"permalink.damaged"}
    assert found.published == {}
    for words in (
        ["rename", CASE, "a"],
        ["takedown", CASE, "--reason", "一"],
        ["permalinks"],
        ["restore", CASE],
    ):
        assert run(root, *words) == 2
        assert "docs/permalinks.yml:" in capsys.readouterr().err
    assert ledger.read_bytes() == data[0]


def test_an_error_that_was_there_before_does_not_stop_a_rename(root: Path) -> None:
    change(root, f"schools/{CASE}.md", ("subjects:\n  - 数学", "subjects:\n  - 数字"))
    before = errors(root)
    assert before
    assert run(root, "rename", "jinjiang/shili", "xin") == 0
    assert errors(root) == before
