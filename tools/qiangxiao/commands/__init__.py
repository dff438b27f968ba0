"""Floor 7: one module per verb: arguments, calls, exit code."""
