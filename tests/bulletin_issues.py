"""Issues of the bulletin made up for tests: a plain one,
a full page of characters, and everything that goes wrong.
"""

from __future__ import annotations

from datetime import date
from io import BytesIO

from PIL import Image
from trees import parts_of

from qiangxiao.foundation.vocabulary import CorrectionKind
from qiangxiao.records.base import Correction
from qiangxiao.rendering.bulletin.content import EarlierCorrection, IssueContent, Item, Picture, Section
from qiangxiao.rendering.imprint import Imprint
from qiangxiao.selection.adoption import Adopted

FOLDER = "schools/jinjiang/shili/"
SENTENCE = (
    "教育局统筹推进公办初中强校工程实验学校建设深化课堂教学改革"
    "激发自主办学活力完善评价监测机制建立协同推进机制"
)
TYPST = (
    '#eval("panic()") #import "@preview/x:1.0.0" $x^2$ \\ '
    '`raw` *粗* _斜_ @cite <label> [] {} // 注 /* */ = 题 "引"'
)
PLAIN = '#eval("panic()") $x^2$ \\ *粗* _斜_ @cite [] {} // 注 = 题'
RARE = "䶮㛃喆堃玥𬱖𠮷"


def item(number: int = 1, html: str = "<p>正文。</p>", **more: object) -> Item:
    """Return a text of the sample school."""
    settings: dict[str, object] = {
        "id": f"jinjiang/shili/updates/2026-10-{number:02d}-a",
        "path": f"{FOLDER}updates/2026-10-{number:02d}-a.md",
        "title": f"第{number}篇",
        "source": "锦江示例初级中学（示例）教务处",
        "day": date(2026, 10, 1),
        "summary": "摘要",
        "pictures": (),
        "address": f"schools/jinjiang/shili/updates/2026-10-{number:02d}-a/",
        **more,
    }
    return Item(number=number, parts=parts_of(html), folder=FOLDER, **settings)  # type: ignore[arg-type]


def issue(*items: Item, **more: object) -> IssueContent:
    """Return an issue of one section."""
    settings: dict[str, object] = {
        "id": "bulletins/2026-03",
        "path": "docs/bulletins/2026-03.md",
        "program": "成都市公办初中强校工程",
        "name": "工作动态",
        "title": "本期的标题",
        "publisher": "示例编辑部",
        "label": "2026年第3期（总第3期）",
        "year_label": "2026年第3期",
        "day": date(2026, 10, 30),
        "editor_note": ("编者的话。",),
        "sections": (Section("工作进展", items or (item(),)),),
        "closing": (),
        "adopted": (Adopted("锦江区", "锦江示例初级中学（示例）", 1, 4, 2),),
        "adopted_title": "2026年报送和采用情况（截至2026年10月30日）",
        "corrections": (),
        "earlier_corrections": (),
        "imprint": an_imprint(("报", "示例市级工作专班（示例）"), ("签发", "编辑部主任（示例）")),
        "missing": (),
        "mark": "",
        "is_sample": True,
        "address": "bulletins/2026-03/",
        "site_url": "",
        **more,
    }
    return IssueContent(**settings)  # type: ignore[arg-type]


def an_imprint(*lines: tuple[str, str]) -> Imprint:
    """Return an imprint of the day, with an address as its last line."""
    online = "https://www.example.edu.cn/bulletins/2026-03/"
    return Imprint((*lines, ("网页版", online)), "示例编辑部　2026年10月30日印发", "（共印120份）", online)


def photo(color: str = "steelblue", size: tuple[int, int] = (640, 400), kind: str = "JPEG") -> bytes:
    """Return a plain photo."""
    out = BytesIO()
    Image.new("RGB", size, color).save(out, kind)
    return out.getvalue()


def hostile() -> tuple[IssueContent, dict[str, bytes]]:
    """Return an issue of everything that could break a page, and its photos."""
    wide = "".join(f"<td>第{n}列</td>" for n in range(14))
    table = (
        f"<table><thead><tr>{wide.replace('td', 'th')}</tr></thead>"
        f"<tbody><tr>{wide}</tr><tr><td>短</td></tr></tbody></table>"
    )
    long_table = (
        "<table><tbody>"
        + "".join(f"<tr><td>{n}</td><td>{'W' * 90}</td></tr>" for n in range(60))
        + "</tbody></table>"
    )
    code = "\n".join(["def f(x):", "    return x", "#let y = 1" + "=" * 200])
    nested = "<ul><li>甲<ol start='7'><li>乙<ul><li>丙<ul><li>丁</li></ul></li></ul></li></ol></li></ul>"
    escaped = TYPST.replace("&", "&amp;").replace("<", "&lt;")
    html = (
        f"<p>{escaped}</p><h2>{escaped}</h2><h3>小标题</h3><h4>更小</h4>"
        f"<p>{'x' * 400} https://www.example.edu.cn/{'a' * 300}</p><p>{RARE}，é ü ½ ㎡ ① ⑳ ☕️ 😀 →</p>"
        "<blockquote><p>引"
        f"用<strong>粗</strong><em>斜</em><del>删</del><code>#code</code></p></blockquote>{nested}"
        f"{table}{long_table}<pre><code>{code}</code></pre><hr>"
        '<p>前<img src="media/p00.jpg" alt="正文里的照片 #eval">后</p><p><a '
        'href="https://www.example.edu.cn/a?b=1&amp;c=2">链接</a>'
        '与<a href="../../cases/x/">站内</a>，脚注<sup '
        'id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>'
        '再引<sup id="fnref2:1"><a class="footnote-ref" '
        'href="#fn:1">1</a></sup>。</p><p>换<br>行</p><p>   </p>'
        '<div class="footnote"><hr><ol><li id="fn:1"><p>脚注 $x$&#160;<a '
        'class="footnote-backref" href="#fnref:1">↩</a></p></li></ol></div>'
    )
    pictures = tuple(
        Picture(f"{FOLDER}media/p{n:02d}.jpg", f"照片{n}：#v(1fr) 说明很长" * 3) for n in range(1, 41)
    )
    photos = {f"{FOLDER}media/p{n:02d}.jpg": photo(size=(300 + 20 * n, 900 - 20 * n)) for n in range(40)}
    photos[f"{FOLDER}media/p07.jpg"] = photo(kind="WEBP")
    photos[f"{FOLDER}media/p08.jpg"] = photo(kind="PNG")
    title = f"题目{TYPST}{RARE}"
    made = issue(
        item(1, html, title=title, source=f"{'长' * 60}", pictures=pictures),
        *(item(n, f"<p>{SENTENCE}。</p>", title=f"第{n}篇{'很长的标题' * 8}") for n in range(2, 30)),
        title=title,
        program="特别特别长的项目名称" * 4,
        publisher=f"示例编辑部{TYPST}",
        editor_note=(TYPST, f"{RARE}{SENTENCE * 8}"),
        corrections=(Correction(date=date(2026, 11, 1), kind=CorrectionKind.MINOR, note=PLAIN),),
        earlier_corrections=(
            EarlierCorrection(
                "2026年第2期", Correction(date=date(2026, 10, 1), kind=CorrectionKind.MAJOR, note=RARE)
            ),
        ),
        imprint=an_imprint(("报", f"{TYPST}，{'单位' * 60}"), ("审校", "初审：教务处　终审：编辑部")),
        closing=parts_of(html),
        adopted=tuple(Adopted("锦江区", f"第{n}所示例学校（示例）", n, n, n) for n in range(70)),
        mark="征求意见",
    )
    return made, photos
