"""Links to other sites: in fields, in bodies, in hand-written
pages, each with its place; none that is only code.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus_trees import BASE, change, lay_out, put

from qiangxiao.catalog.loader import load
from qiangxiao.checks.link_places import external_links

UPDATE = "schools/jinjiang/shili/updates/2026-10-12-kaifangke.md"


def places(root: Path, *names: str) -> list[str]:
    """Return place, field and address of every link, or of those in files of some names."""
    return [
        (
            f"{Path(link.path).name}:{link.span.line}:{link.span.column}-{link.span.end_column} "
            f"{link.field} {link.url}"
        )
        for link in external_links(load(root).catalog)
        if not names or Path(link.path).name in names
    ]


def test_every_address_in_the_fields_of_the_base_is_found_in_path_order() -> None:
    assert places(BASE) == [
        "2026-11-12-zuoye-xianchanghui.md:17:10-48 materials.0.url https://www.example.edu.cn/materials/1",
        "district.yml:4:8-41 implementation_plan.url https://www.example.gov.cn/plan/1",
        "district.yml:28:21-55 enrolment.quota_notice_url https://www.example.gov.cn/quota/1",
        "school.yml:15:10-39 website https://shili.example.edu.cn/",
        "program.yml:78:12-46 coordination.notes.0.url https://www.example.edu.cn/notes/1",
        "program.yml:89:10-43 publicity.0.url https://www.example.edu.cn/news/1",
        "program.yml:93:8-41 site.url https://qiangxiao.example.edu.cn/",
    ]


def test_an_address_within_a_sentence_is_none(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "root")
    change(root, "schools/jinjiang/shili/school.yml", ("motto: 日进一寸", "motto: 见 https://b.example/"))
    assert places(root, "school.yml") == ["school.yml:15:10-39 website https://shili.example.edu.cn/"]


def test_links_of_a_body_are_found_and_those_within_the_site_are_not(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "root")
    body = "公开课之前，备课组"
    links = (
        "[一](https://a.example/)、[二](http://b.example/x)、[三](../../)、[四](mailto:a@b.example)，备课组"
    )
    change(root, UPDATE, (body, links))
    assert places(root, Path(UPDATE).name) == [
        "2026-10-12-kaifangke.md:28:1-24  https://a.example/",
        "2026-10-12-kaifangke.md:28:25-48  http://b.example/x",
    ]


PAGE = """\
# 页

见[甲](https://a.example/x_(y)?q=1#z)和 <http://b.example/>，还有[乙](HTTP://C.example)。
`[不算](https://code.example/)` [丙](https://d.example/)，裸的 https://bare.example/ 不算。

```markdown
[不算](https://fence.example/)
```

  ~~~
[也不算](https://tilde.example/)
  ~~~

[丁](https://e.example/)
"""


def test_links_of_hand_written_pages_are_found_outside_code(tmp_path: Path) -> None:
    put(tmp_path, "docs/page.md", PAGE)
    assert places(tmp_path) == [
        "page.md:3:6-35  https://a.example/x_(y)?q=1#z",
        "page.md:3:39-56  http://b.example/",
        "page.md:3:64-80  HTTP://C.example",
        "page.md:4:35-53  https://d.example/",
        "page.md:14:5-23  https://e.example/",
    ]


@pytest.mark.parametrize(
    ("path", "is_read"),
    [
        ("docs/guide/page.md", True),
        ("docs/bulletins-and-more.md", True),
        ("docs/errors/x.md", False),
        ("docs/schemas/x.md", False),
        ("docs/guide/fields/x.md", False),
        ("docs/bulletins/x.md", False),
        ("docs/events/x.md", False),
        ("page.md", False),
        ("docs/page.txt", False),
    ],
)
def test_pages_that_are_generated_or_content_are_not_read_as_pages(
    tmp_path: Path, path: str, is_read: bool
) -> None:
    put(tmp_path, path, "[甲](https://a.example/)\n")
    assert places(tmp_path) == ([f"{Path(path).name}:1:5-23  https://a.example/"] if is_read else [])


def test_what_a_link_in_the_file_system_leads_to_is_not_read(tmp_path: Path) -> None:
    put(tmp_path, "page.txt", "[甲](https://a.example/)\n")
    put(tmp_path, "docs/b.md", "[乙](https://b.example/)\n")
    (tmp_path / "docs/a.md").symlink_to(tmp_path / "page.txt")
    assert places(tmp_path) == ["b.md:1:5-23  https://b.example/"]


def test_a_page_that_is_not_in_utf_8_is_read_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/page.md").write_bytes(b"\xff [a](https://a.example/)\n")
    assert places(tmp_path) == ["page.md:1:7-25  https://a.example/"]
