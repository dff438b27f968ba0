"""Floor 6: the same problems as text, JSON or annotations."""
