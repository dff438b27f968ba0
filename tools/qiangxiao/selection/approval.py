"""Whether a contribution is through the sign-offs the program asks for (三审三校)."""

from __future__ import annotations

from pydantic import BaseModel

from qiangxiao.catalog.catalog import Catalog, Entry


def missing_steps(catalog: Catalog, entry: Entry[BaseModel]) -> tuple[str, ...]:
    """Return the required sign-offs an entry still lacks, in the program's order. The ledger of featured schools needs none."""
    if entry.kind == "featured":
        return ()
    done = {signed.step for signed in getattr(entry.record, "review", ())}
    return tuple(step.value for step in catalog.program.review.required if step not in done)


def is_approved(catalog: Catalog, entry: Entry[BaseModel]) -> bool:
    """Tell whether an entry is no draft and has every required sign-off; an embargo is another matter."""
    return not getattr(entry.record, "draft", False) and not missing_steps(catalog, entry)
