"""Where a redirect leads, and whether it is followed. Pure."""

from dataclasses import replace
from typing import Final
from urllib.parse import SplitResult, urljoin, urlsplit

from alerting.calls import Request

_KEEP_METHOD: Final = frozenset({307, 308})
_AS_GET: Final = frozenset({301, 302, 303})
_PORTS: Final = {"http": 80, "https": 443}
_CREDENTIALS: Final = frozenset({"authorization", "cookie", "private-token", "x-api-key"})


def next_hop(request: Request, status: int, location: str | None) -> Request | None:
    """The request to send instead; None where the redirect is not followed.

    A message is repeated only at 307 and 308: the other statuses would turn it into a GET without content. A request
    with a body or a secret never goes to another origin, except from http to https of the same host; from https to
    http, nothing is followed.
    """
    if request.redirects <= 0 or not location or status not in _KEEP_METHOD | _AS_GET:
        return None
    if status in _AS_GET and request.method not in ("GET", "HEAD"):
        return None
    try:
        here, there = urlsplit(request.url), urlsplit(urljoin(request.url, location))
        same, safer = _origin(here) == _origin(there), _is_safer(here, there)
    except ValueError:
        return None
    if there.scheme not in _PORTS or there.username is not None or (here.scheme == "https" and there.scheme == "http"):
        return None
    if not same and not safer and (request.body or _holds_secrets(request)):
        return None
    return replace(request, url=there.geturl(), redirects=request.redirects - 1)


def _origin(url: SplitResult) -> tuple[str, str | None, int | None]:
    return url.scheme, url.hostname, url.port or _PORTS.get(url.scheme)


def _is_safer(here: SplitResult, there: SplitResult) -> bool:
    """The same host, by https instead of http, both on their usual ports."""
    return _origin(here) == ("http", there.hostname, 80) and _origin(there)[::2] == ("https", 443)


def _holds_secrets(request: Request) -> bool:
    return bool(request.secrets) or any(name.lower() in _CREDENTIALS for name in request.headers)
