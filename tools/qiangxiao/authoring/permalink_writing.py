"""The ledger of published addresses as text."""

from __future__ import annotations

from qiangxiao.authoring.yaml_writer import write_yaml
from qiangxiao.catalog.permalinks import Permalinks
from qiangxiao.selection.edition import Edition
from qiangxiao.sources.yaml_reader import Data


def update_ledger(ledger: Permalinks, edition: Edition) -> str:
    """Return the ledger with everything published on the day added; what it holds already stays as it is."""
    published = dict(ledger.published)
    for content_id, entry in edition.published.items():
        if content_id == (entry.permanent_id or entry.id) and content_id not in ledger.withdrawn:
            published.setdefault(content_id, entry.address)
    ordered: dict[str, Data] = {key: published[key] for key in sorted(published)}
    data: dict[str, Data] = {"published": ordered}
    if ledger.withdrawn:
        data["withdrawn"] = {
            key: {"address": gone.address, "reason": gone.reason}
            for key, gone in sorted(ledger.withdrawn.items())
        }
    return write_yaml(data)
