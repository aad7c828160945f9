"""The installed distributions and their versions, looked up once and only when asked for."""

from __future__ import annotations

import functools
from importlib import metadata
from itertools import islice

MAX_MODULES = 500


@functools.cache
def installed_modules() -> dict[str, str]:
    """Name -> version. Reads every distribution's metadata, so it belongs on the background thread."""
    return _read(MAX_MODULES)


def _read(count: int) -> dict[str, str]:
    found: dict[str, str] = {}
    try:
        for distribution in islice(metadata.distributions(), count):
            name = distribution.metadata["Name"]
            if name:
                found[name.lower()] = distribution.version or ""
    except Exception:
        pass  # a broken installation: say what was read before it
    return found


_read(1)  # what importlib.metadata imports on first use is imported now, not on the background thread
