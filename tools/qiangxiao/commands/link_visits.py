"""Visits links outside the site. Nothing else in the program speaks to other hosts, and no build does.

The addresses come from strangers, so every host is resolved first and only public
addresses are spoken to, by the address that was checked; that holds for every step of
a redirect. Nothing is stored, no cookie is kept, and at most the first KiB of an
answer is read. A host is visited by one connection at a time, with a pause in between.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from qiangxiao.checks.external_links import Verdict, Visit

_MOST_REDIRECTS = 5  # times; browsers give up after twenty, people should mend the address after one
_READ_BYTES = 1024  # of the answer: that it comes is all we want to know
_PERMANENT = (301, 308)
_REDIRECTS = (301, 302, 303, 307, 308)
_GONE = (404, 410)
_CLOSED = (401, 402, 403, 405, 406, 407, 418, 429, 451, 521, 999)
_TUNNELS = (
    ip_network("64:ff9b::/96"),
    ip_network("64:ff9b:1::/48"),
    ip_network("2002::/16"),
    ip_network("2001::/32"),
)
_PATH_SAFE = "/%:@!$&'()*+,;=~-._?"


def is_public(address: str) -> bool:
    """Tell whether an IP address belongs to the public internet; addresses that wrap another one do not."""
    found = ip_address(address.split("%", 1)[0])
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public(str(found.ipv4_mapped))
        if any(found in tunnel for tunnel in _TUNNELS):
            return False
    return found.is_global and not found.is_multicast


@dataclass(frozen=True, slots=True)
class Manners:
    """How to visit. `may_visit` decides about a resolved
    IP address, `ports` about its port; times in seconds.
    """

    agent: str
    timeout: float = 10
    deadline: float = 30
    pause: float = 1
    retries: int = 1
    ports: frozenset[int] = frozenset({80, 443})
    may_visit: Callable[[str], bool] = is_public
    trusted: ssl.SSLContext | None = None


class _RefusedError(Exception):
    """An address that is not spoken to; the message says why in Chinese."""


class _NoSuchHostError(Exception):
    """A name that nobody owns."""


def visit_all(
    urls: Iterable[str], manners: Manners, report: Callable[[int, int], None]
) -> Mapping[str, Visit]:
    """Visit every address once and return how it ended; hosts in parallel, each of them one by one."""
    by_host: dict[str, list[str]] = {}
    for url in sorted(set(urls)):
        by_host.setdefault(_host_of(url), []).append(url)
    total = sum(map(len, by_host.values()))
    found: dict[str, Visit] = {}
    lock = threading.Lock()

    def host(addresses: list[str]) -> None:
        for at, url in enumerate(addresses):
            if at:
                time.sleep(manners.pause)
            ended = visit(url, manners)
            with lock:
                found[url] = ended
                report(len(found), total)

    with ThreadPoolExecutor(max_workers=8) as pool:
        for done in [pool.submit(host, addresses) for addresses in by_host.values()]:
            done.result()
    return found


def visit(url: str, manners: Manners) -> Visit:
    """Visit one address, again if the first attempt failed for a reason that may pass."""
    ended = _attempt(url, manners)
    for _ in range(manners.retries):
        if ended.verdict is not Verdict.UNREACHABLE:
            break
        time.sleep(manners.pause * 3)
        ended = _attempt(url, manners)
    return ended


def _attempt(url: str, manners: Manners) -> Visit:
    try:
        return _follow(url, manners)
    except _RefusedError as error:
        return Visit(Verdict.REFUSED, str(error))
    except _NoSuchHostError:
        return Visit(Verdict.GONE, "没有这个域名")
    except TimeoutError:
        return Visit(Verdict.UNREACHABLE, "等得太久")
    except ssl.SSLError:
        return Visit(Verdict.UNREACHABLE, "证书不对或不支持加密连接")
    except (OSError, HTTPException, ValueError):
        return Visit(Verdict.UNREACHABLE, "连不上或回答不完整")


def _follow(url: str, manners: Manners) -> Visit:
    """Follow an address through its redirects; every step is checked like the first."""
    ends = time.monotonic() + manners.deadline
    here, is_permanent = url, True
    for _ in range(_MOST_REDIRECTS + 1):
        status, location = _ask("HEAD", here, manners, ends)
        if status >= 400 and status != 410:
            status, location = _ask("GET", here, manners, ends)
        if status in _REDIRECTS and location:
            is_permanent = is_permanent and status in _PERMANENT
            here = urljoin(here, location)
            continue
        return _judge(status, url, here, is_permanent)
    return Visit(Verdict.UNREACHABLE, f"转了超过 {_MOST_REDIRECTS} 次")


def _judge(status: int, url: str, here: str, is_permanent: bool) -> Visit:
    if status in _GONE:
        return Visit(Verdict.GONE, str(status))
    if status in _CLOSED:
        return Visit(Verdict.CLOSED, str(status))
    if not 200 <= status < 300:
        return Visit(Verdict.UNREACHABLE, f"对方回答 {status}")
    if here != url and is_permanent:
        return Visit(Verdict.MOVED, "".join(char for char in here if char.isprintable())[:500])
    return Visit(Verdict.FINE)


def _ask(method: str, url: str, manners: Manners, ends: float) -> tuple[int, str]:
    """Send one request and return the status and where a redirect leads."""
    parts = urlsplit(url)
    host, port = _require_allowed(parts, manners)
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    connection = _connect(_resolve(host, port, manners), host, port, parts.scheme == "https", manners, left)
    watch = threading.Timer(left, _shut, (connection.sock,))
    watch.daemon = True
    watch.start()
    try:
        target = quote(parts.path or "/", safe=_PATH_SAFE) + (
            f"?{quote(parts.query, safe=_PATH_SAFE)}" if parts.query else ""
        )
        connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
        shown = f"[{host}]" if ":" in host else host
        connection.putheader("Host", shown if port in (80, 443) else f"{shown}:{port}")
        connection.putheader("User-Agent", manners.agent)
        connection.putheader("Accept", "*/*")
        connection.putheader("Connection", "close")
        connection.endheaders()
        answer = connection.getresponse()
        if method == "GET":
            answer.read(_READ_BYTES)
        if time.monotonic() >= ends:  # cut off from outside, which looks like an answer that ended early
            raise TimeoutError
        return answer.status, answer.getheader("Location") or ""
    except (OSError, HTTPException, ValueError):
        if time.monotonic() >= ends:
            raise TimeoutError from None
        raise
    finally:
        watch.cancel()
        connection.close()


def _require_allowed(parts: SplitResult, manners: Manners) -> tuple[str, int]:
    """Return the host and the port of an address that may be visited; raise _RefusedError for any other."""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise _RefusedError("不是 http 或 https 的网址")
    if parts.username is not None or parts.password is not None:
        raise _RefusedError("网址里带着用户名或密码")
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        host = parts.hostname if ":" in parts.hostname else parts.hostname.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        raise _RefusedError("网址写得不对") from None
    if port not in manners.ports:
        raise _RefusedError(f"不常用的端口 {port}")
    return host, port


def _resolve(host: str, port: int, manners: Manners) -> str:
    """Return one IP address of a host; raise _RefusedError when any of them may not be visited."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)):
            raise _NoSuchHostError from None
        raise
    addresses = [str(info[4][0]) for info in found]
    if not all(map(manners.may_visit, addresses)):
        raise _RefusedError("指向内网或本机")
    return next((address for address in addresses if ":" not in address), addresses[0])


def _connect(
    address: str, host: str, port: int, is_secure: bool, manners: Manners, left: float
) -> HTTPConnection:
    """Connect to the very address that was checked, so that a name cannot mean another one a moment later."""
    plain = socket.create_connection((address, port), timeout=min(manners.timeout, left))
    try:
        connection = HTTPConnection(host, port)
        connection.auto_open = 0
        context = manners.trusted or ssl.create_default_context()
        connection.sock = context.wrap_socket(plain, server_hostname=host) if is_secure else plain
    except BaseException:
        plain.close()
        raise
    return connection


def _shut(connected: socket.socket | None) -> None:
    """End a connection from outside, whatever it is waiting for."""
    try:
        if connected is not None:
            connected.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def _host_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
