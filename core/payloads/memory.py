"""Whole events in memory, for tests."""

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from core.events import EventData
from core.payloads import PayloadKey


class MemoryPayloads:
    """See `core.payloads.PayloadStore`."""

    def __init__(self) -> None:
        self._kept: dict[PayloadKey, bytes] = {}

    async def put_many(self, payloads: Sequence[tuple[PayloadKey, bytes]]) -> list[str]:
        self._kept.update(payloads)
        return ["" for _ in payloads]

    async def get(self, key: PayloadKey, reference: str) -> EventData | None:
        return (await self.get_many({key: reference})).get(key)

    async def get_many(self, keys: Mapping[PayloadKey, str]) -> dict[PayloadKey, EventData]:
        return {key: msgspec.json.decode(self._kept[key]) for key in keys if key in self._kept}

    async def forget(self, events: Mapping[PayloadKey, str]) -> None:
        for key in events:
            self._kept.pop(key, None)

    async def drop_day(self, day: date) -> None:
        self._kept = {key: document for key, document in self._kept.items() if key.day != day}
