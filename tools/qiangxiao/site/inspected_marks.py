"""What every page of a public site must carry: language, title, alternative texts, labels, a footer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from qiangxiao.checks.inspection import ACCESSIBILITY, FOOTER, META
from qiangxiao.foundation.problems import Problem, Span
from qiangxiao.site.inspected_columns import HOME
from qiangxiao.sources.page_text import PageText

_OF_SITE = ("SiteName", "SiteDomain", "SiteIDCode")
_OF_ARTICLE = ("ArticleTitle", "PubDate", "ContentSource")
# Each with what it catches and what it spares.
_FOOTER = MappingProxyType(
    {
        # catches "主办：某市教育局", "主办单位", "承办", spares "主题"
        "主办单位": re.compile(r"主办|承办|版权所有"),
        # catches "联系电话", "联系方式：", "电子邮箱", spares "联系实际"
        "联系方式": re.compile(r"联系(?:我们|方式|电话|邮箱)|电子邮[箱件]|邮箱"),
        # catches "蜀ICP备12345678号-1", spares "备案"
        "ICP 备案号": re.compile(r"ICP备\s*\d{6,10}号"),
        # catches "川公网安备 51010002000001号", spares "公安局"
        "公安备案号": re.compile(r"公网安备\s*\d{10,16}"),
        # catches "网站标识码：5101000001", "网站标识码 bm12345678", spares "标识"
        "网站标识码": re.compile(r"标识码[：:\s]*[A-Za-z]{0,2}\d{8,10}"),
    }
)


def page_problems(path: str, page: PageText) -> Iterator[Problem]:
    """Yield what a page lacks for those who cannot see it, and the labels that an article must have."""
    at = Span.at(1)
    if not page.language:
        yield ACCESSIBILITY.at(path, at, "网页没有写明语言。", '请在 <html> 上写 lang="zh-CN"。')
    if not page.title:
        yield ACCESSIBILITY.at(path, at, "网页没有标题。", "请写 <title>。")
    for line in page.nameless_pictures:
        hint = '请写 alt="图里是什么"；只作装饰的写 alt=""。'
        yield ACCESSIBILITY.at(path, Span.at(line), "图片没有替代文字。", hint)
    if {name.lower() for name in _OF_ARTICLE} & page.metas.keys():
        yield from _lacking(path, page, _OF_ARTICLE)


def home_problems(pages: Mapping[str, PageText]) -> Iterator[Problem]:
    """Yield what the home page lacks: labels of the site, a footer, a statement on accessibility."""
    home = pages.get(HOME)
    if home is None:
        yield META.at(HOME, Span.at(1), "没有首页。", "请生成 index.html。")
        return
    yield from _lacking(HOME, home, _OF_SITE)
    words = "\n".join(text for _, text in home.lines)
    for name, pattern in _FOOTER.items():
        if not pattern.search(words):
            yield FOOTER.at(HOME, Span.at(1), f"首页上没有{name}。", "请写在页脚。")
    if not any("无障碍" in text for text, _ in home.links):
        message = "首页点不到无障碍说明。"
        yield ACCESSIBILITY.at(HOME, Span.at(1), message, "请写一页无障碍说明，在页脚链接到它。")


def _lacking(path: str, page: PageText, names: tuple[str, ...]) -> Iterator[Problem]:
    missing = [name for name in names if name.lower() not in page.metas]
    if missing:
        message = f"网页的标签缺 {'、'.join(missing)}。"
        yield META.at(path, Span.at(1), message, f'请写 <meta name="{missing[0]}" content="…">。')
