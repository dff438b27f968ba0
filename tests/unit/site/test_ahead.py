"""A page made ahead of a build is the page that the build makes, byte for byte."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from posixpath import join, normpath

import pytest
from sample_program import AS_OF, copy_built, qiangxiao

from qiangxiao.catalog.loader import load
from qiangxiao.site.ahead import PagesAhead

SHILI = "schools/jinjiang/shili"
UPDATE = f"{SHILI}/updates/2026-10-12-kaifangke"
NEW = f"{SHILI}/updates/2026-10-13-xin"


@pytest.fixture
def root(small_root: Path, tmp_path: Path) -> Path:
    # beside the built one: its engine's settings name the theme by the way there
    return copy_built(small_root, small_root.with_name(f"ahead-{tmp_path.name}"))


def pages_of(site: Path) -> dict[str, bytes]:
    found = {path.parent.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("index.html")}
    return {"" if place == "." else f"{place}/": page for place, page in found.items()}


@pytest.fixture(scope="session")
def has_form(small_root: Path) -> bool:
    return (small_root / "site/submit/form.json").is_file()


def look_at(root: Path, has_form: bool) -> PagesAhead:
    ahead = PagesAhead(root / ".build")
    ahead.catch_up()
    ahead.look(load(root).catalog, date.fromisoformat(AS_OF), has_form)
    return ahead


def differing(ahead: PagesAhead, built: dict[str, bytes]) -> tuple[set[str], set[str]]:
    """Return the addresses of other pages than the built ones, and of those that are not made ahead."""
    made = {address: ahead.page(address) for address in built}
    left = {address for address, page in made.items() if page is None}
    return {address for address, page in made.items() if page != built[address]} - left, left


def test_without_a_change_every_page_is_the_built_one(small_root: Path, root: Path, has_form: bool) -> None:
    pages = pages_of(small_root / "site")
    other, left = differing(look_at(root, has_form), pages)
    assert not other
    forms = {address for address in left if address.startswith("submit/")}
    moved = {address for address in left if b'http-equiv="refresh"' in pages[address]}
    assert left - forms - moved == {"freshness/"}, "all but the page that lists them all"


def test_after_changes_every_page_is_what_the_build_makes(root: Path, has_form: bool) -> None:
    update, profile = root / f"{UPDATE}.md", root / SHILI / "school.yml"
    (root / f"{NEW}.md").write_text(update.read_text().replace("2026-10-12", "2026-10-13"))
    update.write_text(update.read_text().replace("title: ", "title: 新的", 1) + "\n又看了一次。\n")
    profile.write_text(profile.read_text().replace("name: ", "name: 改名的", 1))
    (root / SHILI / "visits/2026-09-24-zuoye.md").unlink()
    ahead = look_at(root, has_form)
    made = ahead.page(f"{UPDATE}/") or b""
    assert "新的" in made.decode()
    assert "改名的" in (ahead.page("schools/jinjiang/shili/") or b"").decode()
    assert (ahead.page(f"{NEW}/") or b"").decode().count("<h1") == 1
    done = qiangxiao(root, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    other, _ = differing(ahead, pages_of(root / "site"))
    assert not other


def test_a_photo_is_there_before_the_build(root: Path, has_form: bool) -> None:
    photo = next(iter(load(root).catalog.media.values()), None) or f"{SHILI}/media/new.jpg"
    picture = sorted(path for path in (root / "schools").rglob("*") if path.suffix in (".jpg", ".png"))[0]
    shutil.copy(picture, root / SHILI / f"media/new{picture.suffix}")
    update = root / f"{UPDATE}.md"
    update.write_text(f"{update.read_text()}\n![新的照片](media/new{picture.suffix})\n")
    ahead = look_at(root, has_form)
    page = (ahead.page(f"{UPDATE}/") or b"").decode()
    shown = re.findall(r'src="([^"]*new\.[^"]*)"', page)
    assert shown, photo
    files = [normpath(join(f"{UPDATE}/", address)) for address in shown]
    assert all((ahead.photo(file) or b"")[:2] in (b"\xff\xd8", b"RI", b"\x89P") for file in files)
    assert ahead.photo(f"{files[0]}.other") is None


def test_nothing_is_made_ahead_of_nothing(root: Path) -> None:
    ahead = PagesAhead(root / ".build")
    assert ahead.page("") is None
    ahead.catch_up()
    assert ahead.page("") is None, "what was built is all there is"
