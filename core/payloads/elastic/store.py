"""Whole events in Elasticsearch: an index for each day, written once, searched together."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import date
from random import Random
from typing import Final

import msgspec

from core.clock import Clock
from core.errors import Rejected, Unavailable
from core.events import EventData
from core.payloads import PayloadKey
from core.payloads.documents import search_document
from core.payloads.elastic.bulk import entry
from core.payloads.elastic.cluster import Cluster, open_cluster, reason_of
from core.payloads.elastic.mapping import BODY, VERSION, alias, document, document_id, index_of, template
from core.payloads.elastic.options import ElasticOptions, parse_address
from core.payloads.elastic.searching import ElasticSearch
from core.payloads.elastic.writer import Writer
from core.payloads.searched import decode_searched

_AT_ONCE: Final = 100
"""Events that are fetched by one request: some 2 MB."""

_LONG: Final = 60.0
"""Seconds for what changes the whole cluster's state."""

_GONE: Final = frozenset({"index_not_found_exception"})


@asynccontextmanager
async def open_elastic(
    url: str, options: ElasticOptions, clock: Clock, rng: Random
) -> "AsyncIterator[ElasticPayloads]":
    """Ready for a cluster that may still be away. Raises Refused."""
    address = parse_address(url, options.api_key)
    async with open_cluster(address, options.tls, options.seconds) as cluster:
        yield ElasticPayloads(cluster, options, clock, rng)


class ElasticPayloads(ElasticSearch):
    """See `core.payloads.PayloadStore` and `core.payloads.search.EventSearch`. References are empty: an event is
    found by its project, id and day."""

    def __init__(self, cluster: Cluster, options: ElasticOptions, clock: Clock, rng: Random) -> None:
        super().__init__(cluster, options.prefix)
        self._options = options
        self._writer = Writer(cluster, clock, rng)
        self._is_prepared = False

    async def ping(self) -> None:
        """Raises Unavailable, in one line, where events cannot be written or read."""
        answer = await self._cluster.ask("GET", f"/_cluster/health/{alias(self._prefix)}-*?timeout=1s")
        if answer.body.get("status") == "red":
            raise Unavailable("Elasticsearch has lost a part of the events: its health is red")

    async def put_many(self, payloads: Sequence[tuple[PayloadKey, bytes]]) -> list[str | Rejected]:
        if not payloads:
            return []
        if not self._is_prepared:
            await self._prepare()
        entries = [
            entry(place, index_of(self._prefix, key.day), document_id(key), _document(key, body))
            for place, (key, body) in enumerate(payloads)
        ]
        try:
            refused = await self._writer.write(entries)
        except Unavailable:
            self._is_prepared = False  # the cluster that comes back may be another, empty one
            raise
        return [refused.get(place, "") for place in range(len(payloads))]

    async def get(self, key: PayloadKey, reference: str) -> EventData | None:
        return (await self.get_many({key: reference})).get(key)

    async def get_many(self, keys: Mapping[PayloadKey, str]) -> dict[PayloadKey, EventData]:
        found: dict[PayloadKey, EventData] = {}
        wanted = list(keys)
        for start in range(0, len(wanted), _AT_ONCE):
            found |= await self._fetch(wanted[start : start + _AT_ONCE])
        return found

    async def forget(self, events: Mapping[PayloadKey, str]) -> None:
        await self._writer.delete([(index_of(self._prefix, key.day), document_id(key)) for key in events])

    async def drop_day(self, day: date) -> None:
        index = index_of(self._prefix, day)
        answer = await self._cluster.ask("DELETE", f"/{index}?ignore_unavailable=true", seconds=_LONG)
        if answer.status not in (200, 404):
            raise Unavailable(f"Elasticsearch does not delete {index}: {reason_of(answer.body)}")

    async def _fetch(self, keys: list[PayloadKey]) -> dict[PayloadKey, EventData]:
        places = [{"_index": index_of(self._prefix, key.day), "_id": document_id(key)} for key in keys]
        answer = await self._cluster.ask("POST", "/_mget", {"docs": places})
        if answer.status != 200:
            raise Unavailable(f"Elasticsearch gives no events: {reason_of(answer.body)}")
        found = {}
        for key, one in zip(keys, answer.body["docs"], strict=True):
            if one.get("found"):
                found[key] = msgspec.json.decode(one["_source"][BODY])
            elif "error" in one and one["error"].get("type") not in _GONE:
                raise Unavailable(f"Elasticsearch cannot read {one['_index']}: {reason_of(one)}")
        return found

    async def _prepare(self) -> None:
        """Put the index template where it is missing or older. Raises Unavailable."""
        path = f"/_index_template/{alias(self._prefix)}"
        there = await self._cluster.ask("GET", path)
        version = there.body["index_templates"][0]["index_template"].get("version", 0) if there.status == 200 else 0
        if version <= VERSION:
            options = self._options
            answer = await self._cluster.ask("PUT", path, template(self._prefix, options.shards, options.replicas))
            if answer.status != 200:
                raise Unavailable(f"Elasticsearch refuses the index template: {reason_of(answer.body)}")
        self._is_prepared = True


def _document(key: PayloadKey, body: bytes) -> bytes:
    return document(search_document(key, decode_searched(body)), body.decode())
