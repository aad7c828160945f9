"""Which endpoint a path means.

Everything below `/api/<number>/` belongs to the gateway, so that an endpoint which does not exist here is answered by a
plain 404 that browsers may read. `/api/0/` is the API for people and tools.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final


class Endpoint(StrEnum):
    ENVELOPE = "envelope"
    STORE = "store"
    SECURITY = "security"
    CRON = "cron"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Route:
    endpoint: Endpoint
    project: str
    """The project id as it stands in the path; it may be no number."""
    path_key: str | None = None
    """The public key, on the endpoints that may have it in the path."""


METHODS: Final = {
    Endpoint.ENVELOPE: ("POST",),
    Endpoint.STORE: ("POST",),
    Endpoint.SECURITY: ("POST",),
    Endpoint.CRON: ("GET", "POST"),
    Endpoint.UNKNOWN: ("POST",),
}
"""Methods besides OPTIONS."""

_NAMES: Final = {
    "envelope": Endpoint.ENVELOPE,
    "store": Endpoint.STORE,
    "security": Endpoint.SECURITY,
    "csp-report": Endpoint.SECURITY,
}
_KNOWN: Final = re.compile(r"/api/([^/]+)/(envelope|store|security|csp-report)/?")
_CRON: Final = re.compile(r"/api/([1-9][0-9]*)/cron/[^/]+(?:/([^/]+))?/?")
_USUAL_LENGTH: Final = 200
"""Longer paths are not cached; otherwise strangers could fill the memory with them."""
_OTHERS: Final = re.compile(r"/api/([1-9][0-9]*)/.*|/api/store/?", re.DOTALL)


def is_ingest_path(path: str) -> bool:
    """Whether the gateway answers requests for this path."""
    return route(path) is not None


def route(path: str) -> Route | None:
    """The endpoint that a path (without query, decoded) means; None where it is not the gateway's."""
    return _remembered(path) if len(path) <= _USUAL_LENGTH else _route(path)


def _route(path: str) -> Route | None:
    if match := _KNOWN.fullmatch(path):
        return Route(_NAMES[match[2]], match[1])
    if match := _CRON.fullmatch(path):
        return Route(Endpoint.CRON, match[1], match[2])
    if match := _OTHERS.fullmatch(path):
        return Route(Endpoint.UNKNOWN, match[1] or "")
    return None


_remembered: Final = lru_cache(maxsize=1024)(_route)
