"""The ledger of published addresses as text. It only grows, except where content is restored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from qiangxiao.authoring.yaml_writer import write_yaml
from qiangxiao.catalog.permalinks import Closure, Permalinks, Withdrawal
from qiangxiao.catalog.sign_offs import exempt_digests
from qiangxiao.selection.edition import Edition
from qiangxiao.sources.yaml_reader import Data

_KEPT_ENDINGS = (".html", ".xml", ".json", ".opml", ".ics", ".csv", ".pdf", ".docx", ".xlsx", ".eml")
_POSTER = "/poster.jpg"
# What changes with the program, not with the content: manuals, rules, scripts, the index of the search.
_NOT_PROMISED = ("assets/", "cards/", "errors/", "guide/", "schemas/", "search/", "404.html")


def record(ledger: Permalinks, edition: Edition) -> Permalinks:
    """Return the ledger with everything published on the day added; what it holds already stays as it is.

    So does what was public before sign-offs were wanted: an item that was edited since is exempt no more.
    """
    published = dict(ledger.published)
    for content_id, entry in edition.published.items():
        if content_id == (entry.permanent_id or entry.id) and content_id not in ledger.withdrawn:
            published.setdefault(content_id, entry.address)
    exempt = dict(exempt_digests(edition.published.values(), edition.catalog.program))
    return replace(ledger, published=published, exempt={**exempt, **ledger.exempt})


def record_site(ledger: Permalinks, paths: Iterable[str], on: date) -> Permalinks:
    """Return the ledger with the addresses of a built site: pages, feeds, calendars, data, files, forms."""
    derived = {*ledger.published.values()}
    derived |= {f"api/v1/records/{content_id}.json" for content_id in ledger.published}
    found = {address for path in paths if (address := _promised(path)) is not None}
    answers = {f"{address.rstrip('/')}/" for address in ledger.closed} | ledger.closed.keys()
    kept = found - derived - answers | {*ledger.addresses}
    return replace(ledger, addresses=tuple(sorted(kept)), recorded_on=max(on, ledger.recorded_on or on))


def _promised(path: str) -> str | None:
    """Return the address that readers may keep of a file of the site; None for what is not promised."""
    is_for_readers = not path.startswith(_NOT_PROMISED) and not path.endswith("todo/index.html")
    if not is_for_readers or not path.endswith((*_KEPT_ENDINGS, _POSTER)):
        return None
    return path.removesuffix("index.html") if path.endswith("/index.html") else path


def write_ledger(ledger: Permalinks) -> str:
    """Return the text of the ledger, in one order whatever was done first."""
    data: dict[str, Data] = {
        "published": {key: ledger.published[key] for key in sorted(ledger.published)},
    }
    if ledger.renames:
        data["renamed"] = [{"old": rename.old, "new": rename.new} for rename in ledger.renames.made]
    if ledger.withdrawn:
        data["withdrawn"] = {key: _told(gone) for key, gone in sorted(ledger.withdrawn.items())}
    if ledger.closed:
        data["closed"] = {address: _given_up(gone) for address, gone in sorted(ledger.closed.items())}
    if ledger.exempt:
        data["exempt"] = {key: ledger.exempt[key] for key in sorted(ledger.exempt)}
    if ledger.recorded_on:
        data["recorded_on"] = ledger.recorded_on.isoformat()
        data["addresses"] = list(ledger.addresses)
    return write_yaml(data)


def _given_up(gone: Closure) -> dict[str, Data]:
    told: dict[str, Data] = {"reason": gone.reason, "on": gone.on.isoformat()}
    return {**told, "to": gone.to} if gone.to else told


def _told(gone: Withdrawal) -> dict[str, Data]:
    told: dict[str, Data] = {"address": gone.address, "reason": gone.reason}
    if gone.on:
        told["on"] = gone.on.isoformat()
    if gone.kind:
        told["kind"] = gone.kind
    if gone.opened_on:
        told["opened_on"] = gone.opened_on.isoformat()
    if gone.feeds:
        told["feeds"] = list(gone.feeds)
    if gone.files:
        told["files"] = list(gone.files)
    if gone.sequence:
        told["sequence"] = str(gone.sequence)
    return told
