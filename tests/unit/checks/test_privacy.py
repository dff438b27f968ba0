"""Personal data is found wherever and however it is written, and nothing else is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from qiangxiao.catalog.loader import load
from qiangxiao.checks import numbers, privacy
from qiangxiao.foundation.problems import Problem, Severity

UPDATE = "schools/jinjiang/shili/updates/2026-10-12-kaifangke.md"
FRONT_MATTER = "---\ntitle: 开放课\nsummary: 说明\n---\n"
FIRST_LINE = 5
AS_OF = date(2026, 11, 23)


def an_id_number(born: str = "20120304", province: str = "51") -> str:
    digits = f"{province}0199{born}001"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return digits + "10X98765432"[sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11]


def an_id_number_ending_in_x() -> str:
    return next(number for day in range(1, 29) if (number := an_id_number(f"201203{day:02}")).endswith("X"))


def a_card_number() -> str:
    return next(n for n in (f"62220299990000000{i:02}" for i in range(100)) if numbers.passes_luhn(n))


ID = an_id_number()
MOBILE = "13800000000"


def problems_in(root: Path, text: str, path: str = UPDATE) -> list[Problem]:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(text.encode())
    catalog = load(root).catalog
    return [problem for check in privacy.CHECKS for problem in check.problems(catalog, AS_OF)]


def codes_in(root: Path, body: str) -> list[str]:
    return [problem.code.removeprefix("privacy.") for problem in problems_in(root, FRONT_MATTER + body)]


def full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) for char in text)


@pytest.mark.parametrize(
    "written",
    [
        ID,
        an_id_number_ending_in_x(),
        an_id_number_ending_in_x().lower(),
        f"{ID[:6]} {ID[6:14]} {ID[14:]}",
        f"{ID[:6]}-{ID[6:14]}-{ID[14:]}",
        f"{ID[:6]}—{ID[6:14]}　{ID[14:]}",
        full_width(ID),
        "\u200b".join(ID),
        " ".join(ID),
        f"**{ID[:6]}**{ID[6:]}",
        f"zhangxl{ID}",
    ],
)
def test_an_id_number_is_found_in_every_disguise(tmp_path: Path, written: str) -> None:
    assert codes_in(tmp_path, f"学生{written}参加") == ["id-number"]


@pytest.mark.parametrize(
    "written",
    [
        ID[:-1] + ("0" if ID[-1] != "0" else "1"),
        an_id_number(province="99"),
        an_id_number(born="20121304"),
        an_id_number(born="20120230"),
        f"{ID[:6]}********{ID[14:]}",
        "1" + ID,
        ID + "1",
    ],
)
def test_a_number_that_cannot_be_an_id_number_passes(tmp_path: Path, written: str) -> None:
    assert codes_in(tmp_path, f"编号 {written} 。") == []


@pytest.mark.parametrize(
    "text",
    [
        "成办发〔2024〕12号",
        "2026-11-23 10:30:00",
        "投诉电话028-86110000",
        "统一社会信用代码12510100450751234X",
        "ISBN 978-7-107-12345-6",
        "订单20261123103000123456",
        "蜀ICP备05000000号-1",
        "面积12345678901平方米",
        "1.3亿元",
        "GPS 30.659462,104.065735",
        "经度 104.13812345678",
        "commit 01ca64f5bd82b897cd990424d1fd37c29d5ecca8",
        "摘要 sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "照片 mmexport1697012345678 和 img20261012143055",
        "各年目标 40, 60, 80, 12, 14, 16, 18, 20, 22",
        "咨询电话 138****1234，联系人林老师",
        "身份证 5101**********1234 已遮去",
        "学号28的座位靠窗",
        "住址一律不公开",
        "家住学校附近的学生可以步行",
        "学校位于示例区示例路1号",
        "不得公布学生姓名、成绩和名次",
        "姓名、班级、成绩等信息一律不上墙",
        "请写清姓名：____ 班级：____",
        "账号由学校统一开通，编号6222029999",
    ],
)
def test_ordinary_writing_passes(tmp_path: Path, text: str) -> None:
    assert codes_in(tmp_path, text) == []


def test_a_national_pupil_code_is_reported_once_and_not_as_an_id_number(tmp_path: Path) -> None:
    assert codes_in(tmp_path, f"学籍号：G{ID}") == ["student-number"]


@pytest.mark.parametrize(
    "text", ["学号：20260101", "准考证号 202600123", "学籍号为0123456789", f"ｇ{full_width(ID)}"]
)
def test_a_pupils_number_is_found(tmp_path: Path, text: str) -> None:
    assert codes_in(tmp_path, text) == ["student-number"]


@pytest.mark.parametrize(
    "written",
    [
        MOBILE,
        "138 0000 0000",
        "138-0000-0000",
        "138.0000.0000",
        f"+86 {MOBILE}",
        f"0086{MOBILE}",
        full_width(MOBILE),
        f"wx{MOBILE}",
        f"[电话](tel:{MOBILE})",
    ],
)
def test_a_mobile_number_is_found(tmp_path: Path, written: str) -> None:
    assert codes_in(tmp_path, f"请打{written}。") == ["phone"]


def test_a_card_number_is_found_only_beside_a_word_about_banking(tmp_path: Path) -> None:
    assert codes_in(tmp_path, f"汇款卡号：{a_card_number()}") == ["bank-card"]
    assert codes_in(tmp_path, f"设备序号：{a_card_number()}") == []
    assert codes_in(tmp_path, f"银行{'很' * 13}{a_card_number()}") == []


def test_a_number_that_fails_the_luhn_check_is_no_card_number(tmp_path: Path) -> None:
    wrong = a_card_number()[:-1] + str((int(a_card_number()[-1]) + 1) % 10)
    assert codes_in(tmp_path, f"汇款卡号：{wrong}") == []


@pytest.mark.parametrize(
    "text",
    [
        "| 姓名 | 班级 |\n| --- | --- |\n| 某某 | 七1 |",
        "| 学生姓名 | 总分 | 名次 |\n|:--|--:|--:|\n| 某某 | 1 | 1 |",
        "姓名 | 成绩\n--- | ---\n某某 | 95",
        "| 教师姓名 | 单位 | 手机 |\n|---|---|---|\n| 某某 | 某校 | 略 |",
        "姓名、班级、成绩：\n\n- 某某、七1、95",
        "姓名,班级,成绩\n某某,七1,95",
        "姓名　班级　成绩\n某某　七1　95",
        "- 姓名：某某某　班级：七年级1班",
    ],
)
def test_names_beside_personal_data_are_found(tmp_path: Path, text: str) -> None:
    assert codes_in(tmp_path, text) == ["list"]


@pytest.mark.parametrize(
    "text",
    [
        "| 教师姓名 | 单位 | 学科 |\n|---|---|---|\n| 某某 | 某校 | 语文 |",
        "| 姓名 | 单位 | 任教班级 |\n|---|---|---|\n| 某某 | 某校 | 七1 |",
        "| 班级 | 人数 |\n|---|---|\n| 七1 | 45 |",
        "| 姓名 | 作品 |\n|---|---|\n| 某某 | 剪纸 |",
        "姓名、班级、成绩，这三样都不要写。",
    ],
)
def test_lists_without_personal_data_pass(tmp_path: Path, text: str) -> None:
    assert codes_in(tmp_path, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "家庭住址：示例区示例路12号3栋",
        "该生家住示例镇示例村5组",
        "现居住地址为示例小区3栋2单元",
        "| 住址 | 示例街７号 |",
    ],
)
def test_a_home_address_is_found(tmp_path: Path, text: str) -> None:
    assert codes_in(tmp_path, text) == ["address"]


def test_the_column_is_that_of_the_original_text(tmp_path: Path) -> None:
    text = f"{FRONT_MATTER}\n联系林老师（示例）：{full_width('138')}\u200b{full_width('00000000')}。"
    problem = problems_in(tmp_path, text)[0]
    assert (problem.span.line, problem.span.column) == (FIRST_LINE + 1, 11)
    assert problem.span.end_column == 11 + len(MOBILE) + 1


def test_a_byte_order_mark_and_windows_line_ends_do_not_shift_the_place(tmp_path: Path) -> None:
    text = "\ufeff" + FRONT_MATTER.replace("\n", "\r\n") + f"电话{MOBILE}"
    problem = problems_in(tmp_path, text)[0]
    assert (problem.span.line, problem.span.column) == (FIRST_LINE, 3)


def test_front_matter_alt_texts_and_link_targets_are_read(tmp_path: Path) -> None:
    front = f"---\ntitle: 电话{MOBILE}\nphotos:\n  - file: media/a.jpg\n    alt: 号码{MOBILE}\n---\n"
    found = problems_in(tmp_path, f"{front}[网址](https://example.edu.cn/{ID})")
    assert sorted((p.span.line, p.span.column) for p in found) == [(2, 10), (5, 12), (7, 29)]


def test_a_file_name_is_read_even_of_a_photo(tmp_path: Path) -> None:
    path = f"schools/jinjiang/shili/media/zhang-{ID.lower()}.jpg"
    (problem,) = problems_in(tmp_path, "", path)
    assert (problem.path, problem.span.line, problem.code) == (path, 1, "privacy.id-number")
    assert problem.message.startswith("文件名：")


def test_a_yaml_file_is_read(tmp_path: Path) -> None:
    (problem,) = problems_in(
        tmp_path, f"name: 示例中学\nmotto: {MOBILE}\n", "schools/jinjiang/shili/school.yml"
    )
    assert (problem.span.line, problem.span.column) == (2, 8)


def test_a_file_that_is_not_text_gives_no_finding(tmp_path: Path) -> None:
    (tmp_path / UPDATE).parent.mkdir(parents=True)
    (tmp_path / UPDATE).write_bytes("电话".encode("gbk") + MOBILE.encode())
    catalog = load(tmp_path).catalog
    assert [p for check in privacy.CHECKS for p in check.problems(catalog, AS_OF)] == []


def test_a_changed_tree_is_read_again(tmp_path: Path) -> None:
    assert codes_in(tmp_path, f"电话{MOBILE}") == ["phone"]
    assert codes_in(tmp_path, "电话已删") == []


def test_no_message_repeats_what_was_found(tmp_path: Path) -> None:
    body = f"{ID} {MOBILE} 卡号{a_card_number()} G{ID} 住址：示例路12号"
    found = problems_in(tmp_path, FRONT_MATTER + body)
    assert len(found) == 5
    assert not any(char.isdigit() for problem in found for char in problem.message + problem.hint)


def test_every_rule_is_an_error_that_names_its_source() -> None:
    for check in privacy.CHECKS:
        assert check.rule.severity is Severity.ERROR
        assert check.rule.title.endswith("。")
        assert "依据" in check.rule.explanation or "所列" in check.rule.explanation
        assert "改法：" in check.rule.explanation


def test_a_luhn_number_is_told_from_one_with_a_wrong_digit() -> None:
    assert numbers.passes_luhn("79927398713")
    assert not numbers.passes_luhn("79927398710")
