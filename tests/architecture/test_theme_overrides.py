"""The templates of every page: ours alone, escaped, without scripts inside."""

import re
from pathlib import Path

THEME = Path(__file__).parents[2] / "tools" / "qiangxiao" / "site" / "theme"


def templates() -> list[Path]:
    return sorted(THEME.rglob("*.html"))


def test_no_page_extends_one_of_the_engine() -> None:
    """Its documents have menus and dialogs that live on scripts we do not load."""
    own = {path.relative_to(THEME).as_posix() for path in templates()}
    named = re.compile(r"\{%-?\s*(?:extends|include)\s+\"([^\"]+)\"")
    asked = {name for path in templates() for name in named.findall(path.read_text(encoding="utf-8"))}
    assert asked <= own


def test_no_template_has_an_inline_script_or_names_a_foreign_host() -> None:
    allowed = {"http://www.w3.org/2000/svg", "https://schema.org/WebPage"}
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
