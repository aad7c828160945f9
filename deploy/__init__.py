"""Starts and runs everything: the command, the embedded PostgreSQL, the processes."""

import time

BEGAN = time.monotonic()
"""When this process began, nearly: people who wait for it wait for its imports too."""
