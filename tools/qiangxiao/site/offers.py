"""The files beside the pages of the site: every issue in
every channel that prints issues, and what others offer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from qiangxiao.records.bulletin import BULLETIN
from qiangxiao.rendering.bulletin.content import IssueContent, issue_content
from qiangxiao.rendering.bulletin.pdf import UnprintableError
from qiangxiao.rendering.context import Download
from qiangxiao.site.channel import Channel, IssuePrinter, Offers, Press
from qiangxiao.site.channels import channels
from qiangxiao.site.verification import Defect


def all_offers(press: Press) -> Offers:
    """Make what pages offer, or take it from the cache; what needs fonts is left out where there are none."""
    printers = [
        IssuePrinter(press, issue_content(press.site, entry)) for entry in press.site.edition.all(BULLETIN)
    ]
    found = list(chain.from_iterable(_offers(channel, press, printers) for channel in channels()))
    closed = press.site.edition.catalog.ledger.closed
    downloads: dict[str, tuple[Download, ...]] = {}
    for offers in found:
        for address, files in offers.downloads.items():
            offered = (file for file in files if file.path not in closed)
            downloads[address] = (*downloads.get(address, ()), *offered)
    kept = {path: file for offers in found for path, file in offers.kept.items() if path not in closed}
    defects = dict.fromkeys(defect for offers in found for defect in offers.defects)
    return Offers(kept, downloads, tuple(defects))


def _offers(channel: Channel, press: Press, printers: Sequence[IssuePrinter]) -> Iterator[Offers]:
    if not press.can_make(channel):
        return
    if channel.issue:
        yield from (_issue_file(channel, printer) for printer in printers)
    if channel.offers:
        yield channel.offers(press)


def _issue_file(channel: Channel, printer: IssuePrinter) -> Offers:
    issue = printer.issue
    try:
        kept = printer.keep(channel)
    except UnprintableError as error:
        return Offers(defects=(Defect(error.path, f"没有一种字体有“{error.character}”这个字，不能排印"),))
    stem = issue.address.rstrip("/").rpartition("/")[2]
    path, name = f"{issue.address}{stem}.{channel.ending}", name_saved(issue, channel)
    size = len(kept.data())
    offered = Download(path, channel.label, name, size, channel.for_editors)
    return Offers({path: kept}, {issue.address: (offered,)})


def name_saved(issue: IssueContent, channel: Channel) -> str:
    """Return the name under which readers save an issue's file."""
    return f"{issue.name}{issue.year_label}.{channel.ending}"
