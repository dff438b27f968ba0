"""What readers can download from the site besides pages and data: the Word and Excel files to be filled in.

Made from the same records as everything else, so they never lag behind; the same bytes every time.
"""

from __future__ import annotations

from collections.abc import Iterator

from qiangxiao.authoring.roster_template import roster_template
from qiangxiao.authoring.word_template import word_template
from qiangxiao.records.kinds import SCHOOL_KINDS
from qiangxiao.records.program import Program
from qiangxiao.rendering.page import Artifact


def download_artifacts(program: Program) -> Iterator[Artifact]:
    """Yield the templates under `templates/`."""
    measures = [measure.name for measure in program.measures]
    for kind in SCHOOL_KINDS:
        if kind.sent:
            yield Artifact(f"templates/{kind.name}.docx", word_template(kind, measures))
    yield Artifact("templates/roster.xlsx", roster_template(program))
