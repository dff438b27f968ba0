"""Plans, diagnoses and lists of helpers as schools and other programs write them, with sample names."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from openpyxl import Workbook
from word_files import saved

PLAN_TITLE = "锦江区河畔中学强校工程三年行动方案（2026—2029年）"
GOALS = ("把课堂时间还给学生", "让青年教师上得出好课", "作业总量降下来，家长看得见")
INDICATORS = (
    (0, "当堂任务完成率", "%", "62", "70", "80", "85"),
    (0, "教师讲授时间", "分钟", "28", "25", "20", "15"),
    (1, "青年教师公开课比例", "%", "22", "40", "60", "80"),
    (1, "每月教研次数", "次", "1", "2", "2", "4"),
    (2, "每天书面作业时长", "分钟", "105", "100", "95", "90"),
    (2, "家长满意度", "%", "81", "85", "88", "90"),
)
TASKS = (
    (0, "开发八年级任务单", "教务处", "2027年6月", "任务单一套"),
    (0, "每学期专家进课堂听课评课", "教科室", "2029年6月30日", "听课记录"),
    (0, "建设智慧教室两间", "信息中心", "2027.12", "教室两间"),
    (1, "师徒结对带教", "教师发展中心", "长期", "带教手册"),
    (1, "与支持学校同课异构", "教务处", "2028年6月", "课例集"),
    (2, "作业公示与统筹", "年级组", "2026年12月", "公示栏"),
    (2, "家长开放日", "德育处", "2029年7月", "开放日记录"),
    (2, "作业时长监测", "教务处", "2026/12/31", "监测报告"),
)
IDEA = "以办好家门口的学校为目标，用三年时间补短板、强课堂，4*100米接力也要有人跑。"
SAFEGUARD = "校长任组长，每月开一次推进会，超过90天没有进展的任务由分管副校长说明。"
DUE = ["2027-06-30", "2029-06-30", "2027-12-31", None, "2028-06-30", "2026-12-31", "2029-07-31", "2026-12-31"]
_ORDER = "一二三"


def _line(
    document: Document, text: str, size: float = 0, is_title: bool = False, is_bold: bool = False
) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.bold = is_bold or None
    run.font.size = Pt(size) if size else None
    if is_title:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _table(
    document: Document, rows: Sequence[Sequence[str]], merged: Sequence[tuple[int, int, int, int]] = ()
) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    table.style = "Table Grid"
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    for top, left, bottom, right in merged:
        cell = table.cell(top, left).merge(table.cell(bottom, right))
        cell.text = rows[top][left]


def an_office_s_plan() -> bytes:
    """A tidy writer: headings by number, goals as lines, a head of two rows, cells merged down."""
    document = docx.Document()
    _line(document, PLAN_TITLE, 22, is_title=True, is_bold=True)
    _line(document, "一、指导思想", 16, is_bold=True)
    _line(document, f"　　{IDEA}")
    _line(document, "二、提升目标", 16, is_bold=True)
    for at, goal in enumerate(GOALS):
        _line(document, f"目标{_ORDER[at]}：{goal}")
    _line(document, "三、衡量指标", 16, is_bold=True)
    heads = [
        ["目标", "指标", "单位", "现状", "年度目标", "", ""],
        ["", "", "", "", "2027年", "2028年", "2029年"],
    ]
    rows = [
        [f"目标{_ORDER[goal]}" if at % 2 == 0 else "", *rest] for at, (goal, *rest) in enumerate(INDICATORS)
    ]
    merged = [(0, 4, 0, 6), (0, 0, 1, 0), (2, 0, 3, 0), (4, 0, 5, 0), (6, 0, 7, 0)]
    _table(document, heads + rows, merged)
    _line(document, "四、重点任务", 16, is_bold=True)
    heads = [["序号", "对应目标", "任务内容", "责任部门", "完成时限", "预期成果", "经费（万元）"]]
    tasks = [
        [str(at), f"目标{_ORDER[goal]}", *rest, "30" if at == 3 else ""]
        for at, (goal, *rest) in enumerate(TASKS, 1)
    ]
    _table(document, heads + tasks)
    _line(document, "五、保障措施", 16, is_bold=True)
    _line(document, "（一）组织保障", 14, is_bold=True)
    _line(document, f"　　{SAFEGUARD}")
    _line(document, "锦江区河畔中学")
    _line(document, "2026年9月10日")
    return saved(document)


def like_wps() -> bytes:
    """WPS's habits: sizes in every run, indents by characters, one table for all, points counted in one cell,
    the goal's wording repeated, spans of time.
    """
    document = docx.Document()
    _line(document, PLAN_TITLE, 22, is_title=True)
    _line(document, f"　　{IDEA}", 16)
    paragraph = document.paragraphs[-1]._p.get_or_add_pPr()
    paragraph.append(parse_xml(f'<w:ind {nsdecls("w")} w:firstLine="640" w:firstLineChars="200"/>'))
    _line(document, "附表1　提升目标与监测指标", 16)
    rows = [["发展目标", "监测指标", "2025年基线", "第一年", "第二年", "第三年"]]
    for goal, name, unit, *numbers in INDICATORS:
        rows.append([GOALS[goal], f"{name}", *(f"{number}{unit}" for number in numbers)])
    _table(document, rows)
    _line(document, "附表2　任务分解表", 16)
    rows = [["发展目标", "主要任务", "责任人", "起止时间", "标志性成果"]]
    for at, goal in enumerate(GOALS):
        own = [task for task in TASKS if task[0] == at]
        rows.append(
            [
                goal,
                "\n".join(f"{number}.{task[1]}" for number, task in enumerate(own, 1)),
                "\n".join(task[2] for task in own),
                "\n".join(f"2026年9月—{task[3]}" if task[3] != "长期" else "长期" for task in own),
                "\n".join(task[4] for task in own),
            ]
        )
    _table(document, rows)
    _line(document, f"注：{SAFEGUARD}", 12)
    return saved(document)


def as_html() -> str:
    """The same for LibreOffice to write as Word: lists, headings by style, cells that reach down."""
    rows = "".join(
        f"<tr>{f'<td rowspan=2>{GOALS[goal]}</td>' if at % 2 == 0 else ''}"
        + "".join(f"<td>{text}</td>" for text in (name, unit, *numbers))
        + "</tr>"
        for at, (goal, name, unit, *numbers) in enumerate(INDICATORS)
    )
    tasks = "".join(
        f"<tr><td>{GOALS[goal]}</td>{''.join(f'<td>{text}</td>' for text in rest)}</tr>"
        for goal, *rest in TASKS
    )
    return (
        f"<html><meta charset=utf-8><body><h1 align=center>{PLAN_TITLE}</h1><h2>指导思想</h2><p>{IDEA}</p>"
        f"<h2>目标</h2><ol>{''.join(f'<li>{goal}</li>' for goal in GOALS)}</ol>"
        "<h2>衡量指标</h2><table border=1><tr><th>所属目标</th><th>指标名称</th><th>单位</th><th>起点值</th>"
        f"<th>2027</th><th>2028</th><th>2029</th></tr>{rows}</table><h2>任务</h2><table border=1>"
        "<tr><th>所属目标</th><th>工作任务</th><th>牵头部门</th>"
        f"<th>完成时间</th><th>成果形式</th></tr>{tasks}</table><h2>保障措施</h2><p>{SAFEGUARD}</p></body></html>"
    )


def in_excel() -> bytes:
    """A workbook: the title above the head, a hidden row, numbers as numbers, a line of notes."""
    book = Workbook()
    sheet = book.active
    sheet.title = "指标"
    sheet.append([PLAN_TITLE])
    sheet.append(["目标", "指标", "单位", "现状", "2027年目标", "2028年目标", "2029年目标"])
    for goal, name, unit, *numbers in INDICATORS:
        sheet.append([GOALS[goal], name, unit, *map(float, numbers)])
    sheet.append(["注：数据来自教务处"])
    sheet.append([GOALS[0], "不再使用的指标", "个", 1])
    sheet.row_dimensions[sheet.max_row].hidden = True
    for first in (3, 5, 7):
        sheet.merge_cells(start_row=first, end_row=first + 1, start_column=1, end_column=1)
    tasks = book.create_sheet("任务")
    tasks.append(["所属目标", "任务", "责任处室", "完成期限", "成果形式"])
    for goal, *rest in TASKS:
        tasks.append([f"目标{goal + 1}", *rest])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def a_diagnosis() -> bytes:
    """A diagnosis in sentences: problems in a table, the rest as points under headings."""
    document = docx.Document()
    _line(document, "锦江区河畔中学起点评估报告", 22, is_title=True, is_bold=True)
    _line(document, "评估时间：2026年5月21日")
    _line(document, "评估专家：沈老师、韩老师")
    _line(document, "一、评估过程", 16, is_bold=True)
    _line(document, "　　专家组听课32节，调阅教案40份。")
    _line(document, "二、主要问题", 16, is_bold=True)
    _table(
        document,
        [
            ["序号", "问题领域", "存在的问题", "原因分析"],
            ["1", "教学改革", "教师讲授平均28分钟", "教案按讲解顺序写"],
            ["2", "", "青年教师没有上过公开课", "缺少打磨的机会"],
        ],
    )
    for name, points in (
        ("三、优势与亮点", ["班子稳定，五年没有更换中层", "晨读坚持了八年"]),
        ("四、切入点", ["从八年级两个备课组先改任务单"]),
    ):
        _line(document, name, 16, is_bold=True)
        for at, point in enumerate(points, 1):
            _line(document, f"{at}.{point}")
    return saved(document)


def a_list_of_helpers() -> bytes:
    """All helpers in one table, told apart by a column."""
    document = docx.Document()
    _line(document, "支持情况一览表", 18, is_title=True, is_bold=True)
    _line(document, "结对学校：成都示例第七中学")
    _line(document, "支持学校类别：领航高中")
    _line(document, "结对方式：捆绑结对")
    _line(document, "结对时间：2025年9月1日")
    _table(
        document,
        [
            ["类别", "姓名", "单位", "学科", "到任时间"],
            ["名校长", "郑校长（示例）", "成都示例第七中学", "", "2025年9月1日"],
            ["名师", "杨老师（示例）", "成都示例第七中学", "英语", "2025年9月"],
            ["指导专家", "韩老师（示例）", "锦江区教研部门（示例）", "", "2025.9.15"],
        ],
    )
    return saved(document)
