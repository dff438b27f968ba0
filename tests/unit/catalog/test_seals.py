"""What voids a sign-off and what does not: every kind of edit of a signed item, as a table."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from corpus_trees import change, lay_out, put, sign
from sample_program import REPOSITORY

from qiangxiao.catalog.loader import load
from qiangxiao.records.base import Record
from qiangxiao.records.kind import Kind
from qiangxiao.records.kinds import KINDS
from qiangxiao.records.seal import digest_of_words
from qiangxiao.sources.document import read_document

CASE = "schools/jinjiang/shili/cases/xiaozu-xuexi.md"
MEDIA = "schools/jinjiang/shili/media"
PHOTO = f"{MEDIA}/kaifangke.jpg"
PHOTOS = (
    "photos:\n  - file: media/kaifangke.jpg\n    alt: 课上\n    consent: true\n"
    "  - file: media/er.jpg\n    alt: 第二张\n    consent: true\n"
)
Edit = Callable[[Path], object]
TABLE = yaml.safe_load(Path(__file__).with_name("edits_of_signed_items.yml").read_text(encoding="utf-8"))
GUIDE = REPOSITORY / "docs/guide/review.md"


def text_of(root: Path) -> str:
    return (root / CASE).read_text(encoding="utf-8")


def write(root: Path, path: str, edit: Callable[[bytes], bytes]) -> None:
    """Change the bytes of a file, which is a link to one of the corpus."""
    changed = edit((root / path).read_bytes())
    (root / path).unlink()
    (root / path).write_bytes(changed)


def swap_photos(root: Path) -> None:
    at = PHOTOS.index("  - file: media/er")
    change(root, CASE, (PHOTOS, f"photos:\n{PHOTOS[at:]}{PHOTOS[8:at]}"))


def move(root: Path, more: str = "") -> None:
    text = text_of(root).replace("title: ", f"{more}title: ", 1)
    (root / CASE).unlink()
    put(root, CASE.replace("xiaozu-xuexi", "gaiming"), text)


def copy_to_another_school(root: Path) -> None:
    """Copy the item with its photos and its sign-offs, and take the first away."""
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


def change_and_take_back(root: Path) -> None:
    change(root, CASE, ("after: 62", "after: 63"))
    assert counted(root) == 0
    change(root, CASE, ("after: 63", "after: 62"))


def decomposed(root: Path) -> str:
    text = unicodedata.normalize("NFD", text_of(root))
    assert text != text_of(root)
    return text


ACTS: dict[str, Edit] = {
    "swap_photos": swap_photos,
    "take_a_photo_away": lambda root: (root / MEDIA / "er.jpg").unlink(),
    "change_a_byte_of_a_photo": lambda root: write(root, PHOTO, lambda data: data[:-1] + b"\0"),
    "add_a_byte_to_a_photo": lambda root: write(root, PHOTO, lambda data: data + b"\0"),
    "put_another_photo_in_its_place": lambda root: write(
        root, PHOTO, lambda data: (root / MEDIA / "er.jpg").read_bytes()
    ),
    "add_a_byte_to_a_photo_in_the_text": lambda root: write(
        root, f"{MEDIA}/wen.jpg", lambda data: data + b"\0"
    ),
    "move": move,
    "copy_to_another_school": copy_to_another_school,
    "end_lines_as_windows_does": lambda root: write(root, CASE, lambda data: data.replace(b"\n", b"\r\n")),
    "end_lines_as_an_old_mac_did": lambda root: write(root, CASE, lambda data: data.replace(b"\n", b"\r")),
    "begin_with_a_mark": lambda root: write(root, CASE, lambda data: b"\xef\xbb\xbf" + data),
    "end_without_a_line_end": lambda root: write(root, CASE, lambda data: data.rstrip(b"\n")),
    "end_with_empty_lines": lambda root: write(root, CASE, lambda data: data + b"\n\n"),
    "decompose_characters": lambda root: put(root, CASE, decomposed(root)),
    "reorder_keys": lambda root: change(
        root, CASE, ("contact: 教务处\n", ""), ("---\ntitle: ", "---\ncontact: 教务处\ntitle: ")
    ),
    "move_with_its_id": lambda root: move(root, "id: jinjiang/shili/cases/xiaozu-xuexi\n"),
    "change_the_school": lambda root: change(
        root, "schools/jinjiang/shili/school.yml", ("as_of:", "motto: 日新\nas_of:")
    ),
    "change_a_photo_that_it_does_not_show": lambda root: write(
        root, f"{MEDIA}/san.jpg", lambda data: data + b"\0"
    ),
    "change_and_take_back": change_and_take_back,
    "change_nothing": lambda root: None,
}


def edits(then: str) -> list[object]:
    """Return the edits of one half of the table, each by its words in the guide."""
    return [
        pytest.param(edit, id=f"{what}-{number}")
        for what, listed in TABLE[then].items()
        for number, edit in enumerate(listed, 1)
    ]


def carry_out(root: Path, edit: dict[str, str]) -> None:
    if "act" in edit:
        ACTS[edit["act"]](root)
    else:
        change(root, CASE, (edit["old"], edit["new"]))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = lay_out(tmp_path / "root")
    data = (root / MEDIA / "kaifangke.jpg").read_bytes()
    for name in ("er", "san", "wen"):
        (root / MEDIA / f"{name}.jpg").write_bytes(data + name.encode())
    change(root, CASE, ("limits: ", "limits: Café，"))
    change(root, CASE, ("contact: 教务处\n", f"{PHOTOS}contact: 教务处\n"))
    change(root, CASE, ("改成两人同桌，轮流", "![文中](media/wen.jpg)\n\n改成两人同桌，轮流"))
    sign(root, CASE, ("初审", "甲", "2026-07-01"))
    assert counted(root) == 1
    return root


def counted(root: Path) -> int:
    """Return how many sign-offs hold of what is now the case."""
    return sum(len(entry.signed) for entry in load(root).catalog.entries() if "/cases/" in entry.path)


def test_the_table_is_long_enough_and_what_the_guide_says() -> None:
    listed = [edit for then in TABLE.values() for group in then.values() for edit in group]
    assert len(listed) >= 60
    assert {edit["act"] for edit in listed if "act" in edit} == ACTS.keys()
    told = {"voids": "失效", "holds": "有效"}
    rows = [f"| {what} | {told[then]} |" for then, groups in TABLE.items() for what in groups]
    assert "\n".join(rows) in GUIDE.read_text(encoding="utf-8")


@pytest.mark.parametrize("edit", edits("voids"))
def test_an_edit_of_what_readers_see_voids(root: Path, edit: dict[str, str]) -> None:
    carry_out(root, edit)
    assert counted(root) == 0


@pytest.mark.parametrize("edit", edits("holds"))
def test_an_edit_that_readers_do_not_see_voids_nothing(root: Path, edit: dict[str, str]) -> None:
    carry_out(root, edit)
    assert counted(root) == 1


SIGNED = [kind for kind in KINDS if issubclass(kind.model, Record) and "review" in kind.model.model_fields]


@pytest.mark.parametrize("kind", SIGNED, ids=[kind.name for kind in SIGNED])
def test_every_field_of_every_signed_kind_counts_or_is_named_as_not_counting(kind: Kind[Record]) -> None:
    def words(field: str) -> str:
        front = f"{field}x-other: 一\n"
        text = front if kind.example.endswith(".yml") else f"---\n{front}---\n\n正文。\n"
        return digest_of_words(read_document(kind.example, text.encode()), kind.signed_without)

    silent = {
        field.alias or name
        for name, field in kind.model.model_fields.items()
        if words(f"{field.alias or name}: 一\n") == words("")
    }
    assert silent == {"id", "review"} | (kind.signed_without & kind.model.model_fields.keys())
