"""Sends documents to the cluster until each of them is there or refused."""

from collections.abc import Sequence
from random import Random
from typing import Any, Final

from core.backoff import delay
from core.clock import Clock
from core.errors import Rejected, Unavailable
from core.metrics import STORE_REFUSED, STORE_RETRIES
from core.payloads.elastic.bulk import Entry, Fate, deletions, fate, in_requests, items_of, reason
from core.payloads.elastic.cluster import Cluster, Failed, reason_of

_SECONDS: Final = 60.0
"""For a request; the server itself waits less for shards that are not there."""

_TRIES: Final = 6
"""Some six seconds of tries, then the caller gets Unavailable. When it comes again, documents that were written are
found to be there."""

_BULK: Final = "/_bulk?timeout=10s&filter_path=items.*.status,items.*.error"
_TOO_LARGE: Final = 413
_UNKNOWN: Final = 404

_AT_ONCE: Final = 1000
"""Deletions in a request: some 100 KB."""


class Writer:
    """Writes each document once, durably."""

    def __init__(self, cluster: Cluster, clock: Clock, rng: Random) -> None:
        self._cluster = cluster
        self._clock = clock
        self._rng = rng

    async def write(self, entries: Sequence[Entry]) -> dict[int, Rejected]:
        """The places of those that will never be taken, with the reason. Raises Unavailable."""
        refused: dict[int, Rejected] = {}
        for together in in_requests(entries):
            waiting = together
            for attempt in range(_TRIES):
                waiting, said = await self._send(waiting, refused)
                if not waiting:
                    break
                STORE_RETRIES.inc()
                await self._clock.sleep(delay(attempt, self._rng))
            else:
                raise Unavailable(f"Elasticsearch is too busy to take {len(waiting)} events: {said}")
        STORE_REFUSED.inc(len(refused))
        return refused

    async def delete(self, documents: Sequence[tuple[str, str]]) -> None:
        """Remove documents, by index and id; unknown ones are fine. Raises Unavailable."""
        for start in range(0, len(documents), _AT_ONCE):
            together = documents[start : start + _AT_ONCE]
            answer = await self._cluster.ask("POST", _BULK, deletions(together), seconds=_SECONDS)
            for item in items_of(answer.body, len(together)):
                if item["status"] not in (200, _UNKNOWN):
                    raise Unavailable(f"Elasticsearch does not forget an event: {reason(item)}")

    async def _send(self, entries: list[Entry], refused: dict[int, Rejected]) -> tuple[list[Entry], str]:
        """What has to be sent again, and why."""
        try:
            answer = await self._cluster.ask("POST", _BULK, b"".join(one.line for one in entries), seconds=_SECONDS)
        except Failed as error:
            if error.status == 429 and "cluster_block_exception" not in error.kinds:
                return entries, str(error)
            raise
        if answer.status == _TOO_LARGE:
            return await self._send_less(entries, refused)
        if answer.status != 200:
            raise Unavailable(f"Elasticsearch takes no events: {answer.status} {reason_of(answer.body)}")
        again: list[Entry] = []
        said = ""
        for one, item in zip(entries, items_of(answer.body, len(entries)), strict=True):
            said = await self._judge(one, item, again, refused) or said
        return again, said

    async def _judge(
        self, one: Entry, item: dict[str, Any], again: list[Entry], refused: dict[int, Rejected]
    ) -> str | None:
        match fate(item):
            case Fate.THERE:
                return None
            case Fate.REFUSED:
                refused[one.place] = payload_refused(reason(item))
                return None
            case Fate.AWAY:
                raise Unavailable(f"Elasticsearch cannot write to {one.into}: {reason(item)}")
            case Fate.NO_INDEX:
                await self._make(one.into)
            case Fate.BUSY:
                pass
        again.append(one)
        return reason(item)

    async def _send_less(self, entries: list[Entry], refused: dict[int, Rejected]) -> tuple[list[Entry], str]:
        """A server or proxy that takes no request of this size may take halves of it."""
        if len(entries) == 1:
            [one] = entries
            refused[one.place] = payload_refused(f"Elasticsearch takes no request of {len(one.line)} bytes")
            return [], ""
        half = len(entries) // 2
        first, said = await self._send(entries[:half], refused)
        second, also = await self._send(entries[half:], refused)
        return first + second, said or also

    async def _make(self, index: str) -> None:
        answer = await self._cluster.ask("PUT", f"/{index}")
        if answer.status != 200 and "resource_already_exists_exception" not in reason_of(answer.body):
            raise Unavailable(f"Elasticsearch makes no index {index}: {reason_of(answer.body)}")


def payload_refused(detail: str) -> Rejected:
    """What `put_many` answers of an event that the store will never take."""
    return Rejected("payload_refused", detail)
