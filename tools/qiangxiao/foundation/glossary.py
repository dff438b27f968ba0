"""The words of the program, each with its identifier in the code and one plain explanation for parents.

This is the only source of the site's glossary page (术语表). Terms stand in the order in which a reader
meets them, by group. An empty identifier means the word is used in prose only and has no field or value.
Explanations say what a word means on this site; they quote no policy text and give no advice.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """One word: the Chinese `term`, its code `identifier` (may be empty), its `meaning`, its `group`."""

    term: str
    identifier: str
    meaning: str
    group: str


def _group(name: str, *rows: tuple[str, str, str]) -> tuple[GlossaryTerm, ...]:
    """Return the terms of one group from rows of term, identifier and meaning."""
    return tuple(GlossaryTerm(term, identifier, meaning, name) for term, identifier, meaning in rows)


GLOSSARY: tuple[GlossaryTerm, ...] = (
    *_group(
        "工程与地区",
        (
            "公办初中强校工程",
            "Program, program",
            "一座城市帮助普通公办初中提高办学水平的整个项目，本站简称“强校工程”。",
        ),
        (
            "初中",
            "junior_middle_school",
            "七年级到九年级的学校阶段。九年一贯制学校和完全中学的初中部也算在内。",
        ),
        ("公办初中", "public_junior_middle_school", "由政府举办的初中，与社会力量举办的民办初中相对。"),
        ("九年一贯制学校", "SchoolKind.NINE_YEAR_SCHOOL", "小学和初中办在一起的学校，从一年级到九年级。"),
        (
            "完全中学",
            "SchoolKind.COMPLETE_SECONDARY_SCHOOL",
            "初中和高中办在一起的学校。本站只记录它的初中部。",
        ),
        (
            "实验校",
            "PilotSchool, pilot_school",
            "进入强校工程、要在几年里办得更好的公办初中，也叫“实验学校”。这里的“实验”是先行试点的意思。",
        ),
        ("批次", "batch", "学校是第几批进入工程的。各校起步的时间不同，所以不宜直接比较。"),
        ("建设状态", "SchoolStatus", "一所实验校走到哪一步：建设中、考评达标或已退出。"),
        (
            "支持学校",
            "SupportSchoolListing, support_school",
            "与一所实验校结对、派人并分享课程和经验的学校。",
        ),
        (
            "领航高中",
            "SupportSchoolKind.FLAGSHIP_HIGH_SCHOOL",
            "市里认定的一类高中，可以担任支持学校。",
        ),
        (
            "省级示范性普通高中",
            "SupportSchoolKind.PROVINCIAL_MODEL_HIGH_SCHOOL",
            "省里认定的起示范作用的普通高中，可以担任支持学校。",
        ),
        ("新优质学校", "SupportSchoolKind.NEW_QUALITY_SCHOOL", "被认定为“新优质”的学校，可以担任支持学校。"),
        (
            "优质名校",
            "SupportSchoolKind.OTHER_RENOWNED_SCHOOL, renowned_school",
            "前三类以外、办学口碑好的学校，也可以担任支持学校，简称“名校”。",
        ),
        (
            "区（市）县",
            "District, district",
            "市以下的一级行政区，包括区、县级市和县。本站的地区列表里还有几个功能区。",
        ),
        ("功能区", "DistrictKind.FUNCTIONAL_ZONE", "不是行政区，但单独管理教育事务的新区、高新区一类区域。"),
        (
            "市级",
            "AdvisorLevel.CITY, EventLevel.CITY",
            "属于市一级的，例如市级名师、市级课题。谈经费时也说“市本级”。",
        ),
        (
            "区（市）县级",
            "AdvisorLevel.DISTRICT, EventLevel.DISTRICT",
            "属于区、县级市或县一级的，例如区县级名师带教。本站数据里写作“区县级”。",
        ),
        ("学区", "school_cluster", "相邻几所学校组成的一组，范围比区（市）县小。"),
        ("学区集团化管理", "cluster_management", "把相邻的几所学校编成一组，由一套班子统筹管理。"),
        ("家门口的好学校", "", "强校工程的目标：家附近的普通公办初中，也能让家长放心。"),
        ("主要措施", "Measure", "工程主要做的几个方面。本站按它们给进展和案例分类。"),
    ),
    *_group(
        "机构",
        ("市教育局", "city_education_bureau", "市里主管教育的政府部门。"),
        ("市教科院", "city_education_institute", "市里研究教育教学的机构，为学校提供研究和业务指导。"),
        (
            "区（市）县教育行政部门",
            "district_education_authority",
            "区、县级市或县里主管教育的政府部门，常说的“区教育局”就是一种。",
        ),
        (
            "教研部门",
            "teaching_research_office",
            "研究怎样教好每门学科、指导教师上课的机构，也叫“教研机构”。",
        ),
        ("教育督导部门", "supervision_office", "代表政府检查、督促教育工作的部门。"),
        ("专家团队", "expert_team", "由市或区（市）县组织起来，为实验校作诊断和指导的一组专家。"),
        ("合作单位", "Partner, partners", "学校以外参与共建的单位，有下面四类。有没有签协议会写明。"),
        ("高等院校", "PartnerKind.UNIVERSITY", "大学和学院。"),
        ("科研院所", "PartnerKind.RESEARCH_INSTITUTE", "专门做研究的单位。"),
        ("高新企业", "PartnerKind.TECH_COMPANY", "从事高新技术的企业。列为合作单位不等于本站推荐它的产品。"),
        (
            "专业机构",
            "PartnerKind.PROFESSIONAL_BODY",
            "在某个方面有专长的社会机构，例如做教育评价或艺术教育的机构。",
        ),
    ),
    *_group(
        "结对与支持",
        (
            "支持关系",
            "Partnership, partnership",
            "一所实验校与一所支持学校之间的结对，有开始日期，结束时另记结束日期。",
        ),
        ("支持方式", "PartnershipMode, modes", "支持学校用什么办法帮助实验校。共有六种，可以同时用几种。"),
        ("集团化办学", "PartnershipMode.GROUP_SCHOOLING", "两所学校进入同一个教育集团，由集团统筹。"),
        ("名校领办", "PartnershipMode.RENOWNED_SCHOOL_LEAD", "由一所名校牵头办学，带着实验校走。"),
        ("委托管理", "PartnershipMode.ENTRUSTED_MANAGEMENT", "把实验校的管理工作交给支持学校来做。"),
        ("捆绑结对", "PartnershipMode.BUNDLED_PAIRING", "两校结成一对，工作一起做，考核也一起算。"),
        ("捆绑考核", "", "考核时把支持学校和实验校放在一起看：实验校有没有进步，也算支持学校的工作成绩。"),
        ("强校带弱校", "PartnershipMode.STRONG_LEADS_WEAK", "办学基础好的学校带动基础较弱的学校。"),
        (
            "依托高校共建附属学校",
            "PartnershipMode.UNIVERSITY_AFFILIATE",
            "与一所大学合作，把实验校建成它的附属学校。",
        ),
        (
            "共建共享",
            "collaboration",
            "两校一起建设、一起使用课程、师资和设施。每一次做了什么、有什么结果，都可以记下来。",
        ),
        (
            "共建领域",
            "CollaborationArea",
            "共建共享的六个方面：课程建设、教学改革、师资培养、教研科研、教学设施、学校治理。",
        ),
        ("课程建设", "CollaborationArea.CURRICULUM", "开好国家规定的课程，开发适合本校学生的课程。"),
        ("教学改革", "CollaborationArea.TEACHING_REFORM", "改进教师怎样教、学生怎样学。"),
        ("师资培养", "CollaborationArea.TEACHER_DEVELOPMENT", "帮助教师提高专业水平。"),
        ("教研科研", "CollaborationArea.RESEARCH", "教师一起研究教学中的问题，并做成课题。"),
        ("教学设施", "CollaborationArea.FACILITIES", "实验室、图书馆、教室设备等教学用的条件。"),
        ("学校治理", "CollaborationArea.GOVERNANCE", "学校怎样定规矩、作决定、分工负责。"),
        (
            "师资与资源流动",
            "flows",
            "教师或资源在结对学校之间的来往，“输入”是来到实验校，“输出”是从实验校去对方。",
        ),
    ),
    *_group(
        "人员与教师发展",
        ("校长", "principal", "实验校自己的负责人，与派来支持的“名校长”不是一回事。"),
        (
            "名校长",
            "MasterPrincipal, master_principal",
            "市级认定的校长，派来支持实验校，每校一名。本站按起止日期计算是否在任。",
        ),
        ("名师", "MasterTeacher, master_teacher", "市级认定的教师，派来支持实验校，每校两名。"),
        (
            "培养对象",
            "is_candidate",
            "正在按名校长或名师的要求接受培养、还没有最后认定的人。配备人数时也算在内，页面上会注明。",
        ),
        ("领航校长", "lead_principal", "重点培养的骨干校长。"),
        ("初中领航校长培养", "lead_principal_training", "为培养领航校长开设的培训。"),
        ("指导专家", "Advisor, advisors", "固定指导某一所实验校的专家，每校至少三名。"),
        ("教研员", "teaching_researcher", "在教研部门专门研究某门学科、指导教师上课的人。"),
        ("骨干教师", "backbone_teacher", "教学经验丰富、能带动同事的教师。"),
        ("青年教师", "early_career_teacher", "入职时间不长、需要有人带的教师。"),
        ("带教", "mentoring", "一位有经验的教师长期带一位或几位青年教师。"),
        ("指导教师", "mentor", "带教中负责带人的那一位。"),
        (
            "带教层次",
            "MentorTier",
            "指导教师从哪里来，共四层：市级名师、区县级名师、区县教研员、支持学校骨干教师。",
        ),
        ("市级名师带教", "MentorTier.CITY_MASTER_TEACHER", "由市级名师带实验校的教师。"),
        ("区县级名师带教", "MentorTier.DISTRICT_MASTER_TEACHER", "由区（市）县级名师带实验校的教师。"),
        ("区县教研员带教", "MentorTier.DISTRICT_TEACHING_RESEARCHER", "由区（市）县的教研员带实验校的教师。"),
        (
            "支持学校骨干教师带教",
            "MentorTier.SUPPORT_SCHOOL_BACKBONE",
            "由支持学校的骨干教师带实验校的教师。",
        ),
        (
            "学科中心组",
            "subject_core_group, core_group",
            "区（市）县里由某门学科的优秀教师组成的小组，一起研究这门学科怎样教。",
        ),
        ("初中校长研修共同体计划", "principal_learning_community", "把初中校长组织在一起学习、研讨的安排。"),
        ("三年集群式培训", "three_year_cohort_training", "一批校长编成一个班，连续学习三年。"),
        ("挂职交流", "secondment", "到另一所学校担任一段时间的职务，在工作中学习。"),
        ("跟岗学习", "job_shadowing", "跟着另一所学校的同行上班，看他怎样做，一般不担任职务。"),
        ("联合培训", "JointActivityKind.TRAINING", "几所学校的教师在一起参加培训。"),
        ("联体研修", "JointActivityKind.STUDY", "几所学校的教师组成一个小组，围绕同一个问题研究和学习。"),
        ("联动科研", "JointActivityKind.RESEARCH", "几所学校合做一个课题。"),
        ("开发共享课程", "JointActivityKind.SHARED_COURSE", "几所学校一起开发课程，大家都能用。"),
        (
            "全职支教",
            "full_time_service",
            "派到实验校的教师全时在校工作的经历，只用代号登记，不写姓名。满三年后具备优先条件，由本站按日期计算。",
        ),
    ),
    *_group(
        "诊断、方案与进展",
        (
            "起点评估",
            "BaselineAssessment, baseline",
            "工程开始时由专家带着学校做的一次“体检”，说清长处、问题和从哪里改起。",
        ),
        ("短板", "weakness", "最拖后腿的地方。在起点评估里逐条列出，并写明属于哪个方面、原因是什么。"),
        ("成功基因", "strength", "学校已经做得好、可以放大的长处。"),
        ("发展需求", "development_need", "学校为了改进，需要得到哪些人、课程或条件。"),
        ("变革切入点", "entry_point", "先从哪件事改起。"),
        (
            "三年行动方案",
            "ActionPlan, three_year_action_plan",
            "学校自己写的改进计划，写明目标、任务、负责的岗位和完成日期，时间跨度三到五年。",
        ),
        ("提升目标", "objective", "方案里要达到的结果，每个目标都对应起点评估找出的问题。"),
        ("分类任务", "task", "为实现目标要做的一件件具体的事，有开始日期和完成期限。"),
        ("任务状态", "TaskStatus", "一项任务走到哪一步：未开始、进行中、已完成、已延期、已取消。"),
        ("项目创建", "initiative", "学校起了名字、用来带动几项任务的项目，有时也叫“抓手”。"),
        (
            "衡量指标",
            "indicator",
            "用来判断目标是否达到的数字，只描述学校，不描述某一个学生。这是本站用的词。",
        ),
        (
            "指标方向",
            "IndicatorDirection",
            "一个指标是越高越好还是越低越好，例如逾期未整改的条数是越低越好。",
        ),
        (
            "师资水平",
            "IndicatorDimension.TEACHERS",
            "衡量指标的一个方面：教师队伍怎样，例如参加培训或带教的情况。",
        ),
        (
            "办学水平",
            "IndicatorDimension.SCHOOL_QUALITY",
            "衡量指标的一个方面：课程、管理、设施等学校整体的情况。",
        ),
        ("起点值", "Indicator.baseline", "衡量指标在工程开始时的数字，用来和后来的数字比较。"),
        ("读数", "reading", "某一天测到的指标数值，写明日期和来源。"),
        (
            "区域强校工程实施方案",
            "ImplementationPlan, implementation_plan",
            "一个区（市）县怎样推进强校工程的计划。",
        ),
        ("工作进展", "ProgressUpdate, progress", "学校按日期报告做了什么，一件事一篇，本站简称“进展”。"),
        ("阶段性改进成果", "milestone", "做到一个阶段时取得的、可以说清楚的结果。"),
        ("亮点", "highlight", "值得让别的学校和家长知道的做法。"),
        (
            "教改案例",
            "ReformCase, case",
            "一项改革从问题、做法、证据到如何借鉴的完整记录，也写明代价和没做成的地方。有时叫“教改经验”。",
        ),
        ("采用", "adopts", "一所学校用了另一所学校案例里的做法，并在自己的进展里写明用的是哪一篇。"),
        (
            "证据等级",
            "EvidenceLevel",
            "案例的成效靠什么说明，分四种：对照或增值、前后对比、问卷或访谈、理论依据。",
        ),
        (
            "对照",
            "EvidenceLevel.CONTROLLED_OR_VALUE_ADDED",
            "把做了改革的班级或年级与没做的相比，看差别有多大。",
        ),
        (
            "增值评价",
            "EvidenceLevel.CONTROLLED_OR_VALUE_ADDED",
            "看从自己的起点进步了多少，而不是只看现在有多高。",
        ),
        (
            "前后对比",
            "EvidenceLevel.BEFORE_AND_AFTER",
            "把改革前后的数字相比。中间可能有别的原因，所以比有对照的证据弱一些。",
        ),
        ("问卷或访谈", "EvidenceLevel.SURVEY_OR_INTERVIEW", "问当事人的感受和看法，要写明问了多少人。"),
        ("理论依据", "EvidenceLevel.THEORY", "还没有数据，只说明为什么认为有效。"),
        ("课题研究", "ResearchProject", "学校针对一个实际问题立项做的研究，有校级、区县级、市级之分。"),
        ("重点课题", "is_key_project", "被列为重点的课题。"),
        (
            "伴随式指导",
            "ongoing_guidance",
            "专家不是来一次就走，而是从诊断到实施全程陪着学校，也说“全程指导”。",
        ),
        (
            "专家指导",
            "GuidanceVisit, visits",
            "指导专家到校的一次记录：谈了什么、提了哪些建议、学校怎样回应。",
        ),
        ("学年", "school_year", "从秋季学期开始到第二年夏天的一年。"),
        ("学期", "Semester", "一个学年分秋季和春季两个学期，起始日期由站点设置给出。"),
    ),
    *_group(
        "教学",
        ("教学环节", "TeachingStep", "教一门课的五个步骤：备课、上课、作业设计与反馈、辅导、学业评价。"),
        ("备课", "TeachingStep.LESSON_PREPARATION", "上课前想好教什么、怎样教。"),
        ("上课", "TeachingStep.LESSON_DELIVERY", "课堂上的教与学。"),
        ("作业设计与反馈", "TeachingStep.HOMEWORK", "布置合适的作业，批改并告诉学生怎样改进。"),
        ("辅导", "TeachingStep.TUTORING", "课外帮助有需要的学生。"),
        ("学业评价", "TeachingStep.LEARNING_ASSESSMENT", "了解学生学得怎样，并据此改进教学，不是排名次。"),
        (
            "教学视导",
            "TeachingInspection, teaching_inspection",
            "教研部门每学期到校听课、座谈、提改进建议，目的是帮助教学，也叫“集体教学视导”。它不是督导。",
        ),
        ("整改", "actions", "按教学视导提出的问题去改。每一条都有期限，状态分未整改、整改中、已整改。"),
        ("公开课", "open_lesson_count", "请同行或家长来听的课。"),
        ("以学定教", "", "根据学生学到哪里、哪里不懂，来决定怎样教。"),
        ("以评促教", "", "用评价的结果来改进教学。"),
        ("教学相长", "", "教师在教的过程中自己也得到提高。"),
        ("自主学习", "LearningMode.INDEPENDENT", "学生自己定步子、找办法去学。"),
        ("合作学习", "LearningMode.COOPERATIVE", "学生分组，在分工和讨论中学。"),
        ("探究学习", "LearningMode.INQUIRY", "学生从问题出发，通过观察、实验或查资料找答案。"),
        ("弹性作业", "flexible_homework", "按学生的情况布置不同分量、不同难度的作业，或让学生选做。"),
        ("书面作业时间", "minutes_per_day", "学生每天写书面作业用的分钟数。初中平均每天不超过 90 分钟。"),
        ("差异化教学", "differentiated_teaching", "在同一个班里，按学生的不同基础用不同的教法。"),
        ("个性化辅导", "individual_tutoring", "针对某个学生的困难作单独帮助。"),
        ("直播课堂", "live_classroom", "用网络把别处教师正在上的课送进教室。"),
        ("一块屏", "shared_screen", "两地的学生通过一块屏幕一起上课。"),
    ),
    *_group(
        "评价与保障",
        ("督政", "government_accountability", "上级检查区（市）县政府有没有做好该做的教育工作。"),
        (
            "教育督导",
            "school_supervision",
            "教育督导部门检查、督促学校的工作，也说“督学”。它与帮助教学的“教学视导”不同。",
        ),
        ("专项督导", "special_supervision", "专门针对一件事的督导，例如只看强校工程落实得怎样。"),
        ("监测", "monitoring", "隔一段时间测一次，看变化的方向。"),
        (
            "教育质量综合评价监测",
            "QualityMonitoring, monitoring",
            "从几个方面看一所学校的教育质量，不只看考试。",
        ),
        ("思想品德", "QualityDimension.MORAL_CHARACTER", "监测的一个方面：学生的品行和习惯。"),
        (
            "学业水平",
            "QualityDimension.ACADEMIC_ATTAINMENT",
            "监测的一个方面：学生学得怎样。本站只写学校整体的变化方向，不写分数和名次。",
        ),
        ("身心健康", "QualityDimension.HEALTH", "监测的一个方面：学生的身体和心理状况。"),
        (
            "兴趣特长",
            "QualityDimension.INTERESTS_AND_TALENTS",
            "监测的一个方面：学生的爱好和特长养成得怎样。",
        ),
        ("变化方向", "direction", "一次监测与上一次相比是进步、持平还是待改进。"),
        ("问卷调查", "survey", "用一份问题表了解很多人的看法。"),
        (
            "家长满意度",
            "satisfaction_percent",
            "家长问卷中表示满意的比例，要同时写明多少人作答、什么时候调查。人数太少时不公布。",
        ),
        ("样本", "sample", "一次测评或问卷实际涉及的人数。样本越小，结果越不稳。"),
        ("考核", "evaluation", "主管部门按规定对学校工作作出的正式评定，也叫“考评”。"),
        ("考评达标", "met_standard", "学校通过了正式考评。这是主管部门的结论，本站只转录。"),
        ("经费", "funding", "用于强校工程的钱。市里按用途公布比例，区（市）县公布生均经费的区间。"),
        ("扶持奖励", "incentive, rewards", "对实验校、支持学校或教师的支持和奖励，写明给谁、按什么条件。"),
        (
            "指标到校生",
            "quota_place",
            "示范性高中把一部分招生名额分到各所初中，由该校学生使用。具体办法以当年招生文件为准。",
        ),
        ("公民办同步招生", "synchronized_enrollment", "公办和民办学校在同一时间招生。"),
    ),
    *_group(
        "发布与编辑",
        ("截至日期", "as_of", "一份资料反映的是哪一天的情况。资料之后的变化还没有写进来。"),
        ("落实情况", "coverage_report", "逐条统计政策要求有多少所学校做到，由程序按资料计算，不靠填报结论。"),
        (
            "工作动态",
            "BulletinIssue, bulletin",
            "定期编发的简报，每一期把这段时间的进展、案例和活动集中起来。",
        ),
        ("期", "issue", "工作动态的一次出版。"),
        ("期号", "issue_number", "一期的编号，由年份、当年第几期和总第几期组成，发布时才编上。"),
        ("栏目", "section", "一期工作动态里的一个部分。"),
        ("编者按", "editor_note", "编辑写在前面的几句话，说明为什么选这些内容。"),
        (
            "本期学校",
            "FeaturedSchool, featured",
            "按“定期推出一所学校”的安排轮流介绍的学校，不是评比的结果。",
        ),
        ("交流研讨", "ExchangeEvent, exchange_seminar", "学校之间交流经验、讨论问题的活动。"),
        ("互学分享", "experience_sharing", "学校互相学习、分享做法。"),
        ("信息共享机制", "", "让各校及时知道彼此做法的安排，本站的工作动态和订阅源就是为此而设。"),
        ("宣传报道", "publicity", "官网、公众号或媒体上关于强校工程的报道，本站只记标题、日期和网址。"),
        ("订阅源", "feed", "供阅读软件使用的地址，订阅后有新内容会自动收到。"),
        ("条目", "entry", "订阅源里的一条内容。"),
        ("摘要", "summary", "一两句话说清一篇内容讲了什么，不超过 120 个字。"),
        ("正文", "body", "一篇内容的主要文字部分。"),
        ("草稿", "draft", "还没有定稿的内容，不会出现在网站上。"),
        ("暂缓发布", "embargo_until", "到了指定的日期才公开，在那之前网站任何地方都看不到。"),
        ("更正", "corrections", "发布后发现有错，改过来并写明什么时候改了什么。"),
        ("发布", "published_on", "内容正式公开的日期。"),
        ("送审", "pull_request", "把改动交给编辑看，看过才会进入网站。"),
        ("审核", "review", "发布前由不同的人逐级看稿，记下岗位和日期；内容再改，原来的审核就不算数。"),
        (
            "三审三校",
            "ReviewStep",
            "发布前由不同的人看三遍内容（初审、复审、终审）、核三遍文字（一校、二校、三校）。",
        ),
        ("编辑", "editor", "接收、核对和发布内容的人。"),
        ("供稿学校", "contributor", "提供内容的学校。"),
        ("公众与家长", "reader", "阅读本站的人。"),
        ("术语表", "glossary", "就是这一页：本站用到的词和它们的意思。"),
    ),
)
