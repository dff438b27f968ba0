"""The visit to external links: every answer a site can give, and every address that must not be visited."""

from __future__ import annotations

import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest
from sample_program import copy_program, qiangxiao

from qiangxiao.checks.external_links import Verdict, Visit
from qiangxiao.commands.link_visits import Manners, is_public, visit, visit_all


class Site(BaseHTTPRequestHandler):
    """A site with one page for every way to answer; it keeps the requests it got."""

    protocol_version = "HTTP/1.1"
    asked: list[str]
    failures: int

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        server = self.server
        assert isinstance(server, Served)
        server.asked.append(f"{self.command} {self.path} {self.headers['Host']}")
        page = unquote(self.path).strip("/")
        if page == "slow":
            time.sleep(5)
        elif page == "drip":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for number in range(100):
                self.wfile.write(f"X-{number}: x\r\n".encode())
                time.sleep(0.1)
        elif page == "hang-up":
            self.close_connection = True
            return
        elif page == "flaky":
            server.failures += 1
            self.send(500 if server.failures < 3 else 200)
        elif page == "no-head":
            self.send(405 if self.command == "HEAD" else 200)
        elif page == "circle":
            self.send(302, "/circle")
        elif page.startswith("to/"):
            status, _, target = page.removeprefix("to/").partition("/")
            # ~ stands for a slash of the place a redirect leads to, ! for one of the place that leads to
            self.send(int(status), target.replace("~", "/").replace("!", "~"))
        else:
            self.send(int(page or 200))

    def send(self, status: int, location: str = "") -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        pass


class Served(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Site)
        self.asked: list[str] = []
        self.failures = 0

    def handle_error(self, request: object, client_address: object) -> None:
        """A visitor that hangs up is expected here."""


@pytest.fixture
def site() -> Iterator[Served]:
    with Served() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def manners(site: Served, **changed: object) -> Manners:
    settings: dict[str, object] = {
        "agent": "test",
        "timeout": 20.0,  # of a machine with much else to do
        "deadline": 60.0,
        "pause": 0.0,
        "retries": 0,
        "ports": frozenset({site.server_port}),
        "may_visit": lambda address: address == "127.0.0.1",
    }
    return Manners(**{**settings, **changed})  # type: ignore[arg-type]


HURRIED = {"timeout": 0.5, "deadline": 1.0}


def at(site: Served, path: str) -> str:
    return f"http://127.0.0.1:{site.server_port}/{path}"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("200", Visit(Verdict.FINE)),
        ("204", Visit(Verdict.FINE)),
        ("no-head", Visit(Verdict.FINE)),
        ("404", Visit(Verdict.GONE, "404")),
        ("410", Visit(Verdict.GONE, "410")),
        ("403", Visit(Verdict.CLOSED, "403")),
        ("429", Visit(Verdict.CLOSED, "429")),
        ("500", Visit(Verdict.UNREACHABLE, "对方回答 500")),
        ("slow", Visit(Verdict.UNREACHABLE, "等得太久")),
        ("drip", Visit(Verdict.UNREACHABLE, "等得太久")),
        ("hang-up", Visit(Verdict.UNREACHABLE, "连不上或回答不完整")),
        ("to/302/~200", Visit(Verdict.FINE)),
        ("to/301/~404", Visit(Verdict.GONE, "404")),
        ("to/302/http:~~10.0.0.1~secret", Visit(Verdict.REFUSED, "指向内网或本机")),
        ("to/302/http:~~[::1]~secret", Visit(Verdict.REFUSED, "指向内网或本机")),
        ("to/302/file:~~~etc~passwd", Visit(Verdict.REFUSED, "不是 http 或 https 的网址")),
        ("to/302/gopher:~~127.0.0.1~x", Visit(Verdict.REFUSED, "不是 http 或 https 的网址")),
    ],
)
def test_every_answer_has_its_verdict(site: Served, page: str, expected: Visit) -> None:
    wait = HURRIED if page in ("slow", "drip") else {}
    ports = frozenset({site.server_port, 80})
    assert visit(at(site, page), manners(site, ports=ports, **wait)) == expected


def test_a_slow_answer_ends_at_its_deadline(site: Served) -> None:
    began = time.monotonic()
    visit(at(site, "drip"), manners(site, **HURRIED))
    assert time.monotonic() - began < 9, "it drips for ten seconds"


def test_a_permanent_move_names_the_new_address(site: Served) -> None:
    assert visit(at(site, "to/301/~200"), manners(site)) == Visit(Verdict.MOVED, at(site, "200"))
    assert visit(at(site, "to/308/~to~301~!200"), manners(site)) == Visit(Verdict.MOVED, at(site, "200"))
    assert visit(at(site, "to/301/~to~302~!200"), manners(site)) == Visit(Verdict.FINE)


def test_a_circle_of_redirects_ends(site: Served) -> None:
    ended = visit(at(site, "circle"), manners(site))
    assert ended == Visit(Verdict.UNREACHABLE, "转了超过 5 次")
    assert len(site.asked) == 6


def test_a_failure_that_passes_is_no_failure(site: Served) -> None:
    assert visit(at(site, "flaky"), manners(site, retries=1)) == Visit(Verdict.FINE)
    assert [line.split()[0] for line in site.asked] == ["HEAD", "GET", "HEAD"]


def test_every_address_is_asked_once_and_one_after_another(site: Served) -> None:
    urls = [at(site, page) for page in ("200", "404", "200", "403")]
    seen: list[tuple[int, int]] = []
    found = visit_all(urls, manners(site), lambda done, total: seen.append((done, total)))
    assert {url.rsplit("/", 1)[1]: ended.verdict for url, ended in found.items()} == {
        "200": Verdict.FINE,
        "404": Verdict.GONE,
        "403": Verdict.CLOSED,
    }
    assert seen == [(1, 3), (2, 3), (3, 3)]
    assert len([line for line in site.asked if "/200 " in line]) == 1


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fd00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:1::1",
        "192.0.2.1",
    ],
)
def test_an_address_inside_is_never_visited(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.215.14", "2606:4700::1111"])
def test_a_public_address_may_be_visited(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://127.0.0.1/", "指向内网或本机"),
        ("http://localhost/", "指向内网或本机"),
        ("http://[::ffff:127.0.0.1]/", "指向内网或本机"),
        ("http://2130706433/", "指向内网或本机"),
        ("http://0x7f.1/", "指向内网或本机"),
        ("http://127.1/", "指向内网或本机"),
        ("http://user:word@example.com/", "网址里带着用户名或密码"),
        ("http://example.com:22/", "不常用的端口 22"),
        ("http://example.com:99999/", "网址写得不对"),
        ("ftp://example.com/", "不是 http 或 https 的网址"),
        ("http:///nowhere", "不是 http 或 https 的网址"),
    ],
)
def test_addresses_that_are_refused_without_a_request(url: str, why: str) -> None:
    assert visit(url, Manners("test", retries=0)) == Visit(Verdict.REFUSED, why)


def test_a_name_that_answers_differently_a_moment_later_reaches_nothing_inside(
    site: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: the address that was checked is the address that is spoken to."""
    answers = iter(["127.0.0.1", "10.0.0.1", "10.0.0.1"])
    asked: list[str] = []

    def resolve(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    spoken: list[tuple[str, int]] = []

    def connect(address: tuple[str, int], **settings: float) -> socket.socket:
        spoken.append(address)
        sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        sock.settimeout(settings["timeout"])
        sock.connect(address)
        return sock

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    ended = visit(f"http://rebinding.example:{site.server_port}/200", manners(site))
    assert ended == Visit(Verdict.FINE)
    assert asked == ["rebinding.example"]
    assert spoken == [("127.0.0.1", site.server_port)]
    assert site.asked == [f"HEAD /200 rebinding.example:{site.server_port}"]


def test_a_host_with_one_address_inside_is_refused(site: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("1.1.1.1", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    assert visit("http://two.example/", Manners("test", retries=0)) == Visit(
        Verdict.REFUSED, "指向内网或本机"
    )


def test_a_name_nobody_owns_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "no such host")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert visit("http://gone.example/", Manners("test", retries=0)) == Visit(Verdict.GONE, "没有这个域名")


def test_a_broken_name_server_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(socket.EAI_AGAIN, "try again")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert visit("http://x.example/", Manners("test", retries=0)).verdict is Verdict.UNREACHABLE


def test_a_site_without_a_good_certificate_is_not_trusted(site: Served) -> None:
    secure = f"https://127.0.0.1:{site.server_port}/200"
    context = ssl.create_default_context()
    ended = visit(secure, manners(site, trusted=context))
    assert ended == Visit(Verdict.UNREACHABLE, "证书不对或不支持加密连接")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = copy_program(tmp_path / "root")
    school = sorted(root.glob("schools/*/*/school.yml"))[0]
    text = "".join(
        line for line in school.read_text().splitlines(keepends=True) if not line.startswith("website:")
    )
    school.write_text(f"{text}website: http://127.0.0.1/private\n")
    page = root / "docs" / "page.md"
    page.write_text(
        "---\ntitle: 页\n---\n\n`[不算](http://10.0.0.9/)` 与[算](http://10.0.0.8/a_(b)?x=1#y)。\n"
    )
    return root


def test_the_command_reports_where_the_link_stands(root: Path) -> None:
    done = qiangxiao(root, "links", "--format", "json")
    assert done.returncode == 1, done.stderr
    problems = json.loads(done.stdout)
    assert {problem["code"] for problem in problems} == {"link.external.refused"}
    page, school = problems
    assert (page["path"], page["line"], page["column"]) == ("docs/page.md", 5, 31)
    assert "http://10.0.0.8/a_(b)?x=1#y" in page["message"]
    assert (school["field"], school["column"]) == ("website", 10)


def test_addresses_of_the_sample_are_not_visited(root: Path) -> None:
    done = qiangxiao(root, "links", "--list")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 2
    assert "示例网址不用访问" in done.stderr


def test_the_summary_of_the_command(root: Path, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    assert qiangxiao(root, "links", "--format", "github", "--summary", str(summary)).returncode == 1
    assert summary.read_text().startswith("### 外部链接：没有通过")
