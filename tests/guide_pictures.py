"""Draw the pictures of the guides on Word and Excel:
`.venv/bin/python tests/guide_pictures.py`, LibreOffice and poppler needed.

Run it after a template has changed. The pictures go to `docs/assets/guide/`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
sys.path.insert(0, str(REPOSITORY / "tools"))

import docx  # noqa: E402
import openpyxl  # noqa: E402
from PIL import Image, ImageChops  # noqa: E402

from qiangxiao.authoring.roster_template import EXAMPLE_ROW, HEADER_ROW, roster_template  # noqa: E402
from qiangxiao.authoring.word_template import word_template  # noqa: E402
from qiangxiao.catalog.loader import load  # noqa: E402
from qiangxiao.records.kinds import UPDATE  # noqa: E402

OUT = REPOSITORY / "docs" / "assets" / "guide"
FILLED = {
    "标题": "走廊书架开放一个月",
    "日期": "2026-10-30",
    "摘要": "走廊书架十月十日开放，七年级学生借书三百余册，没有丢书。",
    "所属措施": "激发自主办学活力",
    "供稿处室": "教务处",
}
TEXTS = (
    "书架放在走廊东头，十月十日开放。书由教师和学生一起荐选，每周更新一次书目。",
    "课间在走廊看书的学生多了。一个月里借书三百余册，没有丢书。",
    "十一月把书架添到八年级的走廊。",
)
ROWS = (
    ("锦江示例东湖学校（示例）", "锦江区", "初中", 18, 760, 62, 21),
    ("金牛示例南桥学校（示例）", "金牛区", "九年一贯制学校", 24, 1030, 88, 30),
    ("彭州示例西岭学校（示例）", "彭州市", "初中", 12, 480, 41, 15),
)
COLUMNS = ("学校名称", "区（市）县", "办学类型", "班级数", "学生数", "专任教师数", "5年以下教龄教师数")
SHOWN = (
    "序号",
    "学校名称",
    "区（市）县",
    "办学类型",
    "批次",
    "加入日期",
    "班级数",
    "学生数",
    "专任教师数",
    "5年以下教龄教师数",
)


def page_of(data: bytes, suffix: str, folder: Path) -> Image.Image:
    """Return the first page of an office file as a picture."""
    place = folder / f"picture{suffix}"
    place.write_bytes(data)
    home = (folder / "office").as_uri()
    command = [
        "soffice",
        f"-env:UserInstallation={home}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(place),
    ]
    subprocess.run(command, check=True, capture_output=True)
    drawn = folder / f"picture{suffix}-page"
    subprocess.run(
        ["pdftoppm", "-r", "110", "-png", "-f", "1", "-l", "1", "-singlefile", folder / "picture.pdf", drawn],
        check=True,
    )
    return Image.open(drawn.with_name(f"{drawn.name}.png")).convert("RGB")


def cropped(image: Image.Image, height: float = 1.0) -> Image.Image:
    """Return a picture without its white margins, and no more than a part of its height."""
    image = image.crop((0, 0, image.width, int(image.height * height)))
    box = ImageChops.difference(image, Image.new("RGB", image.size, "white")).getbbox()
    assert box
    left, top, right, bottom = box
    return image.crop(
        (max(left - 16, 0), max(top - 16, 0), min(right + 16, image.width), min(bottom + 16, image.height))
    )


def save(image: Image.Image, name: str) -> None:
    """Save a picture small: at most 1000 wide, in few colours."""
    image.thumbnail((1000, 2000), Image.Resampling.LANCZOS)
    OUT.mkdir(parents=True, exist_ok=True)
    image.quantize(48).save(OUT / name, optimize=True)


def filled_update(template: bytes) -> bytes:
    """Return the template of an update as a school fills it in."""
    document = docx.Document(BytesIO(template))
    for row in document.tables[0].rows[1:]:
        row.cells[1].paragraphs[0].add_run(FILLED.get(row.cells[0].text.removesuffix(" *"), ""))
    marks = [paragraph for paragraph in document.paragraphs if paragraph.text == "待填"]
    for paragraph, text in zip(marks, TEXTS, strict=True):
        paragraph.text = text
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def filled_roster(template: bytes) -> bytes:
    """Return the roster as a district fills it in, with only the columns that fit a picture."""
    book = openpyxl.load_workbook(BytesIO(template))
    sheet = book["名册"]
    labels = {str(cell.value).removesuffix(" *"): cell for cell in sheet[HEADER_ROW]}
    for at, values in enumerate(ROWS, EXAMPLE_ROW + 1):
        sheet.cell(at, 1).value = at - EXAMPLE_ROW
        for label, value in zip(COLUMNS, values, strict=True):
            sheet.cell(at, labels[label].column).value = value
    for label, cell in labels.items():
        sheet.column_dimensions[cell.column_letter].hidden = label not in SHOWN
    sheet.print_area = f"A1:{labels['5年以下教龄教师数'].column_letter}12"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.print_title_cols = None
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def main() -> None:
    """Draw every picture."""
    program = load(REPOSITORY).catalog.program
    update = word_template(UPDATE, [measure.name for measure in program.measures])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        save(cropped(page_of(filled_update(update), ".docx", folder)), "word-template.png")
        save(
            cropped(page_of(filled_roster(roster_template(program)), ".xlsx", folder)), "roster-template.png"
        )


if __name__ == "__main__":
    main()
