"""Floor 4: rules over the catalog, each yielding located problems."""
