"""What Lighthouse says of a built site: every kind of page, light and dark, on a telephone and on a desk.

`python tests/lighthouse_judge.py SITE [FAMILY…]` prints the four scores of each (performance, accessibility,
best practices, search engines), what is short of it, and the worst of each look. Served compressed, as web
servers do.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from axe_judge import SCHEMES, WIDTHS
from chromium import CHROMIUM
from file_server import serving
from npm_program import installed
from site_pages import families

# Newer ones want a newer Node than Debian has.
PACKAGE = "lighthouse@12.2.3"


def main() -> int:
    """Return 1 when any score is under 100."""
    site, wanted = Path(sys.argv[1]), sys.argv[2:]
    pages = [page for name, page in families(site).items() if not wanted or name in wanted]
    modules = installed(PACKAGE)
    looks = [(scheme, *size) for scheme in SCHEMES for size in WIDTHS.items()]
    scores: defaultdict[str, list[dict[str, int]]] = defaultdict(list)
    script = Path(__file__).with_suffix(".mjs")
    with serving(site, is_compressed=True) as root:
        addresses = [f"{root}/{page}" for page in pages]
        command = ["node", str(script), str(modules), CHROMIUM, json.dumps(looks), *addresses]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            for line in process.stdout:
                found = json.loads(line)
                look = f"{found['scheme']} {found['width']}"
                scores[look].append(found["scores"])
                print(
                    look,
                    found["address"].removeprefix(root),
                    *found["scores"].values(),
                    *found["short"],
                    sep="  ",
                    flush=True,
                )
    print(f"{PACKAGE}: {len(pages)} families of pages")
    for look, rows in scores.items():
        print(look, *(f"{name} {min(row[name] for row in rows)}" for name in rows[0]), sep="  ")
    is_short = any(min(row.values()) < 100 for rows in scores.values() for row in rows)
    return int(process.returncode or is_short)


if __name__ == "__main__":
    sys.exit(main())
