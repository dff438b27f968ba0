"""Draw the pictures of the guides on the online form:
`.venv/bin/python tests/form_pictures.py`, after `make site`; Chromium needed.

It walks the guides in the built site at the width of a phone. Run it
after the form has changed. The pictures go to `docs/assets/guide/`.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from io import BytesIO
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
sys.path.insert(0, str(REPOSITORY / "tools"))

from chromium import running_chromium  # noqa: E402
from file_server import serving  # noqa: E402
from guide_walks import PHOTO, SCREEN, Walk  # noqa: E402
from PIL import Image  # noqa: E402
from playwright.sync_api import Browser  # noqa: E402

OUT = REPOSITORY / "docs" / "assets" / "guide"
SCALE = 2


def save(screen: bytes, name: str) -> None:
    """Save a screen small: twice as fine as a phone's own pixels, and less than 40 KB."""
    OUT.mkdir(parents=True, exist_ok=True)
    Image.open(BytesIO(screen)).convert("RGB").save(OUT / f"{name}.webp", quality=34, method=6)


def walked(browser: Browser, site_url: str, folder: Path) -> None:
    """Walk both guides, each with a fresh browser, and save what they show."""
    photo = folder / "IMG_2041.JPG"
    shutil.copyfile(PHOTO, photo)
    for way in ("submit", "edit"):
        context = browser.new_context(
            viewport=SCREEN, locale="zh-CN", has_touch=True, is_mobile=True, device_scale_factor=SCALE
        )
        context.set_default_timeout(10_000)
        page = context.new_page()
        walk = Walk(
            page,
            site_url,
            lambda name, page=page, way=way: save(page.screenshot(), name) if name.startswith(way) else None,
        )
        walk.find_the_school()
        if way == "submit":
            walk.write_an_update(photo, folder / "submit.zip")
        else:
            walk.change_what_is_published(folder / "edit.zip")
        context.close()


def main(site: Path) -> None:
    """Serve a built site, and walk the guides in it."""
    with serving(site) as address, running_chromium() as browser, tempfile.TemporaryDirectory() as name:
        walked(browser, f"{address}/", Path(name))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else REPOSITORY / "site")
