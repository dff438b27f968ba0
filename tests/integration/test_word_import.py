"""`qiangxiao import`: a Word file of any style becomes an update or a case; a hostile one leaves no trace."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from corpus_trees import snapshot
from docx.document import Document
from docx.shared import Cm
from PIL import Image
from sample_program import qiangxiao
from word_files import (
    a_bomb,
    a_word_file,
    append_xml,
    describe,
    picture,
    with_entity,
    with_footnote,
    with_linked_picture,
    with_parts,
)

from qiangxiao.authoring.word_template import rows_of
from qiangxiao.records.case import CASE
from qiangxiao.records.kind import Kind
from qiangxiao.records.update import UPDATE
from qiangxiao.sources.body import read_body
from qiangxiao.sources.document import read_document

SCHOOL = "jinjiang/hepan"
FILLED = {
    "标题": "分层作业从两个班试到全年级 <50%> *不加粗*",
    "日期": "2026-10-09",
    "摘要": "作业分三层：必做、选做、拓展；返工少了。",
    "所属措施": "深化课堂教学改革、强化评价监测导向",
    "供稿处室": "教导处",
    "借鉴的案例": "jinjiang/shili/cases/xiaozu-xuexi",
    "参加活动": "events/2026-10-20-zuoye",
    "开始日期": "2026-03-02",
    "结束日期": "2026-09-30",
    "学科": "数学\n英语",
    "年级": "七年级",
    "针对的问题": "p1",
    "证据：证据等级": "前后对比",
    "证据：衡量什么": "每周返工的作业份数",
    "证据：之前": "41",
    "证据：之后": "18.5",
    "证据：样本数": "120",
    "证据：方法": "教师逐周登记",
    "成本：经费投入": "无",
    "成本：教师用时": "1.5",
    "成本：设备场地": "不需要",
    "适用条件": "平行班两个以上。\n教师愿意共用题库。",
    "局限": "只在两科试过。",
    "教训": "第一个月层次分得太细。",
    "联系处室": "教导处",
}


def bring(
    root: Path, folder: Path, data: bytes, *arguments: str, name: str = "laigao.docx"
) -> tuple[int, str, str]:
    source = folder / name
    source.write_bytes(data)
    done = qiangxiao(root, "import", str(source), "--school", SCHOOL, *arguments)
    return done.returncode, done.stdout, done.stderr


def an_update(document: Document) -> None:
    document.add_paragraph("三位老师上开放课", style="Title")
    document.add_paragraph("供稿：教导处　2026年10月12日")
    document.add_heading("做了什么", 1)
    text = document.add_paragraph("　　九月底，学校请三位老师上了开放课，")
    text.add_run("全校教师").bold = True
    text.add_run("都来听课，课后当场")
    text.add_run("评议").italic = True
    text.add_run("，算式是 2*3*4 < 30_a_b。")
    append_xml(
        document,
        "<w:r><w:t>每人记</w:t></w:r><w:ins w:id='1' w:author='a'><w:r><w:t>两条</w:t></w:r></w:ins>"
        "<w:del w:id='2' w:author='a'><w:r><w:delText>三条</w:delText></w:r></w:del>"
        "<w:r><w:t>意见。</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r>",
    )
    document.add_heading("安排", 3)
    document.add_paragraph("语文", style="List Bullet")
    document.add_paragraph("文言文一课", style="List Bullet 2")
    document.add_paragraph("数学", style="List Bullet")
    document.add_paragraph("1. 这一行不是列表")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "课", "照片"
    table.cell(1, 0).text = "语文|文言"
    table.cell(1, 1).paragraphs[0].add_run().add_picture(picture("PNG"), width=Cm(4))
    document.add_picture(picture(colour="teal"), width=Cm(8))
    describe(document, "三位老师围坐评课")


def test_a_text_with_styles_becomes_an_update(program: Path, tmp_path: Path) -> None:
    data = with_footnote(a_word_file(an_update), "意见当天汇总。")
    code, shown, errors = bring(program, tmp_path, data, "--as", "update", "--slug", "kaifangke")
    assert code == 0, errors
    path = f"schools/{SCHOOL}/updates/2026-10-12-kaifangke.md"
    assert f"已导入：{path}" in shown
    document = read_document(path, (program / path).read_bytes())
    assert document.data == {
        "title": "三位老师上开放课",
        "date": "2026-10-12",
        "summary": (
            "九月底，学校请三位老师上了开放课，全校教师都来听课，课后当场评议，算式是 2*3*4 ＜ 30_a_b。"
        ),
        "measures": ["待填"],
        "photos": [
            {"file": "media/kaifangke-1.jpg", "alt": "待填"},
            {"file": "media/kaifangke-2.jpg", "alt": "三位老师围坐评课"},
        ],
        "author_office": "教导处",
    }
    body = read_body(path, document.body)
    assert body.problems == ()
    assert [section.heading.level for section in body.sections if section.heading] == [2, 3]
    assert "<strong>全校教师</strong>" in body.html and "<em>评议</em>" in body.html
    assert "算式是 2*3*4 &lt; 30_a_b。" in body.html
    assert "每人记两条意见。" in body.text and "三条" not in body.text and "意见当天汇总。" in body.text
    assert (
        body.html.count("<ul>") == 2 and "1. 这一行不是列表" in body.text and "<ol>\n<li>这" not in body.html
    )
    assert "语文|文言" in body.text and [image.target for image in body.images] == [
        "media/kaifangke-1.jpg",
        "media/kaifangke-2.jpg",
    ]
    for number in (1, 2):
        with Image.open(program / f"schools/{SCHOOL}/media/kaifangke-{number}.jpg") as image:
            assert image.format == "JPEG"
    whole = (program / path).read_text(encoding="utf-8")
    (program / path).write_text(
        whole.replace("- 待填", "- 深化课堂教学改革").replace("待填", "白板上的板书"), encoding="utf-8"
    )
    checked = qiangxiao(program, "check", "--format", "json", path)
    problems = json.loads(checked.stdout)
    assert {problem["code"] for problem in problems if problem["severity"] == "error"} == {"photo.consent"}

    again = bring(program, tmp_path, data, "--as", "update", "--slug", "kaifangke")
    assert again[0] == 2 and "已经有了" in again[2] and again[2].count("\n") == 1
    assert not (program / f"schools/{SCHOOL}/media/kaifangke-3.jpg").exists()


def test_a_case_keeps_its_sections(program: Path, tmp_path: Path) -> None:
    def write(document: Document) -> None:
        for line in ("分层作业怎样减少返工", "一、针对的问题", "二、做了什么"):
            document.add_paragraph().add_run(line).bold = True
            document.add_paragraph(f"“{line}”这一段写了具体的做法和数字。")
        document.add_paragraph("适用条件：")
        document.add_paragraph("平行班两个以上。")
        document.add_paragraph("局限")
        document.add_paragraph("只在两科试过。")
        document.add_paragraph("2026-09-30")

    code, shown, errors = bring(program, tmp_path, a_word_file(write), "--as", "case", name="来稿.docx")
    assert code == 0, errors
    path = f"schools/{SCHOOL}/cases/fen-ceng-zuo-ye-zen.md"
    assert path in shown
    document = read_document(path, (program / path).read_bytes())
    data = document.data
    assert isinstance(data, dict)
    assert data["title"] == "分层作业怎样减少返工" and data["date"] == "2026-09-30"
    assert data["conditions"] == "平行班两个以上。" and data["limits"] == "只在两科试过。"
    assert data["lessons"] == "待填" and data["evidence"] and data["cost"]
    headings = [line for line in document.body.split("\n") if line.startswith("## ")]
    assert headings == ["## 针对的问题", "## 做了什么", "## 成效与证据", "## 如何借鉴"]
    assert "教训" in shown and "证据：证据等级" in shown


@pytest.mark.parametrize("kind", [UPDATE, CASE], ids=lambda kind: kind.name)
def test_a_filled_template_comes_back_as_it_was_filled(
    program: Path, tmp_path: Path, kind: Kind[Any]
) -> None:
    template = tmp_path / f"{kind.name}.docx"
    done = qiangxiao(program, "import", "--template", kind.name, "--out", str(template))
    assert done.returncode == 0, done.stderr
    again = tmp_path / "again.docx"
    qiangxiao(program, "import", "--template", kind.name, "--out", str(again))
    assert template.read_bytes() == again.read_bytes()
    assert qiangxiao(program, "import", "--template", kind.name, "--out", str(again)).returncode == 2

    document = docx.Document(str(template))
    for row in document.tables[0].rows[1:]:
        row.cells[1].text = FILLED[row.cells[0].text.removesuffix(" *")]
    for number, paragraph in enumerate(document.paragraphs):
        if paragraph.text == "待填":
            paragraph.text = f"第 {number} 段写了做法。"
    out = BytesIO()
    document.save(out)
    code, shown, errors = bring(program, tmp_path, out.getvalue(), "--as", kind.name, "--slug", "muban")
    assert code == 0 and "还要填" not in shown, errors + shown
    path = shown.splitlines()[0].removeprefix("已导入：")
    read = read_document(path, (program / path).read_bytes())
    for row in rows_of(kind.model):
        value = read.data
        for name in row.path:
            assert isinstance(value, dict)
            value = value[name]
        expected = FILLED[row.label]
        assert (value if isinstance(value, str) else "、".join(map(str, value or ()))) == expected.replace(
            "\n", "、" if row.key.shape.is_list else "\n"
        )
    assert "待填" not in read.body and read_body(path, read.body).problems == ()


def test_an_empty_template_leaves_marks_only_where_something_is_mandatory(
    program: Path, tmp_path: Path
) -> None:
    template = tmp_path / "case.docx"
    qiangxiao(program, "import", "--template", "case", "--out", str(template))
    code, shown, _ = bring(program, tmp_path, template.read_bytes(), "--as", "case", "--slug", "kong")
    assert code == 0 and "标题" in shown
    text = (program / f"schools/{SCHOOL}/cases/kong.md").read_text(encoding="utf-8")
    assert "title: 待填" in text and "teacher_hours" not in text and "author_office" not in text


def test_a_linked_picture_is_never_fetched(program: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.jpg"
    secret.write_bytes(picture().getvalue())
    code, shown, errors = bring(
        program, tmp_path, with_linked_picture(secret.as_uri()), "--as", "update", "--slug", "waibu"
    )
    assert code == 0, errors
    assert "外部的链接" in shown and not list(program.rglob("waibu-*.jpg"))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda folder: a_bomb(), "没有导入"),
        (lambda folder: b"not a word file at all", "不是 Word"),
        (lambda folder: b"\xd0\xcf\x11\xe0" + b"\0" * 600, ".docx"),
        (lambda folder: b"PK" + b"\0" * (20 * 1024 * 1024), "超过 20 MB"),
        (lambda folder: with_entity(folder / "laigao.docx"), "实体"),
        (lambda folder: with_parts(a_word_file(an_update), {"word/document.xml": b"<a><b></a>"}), "损坏"),
        (
            lambda folder: with_parts(
                a_word_file(an_update), {"word/document.xml": b"<a>" * 90 + b"</a>" * 90}
            ),
            "太深",
        ),
    ],
    ids=["bomb", "text", "old-word", "large", "entity", "broken", "deep"],
)
def test_a_hostile_file_gives_one_line_and_leaves_no_trace(
    program: Path, tmp_path: Path, make, said: str
) -> None:  # type: ignore[no-untyped-def]
    before = snapshot(program)
    code, shown, errors = bring(program, tmp_path, make(tmp_path), "--as", "update", "--slug", "eyi")
    assert code == 1 and shown == "" and errors.count("\n") == 1 and said in errors, errors
    assert snapshot(program) == before


def test_wrong_calls_are_wrong_usage(program: Path) -> None:
    for arguments in (
        (),
        ("x.docx",),
        ("x.docx", "--school", "no/where", "--as", "update"),
        ("--template", "case"),
    ):
        done = qiangxiao(program, "import", *arguments)
        assert done.returncode == 2 and done.stderr.count("\n") == 1
