"""Floor 1: bytes of untrusted files to data with positions; knows nothing of schools."""
