"""Data with its own digest before it, so that what was cut off or altered on a disk is noticed when it is
read.
"""

from __future__ import annotations

from hashlib import sha256

_MARK = b"qiangxiao 1 "
"""The form of sealed data: this, the SHA-256 of the data in hexadecimal, a new line, the data."""
_HEADER_BYTES = len(_MARK) + 64 + 1


def sealed(data: bytes) -> bytes:
    """Return data with its seal."""
    return _header(data) + data


def unsealed(found: bytes) -> bytes | None:
    """Return what was sealed; None when it is not as it was."""
    data = found[_HEADER_BYTES:]
    return data if found[:_HEADER_BYTES] == _header(data) else None


def _header(data: bytes) -> bytes:
    return _MARK + sha256(data).hexdigest().encode() + b"\n"
