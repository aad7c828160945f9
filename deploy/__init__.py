"""Starts and runs everything: the command, the embedded PostgreSQL, the processes."""

import time

BEGAN = time.monotonic()
"""When this process began, nearly: the time that people wait for it includes its imports."""
