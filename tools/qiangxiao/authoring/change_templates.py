"""What the description of a change is begun with on a
forge, one text for each intent: short lists to tick.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qiangxiao.authoring.shapes import keys_of
from qiangxiao.records.case import CASE
from qiangxiao.records.kind import Kind
from qiangxiao.records.plan import PLAN
from qiangxiao.records.school import SCHOOL
from qiangxiao.records.update import UPDATE

GITHUB_FOLDER = ".github/PULL_REQUEST_TEMPLATE"
GITHUB_DEFAULT = ".github/pull_request_template.md"
GITLAB_FOLDER = ".gitlab/merge_request_templates"
_PRIVACY = "没有学生的姓名、成绩、名次，没有个人电话和住址；照片都有说明，能认出来的人已经同意"
_CHECKED = "看过检查结果，没有“错误”（提交以后页面下方会自动检查；自己电脑上可以运行 `qiangxiao check`）"


@dataclass(frozen=True, slots=True)
class Intent:
    """A reason for a change. `kind` is the kind of file it is about, None for the program itself."""

    name: str
    title: str
    when: str
    kind: Kind[Any] | None
    points: tuple[str, ...]
    guide: str


INTENTS = (
    Intent(
        "update",
        "进展更新",
        "学校做完了一件事",
        UPDATE,
        (
            "一件事一篇，文件名里的日期就是事情发生的日期",
            "写了做了什么、有什么变化、遇到的问题；没有变化就写“还没有看到变化”",
            "数字写明数的是什么、哪一天、从哪里来",
        ),
        "guide/contribute",
    ),
    Intent(
        "case",
        "新案例",
        "一项做法有了结果，给别的学校参考",
        CASE,
        (
            "正文有“针对的问题、做了什么、成效与证据、如何借鉴”四个小标题",
            "证据等级照实选，样本小就写小",
            "写了适用条件、局限和教训，没有见效的也写",
        ),
        "guide/contribute",
    ),
    Intent(
        "plan",
        PLAN.short_name,
        "三年行动方案通过了，或者有变动",
        PLAN,
        (
            "目标针对起点评估里的问题；每个目标有指标和任务",
            "指标说的是学校，不说某个学生，也不用升学方面的数字",
            "有变动的，在下面写明改了哪一项、为什么；原来的编号没有改",
        ),
        "guide/contribute",
    ),
    Intent(
        "school",
        "新学校",
        "一所学校刚加入，或者学校概况有变动",
        SCHOOL,
        (
            "学校编号和区县编号已经由编辑定下",
            "联系方式只写处室和办公邮箱",
            "有支持学校的，编辑已经在 `schools/program.yml` 里登记",
        ),
        "guide/editor",
    ),
    Intent(
        "tool",
        "工具",
        "改程序、页面样式、说明文字或自动检查",
        None,
        (
            "改动只做一件事，说明了为什么",
            "有相应的测试，`make test` 通过",
            "改了字段、词表或错误说明的，运行过 `qiangxiao schema`",
            "页面有变化的，在手机宽度下看过",
        ),
        "guide/editor",
    ),
)


def change_templates(site_url: str) -> Mapping[str, str]:
    """Return the texts by path; without the address of the site the guides are named by their files."""
    files = {
        GITHUB_DEFAULT: _choice(site_url, is_github=True),
        f"{GITLAB_FOLDER}/Default.md": _choice(site_url),
    }
    for intent in INTENTS:
        for folder in (GITHUB_FOLDER, GITLAB_FOLDER):
            files[f"{folder}/{intent.name}.md"] = _text(intent, site_url)
    return files


def _text(intent: Intent, site_url: str) -> str:
    points = list(intent.points)
    lines = [f"## {intent.title}\n"]
    if intent.kind is not None:
        lines += ["学校：\n", "这次交了什么：\n"]
        points.insert(0, f"文件放在规定的位置，例如 `{intent.kind.layout.example}`")
        needed = [key.title for key in keys_of(intent.kind.model) if key.is_mandatory]
        points.insert(1, f"必填的都填了：{'、'.join(needed)}")
        points += [_PRIVACY, _CHECKED]
    else:
        lines.append("改了什么，为什么：\n")
    return "\n".join(
        [*lines, *_list(points), "", f"怎样写、怎样填，看{_guide(intent.guide, site_url)}。", ""]
    )


def _list(points: Sequence[str]) -> list[str]:
    return ["提交前请逐项核对，做到的在方括号里打叉 `[x]`：\n", *(f"- [ ] {point}" for point in points)]


def _guide(guide: str, site_url: str) -> str:
    name = "学校投稿指南" if guide.endswith("contribute") else "编辑指南"
    return f"[{name}]({site_url}{guide}/)" if site_url else f"{name}（`docs/{guide}.md`）"


def _choice(site_url: str, is_github: bool = False) -> str:
    if is_github:
        lead = "请按这次改动的内容，点开一份清单（会替换下面的文字）："
        choices = [f"- [{one.title}](?expand=1&template={one.name}.md)：{one.when}" for one in INTENTS]
    else:
        lead = "请在上方的“模板”里，按这次改动的内容选一份清单："
        choices = [f"- `{one.name}` {one.title}：{one.when}" for one in INTENTS]
    rest = "都不合适的，在下面写两句：改了什么，为什么。"
    points = _list((_PRIVACY, _CHECKED))
    return "\n".join(
        [
            lead,
            "",
            *choices,
            "",
            rest,
            "",
            *points,
            "",
            f"第一次来，请看{_guide('guide/contribute', site_url)}。",
            "",
        ]
    )
