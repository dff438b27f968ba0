"""`schools/owners.yml`: which accounts of the forge own which school's folder. Only editors write it."""

from __future__ import annotations

from pydantic import Field

from qiangxiao.records.base import Content, Part
from qiangxiao.records.kind import Kind, Scope, Writer
from qiangxiao.records.scalars import Account, ContentId


class FolderOwners(Part):
    """The accounts of one school."""

    school: ContentId = Field(title="学校", description="学校编号，例如 jinjiang/shili。")
    accounts: tuple[Account, ...] = Field(
        min_length=1, title="账号", description="负责本校内容的人在代码托管平台上的账号名，由编辑核实后登记。"
    )


class Owners(Content):
    """Who may send changes to which folder, and whom the forge asks about them."""

    folders: tuple[FolderOwners, ...] = Field(
        title="各校账号", description="每所学校的投稿账号；一个账号可以登记在几所学校。"
    )

    def schools_of(self, account: str) -> frozenset[str]:
        """Return the ids of the schools whose folders an account owns."""
        wanted = account.casefold()  # forges tell accounts apart without regard to case
        return frozenset(
            row.school for row in self.folders if any(name.casefold() == wanted for name in row.accounts)
        )


OWNERS = Kind(
    "owners",
    "投稿账号",
    Owners,
    2,
    Scope.PROGRAM,
    "owners.yml",
    writer=Writer.EDITOR,
    is_scaffolded=False,
    is_internal=True,
)
