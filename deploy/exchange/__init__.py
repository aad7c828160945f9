"""Events out of an installation and into one, as NDJSON."""
