"""Floor 0: problems, controlled terms, dates and slugs; imports nothing of the project above it."""
