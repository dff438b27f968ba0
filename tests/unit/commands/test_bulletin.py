"""`qiangxiao bulletin`: from what was merged to a published issue, and what is allowed afterwards."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import yaml

from qiangxiao.commands.main import main

FOLDER = "docs/bulletins"
UPDATE = "pujiang/dongpo/updates/2026-11-05-lianhe-beike"
DRAFT = f"{FOLDER}/draft-2026-11.md"
EVENT = "events/2026-11-12-zuoye-xianchanghui"
NEWEST = "pujiang/dongpo/inspections/2026-autumn"
INSPECTION = "jinjiang/shili/inspections/2026-spring"


def bulletin(root: Path, *arguments: str, as_of: str = "2026-11-20") -> int:
    return main(["--root", str(root), "--as-of", as_of, "--no-color", "bulletin", *arguments])


def fields(root: Path, path: str = DRAFT) -> dict[str, object]:
    text = (root / path).read_text(encoding="utf-8")
    return yaml.load(text.split("---\n")[1], Loader=yaml.BaseLoader)


def sections(root: Path, path: str = DRAFT) -> dict[str, list[str]]:
    return {section["name"]: section.get("items") or [] for section in fields(root, path)["sections"]}


def rewrite(root: Path, path: str, *pairs: tuple[str, str]) -> None:
    text = (root / path).read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    (root / path).unlink()
    (root / path).write_text(text, encoding="utf-8")


def files(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((root / FOLDER).glob("*.md"))}


def ready(root: Path) -> None:
    """Draft an issue and write its note."""
    assert bulletin(root, "draft") == 0
    rewrite(root, DRAFT, ("（请改写）", "编者的话："))


def test_a_draft_collects_everything_not_printed_by_section_with_the_last_addressees(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bulletin(root, "draft") == 0
    assert sections(root) == {
        "工作推进": [EVENT, NEWEST, INSPECTION, "jinjiang/shili/inspections/2025-autumn"],
        "学校进展": [UPDATE],
        "本期推荐": ["featured/2026-11"],
    }
    draft = fields(root)
    assert draft["draft"] == "true" and "number" not in draft and draft["copies"] == "150"
    assert draft["report_to"] == ["示例市工作专班（示例）"]
    assert draft["editor_note"].startswith(
        "（请改写）本期收入6篇：进展1篇、教学视导3篇、交流活动1篇、每期一校1篇"
    )
    said = capsys.readouterr().out
    assert "新收入 6 篇" in said and "已起草 docs/bulletins/draft-2026-11.md，共 6 篇。" in said


def test_a_second_run_keeps_the_editors_work_and_adds_only_what_is_new(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bulletin(root, "draft")
    bulletin(root, "decline", INSPECTION, "--reason", "上学期的")
    rewrite(
        root,
        DRAFT,
        ("（请改写）", "编者的话："),
        ("name: 学校进展", "name: 乡村学校"),
        (f"      - {EVENT}\n", ""),
        (f"      - {UPDATE}\n", f"      - {UPDATE}\n      - {EVENT}\n"),
        ("draft: true", "deferred:\n  - featured/2026-11\ndraft: true"),
        ("      - featured/2026-11\n", "      - jinjiang/shili/inspections/2025-autumn\n"),
        ("      - jinjiang/shili/inspections/2025-autumn\n", ""),
    )
    edited = {**fields(root), "sections": sections(root)}
    assert bulletin(root, "draft") == 0
    capsys.readouterr()
    assert bulletin(root, "draft") == 0
    assert "没有变化" in capsys.readouterr().out
    assert {**fields(root), "sections": sections(root)} == edited
    new = (root / f"schools/{UPDATE}.md").read_text(encoding="utf-8").replace("2026-11-05", "2026-11-09")
    (root / "schools/pujiang/dongpo/updates/2026-11-09-xin.md").write_text(new, encoding="utf-8")
    assert bulletin(root, "draft") == 0
    assert sections(root)["乡村学校"] == [UPDATE, EVENT]
    assert sections(root)["学校进展"] == ["pujiang/dongpo/updates/2026-11-09-xin"]
    assert "jinjiang/shili/inspections/2026-spring" not in str(fields(root)["sections"])
    assert {**fields(root), "sections": 0} == {**edited, "sections": 0}


def test_a_renamed_section_gets_what_it_used_to_get(root: Path) -> None:
    bulletin(root, "draft")
    rewrite(root, DRAFT, ("name: 学校进展", "name: 来自学校"))
    new = (root / f"schools/{UPDATE}.md").read_text(encoding="utf-8").replace("2026-11-05", "2026-11-09")
    (root / "schools/pujiang/dongpo/updates/2026-11-09-xin.md").write_text(new, encoding="utf-8")
    bulletin(root, "draft")
    assert sections(root)["来自学校"] == [UPDATE, "pujiang/dongpo/updates/2026-11-09-xin"]


def test_what_can_no_longer_be_printed_leaves_the_draft_with_its_reason(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bulletin(root, "draft")
    rewrite(root, f"schools/{UPDATE}.md", ("date: 2026-11-05", "date: 2026-11-05\nembargo_until: 2026-12-01"))
    rewrite(root, f"docs/{EVENT}.md", ("status: 已举行", "status: 已取消"))
    capsys.readouterr()
    assert bulletin(root, "draft") == 0
    said = capsys.readouterr().out
    assert "移出 2 篇" in said and "2026-12-01起发布" in said and "已经删除或取消" in said
    assert UPDATE not in str(fields(root)["sections"])
    assert bulletin(root, "draft", as_of="2026-12-01") == 0
    assert sections(root)["学校进展"] == [UPDATE]


def test_with_nothing_pending_there_is_no_draft(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ready(root)
    assert bulletin(root, "publish") == 0
    capsys.readouterr()
    assert bulletin(root, "draft") == 0
    assert "没有待刊登的内容" in capsys.readouterr().out
    assert "draft" not in " ".join(files(root))


def test_no_more_than_asked_for_and_the_rest_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bulletin(root, "draft", "--most", "2") == 0
    assert "还有 4 篇待刊登，建议另分 2 期" in capsys.readouterr().out
    assert sum(len(found) for found in sections(root).values()) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("draft", "--item", UPDATE), "只用于增刊"),
        (("draft", "--supplement"), "--item"),
        (("draft", "--most", "0"), "--most"),
        (("draft", "--supplement", "--item", "jinjiang/shili/cases/xiaozu-xuexi"), "已刊登"),
        (("draft", "--supplement", "--item", "jinjiang/meiyou"), "没有编号"),
        (("decline", UPDATE, "--reason", "太短"), "还没有草稿"),
        (("decline", UPDATE), "--reason"),
        (("decline", "--reason", "太短"), "内容编号"),
        (("decline", UPDATE, "--undo"), "不在不采用之列"),
        (("check",), "没有正在编的草稿"),
        (("check", "2031-1"), "没有“2031-1”这一期"),
        (("publish",), "没有正在编的草稿"),
        (("publish", "2026-1"), "已经发布过"),
        (("correct", "2026-1", "--kind", "轻微", "--note", "<b>"), "更正说明"),
        (("correct", "2026-1", "--kind", "轻微", "--note", "改字", "--date", "2026-10-01"), "更正日期"),
        (("correct", "2026-1", "--kind", "一般", "--note", "改字"), "可选"),
        (("publish", "--date", "十一月"), "不是日期"),
        (("fabu",), "可选"),
    ],
)
def test_wrong_usage_is_one_line_and_changes_nothing(
    root: Path, arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(root)
    assert bulletin(root, *arguments) == 2
    error = capsys.readouterr().err
    assert said in error and error.count("\n") == 1
    assert files(root) == before


def test_two_open_drafts_are_one_too_many(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bulletin(root, "draft")
    (root / FOLDER / "draft-2026-12.md").write_bytes((root / DRAFT).read_bytes())
    assert bulletin(root, "draft") == 2
    assert "有 2 份草稿" in capsys.readouterr().err


def test_an_issue_that_cannot_be_read_stops_everything(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rewrite(root, f"{FOLDER}/2026-10.md", ("title: ", "titel: "))
    before = files(root)
    assert bulletin(root, "draft") == 1
    assert "2026-10.md" in capsys.readouterr().out and files(root) == before


def test_declined_stays_declined_until_it_is_taken_back(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bulletin(root, "draft")
    assert bulletin(root, "decline", "--before", "2026-11-01", "--reason", "上学期的") == 0
    assert [gone["reason"] for gone in fields(root)["declined"]] == ["上学期的", "上学期的"]
    assert bulletin(root, "draft") == 0
    assert INSPECTION not in str(fields(root)["sections"])
    assert bulletin(root, "decline", INSPECTION, "--reason", "再说") == 2
    assert bulletin(root, "decline", INSPECTION, "--undo") == 0
    assert bulletin(root, "draft") == 0
    assert INSPECTION in sections(root)["工作推进"]
    rewrite(root, DRAFT, ("（请改写）", "编者的话："))
    assert bulletin(root, "publish") == 0
    assert bulletin(root, "draft") == 0
    capsys.readouterr()
    assert bulletin(root, "status") == 0
    assert "上学期的" in capsys.readouterr().out


def test_publishing_numbers_dates_freezes_and_renames(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ready(root)
    assert bulletin(root, "check") == 0
    assert "编为2026年第2期（总第2期）" in capsys.readouterr().out
    assert bulletin(root, "publish", "--date", "2026-11-19", "--signed-by", "编辑部主任（示例）") == 0
    assert sorted(files(root)) == ["2026-02.md", "2026-10.md"]
    issue = fields(root, f"{FOLDER}/2026-02.md")
    assert issue["number"] == {"year": "2026", "issue": "2", "total": "2"}
    assert issue["date"] == "2026-11-19" and issue["signed_by"] == "编辑部主任（示例）"
    assert "draft" not in issue and issue["frozen"].startswith("1s.")
    assert main(["--root", str(root), "--as-of", "2026-11-20", "check"]) == 0
    assert main(["--root", str(root), "--as-of", "2026-11-20", "fmt", "--check", f"{root}/{FOLDER}"]) == 0


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        (("编者的话：", "（请改写）"), ":4:14: 错误[bulletin.unready]"),
        ((UPDATE, "pujiang/dongpo/updates/2026-11-05-meiyou"), "bulletin.lost"),
        ((UPDATE, "jinjiang/shili/cases/xiaozu-xuexi"), "bulletin.repeated"),
        (("title: ", "title: 请打 13812345678 问"), "privacy.phone"),
    ],
)
def test_an_unready_draft_is_refused_with_its_place(
    root: Path, pair: tuple[str, str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ready(root)
    rewrite(root, DRAFT, pair)
    before = files(root)
    capsys.readouterr()
    assert bulletin(root, "publish") == 1
    shown = capsys.readouterr().out
    assert f"{DRAFT}:" in shown and said in shown and "没有发布" in shown
    assert files(root) == before


def test_an_issue_without_the_signatures_the_program_wants_is_refused(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rewrite(root, "schools/program.yml", ("required: []", "required:\n    - 三校"))
    ready(root)
    assert bulletin(root, "publish") == 1
    assert "这一期缺三校的签名" in capsys.readouterr().out
    sign = ["--root", str(root), "--as-of", "2026-11-20", "review", "sign"]
    assert main([*sign, DRAFT, "--step", "三校", "--by", "校对员（示例）"]) == 0
    assert bulletin(root, "publish", "--signed-by", "编辑部主任（示例）") == 0
    assert bulletin(root, "correct", "2026-2", "--kind", "轻微", "--note", "改一个字") == 0
    capsys.readouterr()
    main(["--root", str(root), "--as-of", "2026-11-20", "check", "--format", "json", f"{FOLDER}/2026-02.md"])
    assert "review" not in capsys.readouterr().out, "numbering, signing and correcting void no signature"


def test_an_issue_cannot_be_dated_before_the_last_one_or_after_today(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ready(root)
    assert bulletin(root, "publish", "--date", "2026-11-21") == 2
    assert bulletin(root, "publish", "--date", "2026-10-29") == 1
    assert "bulletin.order" in capsys.readouterr().out


def test_a_major_correction_is_carried_by_the_next_issue(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ready(root)
    assert (
        bulletin(
            root, "correct", "1", "--kind", "重大", "--note", "课时数误写，应为一节", "--date", "2026-11-10"
        )
        == 0
    )
    capsys.readouterr()
    assert bulletin(root, "publish") == 1
    assert "重大更正没有在2026年第2期说明" in capsys.readouterr().out
    assert bulletin(root, "draft") == 0
    assert "列入往期重大更正 1 条" in capsys.readouterr().out
    assert fields(root)["carried"] == [{"id": "bulletins/2026-10", "date": "2026-11-10"}]
    assert bulletin(root, "publish") == 0


def test_a_supplement_takes_its_items_out_of_the_draft_and_has_its_own_number(root: Path) -> None:
    ready(root)
    assert bulletin(root, "draft", "--supplement", "--item", UPDATE) == 0
    extra = f"{FOLDER}/draft-supplement-2026-11.md"
    assert sections(root, extra) == {"学校进展": [UPDATE]} and UPDATE not in str(fields(root)["sections"])
    rewrite(root, extra, ("（请改写）", "编者的话："))
    assert bulletin(root, "publish", extra) == 0
    number = fields(root, f"{FOLDER}/2026-supplement-1.md")["number"]
    assert number == {"year": "2026", "supplement": "1"}
    assert bulletin(root, "publish") == 0
    assert fields(root, f"{FOLDER}/2026-02.md")["number"]["total"] == "2"


def test_an_issue_published_by_hand_is_frozen_by_the_same_command(root: Path) -> None:
    text = (root / FOLDER / "2026-10.md").read_text(encoding="utf-8")
    digest = text.split("frozen: ")[1].split("\n")[0]
    rewrite(root, f"{FOLDER}/2026-10.md", (f"frozen: {digest}\n", ""))
    assert bulletin(root, "publish", f"{FOLDER}/2026-10.md") == 0
    assert fields(root, f"{FOLDER}/2026-10.md")["frozen"] == digest


def test_check_since_finds_an_issue_that_was_changed_and_frozen_again_or_deleted(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def git(*arguments: str) -> None:
        own = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *own, *arguments], cwd=root, check=True, capture_output=True)

    def problems() -> str:
        main(["--root", str(root), "--as-of", "2026-11-20", "check", "--since", "HEAD", "--format", "github"])
        return capsys.readouterr().out

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "a")
    path = f"{FOLDER}/2026-10.md"
    text = (root / path).read_text(encoding="utf-8")
    digest = text.split("frozen: ")[1].split("\n")[0]
    rewrite(root, path, ("两篇稿子", "三篇稿子"), (f"frozen: {digest}\n", ""))
    assert bulletin(root, "publish", path) == 0
    found = problems()
    assert "bulletin.changed" in found and "line=10" in found
    rewrite(root, path, ("三篇稿子", "两篇稿子"))
    (root / path).write_text(text, encoding="utf-8")
    assert "bulletin.changed" not in problems()
    assert bulletin(root, "correct", "1", "--kind", "轻微", "--note", "改字") == 0
    assert "bulletin.changed" not in problems()
    git("commit", "-qam", "b")
    rewrite(root, path, ("note: 改字", "note: 没改"))
    assert "原有的更正被改动或删去了" in problems()
    (root / path).unlink()
    assert "已发布的一期被删掉了" in problems()
