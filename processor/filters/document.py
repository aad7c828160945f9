"""The document that searching would see of an event (`core/payloads/matching.py`, Searched), drawn part by part."""

from functools import cached_property
from typing import Literal, TypeAlias

from core.clock import instant
from core.events import EventData, RawEvent
from core.payloads import PayloadKey
from core.payloads.documents import field_of, message_written, rest_written
from core.payloads.words import BORDER, words_text

Within: TypeAlias = Literal["text", "message"]


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
        self._words: dict[str, list[str]] = {}
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
        return words_text(self._message_written)

    @cached_property
    def text(self) -> str:
        return f"{self.message}{BORDER}{words_text(self._rest_written)}"

    def written(self, within: Within) -> str:
        """In small letters, not yet taken apart into words, which costs more than to look through it: a piece of a word
        that does not stand here is in no word, and most events lack what a rule asks for."""
        return self._message_lowered if within == "message" else self._text_lowered

    def words(self, within: Within) -> list[str]:
        """Each once."""
        known = self._words.get(within)
        if known is None:
            known = self._words[within] = list(
                dict.fromkeys((self.message if within == "message" else self.text).split())
            )
        return known

    def spaced(self, within: Within) -> str:
        """The words with one blank before, between and behind: a phrase stands in it as it is."""
        known = self._spaced.get(within)
        if known is None:
            words = (self.message if within == "message" else self.text).split()
            known = self._spaced[within] = f" {' '.join(words)} "
        return known

    @cached_property
    def _message_written(self) -> str:
        return message_written(self._data)

    @cached_property
    def _rest_written(self) -> str:
        return rest_written(self._data, self.message)

    @cached_property
    def _message_lowered(self) -> str:
        return self._message_written.lower()

    @cached_property
    def _text_lowered(self) -> str:
        return f"{self._message_lowered}{BORDER}{self._rest_written.lower()}"
