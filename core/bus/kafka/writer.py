"""Appends: one producer, whose batches form while the one before them travels."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError, MessageSizeTooLargeError, RecordListTooLargeError

from core.bus.kafka.ending import ended
from core.bus.kafka.options import KafkaOptions, client_arguments
from core.errors import Rejected, Unavailable

_BATCH_BYTES: Final = 512 * 2**10
"""Of one partition: what is waiting in memory is at most two of them per partition, or one larger record."""

_RECORD_OVERHEAD: Final = 128
"""Bytes of a record batch beside key, value and headers, rounded up."""

_HEADER_OVERHEAD: Final = 8
"""The same of a header beside its name and value."""

_REQUEST_MS: Final = 10_000
_STOP_SECONDS: Final = 5.0
_ABANDON_SECONDS: Final = 1.0
RETRY_SECONDS: Final = 10.0
"""When those who were refused may come again."""


Headers: TypeAlias = Sequence[tuple[str, bytes]]
"""Names and values that go with a record."""


class Writer:
    """Writes until it is `lost`; then another has to take its place."""

    def __init__(self, options: KafkaOptions, max_message_bytes: Mapping[str, int]) -> None:
        """`max_message_bytes` is what each topic takes, by name."""
        self._patience = options.append_seconds
        self._max_bytes = {topic: most - _RECORD_OVERHEAD for topic, most in max_message_bytes.items()}
        self._producer: Any = AIOKafkaProducer(
            **client_arguments(options),
            acks="all",
            enable_idempotence=True,
            compression_type=None,  # bodies travel compressed as they came
            max_batch_size=min(_BATCH_BYTES, *self._max_bytes.values()),
            max_request_size=max(max_message_bytes.values()),
            linger_ms=0,  # what comes while a request is under way makes the next batch
            request_timeout_ms=_REQUEST_MS,
        )
        self._starting = asyncio.Lock()
        self._started = False
        self._acknowledged_at = 0.0
        self.lost = asyncio.Event()
        """Kafka does not answer, or the producer cannot go on."""

    async def start(self) -> None:
        """Connect, now rather than at the first append. Raises KafkaError."""
        async with self._starting:
            if not self._started:
                await self._producer.start()
                self._started = True

    async def append(self, topic: str, records: Sequence[tuple[str, bytes]], headers: Headers = ()) -> None:
        """See `core.bus.EventLog.append`. After Unavailable, records may still arrive: readers tell by the event id."""
        most = self._max_bytes[topic]
        beside = sum(_HEADER_OVERHEAD + len(name) + len(value) for name, value in headers)
        for key, value in records:
            if len(key) + len(value) + beside > most:
                raise _too_large(most)
        loop = asyncio.get_running_loop()
        began = loop.time()
        sent: list[asyncio.Future[object]] = []
        try:
            async with asyncio.timeout(self._patience):
                await self.start()
                for key, value in records:
                    sent.append(await self._producer.send(topic, value, key.encode(), headers=list(headers)))
                for future in sent:
                    await future
        except (MessageSizeTooLargeError, RecordListTooLargeError) as error:
            raise _too_large(most) from error
        except TimeoutError as error:
            if self._acknowledged_at < began:  # others are served: one partition may have no leader for a moment
                self.lost.set()
            raise Unavailable(f"Kafka did not acknowledge within {self._patience:g} s", RETRY_SECONDS) from error
        except KafkaError as error:
            self.lost.set()  # a producer that skipped a sequence number is refused for ever
            raise Unavailable(f"Kafka did not take it: {type(error).__name__}", RETRY_SECONDS) from error
        finally:
            for future in sent:
                if not future.done():
                    future.cancel()
                elif not future.cancelled():
                    future.exception()  # otherwise asyncio reports its exception as never retrieved
        self._acknowledged_at = loop.time()

    async def check(self) -> None:
        """Raises Unavailable where no broker answers."""
        try:
            async with asyncio.timeout(self._patience):
                answered = await self._producer.client.force_metadata_update()
        except TimeoutError:
            answered = False
        if not answered:
            self.lost.set()
            raise Unavailable("Kafka does not answer", RETRY_SECONDS)

    async def stop(self) -> None:
        """Send what waits, unless Kafka is away: then the senders have been refused, and may have sent their events
        again."""
        if not self.lost.is_set() and await ended(self._producer.stop(), _STOP_SECONDS):
            return
        # `stop` has no end while a broker is away. What it is made of, without the wait:
        self._producer._closed = True
        for part in (self._producer._sender, self._producer.client):
            await ended(part.close(), _ABANDON_SECONDS)


def _too_large(max_bytes: int) -> Rejected:
    return Rejected("too_large", f"the event is larger than the {max_bytes} bytes that the log takes", 413)
