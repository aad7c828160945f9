"""What senders hear, with the CORS headers on every answer; without them a browser cannot
read it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import msgspec

from core.errors import Rejected
from ingest.admit import Exceeded
from ingest.asgi import Send
from ingest.categories import ERROR_BUDGET, SWITCHED_OFF

Headers = tuple[tuple[bytes, bytes], ...]

_CORS: Final[Headers] = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"x-sentry-error, x-sentry-rate-limits, retry-after"),
)
_JSON: Final[Headers] = ((b"content-type", b"application/json"), *_CORS)
_ALLOWED_HEADERS: Final = (
    b"x-sentry-auth, x-requested-with, x-forwarded-for, origin, referer, accept, content-type, authentication,"
    b" authorization, content-encoding, transfer-encoding, sentry-trace, baggage"
)

_SWITCHED_OFF_SECONDS: Final = 3600
"""How long SDKs stop sending kinds that are not kept: long enough to save traffic, short enough that an upgrade which
keeps them is noticed."""

_NOT_KEPT: Final = (
    b"x-sentry-rate-limits",
    f"{_SWITCHED_OFF_SECONDS}:{';'.join(SWITCHED_OFF)}:organization:not_kept".encode(),
)

_UNPRINTABLE: Final = re.compile(r"[^\x20-\x7e]+")
_MAX_DETAIL: Final = 300


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Headers
    """All headers of an answer, the length of its body included."""
    body: bytes = b""


def _answer(status: int, headers: Headers, body: bytes = b"") -> Answer:
    return Answer(status, (*headers, (b"content-length", str(len(body)).encode())), body)


def _accepted_headers(body_bytes: int, *more: tuple[bytes, bytes]) -> Headers:
    return (*_JSON, *more, (b"content-length", str(body_bytes).encode()))


_EVENT_BYTES: Final = len('{"id":""}') + 32
_EVENT: Final = _accepted_headers(_EVENT_BYTES)
_EVENT_AND_NOT_KEPT: Final = _accepted_headers(_EVENT_BYTES, _NOT_KEPT)

NOTHING_KEPT: Final = _answer(200, _JSON, b"{}")
NOTHING_KEPT_STOP: Final = _answer(200, (*_JSON, _NOT_KEPT), b"{}")
EMPTY: Final = _answer(200, _CORS)
CHECK_IN: Final = _answer(202, _JSON, b"{}")


def accepted(event_id: str, *, stop_sending: bool) -> Answer:
    """200: the event is durable. `stop_sending` names the kinds that are not kept here, for the SDK to stop sending
    them."""
    return Answer(200, _EVENT_AND_NOT_KEPT if stop_sending else _EVENT, b'{"id":"%b"}' % event_id.encode())


def nothing_kept(*, stop_sending: bool) -> Answer:
    """200 for a valid request that held no event."""
    return NOTHING_KEPT_STOP if stop_sending else NOTHING_KEPT


def rejected(error: Rejected) -> Answer:
    return _error(error.status, error.detail, error.reason)


def limited(exceeded: tuple[Exceeded, ...]) -> Answer:
    """429 with what is limited, for how long, and why."""
    wait = max(each.retry_after for each in exceeded)
    return _error(
        429,
        f"the limit is used up: {', '.join(each.limit.reason for each in exceeded)}",
        exceeded[0].limit.reason,
        (b"retry-after", str(wait).encode()),
        (b"x-sentry-rate-limits", ", ".join(map(_rate_limit, exceeded)).encode()),
    )


def _rate_limit(exceeded: Exceeded) -> str:
    limit = exceeded.limit
    categories = set(limit.categories)
    if categories & ERROR_BUDGET:
        categories |= ERROR_BUDGET
    return f"{exceeded.retry_after}:{';'.join(sorted(categories))}:{limit.scope}:{limit.reason}"


def try_later(reason: str, detail: str, seconds: float) -> Answer:
    """429: the gateway cannot take the event now. Not 503: SDKs honour the Retry-After of a 429, and go on sending
    after a 503."""
    return _error(429, detail, reason, (b"retry-after", str(max(1, round(seconds))).encode()))


def method_not_allowed(methods: Iterable[str]) -> Answer:
    allow = ", ".join((*methods, "OPTIONS")).encode()
    return _error(405, "this endpoint does not know this method", "method_not_allowed", (b"allow", allow))


def preflight(methods: Iterable[str]) -> Answer:
    allow = ", ".join((*methods, "OPTIONS")).encode()
    headers = (
        *_CORS,
        (b"access-control-allow-methods", allow),
        (b"access-control-allow-headers", _ALLOWED_HEADERS),
        (b"access-control-max-age", b"3600"),
        (b"allow", allow),
    )
    return _answer(200, headers)


def _error(status: int, detail: str, reason: str, *more: tuple[bytes, bytes]) -> Answer:
    """`detail` may quote the sender; only characters that are valid in a header reach the header."""
    detail = detail[:_MAX_DETAIL]
    header = _UNPRINTABLE.sub("?", detail).encode()
    body = msgspec.json.encode({"detail": detail, "causes": [reason]})
    return _answer(status, (*_JSON, (b"x-sentry-error", header), *more), body)


NOT_FOUND: Final = _error(404, "there is nothing here", "not_found")
INTERNAL_ERROR: Final = _error(500, "the gateway failed; this is our bug", "internal_error")


async def send_answer(send: Send, answer: Answer) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    await send({"type": "http.response.body", "body": answer.body})
