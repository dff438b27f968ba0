"""Another city is another folder: programs of others, built by a wheel, say nothing of the first."""

from __future__ import annotations

import email
import email.policy
import filecmp
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pypdf
import pytest
from foreign_programs import AS_OF, FOREIGN, lay_out_files
from installed_program import Installed
from made_once import made_once
from openpyxl import Workbook
from sample_program import REPOSITORY, copy_kept, qiangxiao

from qiangxiao.site.project import FORGE_FILES


def name_in(file: Path) -> str:
    """Return the name of a school of the sample, without the word that says that it is invented."""
    line = next(line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("name: "))
    return line.removeprefix("name: ").removesuffix("（示例）")


SAMPLE_SCHOOLS = tuple(path.parent for path in sorted(REPOSITORY.glob("schools/*/*/school.yml")))
FIRST_CITY = (
    *("成都", "锦江", "八项", "jinjiang", "shili-yi", "hepan", "三（五）", "四川云教"),
    *(f"{place.parent.name}/{place.name}" for place in SAMPLE_SCHOOLS),
    *(name_in(place / "school.yml") for place in SAMPLE_SCHOOLS),
)
TEXTS = {".html", ".json", ".xml", ".js", ".csv", ".ics", ".txt", ".md", ".opml", ".svg", ".css"}
Built = Callable[[str], Path]


@pytest.fixture(scope="session")
def built(installed: Installed, sample_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return a way to have a foreign program checked and built, once in a run: only to read. The one with
    most in it is built by the wheel.

    They find what the first city's build has kept: not even that way a word of it gets through.
    """

    def root_of(name: str) -> Path:
        run = installed if name == "five-four" else qiangxiao

        def build(folder: Path) -> None:
            root = copy_kept(sample_root, lay_out_files(folder, FOREIGN[name]))
            checked = run(root, "check")
            assert "错误 0，警告 0" in checked.stdout, checked.stdout + checked.stderr
            if any(path.startswith("docs/bulletins/") for path in FOREIGN[name]):
                sent = run(root, "bulletin", "publish", "--date", AS_OF, "--signed-by", "主任")
                assert sent.returncode == 0, sent.stdout + sent.stderr
            done = run(root, "build")
            assert done.returncode == 0, done.stdout + done.stderr

        return made_once(tmp_path_factory, f"foreign-{name}", build)

    return root_of


def text_of(path: Path) -> str:
    """Return what a file of a site says, in a document of Office or a PDF, too."""
    if path.suffix in TEXTS:
        return path.read_text(encoding="utf-8")
    if path.suffix in (".docx", ".xlsx"):
        with ZipFile(path) as package:
            parts = (package.read(name) for name in package.namelist() if name.endswith(".xml"))
            return re.sub(r"<[^>]*>", "", b"".join(parts).decode("utf-8"))
    if path.suffix == ".pdf":
        return "".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    if path.suffix == ".eml":
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        return "".join(part.get_content() for part in message.walk() if part.get_content_maintype() == "text")
    return ""


def leaks(site: Path) -> list[str]:
    """Return where a built tree says something of the first city, in texts and in the names of files."""
    found = []
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        text = text_of(path)
        found += [f"{name}: {word}" for word in FIRST_CITY if word in text or word in name]
    return found


def header_of(home: str) -> str:
    """Return the tabs of the menu on the home page: of the kinds of which there is anything."""
    return home[home.index("qx-nav__tabs") : home.index("qx-nav__all")]


def pages_that_say(site: Path, word: str) -> list[str]:
    """Return the pages for readers that say a word; guides and codes show examples, and may."""
    return [
        name
        for path in sorted(site.rglob("*.html"))
        if (name := path.relative_to(site).as_posix()).split("/")[0] not in ("guide", "errors")
        and word in path.read_text(encoding="utf-8")
    ]


@pytest.mark.parametrize("name", FOREIGN)
def test_a_foreign_program_is_built_and_says_nothing_of_the_first(name: str, built: Built) -> None:
    site = built(name) / "site"
    assert leaks(site) == []
    assert pages_that_say(site, "示例") == []
    clauses = re.findall(
        r"^  - id: (.*)\n    title: (.*)$", FOREIGN[name]["schools/policy.yml"], re.MULTILINE
    )
    page = (site / "policy/clauses/index.html").read_text(encoding="utf-8")
    assert clauses and all(title in page for _, title in clauses[:1])
    coverage = (site / "coverage/index.html").read_text(encoding="utf-8")
    assert re.search(r"title: (.*)。\n    rule", FOREIGN[name]["schools/policy.yml"])[1] in coverage  # type: ignore[index]


def test_a_program_with_colours_and_a_mark_shows_them_everywhere(built: Built) -> None:
    root = built("five-four")
    texts = {
        path.relative_to(root / "site").as_posix(): path.read_text(encoding="utf-8")
        for path in (root / "site").rglob("*")
        if path.is_file() and path.suffix in TEXTS
    }
    shipped = re.compile("a3271f|861c15|f08f7f|17555f|8fcdd3")
    assert [name for name, text in texts.items() if shipped.search(text)] == []
    home = texts["index.html"]
    assert 'content="#0b5cad"' in home and home.count("assets/qx/logo.svg") == 2  # in the header, as the icon
    assert "一所带着一所往前走。" in home
    assert (root / "site/assets/qx/logo.svg").read_text() == FOREIGN["five-four"]["schools/media/logo.svg"]
    header = header_of(home)
    assert all(f'href="{name}/"' in header for name in ("cases", "events", "bulletins"))


def test_its_own_pages_win_over_those_that_come_with_the_project(built: Built) -> None:
    site = built("five-four") / "site"
    assert "这是云港市自己写的一页" in (site / "about/index.html").read_text(encoding="utf-8")
    assert "我们的写法" in (site / "guide/writing/index.html").read_text(encoding="utf-8")
    assert "投稿" in (site / "guide/contribute/index.html").read_text(encoding="utf-8")


def test_an_empty_program_is_whole_at_once(installed: Installed, tmp_path: Path) -> None:
    root = tmp_path / "root"
    made = installed(root, "init", "--city", "东湖市", "--districts", "城关区、东湖县")
    assert made.returncode == 0, made.stdout + made.stderr
    assert "错误 0，警告 0，提示 0" in installed(root, "check").stdout
    assert installed(root, "fmt", "--check").returncode == 0
    built = installed(root, "build")
    assert built.returncode == 0, built.stdout + built.stderr
    assert leaks(root / "site") == [] and pages_that_say(root / "site", "示例") == []
    home = (root / "site/index.html").read_text(encoding="utf-8")
    assert not any(f'href="{name}/"' in header_of(home) for name in ("cases", "bulletins", "events"))
    forges = [path for paths in FORGE_FILES.values() for path in paths]
    assert [path for path in forges if not filecmp.cmp(root / path, REPOSITORY / path, shallow=False)] == []
    told = subprocess.run(["make", "-n", "site"], cwd=root, capture_output=True, encoding="utf-8", check=True)
    assert "-m venv .venv" in told.stdout and ".venv/bin/qiangxiao build" in told.stdout


@pytest.mark.parametrize(("forges", "there"), [("无", set()), ("cnb、gitlab", {".cnb.yml", ".gitlab"})])
def test_the_files_of_the_forges_that_are_wanted(forges: str, there: set[str], tmp_path: Path) -> None:
    made = qiangxiao(tmp_path, "init", "--city", "东湖市", "--districts", "城关区", "--forge", forges)
    assert made.returncode == 0, made.stderr
    of_forges = {path.split("/")[0] for paths in FORGE_FILES.values() for path in paths}
    assert {path.name for path in tmp_path.iterdir()} & of_forges == there


def test_a_forge_nobody_knows_is_one_line(tmp_path: Path) -> None:
    made = qiangxiao(tmp_path, "init", "--city", "东湖市", "--districts", "城关区", "--forge", "那边")
    assert (made.returncode, made.stderr.count("\n"), list(tmp_path.iterdir())) == (2, 1, [])


def test_a_sheet_of_six_districts_and_forty_schools_is_a_program(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["区（市）县", "学校名称", "办学类型"])
    districts = ("城关区", "东湖县", "高新区", "南岭市", "北川县", "西山区")
    for at in range(40):
        sheet.append([districts[at % 6], f"东湖第{at + 1}中学", "初中"])
    book.save(tmp_path / "schools.xlsx")
    root = tmp_path / "root"
    root.mkdir()
    made = qiangxiao(root, "init", "--city", "东湖市", "--roster", str(tmp_path / "schools.xlsx"))
    assert made.returncode == 0, made.stdout + made.stderr
    assert len(list(root.glob("schools/*/*/school.yml"))) == 40
    checked = qiangxiao(root, "check")
    assert "错误 0，" in checked.stdout, checked.stdout
    built = qiangxiao(root, "build", "--stage-only")
    assert built.returncode == 0, built.stdout + built.stderr
    assert leaks(root / ".build/staging") == []


def test_nothing_is_begun_where_something_is(tmp_path: Path) -> None:
    root = lay_out_files(tmp_path / "root", FOREIGN["county"])
    done = qiangxiao(root, "init", "--city", "东湖市", "--districts", "城关区")
    assert done.returncode == 2 and "schools" in done.stderr and "Traceback" not in done.stderr


def test_what_is_not_stated_is_asked_for_by_the_name_of_its_flag(tmp_path: Path) -> None:
    done = qiangxiao(tmp_path, "init", "--city", "东湖市")
    assert done.returncode == 2 and "--districts" in done.stderr
