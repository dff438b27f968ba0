"""A digest of content: formatting leaves it as it is,
any other change does not, and the change can be found.
"""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qiangxiao.authoring.formatter import format_file
from qiangxiao.records.bulletin import BULLETIN
from qiangxiao.records.fingerprint import changes, fingerprint, holds
from qiangxiao.records.reading import Place
from qiangxiao.records.update import UPDATE
from qiangxiao.sources.document import Document, read_document

PATH = "schools/jinjiang/shili/updates/2026-10-12-kaifangke.md"
TEXT = """---
title: 一节公开课
date: 2026-10-12
summary: 先讲三次，再开放。听课的人写一条意见。
measures:
  - 深化课堂教学改革
photos:
  - file: media/a.jpg
    alt: 学生在讨论
---

第一段第一句，有逗号。第一段第二句！

第二段只有一句。
- 列表一
- 列表二
"""


def update(text: str) -> Document:
    return read_document(PATH, text.encode())


def digest(text: str = TEXT) -> str:
    return fingerprint(update(text), UPDATE.signed_without)


def test_the_digest_is_letters_and_short() -> None:
    version, whole, passages = digest().split(".")
    assert version == "1s" and len(whole) == 32
    assert set(whole + passages) <= set(string.ascii_letters)
    assert len(passages) == 2 * 12


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: 一节公开课\ndate: 2026-10-12\n", 'date: "2026-10-12"\ntitle: 一节公开课\n'),
        ("  - 深化课堂教学改革", "- 深化课堂教学改革"),
        ("第二句！\n", "第二句！ \n"),
        ("---\n\n第一段", "---\n\n\n  \n第一段"),
        ("- 列表二\n", "- 列表二\n\n\n"),
        ("- 列表二\n", "- 列表二"),
        ("date:", "draft: true\ndate:"),
        ("date:", "review:\n  - step: 初审\ndate:"),
        ("date:", "corrections:\ndate:"),
    ],
)
def test_formatting_state_and_signatures_do_not_change_it(old: str, new: str) -> None:
    assert old in TEXT
    changed = TEXT.replace(old, new)
    assert holds(digest(), update(changed), UPDATE.signed_without)
    crlf = changed.replace("\n", "\r\n")
    assert holds(digest(), update(crlf), UPDATE.signed_without)


@pytest.mark.parametrize(
    ("old", "new", "place", "line", "column"),
    [
        ("，有逗号", "、有逗号", (), 12, 1),
        ("第二句！", "第二句。", (), 12, 12),
        ("第二段只有一句。", "第二段只有两句。", (), 14, 1),
        ("- 列表二", "1. 列表二", (), 16, 1),
        ("一节公开课", "一节公开课。", ("title",), 0, 0),
        ("一条意见", "两条意见", ("summary",), 0, 0),
        ("学生在讨论", "学生讨论", ("photos", 0, "alt"), 0, 0),
        ("列表二\n", "列表二\n\n又一段。\n", (), 18, 1),
        ("句！\n\n第二段", "句！\n第二段", (), 13, 1),
    ],
)
def test_any_change_of_the_content_does_and_is_found(
    old: str, new: str, place: Place, line: int, column: int
) -> None:
    assert TEXT.count(old) == 1
    changed = update(TEXT.replace(old, new))
    assert not holds(digest(), changed, UPDATE.signed_without)
    (change,) = changes(digest(), changed, UPDATE.signed_without)
    (passage,) = change.passages
    assert (passage.place, passage.line, passage.column) == (place, line, column)


def test_what_was_taken_away_is_found_by_what_came_after_it() -> None:
    (change,) = changes(digest(), update(TEXT.replace("第一段第二句！", "")), UPDATE.signed_without)
    assert change.passages == () and change.gone_before is not None
    assert change.gone_before.words == "第二段只有一句。"


def test_a_hard_line_break_is_content() -> None:
    assert not holds(
        digest(), update(TEXT.replace("第二段只有一句。\n", "第二段只有一句。  \n")), UPDATE.signed_without
    )


def test_publishing_an_issue_changes_nothing_that_was_signed() -> None:
    path = "docs/bulletins/a.md"
    draft = "---\ntitle: 甲\neditor_note: 乙\nsections:\n  - name: 丙\ndraft: true\n---\n"
    issue = draft.replace("draft: true", "number:\n  year: 2026\n  issue: 1\n  total: 1\ndate: 2026-11-01")
    signed = fingerprint(read_document(path, draft.encode()), BULLETIN.signed_without)
    assert holds(signed, read_document(path, issue.encode()), BULLETIN.signed_without)
    other = issue.replace("name: 丙", "name: 丁")
    assert not holds(signed, read_document(path, other.encode()), BULLETIN.signed_without)


def test_a_long_text_is_found_by_the_line_and_a_very_long_one_not_at_all() -> None:
    lines = [f"第{at}行。又一句。" for at in range(400)]
    long = TEXT + "\n".join(lines)
    assert digest(long).startswith("1l.") and len(digest(long)) < 1000
    (change,) = changes(
        digest(long), update(long.replace("第300行。又", "第300行，又")), UPDATE.signed_without
    )
    assert change.passages[0].words == "第300行，又一句。"
    longest = TEXT + "\n".join(lines * 3)
    assert digest(longest).startswith("1n.") and len(digest(longest)) == 36
    assert changes(digest(longest), update(longest + "完"), UPDATE.signed_without) == ()
    assert not holds(digest(longest), update(longest + "完"), UPDATE.signed_without)


@pytest.mark.parametrize("old", ["sha256-0123456789abcdef", "1s", "1s.", "2s.abc.de", "", "...", "1s.x.y"])
def test_a_digest_of_another_making_holds_for_nothing(old: str) -> None:
    assert not holds(old, update(TEXT), UPDATE.signed_without)
    changes(old, update(TEXT), UPDATE.signed_without)


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet="甲乙，。！？ \n#-*\t1a", max_size=80),
    st.text(alphabet="丙丁，。", min_size=1, max_size=12),
)
def test_formatting_any_body_keeps_it_and_more_words_do_not(body: str, more: str) -> None:
    text = TEXT + body
    tidy = format_file(PATH, text.encode(), UPDATE)
    assert tidy.text is not None
    assert holds(digest(text), update(tidy.text), UPDATE.signed_without)
    assert not holds(digest(text), update(f"{text}\n\n{more}"), UPDATE.signed_without)
