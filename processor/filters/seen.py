"""What rules ask of an event, drawn when the first of them asks for it.

Events that were stored are tried as well, and redaction may have left anything where a text was: nothing is taken to
be what it is called.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

from core.events import EnrichedEvent
from processor.filters.document import Document

Address = IPv4Address | IPv6Address


class Seen:
    """An event before rules."""

    def __init__(self, event: EnrichedEvent) -> None:
        self.raw = event.raw
        self.data = event.data
        self._document: Document | None = None

    @property
    def document(self) -> Document:
        """What a search would be asked of."""
        if self._document is None:
            self._document = Document(self.raw, self.data)
        return self._document

    def changed(self) -> None:
        """Fields or tags were set: later rules see them."""
        self._document = None

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
        """Of the browser or program that asked, as enriching takes it; empty when unknown."""
        for name, value in pairs(section(self.data, "request").get("headers")):
            if name == "User-Agent":
                return value
        return (self.raw.user_agent or "") if self.data.get("platform") == "javascript" else ""

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
