"""What JSON schemas say of data and of files: the standard's own judge, and the schemas of the vendors.

The judge loads a grammar of every kind of address there is, two seconds of work: so it is loaded where
something is judged, not where tests are collected, and the vendors' program runs in this process, not in one
for each file.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jsonschema.protocols import Validator


def judge(schema: Mapping[str, Any]) -> Validator:
    """Return the judge of a schema, by the draft of the standard that it names. Raises what it says of a
    schema that is none.
    """
    from jsonschema.validators import validator_for

    kind = validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def vendor_says(schema: str, *files: Path, options: tuple[str, ...] = ()) -> str:
    """Return what a vendored schema finds wrong; nothing when it finds nothing."""
    from check_jsonschema.cli import main
    from click.testing import CliRunner

    done = CliRunner().invoke(main, ["--builtin-schema", schema, *options, *map(str, files)])
    assert done.exit_code in (0, 1), done.output
    return done.output if done.exit_code else ""
