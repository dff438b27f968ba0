"""What comes in one envelope: a text with loose photos of any name, in a zip, a mail, or as a saved page."""

from __future__ import annotations

import io
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import docx
import pillow_heif
import pytest
from contribution_packages import photo, zipped
from PIL import Image
from word_files import a_word_file

from qiangxiao.authoring.office_package import FileRefused
from qiangxiao.authoring.templates import Blank
from qiangxiao.authoring.word_article import compose, read_content
from qiangxiao.authoring.word_inline import picture_alt
from qiangxiao.authoring.word_reading import WordText
from qiangxiao.commands.importing_envelope import read_article
from qiangxiao.records.update import UPDATE
from qiangxiao.sources.document import read_document

TEXT = "九月底，三位老师上了开放课，全校教师都来听课，课后当场评议，一共记下四十条建议，分给四个备课组。"


def heic(shade: int = 90) -> bytes:
    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (640, 480), (shade, 30, 30))).save(out)
    return out.getvalue()


def a_text(*lines: str) -> bytes:
    def write(document: docx.document.Document) -> None:
        document.add_paragraph("三位老师上开放课", style="Title")
        for line in lines:
            document.add_paragraph(line)

    return a_word_file(write)


def taken(place: Path) -> tuple[list[tuple[str, str]], str, WordText, tuple[str, ...]]:
    """Return photos with their descriptions, the body, what was read, and what was lost."""
    word, _ = read_article(place)
    files = [f"media/{at}.jpg" for at in range(len(word.pictures))]
    content = read_content(word, UPDATE, [], "来稿", files)
    photos = [(file, picture_alt(picture)) for file, picture in zip(files, word.pictures, strict=True)]
    path = "schools/a/b/updates/2026-10-12-x.md"
    composed = compose(path, UPDATE, content, Blank(date(2026, 10, 12)), photos)
    document = read_document(path, composed.text.encode())
    assert isinstance(document.data, dict)
    listed = [(one["file"], one["alt"]) for one in document.data.get("photos", [])]  # type: ignore[union-attr, index, call-overload]
    return listed, document.body, word, composed.lost


def test_photos_of_any_name_go_to_their_captions(tmp_path: Path) -> None:
    text = a_text(TEXT, "▲图为三位老师在评课", TEXT[:20], "图2 学生会更新公示栏", "（此处插入照片）", TEXT)
    place = tmp_path / "来稿.zip"
    place.write_bytes(
        zipped(
            ("稿/开放课.docx", text),
            ("稿/IMG_0012.HEIC", heic()),
            ("稿/2.jpg", photo()),
            ("稿/三位老师在评课（最终版）.PNG", photo("PNG")),
            ("稿/说明.txt", b"x"),
            ("__MACOSX/稿/._2.jpg", b"x"),
        )
    )
    photos, body, word, lost = taken(place)
    assert [alt for _, alt in photos] == ["学生会更新公示栏", "待填", "三位老师在评课"]
    order = [body.index(file) for file in ("media/2.jpg", "media/0.jpg", "media/1.jpg")]
    assert order == sorted(order) and "此处插入" not in body and "▲" not in body
    said = "\n".join(word.left_out)
    assert "“稿/2.jpg”按编号放在“图2 学生会更新公示栏”处" in said and "按次序" in said and "按说明" in said
    assert "“稿/说明.txt”不是稿子也不是照片" in said and lost == ()


def test_a_photo_too_many_is_not_guessed(tmp_path: Path) -> None:
    place = tmp_path / "来稿.zip"
    text = a_text(TEXT, "▲图为评课", TEXT, "教务处", "2026年10月12日")
    place.write_bytes(zipped(("a.docx", text), ("IMG_1.jpg", photo()), ("IMG_2.jpg", photo(shade=20))))
    photos, body, word, _ = taken(place)
    assert [alt for _, alt in photos] == ["待填", "待填"] and "▲图为评课" in body
    assert sum("没有找到对应的文字" in said for said in word.left_out) == 2


def test_a_mail_with_a_text_and_photos_is_one_proposal(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Subject"] = "来稿"
    mail.set_content("请查收")
    kind = ("application", "octet-stream")
    mail.add_attachment(a_text(TEXT, "图1：评课"), maintype=kind[0], subtype=kind[1], filename="稿.docx")
    mail.add_attachment(heic(), maintype="image", subtype="heic", filename="微信图片_2026.heic")
    place = tmp_path / "来信.eml"
    place.write_bytes(mail.as_bytes())
    photos, body, _, _ = taken(place)
    assert [alt for _, alt in photos] == ["评课"] and "media/0.jpg" in body


def test_two_texts_or_none_are_refused(tmp_path: Path) -> None:
    place = tmp_path / "a.zip"
    place.write_bytes(zipped(("a.docx", a_text(TEXT)), ("b.docx", a_text(TEXT))))
    with pytest.raises(FileRefused, match="2 份稿子"):
        read_article(place)
    place.write_bytes(zipped(("a.jpg", photo())))
    with pytest.raises(FileRefused, match="没有 Word 文件"):
        read_article(place)


PAGE = f"""<html><head><meta charset="utf-8">
<meta property="og:title" content="别的"><script>var a="不要"</script></head>
<body><h1 id="activity-name">
 三位老师上开放课 </h1><em id="publish_time">2026年10月12日 08:30</em>
<div id="js_content" style="visibility: visible;">
<section><section style="text-align:center"><span>{TEXT}</span></section>
<p><img data-src="https://mmbiz.qpic.cn/1" src="./开放课_files/640.jpg" data-w="1080"></p>
<p style="font-size:12px"><span>▲图为三位老师</span><span>在评课</span></p>
<section><p><strong>一、怎样做的</strong></p><p>4*100米<br>第二行</p>
<p style="display:none">藏起来的</p></section>
<p><img src="./开放课_files/line.gif" data-w="30"><img data-src="https://mmbiz.qpic.cn/2" data-w="900"></p>
<section><p>二、有什么变化</p><p>调整了9次。</p></section></section></div><div>阅读原文</div></body></html>"""


@pytest.mark.parametrize("packed", [True, False])
def test_an_article_of_wechat_saved_with_its_pictures(tmp_path: Path, packed: bool) -> None:
    page, picture = PAGE.encode(), photo()
    if packed:
        place = tmp_path / "文章.zip"
        place.write_bytes(zipped(("开放课.html", page), ("开放课_files/640.jpg", picture)))
    else:
        place = tmp_path / "开放课.html"
        place.write_bytes(page)
        (tmp_path / "开放课_files").mkdir()
        (tmp_path / "开放课_files/640.jpg").write_bytes(picture)
    photos, body, word, lost = taken(place)
    assert photos == [("media/0.jpg", "三位老师在评课")]
    assert TEXT in body and "## 一、怎样做的" in body and "4\\*100米" in body and "第二行" in body
    assert not any(words in body for words in ("藏起来", "不要", "阅读原文", "mmbiz", "▲"))
    assert any("1 张图片没有随网页存下来" in said for said in word.left_out) and lost == ()
