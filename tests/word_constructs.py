"""Pieces of Word files, one for each thing Word can do with words: what a person sees of it, what is hidden, what is said.

A piece is drawn with words of its own, so that whatever is lost can be told from what is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
}
_XMLNS = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument"


@dataclass
class Piece:
    """A piece of a body: its XML, the words that are to arrive, those that must not, further parts of the package."""

    xml: str
    seen: Sequence[str] = ()
    hidden: Sequence[str] = ()
    parts: dict[str, bytes] = field(default_factory=dict)
    relations: dict[str, tuple[str, str]] = field(default_factory=dict)


def part_xml(tag: str, inner: str) -> bytes:
    """Return a part of a package with every namespace a piece may use."""
    return f'<?xml version="1.0" encoding="UTF-8"?><{tag} {_XMLNS}>{inner}</{tag}>'.encode()


def package(
    body: str,
    numbering: str = "",
    styles: str = "",
    parts: dict[str, bytes] | None = None,
    relations: dict[str, tuple[str, str]] | None = None,
) -> bytes:
    """Return a Word file whose body is the XML given; relations are targets and types by id."""
    ties = {"rIdS": ("styles.xml", "styles"), "rIdN": ("numbering.xml", "numbering"), **(relations or {})}
    rels = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for key, (target, kind) in ties.items()
    )
    start = '<?xml version="1.0" encoding="UTF-8"?>'
    rel_space = "http://schemas.openxmlformats.org/package/2006/relationships"
    files: dict[str, bytes] = {
        "[Content_Types].xml": (
            f'{start}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/><Default Extension="jpg" ContentType="image/jpeg"/>'
            f'<Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="{_TYPES}.wordprocessingml.document.main+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{_TYPES}.wordprocessingml.styles+xml"/>'
            f'<Override PartName="/word/numbering.xml" ContentType="{_TYPES}.wordprocessingml.numbering+xml"/></Types>'
        ).encode(),
        "_rels/.rels": f'{start}<Relationships xmlns="{rel_space}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'.encode(),
        "word/_rels/document.xml.rels": f'{start}<Relationships xmlns="{rel_space}">{rels}</Relationships>'.encode(),
        "word/document.xml": part_xml("w:document", f"<w:body>{body}</w:body>"),
        "word/styles.xml": part_xml("w:styles", styles),
        "word/numbering.xml": part_xml("w:numbering", numbering),
        **(parts or {}),
    }
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()


STYLES = (
    '<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Deeper"><w:name w:val="Deeper"/><w:basedOn w:val="Secret"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Office1"><w:name w:val="一级标题样"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="toc1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
)


def run(text: str, properties: str = "") -> str:
    """Return a run."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{text}</w:t></w:r>'


def para(inner: str, properties: str = "") -> str:
    """Return a paragraph of XML."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def field_of(instruction: str, result: str = "", data: str = "") -> str:
    """Return a complex field: its instruction and, if there is one, its result as runs."""
    separate = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}' if result else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>{separate}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def text_box(words: str) -> str:
    """Return the drawing of a text box in the newer language."""
    return (
        '<w:drawing><wp:anchor><wp:docPr id="3" name="框"/><a:graphic><a:graphicData uri="x"><wps:wsp><wps:txbx>'
        f"<w:txbxContent>{para(run(words))}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )


def old_box(words: str) -> str:
    """Return the drawing of a text box in the older language."""
    return f"<w:pict><v:shape><v:textbox><w:txbxContent>{para(run(words))}</w:txbxContent></v:textbox></v:shape></w:pict>"


def two_ways(new: str, old: str) -> str:
    """Return the same said twice, for newer and for older programs."""
    choice = f'<mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice>'
    return f"<w:r>{choice}<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"


def cell(text: str, properties: str = "") -> str:
    """Return a cell of a table."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{para(run(text) if text else '')}</w:tc>"


def table(*rows: str) -> str:
    """Return a table of rows of XML."""
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def _smart_art(a: str, b: str) -> Piece:
    def point(key: str, kind: str, text: str) -> str:
        words = f"<dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t>" if text else ""
        return f'<dgm:pt modelId="{key}" type="{kind}">{words}</dgm:pt>'

    data = (
        f"<dgm:ptLst>{point('0', 'doc', '')}{point('2', 'node', b)}{point('1', 'node', a)}</dgm:ptLst>"
        '<dgm:cxnLst><dgm:cxn modelId="8" srcId="0" destId="2" srcOrd="1"/><dgm:cxn modelId="9" srcId="0" destId="1" srcOrd="0"/></dgm:cxnLst>'
    )
    xml = para(
        '<w:r><w:drawing><wp:inline><wp:docPr id="8" name="图示"/><a:graphic><a:graphicData uri="d">'
        '<dgm:relIds r:dm="rIdDgm"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
    parts = {"word/diagrams/data1.xml": part_xml("dgm:dataModel", data)}
    return Piece(xml, (a, b), (), parts, {"rIdDgm": ("diagrams/data1.xml", "diagramData")})


def _chart(a: str, b: str) -> Piece:
    def cached(tag: str, *values: str) -> str:
        points = "".join(f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>' for at, value in enumerate(values))
        return f"<c:{tag}><c:strRef><c:strCache>{points}</c:strCache></c:strRef></c:{tag}>"

    inner = (
        f"<c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>{a}</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:barChart>"
        f"<c:ser>{cached('tx', '人数')}{cached('cat', b, '八年级')}{cached('val', '0.30000000000000004', '12')}</c:ser></c:barChart></c:plotArea></c:chart>"
    )
    xml = para(
        '<w:r><w:drawing><wp:inline><wp:docPr id="9" name="图表"/><a:graphic><a:graphicData uri="c">'
        '<c:chart r:id="rIdChart"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
    parts = {"word/charts/chart1.xml": part_xml("c:chartSpace", inner)}
    return Piece(
        xml, (a, b, "人数", "八年级", "0.3 "), (), parts, {"rIdChart": ("charts/chart1.xml", "chart")}
    )


def _footnote(a: str, b: str) -> Piece:
    notes = f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{run(b)}</w:p></w:footnote>'
    xml = para(run(a) + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    return Piece(
        xml,
        (a, b),
        (),
        {"word/footnotes.xml": part_xml("w:footnotes", notes)},
        {"rIdNotes": ("footnotes.xml", "footnotes")},
    )


_DROPDOWN = '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="不用的"/><w:listEntry w:val="{}"/></w:ddList></w:ffData>'
_VANISH = "<w:vanish/>"


def _plain(template: Callable[[str, str], str]) -> Callable[[str, str], Piece]:
    """Return a maker of a piece whose two words are both seen."""
    return lambda a, b: Piece(template(a, b), (a, b))


def _half(template: Callable[[str, str], str]) -> Callable[[str, str], Piece]:
    """Return a maker of a piece whose first word is seen and whose second is not."""
    return lambda a, b: Piece(template(a, b), (a,), (b,))


CONSTRUCTS: dict[str, Callable[[str, str], Piece]] = {
    "bold": _plain(lambda a, b: para(run(a, "<w:b/>") + run(b, "<w:i/><w:b/>"))),
    "tab": _plain(lambda a, b: para(f"<w:r><w:t>{a}</w:t><w:tab/><w:t>{b}</w:t></w:r>")),
    "carriage return": _plain(lambda a, b: para(f"<w:r><w:t>{a}</w:t><w:cr/><w:t>{b}</w:t></w:r>")),
    "positioned tab": _plain(
        lambda a, b: para(f'<w:r><w:t>{a}</w:t><w:ptab w:alignment="right"/><w:t>{b}</w:t></w:r>')
    ),
    "hyphen": _plain(lambda a, b: para(f"<w:r><w:t>{a}</w:t><w:noBreakHyphen/><w:t>{b}</w:t></w:r>")),
    "struck twice": _plain(lambda a, b: para(run(a, "<w:dstrike/>") + run(b))),
    "bidirectional": _plain(
        lambda a, b: para(f'<w:bdo w:val="rtl">{run(a)}</w:bdo><w:dir w:val="ltr">{run(b)}</w:dir>')
    ),
    "smart tag": _plain(
        lambda a, b: para(
            f'<w:smartTag w:element="x">{run(a)}</w:smartTag><w:customXml w:element="y">{run(b)}</w:customXml>'
        )
    ),
    "hidden run": _half(lambda a, b: para(run(a) + run(b, _VANISH))),
    "hidden style": _half(lambda a, b: para(run(a) + run(b, '<w:rStyle w:val="Deeper"/>'))),
    "hidden not": _plain(lambda a, b: para(run(a) + run(b, '<w:vanish w:val="0"/>'))),
    "deleted": _half(
        lambda a, b: para(
            run(a) + f'<w:del w:id="1" w:author="x"><w:r><w:delText>{b}</w:delText></w:r></w:del>'
        )
    ),
    "inserted": _plain(lambda a, b: para(run(a) + f'<w:ins w:id="2" w:author="x">{run(b)}</w:ins>')),
    "moved from": _half(lambda a, b: para(run(a) + f'<w:moveFrom w:id="3">{run(b)}</w:moveFrom>')),
    "moved to": _plain(lambda a, b: para(run(a) + f'<w:moveTo w:id="4">{run(b)}</w:moveTo>')),
    "paragraph mark deleted": _plain(
        lambda a, b: para(run(a), '<w:rPr><w:del w:id="5" w:author="x"/></w:rPr>') + para(run(b))
    ),
    "simple field": _plain(
        lambda a, b: para(run(a) + f'<w:fldSimple w:instr=" TITLE ">{run(b)}</w:fldSimple>')
    ),
    "complex field": _half(lambda a, b: para(field_of(f' TITLE "{b}" ', run(a)))),
    "nested field": _half(
        lambda a, b: para(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>'
            + field_of(" MERGEFIELD x ", run(b))
            + '<w:r><w:instrText> = 1 "y" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            + run(a)
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
    ),
    "form text": _plain(lambda a, b: para(run(a) + field_of(" FORMTEXT ", run(b)))),
    "form choice": _plain(lambda a, b: para(run(a) + field_of(" FORMDROPDOWN ", "", _DROPDOWN.format(b)))),
    "link field": _plain(
        lambda a, b: para(run(a) + field_of(' HYPERLINK "https://example.edu.cn/x" ', run(b)))
    ),
    "circled": lambda a, b: Piece(para(field_of(r" eq \o\ac(○,3) ") + run(a + b)), (f"③{a}{b}",)),
    "circled word": lambda a, b: Piece(
        para(field_of(rf" EQ \o\ac(\s\up 9(○),\s\do 0({b})) ") + run(a)), (b, a)
    ),
    "fraction": lambda a, b: Piece(para(run(a) + field_of(r" EQ \f(1,2) ") + run(b)), (f"{a}1/2{b}",)),
    "symbol": lambda a, b: Piece(
        para(run(a) + '<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>' + run(b)), (f"{a}☑{b}",)
    ),
    "ruby": lambda a, b: Piece(
        para(
            f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('yīn')}</w:rt><w:rubyBase>{run(a)}</w:rubyBase></w:ruby></w:r>"
            f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('jié')}</w:rt><w:rubyBase>{run(b)}</w:rubyBase></w:ruby></w:r>"
        ),
        (f"{a}{b}（yīn jié）",),
    ),
    "text box": _plain(
        lambda a, b: para(
            f"<w:r><w:t>{a}</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'>{text_box(b)}</mc:Choice></mc:AlternateContent></w:r>"
        )
    ),
    "text box twice": _plain(lambda a, b: para(run(a) + two_ways(text_box(b), old_box(b)))),
    "text box old": _plain(lambda a, b: para(run(a) + f"<w:r>{old_box(b)}</w:r>")),
    "text box only old": _plain(lambda a, b: para(run(a) + two_ways("<w:drawing/>", old_box(b)))),
    "group": _plain(
        lambda a, b: para(
            '<w:r><w:drawing><wp:anchor><wp:docPr id="4" name="组"/><a:graphic><a:graphicData uri="g"><wpg:wgp>'
            + "".join(
                f"<wps:wsp><wps:txbx><w:txbxContent>{para(run(text))}</w:txbxContent></wps:txbx></wps:wsp>"
                for text in (a, b)
            )
            + "</wpg:wgp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
        )
    ),
    "hidden box": _half(
        lambda a, b: para(run(a) + f"<w:r>{text_box(b)}</w:r>".replace('name="框"', 'name="框" hidden="1"'))
    ),
    "word art": _plain(
        lambda a, b: para(
            run(a) + f'<w:r><w:pict><v:shape><v:textpath string="{b}"/></v:shape></w:pict></w:r>'
        )
    ),
    "smart art": _smart_art,
    "chart": _chart,
    "footnote": _footnote,
    "formula": lambda a, b: Piece(
        para(
            run(a)
            + "<m:oMathPara><m:oMath><m:f><m:num><m:r><m:t>7</m:t></m:r></m:num><m:den><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e>"
            "<m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:den></m:f></m:oMath></m:oMathPara>" + run(b)
        ),
        (f"{a}7/x²", b),
    ),
    "control": _plain(
        lambda a, b: (
            f"<w:sdt><w:sdtPr/><w:sdtContent>{para(run(a))}</w:sdtContent></w:sdt>"
            + para(f"<w:sdt><w:sdtContent>{run(b)}</w:sdtContent></w:sdt>")
        )
    ),
    "prompt": _half(
        lambda a, b: para(
            run(a)
            + f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run(b)}</w:sdtContent></w:sdt>"
        )
    ),
    "rows in a control": _plain(
        lambda a, b: (
            f"<w:tbl><w:tr>{cell(a)}{cell('乙')}</w:tr><w:sdt><w:sdtContent><w:tr>{cell(b)}<w:sdt><w:sdtContent>{cell('丁')}</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt></w:tbl>"
        )
    ),
    "hidden row": _half(
        lambda a, b: (
            f"<w:tbl><w:tr>{cell(a)}{cell('乙')}</w:tr><w:tr><w:trPr><w:hidden/></w:trPr>{cell(b)}{cell('丁')}</w:tr></w:tbl>"
        )
    ),
    "merged away": _half(
        lambda a, b: table(
            cell(a, '<w:vMerge w:val="restart"/>') + cell("乙"), cell(b, "<w:vMerge/>") + cell("丁")
        )
    ),
    "late row": _plain(
        lambda a, b: (
            f'<w:tbl><w:tr>{cell("甲")}{cell(a)}</w:tr><w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell(b)}</w:tr></w:tbl>'
        )
    ),
    "table in a table": _plain(
        lambda a, b: f"<w:tbl><w:tr>{cell(a)}<w:tc>{table(cell(b) + cell('内'))}<w:p/></w:tc></w:tr></w:tbl>"
    ),
    "drop capital": lambda a, b: Piece(
        para(run(a), '<w:framePr w:dropCap="drop" w:lines="3"/>') + para(run(b)), (a + b,)
    ),
    "outline": _plain(lambda a, b: para(run(a), '<w:pStyle w:val="Office1"/>') + para(run(b))),
    "contents": _half(
        lambda a, b: (
            f'<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>{para(run(b))}</w:sdtContent></w:sdt>'
            + para(run(a))
        )
    ),
    "contents field": _half(lambda a, b: para(field_of(r' TOC \o "1-3" ', run(b))) + para(run(a))),
    "contents typed": _half(lambda a, b: para(run("目 录")) + para(run(f"{b}……3")) + para(run(a))),
}


def document(pieces: Sequence[Piece], unknown: str = "") -> bytes:
    """Return a Word file of pieces between paragraphs of plain text."""
    body = "".join(f"{para(run('这里是一段普通的文字，用来隔开。'))}{piece.xml}" for piece in pieces)
    parts: dict[str, bytes] = {}
    relations: dict[str, tuple[str, str]] = {}
    for piece in pieces:
        parts |= piece.parts
        relations |= piece.relations
    return package(body + unknown, styles=STYLES, parts=parts, relations=relations)


def words() -> Iterator[str]:
    """Yield words that are in no other word: 词甲子, 词甲丑 …"""
    for stem in "甲乙丙丁戊己庚辛壬癸":
        for branch in "子丑寅卯辰巳午未申酉戌亥":
            yield f"词{stem}{branch}"


def squeezed(text: str) -> str:
    """Return a text without Markdown's signs, spaces and line ends, so that words can be looked for in it."""
    return re.sub(r"[\s\\*~|]", "", text)
