"""The rules of who may change what. They speak of changes, so no look at a tree finds their breaches."""

from __future__ import annotations

from qiangxiao.foundation.problems import Rule, rule

PATH = rule(
    "authority.path",
    """各人只改归自己改的文件。

    学校改自己文件夹里的内容和照片；签名、账号、工作动态、每期一校、区县和项目文件由编辑改；程序、设置和网站的
    固定页面由维护人改。要改别处的，请告诉编辑，由编辑来改。谁是谁，看改动之前登记的账号，改动里新写的不算。""",
)
KEY = rule(
    "authority.key",
    """投稿文件里只写投稿的内容，编辑写的几项不动。

    审校签名（`review`）和账号（`maintainers`）由编辑写，新写、改动、删去都不收；固定编号（`id`）只能是本校自己的
    编号；已经公开的不能改回草稿（`draft`）。请把这几行改回原样；要改的，请告诉编辑。""",
)
FILE = rule(
    "authority.file",
    """投稿只用普通文件。

    符号链接、别的仓库（submodule）和特殊文件会指向别处，投稿里一律不收。请放入文件本身。""",
)
ACCOUNT = rule(
    "authority.account",
    """送来改动的账号要登记过。

    编辑的账号登记在 `schools/program.yml` 的 `editors`，各校的账号登记在 `schools/owners.yml`。没有登记的账
    号送来的改动不能直接合并：请编辑核实后登记，或者请对方用网上的表单、Word、邮件投稿，由编辑收入。""",
)
RULES: tuple[Rule, ...] = (PATH, KEY, FILE, ACCOUNT)
