"""What the reading floor cannot know: which files a
programme has, said to whoever put one in the wrong place.

`sources` reads any files anywhere. Its rules speak of folders and links in general; where this programme has
a name for them, the words here stand instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qiangxiao.foundation.problems import Problem, Rule, Span, rule
from qiangxiao.records.file_names import explain_name
from qiangxiao.sources import body_rules, text, yaml_reader
from qiangxiao.sources.discovery import Layout

FILE_PLACE = rule(
    "file.place",
    """每个文件要放在规定的位置，用规定的名字。

    学校的文件夹里只放 `school.yml`、`support.yml`、`teaching.yml`、`baseline.md`、`plan.yml`，以及
    `updates/`、`cases/`、`inspections/`、`visits/`、`monitoring/`、`media/` 里的文件。文件名用小写英文字母、
    数字和短横，不超过 60 个字符，不用 `con`、`nul` 等 Windows 保留的名字；进展以日期开头，
    例如 `updates/2026-10-12-kaifangke.md`。""",
)
RULES: tuple[Rule, ...] = (FILE_PLACE,)


def report_stray(path: str, layouts: Sequence[Layout]) -> Problem:
    """Return the problem of a file that is in none of the places there are."""
    known = explain_name(path, layouts)
    message, hint = known or ("这里不该有这个文件，或者文件名不合要求。", _advice(path, layouts))
    return FILE_PLACE.at(path, Span.at(1), message, hint)


def _advice(path: str, layouts: Sequence[Layout]) -> str:
    folder = path.rsplit("/", 1)[0]
    leaf = folder.rsplit("/", 1)[-1]
    deep = path.count("/")
    same = [layout.example for layout in layouts if deep > 3 and f"/{leaf}/" in layout.example]
    examples = same or [layout.example for layout in layouts if layout.example.count("/") == deep]
    examples = examples or [layout.example for layout in layouts]
    return f"允许的写法：{'、'.join(examples)}。文件名只用小写英文字母、数字和短横。"


@dataclass(frozen=True, slots=True)
class _Words:
    """A rule's explanation in this programme; its title and
    the hint of its problems, where the general will not do.
    """

    explanation: str
    hint: str = ""
    title: str = ""


_WORDS: Mapping[str, _Words] = {
    text.FILE_SIZE.code: _Words(
        "文件太大通常是因为把图片、表格或整份报告贴进了正文。照片请放进 `media/` 文件夹，\n"
        "长材料请拆成几篇，或者只写要点。"
    ),
    yaml_reader.YAML_ROOT.code: _Words(
        "（名册文件 `featured.yml` 相反，要是一个列表。）请对照字段说明页，从第一个键写起。"
    ),
    body_rules.LINK_SCHEME.code: _Words(
        "地址以 `https://`、`http://` 或 `mailto:` 开头，或者是相对路径（如 `../cases/fenceng-zuoye.md`）。\n"
        "其他开头（如 `javascript:`、`data:`、`//`、`/`）一律不接受。",
        "写 https://、http:// 或 mailto: 开头的完整地址，或相对路径如 ../cases/fenceng-zuoye.md。",
    ),
    body_rules.IMAGE_REMOTE.code: _Words(
        "外站图片会消失、会变慢，还会把读者的访问告诉别的网站；以 `/` 开头的路径换个网址就失效。\n"
        "请把图片放进 `media/`，写成 `![说明](media/文件名.jpg)`。",
        "请把图片放进 media/ 文件夹，写成 ![说明](media/文件名.jpg)。",
        "图片用本校文件夹里的文件，写相对路径。",
    ),
    body_rules.IMAGE_ALT.code: _Words(
        "看不见图片的读者靠它知道图上是什么。请在方括号里写一句话，"
        "\n如 `![全校教研活动现场](media/jiaoyan.jpg)`。",
        "在方括号里写一句图上有什么，如 ![教研活动现场](media/jiaoyan.jpg)。",
    ),
}


def explain_rule(general: Rule) -> Rule:
    """Return a rule with its explanation in this programme's words."""
    words = _WORDS.get(general.code)
    if words is None:
        return general
    return replace(general, title=words.title or general.title, explanation=words.explanation)


def explain_problem(found: Problem) -> Problem:
    """Return a problem with its hint in this programme's words."""
    words = _WORDS.get(found.code)
    return replace(found, hint=words.hint) if words and words.hint else found
