"""Takes the moment of writing out of a Word or Excel file, so that the same content gives the same bytes."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_MOMENT = (2020, 1, 1, 0, 0, 0)
# catches "<dcterms:created a=\"b\">2026</dcterms:", spares "<dc:title>2026</dc:"
_STAMPS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")
_FIXED = rb"\g<1>2020-01-01T00:00:00Z\g<2>"


def fix_times(data: bytes) -> bytes:
    """Return the package with one fixed time in its entries and properties."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            entry = ZipInfo(name, _MOMENT)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            target.writestr(entry, _STAMPS.sub(_FIXED, content) if name == "docProps/core.xml" else content)
    return out.getvalue()
