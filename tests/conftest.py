"""Makes the program importable from the working tree, also without an installation."""

from __future__ import annotations

import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parent
for folder in (TESTS.parent / "tools", TESTS):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
