"""Another city is another folder: programs of others, built by a wheel, say nothing of the first."""

from __future__ import annotations

import email
import email.policy
import filecmp
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pypdf
import pytest
from foreign_programs import AS_OF, FOREIGN, lay_out_files
from openpyxl import Workbook
from sample_program import REPOSITORY, qiangxiao

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
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Return a way to run the program of a wheel, far from the repository."""
    place = tmp_path_factory.mktemp("installed")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(place / "dist")]
    subprocess.run(build, cwd=REPOSITORY, capture_output=True, check=True)
    wheel = str(next((place / "dist").glob("*.whl")))
    install = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target"]
    subprocess.run([*install, str(place / "lib"), wheel], capture_output=True, check=True)
    environment = {**os.environ, "PYTHONPATH": str(place / "lib")}

    def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "qiangxiao", "--as-of", AS_OF, *arguments]
        root.mkdir(parents=True, exist_ok=True)
        return subprocess.run(
            command, cwd=root, env=environment, capture_output=True, encoding="utf-8", check=False
        )

    return run


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
def test_a_foreign_program_is_built_and_says_nothing_of_the_first(
    name: str, run: Run, tmp_path: Path
) -> None:
    root = lay_out_files(tmp_path / "root", FOREIGN[name])
    checked = run(root, "check")
    assert checked.returncode == 0 and "错误 0，警告 0" in checked.stdout, checked.stdout + checked.stderr
    if any(path.startswith("docs/bulletins/") for path in FOREIGN[name]):
        assert run(root, "bulletin", "publish", "--date", AS_OF, "--signed-by", "主任").returncode == 0
    built = run(root, "build")
    assert built.returncode == 0, built.stdout + built.stderr
    site = root / "site"
    assert leaks(site) == []
    assert pages_that_say(site, "示例") == []
    clauses = re.findall(
        r"^  - id: (.*)\n    title: (.*)$", FOREIGN[name]["schools/policy.yml"], re.MULTILINE
    )
    page = (site / "policy/clauses/index.html").read_text(encoding="utf-8")
    assert clauses and all(title in page for _, title in clauses[:1])
    coverage = (site / "coverage/index.html").read_text(encoding="utf-8")
    assert re.search(r"title: (.*)。\n    rule", FOREIGN[name]["schools/policy.yml"])[1] in coverage  # type: ignore[index]


def test_a_program_with_colours_and_a_mark_shows_them_everywhere(run: Run, tmp_path: Path) -> None:
    root = lay_out_files(tmp_path / "root", FOREIGN["five-four"])
    assert run(root, "build").returncode == 0
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
    assert [f'href="{name}/"' in header for name in ("cases", "events", "bulletins")] == [True, True, False]


def test_its_own_pages_win_over_those_that_come_with_the_project(run: Run, tmp_path: Path) -> None:
    files = {
        **FOREIGN["five-four"],
        "docs/guide/writing.md": "---\ntitle: 我们的写法\n---\n\n# 我们的写法\n\n短句。\n",
    }
    root = lay_out_files(tmp_path / "root", files)
    assert run(root, "build").returncode == 0
    assert "这是云港市自己写的一页" in (root / "site/about/index.html").read_text(encoding="utf-8")
    assert "我们的写法" in (root / "site/guide/writing/index.html").read_text(encoding="utf-8")
    assert "投稿" in (root / "site/guide/contribute/index.html").read_text(encoding="utf-8")


def test_an_empty_program_is_whole_at_once(run: Run, tmp_path: Path) -> None:
    root = tmp_path / "root"
    made = run(root, "init", "--city", "东湖市", "--districts", "城关区、东湖县")
    assert made.returncode == 0, made.stdout + made.stderr
    assert "错误 0，警告 0，提示 0" in run(root, "check").stdout
    assert run(root, "fmt", "--check").returncode == 0
    built = run(root, "build")
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


def test_a_sheet_of_six_districts_and_forty_schools_is_a_program(run: Run, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["区（市）县", "学校名称", "办学类型"])
    districts = ("城关区", "东湖县", "高新区", "南岭市", "北川县", "西山区")
    for at in range(40):
        sheet.append([districts[at % 6], f"东湖第{at + 1}中学", "初中"])
    tmp_path.joinpath("root").mkdir()
    book.save(tmp_path / "schools.xlsx")
    root = tmp_path / "root"
    made = run(root, "init", "--city", "东湖市", "--roster", str(tmp_path / "schools.xlsx"))
    assert made.returncode == 0, made.stdout + made.stderr
    assert len(list(root.glob("schools/*/*/school.yml"))) == 40
    checked = run(root, "check")
    assert "错误 0，" in checked.stdout, checked.stdout
    built = run(root, "build")
    assert built.returncode == 0, built.stdout + built.stderr
    assert leaks(root / "site") == []


def test_nothing_is_begun_where_something_is(run: Run, tmp_path: Path) -> None:
    root = lay_out_files(tmp_path / "root", FOREIGN["county"])
    done = run(root, "init", "--city", "东湖市", "--districts", "城关区")
    assert done.returncode == 2 and "schools" in done.stderr and "Traceback" not in done.stderr


def test_what_is_not_stated_is_asked_for_by_the_name_of_its_flag(run: Run, tmp_path: Path) -> None:
    done = run(tmp_path / "root", "init", "--city", "东湖市")
    assert done.returncode == 2 and "--districts" in done.stderr
