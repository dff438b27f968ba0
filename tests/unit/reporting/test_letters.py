"""Letters to schools: in the words of whoever wrote, with a way back; what is open is asked."""

from __future__ import annotations

import email
import shutil
from datetime import date
from email.policy import default
from pathlib import Path

import pytest
from contribution_packages import UPDATE, photo, zipped
from corpus_trees import BASE
from sample_program import qiangxiao

from qiangxiao.authoring.letter_words import spot_of
from qiangxiao.authoring.package_entries import Refusal
from qiangxiao.reporting.monthly import Month, monthly_letter
from qiangxiao.reporting.reply import Desk, refusal_letter

PATH = "schools/jinjiang/shili/updates/2026-11-10-zoulang-shujia.md"
TEXT = """\
---
title: 走廊书架开放一个月
date: 2026-11-10
summary: 走廊书架开放一个月，七年级学生借书三百余册。
measures:
  - 深化课堂教学改革
photos:
  - file: media/shujia.jpg
    alt: 学生在走廊看书
---

书架放在走廊东头。

第一名是七年级二班。
"""
DESK = Desk("https://example.edu.cn/submit/jinjiang/shili/", "教科室 jk@example.gov.cn")


@pytest.mark.parametrize(
    ("line", "field", "label", "quoted"),
    [
        (2, "", "标题", "走廊书架开放一个月"),
        (4, "", "摘要", "走廊书架开放一个月，七年级学生借书三百余册。"),
        (6, "", "所属措施的第 1 项", "深化课堂教学改革"),
        (9, "", "照片的第 1 项的照片说明", "学生在走廊看书"),
        (14, "", "正文", "第一名是七年级二班。"),
        (2, "author_office", "供稿处室", ""),
    ],
)
def test_a_line_is_told_by_its_label_and_its_words(line: int, field: str, label: str, quoted: str) -> None:
    spot = spot_of(PATH, TEXT.encode(), line, field)
    assert (spot.item, spot.field, spot.quoted) == ("进展“走廊书架开放一个月”", label, quoted)


def test_a_refusal_has_a_way_back_and_no_file() -> None:
    refusal = Refusal(PATH, "不写名次。", "请删去。", 14, "", "进展“走廊书架”，“正文”一项", "第一名")
    letter = refusal_letter("稿.zip", [refusal], DESK)
    assert (
        "1. 进展“走廊书架”，“正文”一项\n   您写的：第一名\n   问题：不写名次。\n   改法：请删去。" in letter
    )
    assert DESK.form in letter and DESK.reply_to in letter and ".md" not in letter


def test_consent_is_asked_and_never_passed_over(tmp_path: Path) -> None:
    place, reply, root = tmp_path / "稿.zip", tmp_path / "reply.txt", tmp_path / "root"
    picture = f"{Path(UPDATE).parents[1]}/media/shujia.jpg"
    place.write_bytes(zipped((UPDATE, TEXT.encode()), (picture, photo())))
    shutil.copytree(BASE, root)
    done = qiangxiao(root, "intake", str(place), "--reply", str(reply))
    letter = reply.read_text(encoding="utf-8")
    assert done.returncode == 1
    assert "照片里有能认出来的人吗？" in letter and "没有发现问题" not in letter and ".md" not in letter
    with_consent = TEXT.replace("alt: 学生在走廊看书\n", "alt: 学生在走廊看书\n    consent: true\n")
    with_consent = with_consent.replace("\n第一名是七年级二班。\n", "")
    place.write_bytes(zipped((UPDATE, with_consent.encode()), (picture, photo())))
    assert qiangxiao(root, "intake", str(place), "--reply", str(reply)).returncode == 0
    letter = reply.read_text(encoding="utf-8")
    assert "新增进展“走廊书架开放一个月”" in letter and "- 照片 1 张" in letter and ".md" not in letter
    assert ("没有发现问题" in letter) != ("请答复：" in letter)


def test_the_month_s_letter_leaves_out_what_is_empty() -> None:
    month = Month("示例中学", "教务处", date(2026, 11, 20), late=["计划待补（3 天前到期）"])
    letter = monthly_letter(month, DESK)
    assert "已经到期的（1 项）\n\n1. 计划待补" in letter and "还缺的" not in letter
    assert letter.startswith("示例中学教务处老师：") and DESK.form in letter


def test_letters_are_drafts_for_every_school_with_something_to_do(tmp_path: Path) -> None:
    out = tmp_path / "mail"
    done = qiangxiao(BASE, "letters", "--district", "jinjiang", "--out", str(out))
    assert done.returncode == 0
    (draft,) = sorted(out.glob("*.eml"))
    mail = email.message_from_bytes(draft.read_bytes(), policy=default)
    assert mail["To"] == "jiaowu@example.edu.cn" and mail["X-Unsent"] == "1"
    text = mail.get_content()
    assert "还缺的" in text and ".md" not in text and ".yml" not in text
    assert "老师：" in text and "直接回复这封邮件" in text
