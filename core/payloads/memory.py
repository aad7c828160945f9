"""Whole events in memory, for tests: kept, and searched by the plain meaning of every clause."""

from collections import Counter
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from datetime import date

import msgspec

from core.events import EventData
from core.payloads import PayloadKey
from core.payloads.documents import SearchDocument, search_document
from core.payloads.matching import matches
from core.payloads.search import Hit, PayloadQuery, Summary


class MemoryPayloads:
    """See `core.payloads.PayloadStore` and `core.payloads.search.EventSearch`."""

    def __init__(self) -> None:
        self._kept: dict[PayloadKey, bytes] = {}

    async def put_many(self, payloads: Sequence[tuple[PayloadKey, bytes]]) -> list[str]:
        self._kept = dict(payloads) | self._kept
        return ["" for _ in payloads]

    async def get(self, key: PayloadKey, reference: str) -> EventData | None:
        return (await self.get_many({key: reference})).get(key)

    async def get_many(self, keys: Mapping[PayloadKey, str]) -> dict[PayloadKey, EventData]:
        return {key: msgspec.json.decode(self._kept[key]) for key in keys if key in self._kept}

    async def forget(self, events: Mapping[PayloadKey, str]) -> None:
        for key in events:
            self._kept.pop(key, None)

    async def ping(self) -> None:
        """It is here."""

    async def drop_day(self, day: date) -> None:
        self._kept = {key: document for key, document in self._kept.items() if key.day != day}

    async def search(self, query: PayloadQuery, size: int, after: tuple[int, str] | None = None) -> list[Hit]:
        hits = sorted((Hit(one.key, one.at) for one in self._found(query)), key=lambda hit: hit.place, reverse=True)
        return [hit for hit in hits if after is None or hit.place < after][:size]

    async def scan(self, query: PayloadQuery, size: int) -> AsyncIterator[list[Hit]]:
        hits = await self.search(query, len(self._kept))
        for start in range(0, len(hits), size):
            yield hits[start : start + size]

    async def summarize(self, query: PayloadQuery, interval: int, facets: Sequence[str], values: int) -> Summary:
        found = self._found(query)
        histogram = Counter(document.at // 1000 // interval * interval for document in found)
        return Summary(
            len(found),
            histogram,
            {field: _most_frequent(field, found)[:values] for field in facets},
        )

    def _found(self, query: PayloadQuery) -> list[SearchDocument]:
        documents = (search_document(key, msgspec.json.decode(body)) for key, body in self._kept.items())
        return [
            one
            for one in documents
            if one.key.project_id in query.project_ids
            and query.start <= one.at < query.end
            and matches(one, query.clause)
        ]


def _most_frequent(field: str, documents: Iterable[SearchDocument]) -> list[tuple[str, int]]:
    counts = Counter(
        value
        for one in documents
        for value in ((one.fingerprint,) if field == "fingerprint" else one.fields.get(field, ()))
    )
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
