"""The document that searching would see of an event (`core/payloads/matching.py`, Searched), drawn part by part."""

from functools import cached_property
from typing import Literal

from core.clock import instant
from core.events import EventData, RawEvent
from core.payloads import PayloadKey
from core.payloads.documents import field_of, message_of, text_of


class Fields:
    """The fields of an event, each read when it is asked for."""

    def __init__(self, data: EventData) -> None:
        self._data = data
        self._read: dict[str, tuple[str, ...]] = {}
        self._lowered: dict[str, tuple[str, ...]] = {}

    def get(self, name: str, default: tuple[str, ...]) -> tuple[str, ...]:
        values = self._read.get(name)
        if values is None:
            values = self._read[name] = field_of(self._data, name)
        return values or default

    def lowered(self, name: str) -> tuple[str, ...]:
        """In small letters, as values are compared."""
        values = self._lowered.get(name)
        if values is None:
            values = self._lowered[name] = tuple(value.lower() for value in self.get(name, ()))
        return values

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and bool(self.get(name, ()))


class Document:
    """One event, as far as it was asked."""

    fingerprint = ""

    def __init__(self, raw: RawEvent, data: EventData) -> None:
        self._spaced: dict[str, str] = {}
        self._raw = raw
        self._data = data
        self.fields = Fields(data)

    @property
    def key(self) -> PayloadKey:
        return PayloadKey(self._raw.project_id, self._raw.event_id, instant(self._raw.received_at).date())

    @property
    def at(self) -> int:
        return int(self._data["timestamp"] * 1000)

    @cached_property
    def message(self) -> str:
        return message_of(self._data)

    @cached_property
    def text(self) -> str:
        return text_of(self._data, self.message)

    def spaced(self, within: Literal["text", "message"]) -> str:
        """The words with one blank before, between and behind: a phrase stands in it as it is."""
        known = self._spaced.get(within)
        if known is None:
            words = (self.message if within == "message" else self.text).split()
            known = self._spaced[within] = f" {' '.join(words)} "
        return known
