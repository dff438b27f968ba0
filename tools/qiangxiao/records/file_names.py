"""A file in the wrong place, or under a name that will not do: why, and the name that would.

The name proposed is made of the one there is: its date, its Latin letters, the sound of its Chinese ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import PurePosixPath

from qiangxiao.foundation.slugs import SLUG_MAX, is_device, is_slug, suggest_slug
from qiangxiao.sources.discovery import Layout

_IN_A_DISTRICT = 4  # parts of a path: schools, the district, its folder, the file
_SYLLABLES = 6  # of the sound of a Chinese name: enough to know the file by
_PHOTOS = (".jpg", ".jpeg", ".png", ".webp")
_APPLE = (".heic", ".heif")
_OTHER_PICTURES = (".gif", ".bmp", ".tif", ".tiff", ".avif", ".svg", ".raw", ".psd")
_LEFTOVERS = (".bak", ".tmp", ".swp", ".orig", ".rej", ".lnk", ".ini", ".db")
_OFFICE = {
    **dict.fromkeys((".docx", ".doc", ".wps", ".rtf", ".odt"), "Word"),
    **dict.fromkeys((".xlsx", ".xls", ".et", ".csv", ".ods"), "Excel"),
    **dict.fromkeys((".pdf", ".ofd"), "PDF"),
    **dict.fromkeys((".zip", ".rar", ".7z"), "压缩包"),
    **dict.fromkeys((".mp4", ".mov", ".avi", ".mp3", ".m4a"), "视频和录音"),
    **dict.fromkeys((".ppt", ".pptx"), "PPT"),
}
_MOVE = {
    "Word": (
        "请移出这个文件夹，用 qiangxiao import 来稿.docx --school 区县/学校 --as update 导入，或者发给编辑。"
    ),
    "Excel": (
        "请移出这个文件夹；学校名册用 qiangxiao import 名册.xlsx --as roster 导入，方案把 roster 换成 plan。"
    ),
    "PDF": "请移出这个文件夹，找原来的 Word 文件，用 qiangxiao import 导入。",
    "压缩包": "请移出这个文件夹；学校的投稿包用 qiangxiao intake 收。",
    "视频和录音": "请移出这个文件夹；可以在正文里写公开的网址。",
    "PPT": "请移出这个文件夹；要点写进正文，图片另存为 JPEG 放进 media。",
}
_TEXTS = (".md", ".markdown", ".txt", ".text")
_DATA = (".yml", ".yaml")
# What people call the folders: the folder, then its other names.
_FOLDERS = """
media 照片 图片 相片 photo photos image images img pic pics pictures 素材 附件 附图
updates 进展 工作进展 动态 工作动态 update news 新闻
cases 案例 教改案例 case 经验
inspections 视导 教学视导 inspection
visits 指导 专家指导 visit 到校指导
monitoring 监测 质量监测 monitor
"""
_OTHER_FOLDERS = {
    name: folder for folder, *names in map(str.split, _FOLDERS.strip().splitlines()) for name in names
}
# The day in a name, however it is written:
# catches "2026-10-12", "2026.10.12", "20261012", "2026年10月12日", spares "2026-13", "120261012"
_DAY = re.compile(
    r"(?<!\d)(20\d\d)(?:\s*[-._年 ]\s*(0?[1-9]|1[0-2])\s*[-._月 ]\s*(0?[1-9]|[12]\d|3[01])(?!\d)\s*日?"
    r"|(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d))"
)
_CAUSES = (
    # catches "小测", spares "xiaoce"
    (re.compile(r"[\u3400-\u9fff]"), "汉字"),
    # catches "Ke", "ＫＥ", spares "ke"
    (re.compile(r"[A-ZＡ-Ｚ]"), "大写字母"),
    # catches "ke tang", "ke\u3000tang", spares "ke-tang"
    (re.compile(r"\s"), "空格"),
    # catches "ke_tang", spares "ke-tang"
    (re.compile(r"_"), "下划线"),
    # catches "ke（1）", "ke(1)", "ke，", spares "ke-1"
    (re.compile(r"[（）()【】\[\]，,、。：:；;！!？?“”\"'‘’·—－&+#@%~]"), "标点符号"),
    # catches "ke.tang", spares "ketang"
    (re.compile(r"\."), "多余的点"),
    # catches "ke--tang", "-ke", "ke-", spares "ke-tang"
    (re.compile(r"--|^-|-$"), "多余的短横"),
)


def explain_name(path: str, layouts: Sequence[Layout]) -> tuple[str, str] | None:
    """Return why a file cannot stay as it is, and what to do; None where nothing better than the general
    words is known.
    """
    place = PurePosixPath(path)
    suffix = place.suffix.lower()
    if place.name.startswith(("~$", "._", ".~")) or suffix in _LEFTOVERS:
        return f"“{place.name}”是程序留下的临时文件或备份。", "请删去它。"
    if program := _OFFICE.get(suffix):
        return f"这里不放 {program} 文件。", _MOVE[program]
    if odd := [part for part in place.parts[1:3] if not is_slug(part)] if len(place.parts) > 3 else []:
        named = "/".join(_slug(part) or "xuexiao" for part in place.parts[1:3])
        return f"文件夹“{odd[0]}”的名字不合要求。", f"区县和学校的文件夹用拼音，例如 schools/{named}/。"
    if suffix in _APPLE:
        target = _in_school(place, "media", f"{_slug(place.stem) or 'zhaopian'}.jpg")
        return (
            "这是苹果手机的 HEIC 照片，许多电脑和浏览器打不开。",
            f"请打开后另存为 JPEG，放到 {target}；以后可以在手机的“设置—相机—格式”里选“兼容性最佳”。",
        )
    if suffix in _OTHER_PICTURES:
        target = _in_school(place, "media", f"{_slug(place.stem) or 'zhaopian'}.jpg")
        return f"照片不收 {suffix} 格式。", f"请用看图软件打开，另存为 JPEG，放到 {target}。"
    if suffix in _PHOTOS:
        return _explain_photo(place, suffix)
    if suffix in (*_TEXTS, *_DATA):
        return _explain_text(place, suffix, layouts)
    if not suffix and "." not in place.name:
        return _explain_text(place, "", layouts)
    return None


def _explain_photo(place: PurePosixPath, suffix: str) -> tuple[str, str]:
    target = _in_school(place, "media", f"{_slug(place.stem) or 'zhaopian'}{suffix}")
    return _why(place, "media"), f"请改名为 {target}，用到它的地方也一起改。"


def _explain_text(place: PurePosixPath, suffix: str, layouts: Sequence[Layout]) -> tuple[str, str] | None:
    stem = place.name[: -len(suffix)] if suffix else place.name
    inner = PurePosixPath(stem).suffix.lower()
    if inner in (*_TEXTS, *_DATA):  # 2026-10-12-ke.md.txt
        stem, suffix = stem[: -len(inner)], inner
    single = _single_file(stem, place, layouts)
    if single:
        reasons = list(_reasons(place, "", PurePosixPath(single).suffix))
        why = "；".join(reasons) + "。" if reasons else f"没有叫“{place.name}”的文件。"
        return why, f"请改名为 {_in_school(place, '', single)}。"
    folder = _folder(place)
    examples = [one.example for one in layouts if one.example.split("/")[3:4] == [folder]]
    example = next((one for one in examples if one.count("/") == 4), "")
    if not folder or not example:
        return None
    name, ending = PurePosixPath(example).stem, PurePosixPath(example).suffix
    # catches "2026-10-12-kaifangke", spares "2026-autumn", "zuoye"
    is_dated = re.match(r"\d{4}-\d\d-\d\d-", name)
    day = _DAY.search(stem)
    words = _slug(_DAY.sub(" ", stem)) or "-".join(name.split("-")[3:])
    why = _why(place, folder, ending)
    if not is_dated:
        if name[:1].isdigit():  # a year or a semester, which nothing but the writer knows
            return why, f"允许的写法：{example}。"
        return why, f"请改名为 {_in_school(place, folder, f'{_slug(stem) or name}{ending}')}。"
    if not day:
        target = _in_school(place, folder, f"2026-10-12-{words}{ending}")
        return "文件名开头没有日期。", f"请把日期写在前面，例如 {target}，日期要与文件里的一致。"
    year, month, number = filter(None, day.groups())
    date = f"{year}-{int(month):02d}-{int(number):02d}"
    return why, f"请改名为 {_in_school(place, folder, f'{date}-{words}{ending}')}。"


def _single_file(stem: str, place: PurePosixPath, layouts: Sequence[Layout]) -> str:
    """Return the file of which a school has only one that a name means: Plan, plan.yaml."""
    names = [PurePosixPath(one.example).name for one in layouts if one.example.count("/") == 3]
    known = {PurePosixPath(name).stem: name for name in names}
    near = get_close_matches(stem.lower().strip(), known, n=1, cutoff=0.8)
    return known[near[0]] if near and len(place.parts) == 4 else ""


def _folder(place: PurePosixPath) -> str:
    """Return the folder that is meant: the one there is, one of its other names, one spelled much alike."""
    if len(place.parts) < 5:
        return ""
    there = place.parts[3]
    known = sorted({*_OTHER_FOLDERS.values()})
    near = get_close_matches(there.lower(), known, n=1, cutoff=0.75)
    return _OTHER_FOLDERS.get(there.lower(), near[0] if near else there)


def _in_school(place: PurePosixPath, folder: str, name: str) -> str:
    """Return a place in the same school's folder, or only the folder and name outside of any school."""
    parts = place.parts
    if len(parts) == _IN_A_DISTRICT and parts[2] == folder:
        return f"{'/'.join(parts[:3])}/{name}"
    inside = f"{folder}/{name}" if folder else name
    is_school = len(parts) > 3 and parts[0] == "schools" and all(map(is_slug, parts[1:3]))
    return f"{'/'.join(parts[:3])}/{inside}" if is_school else inside


def _slug(words: str) -> str:
    """Return Latin letters, digits and the sound of Chinese characters as a slug; may be empty."""
    from pypinyin import lazy_pinyin  # takes a fifth of a second, and is wanted only where a name is wrong

    # catches "小测", "IMG", "2", spares "-", "（"
    runs = re.findall(r"[\u3400-\u9fff]+|[A-Za-z0-9]+", words)
    parts: list[str] = []
    for run in runs:
        parts += lazy_pinyin(run)[:_SYLLABLES] if not run.isascii() else [run.lower()]
    slug = suggest_slug("-".join(parts[: _SYLLABLES + 2]))
    return f"{slug}-1" if is_device(slug) else slug


def _why(place: PurePosixPath, folder: str, ending: str = "") -> str:
    """Return why a file cannot stay: its folder, the signs in its name, its length, its ending."""
    reasons = list(_reasons(place, folder, ending))
    return "；".join(reasons) + "。" if reasons else f"文件名“{place.name}”不合要求。"


def _reasons(place: PurePosixPath, folder: str, ending: str) -> Iterator[str]:
    there = place.parts[3] if len(place.parts) > _IN_A_DISTRICT else ""
    there = folder if len(place.parts) == _IN_A_DISTRICT and place.parts[2] == folder else there
    if there != folder:
        where = f"文件夹“{there}”" if there else "学校文件夹里"
        yield f"{where}不是放这种文件的地方，要放在 {folder} 文件夹"
    elif len(place.parts) > 5:
        yield f"{folder} 文件夹里不再分文件夹"
    signs = [sign for pattern, sign in _CAUSES if pattern.search(place.stem)]
    if place.suffix != place.suffix.lower() and "大写字母" not in signs:
        signs.append("大写字母")
    if signs:
        yield f"文件名“{place.name}”里有{'、'.join(signs)}"
    if len(place.stem) > SLUG_MAX:
        yield f"文件名超过 {SLUG_MAX} 个字符"
    if is_device(place.stem.lower()):
        yield f"Windows 不许文件叫“{place.stem}”"
    if ending and place.suffix.lower() != ending:
        yield f"扩展名应当是 {ending}"
