"""The bulletin's PDF as readers, printers and screen
readers get it: measured with poppler, read with pypdf.
"""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pypdf
import pytest
from bulletin_issues import SENTENCE, hostile, issue, item, photo
from trees import parts_of

from qiangxiao.foundation.fonts import fonts_folder
from qiangxiao.rendering.bulletin.content import IssueContent, Picture
from qiangxiao.rendering.bulletin.pdf import UnprintableError, bulletin_pdf
from qiangxiao.rendering.imprint import Imprint

PITCH, ADVANCE = 28.99, 16 - 0.207
XHTML = "{http://www.w3.org/1999/xhtml}"


def pdf(content: IssueContent, photos: dict[str, bytes] | None = None) -> bytes:
    return bulletin_pdf(content, photos or {}, fonts_folder())


@cache
def hostile_pdf() -> bytes:
    return pdf(*hostile())


def reader(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(data))


def page_texts(data: bytes, tmp_path: Path) -> list[str]:
    (tmp_path / "issue.pdf").write_bytes(data)
    done = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "issue.pdf"), "-"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return [re.sub(r"\s+", "", page) for page in done.stdout.split("\f")]


def lines_of_pages(data: bytes, tmp_path: Path) -> list[list[tuple[float, float, float, str]]]:
    """Return the lines of every page: left, right, top in points, and text."""
    (tmp_path / "issue.pdf").write_bytes(data)
    out = tmp_path / "issue.html"
    subprocess.run(
        ["pdftotext", "-bbox-layout", str(tmp_path / "issue.pdf"), str(out)], check=True, capture_output=True
    )
    # poppler writes rare characters of the title as surrogates
    tree = ElementTree.fromstring(out.read_text(encoding="utf-8", errors="replace"))
    pages = []
    for page in tree.iter(f"{XHTML}page"):
        lines = []
        for line in page.iter(f"{XHTML}line"):
            text = "".join(word.text or "" for word in line.iter(f"{XHTML}word"))
            lines.append(
                (float(line.get("xMin", 0)), float(line.get("xMax", 0)), float(line.get("yMin", 0)), text)
            )
        pages.append(sorted(lines, key=lambda line: line[2]))
    return pages


def test_a_full_page_has_22_lines_of_28_characters(tmp_path: Path) -> None:
    pages = lines_of_pages(pdf(issue(item(html=f"<p>{SENTENCE * 40}</p>"))), tmp_path)
    page = [line for line in pages[2] if not line[3].startswith("—")]
    assert len(page) == 22
    assert {len(text) for *_, text in page} == {28}
    tops = [top for _, _, top, _ in page]
    assert [below - above for above, below in pairwise(tops)] == pytest.approx([PITCH] * 21, abs=0.02)
    assert {round(left, 1) for left, *_ in page} == {round(28 / 25.4 * 72, 1)}
    assert max(right for _, right, *_ in page) <= (210 - 26) / 25.4 * 72 + 0.5
    assert tops[0] >= 37 / 25.4 * 72 - 3
    assert pytest.approx(156 / 25.4 * 72, abs=0.1) == 28 * ADVANCE


def test_lines_are_on_the_grid_again_after_headings_and_photos(tmp_path: Path) -> None:
    html = (
        f"<p>{SENTENCE}</p><h2>小标题</h2><p>{SENTENCE}</p><p><img "
        f"src='media/a.jpg' alt='说明'></p><p>{SENTENCE * 9}</p>"
    )
    first = item(html=html)
    data = pdf(issue(first, item(2, f"<p>{SENTENCE * 20}</p>")), {f"{first.folder}media/a.jpg": photo()})
    for page in lines_of_pages(data, tmp_path)[1:4]:
        tops = [top for left, right, top, text in page if len(text) >= 20 and not text.startswith("—")]
        assert tops
        assert all(abs((top - tops[0]) / PITCH - round((top - tops[0]) / PITCH)) < 0.01 for top in tops)


def test_the_contents_name_the_page_of_each_text(tmp_path: Path) -> None:
    titles = [f"第{number}篇专用题目" for number in range(1, 15)]
    texts = [item(n, f"<p>{SENTENCE * (n * 7 % 23 + 1)}</p>", title=titles[n - 1]) for n in range(1, 15)]
    pages = page_texts(pdf(issue(*texts)), tmp_path)
    contents = "".join(pages[:2])
    for title in titles:
        stated = re.search(rf"{title}[·.]+(\d+?)(?=第\d+篇|—|【|$)", contents)
        assert stated, title
        at = [number for number, text in enumerate(pages, 1) if title in text][-1]
        assert int(stated[1]) == at


def test_fonts_are_embedded_and_none_is_type_3() -> None:
    found = Counter[str]()
    for page in reader(hostile_pdf()).pages:
        for font in (page["/Resources"].get("/Font") or {}).values():
            made = font.get_object()
            found[str(made["/Subtype"])] += 1
            for below in made.get("/DescendantFonts", []):
                descriptor = below.get_object()["/FontDescriptor"].get_object()
                assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor), made["/BaseFont"]
    assert set(found) == {"/Type0"}


def test_it_is_tagged_titled_and_says_its_language() -> None:
    read = reader(pdf(issue()))
    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 (a PDF object)
    assert str(root["/Lang"]).lower() == "zh-cn"
    assert read.metadata is not None
    assert read.metadata.title == "成都市公办初中强校工程工作动态 2026年第3期（总第3期）"
    assert read.metadata.author == "示例编辑部"
    assert read.metadata.creation_date is not None
    assert read.metadata.creation_date.date().isoformat() == "2026-10-30"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    kinds = Counter(tags(root["/StructTreeRoot"]))
    assert kinds["/Title"] >= 1
    assert kinds["/H1"] == 1
    assert kinds["/H2"] == 1
    assert kinds["/TOCI"] == 2  # the section, and the item in it
    assert kinds["/Table"] == 1
    assert kinds["/TH"] == 5


def tags(node: object) -> list[str]:
    found = []
    kept = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(kept, dict):
        found += [str(kept["/S"])] if "/S" in kept else []
        below = kept.get("/K")
        for part in below if isinstance(below, list) else [below]:
            found += tags(part) if part is not None else []
    return found


def test_photos_have_words_for_those_who_do_not_see_them() -> None:
    first = item(pictures=(Picture("schools/a/b/media/a.jpg", "操场上的 #eval 跑道"),))
    data = pdf(issue(first), {"schools/a/b/media/a.jpg": photo()})
    assert "操场上的 #eval 跑道" in alternates(reader(data).trailer["/Root"]["/StructTreeRoot"])


def alternates(node: object) -> list[str]:
    found = []
    kept = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(kept, dict):
        found += [str(kept["/Alt"])] if "/Alt" in kept else []
        below = kept.get("/K")
        for part in below if isinstance(below, list) else [below]:
            found += alternates(part) if part is not None else []
    return found


def test_the_same_issue_gives_the_same_bytes() -> None:
    assert pdf(*hostile()) == hostile_pdf()


def test_page_numbers_are_right_on_odd_pages_and_left_on_even_ones(tmp_path: Path) -> None:
    pages = lines_of_pages(pdf(issue(item(html=f"<p>{SENTENCE * 30}</p>"))), tmp_path)
    for number, page in enumerate(pages, 1):
        foot = [line for line in page if line[2] > 760]
        assert "".join(text for *_, text in sorted(foot)) == f"—{number}—"
        assert all(left > 400 if number % 2 else right < 200 for left, right, *_ in foot)


def test_nothing_written_is_ever_typst(tmp_path: Path) -> None:
    text = "".join(page_texts(hostile_pdf(), tmp_path))
    for written in (
        '#eval("panic()")',
        '#import"@preview/x:1.0.0"',
        "$x^2$",
        "`raw`",
        "*粗*",
        "_斜_",
        "@cite",
        "<label>",
        "//注",
        "#let",
    ):
        assert written in text, written


def test_rare_characters_and_everything_odd_is_printed(tmp_path: Path) -> None:
    pages = page_texts(hostile_pdf(), tmp_path)
    text = "".join(pages)
    for character in "䶮㛃喆堃玥𬱖𠮷①⑳㎡½":
        assert character in text, character
    assert text.count("W") == 60 * 90 * 2
    assert "脚注$x$" in text
    assert "第14列" not in text
    assert text.count("第13列") == 3  # the head of the table, again on each of its pages


def test_nothing_leaves_the_paper(tmp_path: Path) -> None:
    left, right = 20 / 25.4 * 72, (210 - 18) / 25.4 * 72
    for number, page in enumerate(lines_of_pages(hostile_pdf(), tmp_path), 1):
        for x_min, x_max, top, text in page:
            if set(text) <= set("征求意见"):
                continue  # the mark lies across the page
            assert left <= x_min, (number, text)
            assert x_max <= right, (number, text)
            assert top < 297 / 25.4 * 72


def test_all_photos_are_there() -> None:
    shown = sum(len(page.images) for page in reader(hostile_pdf()).pages)
    assert shown == 40  # 39 of the 40 listed exist, and one in the text


@pytest.mark.parametrize(
    ("broken", "path"),
    [
        (issue(item(title="学校𓀀")), "schools/jinjiang/shili/updates/2026-10-01-a.md"),
        (issue(item(html="<p>正文𓀀</p>")), "schools/jinjiang/shili/updates/2026-10-01-a.md"),
        (issue(title="标题𓀀"), "docs/bulletins/2026-03.md"),
        (issue(closing=parts_of("<p>𓀀</p>")), "docs/bulletins/2026-03.md"),
    ],
)
def test_a_character_without_a_font_is_named_with_its_file(broken: IssueContent, path: str) -> None:
    with pytest.raises(UnprintableError) as caught:
        pdf(broken)
    assert (caught.value.character, caught.value.path) == ("𓀀", path)


def test_an_emoji_is_left_out(tmp_path: Path) -> None:
    text = "".join(page_texts(pdf(issue(item(title="校园🏫开放", html="<p>家长🎉来了。</p>"))), tmp_path))
    assert "校园开放" in text and "家长来了" in text


def test_a_published_issue_has_no_mark(tmp_path: Path) -> None:
    published, draft = (
        "".join(page_texts(pdf(replace(issue(), mark=mark)), tmp_path)) for mark in ("", "草稿")
    )
    assert (published.count("草"), published.count("稿")) == (0, 0)
    assert (draft.count("草"), draft.count("稿")) == (2, 2)  # aslant over both pages


def test_the_foot_is_at_the_foot_of_the_last_page(tmp_path: Path) -> None:
    last = lines_of_pages(pdf(issue(item(html=f"<p>{SENTENCE * 3}</p>"))), tmp_path)[-1]
    (line,) = [line for line in last if "共印120份" in line[3]]
    assert line[2] > (297 - 35 - 15) / 25.4 * 72


def test_an_issue_of_nothing_but_its_note_is_printed(tmp_path: Path) -> None:
    text = "".join(page_texts(pdf(issue(sections=(), adopted=(), imprint=Imprint((), "印发"))), tmp_path))
    assert "编者的话" in text
    assert "目录" not in text
