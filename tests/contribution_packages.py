"""Contribution packages: good ones, and every hostile or careless one the intake has to refuse."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

from PIL import Image

SCHOOL = "schools/jinjiang/shili"
UPDATE = f"{SCHOOL}/updates/2026-11-10-zoulang-shujia.md"
TEXT = """---
title: 走廊书架开放一个月
date: 2026-11-10
summary: 走廊书架开放一个月，七年级学生借书三百余册。
measures:
  - 深化课堂教学改革
---

书架放在走廊东头，十月十日开放。
""".encode()


def photo(kind: str = "JPEG", size: tuple[int, int] = (640, 480), shade: int = 90) -> bytes:
    """Return a small picture."""
    out = io.BytesIO()
    Image.new("RGB", size, (shade, 120, 140)).save(out, kind)
    return out.getvalue()


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip with the entries in order, whatever their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, data in entries:
            made.writestr(name, data)
    return out.getvalue()


def a_mail(*attachments: tuple[str, bytes], forwarded: bool = False) -> bytes:
    """Return a saved mail with attachments, forwarded inside another mail if asked for."""
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "投稿", "jiaowu@example.edu.cn", "editor@example.org"
    mail.set_content("老师好，请收。")
    for name, data in attachments:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    if not forwarded:
        return mail.as_bytes()
    outer = EmailMessage()
    outer["Subject"] = "转发：投稿"
    outer.set_content("请处理。")
    outer.add_attachment(mail)
    return outer.as_bytes()


def with_mode(name: str, mode: int) -> zipfile.ZipInfo:
    """Return an entry that claims to be a kind of file of a Unix system."""
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = mode << 16
    return info


def renamed(old: str, new: bytes) -> bytes:
    """Return a zip in which one entry's name, in both headers, is replaced by bytes of the same length."""
    assert len(old) == len(new)
    return zipped((old, TEXT)).replace(old.encode(), new)


def _encrypted() -> bytes:
    data = bytearray(zipped((UPDATE, TEXT)))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


def _with_size(size: int) -> bytes:
    data = bytearray(zipped((UPDATE, TEXT)))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.index(mark) + at, size)
    return bytes(data)


def _damaged() -> bytes:
    data = bytearray(zipped((UPDATE, TEXT), method=zipfile.ZIP_STORED))
    data[data.index(TEXT) + 5] ^= 0xFF
    return bytes(data)


def _bomb(megabytes: int) -> bytes:
    return zipped((f"{SCHOOL}/media/bomb.jpg", b"\xff\xd8" + bytes(megabytes * 1024 * 1024)))


def _nested_bomb() -> bytes:
    inner = zipped((UPDATE, bytes(20 * 1024 * 1024)))
    for _ in range(3):
        inner = zipped(*((f"{SCHOOL}/media/{number}.zip", inner) for number in range(5)))
    return inner


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a path that climbs out": (lambda: zipped((f"{SCHOOL}/../../../../etc/cron.d/x", TEXT)), "外面"),
    "a path that starts by climbing": (lambda: zipped(("../schools/jinjiang/shili/plan.yml", TEXT)), "外面"),
    "an absolute path": (lambda: zipped(("/etc/passwd", TEXT)), "根目录"),
    "a drive letter": (lambda: zipped(("C:/schools/jinjiang/shili/plan.yml", TEXT)), "盘符"),
    "backslashes": (lambda: zipped((UPDATE.replace("/", "\\"), TEXT)), "反斜杠"),
    "a mixed path": (lambda: zipped((f"{SCHOOL}/updates\\..\\..\\x.md", TEXT)), "反斜杠"),
    "an empty step": (lambda: zipped((f"{SCHOOL}//plan.yml", TEXT)), "外面"),
    "a symbolic link": (lambda: zipped((with_mode(UPDATE, 0o120777), b"/etc/passwd")), "符号链接"),
    "a link as a folder": (lambda: zipped((with_mode(f"{SCHOOL}/media/", 0o120777), b"/etc")), "符号链接"),
    "a named pipe": (lambda: zipped((with_mode(UPDATE, 0o010644), b"")), "特殊文件"),
    "a device": (lambda: zipped((with_mode(UPDATE, 0o020644), b"")), "特殊文件"),
    "a bomb within the limit of a photo": (lambda: _bomb(6), "膨胀"),
    "a large bomb": (lambda: _bomb(90), "超过了 8 MiB"),
    "zips in zips": (_nested_bomb, "不收扩展名是 .zip 的文件"),
    "ten thousand entries": (
        lambda: zipped(*((f"{SCHOOL}/cases/c{number}.md", b"") for number in range(10_000))),
        "超过了 300 个",
    ),
    "301 files": (
        lambda: zipped(*((f"{SCHOOL}/cases/c{number}.md", b"") for number in range(301))),
        "超过了 300 个",
    ),
    "two schools": (lambda: zipped((UPDATE, TEXT), ("schools/pujiang/dongpo/plan.yml", TEXT)), "几所学校"),
    "the program": (lambda: zipped((UPDATE, TEXT), ("schools/program.yml", b"name: x\n")), "由编辑维护"),
    "the ledger": (lambda: zipped((UPDATE, TEXT), ("schools/featured.yml", b"[]\n")), "由编辑维护"),
    "a district": (
        lambda: zipped((UPDATE, TEXT), ("schools/jinjiang/district.yml", b"x: 1\n")),
        "由编辑维护",
    ),
    "a page of the site": (lambda: zipped((UPDATE, TEXT), ("docs/index.md", TEXT)), "不在学校的文件夹里"),
    "the house's own code": (lambda: zipped(("tools/qiangxiao/__init__.py", b"x")), "不在学校的文件夹里"),
    "a hook": (lambda: zipped((".git/hooks/post-checkout", b"#!/bin/sh\n")), "不在学校的文件夹里"),
    "an executable": (lambda: zipped((f"{SCHOOL}/media/a.exe", b"MZ")), "不收扩展名是 .exe 的文件"),
    "a page": (lambda: zipped((f"{SCHOOL}/media/a.html", b"<script>")), "不收扩展名是 .html 的文件"),
    "a drawing": (lambda: zipped((f"{SCHOOL}/media/a.svg", b"<svg/>")), "不收扩展名是 .svg 的文件"),
    "a hidden extension": (lambda: zipped((f"{SCHOOL}/media/a.jpg.html", b"<script>")), "不收"),
    "an unknown file": (lambda: zipped((f"{SCHOOL}/notes.md", TEXT)), "不该有"),
    "an update without a day": (lambda: zipped((f"{SCHOOL}/updates/zoulang.md", TEXT)), "不该有"),
    "a name of a Windows device": (lambda: zipped((f"{SCHOOL}/cases/con.md", TEXT)), "不该有"),
    "a long name": (lambda: zipped((f"{SCHOOL}/cases/{'a' * 70}.md", TEXT)), "不该有"),
    "a Chinese name": (lambda: zipped((f"{SCHOOL}/media/照片.jpg", photo())), "不该有"),
    "letters of two cases": (
        lambda: zipped((UPDATE, TEXT), (UPDATE.replace("zou", "Zou"), TEXT)),
        "只差大小写",
    ),
    "two ways to write a letter": (
        lambda: zipped((f"{SCHOOL}/cases/caf\u00e9.md", TEXT), (f"{SCHOOL}/cases/cafe\u0301.md", TEXT)),
        "只差大小写、写法",
    ),
    "one name twice": (lambda: renamed_twin(), "重名"),
    "an encrypted file": (_encrypted, "密码"),
    "a truncated zip": (lambda: zipped((UPDATE, TEXT))[:-30], "打不开"),
    "half a zip": (lambda: zipped((f"{SCHOOL}/media/a.jpg", os.urandom(9000)))[:5000], "打不开"),
    "no zip": (lambda: b"Rar!\x1a\x07\x00" + bytes(100), "不是 zip"),
    "nothing at all": (lambda: b"", "不是 zip"),
    "a program before the zip": (lambda: b"MZ\x90\x00" + zipped((UPDATE, TEXT)), "不是 zip"),
    "a zip of nothing": (lambda: zipped(), "没有文件"),
    "only folders": (lambda: zipped((f"{SCHOOL}/", b""), (f"{SCHOOL}/media/", b"")), "没有文件"),
    "a huge declared size": (lambda: _with_size(0xFFFFFFF0), "大小"),
    "a small declared size": (lambda: _with_size(10), "损坏"),
    "a damaged file": (_damaged, "损坏"),
    "another method": (lambda: zipped((UPDATE, TEXT), method=zipfile.ZIP_LZMA), "压缩方法"),
    "a name with a NUL": (lambda: renamed(UPDATE, UPDATE[:-1].encode() + b"\0"), "控制字符"),
    "a name with a line end": (lambda: zipped((f"{SCHOOL}/media/a\n::error::x.jpg", photo())), "控制字符"),
    "a name that steers the terminal": (
        lambda: zipped((f"{SCHOOL}/media/\x1b[2Jx.jpg", photo())),
        "控制字符",
    ),
    "a name that turns round": (lambda: zipped((f"{SCHOOL}/media/\u202egpj.exe", photo())), "控制字符"),
    "a name that is no text": (lambda: renamed(UPDATE, UPDATE[:-5].encode() + b"\xff\xff.md"), "读不出来"),
    "a folder named like a file": (lambda: zipped((f"{SCHOOL}/plan.yml/", b"")), "不该有这个文件夹"),
    "a file in a folder named like a file": (lambda: zipped((f"{SCHOOL}/plan.yml/x.yml", TEXT)), "不该有"),
    "a text over 512 KiB": (lambda: zipped((UPDATE, TEXT + os.urandom(600 * 1024))), "512 KiB"),
    "a photo over 8 MiB": (lambda: zipped((f"{SCHOOL}/media/a.jpg", os.urandom(9 * 1024 * 1024))), "8 MiB"),
    "text in GBK": (lambda: zipped((UPDATE, TEXT.decode().encode("gbk"))), "GBK"),
    "text in UTF-16": (lambda: zipped((UPDATE, TEXT.decode().encode("utf-16"))), "UTF-16"),
    "a page for a photo": (
        lambda: zipped((f"{SCHOOL}/media/a.jpg", b"<script>alert(1)</script>")),
        "不是能读的图片",
    ),
    "a photo of another format": (lambda: zipped((f"{SCHOOL}/media/a.jpg", photo("PNG"))), "PNG"),
    "half a photo": (lambda: zipped((f"{SCHOOL}/media/a.jpg", photo()[:900])), "不是能读的图片"),
    "a ribbon of a photo": (lambda: zipped((f"{SCHOOL}/media/a.jpg", photo(size=(6000, 210)))), "太狭长"),
    "markup": (lambda: zipped((UPDATE, TEXT + b"\n<script>alert(1)</script>\n")), "HTML"),
    "an unknown measure": (
        lambda: zipped((UPDATE, TEXT.replace("深化课堂".encode(), "胡写".encode()))),
        "措施",
    ),
    "a comment": (lambda: zipped((UPDATE, TEXT.replace(b"measures:", b"# x\nmeasures:"))), "注释"),
    "a new school without a profile": (
        lambda: zipped((UPDATE.replace("shili", "xinxiao"), TEXT)),
        "school.yml",
    ),
    "a broken reference from elsewhere": (
        lambda: zipped((f"{SCHOOL}/plan.yml", SHORT_PLAN)),
        "1. 三年行动方案“三年行动方案（示例）”",
    ),
}
SHORT_PLAN = """title: 三年行动方案（示例）
starts_on: 2025-10-09
ends_on: 2028-09-30
objectives:
  - id: o9
    title: 只剩这一个目标
indicators: []
tasks: []
as_of: 2026-11-01
""".encode()


def renamed_twin() -> bytes:
    """Return a zip that holds one name twice."""
    twin = UPDATE.replace("zoulang", "zoulanh")
    return zipped((UPDATE, TEXT), (twin, TEXT)).replace(twin.encode(), UPDATE.encode())


def hostile_package(folder: Path, name: str) -> Path:
    """Write a hostile package and return its place."""
    place = folder / "投稿包.zip"
    place.write_bytes(HOSTILE[name][0]())
    return place
