"""`qiangxiao import --as roster`: a district's Excel file in
any order becomes school folders, and comes back unharmed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from corpus_trees import snapshot
from openpyxl.styles import Font
from roster_files import HOSTILE, a_large_roster, a_roster, saved, school_name
from sample_program import AS_OF, copy_program, qiangxiao

from qiangxiao.authoring.roster_template import EXAMPLE_ROW, HEADER_ROW
from qiangxiao.catalog.loader import load
from qiangxiao.commands.main import main
from qiangxiao.records.support import SUPPORT
from qiangxiao.sources.document import read_document

HEAD = ("序号", "校名", "区县", "办学类型", "班级数", "学生数", "数据截至")
SOUND = (1, "示例湖畔学校（示例）", "锦江区", "初中", 12, 480, "2026-09-01")


def run(root: Path, *arguments: str | Path) -> int:
    return main(["--root", str(root), "--as-of", AS_OF, "--no-color", *map(str, arguments)])


def data_of(root: Path, path: str) -> dict[str, object]:
    found = read_document(path, (root / path).read_bytes()).data
    assert isinstance(found, dict)
    return found


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_program(tmp_path / "root")


class Import:
    """Imports a workbook and keeps what was said."""

    def __init__(self, root: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.folder, self.capsys = root, folder, capsys
        self.out = self.errors = ""

    def __call__(self, data: bytes, *arguments: str, name: str = "名册.xlsx") -> int:
        place = self.folder / name
        place.write_bytes(data)
        code = run(self.root, "import", place, "--as", "roster", *arguments)
        self.out, self.errors = self.capsys.readouterr()
        return code


@pytest.fixture
def bring(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Import:
    return Import(root, tmp_path, capsys)


def test_200_rows_with_two_bad_ones_are_198_schools_and_two_located_errors(root: Path, bring: Import) -> None:
    before = len(load(root).catalog.schools)
    data = a_large_roster()
    labels = {cell.value: cell.column_letter for cell in openpyxl.load_workbook(BytesIO(data)).active[3]}
    untouched = snapshot(root)
    assert bring(data, "--dry-run") == 1
    assert "新建 198 所" in bring.out and "试运行" in bring.out and snapshot(root) == untouched

    assert bring(data) == 1
    errors = re.findall(r"^名册\.xlsx:(.*?): 错误 (.*)$", bring.out, re.MULTILINE)
    assert errors == [
        (f"名单!{labels['办学类型']}17", "学校类别“小学”不在清单内。"),
        (f"名单!{labels['班级数（个）']}123", "“班级数”不能小于 0：“-3”。"),
    ]
    assert "可填：初中、九年一贯制学校、完全中学。" in bring.out
    assert "第 50 行" in bring.out and "备注" in bring.out
    schools = load(root).catalog.schools
    assert len(schools) == before + 198
    named = {school.name: school for school in schools.values()}
    assert school_name(13) not in named and school_name(119) not in named
    fifth = named[school_name(5)].profile
    assert fifth is not None
    assert (fifth.record.student_count, fifth.record.class_count) == (1105, 17)
    assert str(fifth.record.enrolled_on) == "2024-09-02" and str(fifth.record.as_of) == "2026-09-01"
    assert (
        fifth.record.early_career_teacher_count == 10
        and fifth.record.contact.email == "jiaowu5@example.edu.cn"
    )
    support = named[school_name(8)].one(SUPPORT)
    assert support is not None and support.record.partnership is not None
    assert [mode.value for mode in support.record.partnership.modes] == ["集团化办学", "委托管理"]
    assert run(root, "check") == 0 and "错误 0，警告 0" in bring.capsys.readouterr().out
    assert run(root, "fmt", "--check") == 0


def test_a_roster_that_comes_again_changes_only_what_it_may(root: Path, bring: Import) -> None:
    data = a_large_roster(count=16)
    assert bring(data) == 1 and "新建 14 所" in bring.out, "two of its rows are faulty"
    named = {school.name: school for school in load(root).catalog.schools.values()}
    once = snapshot(root)
    assert bring(data) == 1
    assert "新建 0 所，更新 0 所，未变 14 所" in bring.out and snapshot(root) == once

    path = f"schools/{named[school_name(3)].id}/school.yml"
    text = (root / path).read_text(encoding="utf-8")
    edited = (
        text.replace("class_count: 15\n", "class_count: 18\nmotto: 日进一寸\n")
        if "motto" not in text
        else text
    )
    (root / path).write_text(edited, encoding="utf-8")
    run(root, "fmt", path)
    bring.capsys.readouterr()
    kept = snapshot(root)
    assert bring(data) == 1
    assert snapshot(root) == kept and "名册是 15，保留文件的" in bring.out and "--overwrite" in bring.out
    assert data_of(root, path)["class_count"] == "18" and data_of(root, path)["motto"] == "日进一寸"
    assert bring(data, "--overwrite") == 1 and "更新 1 所" in bring.out
    assert data_of(root, path)["class_count"] == "15" and data_of(root, path)["motto"] == "日进一寸"


def test_a_newer_roster_updates_only_what_it_gives(root: Path, bring: Import) -> None:
    path = "schools/jinjiang/shili-yi/school.yml"
    before = data_of(root, path)
    row = ("锦江示例初级中学", "锦江", "初级中学", 26, "2026年11月18日")
    assert bring(a_roster([("校名", "区县", "办学类型", "班级数", "统计日期"), row])) == 0
    assert "更新 1 所" in bring.out
    after = data_of(root, path)
    assert after == {**before, "class_count": "26", "as_of": "2026-11-18"}


def test_an_older_roster_changes_nothing_and_says_so(root: Path, bring: Import) -> None:
    before = snapshot(root)
    row = ("锦江示例初中", "锦江区", "初中", 26, "2025-09-01")
    assert bring(a_roster([("校名", "区县", "办学类型", "班级数", "统计日期"), row])) == 0
    assert snapshot(root) == before and "未变 1 所" in bring.out
    assert "班级数：文件是 24（2026-11-05），名册是 26，保留文件的" in bring.out


def test_a_school_that_changed_its_name_is_not_a_new_one(root: Path, bring: Import) -> None:
    head = ("学校名称", "曾用名", "区县", "办学类型", "数据截至")
    row = ("锦江示例明德学校（示例）", "锦江示例初级中学", "锦江区", "初中", "2026-11-18")
    assert bring(a_roster([head, row])) == 0 and "新建 0 所，更新 1 所" in bring.out
    after = data_of(root, "schools/jinjiang/shili-yi/school.yml")
    assert after["name"] == "锦江示例明德学校（示例）" and "锦江示例初级中学（示例）" in str(
        after["former_names"]
    )
    assert bring(a_roster([head, row])) == 0 and "未变 1 所" in bring.out


FAULTY = [
    ((1, "", "锦江区", "初中", 12, 480, "2026-09-01"), "B", "没有校名"),
    ((1, "示例云二学校", "云上区", "初中", 12, 480, "2026-09-01"), "C", "没有“云上区”这个区县"),
    ((1, "示例云三学校", "", "初中", 12, 480, "2026-09-01"), "C", "不知道这所学校在哪个区县"),
    ((1, "示例云四学校", "锦江区", "高中部", 12, 480, "2026-09-01"), "D", "不在清单内"),
    ((1, "示例云五学校", "锦江区", "", 12, 480, "2026-09-01"), "B", "缺少“学校类别”"),
    ((1, "示例云六学校", "锦江区", "初中", -1, 480, "2026-09-01"), "E", "不能小于 0"),
    ((1, "示例云七学校", "锦江区", "初中", "约二十", 480, "2026-09-01"), "E", "应当是整数"),
    ((1, "示例云八学校", "锦江区", "初中", "=1+", 480, "2026-09-01"), "E", "公式出错，没有算出结果"),
    ((1, "示例云九学校", "锦江区", "初中", "#REF!", 480, "2026-09-01"), "E", "公式出错：#REF!"),
    ((1, "示例云十学校", "锦江区", "初中", 12, 480, "2026年9月"), "G", "的写法不对"),
    ((1, "示例湖畔学校", "锦江区", "初中", 12, 480, "2026-09-01"), "B", "与 名单!B2 重复"),
    ((1, "示例云乙学校13800138000", "锦江区", "初中", 12, 480, "2026-09-01"), "B", "手机号"),
    ((1, "锦江示例初级中学", "青羊区", "初中", 12, 480, "2026-09-01"), "C", "已经是 jinjiang/shili-yi"),
    ((1, "示例<云>学校", "锦江区", "初中", 12, 480, "2026-09-01"), "B", "不允许的符号"),
]
"""A row that cannot be taken, the column to blame, and what is said of it."""


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """What a roster with one sound row and every faulty one leaves, and what is said of it."""
    folder = tmp_path_factory.mktemp("faulty")
    place = folder / "名册.xlsx"
    place.write_bytes(a_roster([HEAD, SOUND, *(row for row, _, _ in FAULTY)]))
    done = qiangxiao(copy_program(folder / "root"), "import", str(place), "--as", "roster")
    assert done.returncode == 1
    return folder / "root", done.stdout


@pytest.mark.parametrize("number", range(len(FAULTY)))
def test_a_faulty_row_is_told_by_its_cell(taken: tuple[Path, str], number: int) -> None:
    _, column, said = FAULTY[number]
    errors = re.findall(rf"^名册\.xlsx:名单!([A-Z]+){number + 3}: 错误 (.*)$", taken[1], re.MULTILINE)
    assert {cell for cell, _ in errors} == {column} and said in errors[0][1], taken[1]


def test_the_sound_row_among_them_goes_in(taken: tuple[Path, str]) -> None:
    root, out = taken
    assert (root / "schools/jinjiang/shilihupan/school.yml").is_file()
    assert "新建 1 所" in out and f"{len(FAULTY)} 处有错" in out


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_gives_one_line_and_leaves_no_trace(name: str, root: Path, bring: Import) -> None:
    make, said = HOSTILE[name]
    before = snapshot(root)
    assert bring(make(), "--date", "2026-09-01") == 1
    assert bring.out == "" and bring.errors.count("\n") == 1 and said in bring.errors, bring.errors
    assert snapshot(root) == before


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("名册.xls", "文件类型选“Excel 工作簿（*.xlsx）”"),
        ("名册.et", "WPS 表格"),
        ("名册.xlsm", "带宏"),
        ("名册.csv", "CSV"),
        ("名册.pdf", "PDF"),
        ("来稿.docx", "这里要 Excel 文件"),
    ],
)
def test_other_formats_are_told_the_way_out(name: str, said: str, bring: Import) -> None:
    assert bring(b"x", name=name) == 1 and said in bring.errors and bring.errors.count("\n") == 1


def test_a_roster_that_states_no_day_asks_for_one(root: Path, bring: Import) -> None:
    rows = [("校名", "区县", "办学类型"), ("示例湖畔学校", "锦江区", "初中")]
    before = snapshot(root)
    assert bring(a_roster(rows)) == 1 and "--date" in bring.errors and snapshot(root) == before
    assert bring(a_roster(rows), name="锦江名册2026-09-01.xlsx") == 0
    assert data_of(root, "schools/jinjiang/shilihupan/school.yml")["as_of"] == "2026-09-01"


def test_the_district_may_stand_in_the_sheet_name_or_the_title_or_be_stated(
    root: Path, bring: Import
) -> None:
    def rows(name: str) -> list[tuple[str, str]]:
        return [("校名", "办学类型"), (name, "初中")]

    assert bring(a_roster(rows("示例湖东学校"), title="彭州市"), "--date", "2026-09-01") == 0
    assert bring(a_roster([("大邑县初中名单（截至2026年9月1日）",), *rows("示例湖西学校")])) == 0
    assert bring(a_roster(rows("示例湖南学校")), "--date", "2026-09-01", "--district", "pujiang") == 0
    for place in ("pengzhou/shilihudong", "dayi/shilihuxi", "pujiang/shilihunan"):
        assert (root / f"schools/{place}/school.yml").is_file()


def test_merged_cells_and_a_header_of_two_rows_are_understood(root: Path, bring: Import) -> None:
    def merge(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        for area in ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "A3:A4"):
            sheet.merge_cells(area)

    rows = [
        ("区（市）县", "学校", "类型", "规模", None),
        (None, None, None, "班级数", "学生数"),
        ("锦江区", "示例湖畔学校", "初中", 12, 480),
        (None, "示例湖东学校", "初中", 10, 400),
        ("小计", None, None, 22, 880),
    ]
    assert bring(a_roster(rows, change=merge), "--date", "2026-09-01") == 0 and "新建 2 所" in bring.out
    assert data_of(root, "schools/jinjiang/shilihudong/school.yml")["student_count"] == "400"


def test_people_are_added_and_nobody_is_lost(root: Path, bring: Import) -> None:
    head = ("校名", "区县", "领航校长", "领航校长单位", "领航教师1", "领航教师2", "指导专家", "数据截至")
    row = (
        "锦江示例初级中学",
        "锦江区",
        "周砚秋校长（示例）",
        "某校（示例）",
        "林清和老师（示例）",
        "新老师（示例）（英语）（培养对象）",
        "沈书行老师（示例）、田老师（示例）",
        "2026-11-18",
    )
    path = "schools/jinjiang/shili-yi/support.yml"
    before = data_of(root, path)
    assert bring(a_roster([head, row])) == 0
    assert (
        "名师（缺到任日期）没有写入" in bring.out
        and data_of(root, path)["master_teachers"] == before["master_teachers"]
    )
    assert bring(a_roster([head, row]), "--since", "2026-09-01") == 0
    after = data_of(root, path)
    teachers, advisors = after["master_teachers"], after["advisors"]
    assert isinstance(teachers, list) and isinstance(advisors, list)
    assert teachers[:2] == before["master_teachers"]
    assert teachers[2] == {
        "name": "新老师（示例）",
        "subject": "英语",
        "is_candidate": "true",
        "since": "2026-09-01",
    }
    assert len(advisors) == 4 and after["as_of"] == "2026-11-18"
    assert str(after["master_principals"]).count("某校（示例）") == 1
    assert run(root, "check") == 0


def test_the_folders_do_not_depend_on_the_order_of_the_rows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ("锦江区东湖中学", "东湖学校", "冬湖中学", "锦江区南湖中学")
    found = []
    for order in (names, names[::-1]):
        root = copy_program(tmp_path / order[0])
        place = tmp_path / "名册.xlsx"
        place.write_bytes(
            a_roster([("校名", "区县", "办学类型"), *((name, "锦江区", "初中") for name in order)])
        )
        assert run(root, "import", place, "--as", "roster", "--date", "2026-09-01") == 0
        schools = load(root).catalog.schools
        found.append({school.name: id for id, school in schools.items() if school.name in names})
    assert found[0] == found[1] and found[0]["锦江区南湖中学"] == "jinjiang/nanhu"
    assert len(set(found[0].values())) == 4


def test_the_template_comes_back_and_opens_in_an_office_program(
    root: Path, bring: Import, tmp_path: Path
) -> None:
    place, again = tmp_path / "template.xlsx", tmp_path / "again.xlsx"
    assert run(root, "import", "--template", "roster", "--out", place) == 0
    assert run(root, "import", "--template", "roster", "--out", again) == 0
    assert place.read_bytes() == again.read_bytes()
    before = snapshot(root)
    bring.capsys.readouterr()
    assert bring(place.read_bytes()) == 1 and "没有学校" in bring.errors

    book = openpyxl.load_workbook(place)
    sheet = book.active
    labels = {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[HEADER_ROW]}
    for label, column in labels.items():
        sheet.cell(EXAMPLE_ROW + 1, column).value = (
            None if label == "序号" else sheet.cell(EXAMPLE_ROW, column).value
        )
    sheet.cell(EXAMPLE_ROW + 1, labels["学校名称"]).value = "锦江示例梧桐路学校（示例）"
    assert bring(saved(book)) == 0, bring.out
    folder = "schools/jinjiang/shiliwutonglu"
    profile, support = data_of(root, f"{folder}/school.yml"), data_of(root, f"{folder}/support.yml")
    assert profile["early_career_teacher_count"] == "41" and profile["contact"] == {
        "office": "教务处",
        "email": "jiaowu@example.edu.cn",
    }
    assert str(support["master_teachers"]).count("数学") == 1 and len(snapshot(root)) == len(before) + 2

    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice is needed: sh tests/needs.sh"
    converted = subprocess.run(
        [
            soffice,
            f"-env:UserInstallation={(tmp_path / 'office').as_uri()}",
            "--headless",
            "--convert-to",
            "ods",
            "--outdir",
            tmp_path,
            place,
        ],
        capture_output=True,
        check=False,
    )
    assert converted.returncode == 0 and (tmp_path / "template.ods").stat().st_size > 10_000


def test_a_filled_template_changes_nothing(root: Path, bring: Import, tmp_path: Path) -> None:
    place = tmp_path / "filled.xlsx"
    assert run(root, "import", "--template", "roster", "--filled", "--out", place) == 0
    before = snapshot(root)
    assert bring(place.read_bytes()) == 0, bring.out
    assert (
        "新建 0 所，更新 0 所，未变 14 所" in bring.out
        and "保留" not in bring.out
        and snapshot(root) == before
    )


def test_wrong_calls_are_wrong_usage(root: Path, tmp_path: Path) -> None:
    for arguments in (
        ("--as", "roster"),
        ("x.xlsx", "--as", "roster", "--district", "nowhere"),
        ("x.xlsx", "--as", "roster", "--school", "jinjiang/hepan"),
        ("--template", "roster"),
    ):
        assert run(root, "import", *arguments) == 2


def test_a_school_that_is_struck_out_is_said(bring: Import) -> None:
    second = (2, "示例林间学校（示例）", *SOUND[2:])

    def strike(sheet: Any) -> None:
        sheet["B3"].font = Font(strike=True)

    assert bring(a_roster([HEAD, SOUND, second], change=strike), "--dry-run") == 0
    assert "有 1 行的校名画了删除线，也读了：第 3 行。" in bring.out
    assert bring(a_roster([HEAD, SOUND, second]), "--dry-run") == 0
    assert "删除线" not in bring.out


def test_a_breach_of_a_rule_about_words_is_blamed_on_its_cell(bring: Import) -> None:
    rows = [(*HEAD[:6], "公众号", HEAD[6]), (*SOUND[:6], 13800000000, SOUND[6])]
    assert bring(a_roster(rows), "--dry-run") == 1
    assert "名册.xlsx:名单!G2: 错误 这里有一个手机号码。" in bring.out
