"""A backup is one file with everything: the database, what waits in the log, whole events that are kept elsewhere."""
