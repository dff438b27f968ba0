"""The same text as a file, from Word, in a mail with a loose photo and from an issue form: the same page.

The form's door is tried in a browser (`tests/integration/test_online_form.py`), with the same text.
"""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from contribution_packages import photo
from issue_events import MEASURES, news_event, update_event
from same_text import ALT, BLANK, BODY, PATH, page_of, page_of_word, without_picture, word_file
from word_constructs import package, para, run
from word_files import picture

from qiangxiao.authoring.formatter import format_file
from qiangxiao.authoring.issue_article import compose_sound
from qiangxiao.authoring.issue_reading import read_issue
from qiangxiao.authoring.word_article import compose, read_content
from qiangxiao.authoring.word_reading import read_word
from qiangxiao.commands.importing_envelope import read_article
from qiangxiao.records.district_news import DISTRICT_NEWS
from qiangxiao.records.kind import Kind
from qiangxiao.records.news import NEWS
from qiangxiao.records.update import UPDATE
from qiangxiao.sources.body import read_body
from qiangxiao.sources.document import read_document

TITLE = "作业公示运行四周"
TEXTS = {
    "stars": "接力是4*100米，方阵是6*8，共2*3*4组；文件叫a_b_c。\n\n第二段的话也要一样，先减后加。",
    "typed headings": (
        "一、加强领导\n\n学校成立工作小组，每周开一次会。\n\n（一）明确分工\n\n年级主任看总时长。\n\n"
        "二、看到成效\n\n返工少了一半。"
    ),
    "short lines": (
        "活动安排如下，请各年级组照此准备，有变化再通知：\n时间：周三下午\n地点：操场东侧\n\n"
        "结束以后请填写反馈表，交到教务处。"
    ),
    "points": (
        "这学期一共做了四件事，每一件都有人负责，有时间，也有记录：\n"
        "1.公示作业\n2.登记用时\n（3）通报家长\n④期末汇总"
    ),
    "topic": "#强校工程# 今天，七年级开放日如期举行。\n\n▲图为活动现场的情景，这一句也是正文。",
    "decoration": "◆◇◆\n\n🎉 开放日来了一百二十位家长，七～九年级都有，气温－3℃。",
    "list": "做法有三条，分别由处室负责。\n\n1. 教务处公示作业。\n2. 年级组登记用时。\n3. 德育处通报家长。",
    "signs": "数值 3<5，写作[1]，价格约￥20，占比90%；见“附录”一节 & 其他。",
}


def as_a_file(text: str) -> str:
    body = read_body(PATH, text)
    assert body.problems == ()
    return body.html


def from_word(text: str) -> str:
    def paragraph(lines: list[str]) -> str:
        escaped = [line.replace("&", "&amp;").replace("<", "&lt;") for line in lines]
        return para("<w:r><w:br/></w:r>".join(map(run, escaped)))

    body = "".join(
        "".join(paragraph([line]) for line in lines) if lines[0].startswith("1. ") else paragraph(lines)
        for lines in (block.split("\n") for block in text.split("\n\n"))
    )
    title = para(run(TITLE, '<w:sz w:val="44"/>'), '<w:jc w:val="center"/>')
    content = read_content(read_word(package(title + body)), UPDATE, MEASURES, "来稿", ())
    composed = compose(PATH, UPDATE, content, BLANK, ())
    assert composed.lost == ()
    return read_body(PATH, read_document(PATH, composed.text.encode()).body).html


def from_an_issue(text: str) -> str:
    issue = read_issue(update_event(正文=text), MEASURES)
    composed, _ = compose_sound(PATH, issue.kind, issue.content, BLANK)
    assert composed.lost == ()
    return read_body(PATH, read_document(PATH, composed.text.encode()).body).html


@pytest.mark.parametrize("name", TEXTS)
def test_the_same_text_gives_the_same_page(name: str) -> None:
    page = as_a_file(TEXTS[name])
    assert from_an_issue(TEXTS[name]) == page
    if name != "list":  # Word without automatic numbers has typed ones, and no list
        assert from_word(TEXTS[name]) == page


def test_everything_at_once_gives_the_same_page_through_every_door(tmp_path: Path) -> None:
    """Numbers, lines, stars, a topic, wide marks, an emoji, a table and a picture in one text."""
    page = page_of(BODY)
    assert [page.count(mark) for mark in ("<h2", "<h3", "<br>", "<table>", "<img", "4*100米", "🎉")] == [
        *(2, 1, 5, 1, 1, 1, 1)
    ]
    formatted = format_file(PATH, f"---\ntitle: a\n---\n\n{BODY}\n".encode(), UPDATE).text
    assert formatted is not None and page_of(read_document(PATH, formatted.encode()).body) == page
    assert page_of_word(read_word(word_file(picture()))) == (page, [ALT])
    assert page_of_word(read_article(mail_with_a_loose_photo(tmp_path))[0]) == (page, [ALT])
    assert from_an_issue(BODY) == without_picture(page)  # a picture on the forge is not fetched, and said


@pytest.mark.parametrize("kind", [NEWS, DISTRICT_NEWS], ids=lambda kind: kind.name)
def test_the_doors_of_offices_give_the_same_page(kind: Kind[Any], tmp_path: Path) -> None:
    """As a file, from Word, in a mail with a loose photo and from a form of the forge."""
    page = page_of(BODY)
    formatted = format_file(PATH, f"---\ntitle: a\n---\n\n{BODY}\n".encode(), kind).text
    assert formatted is not None and page_of(read_document(PATH, formatted.encode()).body) == page
    assert page_of_word(read_word(word_file(picture())), kind) == (page, [ALT])
    assert page_of_word(read_article(mail_with_a_loose_photo(tmp_path))[0], kind) == (page, [ALT])
    issue = read_issue(news_event(kind, "bianji", 正文=BODY), MEASURES)
    composed, _ = compose_sound(PATH, issue.kind, issue.content, BLANK)
    assert issue.kind is kind and composed.lost == ()
    assert page_of(read_document(PATH, composed.text.encode()).body) == without_picture(page)


def mail_with_a_loose_photo(folder: Path) -> Path:
    mail = EmailMessage()
    mail["Subject"] = "来稿"
    mail.set_content("请查收")
    text = word_file(f"（此处插入照片：{ALT}）")
    mail.add_attachment(text, maintype="application", subtype="octet-stream", filename="稿.docx")
    mail.add_attachment(photo(), maintype="image", subtype="jpeg", filename=f"{ALT}.jpg")
    (folder / "来信.eml").write_bytes(mail.as_bytes())
    return folder / "来信.eml"
