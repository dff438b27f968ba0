"""What an editor shows while one types: our schemas in the YAML language server, in Chinese."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from language_server import Editor
from sample_program import REPOSITORY, qiangxiao

from qiangxiao.commands.fmt import content_files

CHINESE = re.compile("[\u4e00-\u9fff]")
FAULTS: dict[str, tuple[str, dict[int, str]]] = {
    "schools/jinjiang/shili/school.yml": (
        "name: 甲\nkind: 小学\nas_of: 2026年10月\nfounded_year: "
        "两千年\nclass_count: -1\nwebsit: x\nphoto: a.png\n"
        "contact:\n  email: x\nmaintainers:\n  - 林 老师\nmotto: 1984\n",
        {
            2: "完全中学",
            3: "写成 2026-10-12",
            4: "整数",
            5: "0",
            6: "websit",
            7: "media/kaifangke.jpg",
            9: "邮箱",
            11: "账号名",
            12: "双引号",
        },
    ),
    "schools/jinjiang/shili/support.yml": (
        "partnership:\n  support_school: 甲\n  kind: 名校\n  modes: "
        "委托管理\n  since: 2025-09-01\nadvisors:\n  - name: 乙\n"
        "    since: 待填\nas_of: 2026-10-12\n",
        {3: "领航高中", 4: "列表", 8: "写成 2026-10-12"},
    ),
    "schools/jinjiang/shili/monitoring/2026.yml": (
        (
            "dimensions:\n  - dimension: 学业水平\n    instrument: 考试\n    direction: 进步\n   "
            " sample: 40\nsatisfaction:\n  percent: 95%\n  sample: 40\n  surveyed_on: 2026-06-01\n"
        ),
        {3: "测评", 7: "百分号"},
    ),
    "schools/jinjiang/district.yml": ("as_of: 2026-10-12\nlead_office: [教育股]\n", {2: "文字"}),
    "schools/featured.yml": ("- period: 2026-11\n  school: 锦江\n  theme: 作业返工少了\n", {2: "编号"}),
}


@pytest.fixture
def editor() -> Iterator[Editor]:
    with Editor(REPOSITORY) as opened:
        yield opened


def test_the_sample_has_nothing_marked(editor: Editor) -> None:
    for path, _ in content_files(REPOSITORY, []):
        if path.endswith(".yml"):
            assert editor.faults(path, (REPOSITORY / path).read_text(encoding="utf-8")) == [], path


@pytest.mark.parametrize("path", FAULTS)
def test_planted_faults_are_marked_where_they_are_in_chinese(editor: Editor, path: str) -> None:
    text, expected = FAULTS[path]
    found = dict(editor.faults(path, text))
    assert found.keys() == expected.keys()
    for line, words in expected.items():
        assert words in found[line] and CHINESE.search(found[line]), found[line]


def test_a_key_is_explained_in_chinese(editor: Editor) -> None:
    path = "schools/jinjiang/shili/school.yml"
    editor.faults(path, "name: 甲\nkind: 初中\nas_of: 2026-10-12\n")
    shown = editor.hover(1, 1)
    assert "学校类别" in shown and "九年一贯制学校" in shown


def test_a_new_file_is_checked_by_its_own_first_line_alone(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "docs/schemas", tmp_path / "docs/schemas")
    (tmp_path / "schools").mkdir()
    shutil.copy(REPOSITORY / "schools/program.yml", tmp_path / "schools/program.yml")
    school = ("school", "--district", "jinniu", "--slug", "shili", "--name", "金牛示例中学（示例）")
    for arguments in (school, ("plan", "--school", "jinniu/shili")):
        assert qiangxiao(tmp_path, "new", *arguments).returncode == 0
    with Editor(tmp_path) as opened:
        for name in ("school.yml", "plan.yml"):
            path = f"schools/jinniu/shili/{name}"
            text = (tmp_path / path).read_text(encoding="utf-8")
            lines = text.split("\n")
            found = opened.faults(path, text)
            assert found and all("待填" in lines[line - 1] for line, _ in found), found
            assert opened.faults(path, text.split("\n", 1)[1]) == []  # without the line nobody looks
