"""Published addresses never break: a rename redirects, a withdrawal says so, a loss is an error."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from corpus_trees import problems_of

from qiangxiao.catalog.loader import load
from qiangxiao.catalog.permalinks import read_permalinks
from qiangxiao.commands.main import main
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.page import Artifact
from qiangxiao.selection.edition import Edition
from qiangxiao.site.redirects import answering

AS_OF = date(2026, 11, 20)
OLD = "schools/jinjiang/shili/updates/2026-10-12-kaifangke"


@pytest.fixture(autouse=True)
def kept_addresses(root: Path) -> None:
    assert main(["--root", str(root), "--as-of", "2026-11-20", "permalinks"]) == 0


def renamed(root: Path, with_id: bool) -> None:
    old = root / f"{OLD}.md"
    text = old.read_text()
    if with_id:
        text = text.replace("---\n", "---\nid: jinjiang/shili/updates/2026-10-12-kaifangke\n", 1)
    old.unlink()
    (root / "schools/jinjiang/shili/updates/2026-10-12-gongkaike.md").write_text(text)


def pages(root: Path) -> dict[str, str]:
    """Return what answers at former addresses, beside the pages that there are."""
    edition = Edition(load(root).catalog, AS_OF)
    there = [Artifact(f"{entry.address}index.md", b"") for entry in edition.published.values()]
    paths = {artifact.path for artifact in there}
    found = answering(Site(edition), there)
    return {artifact.path: artifact.data.decode() for artifact in found if artifact.path not in paths}


def test_a_rename_that_keeps_its_id_redirects(root: Path) -> None:
    renamed(root, with_id=True)
    assert [problem.code for problem in problems_of(root) if problem.code.startswith("permalink")] == []
    page = pages(root)[f"{OLD}/index.html"]
    assert 'url=../2026-10-12-gongkaike/"' in page


def test_a_rename_without_it_is_an_error_in_the_ledger(root: Path) -> None:
    renamed(root, with_id=False)
    (problem,) = [problem for problem in problems_of(root) if problem.code == "permalink.lost"]
    line = (root / "docs/permalinks.yml").read_text().split("\n")[problem.span.line - 1]
    assert line[problem.span.column - 1 : problem.span.end_column - 1] == OLD.removeprefix("schools/")


def test_published_content_that_becomes_a_draft_is_held_back_and_not_lost(root: Path) -> None:
    update = root / f"{OLD}.md"
    text = update.read_text()
    update.unlink()  # the tree's files are hard links
    update.write_text(text.replace("---\n", "---\ndraft: true\n", 1))
    assert [p.code for p in problems_of(root) if p.code.startswith("permalink")] == []


def test_a_withdrawal_leaves_word_at_the_old_address(root: Path) -> None:
    ledger = root / "docs/permalinks.yml"
    lines = [line for line in ledger.read_text().splitlines() if "kaifangke" not in line]
    withdrawn = (
        "withdrawn:\n  jinjiang/shili/updates/2026-10-12-kaifangke:\n "
        f"   address: {OLD}/\n    reason: 应家长<要求>撤下\n"
    )
    ledger.write_text("\n".join(lines) + "\n" + withdrawn)
    (root / f"{OLD}.md").unlink()
    assert "permalink.lost" not in {problem.code for problem in problems_of(root)}
    page = pages(root)[f"{OLD}/index.html"]
    assert "应家长&lt;要求&gt;撤下" in page
    assert main(["--root", str(root), "--as-of", "2026-11-20", "permalinks", "--check"]) == 0


def test_without_a_ledger_nothing_is_demanded(tmp_path: Path) -> None:
    assert read_permalinks(tmp_path).published == {}


def test_a_damaged_ledger_stops_what_would_write_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "docs/permalinks.yml").write_text(
        "published:\n<<<<<<< HEAD\n  a: a/\n=======\n  b: b/\n>>>>>>> x\n"
    )
    assert main(["--root", str(root), "permalinks"]) == 2
    assert "docs/permalinks.yml:2" in capsys.readouterr().err
    assert main(["--root", str(root), "--as-of", "2026-11-20", "check"]) == 1
    assert "permalink.damaged" in capsys.readouterr().out
