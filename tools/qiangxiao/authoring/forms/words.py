"""Words of the form that the models do not have: hints
free of YAML, names of one item, titles of folded items.

Keyed by the model's class name and the key; a test asks that every entry belongs to a field.
"""

from __future__ import annotations

from collections.abc import Mapping

HINTS: Mapping[tuple[str, str], str] = {
    ("Photo", "consent"): "不满十四周岁的学生，由父母或其他监护人同意。没有问到的，先不要交这张照片。",
    ("Photo", "file"): "从手机或电脑里选一张照片。照片会自动缩小，位置等信息会去掉。",
    ("PilotSchool", "photo"): "一张校园照片。",
    ("PilotSchool", "wechat"): "学校公众号的名称。",
    ("Indicator", "targets"): "每年要达到的数值，一年一条。",
    ("Indicator", "objective"): "这个指标衡量哪个目标。",
    ("Task", "objective"): "这项任务为哪个目标服务。",
    ("Task", "measure"): "主要措施之一。",
    ("Objective", "problems"): "起点评估里的哪几个问题，可以选几个。",
    ("ResearchProject", "is_key_project"): "是不是重点课题。",
    ("MasterPrincipal", "is_candidate"): "是不是名校长培养对象。",
    ("MasterTeacher", "is_candidate"): "是不是名师培养对象。",
    ("Partner", "has_agreement"): "是不是签了合作协议。",
    ("Partnership", "support_school"): "从名册里选；名册里没有的，请先告诉编辑。",
    ("ProgressUpdate", "measures"): "属于主要措施中的哪一项或几项。",
    ("ReformCase", "measures"): "属于主要措施中的哪一项或几项。",
    ("TaskReport", "id"): "三年行动方案里的哪一项任务。",
    ("Reading", "indicator"): "三年行动方案里的哪一个指标。",
    ("ProgressUpdate", "adopts"): "用了哪些学校的案例，可以选几个；没有就不选。",
    ("ReformCase", "adopts"): "用了哪些学校的案例，可以选几个；没有就不选。",
    ("ProgressUpdate", "events"): "和哪些交流研讨活动有关，可以选几个；没有就不选。",
    ("ReformCase", "events"): "和哪些交流研讨活动有关，可以选几个；没有就不选。",
    ("ReformCase", "problems"): "起点评估里的哪几个问题，可以选几个。",
    ("News", "measures"): "与哪几项主要措施有关，可以选几项；都无关的不选。",
    ("News", "schools"): "说到了哪些实验校，可以选几所；没有就不选。",
    ("News", "photos"): "每张都要有说明。",
    ("News", "date"): "事情发生的日期。",
    ("ProgressUpdate", "date"): "事情发生或成稿的日期。",
    ("ReformCase", "date"): "成稿的日期。",
    ("TeachingInspection", "semester"): "例如 2025-autumn 是 2025 年秋季开始的上学期，2026-spring 是下学期。",
}
"""Hints by class and key, where the model's own words
speak of files; else the model's description is the hint.
"""

LABELS: Mapping[tuple[str, str], str] = {
    ("Photo", "consent"): "照片里能认出来的人，都同意公开吗？",
}
"""Labels by class and key, where the form asks a question."""

ANSWERS: Mapping[tuple[str, str], tuple[tuple[str, str], ...]] = {
    ("Photo", "consent"): (
        ("都同意（学生由监护人同意），或者没有人能认出来", "true"),
        ("还没有问到，或者有人不同意", "false"),
    ),
}
"""The answers to a question that 是 and 否 would leave unclear, and what stands for them in the file."""

SINGULAR: Mapping[tuple[str, str], str] = {
    ("PilotSchool", "former_names"): "一个曾用名",
    ("BaselineAssessment", "experts"): "一位专家",
    ("BaselineAssessment", "problems"): "一个问题",
    ("BaselineAssessment", "strengths"): "一条长处",
    ("BaselineAssessment", "needs"): "一条需求",
    ("BaselineAssessment", "entry_points"): "一个切入点",
    ("ActionPlan", "objectives"): "一个目标",
    ("ActionPlan", "indicators"): "一个指标",
    ("ActionPlan", "tasks"): "一项任务",
    ("ActionPlan", "research"): "一个课题",
    ("Indicator", "targets"): "一年的目标",
    ("ProgressUpdate", "photos"): "一张照片",
    ("ReformCase", "photos"): "一张照片",
    ("News", "photos"): "一张照片",
    ("ProgressUpdate", "tasks"): "一项任务的进展",
    ("ReformCase", "tasks"): "一项任务的进展",
    ("ProgressUpdate", "readings"): "一个读数",
    ("ReformCase", "readings"): "一个读数",
    ("Support", "master_principals"): "一位名校长",
    ("Support", "master_teachers"): "一位名师",
    ("Support", "advisors"): "一位专家",
    ("Support", "mentoring"): "一个层次的带教",
    ("Support", "secondments"): "一次交流",
    ("Support", "partners"): "一个合作单位",
    ("Support", "joint_activities"): "一次活动",
    ("Support", "core_group"): "一个学科",
    ("Support", "priority_training"): "一个培训项目",
    ("Support", "flows"): "一项流动",
    ("Support", "full_time_service"): "一个人员代号",
    ("Partnership", "collaboration"): "一件共建的事",
    ("JointActivity", "schools"): "一所学校",
    ("Teaching", "rules"): "一项制度",
    ("Digital", "platforms"): "一个平台",
    ("TeachingInspection", "findings"): "一条发现",
    ("TeachingInspection", "actions"): "一个整改事项",
    ("GuidanceVisit", "advisors"): "一位专家",
    ("GuidanceVisit", "advice"): "一条建议",
    ("QualityMonitoring", "dimensions"): "一个维度",
}
"""What the button that adds one more calls it."""

CONSENT_NOTE = "这张照片{}里能认出来的人还没有都同意公开：请问到了再选“都同意”，或者换一张没有人能认出来的。"
"""What is said of a photo that not everybody agreed to, while it is filled in and before it is sent."""

PART_WORDS: Mapping[str, str] = {"o": "目标", "i": "指标", "t": "任务", "p": "问题", "a": "整改事项"}
"""What a part is called by whose id begins with a letter: o1 is 目标 1."""

SUMMARIES: Mapping[str, str] = {
    "Photo": "{{fields.alt}}",
    "TaskReport": "{{fields.id}} {{fields.status}}",
    "Reading": "{{fields.indicator}}：{{fields.value}}",
    "BaselineProblem": "{{fields.finding}}",
    "Objective": "{{fields.title}}",
    "Indicator": "{{fields.name}}",
    "Task": "{{fields.title}}",
    "ResearchProject": "{{fields.title}}",
    "MasterPrincipal": "{{fields.name}}",
    "MasterTeacher": "{{fields.name}} {{fields.subject}}",
    "Advisor": "{{fields.name}}",
    "Mentoring": "{{fields.tier}}",
    "Secondment": "{{fields.kind}} {{fields.host}}",
    "Partner": "{{fields.name}}",
    "JointActivity": "{{fields.kind}}",
    "CoreGroup": "{{fields.subject}}",
    "PriorityTraining": "{{fields.programme}}",
    "Flow": "{{fields.kind}}{{fields.direction}} {{fields.what}}",
    "FullTimeService": "{{fields.code}}",
    "Collaboration": "{{fields.area}} {{fields.activity}}",
    "TeachingRule": "{{fields.step}} {{fields.document}}",
    "Platform": "{{fields.name}}",
    "InspectionAction": "{{fields.what}}",
    "MonitoredDimension": "{{fields.dimension}}",
}
"""The title of a folded item."""
