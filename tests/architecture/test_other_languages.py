"""What is not Python: in files of its own, beside the
module that uses it, read by its own linter or compiler.
"""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from bulletin_issues import issue, item
from jinja2 import Environment, TemplateSyntaxError
from sample_program import REPOSITORY

from qiangxiao.foundation.fonts import fonts_folder
from qiangxiao.rendering.bulletin.pdf import bulletin_pdf
from qiangxiao.rendering.templates import Templates

PACKAGE = REPOSITORY / "tools" / "qiangxiao"
LINT = REPOSITORY / "tests" / "web_lint"
TEMPLATES = PACKAGE / "rendering" / "templates"
THEME = PACKAGE / "site" / "theme"
LONG = 200
"""Characters from which a text is a document and no longer a tag or two."""
FOREIGN = re.compile(
    r"<(?:!doctype|html|head|body|style|script|section|table|svg)\b"  # <table class="x">, not <div>
    r"|[{;]\s*[a-z-]+\s*:[^;{}\n]+[;}]"  # p{margin:0}, not {name: value}, which has no end of a rule
    r"|\)\s*=>\s*[{(\w]|\bfunction\s*\w*\("  # (event) => {, not a table of a => b
    r"|^#(?:set|let|show|import)\b",  # #set page(…), not a # in a sentence
    re.MULTILINE | re.IGNORECASE,
)


def foreign_documents(source: str) -> Iterator[int]:
    """Yield the lines on which a document in another language begins inside a string."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        text = "…".join(
            part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)
        )
        if len(text) >= LONG and FOREIGN.search(text) and isinstance(node, ast.JoinedStr | ast.Constant):
            yield node.lineno


def eslint(*paths: Path | str, folder: Path = REPOSITORY) -> subprocess.CompletedProcess[str]:
    program = LINT / "node_modules" / ".bin" / "eslint"
    assert program.exists(), "run: npm ci --prefix tests/web_lint"
    command = [str(program), "--config", str(LINT / "eslint.config.mjs"), *map(str, paths)]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


def test_no_module_holds_a_document_in_another_language() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{line}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for line in foreign_documents(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        '<!doctype html>\n<html lang="zh">\n<head>\n',
        "p{margin:0 0 14px}\n.page{color:#333}\n",
        "self.addEventListener('fetch', (event) => {\n",
        "#set page(paper: 'a4')\n#let red = rgb(163, 39, 31)\n",
    ],
    ids=["HTML", "CSS", "JavaScript", "Typst"],
)
@pytest.mark.parametrize("mark", ["", "f"])
def test_a_planted_document_is_seen(text: str, mark: str) -> None:
    inside = text.replace("{", "{{").replace("}", "}}") if mark else text
    assert list(foreign_documents(f'x = 1\nPAGE = {mark}"""{inside}{" " * LONG}"""\n'))
    assert not list(foreign_documents(f'"""{"一句话，" * LONG}"""\n'))


PLANTED = (
    ("site/submit/worker.js", "caches.match(request)", "caches.match(reqest)", "no-undef"),
    ("site/submit/worker.js", "const ours =", "const theirs = 1;\nconst ours =", "no-unused-vars"),
    ("site/theme/assets/site.js", '"use strict";', '"use strict"; var a = window?.name;', "Parsing error"),
    (
        "site/theme/assets/site.js",
        "document.body.appendChild(area)",
        "document.body.append(structuredClone(area))",
        "compat/compat",
    ),
    ("site/theme/assets/site.js", "label.textContent =", "button.at(0); label.textContent =", "es-x/"),
    ("rendering/feed.css", "margin: 0 auto;", "magrin: 0 auto;", "css/no-invalid-properties"),
    ("rendering/bulletin/email.css", "p{margin:0 0 14px}", "p{}", "css/no-empty-blocks"),
    ("rendering/wechat/article.css", "li p{margin", "li p margin", "Parsing error"),
)


def test_eslint_sees_every_planted_fault(tmp_path: Path) -> None:
    for number, (name, old, new, _) in enumerate(PLANTED):
        text = (PACKAGE / name).read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / str(number) / name
        path.parent.mkdir(parents=True)
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    # one start for all: a file's findings follow its name
    done = eslint(*(f"{number}/{name}" for number, (name, *_) in enumerate(PLANTED)), folder=tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    told = {part.split("\n", 1)[0]: part for part in done.stdout.split(f"{tmp_path}/")}
    assert [
        row for number, row in enumerate(PLANTED) if row[-1] not in told.get(f"{number}/{row[0]}", "")
    ] == []


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.rglob("*.j2")), ids=lambda path: str(path.relative_to(TEMPLATES))
)
def test_every_page_template_compiles(path: Path) -> None:
    Templates()._environment.get_template(path.relative_to(TEMPLATES).as_posix())


@pytest.mark.parametrize("path", sorted(THEME.rglob("*.html")), ids=lambda path: str(path.relative_to(THEME)))
def test_every_template_of_the_engine_can_be_parsed(path: Path) -> None:
    Environment().parse(path.read_text(encoding="utf-8"))


def test_a_planted_fault_in_a_template_is_seen() -> None:
    text = (TEMPLATES / "form.j2").read_text(encoding="utf-8")
    with pytest.raises(TemplateSyntaxError):
        Environment().parse(text.replace("{% endif %}", "", 1))


def test_the_typesetters_document_compiles() -> None:
    assert [path.name for path in PACKAGE.rglob("*.typ")] == ["bulletin.typ"]
    assert bulletin_pdf(issue(item()), {}, fonts_folder()).startswith(b"%PDF-")
