"""A built site of a stranger, with every fault that `inspect` looks for; and one that has none."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin
from pypdf import PdfWriter
from sample_program import qiangxiao

from qiangxiao.checks.run import all_rules
from qiangxiao.checks.word_rules import word_table
from qiangxiao.foundation.problems import Problem
from qiangxiao.site.inspection import Wanted, inspect_site
from qiangxiao.sources.built_site import MAX_BYTES, SiteRefused, open_site
from qiangxiao.sources.page_text import read_page

DAY = date(2026, 11, 20)
FOOTER = (
    "<footer>主办单位：某区教育局 联系电话 028-12345678 蜀ICP备12345678号 川公网安备 51010002000001号 "
    '网站标识码：5101000001 <a href="about/">无障碍说明</a></footer>'
)
HEAD = (
    '<meta charset="utf-8"><title>某区教育网</title><meta name="SiteName" content="某区教育网">'
    '<meta name="SiteDomain" content="edu.example.cn"><meta name="SiteIDCode" content="5101000001">'
)
PAGE = '<!doctype html><html lang="zh-CN"><head>{head}</head><body>{body}</body></html>'


def page(body: str, head: str = HEAD) -> bytes:
    return PAGE.format(head=head, body=body).encode()


def sound() -> dict[str, bytes]:
    """Return a small site with nothing to find."""
    return {
        "index.html": page(f'<a href="news/">动态</a><img src="a.png" alt="校门">{FOOTER}'),
        "about/index.html": page("<p>读屏软件可以读。</p>"),
        "news/index.html": page(
            '<ul><li><a href="one/#top-of-it">一</a></li><li><a href="two.html">二</a></ul>'
        ),
        "news/one/index.html": page('<h1 id="top-of-it">一</h1><time datetime="2026-11-02">今天</time>'),
        "news/two.html": page("<p>2025年12月1日，三位老师上了开放课。</p>"),
        "a.png": picture("PNG"),
    }


def picture(kind: str, **notes: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "navy").save(out, kind, **notes)
    return out.getvalue()


def with_camera() -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x013B] = "Camera", "张三"
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (30.0, 39.0, 1.0)
    return picture("JPEG", exif=exif)


def with_remark() -> bytes:
    remark = PngImagePlugin.PngInfo()
    remark.add_itxt("Comment", "家长电话 13812345678", zip=True)
    return picture("PNG", pnginfo=remark)


def with_author() -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Author": "李四的电脑", "/Keywords": "身份证 11010519491231002X"})
    writer.write(out)
    return out.getvalue()


def lay_out(folder: Path, files: Mapping[str, bytes]) -> Path:
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def found(place: Path, **more: object) -> tuple[Problem, ...]:
    wanted = Wanted(DAY, 180, word_table(), all_rules(), **more)  # type: ignore[arg-type]
    return inspect_site(open_site(place), wanted)


def test_a_sound_site_has_nothing_to_find(tmp_path: Path) -> None:
    assert [(p.path, p.code, p.message) for p in found(lay_out(tmp_path, sound()))] == []


FAULTS: dict[str, tuple[str, bytes, str, str]] = {
    "dead link": ("x.html", page('<a href="gone/">一</a>'), "inspect.link", "gone/"),
    "dead link from the top": ("x/y.html", page('<a href="/gone.html">一</a>'), "inspect.link", "/gone.html"),
    "dead picture": ("x.html", page('<img src="gone.png" alt="">'), "inspect.link", "gone.png"),
    "dead source set": ("x.html", page('<img alt="" srcset="a.png 1x, b.png 2x">'), "inspect.link", "b.png"),
    "dead anchor": ("x.html", page('<a href="news/one/#gone">一</a>'), "inspect.anchor", "#gone"),
    "dead anchor of its own": ("x.html", page('<a href="#gone">一</a>'), "inspect.anchor", "#gone"),
    "foreign script": (
        "x.html",
        page('<script src="//cdn.cn/a.js"></script>'),
        "inspect.foreign",
        "//cdn.cn",
    ),
    "pupil": ("x.html", page("<p>李子涵同学在期末考试中得了98分。</p>"), "privacy.pupil", "姓名"),
    "pupils in a table": (
        "x.html",
        page("<table><tr><th>姓名<th>班级<th>总分<tr><td>李小红<td>七1<td>580</table>"),
        "privacy.pupil",
        "姓名",
    ),
    "phone over an element": (
        "x.html",
        page("<p>联系电话 138<b>1234</b>5678</p>"),
        "privacy.phone",
        "手机号码",
    ),
    "number in an alternative text": (
        "x.html",
        page('<img src="a.png" alt="身份证 11010519491231002X">'),
        "privacy.id-number",
        "身份证",
    ),
    "number in a search index": ("s.json", '["身份证 11010519491231002X"]'.encode(), "privacy.id-number", ""),
    "number in GBK": (
        "x.html",
        page("<p>联系电话 13812345678</p>", HEAD.replace("utf-8", "gb2312")).decode().encode("gbk"),
        "privacy.phone",
        "",
    ),
    "publicity": (
        "x.html",
        page("<p>我校重点高中升学率达到95%，全区第一。</p>"),
        "publicity.admission",
        "升学率",
    ),
    "camera": ("b.jpg", with_camera(), "inspect.metadata", "相机、作者"),
    "place": ("b.jpg", with_camera(), "inspect.location", "经纬度"),
    "remark": ("b.png", with_remark(), "inspect.metadata", "文字备注"),
    "number in a remark": ("b.png", with_remark(), "privacy.phone", "手机号码"),
    "author of a PDF": ("b.pdf", with_author(), "inspect.metadata", "作者"),
    "number in a PDF": ("b.pdf", with_author(), "privacy.id-number", "身份证"),
    "damaged PDF": ("b.pdf", b"%PDF-1.7\n", "inspect.file", "损坏"),
    "damaged picture": ("b.png", b"x", "inspect.file", "损坏"),
    "empty page": ("x.html", b"", "inspect.file", "空的"),
    "column too old": (
        "news/one/index.html",
        page('<h1 id="top-of-it">一</h1>'),
        "inspect.column",
        "最新的日期是 2025-12-01，已经 354 天",
    ),
    "no language": ("x.html", b"<title>a</title><p>a</p>", "inspect.accessibility", "语言"),
    "no title": ("x.html", b'<html lang="zh"><p>a</p>', "inspect.accessibility", "标题"),
    "picture without words": ("x.html", page('<img src="a.png">'), "inspect.accessibility", "替代文字"),
    "article without a source": (
        "x.html",
        page("<p>a</p>", HEAD + '<meta name="PubDate" content="2026-11-02">'),
        "inspect.meta",
        "ArticleTitle、ContentSource",
    ),
    "no footer": ("index.html", page('<a href="about/">无障碍</a>'), "inspect.footer", "ICP 备案号"),
    "no statement": ("index.html", page(FOOTER.replace("无障碍", "")), "inspect.accessibility", "无障碍说明"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_where_it_is(tmp_path: Path, name: str) -> None:
    path, data, code, said = FAULTS[name]
    problems = [p for p in found(lay_out(tmp_path, {**sound(), path: data})) if p.code == code]
    assert any(said in p.message and (p.path == path or code == "inspect.column") for p in problems)
    assert all(p.hint for p in problems)


def test_a_site_below_the_top_of_its_host_is_read_as_it_lies_there(tmp_path: Path) -> None:
    body = "".join(f'<a href="/{path}">x</a>' for path in ("jyj/qx/news/", "jyj/qx/", "jyj/qx/gone/", ""))
    problems = found(lay_out(tmp_path, {**sound(), "x.html": page(body)}))
    assert [p.message for p in problems] == ["链接没有去处：/", "链接没有去处：/jyj/qx/gone/"]


def test_an_undated_column_is_found(tmp_path: Path) -> None:
    files = sound() | {
        "news/one/index.html": page("<p id='top-of-it'>一</p>"),
        "news/two.html": page("<p>二</p>"),
    }
    (problem,) = found(lay_out(tmp_path, files))
    assert problem.code == "inspect.column" and "没有写明日期" in problem.message


def test_what_is_not_public_yet_is_found_in_names_and_in_data(tmp_path: Path) -> None:
    files = sound() | {"feed.xml": b"<a href='schools/a/b/'/>", "schools/a/b/index.html": page("<p>x</p>")}
    leaks = {p.path for p in found(lay_out(tmp_path, files), hidden=("a/b",)) if p.code == "inspect.leak"}
    assert leaks == {"feed.xml", "schools/a/b/index.html"}


def test_a_line_is_that_of_the_file(tmp_path: Path) -> None:
    body = "\n<div>\n\n<p>好。</p>\n<p>联系电话\n13812345678</p></div>"
    problems = found(lay_out(tmp_path, {**sound(), "x.html": page(body)}))
    assert [(p.code, p.span.line) for p in problems] == [("privacy.phone", 5)]


def test_words_are_read_as_paragraphs_lists_and_tables() -> None:
    read = read_page(
        page("<h2>甲</h2><ul><li>乙<li>丙</ul><table><tr><td>丁<td>戊</table><p>己<br>庚</p><nav>辛</nav>")
    )
    assert read is not None
    assert [text for _, text in read.lines] == [
        "## 甲",
        "- 乙",
        "- 丙",
        "| 丁 | 戊 |",
        "|---|---|",
        "己",
        "庚",
    ]


def test_a_page_nested_ten_thousand_deep_is_read() -> None:
    read = read_page(b"<title>a</title>" + b"<div>" * 10_000 + b"<p>x")
    assert read is not None and read.title == "a"


def zipped(files: Mapping[str, bytes], *more: tuple[zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for path, data in files.items():
            made.writestr(path, data)
        for info, data in more:
            made.writestr(info, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def test_a_packed_site_is_the_same_site_and_hostile_entries_are_told(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("site/passwd.html")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    packed = zipped(
        {f"site/{path}": data for path, data in sound().items()} | {"site/bomb.html": bytes(MAX_BYTES + 9)},
        (zipfile.ZipInfo("../../etc/cron.d/x.html"), b"x"),
        (zipfile.ZipInfo("/etc/x.html"), b"x"),
        (link, b"/etc/passwd"),
    )
    (tmp_path / "site.zip").write_bytes(packed)
    problems = found(tmp_path / "site.zip")
    assert {p.code for p in problems} == {"inspect.file"}
    told = {p.path: p.message for p in problems}
    assert "外面" in told["../../etc/cron.d/x.html"] and "外面" in told["/etc/x.html"]
    assert "符号链接" in told["site/passwd.html"] and "膨胀" in told["bomb.html"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site.zip"], "nothing is unpacked"


def test_a_link_in_a_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("联系电话 13812345678", encoding="utf-8")
    folder = lay_out(tmp_path / "site", sound())
    (folder / "secret.html").symlink_to(tmp_path / "secret.html")
    (folder / "out").symlink_to(tmp_path)
    assert [(p.path, p.code) for p in found(folder)] == [
        ("out", "inspect.file"),
        ("secret.html", "inspect.file"),
    ]


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", zipped({"a.txt": b"x"}), zipped({"index.html": b"x"})[:-20]]
)
def test_what_is_no_site_is_refused_in_one_line(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(SiteRefused):
        open_site(tmp_path / "a.zip")
    done = qiangxiao(tmp_path, "inspect", str(tmp_path / "a.zip"))
    assert done.returncode == 2 and done.stderr.count("\n") == 1
    assert qiangxiao(tmp_path, "inspect", str(tmp_path / "nowhere")).returncode == 2


def test_the_command_speaks_every_format_without_a_program(tmp_path: Path) -> None:
    bad = page("<p>联系电话 13812345678</p><a href='gone'>x</a>")
    folder = lay_out(tmp_path / "site", {**sound(), "errors/x.html": bad})
    for style in ("text", "json", "github", "sarif", "markdown"):
        done = qiangxiao(
            tmp_path, "inspect", str(folder), "--format", style, "--summary", str(tmp_path / "s.md")
        )
        assert done.returncode == 1 and "privacy.phone" in done.stdout, done.stderr
        assert "13812345678" not in done.stdout
    assert (tmp_path / "s.md").read_text(encoding="utf-8").startswith("### 网站检查：没有通过")
    done = qiangxiao(tmp_path, "inspect", str(folder), "--format", "json", "--skip", "errors")
    assert [each["code"] for each in json.loads(done.stdout)] == ["inspect.link"]
