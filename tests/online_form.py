"""The online form as a teacher drives it: open a school's form, fill fields by their names, save, export.

Reusable by whoever needs the form in some state, such as screenshots for the guides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page

OPENING_TIMEOUT = 30_000
"""Milliseconds."""
SAMPLE_SCHOOL = "jinjiang/shili-yi"
_FOLDERS = {
    "updates": "update",
    "cases": "case",
    "inspections": "inspection",
    "visits": "visit",
    "monitoring": "monitoring",
}
_FILES_OF_A_STORE = """async (school) => {
  const { name } = (await indexedDB.databases()).find(
    ({ name }) => name.startsWith('qiangxiao.files:') && name.endsWith(`/${school}`));
  const asked = indexedDB.open(name);
  const database = await new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
  const files = database.transaction('files').objectStore('files');
  const all = (asked) => new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
  const [keys, values] = await Promise.all([all(files.getAllKeys()), all(files.getAll())]);
  database.close();
  const texts = keys.map((key, at) => [key, typeof values[at].data === 'string' ? values[at].data : null]);
  return Object.fromEntries(texts.filter(([, text]) => text !== null));
}"""


def route_of(path: str) -> str:
    """Return the form's own address of a content file."""
    parts = path.split("/")
    if "news" in parts:
        kind = "news" if parts[0] == "docs" else "district_news"
        return f"#/collections/{kind}/entries/{parts[-1].rsplit('.', 1)[0]}"
    if len(parts) == 5:
        return f"#/collections/{_FOLDERS[parts[3]]}/entries/{parts[4].rsplit('.', 1)[0]}"
    return f"#/collections/_singletons/entries/{parts[3].rsplit('.', 1)[0]}"


@dataclass(frozen=True)
class OnlineForm:
    """One school's form on a page of a browser. `site_url` ends in a slash."""

    page: Page
    site_url: str
    school: str

    def open(self, route: str = "") -> None:
        """Open the form, at a place in it, and wait until it can be used."""
        self.page.goto(f"{self.site_url}submit/{self.school}/{route}")
        self.wait()

    def wait(self) -> None:
        """Wait until the form can be used."""
        ready = self.page.locator("html[data-state=ready]")
        ready.wait_for(state="attached", timeout=OPENING_TIMEOUT)
        self.page.locator("#nc-root button:visible").first.wait_for(timeout=OPENING_TIMEOUT)

    def go(self, route: str) -> None:
        """Go to another place in the open form."""
        self.page.evaluate("route => { location.hash = route; }", route)

    def begin(self, kind: str) -> None:
        """Begin a new file of a kind."""
        self.go(f"#/collections/{kind}/new")
        self.save_button.wait_for()
        self.page.wait_for_timeout(400)

    def edit(self, path: str) -> None:
        """Open a content file of the school."""
        self.go(route_of(path))
        self.save_button.wait_for()
        self.page.wait_for_timeout(400)

    @property
    def save_button(self) -> Locator:
        """The form's own button that keeps what was written."""
        return self.page.get_by_role("button", name="保存", exact=True)

    def field(self, place: str) -> Locator:
        """Return a field by its place, such as `tasks.0.title`."""
        return self.page.locator(f'section[data-key-path="{place}"]')

    def reveal(self, place: str) -> Locator:
        """Scroll until a field is there, because the form draws only what is near, and return it."""
        wanted = self.field(place)
        holders = [place.rsplit(".", cut)[0] for cut in range(1, place.count(".") + 1)]
        for attempt in range(80):
            if wanted.count():
                break
            near = [self.page.locator(f'section[data-key-path^="{holder}."]') for holder in holders]
            near += [self.field(holder) for holder in holders]
            drawn = next(
                (found for found in near if found.count()), self.page.locator("section[data-key-path]")
            )
            # the last one drawn leads further down; now and then the first, should the field be above
            (drawn.first if attempt % 10 == 9 else drawn.last).scroll_into_view_if_needed()
            self.page.wait_for_timeout(100)
        wanted.scroll_into_view_if_needed()
        return wanted

    def fill(self, place: str, value: str) -> None:
        """Type into a field of one or more lines, or set a date."""
        self.reveal(place)
        self.field(place).locator("input, textarea").first.fill(value)

    def type(self, place: str, text: str) -> None:
        """Type into a field key by key, as the form only then keeps a draft."""
        self.reveal(place)
        self.field(place).locator("input, textarea").first.click()
        self.page.keyboard.type(text)

    def write_body(self, text: str) -> None:
        """Type the body, paragraph by paragraph; a line that starts with `## ` becomes a heading."""
        editor = self.reveal("body").locator("[contenteditable=true]")
        editor.click()
        for at, line in enumerate(text.split("\n")):
            if at:
                self.page.keyboard.press("Enter")
            self.page.keyboard.type(line)

    def choose(self, place: str, *labels: str) -> None:
        """Choose from a list, whichever way the form shows it."""
        field = self.field(place)
        self.reveal(place)
        for label in labels:
            button = field.get_by_role("radio", name=label, exact=True).or_(
                field.get_by_role("checkbox", name=label, exact=True)
            )
            if button.count():
                button.first.click()
                continue
            field.get_by_role("combobox").first.click()
            self.page.get_by_role("option", name=label, exact=True).first.click()
            if self.page.get_by_role("listbox").first.is_visible():
                self.page.keyboard.press("Escape")

    def choose_nth(self, place: str, number: int) -> None:
        """Choose from a list by position, from 0."""
        self.reveal(place)
        self.field(place).get_by_role("combobox").first.click()
        self.page.get_by_role("option").nth(number).click()

    def count(self, place: str) -> int:
        """Return how many items a list of parts has."""
        number = re.search(r"^([0-9]+) \S", self.reveal(place).inner_text(), re.MULTILINE)
        return int(number[1]) if number else 0

    def add(self, place: str) -> None:
        """Add one more item to a list of parts."""
        self.reveal(place).get_by_role("button", name=re.compile("^添加")).last.click()
        self.page.wait_for_timeout(150)

    def attach(self, place: str, file: Path) -> None:
        """Choose a photo for a field."""
        self.reveal(place).get_by_role("button", name="选照片").click()
        dialog = self.page.get_by_role("dialog").last
        with self.page.expect_file_chooser() as chosen:
            dialog.get_by_role("button", name="上传").click()
        chosen.value.set_files(file)
        dialog.get_by_role("button", name="插入").click()
        dialog.wait_for(state="hidden")

    def errors(self) -> list[str]:
        """Return what the form complains about beside its fields."""
        found = self.page.locator(
            "section.field [role=alert], section.field .validation .error"
        ).all_inner_texts()
        return [text.strip() for text in found if text.strip()]

    def save(self) -> None:
        """Keep what was written; the form closes the file."""
        self.save_button.click()
        self.page.wait_for_function("() => !/\\/(entries|new)/.test(location.hash)", timeout=15_000)
        self.page.wait_for_timeout(300)

    def save_unchanged(self) -> None:
        """Let the form write an unchanged file again, which its button does not allow."""
        self.save_button.evaluate("button => { button.disabled = false; button.click(); }")
        self.page.wait_for_function("() => !/\\/(entries|new)/.test(location.hash)", timeout=15_000)
        self.page.wait_for_timeout(300)

    def texts(self) -> Mapping[str, str]:
        """Return the text files as the browser keeps them, by path."""
        found: dict[str, str] = self.page.evaluate(_FILES_OF_A_STORE, self.school)
        return found

    def export(self, target: Path) -> Sequence[str]:
        """Export the contribution package to a file, and return the lines of the dialog."""
        self.page.get_by_role("button", name="导出投稿包").first.click()
        dialog = self.page.get_by_role("dialog", name="导出投稿包")
        with self.page.expect_download() as download:
            dialog.get_by_role("button", name="下载投稿包").click()
        download.value.save_as(target)
        return dialog.inner_text().split("\n")
