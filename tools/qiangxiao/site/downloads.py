"""What readers can download from the site besides pages and data: the Word and Excel files to be filled in.

Made from the same records as everything else, so they never lag behind; the same bytes every time.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from qiangxiao.records.baseline import BASELINE
from qiangxiao.records.kind import Kind
from qiangxiao.records.kinds import KINDS
from qiangxiao.records.plan import PLAN
from qiangxiao.records.policy import Policy
from qiangxiao.records.program import Program
from qiangxiao.records.support import SUPPORT
from qiangxiao.records.teaching import TEACHING
from qiangxiao.rendering.page import Artifact
from qiangxiao.site.cache import Cache


def download_artifacts(program: Program, policy: Policy, cache: Cache) -> Iterator[Artifact]:
    """Yield the templates under `templates/`."""
    key = repr((program, policy.all_terms))
    for kind in KINDS:
        if kind.sent:
            kept = cache.keep(cache.key("template", kind.name, key), partial(_word, kind, program, policy))
            yield Artifact(f"templates/{kind.name}.docx", kept.data())
    for kind in (PLAN, BASELINE, SUPPORT, TEACHING):
        for ending in ("docx", "xlsx"):
            name = f"{kind.name}.{ending}"
            kept = cache.keep(cache.key("template", name, key), partial(_tables, name, kind, program, policy))
            yield Artifact(f"templates/{name}", kept.data())
    roster = cache.keep(cache.key("template", "roster", key), partial(_roster, program, policy))
    yield Artifact("templates/roster.xlsx", roster.data())


# The libraries that write them are imported when there is something to write: they take a quarter of a
# second.


def _word(kind: Kind[Any], program: Program, policy: Policy) -> bytes:
    from qiangxiao.authoring.word_template import word_template

    return word_template(kind, [measure.name for measure in program.measures], policy.all_terms)


def _tables(name: str, kind: Kind[Any], program: Program, policy: Policy) -> bytes:
    from qiangxiao.authoring.table_items import Known
    from qiangxiao.authoring.table_template import Form, excel_form, word_form

    known = Known(policy.all_terms, tuple(measure.name for measure in program.measures))
    return (excel_form if name.endswith("xlsx") else word_form)(Form(kind, known))


def _roster(program: Program, policy: Policy) -> bytes:
    from qiangxiao.authoring.roster_template import roster_template

    return roster_template(program, terms=policy.all_terms)
