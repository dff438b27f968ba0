"""What voids a sign-off and what does not: every kind of edit of a signed item, as a table."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from corpus_trees import change, lay_out, put, sign

from qiangxiao.catalog.loader import load

CASE = "schools/jinjiang/shili/cases/xiaozu-xuexi.md"
MEDIA = "schools/jinjiang/shili/media"
PHOTOS = (
    "photos:\n  - file: media/kaifangke.jpg\n    alt: 课上\n    consent: true\n"
    "  - file: media/er.jpg\n    alt: 第二张\n    consent: true\n"
)
Edit = Callable[[Path], None]


def text_of(root: Path) -> str:
    return (root / CASE).read_text(encoding="utf-8")


def to(old: str, new: str) -> Edit:
    return lambda root: change(root, CASE, (old, new))


def whole(edit: Callable[[str], str]) -> Edit:
    return lambda root: put(root, CASE, edit(text_of(root)))


def raw(edit: Callable[[bytes], bytes]) -> Edit:
    def write(root: Path) -> None:
        data = edit((root / CASE).read_bytes())
        (root / CASE).unlink()
        (root / CASE).write_bytes(data)

    return write


def photo(name: str, data: Callable[[bytes], bytes]) -> Edit:
    def write(root: Path) -> None:
        path = root / MEDIA / name
        changed = data(path.read_bytes())
        path.unlink()
        path.write_bytes(changed)

    return write


def moved(root: Path, more: str = "") -> None:
    text = text_of(root).replace("title: ", f"{more}title: ", 1)
    (root / CASE).unlink()
    put(root, CASE.replace("xiaozu-xuexi", "gaiming"), text)


def swapped(text: str) -> str:
    first, second = (
        PHOTOS[8 : PHOTOS.index("  - file: media/er")],
        PHOTOS[PHOTOS.index("  - file: media/er") :],
    )
    return text.replace(PHOTOS, f"photos:\n{second}{first}")


VOID: dict[str, Edit] = {
    "title": to("title: ", "title: 再"),
    "date": lambda root: put(root, CASE, text_of(root).replace("\ndate: 2026-0", "\ndate: 2025-0", 1)),
    "summary": to("summary: ", "summary: 新"),
    "evidence before": to("before: 35", "before: 36"),
    "evidence after": to("after: 62", "after: 63"),
    "cost": to("hours: 0.5", "hours: 0.6"),
    "conditions": to("conditions: ", "conditions: 又"),
    "limits": to("limits: ", "limits: 又"),
    "lessons": to("lessons: ", "lessons: 又"),
    "contact": to("contact: 教务处", "contact: 教导处"),
    "a field more": to("contact: ", "author_office: 教务处\ncontact: "),
    "an embargo": to("contact: ", "embargo_until: 2026-07-01\ncontact: "),
    "a correction": to(
        "contact: ", "corrections:\n  - date: 2026-07-01\n    kind: 轻微\n    note: 改\ncontact: "
    ),
    "a measure more": to("measures:\n", "measures:\n  - 信息技术融合应用\n"),
    "a comma": to("四人小组里，总是", "四人小组里总是"),
    "a comma of half width": to("四人小组里，总是", "四人小组里,总是"),
    "a blank between words": to("四人小组里，总是", "四人小组里， 总是"),
    "a word": to("试四周", "试五周"),
    "a paragraph gone": to("改成两人同桌，轮流先说，限时两分钟。\n\n", ""),
    "a paragraph more": to("## 成效与证据", "又一段。\n\n## 成效与证据"),
    "a heading of another level": to("## 成效与证据", "### 成效与证据"),
    "two paragraphs joined": to("总是一两个人在说。\n\n", "总是一两个人在说。"),
    "bold": to("轮流先说", "**轮流先说**"),
    "a link": to("轮流先说", "[轮流先说](https://example.edu.cn/)"),
    "a letter that looks the same": to("总是一两个人在说", "總是一两个人在说"),
    "a compatible character": to("轮流先说", "轮流先说㈠"),
    "an invisible character": to("轮流先说", "轮流\u3000先说"),
    "alternative text": to("alt: 课上", "alt: 课下"),
    "consent": to("alt: 课上\n    consent: true", "alt: 课上\n    consent: false"),
    "another photo by name": to("file: media/kaifangke.jpg", "file: media/san.jpg"),
    "a photo fewer": to("  - file: media/er.jpg\n    alt: 第二张\n    consent: true\n", ""),
    "a photo more": to(
        "    alt: 第二张\n", "    alt: 第二张\n    consent: true\n  - file: media/san.jpg\n    alt: 三\n"
    ),
    "photos in another order": whole(swapped),
    "bytes of a photo": photo("kaifangke.jpg", lambda data: data[:-1] + b"\0"),
    "bytes after a photo": photo("kaifangke.jpg", lambda data: data + b"\0"),
    "a photo swapped for another": lambda root: put_photo(root, "kaifangke.jpg", "er.jpg"),
    "a photo that is gone": lambda root: (root / MEDIA / "er.jpg").unlink(),
    "bytes of a photo in the text": photo("wen.jpg", lambda data: data + b"\0"),
    "alternative text in the text": to("![文中](", "![正文]("),
    "a picture in the text moved": to("![文中](media/wen.jpg)\n\n改成两人同桌，轮流", "改成两人同桌，轮流"),
    "another name": lambda root: moved(root),
    "another id": to("title: ", "id: jinjiang/shili/cases/bie\ntitle: "),
    "another school": lambda root: copied(root),
}
HOLDS: dict[str, Edit] = {
    "nothing": lambda root: None,
    "line ends of Windows": raw(lambda data: data.replace(b"\n", b"\r\n")),
    "line ends of an old Mac": raw(lambda data: data.replace(b"\n", b"\r")),
    "a byte order mark": raw(lambda data: b"\xef\xbb\xbf" + data),
    "no line end at the end": raw(lambda data: data.rstrip(b"\n")),
    "empty lines at the end": raw(lambda data: data + b"\n\n"),
    "decomposed characters": whole(lambda text: unicodedata.normalize("NFD", text)),
    "blanks at line ends": to("轮流先说，限时两分钟。\n", "轮流先说，限时两分钟。 \n"),
    "quotes round a value": to("contact: 教务处", 'contact: "教务处"'),
    "keys in another order": lambda root: change(
        root, CASE, ("contact: 教务处\n", ""), ("---\ntitle: ", "---\ncontact: 教务处\ntitle: ")
    ),
    "a key without a value": to("contact: ", "author_office:\ncontact: "),
    "draft, which publishing sets": to("title: ", "draft: false\ntitle: "),
    "sign-offs in the old place": to(
        "contact: ", "review:\n  - step: 初审\n    by: 甲\n    on: 2026-07-01\n    digest: x\ncontact: "
    ),
    "another name with the id": lambda root: moved(root, "id: jinjiang/shili/cases/xiaozu-xuexi\n"),
    "another file of the school": lambda root: change(
        root, "schools/jinjiang/shili/school.yml", ("as_of:", "motto: 日新\nas_of:")
    ),
    "a photo that it does not show": photo("san.jpg", lambda data: data + b"\0"),
    "a field that is gone and back": lambda root: (
        change(root, CASE, ("after: 62", "after: 63")),
        change(root, CASE, ("after: 63", "after: 62")),
    )[1],
}


def put_photo(root: Path, name: str, other: str) -> None:
    data = (root / MEDIA / other).read_bytes()
    (root / MEDIA / name).unlink()
    (root / MEDIA / name).write_bytes(data)


def copied(root: Path) -> None:
    """Copy the item with its photos and its sign-offs into another school, and take the first away."""
    other = root / "schools/pujiang/dongpo"
    for name in ("kaifangke", "er", "wen"):
        (other / "media").mkdir(exist_ok=True)
        (other / "media" / f"{name}.jpg").write_bytes((root / MEDIA / f"{name}.jpg").read_bytes())
    put(root, CASE.replace("jinjiang/shili", "pujiang/dongpo"), text_of(root))
    sheet = (root / "schools/sign-offs/jinjiang/shili/cases/xiaozu-xuexi.yml").read_text(encoding="utf-8")
    (root / CASE).unlink()
    put(
        root,
        "schools/sign-offs/pujiang/dongpo/cases/xiaozu-xuexi.yml",
        sheet.replace("jinjiang/shili", "pujiang/dongpo"),
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = lay_out(tmp_path / "root")
    data = (root / MEDIA / "kaifangke.jpg").read_bytes()
    for name in ("er", "san", "wen"):
        (root / MEDIA / f"{name}.jpg").write_bytes(data + name.encode())
    change(root, CASE, ("contact: 教务处\n", f"{PHOTOS}contact: 教务处\n"))
    change(root, CASE, ("改成两人同桌，轮流", "![文中](media/wen.jpg)\n\n改成两人同桌，轮流"))
    sign(root, CASE, ("初审", "甲", "2026-07-01"))
    assert counted(root) == 1
    return root


def counted(root: Path) -> int:
    """Return how many sign-offs hold of what is now the case."""
    return sum(len(entry.signed) for entry in load(root).catalog.entries() if "/cases/" in entry.path)


def test_the_table_is_long_enough() -> None:
    assert len(VOID) + len(HOLDS) >= 60


@pytest.mark.parametrize("name", VOID)
def test_an_edit_of_what_readers_see_voids(root: Path, name: str) -> None:
    VOID[name](root)
    assert counted(root) == 0


@pytest.mark.parametrize("name", HOLDS)
def test_an_edit_that_readers_do_not_see_voids_nothing(root: Path, name: str) -> None:
    HOLDS[name](root)
    assert counted(root) == 1
