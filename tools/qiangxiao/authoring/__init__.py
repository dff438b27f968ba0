"""Floor 5: what helps people write files: templates, formatter, schemas, sample programs."""
