"""Texts that are Markdown, templates or markup: the
checks pass them, and the built site shows them as text.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from corpus_trees import lay_out
from lxml import html
from sample_program import qiangxiao

UPDATE = "schools/jinjiang/shili/updates/2026-10-12-kaifangke.md"
CASE = "schools/jinjiang/shili/cases/xiaozu-xuexi.md"
SCHOOL = "schools/jinjiang/shili/school.yml"
FENCE = "``` {.x onclick=alert(1) style=color:red}\n代码\n```"
LINES = f"""第一行
{FENCE}
~~~
代码
~~~

# 标题

    缩进

---

!!! note
    提示

*[初中]: 缩写
[^1]: 脚注
[ref]: http://evil.example/

| a | b |
| - | - |

&lt;script&gt;alert(1)&lt;/script&gt;
{{: #x onclick=alert(1) }}
"""
TITLE = "一节[课](javascript:alert(1)) `码` {: onclick=alert(1) } &#60;script&#62; \\&lt;b&gt; *[初中]: 缩写"


def edit(root: Path, path: str, *changes: tuple[str, str]) -> None:
    text = (root / path).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (root / path).unlink()
    (root / path).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = lay_out(tmp_path_factory.mktemp("hostile") / "root")
    block = "|\n" + "".join(f"  {line}\n" if line else "\n" for line in LINES.split("\n")) + "after: "
    case = (root / CASE).read_text(encoding="utf-8")
    lessons = next(line for line in case.split("\n") if line.startswith("lessons: "))
    edit(root, CASE, (lessons, f"lessons: {block}".removesuffix("after: ").rstrip()))
    edit(
        root,
        UPDATE,
        ("title: 一节公开课，三次试讲", f"title: '{TITLE}'"),
        ("公开课之前", f"````\n例\n{FENCE}\n````\n\n之前"),
    )
    edit(root, SCHOOL, ("motto: 日进一寸", f"motto: '{TITLE}'"))
    done = qiangxiao(root, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"


def test_no_text_becomes_an_attribute_that_acts(hostile_site: Path) -> None:
    for path in hostile_site.rglob("*.html"):
        for element in html.fromstring(path.read_bytes()).iter("*"):
            assert not [name for name in element.attrib if name.startswith("on")], path
            for name in ("href", "src"):
                assert not re.match(r"\s*(?:javascript|vbscript|data:text)", element.get(name, ""), re.I), (
                    path
                )


def test_lines_of_a_text_stay_lines_of_text(hostile_site: Path) -> None:
    main = html.fromstring((hostile_site / "cases/lessons/index.html").read_bytes()).find(".//main")
    assert main is not None
    unwanted = ("pre", "code", "table", "abbr", "script", "hr", "sup")
    assert not [element.tag for element in main.iter(*unwanted)]
    card = next(element for element in main.iter("p") if "第一行" in element.text_content())
    assert card.text_content().split() == LINES.split()


def test_a_title_is_shown_as_it_was_written(hostile_site: Path) -> None:
    page = html.fromstring((hostile_site / UPDATE.replace(".md", "/index.html")).read_bytes())
    (heading,) = page.iter("h1")
    assert TITLE in heading.text_content()
    assert [code.text for code in page.iter("code")] == [f"例\n{FENCE}\n"]
