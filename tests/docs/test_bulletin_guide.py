"""The guide to the bulletin: every command it shows does what it says, in the order it shows them."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from corpus_trees import lay_out

from qiangxiao.checks.run import all_rules
from qiangxiao.commands.main import main
from qiangxiao.foundation.vocabulary import BulletinContent
from qiangxiao.records.program import BulletinSettings

GUIDE = (Path(__file__).resolve().parents[2] / "docs/guide/bulletin.md").read_text(encoding="utf-8")
HERE = {
    "岗位": "教务处",
    "2026-3": "2026-1",  # the small program has one issue
    "jinjiang/shili/cases/xiaozu-xuexi": "jinjiang/shili/inspections/2026-spring",  # printed there already
}


def shown() -> list[list[str]]:
    blocks = re.findall(r"```text\n(.*?)```", GUIDE, re.DOTALL)
    return [shlex.split(line) for block in blocks for line in block.strip().split("\n")]


def test_the_commands_shown_run_in_their_order(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "root")
    update = root / "schools/pujiang/dongpo/updates/2026-11-05-lianhe-beike.md"
    commands = shown()
    assert len(commands) == 8
    for program, *arguments in commands:
        assert program == "qiangxiao"
        given = [HERE.get(argument, argument) for argument in arguments]
        if "--supplement" in given:  # what the backlog command declined is wanted after all
            assert (
                main(
                    ["--root", str(root), "--as-of", "2026-11-24", "bulletin", "decline", given[-1], "--undo"]
                )
                == 0
            )
        assert main(["--root", str(root), "--as-of", "2026-11-24", "--no-color", *given]) == 0, given
        for draft in (root / "docs/bulletins").glob("draft-*.md"):
            text = draft.read_text(encoding="utf-8")
            draft.write_text(text.replace("（请改写）", "编者的话："), encoding="utf-8")
    assert update.is_file()
    names = sorted(path.name for path in (root / "docs/bulletins").glob("*.md"))
    assert names == ["2026-02.md", "2026-10.md", "2026-supplement-1.md"]
    assert main(["--root", str(root), "--as-of", "2026-11-24", "check"]) == 0


def test_the_codes_sections_and_kinds_named_are_those_of_the_program() -> None:
    codes = set(re.findall(r"`(bulletin\.[a-z]+)`", GUIDE))
    assert codes == {code for code in all_rules() if code.startswith("bulletin.")}
    for section in BulletinSettings().sections:
        assert section.name in GUIDE
    listed = re.search(r"`kinds` 可以写：([^。]*)。", GUIDE)
    assert listed and set(listed[1].split("、")) == set(BulletinContent.values())
