"""Plans with their full text: the same records, read from Markdown, and the text on their pages."""

from __future__ import annotations

from pathlib import Path

from corpus_trees import AS_OF, problems_of, put

from qiangxiao.catalog.loader import load
from qiangxiao.foundation.problems import Severity
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.pages.everything import all_pages
from qiangxiao.selection.edition import Edition


def test_a_plan_and_a_district_may_have_their_full_text_behind_their_data(root: Path) -> None:
    for name, words in ("jinjiang/shili/plan", "课堂怎样改"), ("jinjiang/district", "三年以后要到哪里"):
        data = (root / f"schools/{name}.yml").read_text(encoding="utf-8")
        (root / f"schools/{name}.yml").unlink()
        put(root, f"schools/{name}.md", f"---\n{data}---\n\n## 一、目标\n\n{words}，写在这里。\n")
    assert [problem for problem in problems_of(root) if problem.severity is Severity.ERROR] == []
    site = Site(Edition(load(root).catalog, AS_OF))
    pages = {page.address: page for page in all_pages(site)}
    plan, district = pages["schools/jinjiang/shili/plan/"], pages["districts/jinjiang/"]
    assert "课堂怎样改，写在这里。" in plan.markdown and "### 一、目标" in plan.markdown
    assert "三年以后要到哪里，写在这里。" in district.markdown
    assert plan.search and "课堂怎样改" in plan.search.text
    assert district.search and "三年以后要到哪里" in district.search.text
