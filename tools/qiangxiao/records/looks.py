"""How a program looks, as data: another city's colours, mark and picture are settings, no fork."""

from __future__ import annotations

from pydantic import Field

from qiangxiao.foundation.palette import Palette, palette_of
from qiangxiao.records.base import Part
from qiangxiao.records.scalars import Colour, Line, LogoFile, MediaFile


class Looks(Part):
    """How the program looks wherever it appears: its colours, its mark, its picture."""

    primary: Colour | None = Field(
        default=None, title="主色", description="页眉、标题和按钮的颜色，例如 #0b5cad；不填用自带的朱红。"
    )
    accent: Colour | None = Field(
        default=None, title="链接的颜色", description="链接和提示的颜色；不填用自带的青色。"
    )
    primary_dark: Colour | None = Field(
        default=None, title="深色界面的主色", description="不填就把主色调亮，到深底上看得清为止。"
    )
    accent_dark: Colour | None = Field(
        default=None, title="深色界面的链接颜色", description="不填就把链接的颜色调亮。"
    )
    logo: LogoFile | None = Field(
        default=None, title="标志", description="页眉、卡片和海报上的标志，例如 media/logo.svg。"
    )
    header_image: MediaFile | None = Field(
        default=None, title="头图", description="首页顶上的横幅照片，例如 media/toutu.jpg。"
    )
    tagline: Line | None = Field(
        default=None, title="一句话介绍", description="首页项目名称下面的一句话；不填用自带的。"
    )

    @property
    def palette(self) -> Palette:
        """All colours that follow from the two."""
        return palette_of(self.primary, self.accent, dark=(self.primary_dark, self.accent_dark))
