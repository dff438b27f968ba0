"""The Chromium that tests and pictures are made with:
Debian's, without what only a person in front of it would need.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = os.environ.get("QX_CHROMIUM", "/usr/bin/chromium")
# Two pages behind the address bar, which nobody sees, are two thirds of what
# opening a page costs. Chromium heeds only the last list of features, so
# Playwright's own, as far as they could touch a page of ours, are said again.
_UNWANTED = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
    f"--disable-features={','.join(_UNWANTED)}",
]


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """Run Chromium; only one at a time can be driven from a process."""
    assert Path(CHROMIUM).is_file(), f"需要 Chromium：没有 {CHROMIUM}，请安装或设置 QX_CHROMIUM"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
