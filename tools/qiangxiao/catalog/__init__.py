"""Floor 3: every record of a program, resolved."""
