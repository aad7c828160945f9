"""The gateway's ASGI callable, written in the order in which a request passes through it.

It stands before the web framework and does for each event only what must precede the 200: one inflate, one check of the
JSON, and one durable append, whose sync is shared by all requests that wait for it.
"""

import asyncio
import logging
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Final, TypeAlias

from prometheus_client import Counter

from core.clock import Clock
from core.errors import Rejected, Unavailable
from core.inflate import inflate_start
from core.metrics import GATEWAY_BODY_BYTES, GATEWAY_REQUESTS
from core.outcomes import Outcome
from core.projects import IngestKey
from ingest import answers, auth
from ingest.answers import Answer, send_answer
from ingest.asgi import Receive, Scope, Send
from ingest.auth import Credentials
from ingest.body import Held, InFlight, Overloaded, read_body
from ingest.caps import INLINE_BYTES, MAX_EVENT_BYTES, MAX_HEADER_BYTES, Caps, plausible_bytes
from ingest.categories import UNKNOWN
from ingest.envelope import envelope_dsn
from ingest.keep import Keeper
from ingest.keys import Keys
from ingest.outcomes import OutcomeBook
from ingest.request import Request
from ingest.routes import METHODS, Endpoint, route
from ingest.security import open_reports
from ingest.submission import Submission, open_envelope, open_store

_CATEGORY: Final = {Endpoint.STORE: "error", Endpoint.SECURITY: "security", Endpoint.CRON: "monitor"}
"""The category of a request whose body was not read yet; an envelope may hold any."""

_ENVELOPE_TYPE: Final = "application/x-sentry-envelope"

Opener: TypeAlias = Callable[[bytes, str, int], Submission]
"""(body, encoding, limit in decoded bytes) -> what the body holds. Pure; raises Rejected, with 413 above the limit."""

_log = logging.getLogger(__name__)


class Gateway:
    """An ASGI application for the paths of `routes.is_ingest_path`; other paths get 404."""

    def __init__(self, keys: Keys, keeper: Keeper, book: OutcomeBook, clock: Clock, caps: Caps) -> None:
        self.keys = keys
        self._keeper = keeper
        self.book = book
        self._clock = clock
        self._caps = caps
        self._in_flight = InFlight(caps.max_bytes_in_flight)
        self._one_large_body = asyncio.Semaphore(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            answer = await self._answer(scope, receive)
            _requests(answer.status).inc()
            await send_answer(send, answer)

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        found = route(scope["path"])
        if found is None:
            return answers.NOT_FOUND
        methods = METHODS[found.endpoint]
        if scope["method"] not in methods:
            return answers.preflight(methods) if scope["method"] == "OPTIONS" else answers.method_not_allowed(methods)
        request = Request.of(scope, found, self._clock.now())
        try:
            held = Held(self._in_flight)
            try:
                return await self._take(request, receive, held)
            finally:
                held.close()
        except Rejected as error:
            self._count(request, Outcome.INVALID, error.reason)
            return answers.rejected(error)
        except Unavailable as error:
            reason = "overloaded" if isinstance(error, Overloaded) else "keys_unavailable"
            self._count(request, Outcome.LIMITED, reason)
            return answers.try_later(reason, str(error), error.retry_after)
        except Exception:
            # A bug of ours: the item is counted all the same, and browsers may read the answer.
            _log.exception("a request to %s failed", found.endpoint)
            self._count(request, Outcome.INVALID, "internal_error")
            return answers.INTERNAL_ERROR

    async def _take(self, request: Request, receive: Receive, held: Held) -> Answer:
        match request.route.endpoint:
            case Endpoint.ENVELOPE:
                return await self._take_envelope(request, receive, held)
            case Endpoint.STORE:
                if request.media_type() == _ENVELOPE_TYPE:
                    return await self._take_envelope(request, receive, held)
                return await self._take_store(request, receive, held)
            case Endpoint.SECURITY:
                return await self._take_reports(request, receive, held)
            case Endpoint.CRON:
                return await self._take_check_in(request)
            case _:
                raise Rejected("unknown_endpoint", "there is no such endpoint here", 404)

    async def _take_envelope(self, request: Request, receive: Receive, held: Held) -> Answer:
        request.credentials = request.named()
        if request.credentials is not None:
            key = await self._identify(request, request.credentials)
            body = await self._read(request, receive, held)
        else:
            body = await self._read(request, receive, held)
            key = await self._identify(request, _credentials_inside(body, request.encoding))
        submission = await self._open(open_envelope, body, request.encoding, self._caps.max_body_bytes)
        auth.check_dsn(submission.dsn, key.public_key, request.route.project)
        return await self._keeper.keep(request, key, submission)

    async def _take_store(self, request: Request, receive: Receive, held: Held) -> Answer:
        key = await self._identify(request, request.named())
        body = await self._read(request, receive, held)
        sent_at = request.credentials.timestamp if request.credentials else None
        opener = partial(open_store, sent_at=sent_at)
        return await self._keeper.keep(request, key, await self._open(opener, body, request.encoding, MAX_EVENT_BYTES))

    async def _take_reports(self, request: Request, receive: Receive, held: Held) -> Answer:
        key = await self._identify(request, request.named())
        body = await self._read(request, receive, held)
        fields = auth.query_fields(request.query)
        opener = partial(open_reports, media_type=request.media_type(), fields=fields, user_agent=request.user_agent)
        submission = await self._open(opener, body, request.encoding, MAX_EVENT_BYTES)
        answer = await self._keeper.keep(request, key, submission)
        return answers.EMPTY if answer.status == 200 else answer

    async def _take_check_in(self, request: Request) -> Answer:
        key = await self._identify(request, request.named())
        await self._keeper.keep(request, key, Submission(left_out=(("check_in", 1),)))
        return answers.CHECK_IN

    async def _identify(self, request: Request, credentials: Credentials | None) -> IngestKey:
        """Whose request this is. Raises Rejected (401, 400, 403) and Unavailable."""
        project = auth.project_id(request.route.project)
        if credentials is None:
            raise Rejected("missing_auth", "the request names no key (X-Sentry-Auth, sentry_key or dsn)", 401)
        auth.check_key_shape(credentials.public_key)
        request.credentials = credentials
        request.key = await self.keys.find(credentials.public_key)
        key = auth.check_key(request.key, project)
        if key.allowed_origins:
            auth.check_origin(key.allowed_origins, request.text(b"origin"), request.text(b"referer"))
        return key

    async def _read(self, request: Request, receive: Receive, held: Held) -> bytes:
        caps = self._caps
        max_bytes = caps.max_compressed_bytes if request.encoding else caps.max_body_bytes
        body = await read_body(request, receive, max_bytes, held, caps)
        GATEWAY_BODY_BYTES.inc(len(body))
        return body

    async def _open(self, opener: Opener, body: bytes, encoding: str, max_bytes: int) -> Submission:
        """Open small bodies in the event loop and large ones in a thread, one at a time: hostile JSON costs 0.2 ms a
        KiB."""
        if encoding or len(body) <= INLINE_BYTES:
            try:
                return opener(body, encoding, min(INLINE_BYTES, max_bytes))
            except Rejected as error:
                if error.status != 413:
                    raise
        if encoding:
            max_bytes = min(max_bytes, plausible_bytes(len(body)))
        async with self._one_large_body:
            return await asyncio.to_thread(opener, body, encoding, max_bytes)

    def _count(self, request: Request, outcome: Outcome, reason: str) -> None:
        key = request.key
        category = _CATEGORY.get(request.route.endpoint, UNKNOWN)
        self.book.count(key.project_id if key else 0, key.key_id if key else 0, category, outcome, reason)


@lru_cache(maxsize=64)  # looking up a metric's labelled child costs twice as much as counting
def _requests(status: int) -> Counter:
    return GATEWAY_REQUESTS.labels(str(status))


def _credentials_inside(body: bytes, encoding: str) -> Credentials | None:
    """The key in the DSN of the envelope's header, the only one left when a tunnel strips headers and query."""
    dsn = envelope_dsn(inflate_start(body, encoding, MAX_HEADER_BYTES + 1))
    named = auth.from_dsn(dsn) if dsn else None
    return Credentials(named[0]) if named else None
