"""Events of filled forms, as GitHub writes them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from qiangxiao.authoring.issue_forms import fields_of
from qiangxiao.records.case import CASE
from qiangxiao.records.kind import Kind
from qiangxiao.records.update import UPDATE

MEASURES = (
    "名校名师支持引领",
    "联动实施强师计划",
    "深化课堂教学改革",
    "激发自主办学活力",
    "专家团队专业指导",
    "信息技术融合应用",
    "强化评价监测导向",
    "建立协同推进机制",
)
UPDATE_ANSWERS = {
    "学校": "锦江河畔示例学校（示例）",
    "标题": "三位老师上开放课",
    "日期": "2026年10月12日",
    "摘要": "三位老师上了开放课，课后当场评议，每人记两条意见。",
    "所属措施": "深化课堂教学改革, 强化评价监测导向",
    "供稿处室": "教导处",
    "正文": "## 做了什么\n\n九月底上了开放课。\n课后当场评议。\n\n## 有什么变化\n\n还没有看到变化。\n",
}
CASE_ANSWERS = {
    "学校": "jinjiang/hepan",
    "标题": "分层作业从两个班试到全年级",
    "日期": "2026-10-09",
    "摘要": "作业分三层：必做、选做、拓展；返工少了。",
    "所属措施": "深化课堂教学改革",
    "开始日期": "2026-03-02",
    "学科": "数学, 英语",
    "年级": "七年级",
    "针对的问题": "p1",
    "证据：证据等级": "前后对比",
    "证据：衡量什么": "每周返工的作业份数",
    "证据：之前": "41",
    "证据：之后": "18.5",
    "证据：样本数": "120",
    "证据：方法": "教师逐周登记",
    "成本：经费投入": "无",
    "成本：教师用时": "1.5",
    "联系处室": "教导处",
    "适用条件": "平行班两个以上。\n教师愿意共用题库。",
    "局限": "只在两科试过。",
    "教训": "第一个月层次分得太细。",
    "正文": (
        "## 针对的问题\n\n返工多。\n\n## 做了什么\n\n分三层。\n\n## "
        "成效与证据\n\n返工少了。\n\n## 如何借鉴\n\n先试一科。\n"
    ),
}
NEWS_ANSWERS = {
    "区（市）县": "锦江区",
    "标题": "锦江区把名师到岗的日子排进课表",
    "日期": "2026-11-16",
    "摘要": "区里商定名师每周到校的时间，写进课表。",
    "栏目": "区县动态",
    "供稿单位": "锦江区示例工作组",
    "正文": "11月16日，区里商定名师每周到校的时间。\n",
}


def form_text(kind: Kind[Any], answers: Mapping[str, str]) -> str:
    """Return the text of an issue: a heading for every field of the form, in order."""
    parts = ["### 提交前请确认\n\n- [X] 没有学生的姓名\n- [X] 已经同意"]
    for field in fields_of(kind, MEASURES):
        parts.append(f"### {field.label}\n\n{answers.get(field.label) or '_No response_'}")
    return "\n\n".join(parts).replace("\n", "\r\n")


def event(body: Any, **more: Any) -> bytes:
    """Return the JSON of the event of an opened issue."""
    issue = {
        "number": 12,
        "title": "进展更新：随便什么",
        "body": body,
        "user": {"login": "example-hepan-editor"},
        **more,
    }
    return json.dumps({"action": "opened", "issue": issue, "repository": {"full_name": "a/b"}}).encode()


def update_event(**answers: str) -> bytes:
    """Return the event of a filled update form with some answers replaced."""
    return event(form_text(UPDATE, UPDATE_ANSWERS | answers))


def case_event(**answers: str) -> bytes:
    """Return the event of a filled case form with some answers replaced."""
    return event(form_text(CASE, CASE_ANSWERS | answers))


def news_event(kind: Kind[Any], login: str, **answers: str) -> bytes:
    """Return the event of a form of the city's or a district's news, opened by an account."""
    return event(form_text(kind, {**NEWS_ANSWERS, **answers}), user={"login": login})
