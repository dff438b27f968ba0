"""What axe says of a built site: every kind of page, light and dark, on a telephone and on a desk.

`python tests/axe_judge.py SITE [FAMILY…]` prints each violation and each thing that axe could not decide, and
ends with 1 when there is any. By the rules of WCAG 2.2, levels A and AA, and best practice; contrast by level
AAA too, which is only counted: it is promised for what is read in sentences (`test_theme_contrast.py`).
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from chromium import running_chromium
from file_server import serving
from npm_program import installed
from playwright.sync_api import Browser
from site_pages import families

PACKAGE = "axe-core@4.14.1"
WIDTHS = {390: 844, 1280: 900}
SCHEMES = ("light", "dark")
ENHANCED = "color-contrast-enhanced"
RUN = """async (rule) => {
  const { violations, incomplete } = await axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    rules: { [rule]: { enabled: true } },
    resultTypes: ["violations", "incomplete"],
  });
  const told = (results, kind) => results.flatMap(({ id, nodes }) => nodes.map((node) => {
    const checks = [...node.any, ...node.all, ...node.none];
    const { data } = checks.find((each) => each.data && each.data.messageKey !== undefined) || { data: {} };
    return {
      kind, rule: id, place: node.target.join(" "), html: node.html.slice(0, 160),
      why: data.messageKey
        || (data.contrastRatio ? `${data.fgColor} on ${data.bgColor}: ${data.contrastRatio}` : ""),
    };
  }));
  return [...told(violations, "violation"), ...told(incomplete, "undecided")];
}"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing on one page in one of its looks that axe finds wrong or cannot decide."""

    look: str
    address: str
    told: Mapping[str, str]

    @property
    def is_enhanced(self) -> bool:
        """Tell whether it is only about contrast by level AAA."""
        return self.told["rule"] == ENHANCED

    def __str__(self) -> str:
        told = self.told
        words = (
            told["kind"],
            told["rule"],
            self.look,
            f"/{self.address}",
            told["place"],
            told["why"],
            told["html"],
        )
        return "  ".join(words)


def judged(site: Path, browser: Browser, addresses: list[str]) -> Iterator[Finding]:
    """Yield what axe says of some pages of a site, in all their looks."""
    script = (installed(PACKAGE) / "axe-core/axe.min.js").read_text(encoding="utf-8")
    with serving(site) as root:
        for scheme in SCHEMES:
            for width, height in WIDTHS.items():
                context = browser.new_context(
                    viewport={"width": width, "height": height},
                    color_scheme=scheme,  # type: ignore[arg-type]
                    reduced_motion="reduce",
                )
                page = context.new_page()
                for address in addresses:
                    page.goto(f"{root}/{address}")
                    page.evaluate(script)
                    for told in page.evaluate(RUN, ENHANCED):
                        yield Finding(f"{scheme} {width}", address, told)
                context.close()


def main() -> int:
    """Return 1 when anything is wrong or undecided."""
    site, wanted = Path(sys.argv[1]), sys.argv[2:]
    addresses = [page for name, page in families(site).items() if not wanted or name in wanted]
    counts: Counter[tuple[str, str, str]] = Counter()
    with running_chromium() as browser:
        for found in judged(site, browser, addresses):
            counts[found.told["kind"], found.told["rule"], found.told["why"].split(":")[0]] += 1
            print(found)
    looks = len(SCHEMES) * len(WIDTHS)
    print(f"{PACKAGE}: {len(addresses)} families of pages in {looks} looks")
    for (kind, rule, why), count in sorted(counts.items()):
        print(f"{count:5} {kind} {rule} {why}")
    return int(any(rule != ENHANCED for _, rule, _ in counts))


if __name__ == "__main__":
    sys.exit(main())
