"""What foreign programs say of the JSON-LD of a built site.

`python tests/structured_judge.py SITE` expands every block with jsonld.js and holds every node against the
vocabulary of schema.org (schema-dts, by the TypeScript compiler); ends with 1 when there is any fault.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from lxml import html
from npm_program import installed

PACKAGES = ("jsonld@9.0.0", "schema-dts@2.1.0", "typescript@5.9.3")
# Where the site is thought to be; addresses in the blocks are relative to their page.
TOP = "https://qiangxiao.example/"


def blocks(site: Path) -> Iterator[tuple[str, str, object]]:
    """Yield each page with JSON-LD, its address and the block."""
    for path in sorted(site.rglob("*.html")):
        if b"ld+json" in path.read_bytes():
            page = path.relative_to(site).as_posix()
            for text in html.parse(str(path)).xpath('//script[@type="application/ld+json"]/text()'):
                yield page, TOP + page.removesuffix("index.html"), json.loads(text)


def main() -> int:
    """Return 1 when anything is wrong."""
    found = json.dumps(list(blocks(Path(sys.argv[1]))))
    command = ["node", str(Path(__file__).with_suffix(".mjs")), str(installed(*PACKAGES))]
    return subprocess.run(command, input=found, text=True, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
