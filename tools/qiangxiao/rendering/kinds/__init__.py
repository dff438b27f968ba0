"""One module for each kind of item: its VIEW, which says what is particular to the kind."""
