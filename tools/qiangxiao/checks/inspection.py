"""The rules for a built site, whoever built it. They speak of pages, so no look at a program finds their
breaches.
"""

from __future__ import annotations

from qiangxiao.foundation.problems import Rule, Severity, rule

FILE = rule(
    "inspect.file",
    """网站的文件都要打得开，放在网站的文件夹里面。

    压缩包里损坏、加密、膨胀得过大的文件，路径走到外面的文件，指向别处的符号链接，检查时不读，发布时也不该有。""",
)
LINK = rule(
    "inspect.link",
    """站内的链接、图片和文件都要有去处。

    点开是“找不到”的链接，检查网站时算一处错误。请改成现在的地址；内容撤下了的，请删去链接。""",
)
ANCHOR = rule(
    "inspect.anchor",
    """指到页面中间的链接，那个位置要在。

    网址里 `#` 后面的位置不在页面上，读者会停在页首。请改成现在的位置，或删去 `#` 以后的部分。""",
    Severity.WARNING,
)
FOREIGN = rule(
    "inspect.foreign",
    """网页不自动向别的网站取图片、字体、脚本。

    读者打开网页，别的网站就知道了；那个网站打不开，这一页就不完整。请把用到的文件放在自己的网站上。""",
    Severity.WARNING,
)
COLUMN = rule(
    "inspect.column",
    """栏目要有日期，并且按时更新。

    首页链接到的、下面有文章的栏目，看它和它下面的文章写明的最新日期。没有一处写明日期的，或者最新的日期早于
    `--days`（默认 180 天）以前的，读者不知道还作不作数。请更新内容，或者并入别的栏目。""",
    Severity.WARNING,
)
LEAK = rule(
    "inspect.leak",
    """没有公开的内容，哪里都不出现。

    在项目的文件夹里检查时，对照草稿、没有到公开日期、签名没有签全的内容的编号：网页、数据、订阅、地图里都不能有。
    请重新生成网站再发布。""",
)
LOCATION = rule(
    "inspect.location",
    """图片里不带拍摄地点。

    手机照片里藏着经纬度，别人下载以后就能看到是在哪里拍的。请去掉照片的附带信息再发布。""",
)
METADATA = rule(
    "inspect.metadata",
    """图片和 PDF 里不留看不见的附带信息。

    相机型号、拍摄时间、作者、备注、修图记录不显示在网页上，下载以后却看得到。请去掉再发布。""",
    Severity.WARNING,
)
FOOTER = rule(
    "inspect.footer",
    """首页的页脚要写明谁主办、怎样联系、备案号。

    《政府网站发展指引》要求页脚有主办单位、联系方式、网站标识码、ICP 备案编号、公安备案标识。""",
    Severity.WARNING,
)
META = rule(
    "inspect.meta",
    """网页的标签要写全。

    《政府网站发展指引》的网页设计规范要求：每页有 SiteName、SiteDomain、SiteIDCode；文章页有 ArticleTitle、
    PubDate、ContentSource；栏目页有 ColumnName。首页按第一类查，写明了发布日期的页按第二类查。""",
    Severity.WARNING,
)
ACCESSIBILITY = rule(
    "inspect.accessibility",
    """网站要有无障碍说明，网页要能被读屏软件读出来。

    首页要能点到无障碍说明；每页要写明语言（`lang`）和标题，图片要有替代文字（`alt`，只作装饰的写空）。""",
    Severity.WARNING,
)
RULES: tuple[Rule, ...] = (
    FILE,
    LINK,
    ANCHOR,
    FOREIGN,
    COLUMN,
    LEAK,
    LOCATION,
    METADATA,
    FOOTER,
    META,
    ACCESSIBILITY,
)
