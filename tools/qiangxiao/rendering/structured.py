"""What a page is about, as search engines read it (schema.org in JSON-LD).

Addresses are relative to the page, or whole where it is known where the site is: what reads the data away
from its page, as search engines do, has nothing to add them to.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from qiangxiao.foundation.vocabulary import EventStatus
from qiangxiao.records.event import ExchangeEvent
from qiangxiao.records.school import PilotSchool

_CONTEXT = "https://schema.org"
_ADDRESSES = {"url", "item", "contentUrl"}


def about_school(record: PilotSchool, name: str, district: str) -> dict[str, Any]:
    """Describe a school."""
    address: dict[str, str] = {"@type": "PostalAddress", "addressCountry": "CN", "addressLocality": district}
    if record.address:
        address["streetAddress"] = record.address
    found: dict[str, Any] = {"@type": "School", "name": name, "url": "./", "address": address}
    if record.website:
        found["sameAs"] = str(record.website)
    if record.former_names:
        found["alternateName"] = list(record.former_names)
    return found


def about_article(title: str, text: str, published_on: date, changed_on: date, author: str) -> dict[str, Any]:
    """Describe an update or a case."""
    return {
        "@type": "Article",
        "headline": title,
        "description": text,
        "datePublished": published_on.isoformat(),
        "dateModified": changed_on.isoformat(),
        "author": {"@type": "Organization", "name": author},
        "inLanguage": "zh-CN",
        "url": "./",
    }


def about_event(record: ExchangeEvent, timezone: str) -> dict[str, Any]:
    """Describe an event; its hours are those of a time zone."""
    status = "EventCancelled" if record.status is EventStatus.CANCELLED else "EventScheduled"
    found: dict[str, Any] = {
        "@type": "Event",
        "name": record.title,
        "startDate": _moment(record, record.starts_at, timezone),
        "eventStatus": f"https://schema.org/{status}",
        "location": {"@type": "Place", "name": record.place or "待定", "address": record.place or "待定"},
        "url": "./",
    }
    if record.host:
        found["organizer"] = {"@type": "Organization", "name": record.host}
    if record.ends_at:
        found["endDate"] = _moment(record, record.ends_at, timezone)
    return found


def _moment(record: ExchangeEvent, at: datetime, timezone: str) -> str:
    return at.date().isoformat() if record.is_all_day else at.replace(tzinfo=ZoneInfo(timezone)).isoformat()


def about_data(name: str, text: str, files: Mapping[str, str]) -> dict[str, Any]:
    """Describe the open data; `files` are their addresses with their media types."""
    downloads = [
        {"@type": "DataDownload", "contentUrl": address, "encodingFormat": kind}
        for address, kind in files.items()
    ]
    return {"@type": "Dataset", "name": name, "description": text, "url": "./", "distribution": downloads}


def structured(about: Mapping[str, Any], path: list[tuple[str, str]], base: str = "") -> dict[str, Any]:
    """Return what a page is about and the way to it, as one document; `base` is the page's whole address."""
    graph: list[Mapping[str, Any]] = [about] if about else []
    if path:
        items = [
            {"@type": "ListItem", "position": at, "name": title, "item": address}
            for at, (title, address) in enumerate(path, 1)
        ]
        graph.append({"@type": "BreadcrumbList", "itemListElement": items})
    whole = _completed(graph, base) if base else graph
    return {"@context": _CONTEXT, "@graph": whole} if graph else {}


def _completed(value: Any, base: str) -> Any:
    if isinstance(value, list):
        return [_completed(each, base) for each in value]
    if isinstance(value, Mapping):
        return {
            key: urljoin(base, each) if key in _ADDRESSES else _completed(each, base)
            for key, each in value.items()
        }
    return value
