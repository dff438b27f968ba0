"""The theme replaces a few of the engine's templates:
these tests say when what lies under them has changed.
"""

import hashlib
import re
from importlib.metadata import distribution
from pathlib import Path

import pytest

THEME = Path(__file__).parents[2] / "tools" / "qiangxiao" / "site" / "theme"
UPSTREAM = Path(str(distribution("mkdocs-material").locate_file("material/templates")))

# Compare the new upstream file with the override, carry over what matters, then record the new digest.
REPLACED = {
    "base.html": "8536d352b0093623df9e0032894f321cbe264b15a9b48cdd962583772455dadb",
    "404.html": "80c93494b5432b1bcdf292caeb67a0653c45b37372f49e08ad4a70ca695a7495",
    "partials/content.html": "ce33929c85af129f6e2f3b0aed47159e9c4a519482d1938bae15f5ff4a3cfae5",
    "partials/footer.html": "50c2a75f013b7b03fb97f381860c77df8fd5d13d68f90d3281754b68f69ec894",
    "partials/header.html": "8cf3fb15bcf969ff596649616fd99366b3c31c08d57a86d05308efc16d8fa75f",
    "partials/javascripts/base.html": "d6113712bc4deb30b4bd810ee0dfc28b6f04d2f88cc0016c0f1766eac7b762b6",
    "partials/javascripts/content.html": "3722e156f0f6339de39fbbfc178b6e401d1a4fb890f189ac5b80c2504bda7dcf",
}
BLOCKS = (
    "site_meta",
    "htmltitle",
    "styles",
    "extrahead",
    "announce",
    "tabs",
    "site_nav",
    "content",
    "config",
    "scripts",
)


def templates() -> list[Path]:
    return sorted(THEME.rglob("*.html"))


@pytest.mark.parametrize("name", sorted(REPLACED))
def test_the_upstream_template_is_the_one_we_replaced(name: str) -> None:
    digest = hashlib.sha256((UPSTREAM / name).read_bytes()).hexdigest()
    assert digest == REPLACED[name], f"{name} changed upstream: review theme/{name}, then record {digest}"


def test_every_override_still_has_something_to_override() -> None:
    for path in templates():
        name = path.relative_to(THEME).as_posix()
        assert (UPSTREAM / name).is_file(), f"{name} is no longer a template of the engine"
        assert name == "main.html" or name in REPLACED, f"{name} is not watched"


def test_the_blocks_we_fill_exist_upstream() -> None:
    base = (UPSTREAM / "base.html").read_text(encoding="utf-8")
    for block in BLOCKS:
        assert f"{{% block {block} %}}" in base
    filled = re.findall(r"\{% block (\w+) %\}", (THEME / "main.html").read_text(encoding="utf-8"))
    assert sorted(filled) == sorted(BLOCKS)


def test_no_template_has_an_inline_script_or_names_a_foreign_host() -> None:
    allowed = {"http://www.w3.org/2000/svg"}
    for path in [*templates(), *sorted((THEME / "assets").glob("*.[cj]s*"))]:
        text = path.read_text(encoding="utf-8")
        text = text.replace('<script type="application/ld+json">', "")  # data, which no browser runs
        assert "<script" not in text, path
        assert not re.search(r"\son\w+=", text) or path.suffix == ".js", path
        assert set(re.findall(r"https?://[^'\"\s)]+", text)) <= allowed, path


def test_the_contents_of_our_templates_are_escaped() -> None:
    """Templates run without autoescape; only what the engine has rendered may pass as it is."""
    rendered = (
        "page.content",
        "item.title",
        "child.title",
        "item.url",
        "child.url",
        "script | script_tag",
        "page.meta.structured | tojson",  # which leaves no < & or ' as it is
    )
    for path in templates():
        for expression in re.findall(r"\{\{-?\s*(.*?)\s*-?\}\}", path.read_text(encoding="utf-8")):
            is_address = expression.endswith("| url")
            assert is_address or expression.endswith("| e") or expression in rendered, (
                f"{path.name}: {expression}"
            )


def test_every_documented_component_is_styled() -> None:
    styles = (THEME / "assets" / "site.css").read_text(encoding="utf-8")
    documented = (THEME / "COMPONENTS.md").read_text(encoding="utf-8")
    used = {name for value in re.findall(r'class="([^"]*)"', documented) for name in value.split()}
    for name in sorted(used):
        assert name.startswith("qx-"), name
        assert re.search(rf"\.{re.escape(name)}(?![\w-])", styles), f"{name} has no style"
