"""Word files of other makers: what they say becomes an update
with at most the marked gaps, which passes once filled.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from foreign_word_files import FOREIGN
from sample_program import AS_OF

from qiangxiao.commands.main import main
from qiangxiao.sources.body import read_body
from qiangxiao.sources.document import read_document

SCHOOL = "jinjiang/hepan"


@dataclass(frozen=True)
class Expected:
    """What must come of a file: values, headings, pieces of its HTML, words that must be gone, gaps."""

    title: str
    date: str
    office: str
    headings: tuple[str, ...]
    pieces: tuple[str, ...]
    gone: tuple[str, ...] = ()
    gaps: frozenset[str] = field(default_factory=lambda: frozenset({"measures"}))
    photos: int = 0


EXPECTED = {
    "from-html": Expected(
        "走廊书架开放一个月",
        "2026-10-30",
        "教务处",
        ("做了什么", "有什么变化"),
        (
            "<strong>十月十日</strong>",
            "<em>七年级</em>",
            "<li>教师荐书</li>",
            "七年级；四个班",
            'href="https://example.edu.cn/shujia"',
        ),
        ("<u>",),
        frozenset({"measures", "photos", "body"}),
        1,
    ),
    "from-rtf": Expected(
        "三分钟小测试行四周",
        "2026-09-28",
        "教导处",
        ("一、做了什么", "二、有什么变化", "三、遇到的问题"),
        ("题目由备课组分工出。", "1. 教师调整了九次教学安排；"),
    ),
    "from-odt": Expected(
        "青年教师每周同课一次",
        "2026-10-16",
        "教师发展中心",
        ("怎样做", "记录", "结果"),
        ("<strong>每周同课一次</strong>", "轮流主讲", "<ol>", "<li>分工写教案</li>", "有理数；数轴"),
        ("废话", "这句是批注"),
    ),
    "like-wps": Expected(
        "作业公示制度运行情况",
        "2026-11-06",
        "教务处",
        ("一、做了什么", "（一）统筹", "（二）登记", "二、有什么变化", "三、下一步"),
        ("年级主任看总时长", "把弹性作业写进公示表。"),
        ("内部资料", "第 1 页"),
    ),
    "tracked": Expected(
        "教研员第二次到校",
        "2026-10-20",
        "教导处",
        (),
        ("教研员听了四节课，当天反馈，移来的话。", "整改清单共三条，已改两条。", "下次带教案"),
        ("移走的话", "这是批注", "PAGE", "三节课"),
    ),
    "nested": Expected(
        "教学视导整改记录表",
        "2026-10-09",
        "教导处",
        ("说明",),
        ("板书过多", "留白", "<li>教师先自查</li>", 'alt="整改后的板书"'),
        photos=1,
    ),
    "plain": Expected(
        "待填",
        "2026-10-21",
        "教务处",
        (),
        ("前十分钟自己读", "# 这一行不是标题，1. 也不是列表；3&lt;5，a_b_c。"),
        gaps=frozenset({"title", "measures"}),
    ),
}


def run(root: Path, *arguments: str | Path) -> int:
    return main(["--root", str(root), "--as-of", AS_OF, "--no-color", *map(str, arguments)])


@pytest.mark.parametrize("name", FOREIGN)
def test_a_file_of_another_maker_becomes_an_update(
    name: str, program: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = EXPECTED[name]
    source = tmp_path / f"{name}.docx"
    source.write_bytes(FOREIGN[name](tmp_path / "making"))
    assert run(program, "import", source, "--school", SCHOOL, "--as", "update", "--slug", name) == 0
    said = capsys.readouterr().out
    path = said.splitlines()[0].removeprefix("已导入：")
    text = (program / path).read_text(encoding="utf-8")
    document = read_document(path, text.encode())
    data = document.data
    assert isinstance(data, dict)
    assert (data["title"], data["date"], data["author_office"]) == (
        expected.title,
        expected.date,
        expected.office,
    )
    assert data["summary"] and "待填" not in data["summary"]
    gaps = {key for key, value in data.items() if "待填" in str(value)} | (
        {"body"} if "待填" in document.body else set()
    )
    assert gaps == expected.gaps, said
    body = read_body(path, document.body)
    assert body.problems == ()
    assert tuple(section.heading.text for section in body.sections if section.heading) == expected.headings
    assert [piece for piece in expected.pieces if piece not in body.html] == []
    assert [word for word in expected.gone if word in body.html + text] == []
    assert len(list((program / f"schools/{SCHOOL}/media").glob(f"{name}-*.jpg"))) == expected.photos

    filled = text.replace("  - 待填", "  - 深化课堂教学改革").replace("title: 待填", "title: 早读分成两段")
    filled = re.sub("待填", "走廊东头的书架", filled).replace("    alt: ", "    consent: true\n    alt: ")
    (program / path).write_text(filled, encoding="utf-8")
    assert run(program, "fmt", path) == 0 and run(program, "check", path) == 0
    assert "错误 0，警告 0" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("来稿.doc", b"\xd0\xcf\x11\xe0" + bytes(600), "文件类型选“Word 文档（*.docx）”"),
        ("来稿.docx", b"\xd0\xcf\x11\xe0" + bytes(600), "旧格式（.doc）或加了密码"),
        ("来稿.wps", b"\xd0\xcf\x11\xe0" + bytes(600), "WPS 文字的格式（.wps）"),
        ("来稿.pdf", b"%PDF-1.7", "请向来稿人要原来的 Word 文件"),
        ("来稿.docx", b"%PDF-1.7", "这是 PDF"),
        ("来稿.rtf", b"{\\rtf1 }", "RTF"),
        ("来稿.docx", b"{\\rtf1 }", "RTF"),
        ("来稿.odt", b"PK\x03\x04", "ODT"),
        ("名册.xlsx", b"PK\x03\x04", "这里要 Word 文件"),
        ("照片.jpg", b"\xff\xd8\xff", "照片"),
        ("来稿.zip", b"PK\x03\x04", "压缩包打不开"),
    ],
)
def test_other_formats_are_told_the_way_out_in_one_line(
    name: str, data: bytes, said: str, program: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / name
    place.write_bytes(data)
    assert run(program, "import", place, "--school", SCHOOL, "--as", "update") == 1
    found = capsys.readouterr()
    assert (
        found.out == ""
        and found.err.count("\n") == 1
        and found.err.startswith(f"{name}：")
        and said in found.err
    )
