"""From one shape of installation to another: the database, whole events, and what waits in the log."""
