"""Floor 4: pure answers from the catalog and an as-of date."""
