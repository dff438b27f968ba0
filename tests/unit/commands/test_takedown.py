"""What is taken down is nowhere any more, its addresses say why, and it can be put back."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from corpus_trees import AS_OF, change, problems_of, put, snapshot

from qiangxiao.catalog.loader import load
from qiangxiao.commands.main import main
from qiangxiao.foundation.problems import Severity
from qiangxiao.rendering import context
from qiangxiao.rendering.bulletin.content import issue_content
from qiangxiao.rendering.calendars import calendar_artifacts
from qiangxiao.rendering.data import data_artifacts
from qiangxiao.rendering.pages.everything import all_pages
from qiangxiao.rendering.subscriptions import feed_artifacts
from qiangxiao.selection.edition import Edition
from qiangxiao.site.redirects import answering

CASE = "jinjiang/shili/cases/xiaozu-xuexi"
FILE = f"schools/{CASE}.md"
EVENT = "events/2026-11-12-zuoye-xianchanghui"


def run(root: Path, *words: str) -> int:
    return main(["--root", str(root), "--as-of", "2026-11-20", *words])


def takedown(root: Path, content_id: str = CASE) -> int:
    return run(root, "takedown", content_id, "--reason", "应家长<要求>撤下")


def errors(root: Path) -> list[str]:
    return [problem.code for problem in problems_of(root) if problem.severity is Severity.ERROR]


def everything(root: Path) -> dict[str, str]:
    """Return all that needs no engine, by its path."""
    site = context.Site(Edition(load(root).catalog, AS_OF))
    made = [page.artifact() for page in all_pages(site)]
    made += [*feed_artifacts(site), *calendar_artifacts(site.edition), *data_artifacts(site)]
    return {a.path.replace("index.md", "index.html"): a.data.decode() for a in answering(site, made)}


def test_its_words_are_nowhere_and_every_address_answers(root: Path) -> None:
    before = everything(root)
    words = "小组学习从两人做起"
    assert sum(words in text for text in before.values()) > 10
    lists = [path.removesuffix("index.html") for path in before if path.startswith("cases/")]
    listed = "".join(f"  - {address}\n" for address in lists if address.endswith("/"))
    put(root, "docs/permalinks.yml", f"published: {{}}\nrecorded_on: 2026-11-20\naddresses:\n{listed}")
    assert takedown(root) == 0
    assert errors(root) == []
    after = everything(root)
    assert before.keys() - after.keys() == set()
    assert [path for path, text in after.items() if words in text] == []


def test_its_page_says_when_and_why(root: Path) -> None:
    assert takedown(root) == 0
    page = everything(root)[f"schools/{CASE}/index.html"]
    assert "应家长&lt;要求&gt;撤下" in page
    assert '<time datetime="2026-11-20">2026年11月20日</time>' in page


def test_the_printed_issue_is_made_without_it(root: Path) -> None:
    def titles() -> str:
        site = context.Site(Edition(load(root).catalog, AS_OF))
        return repr(issue_content(site, site.edition.published["bulletins/2026-10"]))

    assert "小组学习从两人做起" in titles()
    assert takedown(root) == 0
    assert "小组学习从两人做起" not in titles()


def test_data_tell_of_it_without_its_words(root: Path) -> None:
    assert takedown(root) == 0
    made = everything(root)
    record = json.loads(made[f"api/v1/records/{CASE}.json"])
    assert record == {"id": CASE, "kind": "case", "withdrawn_on": "2026-11-20", "reason": "应家长<要求>撤下"}
    row = next(row for row in json.loads(made["api/v1/changes.json"]) if row["id"] == CASE)
    assert row["note"] == "应家长<要求>撤下"
    assert CASE not in made["api/v1/program.json"]


def test_atom_says_it_in_the_way_made_for_it(root: Path) -> None:
    assert takedown(root) == 0
    feed = everything(root)["feeds/cases.atom.xml"]
    assert f'deleted-entry ref="tag:qiangxiao.invalid,2026:{CASE}"' in feed or f':{CASE}" when=' in feed
    assert 'when="2026-11-20T08:00:00+08:00"' in feed


def test_an_event_is_cancelled_in_calendars_that_have_it(root: Path) -> None:
    assert takedown(root, EVENT) == 0
    made = everything(root)
    for path in ("calendar/all.ics", f"{EVENT}/event.ics"):
        calendar = made[path].replace("\r\n ", "")
        assert "STATUS:CANCELLED" in calendar
        assert "SUMMARY:已撤下的" in calendar
        assert f"UID:{EVENT.replace('/', '.')}@" in calendar


def test_a_photo_that_only_it_shows_goes_with_it(root: Path) -> None:
    update = "jinjiang/shili/updates/2026-10-12-kaifangke"
    assert "media/kaifangke.jpg" in (root / f"schools/{update}.md").read_text(encoding="utf-8")
    change(root, "schools/jinjiang/shili/school.yml", ("photo: media/kaifangke.jpg\n", ""))
    assert takedown(root, update) == 0
    assert not (root / "schools/jinjiang/shili/media/kaifangke.jpg").exists()


def test_a_photo_that_another_shows_stays(root: Path) -> None:
    update = "jinjiang/shili/updates/2026-10-12-kaifangke"
    change(root, "schools/jinjiang/shili/school.yml", ("photo: media/kaifangke.jpg\n", ""))
    text = (root / FILE).read_text(encoding="utf-8")
    put(root, FILE, f"{text}\n![同一张照片](media/kaifangke.jpg)\n")
    assert takedown(root, update) == 0
    assert (root / "schools/jinjiang/shili/media/kaifangke.jpg").exists()


def sequence_of(root: Path) -> int:
    """Return how often calendars are told that the event changed."""
    numbers = re.findall(r"SEQUENCE:(\d+)", everything(root)[f"{EVENT}/event.ics"])
    assert len(numbers) == 1
    return int(numbers[0])


@pytest.mark.parametrize("status", ["已举行", "已取消"])
def test_an_event_that_comes_back_is_news_to_calendars(root: Path, status: str) -> None:
    change(root, f"docs/{EVENT}.md", ("status: 已举行", f"status: {status}"))
    numbers = [sequence_of(root)]
    for _ in range(2):
        assert takedown(root, EVENT) == 0
        numbers.append(sequence_of(root))
        assert run(root, "restore", EVENT) == 0
        numbers.append(sequence_of(root))
    assert numbers == sorted(set(numbers)), "it only rises"
    assert "已恢复" in everything(root)[f"{EVENT}/index.html"]


@pytest.mark.parametrize("content_id", [CASE, "jinjiang/shili/updates/2026-10-12-kaifangke"])
def test_restoring_gives_every_byte_back(root: Path, content_id: str) -> None:
    before = snapshot(root)
    shown = everything(root)
    assert takedown(root, content_id) == 0
    assert run(root, "restore", content_id) == 0
    after = {path: data for path, data in snapshot(root).items() if not path.startswith(".build/")}
    after.pop("docs/permalinks.yml")
    assert after == before
    assert everything(root) == shown


def test_it_comes_back_under_the_name_its_school_has_by_then(root: Path) -> None:
    assert takedown(root) == 0
    assert run(root, "rename", "jinjiang/shili", "xin") == 0
    assert everything(root)[f"schools/{CASE}/index.html"]
    assert run(root, "restore", "jinjiang/xin/cases/xiaozu-xuexi") == 0
    assert load(root).catalog.by_id["jinjiang/xin/cases/xiaozu-xuexi"].permanent_id == CASE
    assert errors(root) == []


def git(root: Path, *words: str) -> str:
    settings = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    done = subprocess.run(["git", *settings, *words], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def test_commits_that_still_hold_it_are_named_and_give_it_back(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "收到案例")
    commit = git(root, "rev-parse", "--short", "HEAD")
    before = (root / FILE).read_bytes()
    assert takedown(root) == 0
    said = capsys.readouterr().out
    assert f"{commit} " in said
    assert f"--path {FILE}" in said.replace("\n", "")
    (root / ".build/withdrawn" / FILE).unlink()
    assert run(root, "restore", CASE) == 0
    assert (root / FILE).read_bytes() == before


def test_a_file_that_comes_back_by_itself_is_an_error(root: Path) -> None:
    text = (root / FILE).read_text(encoding="utf-8")
    assert takedown(root) == 0
    put(root, FILE, text)
    assert "permalink.returned" in errors(root)


@pytest.mark.parametrize(
    ("content_id", "said"),
    [
        ("jinjiang/shili", "已退出"),
        ("jinjiang/shili/plan", "改正"),
        ("bulletins/2026-10", "correct"),
        ("jinjiang/meiyou", "没有编号"),
        ("../../etc/passwd", "没有编号"),
    ],
)
def test_what_is_not_taken_down_is_refused_with_what_to_do(
    root: Path, content_id: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(root)
    assert takedown(root, content_id) == 2
    assert said in capsys.readouterr().err
    assert snapshot(root) == before


def test_without_a_reason_nothing_is_taken_down(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "takedown", CASE, "--reason", "  ") == 2
    assert "请写明原因" in capsys.readouterr().err
