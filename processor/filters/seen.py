"""What rules ask of an event, drawn when the first of them asks for it.

Events that were stored are tried as well, and redaction may have left anything where a text was: nothing is taken to
be what it is called.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

from core.clock import instant
from core.events import EnrichedEvent, EventData, RawEvent
from core.payloads import PayloadKey
from core.payloads.documents import fields_of, message_of, text_of
from processor.enrich.event import user_agent_of

Address = IPv4Address | IPv6Address


class Document:
    """The document that searching would see (`core/payloads/matching.py`, Searched), drawn part by part."""

    fingerprint = ""

    def __init__(self, raw: RawEvent, data: EventData) -> None:
        self._raw = raw
        self._data = data

    @property
    def key(self) -> PayloadKey:
        return PayloadKey(self._raw.project_id, self._raw.event_id, instant(self._raw.received_at).date())

    @property
    def at(self) -> int:
        return int(self._data["timestamp"] * 1000)

    @cached_property
    def fields(self) -> Mapping[str, tuple[str, ...]]:
        return fields_of(self._data)

    @cached_property
    def message(self) -> str:
        return message_of(self._data)

    @cached_property
    def text(self) -> str:
        return text_of(self._data, self.message)


class Seen:
    """An event before rules."""

    def __init__(self, event: EnrichedEvent) -> None:
        self.raw = event.raw
        self.data = event.data
        self.document = Document(event.raw, event.data)

    def changed(self) -> None:
        """Fields or tags were set: later rules see them."""
        self.document = Document(self.raw, self.data)

    @cached_property
    def exceptions(self) -> list[dict[str, Any]]:
        """Oldest cause first."""
        return dicts(section(self.data, "exception").get("values"))

    @cached_property
    def messages(self) -> tuple[str, ...]:
        """In small letters: of each exception its value and `Type: value`, and the log message with its template."""
        found: list[str] = []
        for exception in self.exceptions:
            kind, value = text(exception.get("type")), text(exception.get("value"))
            found += [value, f"{kind}: {value}"] if kind and value else [kind or value]
        entry = section(self.data, "logentry")
        found += [text(entry.get("formatted")), text(entry.get("message"))]
        return tuple(one.lower() for one in found if one)

    @cached_property
    def error_types(self) -> tuple[str, ...]:
        return tuple(kind.lower() for one in self.exceptions if (kind := text(one.get("type"))))

    @cached_property
    def thrown_at(self) -> str:
        """The file of the frame that threw; empty where there is no stack."""
        for holder in (*reversed(self.exceptions), self.data):
            if frames := dicts(section(holder, "stacktrace").get("frames")):
                return text(frames[-1].get("abs_path")) or text(frames[-1].get("filename"))
        return ""

    @cached_property
    def user_agent(self) -> str:
        return user_agent_of(self.raw, self.data) or ""

    @cached_property
    def user_address(self) -> Address | None:
        return address_of(text(section(self.data, "user").get("ip_address")))

    @cached_property
    def addresses(self) -> tuple[Address, ...]:
        """Of the user and of the sender, as far as known."""
        sender = address_of(self.raw.client_ip or "")
        return tuple(one for one in (self.user_address, sender) if one is not None)


def section(holder: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = holder.get(name)
    return value if type(value) is dict else {}


def dicts(value: object) -> list[dict[str, Any]]:
    return [one for one in value if type(one) is dict] if type(value) is list else []


def text(value: object) -> str:
    return value if type(value) is str else ""


def pairs(value: object) -> Iterable[tuple[str, str]]:
    """Names with values, of headers and tags."""
    for pair in value if type(value) is list else ():
        if type(pair) is list and len(pair) == 2 and type(pair[0]) is str and type(pair[1]) is str:
            yield pair[0], pair[1]


@lru_cache(maxsize=4096)
def address_of(written: str) -> Address | None:
    """None for what is none; an IPv4 address written as IPv6 is IPv4."""
    try:
        address = ip_address(written)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
