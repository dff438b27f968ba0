"""What schools and offices call the fields of plans, diagnoses, support and teaching, beside the titles we
give them.

Each line is: the part of a record, its field, and the other names, parted by blanks. `SPAN` stands for the
first and last day in one cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

SPAN = "span"
_OTHER_NAMES = """
ActionPlan title 方案名称 名称 规划名称 方案标题
ActionPlan span 起止时间 起止日期 实施时间 实施期限 方案期限 实施周期 规划期 期限
ActionPlan starts_on 开始时间 起始时间 起始日期 启动时间
ActionPlan ends_on 结束时间 截止时间 完成时间
ActionPlan adopted_on 通过时间 审议通过日期 审议日期 教代会通过日期 审议时间
ActionPlan as_of 填报日期 填报时间 统计日期 成文日期 制定日期
ActionPlan objectives 目标 发展目标 建设目标 总体目标 具体目标 工作目标 三年目标
ActionPlan indicators 指标 监测指标 评价指标 量化指标
ActionPlan tasks 任务 工作任务 主要任务 重点任务 任务分解 工作安排
ActionPlan research 课题 科研课题 课题清单
Objective title 目标 发展目标 建设目标 目标内容 目标名称 总目标 具体目标 工作目标 目标描述
Objective problems 对应问题 针对问题 解决的问题 要解决的问题
Indicator objective 目标 对应目标 提升目标 发展目标 建设目标 目标名称 目标序号 目标编号 对应的目标
Indicator name 指标 衡量指标 评价指标 监测指标 考核指标 核心指标 量化指标 具体指标 观测点 指标内容 指标项
Indicator dimension 指标维度 指标类别 指标类型 类别 维度类别
Indicator unit 计量单位 指标单位
Indicator direction 指标方向 好的方向
Indicator baseline 起点 基线 基线值 现状 现状值 基础值 初始值 当前值 目前情况 基础数据 起始值 现有水平
Indicator targets 目标值 年度目标值 分年度目标 三年目标值 终期目标 预期目标 达成目标 三年目标 预期值
Task objective 目标 对应目标 提升目标 发展目标 建设目标 目标名称 目标序号 目标编号 对应的目标
Task measure 对应措施 政策措施 措施类别 所属举措 主要措施类别
Task title 主要任务 工作任务 任务内容 具体任务 重点任务 任务名称 工作内容 重点工作 工作项目 实施内容 建设任务
Task owner 责任部门 责任人 负责人 牵头部门 责任单位 负责部门 牵头处室 责任科室 负责处室 牵头人 责任主体 负责
Task starts_on 开始时间 启动时间 起始时间
Task due_on 完成时间 完成时限 时间节点 截止时间 时限 完成日期 截止日期 完成节点 结束时间
Task span 起止时间 实施时间 时间安排 时间 起止日期 实施阶段 推进时间
Task deliverable 成果 预期成果 标志性成果 完成标志 成果物 物化成果 预期成效 成果及形式 验收成果
Task initiative 抓手 依托项目 项目 项目名称 工作抓手 创建项目
ResearchProject title 课题 课题题目 研究课题
ResearchProject level 课题级别 立项级别 课题类别
ResearchProject is_key_project 是否重点 是否重点课题 重点
ResearchProject lead 主持人 课题负责人 课题主持人
ResearchProject starts_on 立项时间 立项日期 开题时间 开始时间
ResearchProject ends_on 结题时间 预计结题 完成时间 结束时间
ResearchProject span 起止时间 研究周期 研究时间
ResearchProject outcome 研究结论 研究成果
BaselineAssessment assessed_on 评估时间 诊断时间 诊断日期 调研时间 现场评估时间 时间 日期
BaselineAssessment experts 专家 专家组 专家组成员 参评专家 诊断专家 参加专家 评估组成员 专家成员
BaselineAssessment problems 问题 短板 存在问题 存在的问题 问题清单 主要短板 不足 问题诊断 问题与不足
BaselineAssessment strengths 优势 长处 办学优势 已有基础 学校优势 优势与亮点 特色与优势 亮点 主要优势
BaselineAssessment needs 需求 学校需求 主要需求 希望得到的支持 支持需求
BaselineAssessment entry_points 切入点 突破口 改进方向 改革切入点 改进切入点 突破点 着力点
BaselineProblem area 问题领域 类别 维度 所属领域 方面 诊断维度
BaselineProblem finding 主要问题 短板 存在问题 存在的问题 问题表现 具体问题 问题描述 具体表现 主要短板
BaselineProblem cause 成因 原因分析 问题成因 成因分析 主要原因 产生原因
Support as_of 填报日期 统计日期 填报时间 截止日期
Support master_principals 领航校长 名校长名单 导师校长
Support master_teachers 领航教师 名师名单 导师教师
Support advisors 专家 指导专家名单 专家名单 指导团队
Support mentoring 师徒结对 带教情况 青蓝工程
Support secondments 挂职跟岗 交流学习 挂职 跟岗 交流情况
Support partners 合作机构 校外合作 共建单位
Support joint_activities 联合教研 联合活动情况 共建活动
Support core_group 中心组 进入学科中心组
Support priority_training 培训 教师培训 优先培训情况
Support flows 师资流动 资源流动 流动情况
Support full_time_service 支教 全职支教教师
Partnership support_school 结对学校 帮扶学校 对口支持学校 支援学校 领办学校
Partnership kind 支持学校类型 学校类别 支持学校性质
Partnership modes 结对方式 帮扶方式 帮扶模式 合作方式 支持模式
Partnership since 结对日期 结对时间 签约时间 签约日期
Partnership span 结对期限 结对起止时间 支持期限
Collaboration area 领域 共建方面
Collaboration activity 共建事项 活动内容 内容 开展的活动
Collaboration on 时间 开展时间
Collaboration outcome 成效 效果
MasterPrincipal name 校长姓名 名校长姓名
MasterPrincipal unit 所在单位 工作单位 所在学校 现任单位
MasterPrincipal is_candidate 是否培养对象
MasterPrincipal since 到任日期 到校时间 到任时间 聘任时间 起始时间 开始时间
MasterPrincipal span 起止时间 任期 聘期 指导时间
MasterTeacher name 教师姓名 名师姓名
MasterTeacher subject 任教学科 学科专业
MasterTeacher unit 所在单位 工作单位 所在学校
MasterTeacher is_candidate 是否培养对象
MasterTeacher since 到任日期 到校时间 到任时间 聘任时间 起始时间 开始时间
MasterTeacher span 起止时间 任期 聘期 指导时间
Advisor name 专家姓名 指导专家姓名
Advisor unit 所在单位 工作单位
Advisor specialty 指导方向 指导领域 研究方向 擅长领域 专业
Advisor level 专家级别 层级
Advisor since 聘任时间 聘任日期 聘请时间 起始时间 开始时间
Advisor span 起止时间 聘期 指导时间
Mentoring tier 层次 带教类别 带教类型
Mentoring subject 任教学科
Mentoring mentor_count 导师人数 师傅人数 指导人数 导师数
Mentoring mentee_count 学员人数 徒弟人数 带教人数 学员数
Secondment kind 方式 类别 交流类别 形式
Secondment role 人员类别 人员 身份
Secondment host 接收学校 去向 挂职单位 跟岗单位 跟岗学校
Secondment people_count 人次
Secondment since 开始时间 起始时间
Secondment span 起止时间 时间 交流时间
Partner name 合作单位名称 机构名称 合作机构 合作单位
Partner kind 类别 性质 单位性质
Partner content 内容 合作项目 合作事项
Partner has_agreement 是否签协议 协议 签约情况 是否签约
JointActivity kind 类别 活动类型 形式
JointActivity lead 牵头学校 主办单位 组织单位
JointActivity schools 参加单位 参与学校 参加范围
JointActivity on 时间 活动时间 开展时间 活动日期
JointActivity outcome 成效 效果 收获
CoreGroup people_count 本校人数
PriorityTraining programme 培训名称 项目名称 培训班次 项目
PriorityTraining year 年份 年
PriorityTraining people_count 参训人数 参加人数
Flow kind 流动类别
Flow direction 流向
Flow with 单位 对方学校
Flow what 流动内容
Flow people_count 流动人数
Flow span 起止时间 时间
FullTimeService code 教师代号 编码
FullTimeService since 开始时间 起始时间
FullTimeService span 起止时间 支教时间
PrincipalTraining cohort 班次 培训班次 研修班次
PrincipalTraining year 研修年次
PrincipalTraining sessions_attended 次数 参训次数
Teaching as_of 填报日期 统计日期 填报时间
Teaching rules 教学制度 教学常规制度 制度建设 制度清单
TeachingRule step 环节
TeachingRule document 制度 制度文件 文件名称 常规制度
TeachingRule revised_on 修订时间 最近修订 修订时间节点
TeachingRule owner 责任处室 责任部门 负责部门
Classroom model 教学模式 课堂教学模式
Classroom modes 学习方式变革
Classroom subjects 实验学科 先行学科
Classroom open_lesson_count 公开课数量 公开课 校级公开课节数
Homework minutes_per_day 书面作业时长 每天书面作业分钟数 日均作业时长 作业时长 平均作业时长
Homework as_of 作业统计日期 调查日期 作业调查日期
Homework flexible 弹性作业做法
Digital training_hours 信息技术培训学时 人均学时
Platform name 平台 使用平台
Platform subjects 学科
Platform weekly_lessons 每周使用节数 周均节数
Analysis method 学情分析方法
Analysis use 分析结果用途
"""


@cache
def other_names() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return the other names of fields, by the part they are in and the field's key."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for line in _OTHER_NAMES.strip().splitlines():
        part, key, *names = line.split()
        found.setdefault(part, {})[key] = tuple(names)
    return found
