"""The preview of a contribution, opened from a disk in
a real browser as a school would open it on a phone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from corpus_trees import BASE, CORPUS, lay_out, problems_of
from forge import commit, git, sample_repository
from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, Page
from sample_program import AS_OF, qiangxiao, qiangxiao_process
from tabs import Tabs

from qiangxiao.authoring.git_changes import Changes
from qiangxiao.catalog.loader import load
from qiangxiao.reporting.of_changes import report_changes
from qiangxiao.site.preview import make_preview

FAULTY = [
    *sorted((CORPUS / "invalid-many").glob("*/files")),
    *sorted((CORPUS / "invalid").glob("*/files"))[::24],
]
SCHOOL = "schools/chenghua/dongjie"
NEW = f"{SCHOOL}/updates/2026-11-18-xin-yipian.md"
TEXT = """\
---
title: 新来的一篇
date: 2026-11-18
summary: 错因卡换了第三稿，学生自己管盒子。
measures:
  - 深化课堂教学改革
photos:
  - file: media/daka.jpg
    alt: 错因卡放在盒子里
    consent: true
---

错因卡换了第三稿，**盒子**由学生自己管。
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A branch with a new page and a large photo, a changed page, a draft, a deleted page, a faulty one."""
    root = sample_repository(tmp_path_factory.mktemp("preview") / "root")
    git(root, "switch", "--quiet", "--create", "branch")
    (root / NEW).write_text(TEXT, encoding="utf-8")
    Image.effect_noise((3000, 2000), 60).convert("RGB").save(root / SCHOOL / "media" / "daka.jpg", quality=85)
    changed = root / SCHOOL / "updates" / "2026-04-23-tongban-jiangti.md"
    changed.write_text(
        changed.read_text().replace("二楼楼梯口摆了两块旧黑板", "三楼楼梯口摆了两块旧黑板"), encoding="utf-8"
    )
    draft = TEXT.replace("title: 新来的一篇", "title: 还没有定的一篇\ndraft: true").replace(
        "2026-11-18", "2026-11-25"
    )
    (root / SCHOOL / "updates" / "2026-11-25-caogao.md").write_text(draft, encoding="utf-8")
    (root / SCHOOL / "updates" / "2024-10-31-shaoyidao.md").unlink()
    (root / SCHOOL / "updates" / "2026-11-19-xiecuo.md").write_text(
        "---\ntitle：全角冒号\n---\n", encoding="utf-8"
    )
    (root / "tools.txt").write_text("不是内容\n")
    commit(root)
    return root


@pytest.fixture(scope="module")
def preview(root: Path) -> Path:
    out = root.parent / "preview.html"
    done = qiangxiao(root, "preview", "--since", "main", "--out", str(out))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "改动了 7 个文件" in done.stdout
    return out


@pytest.fixture(params=[390, 1280])
def page(request: pytest.FixtureRequest, tabs: Tabs, preview: Path) -> Iterator[Page]:
    asked: list[str] = []
    said: list[str] = []

    def note(message: ConsoleMessage) -> None:
        said.append(message.text)

    with tabs.lend(viewport={"width": request.param, "height": 800}) as page:
        page.on("request", lambda one: asked.append(one.url))
        page.on("console", note)
        page.goto(preview.as_uri())
        yield page
        page.remove_listener("console", note)
        assert [url for url in asked if not url.startswith(("data:", preview.as_uri()))] == []
        assert said == []


def test_it_fits_the_screen_and_every_photo_is_seen(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    sizes = page.evaluate("[...document.images].map(image => image.naturalWidth)")
    assert sizes
    assert all(0 < size <= 720 for size in sizes)
    assert page.locator("img[alt='错因卡放在盒子里']").first.is_visible()


def test_what_changed_stands_at_the_top(page: Page) -> None:
    listed = page.locator(".pv-list").inner_text()
    for word in (
        "新增",
        "修改",
        "删去",
        "新来的一篇",
        "还没有定的一篇",
        "2026-11-19-xiecuo.md",
        "2024-10-31-shaoyidao.md",
    ):
        assert word in listed
    page.locator(".pv-list a", has_text="新来的一篇").click()
    assert page.locator("h1", has_text="新来的一篇").is_visible()


def test_a_changed_word_is_marked(page: Page) -> None:
    section = page.locator(".pv-section", has=page.locator("h1", has_text="讲题角开张半年"))
    assert section.locator(".pv-diff del").all_inner_texts() == ["二"]
    assert section.locator(".pv-diff ins").all_inner_texts() == ["三"]


def test_a_draft_is_shown_and_said_to_be_one(page: Page) -> None:
    section = page.locator(".pv-section", has=page.locator("h1", has_text="还没有定的一篇"))
    assert "这是草稿，发布以前网站上看不到。" in section.locator(".pv-bar").inner_text()


def test_a_file_that_cannot_be_read_shows_its_problems_instead(page: Page) -> None:
    section = page.locator(".pv-section", has_text="文件还读不出来")
    assert section.count() == 1
    assert section.locator(".pv-problem--error").count() >= 1
    assert "全角" in section.inner_text()


def test_the_file_is_small_and_says_what_is_not_in_it(preview: Path) -> None:
    text = preview.read_text(encoding="utf-8")
    assert len(text.encode()) < 1_500_000
    assert "个页面会跟着变" in text
    assert "还改动了 1 个不是内容的文件" in text
    assert "<script" not in text
    assert not re.search(r'(?:src|srcset)="(?!data:)', text)


def test_the_same_change_gives_the_same_bytes(root: Path, preview: Path) -> None:
    again = root.parent / "again.html"
    environment = {"TZ": "America/New_York", "PYTHONHASHSEED": "7", "LC_ALL": "C"}
    done = qiangxiao_process(root, "preview", "--since", "main", "--out", str(again), **environment)
    assert done.returncode == 0
    assert again.read_bytes() == preview.read_bytes()


def test_what_is_not_signed_yet_is_shown_and_said_to_wait(repository: Path, tmp_path: Path) -> None:
    program = repository / "schools" / "program.yml"
    text = re.sub(r"^review:\n(?:  .*\n)*", "", program.read_text(), flags=re.MULTILINE)
    program.write_text(f"{text}review:\n  required:\n    - 初审\n    - 终审\n")
    commit(repository)
    (repository / NEW).write_text(TEXT.split("photos:")[0] + "---\n\n正文一段。\n", encoding="utf-8")
    out = tmp_path / "unsigned.html"
    assert qiangxiao(repository, "preview", "--since", "HEAD", "--out", str(out)).returncode == 0
    preview = out.read_text(encoding="utf-8")
    assert "还没有初审、终审的签名，签全以前网站上看不到。" in preview
    assert "正文一段。" in preview


def test_sign_offs_that_a_contributor_wrote_himself_are_pointed_out(repository: Path, tmp_path: Path) -> None:
    git(repository, "switch", "--quiet", "--create", "branch")
    (repository / NEW).write_text(TEXT.replace("daka.jpg", "dongjie-caochang.jpg"), encoding="utf-8")
    signed = qiangxiao(repository, "review", "sign", NEW, "--step", "初审", "--by", "编辑部")
    assert signed.returncode == 0, signed.stdout + signed.stderr
    commit(repository)
    assert (
        qiangxiao(repository, "preview", "--since", "main", "--out", str(tmp_path / "p.html")).returncode == 0
    )
    shown = (tmp_path / "p.html").read_text(encoding="utf-8")
    assert f"这次改动带来审校签名：初审（编辑部，{AS_OF}）。请核对是不是本人签的" in shown
    (repository / NEW).write_text(
        (repository / NEW).read_text(encoding="utf-8").replace("第三稿", "第四稿"), encoding="utf-8"
    )
    assert (
        qiangxiao(repository, "preview", "--since", "HEAD", "--out", str(tmp_path / "p.html")).returncode == 0
    )
    assert "这次改动带来审校签名" not in (tmp_path / "p.html").read_text(encoding="utf-8")


def test_a_change_of_nothing_is_a_short_preview(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "nothing.html"
    assert qiangxiao(root, "preview", "--since", "HEAD", "--out", str(out)).returncode == 0
    assert "这次改动没有动到网站上的内容。" in out.read_text(encoding="utf-8")


def test_a_hand_written_page_of_a_stranger_runs_nothing(repository: Path, browser: Browser) -> None:
    (repository / "docs" / "page.md").write_text(
        "---\ntitle: 网页\n---\n\n# 网页\n\n<script>document.title='坏'</script><img "
        "src=x onerror=\"document.title='坏'\">"
        '<iframe srcdoc="<script>parent.document.title=1</script>"></iframe>\n',
        encoding="utf-8",
    )
    assert qiangxiao(repository, "preview", "--since", "HEAD", "--out", "p.html").returncode == 0
    page = browser.new_page()
    page.goto((repository / "p.html").as_uri())
    assert page.title().startswith("预览 · ")
    assert page.locator("h1", has_text="网页").is_visible()
    page.close()


@pytest.mark.parametrize("overlay", FAULTY, ids=lambda path: path.parent.name)
def test_a_faulty_contribution_has_a_preview_with_its_problems(overlay: Path, tmp_path: Path) -> None:
    paths = sorted(path.relative_to(overlay).as_posix() for path in overlay.rglob("*") if path.is_file())
    root = lay_out(tmp_path / "root", overlay)
    added, changed = ([p for p in paths if (BASE / p).exists() is there] for there in (False, True))
    changes = Changes(root, "", tuple(added), tuple(changed), ())
    report = report_changes(paths, problems_of(root), problems_of(BASE))
    text = make_preview(load(root).catalog, load(BASE).catalog, date.fromisoformat(AS_OF), changes, report)
    shown = [problem for problem in report.problems if problem.path.startswith(("schools/", "docs/"))]
    assert shown
    assert len(re.findall(r'class="pv-problem ', text)) >= len({problem.path for problem in report.own})
