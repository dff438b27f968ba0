"""The rules a contributed Markdown body must keep, and its limits.

Each rule's text is what a contributor reads on the rule's own page of the site.
"""

from __future__ import annotations

from qiangxiao.foundation.problems import Rule, Severity, rule

# as MAX_LINES and MAX_LINE_LENGTH (characters) the same as for every text file, see `sources.text`
MAX_BYTES = 512 * 1024
MAX_LINES = 3_000  # see MAX_BYTES
MAX_LINE_LENGTH = 5_000  # see MAX_BYTES
MAX_RUN = 50  # signs in a row; a ruled line of Word has up to about 40, and the parser tries pairs from each
MAX_NESTING = 8  # quotations and lists within each other; the parser recurses, people stop at three
# signs of Markdown in a body; some patterns of Python-Markdown look ahead from each of them
MAX_SYMBOLS = 5_000
MAX_COLUMNS = 40  # of a table; more do not fit on any page
MAX_CELLS = 5_000  # of a table, for what is built is one element for each
MAX_REFERENCES = 50  # to one footnote, which carries a way back for each
MAX_PROBLEMS = 100  # of one body; nobody reads more, and a hostile file could have one a character

LIMIT = rule(
    "body.limit",
    f"""正文的大小、行长、嵌套与重复符号有上限。

    上限是：{MAX_BYTES // 1024} KiB、{MAX_LINES} 行、每行 {MAX_LINE_LENGTH} 个字符、
    引用和列表共嵌套 {MAX_NESTING} 层、每张表格 {MAX_COLUMNS} 列和 {MAX_CELLS} 格、
    同一脚注引用 {MAX_REFERENCES} 次；方括号、星号、下划线一类符号连续不超过 {MAX_RUN} 个，
    全文不超过 {MAX_SYMBOLS} 个。
    超过时正文不再解析。请拆成几篇，或删去多余的符号；分隔线写三个减号 `---`。""",
)
CHARACTER = rule(
    "body.character",
    """正文没有看不见的控制字符和方向控制字符。

    从别处粘贴时常带进零宽空格、方向标记等字符，它们会让文字显示错乱，也会让人搜不到。
    请删去所指位置的字符，再重新输入前后的文字。""",
)
HTML = rule(
    "body.raw-html",
    """正文不写 HTML 标签。

    正文只用 Markdown：`**加粗**`、`- 列表`、`| 表格 |`、`[文字](地址)`。
    HTML 标签和注释不会起作用，也不会原样公开。
    如果是小于号，请在它后面加一个空格，或写成 `\\<`；如果要展示代码，请放在反引号里。""",
)
TEMPLATE = rule(
    "body.template",
    """正文不写模板语法和属性标记。

    `{{ … }}`、`{% … %}`、`{# … #}`、`{: … }` 不会被执行，只会原样显示出来。请直接写出要显示的文字；
    要展示这种写法时，请放在反引号里。""",
)
FENCE = rule(
    "body.fence",
    """代码块要有结束的围栏。

    用三个反引号开始的代码块，也要用三个反引号单独成行来结束，否则后面的正文都会变成代码。""",
)
HEADING_TOP = rule(
    "body.heading.top",
    """正文里不写一级标题。

    一级标题就是这一篇的题目，写在文件开头的 `title` 里。正文的小标题从 `##` 开始。
    如果只是以井号开头的文字，请写成 `\\#`。""",
)
HEADING_LEVEL = rule(
    "body.heading.level",
    """小标题只用二到四级，并且单独成行、写有文字。

    `##`、`###`、`####` 之后写标题文字。列表和引用里不放标题，可以改用 `**加粗**`。""",
)
HEADING_JUMP = rule(
    "body.heading.jump",
    """标题逐级展开，不跳级。

    `##` 的下一级是 `###`。跳级会让目录残缺，也让读屏软件的使用者以为漏读了一节。""",
    Severity.WARNING,
)
LINK_SCHEME = rule(
    "body.link.scheme",
    """链接只指向网页、邮箱或本站的文件。

    地址以 `https://`、`http://` 或 `mailto:` 开头，或者是相对路径。
    其他开头（如 `javascript:`、`data:`、`//`、`/`）一律不接受。""",
)
LINK_FORM = rule(
    "body.link.form",
    """链接写成 `[文字](地址)`，括号用半角，地址里没有空格。

    不使用引用式链接（`[名称]: 地址`），链接里不再套链接或脚注。写法不对时，读者看到的是一串符号。
    如果本来就要显示方括号，请写成 `\\[`。""",
)
LINK_TEXT = rule(
    "body.link.text",
    """链接要有文字。

    没有文字的链接看不见也点不到。请在方括号里写明它通向哪里，不要只写“点这里”。""",
    Severity.WARNING,
)
IMAGE_REMOTE = rule(
    "body.image.remote",
    """图片用自己文件夹里的文件，写相对路径。

    外站图片会消失、会变慢，还会把读者的访问告诉别的网站；以 `/` 开头的路径换个网址就失效。
    请放进自己的文件夹，写成 `![说明](文件夹/文件名.jpg)`。""",
)
IMAGE_ALT = rule(
    "body.image.alt",
    """图片要有文字说明。

    看不见图片的读者靠它知道图上是什么。请在方括号里写一句话。""",
)
FOOTNOTE = rule(
    "body.footnote",
    """脚注的标记和内容一一对应。

    正文里写 `[^1]`，另起一行写 `[^1]: 脚注内容`。没有内容的标记会原样显示，
    重复的内容会丢失，没人引用的脚注没有意义。""",
)
TABLE = rule(
    "body.table",
    """表格每一行的格子不多于表头。

    多出来的格子不会显示。请补全表头，或检查是否多写了竖线；格子里要显示竖线时写成 `\\|`。""",
)
UNSAFE = rule(
    "body.unsafe",
    """正文转换后的内容全部在允许的范围内。

    转换结果要再过一遍安全清单；有任何内容会被清单删改，就不公开，而不是悄悄改掉。
    请把正文简化为普通段落、列表、表格和链接后再试，或把原文交给编辑处理。""",
)

RULES: tuple[Rule, ...] = (
    LIMIT,
    CHARACTER,
    HTML,
    TEMPLATE,
    FENCE,
    HEADING_TOP,
    HEADING_LEVEL,
    HEADING_JUMP,
    LINK_SCHEME,
    LINK_FORM,
    LINK_TEXT,
    IMAGE_REMOTE,
    IMAGE_ALT,
    FOOTNOTE,
    TABLE,
    UNSAFE,
)
