"""What a task, an indicator or a problem is about, proposed from its words where nobody says it.

A proposal is only that: it is said, and an editor looks at it. Terms that a program does not have are not
proposed.
"""

from __future__ import annotations

from collections.abc import Sequence

from qiangxiao.authoring.word_measures import likely_measures

_WORDS = """
思想品德 德育 品德 心理 班会 行为习惯 志愿
学业水平 学业 作业 课堂 完成率 合格率 优秀率 阅读 学习 教学
身心健康 体质 体育 健康 视力 睡眠 近视 心理
兴趣特长 社团 兴趣 特长 课外 艺术 阅读时长
师资水平 教师 教研 骨干 培训 公开课 职称 听课 课题 名师
办学水平 课程 设施 制度 管理 资源 特色
家长满意度 家长 满意 投诉 家校
课程建设 课程 社团 校本 书单 教材 阅读
教学改革 课堂 教学 作业 讲授 上课 学生
师资培养 教师 骨干 青年 师徒 培训 职称
教研科研 教研 课题 备课组 科研
教学设施 设备 场地 图书 实验室 设施 教室
学校治理 制度 管理 家长 统筹 班子 治理
名校名师支持引领 支持学校 名校 名师 结对 领办 跟岗 集团 帮扶
联动实施强师计划 教师 骨干 青年 师徒 培训 带教 强师
深化课堂教学改革 课堂 作业 教学 备课 学科 课例 任务单 分层
激发自主办学活力 课程 社团 特色 自主 课后服务 家长 活动 文化 德育
专家团队专业指导 专家 指导 诊断 视导 教研员
信息技术融合应用 信息 数字 平台 智慧 网络 一块屏 直播 数据
强化评价监测导向 评价 监测 质量 考核 测评
建立协同推进机制 经费 保障 统筹 设施 后勤 宣传 制度
"""


def propose(text: str, terms: Sequence[str]) -> str:
    """Return the term whose words a text uses most, or nothing where none does or two do alike."""
    named = [term for term in terms if term in text]
    if len(named) == 1:
        return named[0]
    words = {term: known for term, *known in map(str.split, _WORDS.strip().splitlines()) if term in terms}
    counts = sorted(((sum(word in text for word in words[term]), term) for term in words), reverse=True)
    if not counts or counts[0][0] == 0:
        return next(iter(likely_measures(text, terms)), "")
    if len(counts) > 1 and counts[0][0] == counts[1][0]:
        return ""
    return counts[0][1]
