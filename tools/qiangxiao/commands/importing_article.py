"""What every way of importing an update or a case needs:
a name for the file, the writing, and the telling.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pypinyin import lazy_pinyin

from qiangxiao.authoring.file_writing import create_file, delete_file
from qiangxiao.authoring.package_writing import package_of
from qiangxiao.authoring.shapes import keys_of
from qiangxiao.authoring.word_article import Composed, Content
from qiangxiao.commands.session import Session
from qiangxiao.foundation.errors import UsageError
from qiangxiao.foundation.slugs import is_slug, suggest_slug
from qiangxiao.records.kind import DATED, Kind, Scope
from qiangxiao.records.scalars import PLACEHOLDER

_SHOWN = 40  # characters of a value that a message repeats
_TITLE_SYLLABLES = 5  # of pinyin in a file name: enough to know the text by


def path_of(kind: Kind[Any], owner_id: str, day: date, slug: str) -> str:
    """Return where a text of a kind goes: in the folder of its school, of its district, or of the city."""
    name = f"{day}-{slug}" if kind.naming is DATED else slug
    top = f"schools/{owner_id}" if owner_id else Scope.CITY.value[1]
    return f"{top}/{kind.folder}/{name}{kind.extension}"


def slug_of(stem: str, title: str) -> str:
    """Return a slug from the file's name if that is in Latin letters, else from the sound of the title."""
    named = (
        # catches "2026-10-12-ke", "20261012", spares "2026", "1026-10-12"
        suggest_slug(re.sub(r"(?:19|20)\d\d\D?\d{1,2}\D?\d{1,2}(?!\d)", "", stem)) if stem.isascii() else ""
    )
    words = re.sub(r"[^\u4e00-\u9fff]", "", title)[:_TITLE_SYLLABLES]
    sounded = suggest_slug("-".join(lazy_pinyin(words)))
    return next((slug for slug in (named, sounded) if is_slug(slug) and re.search("[a-z]", slug)), "laigao")


def find_stated_day(content: Content) -> date | None:
    """Return the day that the text states, or None."""
    try:
        return date.fromisoformat(str(content.values.get("date", "")))
    except ValueError:
        return None


def put(root: Path, files: Mapping[str, bytes], package: str = "") -> None:
    """Write new files, or a package of them; all or nothing, and nothing that is there is overwritten."""
    if package:
        for path in files:
            if (root / path).exists():
                raise UsageError(f"{path} 已经有了。请用 --slug 换一个英文短名。")
        out = Path(package)
        create_file(out.parent, out.name, package_of(files))
        return
    written: list[str] = []
    try:
        for path, data in files.items():
            create_file(root, path, data)
            written.append(path)
    except UsageError:
        for path in written:
            delete_file(root, path)
        raise


def tell(
    session: Session,
    path: str,
    kind: Kind[Any],
    content: Content,
    composed: Composed,
    photos: int,
    package: str = "",
) -> None:
    """Say in Chinese what was found, what was left out and what remains to be done."""
    lines = [f"已存成投稿包：{package}，里面是 {path}" if package else f"已导入：{path}"]
    lines.append("照填好的表格填入：" if content.is_template else "猜出来的（请核对）：")
    for key in keys_of(kind.model):
        if key.name in content.values:
            value = content.values[key.name]
            shown = "、".join(map(str, value)) if isinstance(value, list) else str(value)
            shown = "已填" if isinstance(value, dict) else re.sub(r"\s+", " ", shown)
            lines.append(f"  {key.title}：{shown[:_SHOWN]}{'…' if len(shown) > _SHOWN else ''}")
    if photos:
        lines.append(f"取出照片 {photos} 张，放在 media/；请确认已征得同意，再给每张写上 consent: true。")
    lines += [f"注意：{note}" for note in (*content.left_out, *composed.lost)]
    if find_stated_day(content) is None and kind.naming is DATED:
        lines.append("没有找到日期，文件名先用今天的日期；填好日期后请把文件名一起改掉。")
    if composed.missing:
        lines.append(f"还要填（写着“{PLACEHOLDER}”的地方）：{'、'.join(composed.missing)}")
    if package and composed.missing:
        lines.append(
            "这些地方填好以前，intake 不会收这个投稿包；也可以不用 --package，直接导入到文件夹里再填。"
        )
    lines.append(f"核对以后运行 qiangxiao {f'intake {package}' if package else f'check {path}'}")
    session.output.print("\n".join(lines), markup=False, soft_wrap=True)
