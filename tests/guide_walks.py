"""The guides to the online form, walked on a phone: every tap they describe, the screens they show.

`make test` walks them to see that every button they name is
there; `tests/form_pictures.py` walks them to draw their pictures.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from online_form import OnlineForm
from playwright.sync_api import Locator, Page
from sample_program import REPOSITORY

SCHOOL = "jinjiang/shili-yi"
NAME = "锦江示例初级中学"
DISTRICT = "锦江区"
PHOTO = REPOSITORY / "schools" / SCHOOL / "media" / "tushuguan-shujia.jpg"
SCREEN = {"width": 390, "height": 690}
TITLE = "走廊书架开放一个月"
SUMMARY = "走廊书架开放一个月，七年级学生借书三百余册，没有丢书。"
NOTED = "走廊书架开放一个月，借书请打电话13812345678,找王老师。"
_ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069 \n\u00a0"))
_WORDS = """() => [document.body.innerText, ...[...document.querySelectorAll('[aria-label],[placeholder]')]
  .filter((one) => one.offsetParent)
  .flatMap((one) => [one.getAttribute('aria-label'), one.getAttribute('placeholder')])].join(' | ')"""


def bare(text: str) -> str:
    """Return a text without blanks and the marks that the form puts around names."""
    return text.translate(_ISOLATES)


def named(guide: Path) -> list[str]:
    """Return what a guide tells to tap or to fill in: its bold words."""
    return [bare(words) for words in re.findall(r"\*\*([^*\n]+)\*\*", guide.read_text(encoding="utf-8"))]


@dataclass
class Walk:
    """A phone going through the form. `show` is called with the name of each picture of the guides."""

    page: Page
    site_url: str
    show: Callable[[str], None] = lambda _name: None
    seen: list[str] = field(default_factory=list)

    @property
    def form(self) -> OnlineForm:
        return OnlineForm(self.page, self.site_url, SCHOOL)

    def look(self, picture: str = "") -> None:
        """Note the words on the screen, and show it."""
        self.page.wait_for_timeout(350)
        self.seen.append(bare(self.page.evaluate(_WORDS)))
        if picture:
            self.show(picture)

    def saw(self, words: str) -> bool:
        """Return whether words were on any screen so far."""
        return any(words in screen for screen in self.seen)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def tap(self, target: Locator) -> None:
        target.first.tap()  # it scrolls there, and again when the form draws the place anew meanwhile

    def find_the_school(self) -> None:
        """From the foot of any page to the school's form."""
        self.page.goto(self.site_url)
        self.look()
        self.tap(self.page.get_by_role("contentinfo").get_by_role("link", name="投稿", exact=True))
        search = self.page.get_by_role("searchbox", name="输入校名或区县")
        search.fill("锦江示例")
        search.evaluate("one => window.scrollTo(0, one.getBoundingClientRect().top + scrollY - 330)")
        self.look("submit-school")
        self.tap(self.page.get_by_role("row").get_by_role("link", name=NAME))
        self.form.wait()
        self.look()

    def look_into_an_office(self) -> None:
        """From the list of schools to a district's own form, and what it asks for."""
        self.page.goto(f"{self.site_url}submit/")
        self.look()
        self.tap(self.page.locator("#offices ~ ul").get_by_role("link", name=DISTRICT, exact=True))
        office = OnlineForm(self.page, self.site_url, f"{SCHOOL.partition('/')[0]}/news")
        office.wait()
        office.begin("district_news")
        office.reveal("schools")
        self.look()

    def to_the_top(self) -> None:
        self.form.reveal("title").scroll_into_view_if_needed()

    def write_an_update(self, photo: Path, target: Path) -> None:
        """A new update with a photo, a mistake put right, saved, exported to a file."""
        form = self.form
        self.tap(self.page.get_by_text("进展", exact=True))
        self.button("写一篇新的").wait_for()
        self.look("submit-list")
        self.tap(self.button("写一篇新的"))
        form.save_button.wait_for()
        self.look()
        self.tap(form.reveal("date").get_by_role("button", name="今天"))
        form.fill("date", "2026-11-10")
        form.fill("summary", NOTED)
        self.button("看一看").wait_for()
        form.field("summary").evaluate("one => one.scrollIntoView({ block: 'center' })")
        self.look("submit-noted")
        form.fill("summary", SUMMARY)
        form.choose("measures", "激发自主办学活力")
        self.write_the_body()
        self.tap(form.save_button)
        self.button("看看哪里要改").wait_for()
        self.to_the_top()
        self.look("submit-missing")
        self.tap(self.button("看看哪里要改"))
        self.look()
        self.tap(self.page.get_by_role("dialog").get_by_role("button", name="关闭"))
        form.fill("title", TITLE)
        self.page.wait_for_timeout(400)
        form.field("title").evaluate("one => one.scrollIntoView()")
        self.look("submit-fields")
        self.go_away_and_come_back()
        self.add_a_photo(photo)
        form.fill("author_office", "教务处")
        form.reveal("embargo_until")
        self.look()
        form.save()
        self.look()
        self.export(target, "submit-export")

    def go_away_and_come_back(self) -> None:
        """The tab closed in the middle; what was written is offered at once."""
        self.page.wait_for_timeout(800)  # a draft is kept half a second after the last key
        self.page.goto(f"{self.site_url}submit/")
        self.form.open()
        self.button("接着写").wait_for()
        self.look()
        self.tap(self.button("接着写"))
        self.form.save_button.wait_for()
        self.page.get_by_text("没写完的内容已经恢复").first.wait_for(state="hidden", timeout=15_000)

    def write_the_body(self) -> None:
        form = self.form
        form.write_body("书架放在走廊东头，十月十日开放。")
        self.page.keyboard.press("Enter")
        self.tap(form.field("body").get_by_role("button", name="显示文本样式选项"))
        self.look()
        self.tap(self.page.get_by_role("menuitemcheckbox", name="二级标题"))
        self.page.keyboard.type("有什么变化")
        self.page.keyboard.press("Enter")
        self.page.keyboard.type("一个月借出三百余册，没有丢书。")

    def add_a_photo(self, photo: Path) -> None:
        form = self.form
        form.add("photos")
        self.look()
        self.tap(form.reveal("photos.0.file").get_by_role("button", name="选照片"))
        dialog = self.page.get_by_role("dialog").last
        self.look()
        with self.page.expect_file_chooser() as chosen:
            dialog.get_by_role("button", name="上传照片").tap()
        chosen.value.set_files(photo)
        self.page.wait_for_timeout(500)
        self.look()
        dialog.get_by_role("button", name="插入").tap()
        dialog.wait_for(state="hidden")
        form.field("photos.0.file").get_by_text("替换", exact=True).wait_for()
        form.fill("photos.0.alt", "走廊东头的书架，上面摆着学生荐选的书")
        form.choose("photos.0.consent", "都同意（学生由监护人同意），或者没有人能认出来")
        form.field("photos.0.alt").evaluate("one => one.scrollIntoView({ block: 'center' })")
        self.look("submit-photo")

    def export(self, target: Path, picture: str) -> None:
        self.tap(self.button("导出投稿包"))
        self.page.get_by_role("dialog", name="导出投稿包").wait_for()
        self.page.get_by_text("已保存在这个浏览器里").first.wait_for(state="hidden", timeout=15_000)
        self.look(picture)
        with self.page.expect_download() as download:
            self.tap(self.button("下载投稿包"))
        download.value.save_as(target)
        self.look()
        self.tap(self.page.get_by_role("dialog", name="导出投稿包").get_by_role("button", name="关闭"))

    def change_what_is_published(self, target: Path) -> None:
        """A published update and the plan changed, exported; then the update's change given up."""
        form = self.form
        self.tap(self.page.get_by_text("进展", exact=True))
        self.button("写一篇新的").wait_for()
        self.look("edit-list")
        self.tap(
            self.page.get_by_role("row", name=re.compile("听课换了座位")).or_(
                self.page.get_by_text("听课换了座位")
            )
        )
        form.save_button.wait_for()
        self.look()
        summary = form.reveal("summary").locator("input, textarea").first
        summary.fill(summary.input_value().replace("。", "，下学期接着用。", 1))
        form.save()
        self.tap(self.button("返回"))
        self.tap(self.page.get_by_text("三年行动方案", exact=True))
        form.save_button.wait_for()
        self.look()
        form.add("tasks")
        task = form.count("tasks") - 1
        form.choose_nth(f"tasks.{task}.objective", 0)
        form.choose(f"tasks.{task}.measure", "激发自主办学活力")
        form.fill(f"tasks.{task}.title", "在三层走廊各设一处书架")
        form.fill(f"tasks.{task}.due_on", "2027-06-30")
        self.look()
        form.save()
        self.look()
        self.export(target, "edit-export")

    def open_the_profile(self) -> None:
        """The fields of two other files that the guide names."""
        for path in (f"schools/{SCHOOL}/school.yml", f"schools/{SCHOOL}/updates/2026-11-05-guancha-biao.md"):
            self.form.edit(path)
            self.form.reveal("as_of" if path.endswith("school.yml") else "tasks")
            self.look()
