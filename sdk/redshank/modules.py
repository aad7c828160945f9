"""The installed distributions and their versions, looked up once and only when asked for."""

from __future__ import annotations

import functools
from importlib import metadata

MAX_MODULES = 500


@functools.cache
def installed_modules() -> dict[str, str]:
    """Name -> version. Reads every distribution's metadata, so it belongs on the background thread."""
    found: dict[str, str] = {}
    try:
        for distribution in metadata.distributions():
            if len(found) >= MAX_MODULES:
                break
            name = distribution.metadata["Name"]
            if name:
                found[name.lower()] = distribution.version or ""
    except Exception:
        pass  # a broken installation: say what was read before it
    return found
