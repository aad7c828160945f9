"""Starts and runs everything: the command, the embedded PostgreSQL, the processes."""
