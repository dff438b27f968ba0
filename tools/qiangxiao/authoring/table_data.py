"""Items to the data of a record, with the mark of a place to be filled where something must be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel

from qiangxiao.authoring.shapes import Key, keys_of
from qiangxiao.authoring.table_heads import identifying, places_of
from qiangxiao.authoring.table_items import Item
from qiangxiao.authoring.word_article import missing_titles
from qiangxiao.records.scalars import PLACEHOLDER
from qiangxiao.sources.yaml_reader import Data


def put_item(values: dict[str, Data], item: Item) -> None:
    """Put an item into its list, with the mark of a place to be filled where something must be."""
    part = values
    for name in item.place.path[:-1]:
        inner = part.setdefault(name, {})
        assert isinstance(inner, dict)
        part = inner
    items = part.setdefault(item.place.path[-1], [])
    assert isinstance(items, list)
    items.append(complete(item.values, keys_of(item.place.model)))


def complete(values: Mapping[str, Data], keys: Sequence[Key]) -> dict[str, Data]:
    """Return values with the mark of a place to be filled where a field must have one."""
    found: dict[str, Data] = {}
    for key in keys:
        value = values.get(key.name)
        if isinstance(value, dict) and key.shape.model is not None:
            found[key.name] = complete(value, keys_of(key.shape.model))
        elif value is not None:
            found[key.name] = value
        elif key.is_mandatory and key.shape.model is not None and key.shape.is_list:
            found[key.name] = [complete({}, keys_of(key.shape.model))]
        elif key.is_mandatory:
            found[key.name] = [PLACEHOLDER] if key.shape.is_list else PLACEHOLDER
    return found


def titles_missing(data: Mapping[str, Data], model: type[BaseModel]) -> Iterator[str]:
    """Yield the titles of what remains to be filled, for items of a list with their wording."""
    keys = [key for key in keys_of(model) if not (key.shape.model is not None and key.shape.is_list)]
    yield from missing_titles({key.name: data[key.name] for key in keys if key.name in data}, keys)
    for place in places_of(model):
        part: Data = dict(data)
        for name in place.path:
            part = part.get(name) if isinstance(part, dict) else None
        for item in part if isinstance(part, list) else ():
            wording = str(item.get(identifying(place), "")) if isinstance(item, dict) else ""
            for title in missing_titles(item, keys_of(place.model)):
                yield f"{place.key.title}“{wording}”的{title}" if wording != PLACEHOLDER else place.title


def ids_of(before: Mapping[str, Data], model: type[BaseModel]) -> dict[str, str]:
    """Return the ids of the items there are, by their wording."""
    found: dict[str, str] = {}
    for place in places_of(model):
        items = before.get(place.path[0]) if len(place.path) == 1 else None
        for item in items if isinstance(items, list) else ():
            if isinstance(item, dict) and "id" in item:
                found[str(item.get(identifying(place), ""))] = str(item["id"])
    return found
