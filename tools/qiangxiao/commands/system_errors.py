"""What the system refused, in one Chinese line that
says where and what to do: for whoever runs the program.
"""

from __future__ import annotations

import errno
import signal
from collections.abc import Iterator
from contextlib import contextmanager

_AGAIN = "请改好以后再运行一次。"
_WORDS = {
    errno.ENOSPC: ("磁盘满了", "请腾出空间，再运行一次。"),
    errno.EDQUOT: ("磁盘配额用完了", "请腾出空间，再运行一次。"),
    errno.EROFS: ("这里是只读的，不能写入", "请换一个能写的地方，再运行一次。"),
    errno.EACCES: ("没有权限", "请改权限，或换一个有权限的用户，再运行一次。"),
    errno.EPERM: ("系统不允许", "请改权限，或换一个有权限的用户，再运行一次。"),
    errno.ENOENT: ("文件不见了，可能刚被删去或改名", "请再运行一次。"),
    errno.ENOTDIR: ("这里应该是文件夹，却是文件", _AGAIN),
    errno.EISDIR: ("这里应该是文件，却是文件夹", _AGAIN),
    errno.EEXIST: ("这里已经有别的文件", _AGAIN),
    errno.ENOTEMPTY: ("文件夹里有别的文件", _AGAIN),
    errno.ENAMETOOLONG: ("路径太长", _AGAIN),
    errno.ELOOP: ("链接指来指去，没有尽头", _AGAIN),
    errno.EBUSY: ("正在被别的程序使用", "请关掉那个程序，再运行一次。"),
    errno.ETXTBSY: ("正在被别的程序使用", "请关掉那个程序，再运行一次。"),
    errno.EIO: ("读写出错，磁盘可能坏了", "请检查磁盘。"),
    errno.ESTALE: ("网络磁盘断开了", "请重新连接，再运行一次。"),
    errno.ENOLCK: ("这个磁盘不能加锁", "请把项目和网站放在本机的磁盘上。"),
    errno.EFBIG: ("文件太大，写不进去", _AGAIN),
    errno.EMFILE: ("打开的文件太多", "请关掉别的程序，再运行一次。"),
    errno.ENFILE: ("打开的文件太多", "请关掉别的程序，再运行一次。"),
    errno.ENOMEM: ("内存不够", "请关掉别的程序，再运行一次。"),
}


def explain(error: OSError) -> str | None:
    """Return the line; None for what nobody can mend from
    outside, which is a bug and deserves its traceback.
    """
    if error.errno not in _WORDS:
        return None
    what, advice = _WORDS[error.errno]
    path = error.filename if error.filename is not None else error.filename2
    where = f"：{path}" if isinstance(path, str) else ""
    return f"{what}{where}。{advice}"


@contextmanager
def ending_on_request() -> Iterator[None]:
    """Heed a request to end (`kill`, a job that is cancelled)
    in this block as Ctrl+C is heeded: tidy up, say one line.
    """
    before = signal.signal(signal.SIGTERM, _end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _end(number: int, frame: object) -> None:
    raise SystemExit("已终止。")
