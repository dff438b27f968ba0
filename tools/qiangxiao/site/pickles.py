"""Records and pages as bytes and back: reading makes what we declare to be data, and nothing else."""

from __future__ import annotations

import io
import pickle
from datetime import date, datetime
from enum import Enum
from importlib import import_module
from typing import Any

from markupsafe import Markup
from pydantic import BaseModel

from qiangxiao.foundation.vocabulary import Word
from qiangxiao.records.kind import Kind
from qiangxiao.records.kinds import kind_named

DamagedError = pickle.UnpicklingError
"""What is raised for bytes that are not such data."""
_PLAIN = {
    ("datetime", "date"): date,
    ("datetime", "datetime"): datetime,
    ("builtins", "frozenset"): frozenset,
    ("markupsafe", "Markup"): Markup,
}


class _Pickler(pickle.Pickler):
    def persistent_id(self, found: object) -> str | None:
        return found.name if isinstance(found, Kind) else None


class _Unpickler(pickle.Unpickler):
    """Makes records and what they hold, and nothing else, whatever the file says."""

    def persistent_load(self, name: str) -> Kind[Any]:
        return kind_named(name)

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return _PLAIN[module, name]
        found = getattr(import_module(module), name, None) if module.startswith("qiangxiao.") else None
        is_data = isinstance(found, type) and (
            issubclass(found, (BaseModel, Enum, Word)) or hasattr(found, "__dataclass_fields__")
        )
        if not is_data:
            raise DamagedError(f"{module}.{name}")
        return found


def dump(found: object) -> bytes:
    """Return data as bytes."""
    out = io.BytesIO()
    _Pickler(out, protocol=5).dump(found)
    return out.getvalue()


def load(data: bytes) -> Any:
    """Return data from its bytes. Raises DamagedError."""
    return _Unpickler(io.BytesIO(data)).load()
