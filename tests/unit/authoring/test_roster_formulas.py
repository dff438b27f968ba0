"""A school's text is never a formula in the filled roster."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from qiangxiao.authoring.roster_template import roster_template
from qiangxiao.catalog.loader import load


def test_no_cell_of_the_filled_roster_is_a_formula(root: Path) -> None:
    profile = root / "schools/jinjiang/shili/school.yml"
    text = profile.read_text(encoding="utf-8")
    name = next(line for line in text.splitlines() if line.startswith("name:"))
    profile.write_text(text.replace(name, "name: '=1+1'"), encoding="utf-8")
    catalog = load(root).catalog
    book = load_workbook(BytesIO(roster_template(catalog.program, tuple(catalog.schools.values()))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(cell.value == "=1+1" for cell in cells)
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
