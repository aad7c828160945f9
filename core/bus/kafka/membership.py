"""Membership in a consumer group: the partitions assigned to this reader, and the wait for a batch in hand when the
group rebalances."""

import asyncio
import logging
from collections.abc import Callable, Collection
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.abc import ConsumerRebalanceListener
from aiokafka.coordinator.assignors.sticky.sticky_assignor import StickyPartitionAssignor
from aiokafka.errors import KafkaError

from core.bus.kafka.counts import Counts
from core.bus.kafka.ending import ended
from core.bus.kafka.options import KafkaOptions, client_arguments
from core.metrics import LOG_REBALANCES

_REVOKE_SECONDS: Final = 20.0
"""How long the group waits for a batch in hand; most take well below a second."""

_REBALANCE_MS: Final = 25_000
"""After this long the group goes on without a member that does not answer: longer than the wait for its batch."""
_REQUEST_MS: Final = 30_000  # joining is answered only when the whole group is there
_SESSION_MS: Final = 10_000  # a killed member's partitions go to the others after this
_HEARTBEAT_MS: Final = 1_000  # a rebalance is noticed after this
_IDLE_MS: Final = 2**31 - 1
"""A member that does not read for a long time stays in the group while its process lives: it may be waiting for
PostgreSQL."""
_START_SECONDS: Final = 10.0
_STOP_SECONDS: Final = 5.0

_FETCH_BYTES: Final = 2**20
"""Of one partition at a time; a larger record comes alone. Memory: this for each partition that a reader has."""
_FETCH_BYTES_TOGETHER: Final = 8 * 2**20

_log = logging.getLogger(__name__)


class Membership(ConsumerRebalanceListener):  # type: ignore[misc]
    """One consumer in a group. `assigned` and `generation` change between any two awaits of the reader."""

    def __init__(
        self, options: KafkaOptions, topic: str, group: str, counts: Counts, let_go: Callable[[], None]
    ) -> None:
        """`let_go` is called when the group takes the partitions back."""
        self._topic = topic
        self._counts = counts
        self._let_go = let_go
        # The assignor keeps its memory in its class: each member of a group needs a class of its own.
        sticky = type("Sticky", (StickyPartitionAssignor,), {})
        self.consumer: Any = AIOKafkaConsumer(
            **client_arguments(options),
            group_id=f"{options.prefix}{group}.{topic.removeprefix(options.prefix)}",
            partition_assignment_strategy=(sticky,),
            enable_auto_commit=False,
            auto_offset_reset="none",
            max_partition_fetch_bytes=_FETCH_BYTES,
            fetch_max_bytes=_FETCH_BYTES_TOGETHER,
            request_timeout_ms=_REQUEST_MS,
            session_timeout_ms=_SESSION_MS,
            heartbeat_interval_ms=_HEARTBEAT_MS,
            rebalance_timeout_ms=_REBALANCE_MS,
            max_poll_interval_ms=_IDLE_MS,
        )
        self.assigned: frozenset[TopicPartition] | None = None
        """None while the group shares out its partitions."""
        self.generation = 0
        """Grows with each rebalance, which makes everything void that was known about the partitions."""
        self.changed = asyncio.Event()
        """Set when `assigned` changes; the reader clears it."""
        self._free = asyncio.Event()
        self._free.set()

    async def join(self) -> None:
        """Ask for membership; `assigned` follows. Raises KafkaError, TimeoutError."""
        try:
            async with asyncio.timeout(_START_SECONDS):
                await self.consumer.start()
        except BaseException:
            await self.leave()
            raise
        self.consumer.subscribe([self._topic], listener=self)

    async def leave(self) -> None:
        """The others get the partitions."""
        self.free()
        if await ended(self.consumer.stop(), _STOP_SECONDS):
            return
        # Kafka is away, and `stop` would wait for it. These have to end in any case:
        for part in (self.consumer._fetcher, self.consumer._client):
            if part is not None:
                await ended(part.close(), _STOP_SECONDS)

    def check(self) -> None:
        """Raises KafkaError where the client has stopped fetching: its reads would wait for ever."""
        fetching = self.consumer._fetcher.error_future
        if fetching.done():
            raise KafkaError(f"the client has stopped: {fetching.exception() or 'it was told to'}")

    def hold(self) -> None:
        """A batch is in hand."""
        self._free.clear()

    def free(self) -> None:
        """It was committed, or given up."""
        self._free.set()

    async def on_partitions_revoked(self, revoked: Collection[TopicPartition]) -> None:
        """Called before a rebalance: wait until the batch in hand is recorded, so that nobody repeats it.

        If the wait fails, work is repeated, but counts stay exact: the position of a batch moves only once.
        """
        self.assigned = None
        self.generation += 1
        self.changed.set()
        self._let_go()
        try:
            await asyncio.wait_for(self._free.wait(), _REVOKE_SECONDS)
        except TimeoutError:
            _log.warning("a batch took longer than %.0f s while the group waited for it", _REVOKE_SECONDS)

    async def on_partitions_assigned(self, assigned: Collection[TopicPartition]) -> None:
        if self.generation > 1:
            self._counts.rebalances += 1
            LOG_REBALANCES.inc()
        self.generation += 1
        self.assigned = frozenset(assigned)
        self.consumer.pause(*assigned)  # until the reader has found out where to read
        self.changed.set()
