"""Which of the three parts of a kind of item is missing: its record, its view, its template."""

from __future__ import annotations

from pathlib import Path

import qiangxiao
from qiangxiao.records.kinds import KINDS
from qiangxiao.rendering.views import views


def missing_parts() -> list[str]:
    """Return the files under `tools/qiangxiao` that a kind of item wants and that are not there."""
    package = Path(qiangxiao.__file__).parent
    items = {kind.name for kind in KINDS if kind.is_item}
    rooms = {path.stem for path in (package / "rendering/kinds").glob("*.py")} - {"__init__"}
    wanted = [f"records/{name}.py" for name in rooms - items]
    wanted += [f"rendering/kinds/{name}.py" for name in items - rooms]
    if not wanted:
        templates = (f"rendering/templates/{view.template}" for view in views().values())
        wanted += [path for path in templates if not (package / path).is_file()]
    return sorted(wanted)


if __name__ == "__main__":
    print("\n".join(missing_parts()))
