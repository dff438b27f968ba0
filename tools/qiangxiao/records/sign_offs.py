"""`schools/sign-offs/<content id>.yml`: the sign-offs (三审三校) of one item. Only editors write it."""

from __future__ import annotations

from pydantic import Field

from qiangxiao.foundation.slugs import SLUG
from qiangxiao.records.base import Content, SignOff
from qiangxiao.records.kind import Kind, Naming, Scope, Writer
from qiangxiao.records.scalars import ContentId

FOLDER = "sign-offs"


class SignOffs(Content):
    """Who signed which step of an item, when, for what readers see of it."""

    item: ContentId = Field(
        title="内容编号", description="签的是哪一篇；复制给别的内容不作数。文件放在这个编号的位置。"
    )
    signed: tuple[SignOff, ...] = Field(
        default=(), title="签名", description="三审三校的签名，由 qiangxiao review sign 写入，不手填。"
    )


SIGN_OFFS = Kind(
    "sign-offs",
    "审校签名",
    SignOffs,
    3,
    Scope.PROGRAM,
    "jinjiang/shili/cases/fenceng-zuoye.yml",
    FOLDER,
    # catches "jinjiang/shili/cases/a", "bulletins/2026-11", spares "a" (no item has so short an id)
    Naming(rf"{SLUG}(?:/{SLUG}){{1,4}}", "", "", ""),
    writer=Writer.EDITOR,
    is_scaffolded=False,
    is_internal=True,
)


def path_of_sign_offs(item: str) -> str:
    """Return where the sign-offs of an item lie, by the id that survives a rename."""
    return f"schools/{FOLDER}/{item}.yml"
