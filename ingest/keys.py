"""Keys in memory, unknown ones too, so that accepting an event asks the database nothing.

The cache hears of a change in the database at once (LISTEN); every entry is then looked up again before its next use.
Without such news, an entry is trusted for minutes. While PostgreSQL is away, what was known stays valid, including what
an earlier process knew (`kept_keys`); only a request with an unknown key waits for the database.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from typing import Final, TypeAlias

from core.clock import Clock
from core.errors import Unavailable
from core.metrics import GATEWAY_KEYS_STALE
from core.projects import IngestKey
from ingest.kept_keys import KeptKeys

KNOWN_SECONDS: Final = 300.0
"""How long a known key is trusted before it is looked up again in the background."""

QUOTA_SECONDS: Final = 60.0
"""The same for keys with daily or monthly limits: other gateways count against those limits too."""

UNKNOWN_SECONDS: Final = 60.0

_MAX_UNKNOWN: Final = 10_000
"""Wrong keys remembered, about 1.5 MiB of them; the oldest are forgotten."""

_LOOKUPS_AT_ONCE: Final = 4
_LOOKUP_TIMEOUT: Final = 3.0
_REST_SECONDS: Final = 1.0
"""How long no look-up is tried after one has failed."""

_log = logging.getLogger(__name__)

Lookup: TypeAlias = Callable[[str], Awaitable[IngestKey | None]]
"""Public key -> what the database knows of it. Raises Unavailable."""


@dataclass(frozen=True, slots=True)
class _Entry:
    key: IngestKey | None
    trusted_until: float
    generation: int


class Keys:
    """The cache. One loop, one thread."""

    def __init__(self, lookup: Lookup, clock: Clock, kept: KeptKeys | None = None) -> None:
        self._lookup = lookup
        self._clock = clock
        self.kept = KeptKeys() if kept is None else kept
        self._known: dict[str, _Entry] = {}
        self._unknown: dict[str, _Entry] = {}
        self._generation = 0
        self._asking: dict[tuple[str, int], asyncio.Task[IngestKey | None]] = {}
        self._room = asyncio.Semaphore(_LOOKUPS_AT_ONCE)
        self._rests_until = 0.0
        self._is_away = False
        self._unchecked = asyncio.Event()

    def __len__(self) -> int:
        """How many keys would be accepted without the database."""
        return len(self.kept)

    def invalidate(self) -> None:
        """Something changed in the database: look up every key before its next use, but keep the old entries for while
        the database is away."""
        self._generation += 1
        self._rests_until = 0.0
        self._is_away = False
        self._unchecked.set()

    async def recheck(self, active: Callable[[Collection[int]], Awaitable[Collection[int]]]) -> None:
        """Wait for a change, then forget the keys whose ids `active` does not return. Raises what `active` raises.

        Otherwise a key that was switched off, and not used since, would be accepted again once the database is away.
        """
        await self._unchecked.wait()
        self._unchecked.clear()
        ids = self.kept.ids() | {entry.key.key_id for entry in self._known.values() if entry.key is not None}
        try:
            gone = ids.difference(await active(ids))
        except BaseException:
            self._unchecked.set()
            raise
        self.kept.forget_ids(gone)
        self._known = {name: entry for name, entry in self._known.items() if entry.key and entry.key.key_id not in gone}

    async def find(self, public_key: str) -> IngestKey | None:
        """The key, None when there is none. Raises Unavailable when it is not known here and the database is away."""
        now = self._clock.now()
        entry = self._known.get(public_key) or self._unknown.get(public_key)
        if entry is not None and entry.generation == self._generation:
            if now < entry.trusted_until:
                return entry.key
            if entry.key is not None:
                self._ask(public_key, now)
                return entry.key
        known = (entry.key if entry is not None else None) or self.kept.find(public_key)
        if known is not None and self._is_away:
            if now >= self._rests_until:
                self._ask(public_key, now)
            GATEWAY_KEYS_STALE.inc()
            return known
        try:
            return await asyncio.shield(self._ask(public_key, now))
        except Unavailable:
            if known is not None:
                GATEWAY_KEYS_STALE.inc()
                return known
            raise

    def _ask(self, public_key: str, now: float) -> "asyncio.Task[IngestKey | None]":
        """Look the key up, once for all requests that wait for it. A request that comes after a change needs an answer
        from after that change."""
        question = (public_key, self._generation)
        task = self._asking.get(question)
        if task is None:
            task = asyncio.create_task(self._look_up(public_key, now, self._generation))
            self._asking[question] = task
            task.add_done_callback(lambda done: self._answered(question, done))
        return task

    def _answered(self, question: tuple[str, int], task: "asyncio.Task[IngestKey | None]") -> None:
        self._asking.pop(question, None)
        error = None if task.cancelled() else task.exception()
        if error is not None and not isinstance(error, Unavailable):
            _log.error("looking up a key failed", exc_info=error)

    async def _look_up(self, public_key: str, now: float, generation: int) -> IngestKey | None:
        if now < self._rests_until:
            raise Unavailable("keys cannot be looked up at the moment")
        try:
            async with asyncio.timeout(_LOOKUP_TIMEOUT), self._room:
                key = await self._lookup(public_key)
        except (TimeoutError, Unavailable) as error:
            self._rests_until = self._clock.now() + _REST_SECONDS
            self._is_away = True
            _log.warning("keys cannot be looked up: %s", error)  # not for senders: it may name hosts
            raise Unavailable("keys cannot be looked up at the moment") from None
        self._is_away = False
        self._remember(public_key, key, now, generation)
        return key

    def _remember(self, public_key: str, key: IngestKey | None, now: float, generation: int) -> None:
        if generation != self._generation:
            return  # something changed during the look-up
        if key is not None and key.is_active:
            self.kept.keep(key)
        else:
            self.kept.forget(public_key)
        if key is None:
            self._known.pop(public_key, None)
            while len(self._unknown) >= _MAX_UNKNOWN:
                del self._unknown[next(iter(self._unknown))]
            self._unknown[public_key] = _Entry(None, now + UNKNOWN_SECONDS, generation)
        else:
            self._unknown.pop(public_key, None)
            has_quota = any(limit.window_seconds > 3600 for limit in key.limits)
            trust = QUOTA_SECONDS if has_quota else KNOWN_SECONDS
            self._known[public_key] = _Entry(key, now + trust, generation)
