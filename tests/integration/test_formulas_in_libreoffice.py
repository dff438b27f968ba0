"""A real spreadsheet program opens the tables of a hostile program: no cell is a formula."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from itertools import cycle
from pathlib import Path

from qiangxiao.authoring.roster_template import roster_template
from qiangxiao.catalog.loader import load
from qiangxiao.rendering.context import Site
from qiangxiao.rendering.data import data_artifacts
from qiangxiao.selection.edition import Edition

# each is a formula, a command or a link in some spreadsheet program when it begins a cell
STARTS = ("=1+1", "+1+1", "-1+1", "@SUM(1)", "＝1+1", '=HYPERLINK("http://a.cn")', "=cmd|'/c calc'!A1")
# catches "title: 一", "    name: 一", spares "title:", "name: [一]", "date: 2026-11-02"
_WORDS = re.compile(
    r"^(\s*(?:- )?(?:title|name|short_name|summary|unit|role|office|contact|goal): )[^\[{|>'\"\d\n].*$",
    re.MULTILINE,
)


def hostile(root: Path) -> Path:
    """Put something that begins a formula before the words of every field that holds words."""
    starts = cycle(STARTS)
    for path in sorted((root / "schools").rglob("*")):
        if path.suffix in (".yml", ".md") and path.name not in ("program.yml", "policy.yml"):
            text = path.read_text(encoding="utf-8")
            changed = _WORDS.sub(
                lambda found: f"{found[1]}'{next(starts).replace(chr(39), chr(39) * 2)}'", text
            )
            path.unlink()
            path.write_text(changed, encoding="utf-8")
    return root


def test_no_cell_of_any_table_is_a_formula(root: Path, tmp_path: Path) -> None:
    catalog = load(hostile(root)).catalog
    site = Site(Edition(catalog, date(2026, 11, 20)))
    tables = {Path(a.path).name: a.data for a in data_artifacts(site) if a.path.endswith(".csv")}
    tables["roster.xlsx"] = roster_template(catalog.program, tuple(catalog.schools.values()))
    assert len(tables) == 6
    tables["control.csv"] = b"a,b\r\n=1+1,x\r\n"
    for name, data in tables.items():
        (tmp_path / name).write_bytes(data)
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice is needed: sh tests/needs.sh"
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    # 44: comma, 34: quotes, 76: UTF-8; the last field asks it to take what looks like a formula for one
    read_as = "CSV:44,34,76,1,,0,false,true,false,false,false,-1,true"
    call = [soffice, home, "--headless", f"--infilter={read_as}", "--convert-to", "fods", "--outdir"]
    csvs = [str(tmp_path / name) for name in tables if name.endswith(".csv")]
    subprocess.run([*call, str(tmp_path), *csvs], capture_output=True, check=True, timeout=300)
    call.remove(f"--infilter={read_as}")
    subprocess.run(
        [*call, str(tmp_path), str(tmp_path / "roster.xlsx")], capture_output=True, check=True, timeout=300
    )
    opened = {name: (tmp_path / f"{Path(name).stem}.fods").read_text(encoding="utf-8") for name in tables}
    assert "table:formula=" in opened.pop("control.csv"), "this program does make formulas of such cells"
    assert [name for name, text in opened.items() if "table:formula=" in text] == []
    for start in ("=1+1", "@SUM(1)", "=cmd|"):
        told = start.replace("'", "&apos;")
        assert any(told in text for text in opened.values()), f"{start} was not in any table"
