"""An address of no item is given up: it answers in its own way, and it can come back."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import feedparser
import pytest
from corpus_trees import AS_OF, problems_of, put
from icalendar import Calendar

from qiangxiao.authoring.permalink_writing import record, record_site, write_ledger
from qiangxiao.catalog.catalog import Catalog
from qiangxiao.catalog.holding import hold_back, stops_build
from qiangxiao.catalog.loader import load
from qiangxiao.catalog.permalinks import Closure, Permalinks
from qiangxiao.commands.main import main
from qiangxiao.rendering.calendars import calendar_artifacts
from qiangxiao.rendering.case_data import case_artifacts
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.data import data_artifacts
from qiangxiao.rendering.embeds import embed_artifacts
from qiangxiao.rendering.page import Artifact
from qiangxiao.rendering.pages.everything import all_pages
from qiangxiao.rendering.subscriptions import feed_artifacts
from qiangxiao.selection.edition import Edition
from qiangxiao.site.builder import prepare_pages
from qiangxiao.site.redirects import answering

WHY = "专题已经结束<b>"
PLAN, DISTRICT = "schools/jinjiang/shili/plan/", "districts/jinjiang/"
FEED, CALENDAR = "feeds/districts/jinjiang.rss.xml", "calendar/all.ics"
TABLE, DATA = "api/v1/schools.csv", "api/v1/changes.json"
PAPER, POSTER = "bulletins/2026-10/2026-10.pdf", "schools/jinjiang/shili/poster.jpg"
LIVE = (PLAN, DISTRICT, FEED, CALENDAR, TABLE, DATA, PAPER, POSTER)
ENDED = ("measures/zhuanti/", "feeds/zhuanti.atom.xml", "calendar/districts/wuhou.ics", "api/v1/old.json")
SECRET = "不该公开的字样"


def run(root: Path, *words: str) -> int:
    return main(["--root", str(root), "--as-of", "2026-11-20", *words])


def takedown(root: Path, address: str, *words: str) -> int:
    return run(root, "takedown", address, "--reason", WHY, *words)


def made_of(catalog: Catalog) -> dict[str, bytes]:
    """Return all that needs no engine, and two files in place of printed ones; none is there twice."""
    site = Site(Edition(catalog, AS_OF))
    made = [page.artifact() for page in all_pages(site)]
    made += [*feed_artifacts(site), *calendar_artifacts(site.edition), *data_artifacts(site)]
    made += [*embed_artifacts(site), *case_artifacts(site)]
    made += [Artifact(PAPER, SECRET.encode())]
    if {"jinjiang/shili", "jinjiang/xin"} & site.edition.school_ids:
        school = "xin" if "jinjiang/xin" in site.edition.school_ids else "shili"
        made += [Artifact(POSTER.replace("shili", school), SECRET.encode())]
    found = [(a.path.replace("index.md", "index.html"), a.data) for a in answering(site, made)]
    paths = [path for path, _ in found]
    assert len(set(paths)) == len(paths)
    assert not {f"{path}/index.html" for path in paths} & set(paths), "a file and a folder of one name"
    return dict(found)


def everything(root: Path) -> dict[str, bytes]:
    """Return the same of a program without faults."""
    return made_of(load(root).catalog)


@pytest.fixture
def kept(root: Path) -> Path:
    """Return a program of which a whole site is in the ledger, and addresses of what is no longer made."""
    catalog = load(root).catalog
    ledger = record(catalog.ledger, Edition(catalog, AS_OF))
    paths = [*everything(root), *(f"{a}index.html" if a.endswith("/") else a for a in ENDED)]
    put(root, "docs/permalinks.yml", write_ledger(record_site(ledger, paths, AS_OF)))
    assert {*LIVE, *ENDED} <= set(load(root).catalog.ledger.addresses)
    return root


def answer(made: dict[str, bytes], address: str) -> str:
    """Return what a web server shows at an address: of a folder its page."""
    page = f"{address.rstrip('/')}/index.html"
    return made[address if address in made else page].decode()


def unanswered(made: dict[str, bytes], ledger: Permalinks) -> set[str]:
    """Return the addresses that are owed and at which nothing is."""
    pages = {path.removesuffix("index.html") for path in made if path.endswith("index.html")}
    files = {page.rstrip("/") for page in pages if b"data-notice" in made[f"{page}index.html"]}
    records = {f"api/v1/records/{content_id}.json" for content_id in ledger.published}
    return {*ledger.owed, *records} - pages - files - made.keys()


def test_every_address_says_why_and_when_and_comes_back(kept: Path) -> None:
    before, owed = everything(kept), load(kept).catalog.ledger.owed
    for address in (*LIVE, *ENDED):
        assert takedown(kept, f"/{address}") == 0
    ledger = load(kept).catalog.ledger
    assert (ledger.problems, set(ledger.closed)) == ((), {*LIVE, *ENDED})
    assert not ledger.closed.keys() & ledger.owed
    made = everything(kept)
    for address in (*LIVE, *ENDED):
        said = answer(made, address)
        assert "专题已经结束" in said and ("<b>" not in said or address.endswith((".json", ".csv", ".ics")))
        assert SECRET not in said and ("2026" in said or address.endswith(".ics"))
    places = {*LIVE, *ENDED, "feeds/subscriptions.opml"}
    places |= {f"{address.rstrip('/')}/index.html" for address in places}
    assert {path for path, data in made.items() if data != before.get(path)} <= places
    assert run(kept, "permalinks", "--check") == 0
    for address in (*LIVE, *ENDED):
        assert run(kept, "restore", address) == 0
    assert everything(kept) == before and load(kept).catalog.ledger.owed == owed


def test_programs_read_what_is_said_to_them(kept: Path) -> None:
    for address in (FEED, "feeds/all.json", CALENDAR, TABLE, DATA):
        assert takedown(kept, address) == 0
    made = everything(kept)
    feed = feedparser.parse(made[FEED])
    assert not feed.bozo and [entry.title for entry in feed.entries] == ["这个订阅已经停止"]
    (item,) = json.loads(made["feeds/all.json"])["items"]
    assert "专题已经结束" in item["summary"]
    calendar = Calendar.from_ical(made[CALENDAR].decode())
    assert calendar.events == [] and "专题已经结束" in str(calendar["x-wr-caldesc"])
    (row,) = csv.reader(StringIO(made[TABLE].decode("utf-8-sig")))
    assert row == [f"2026年11月20日：这个地址的内容已经撤下：{WHY}"]
    assert json.loads(made[DATA])["note"] == f"这个地址的内容已经撤下：{WHY}"


FAULTY = ("school.yml", "plan.yml", "cases/xiaozu-xuexi.md", "updates/2026-10-12-kaifangke.md")


def test_all_that_was_of_a_faulty_record_answers_until_it_is_put_right(kept: Path) -> None:
    for name in FAULTY:
        path = f"schools/jinjiang/shili/{name}"
        before = (kept / path).read_text(encoding="utf-8")
        put(kept, path, before.replace("\n", "\nfalse_key: 1\n", 1))
        catalog, held = hold_back(load(kept).catalog, problems_of(kept))
        assert path in held
        made = made_of(catalog)
        assert unanswered(made, catalog.ledger) == {*ENDED}, name
        if name == "school.yml":
            feed = feedparser.parse(made["feeds/schools/jinjiang/shili.atom.xml"])
            assert (feed.bozo, feed.entries) == (False, []), "nothing new every day until it is put right"
            assert "正在复核" in answer(made, PLAN) and SECRET not in answer(made, POSTER)
        put(kept, path, before)


def test_all_that_was_of_an_item_answers_when_it_is_taken_down(kept: Path) -> None:
    case = "jinjiang/shili/cases/xiaozu-xuexi"
    owed = {address for address in load(kept).catalog.ledger.owed if case in address}
    assert {f"embed/cases/{case}.html", f"schools/{case}/sheet/", f"api/v1/cases/{case}.json"} & owed
    assert run(kept, "rename", "jinjiang/shili", "xin") == 0
    assert takedown(kept, "jinjiang/xin/cases/xiaozu-xuexi") == 0
    made = everything(kept)
    assert unanswered(made, load(kept).catalog.ledger) == {*ENDED}
    assert all("专题已经结束" in answer(made, address) for address in owed)


def test_an_archive_of_a_feed_stays_when_its_entries_are_fewer_or_its_district_has_another_name(
    kept: Path,
) -> None:
    ledger = load(kept).catalog.ledger
    old = "feeds/districts/jinjiang/2019.rss.xml"
    put(kept, "docs/permalinks.yml", write_ledger(record_site(ledger, [old], AS_OF)))
    assert run(kept, "rename", "jinjiang", "dongcheng") == 0
    made = everything(kept)
    assert made[old] == made["feeds/districts/dongcheng/2019.rss.xml"]
    assert not feedparser.parse(made[old]).bozo


def test_its_page_is_not_found_or_listed_any_more(kept: Path) -> None:
    assert takedown(kept, DISTRICT) == 0
    assert DISTRICT not in {page.address for page in prepare_pages(load(kept).catalog, AS_OF)}


def test_a_feed_that_ended_is_offered_to_nobody(kept: Path) -> None:
    assert b"cases.atom.xml" in everything(kept)["feeds/subscriptions.opml"]
    assert takedown(kept, "feeds/cases.*") == 0
    assert set(load(kept).catalog.ledger.closed) == {"feeds/cases.atom.xml", "feeds/cases.rss.xml"}
    assert b"cases.atom.xml" not in everything(kept)["feeds/subscriptions.opml"]
    assert run(kept, "restore", "feeds/cases.*") == 0
    assert not load(kept).catalog.ledger.closed


def test_readers_are_led_to_what_is_there_instead(kept: Path) -> None:
    assert takedown(kept, DISTRICT, "--to", "districts/pujiang/") == 0
    assert takedown(kept, FEED, "--to", "feeds/districts/pujiang.rss.xml") == 0
    assert takedown(kept, PAPER, "--to", PAPER) == 2
    assert takedown(kept, PAPER, "--to", "bulletins/meiyou.pdf") == 2
    assert takedown(kept, PAPER, "--to", "feeds/all.rss.xml") == 2
    made = everything(kept)
    assert b"url=../pujiang/" in made[f"{DISTRICT}index.html"]
    assert made[FEED] == made["feeds/districts/pujiang.rss.xml"]
    assert takedown(kept, "feeds/districts/pujiang.rss.xml") == 0
    assert WHY in answer(everything(kept), FEED).replace("&lt;", "<").replace("&gt;", ">"), (
        "no way, so a notice"
    )


def test_a_rename_brings_nothing_back(kept: Path) -> None:
    assert takedown(kept, PLAN) == 0
    assert takedown(kept, DISTRICT, "--to", "districts/pujiang/") == 0
    assert run(kept, "rename", "jinjiang/shili", "xin") == 0
    assert run(kept, "rename", "jinjiang", "dongcheng") == 0
    made = everything(kept)
    for address in (PLAN, "schools/jinjiang/xin/plan/", "schools/dongcheng/xin/plan/"):
        assert "专题已经结束" in answer(made, address), address
    for address in (DISTRICT, "districts/dongcheng/"):
        assert "url=../pujiang/" in answer(made, address), address
    assert run(kept, "rename", "pujiang", "nancheng") == 0
    assert "url=../nancheng/" in answer(everything(kept), DISTRICT)


REFUSED = (
    ("index.html", "每个网站都要有"),
    ("/", "没有编号"),
    ("*", "每个网站都要有"),
    ("schools/jinjiang/shili/updates/*", "没有编号"),
    ("feeds/meiyou.rss.xml", "permalinks --site site"),
    ("../docs/permalinks.yml", "没有编号"),
)


def test_what_is_no_such_address_is_refused(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (kept / "docs/permalinks.yml").read_bytes()
    for address, said in REFUSED:
        assert takedown(kept, address) == 2, address
        assert said in capsys.readouterr().err, address
    assert (kept / "docs/permalinks.yml").read_bytes() == before


def test_the_address_of_an_item_stands_for_the_item(kept: Path) -> None:
    case = "jinjiang/shili/cases/xiaozu-xuexi"
    assert takedown(kept, f"/schools/{case}/") == 0
    assert set(load(kept).catalog.ledger.withdrawn) == {case}


@pytest.mark.parametrize(
    "entry",
    [
        "  ../x:\n    reason: 好\n    on: 2026-11-20\n",
        "  feeds/a.rss.xml:\n    reason: 好\n    on: 昨天\n",
        "  feeds/a.rss.xml:\n    on: 2026-11-20\n",
        "  feeds/a.rss.xml:\n    reason:\n      - 好\n    on: 2026-11-20\n",
        "  feeds/a.rss.xml:\n    reason: 好\n    on: 2026-11-20\n    to: https://a.cn/\n",
        "  feeds/a.rss.xml: 好\n",
    ],
)
def test_a_bad_entry_of_the_ledger_is_told_with_its_line(root: Path, entry: str) -> None:
    put(root, "docs/permalinks.yml", f"published: {{}}\nclosed:\n{entry}")
    (problem,) = load(root).catalog.ledger.problems
    assert problem.code == "permalink.damaged" and problem.span.line == 3


def test_a_notice_is_no_promise(kept: Path, tmp_path: Path) -> None:
    """What is told while something is held back is not owed when that is put right."""
    path = "schools/jinjiang/shili/school.yml"
    before = (kept / path).read_text(encoding="utf-8")
    put(kept, path, before.replace("\n", "\nfalse_key: 1\n", 1))
    put(kept, "schools/jinjiang/shili/cases/cuo.md", "---\ntitle: [\n")
    catalog, _ = hold_back(load(kept).catalog, problems_of(kept))
    for name, data in made_of(catalog).items():
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_bytes(data)
    assert (tmp_path / "site" / POSTER / "index.html").is_file()
    put(kept, path, before)
    (kept / "schools/jinjiang/shili/cases/cuo.md").unlink()
    assert run(kept, "permalinks", "--site", str(tmp_path / "site")) == 0
    owed = load(kept).catalog.ledger.owed
    assert POSTER in owed and f"{POSTER}/" not in owed and "schools/jinjiang/shili/cases/cuo/" not in owed


def test_a_file_and_a_folder_of_one_name_in_the_ledger_are_one_notice(kept: Path) -> None:
    ledger = load(kept).catalog.ledger
    gone = Closure("停办", AS_OF)
    put(
        kept, "docs/permalinks.yml", write_ledger(replace(ledger, closed={"old.pdf": gone, "old.pdf/": gone}))
    )
    assert "停办" in answer(everything(kept), "old.pdf")


def test_a_way_to_where_it_is_now_is_before_a_notice(kept: Path) -> None:
    """A school puts a faulty file where one of its items was before it was renamed."""
    case = "jinjiang/shili/cases/xiaozu-xuexi"
    assert run(kept, "rename", case, "liangren") == 0
    put(kept, f"schools/{case}.md", "---\ntitle: [\n")
    catalog, held = hold_back(load(kept).catalog, problems_of(kept))
    assert held == (f"schools/{case}.md",)
    assert "url=../liangren/" in answer(made_of(catalog), f"schools/{case}/")


def test_a_plan_that_was_deleted_is_an_error_and_stops_no_build(kept: Path) -> None:
    assert run(kept, "rename", "jinjiang/shili", "xin") == 0
    path = "schools/jinjiang/xin/plan.yml"
    (kept / path).unlink()
    lost = [problem for problem in problems_of(kept) if problem.code == "permalink.lost"]
    assert [problem.path for problem in lost] == [path] and PLAN in lost[0].message
    assert not any(map(stops_build, problems_of(kept)))
    catalog, held = hold_back(load(kept).catalog, problems_of(kept))
    assert path in held and "正在复核" in answer(made_of(catalog), PLAN)
    assert run(kept, "check") == 1
    assert takedown(kept, PLAN) == 0
    assert "permalink.lost" not in {problem.code for problem in problems_of(kept)}
