"""Every record model and every part of one, for tests that hold for all of them."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from qiangxiao.records.kinds import KINDS


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models an annotation mentions."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif typing.get_origin(annotation) in (tuple, dict, types.UnionType, typing.Union, typing.Annotated):
        for argument in typing.get_args(annotation):
            yield from models_in(argument)


def all_models() -> tuple[type[BaseModel], ...]:
    """Return every model reachable from the record kinds."""
    found: dict[type[BaseModel], None] = {}
    waiting: list[type[BaseModel]] = [kind.model for kind in KINDS]
    while waiting:
        model = waiting.pop(0)
        if model not in found:
            found[model] = None
            for info in model.model_fields.values():
                waiting += models_in(info.annotation)
    return tuple(found)
