"""Whole builds with the real engine: byte-stable, all or nothing, nothing hidden leaks."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from engine_parity import compare, report
from sample_program import AS_OF, REPOSITORY, copy_built, qiangxiao

from qiangxiao.site.publication import is_leftover


def digest_of(site: Path) -> dict[str, str]:
    files = sorted(path for path in site.rglob("*") if path.is_file())
    return {str(p.relative_to(site)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def test_a_clean_build_begins_from_nothing(root: Path) -> None:
    for path in (".build/staging/leftover.md", ".build/cache/leftover"):
        (root / path).parent.mkdir(parents=True)
        (root / path).write_text("旧")
    assert qiangxiao(root, "build", "--clean", "--stage-only").returncode == 0
    assert (root / ".build/staging/index.md").is_file()
    assert not list((root / ".build").rglob("leftover*"))


def test_an_error_of_the_program_leaves_the_last_good_site_untouched(root: Path) -> None:
    (root / "site").mkdir()
    (root / "site" / ".qiangxiao-site").write_text("qiangxiao\n")
    (root / "site" / "index.html").write_text("旧站")
    program = root / "schools/program.yml"
    program.write_text(program.read_text().replace("timezone: Asia/Shanghai", "timezone: 火星", 1))
    done = qiangxiao(root, "build")
    assert done.returncode == 1
    assert "timezone.format" in done.stdout
    assert "原来的网站没有改动" in done.stdout
    assert (root / "site" / "index.html").read_text() == "旧站"


def test_a_folder_with_other_files_is_never_overwritten(root: Path) -> None:
    (root / "site").mkdir()
    (root / "site" / "thesis.docx").write_text("三年心血")
    done = qiangxiao(root, "build")
    assert done.returncode == 2
    assert "不会覆盖" in done.stderr
    assert (root / "site" / "thesis.docx").read_text() == "三年心血"


def test_an_embargoed_update_appears_nowhere(sample_root: Path, site: Path) -> None:
    hidden = [
        p
        for p in (sample_root / "schools").glob("*/*/updates/*.md")
        if "embargo_until: 2026-12-10" in p.read_text()
    ]
    assert hidden, "the sample has an embargoed update"
    slug = hidden[0].stem
    assert not [p for p in site.rglob("*") if p.is_file() and slug.encode() in p.read_bytes()]


def test_a_draft_appears_nowhere(sample_root: Path, site: Path) -> None:
    drafts = [
        p for p in (sample_root / "schools").glob("*/*/updates/*.md") if "\ndraft: true" in p.read_text()
    ]
    assert drafts, "the sample has a draft"
    for draft in drafts:
        assert not [p for p in site.rglob("*") if p.is_file() and draft.stem.encode() in p.read_bytes()]


def test_the_other_engine_builds_every_page_too(small_root: Path, tmp_path: Path) -> None:
    root = copy_built(small_root, tmp_path / "root")
    done = qiangxiao(root, "build", "--engine", "zensical")
    assert done.returncode == 0, done.stdout + done.stderr
    site = small_root / "site"
    pages = {str(p.relative_to(site)) for p in site.rglob("index.html")}
    assert {str(p.relative_to(root / "site")) for p in (root / "site").rglob("index.html")} == pages
    families = compare(site, root / "site")
    assert sum(family.count for family in families.values()) == len(pages)
    assert not any(family.differing for family in families.values()), "\n".join(report(families))


def test_plain_mkdocs_builds_the_staged_pages(small_root: Path, tmp_path: Path) -> None:
    root = copy_built(small_root, tmp_path / "root")
    shutil.copytree(REPOSITORY / "tools/qiangxiao/site/theme", root / "tools/qiangxiao/site/theme")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(tmp_path / "out")],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "schools" / "index.html").is_file()


def test_every_page_is_the_one_that_mkdocs_builds(sample_root: Path, site: Path, tmp_path: Path) -> None:
    work = sample_root / ".build"
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(work / "mkdocs.yml"), "-d", str(tmp_path)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    of_mkdocs = {path: digest for path, digest in digest_of(tmp_path).items() if path.endswith(".html")}
    ours = digest_of(work / "pages")
    assert len(ours) > 400
    staged = {path for path in of_mkdocs if (work / "staging" / path).is_file()}
    assert {path: of_mkdocs[path] for path in of_mkdocs.keys() - staged} == ours
    files = {path for path in digest_of(tmp_path) if not is_leftover(path)}
    added = {path.relative_to(site).as_posix() for path in site.glob("*") if path.is_file()} - files
    assert digest_of(site).keys() == files | added
    assert added <= {".qiangxiao-site", "sitemap.xml", "robots.txt"}


def test_an_offline_copy_links_to_files(offline_site: Path) -> None:
    home = (offline_site / "index.html").read_text()
    assert 'href="schools/index.html"' in home
    assert 'href="schools/"' not in home


def test_wrong_usage_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    done = qiangxiao(tmp_path, "build")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "schools" in done.stderr


def test_as_of_defaults_are_stated_in_pages(site: Path) -> None:
    assert AS_OF in (site / "index.html").read_text()
