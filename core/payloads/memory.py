"""Whole events in memory, for tests."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date

from core.events import EventData
from core.payloads import PayloadKey


class MemoryPayloads:
    """See `core.payloads.PayloadStore`."""

    def __init__(self) -> None:
        self._kept: dict[PayloadKey, EventData] = {}

    async def put_many(self, payloads: Sequence[tuple[PayloadKey, EventData]]) -> list[str]:
        self._kept.update((key, deepcopy(data)) for key, data in payloads)
        return ["" for _ in payloads]

    async def get(self, key: PayloadKey, reference: str) -> EventData | None:
        return deepcopy(self._kept.get(key))

    async def get_many(self, keys: Mapping[PayloadKey, str]) -> dict[PayloadKey, EventData]:
        return {key: deepcopy(self._kept[key]) for key in keys if key in self._kept}

    async def drop_day(self, day: date) -> None:
        self._kept = {key: data for key, data in self._kept.items() if key.day != day}
