"""The open data as a stranger finds it: a client written only from `/api/`; what machines read in pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from api_client import ApiClient, addresses
from lxml import html
from site_pages import families
from vendor_schemas import judge

if TYPE_CHECKING:
    from jsonschema.protocols import Validator


@pytest.fixture(scope="module")
def client(site_url: str) -> ApiClient:
    return ApiClient(f"{site_url}api/")


def test_every_record_is_found_by_its_line_and_valid_by_its_schema(client: ApiClient) -> None:
    judges: dict[str, Validator] = {}
    count = 0
    for row, record, schema in client.records():
        known = judges.get(row["schema"]) or judges.setdefault(row["schema"], judge(schema))
        faults = [error.message for error in known.iter_errors(record)]
        assert faults == [], row["id"]
        assert (record["id"], record["type"]) == (row["id"], row["type"])
        count += 1
    assert count > 100 and len(judges) > 10


def test_a_judge_refuses_what_is_not_valid(client: ApiClient) -> None:
    _, record, schema = next(iter(client.records()))
    assert not judge(schema).is_valid({**record, "something_else": 1})


def test_the_whole_is_all_of_its_records(client: ApiClient) -> None:
    links = client.links("json")
    whole, changes = (
        json.loads(client.fetch(next(url for words, url in links.items() if words.endswith(name))))
        for name in ("program.json", "changes.json")
    )
    assert {record["id"] for record in whole["records"]} == {row["id"] for row, _, _ in client.records()}
    assert {line["change"] for line in changes} <= {"published", "corrected", "withdrawn"}
    assert all(line["note"] for line in changes if line["change"] != "published")


def test_tables_have_rows_and_the_examples_run(client: ApiClient, site_url: str) -> None:
    tables = dict(client.tables())
    assert len(tables) == 5 and all(tables.values())
    curl, program, card = client.examples(site_url)
    assert json.loads(client.fetch(addresses(curl)[0]))["type"] == "school"
    assert len(client.run(program).splitlines()) == len(tables["indicators.csv"])
    shown = html.fromstring(client.fetch(addresses(card)[0]).decode())
    assert shown.xpath("//a/@href") and not shown.xpath("//script")
    for label, url in client.links("schemas").items():
        assert label and judge(json.loads(client.fetch(url)))


# What search engines ask of each type (schema.org, and the guides of those that show them): names, addresses
# and days in the shapes given; what else there is may stay.
_TEXT = {"type": "string", "minLength": 1}
_DAY = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?([+-]\d{2}:\d{2}|Z))?$"}


def _of(kind: str, **fields: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["@type", *fields],
        "properties": {"@type": {"const": kind}, **fields},
    }


SHAPES = {
    "School": _of("School", name=_TEXT, url=_TEXT, address=_of("PostalAddress", addressLocality=_TEXT)),
    "Article": _of(
        "Article",
        headline={**_TEXT, "maxLength": 110},
        datePublished=_DAY,
        dateModified=_DAY,
        author=_of("Organization", name=_TEXT),
    ),
    "Event": _of(
        "Event",
        name=_TEXT,
        startDate=_DAY,
        eventStatus={"pattern": r"^https://schema\.org/Event(Scheduled|Cancelled|Rescheduled|Postponed)$"},
        location=_of("Place", name=_TEXT, address=_TEXT),
    ),
    "Dataset": _of(
        "Dataset",
        name=_TEXT,
        description={**_TEXT, "minLength": 20},
        distribution={
            "type": "array",
            "minItems": 1,
            "items": _of("DataDownload", contentUrl=_TEXT, encodingFormat=_TEXT),
        },
    ),
    "BreadcrumbList": _of(
        "BreadcrumbList",
        itemListElement={
            "type": "array",
            "minItems": 2,
            "items": _of("ListItem", position={"type": "integer"}, name=_TEXT, item=_TEXT),
        },
    ),
}


def test_what_pages_say_to_machines_has_the_shapes_of_schema_org(site: Path) -> None:
    kinds: set[str] = set()
    for path in site.rglob("index.html"):
        for text in html.parse(str(path)).xpath('//script[@type="application/ld+json"]/text()'):
            told = json.loads(text)
            assert told["@context"] == "https://schema.org", path
            for thing in told["@graph"]:
                kind = thing["@type"]
                faults = [error.message for error in judge(SHAPES[kind]).iter_errors(thing)]
                assert faults == [], path
                kinds.add(kind)
                for address in _addresses_in(thing):
                    target = (path.parent / address).resolve()
                    assert target.is_file() or (target / "index.html").is_file(), (path, address)
    assert kinds == set(SHAPES)
    assert len(families(site)) > 30


def _addresses_in(thing: dict[str, Any]) -> list[str]:
    found = [thing["url"]] if "url" in thing else []
    found += [item["item"] for item in thing.get("itemListElement", ())]
    found += [item["contentUrl"] for item in thing.get("distribution", ())]
    return [address for address in found if "://" not in address]
