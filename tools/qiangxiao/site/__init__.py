"""Floor 6: staging, engine, search index, verification, publication."""
