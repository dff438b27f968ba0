"""Floor 2: one frozen model per kind of record."""
