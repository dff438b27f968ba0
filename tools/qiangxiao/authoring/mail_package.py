"""Finds the one zip attached to a saved e-mail. Nothing else of the mail is looked at, nothing is fetched."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

from qiangxiao.authoring.office_package import EXCEL, WORD

MAX_PARTS = 200  # of a mail; a package and its letter are three to ten
MAX_LINES = 1_500_000  # of a mail of 75 MB in base64 (76 characters a line), and some
MAX_NESTED = 40  # times the word "boundary": Python's reader recurses on parts within parts
MAX_HEADER = 5000
"""Bytes of one header about content. Python's reader takes time with the square of it."""
# catches "Content-Type: text/plain;\r\n name=a", spares "X-Content-Type: a", "见 content-type: a"
_HEADERS = re.compile(rb"(?:\A|[\r\n])content-[a-z-]{1,40}:[^\r\n]*(?:\r?\n?[ \t][^\r\n]*)*", re.IGNORECASE)
_BOUNDARY = re.compile(rb"boundary", re.IGNORECASE)
_ZIP_START = b"PK"
_OFFICE = (WORD.suffix, EXCEL.suffix, *WORD.others, *EXCEL.others)


class MailRefused(Exception):
    """A mail from which no package can be taken: what is wrong, and what to do, in Chinese."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def find_attached_package(data: bytes) -> bytes:
    """Return the bytes of the only zip attached to a mail,
    also to a mail that it forwards; raise MailRefused.
    """
    _refuse_endless(data)
    try:
        found, others = _attachments(message_from_bytes(data, policy=policy.default))
    except MailRefused:
        raise
    except Exception:  # the mail parser raises many things on broken mail
        raise MailRefused(
            "这封邮件读不懂，可能没有存完整。", "请在邮箱里把附件单独存下来，再收那个压缩包。"
        ) from None
    if len(found) > 1:
        raise MailRefused(
            f"邮件里有 {len(found)} 个压缩包，不知道收哪一个。", "请在邮箱里把要收的一个单独存下来。"
        )
    if found:
        return found[0]
    if any(name.lower().endswith(_OFFICE) for name in others):
        raise MailRefused(
            "邮件里没有投稿包，附件是 Word 或 Excel 文件。", "请把附件存下来，用 qiangxiao import 导入。"
        )
    raise MailRefused("邮件里没有 zip 压缩包。", "请确认附件已经下载完整，或者请学校重新发来。")


def list_attachments(data: bytes) -> list[tuple[str, bytes]]:
    """Return what is attached to a mail, also to one that it forwards, and pictures within its text; names as
    they are. Raises MailRefused.
    """
    _refuse_endless(data)
    try:
        mail = message_from_bytes(data, policy=policy.default)
        found: list[tuple[str, bytes]] = []
        for count, part in enumerate(mail.walk(), 1):
            if count > MAX_PARTS:
                raise MailRefused(f"邮件里的部分超过 {MAX_PARTS} 个。", "请在邮箱里把附件单独存下来。")
            name = "" if part.is_multipart() else part.get_filename() or ""
            content = part.get_payload(decode=True) if name else None
            if isinstance(content, bytes):
                found.append((name.replace("/", "_"), content))
    except MailRefused:
        raise
    except Exception:  # the mail parser raises many things on broken mail
        raise MailRefused("这封邮件读不懂，可能没有存完整。", "请在邮箱里把附件单独存下来。") from None
    return found


def _refuse_endless(data: bytes) -> None:
    """Raise MailRefused for a mail that is made to keep
    its reader busy: no mail program writes such a one.
    """
    is_long = any(found.end() - found.start() > MAX_HEADER for found in _HEADERS.finditer(data))
    lines = max(data.count(b"\n"), data.count(b"\r"))
    if is_long or lines > MAX_LINES or sum(1 for _ in _BOUNDARY.finditer(data)) > MAX_NESTED:
        raise MailRefused(
            "这封邮件的结构不像普通邮件，没有收。", "请在邮箱里把附件单独存下来，再收那个压缩包。"
        )


def _attachments(mail: Message) -> tuple[list[bytes], list[str]]:
    """Return the zips attached to a mail, and the names of the other attachments."""
    found: list[bytes] = []
    others: list[str] = []
    for count, part in enumerate(mail.walk(), 1):
        if count > MAX_PARTS:
            raise MailRefused(f"邮件里的部分超过 {MAX_PARTS} 个。", "请在邮箱里把附件单独存下来。")
        if part.is_multipart() or not isinstance(part, EmailMessage):
            continue
        name = part.get_filename() or ""
        content = part.get_payload(decode=True)
        is_office = name.lower().endswith(_OFFICE)
        is_zip = isinstance(content, bytes) and (
            content.startswith(_ZIP_START) or name.lower().endswith(".zip")
        )
        if isinstance(content, bytes) and is_zip and not is_office:
            found.append(content)
        elif name:
            others.append(name)
    return found, others
