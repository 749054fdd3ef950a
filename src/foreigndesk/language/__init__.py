"""The language pipeline, its sentence rules and its shipped weights."""
