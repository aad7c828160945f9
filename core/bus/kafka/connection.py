"""The connection to Kafka: opened, closed when Kafka does not answer, opened again. In between, callers get Unavailable
at once."""

import asyncio
import logging
from contextlib import AsyncExitStack
from dataclasses import dataclass
from random import Random
from typing import Any, Final
from uuid import NAMESPACE_OID, UUID, uuid5

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from core.backoff import delay
from core.bus.kafka.client_log import ClientLog
from core.bus.kafka.ending import ended
from core.bus.kafka.mends import with_mend
from core.bus.kafka.options import KafkaOptions, client_arguments
from core.bus.kafka.topics import Cluster, ensure_topics
from core.bus.kafka.writer import RETRY_SECONDS, Writer
from core.errors import Unavailable

_OPEN_SECONDS: Final = 15.0
_REQUEST_MS: Final = 5_000
_LONGEST_PAUSE: Final = 4
"""Number of the failure after which pauses grow no more: Kafka's return should be noticed within seconds."""
_REMIND_SECONDS: Final = 60.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Opened:
    """Kafka answers."""

    log_id: UUID
    writer: Writer


class Connection:
    """Runs in one task; the others ask `now()`."""

    def __init__(self, options: KafkaOptions, rng: Random, client_log: ClientLog, *, writes: bool) -> None:
        self._options = options
        self._rng = rng
        self._client_log = client_log
        self._writes = writes
        self._opened: Opened | None = None
        self._reason = "it was not asked yet"
        self._tried = asyncio.Event()
        self._said_at: float | None = None
        """When the log last told that Kafka is away; None: it is not."""
        self.log_id: UUID | None = None
        """None until Kafka answered once."""

    def now(self) -> Opened:
        """Raises Unavailable, at once, with the reason for which there is no way now."""
        if self._opened is None:
            raise Unavailable(self.why_not(), RETRY_SECONDS)
        return self._opened

    def why_not(self) -> str:
        return f"Kafka at {self._options.shown_servers()} cannot be used: {self._reason}"

    async def tried(self) -> None:
        """Wait for the first attempt, whatever came of it."""
        await self._tried.wait()

    async def keep(self) -> None:
        """Until cancelled."""
        failures = 0
        while True:
            try:
                await self._while_open()
                failures = 0
            except (Unavailable, KafkaError, OSError, TimeoutError) as error:
                self._away(self._describe(error))
                self._tried.set()
                await asyncio.sleep(delay(min(failures, _LONGEST_PAUSE), self._rng))
                failures += 1

    async def _while_open(self) -> None:
        """Returns when Kafka is lost."""
        async with AsyncExitStack() as stack:
            self._client_log.last = ""
            async with asyncio.timeout(_OPEN_SECONDS):
                cluster = await self._ask()
                writer = Writer(self._options, cluster.max_message_bytes)
                stack.push_async_callback(writer.stop)
                if self._writes:  # processes that do not write connect only when a record dies
                    await writer.start()
            self.log_id = uuid5(NAMESPACE_OID, f"kafka/{cluster.cluster_id}/{self._options.prefix}")
            self._opened = Opened(self.log_id, writer)
            stack.callback(self._close)
            self._tried.set()
            if self._said_at is not None:
                _log.warning("Kafka at %s can be used again", self._options.shown_servers())
                self._said_at = None
            await writer.lost.wait()
            self._away("it stopped answering")

    def _away(self, reason: str) -> None:
        """Log that Kafka is away: the first time, when the reason changes, and now and then."""
        now = asyncio.get_running_loop().time()
        if self._said_at is None or reason != self._reason or now - self._said_at > _REMIND_SECONDS:
            self._said_at = now
            _log.warning(
                "Kafka at %s cannot be used, trying again until it can: %s", self._options.shown_servers(), reason
            )
        self._reason = reason

    def _close(self) -> None:
        self._opened = None

    async def _ask(self) -> Cluster:
        admin: Any = AIOKafkaAdminClient(**client_arguments(self._options), request_timeout_ms=_REQUEST_MS)
        try:
            await admin.start()
            return await ensure_topics(admin, self._options)
        finally:
            await ended(admin.close(), _REQUEST_MS / 1000)

    def _describe(self, error: Exception) -> str:
        if isinstance(error, Unavailable):
            return str(error)
        if isinstance(error, TimeoutError):
            return f"no answer within {_OPEN_SECONDS:.0f} s {self._client_log.last}".rstrip()
        return with_mend(self._client_log.last or str(error) or type(error).__name__)
