"""Judges the addresses that a body points to.

Pure functions of the address as written; whether a relative path exists is for others to check.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

# catches "a b", "a\\b", "a<b", "\u3000", "&#58;" (hides a scheme), spares "a%20b", "路.md", "a?b=1&c=2"
_FORBIDDEN = re.compile(r"""[\x00-\x20\x7f-\xa0\u2000-\u200f\u2028-\u202f\u3000\\"'`<>{}|^]|&#""")
# catches "https://a.cn/x", "http://四川.中国", "HTTPS://a-b.com:8080", spares "https://a", "https://u@a.cn",
# "https://-a.cn", "https://127.0.0.1"
_WEB = re.compile(
    r"https?://(?:[a-z0-9\u4e00-\u9fff](?:[a-z0-9\u4e00-\u9fff-]*[a-z0-9\u4e00-\u9fff])?\.)+"
    r"(?:[a-z]{2,24}|xn--[a-z0-9-]+|[\u4e00-\u9fff]+)(?::[1-9]\d{0,3})?(?:[/?#]\S*)?",
    re.IGNORECASE,
)
# catches "mailto:a.b@c.cn", spares "mailto:a@b", "a.b@c.cn", "mailto:a@b.cn?subject=x"
_MAIL = re.compile(r"mailto:[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
# catches "javascript:", "https：", spares "a/b:c", "?t=1:2", "#a:b" (past a slash no scheme begins)
_SCHEME = re.compile(r"([^/?#]*?)[:：﹕]")


def is_external(target: str) -> bool:
    """Tell whether an accepted address leaves the site."""
    return target[:4].lower() == "http"


def link_fault(target: str) -> str | None:
    """Return what is wrong with a link's address, in Chinese, or None."""
    return _form_fault(target) or _scheme_fault(target)


def image_fault(target: str) -> str | None:
    """Return what is wrong with an image's address, in Chinese, or None."""
    if fault := _form_fault(target):
        return fault
    if _SCHEME.match(unquote(target)):
        return "图片不在本站"
    return "图片地址不是文件路径" if target.startswith(("#", "?")) else None


def _form_fault(target: str) -> str | None:
    if not target:
        return "地址是空的"
    if _FORBIDDEN.search(target):
        return "地址里有空格、引号、反斜杠或其他不能用的符号"
    if target.startswith("//"):
        return "地址以 // 开头"
    if target.startswith("/"):
        return "地址以 / 开头"
    return "地址缺少 https://" if target.lower().startswith("www.") else None


def _scheme_fault(target: str) -> str | None:
    scheme = _SCHEME.match(unquote(target))
    if scheme is None:
        return None
    name = scheme[1].lower()
    if name in ("http", "https"):
        return None if _WEB.fullmatch(target) else "网址不完整"
    if name == "mailto":
        return None if _MAIL.fullmatch(target) else "邮箱地址不完整"
    return f"不接受以“{scheme[1][:20]}:”开头的地址"
