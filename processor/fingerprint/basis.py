"""What a strategy found: the pieces that are hashed, and the parts that people see."""

from functools import lru_cache
from typing import Any, NamedTuple

from core.events import FingerprintPart

MAX_SHOWN_CHARS = 200
"""A part is shown on one or two lines; the hash sees all of it."""


class Basis(NamedTuple):
    """Pieces in hash order, and their explanation."""

    pieces: tuple[str, ...]
    parts: tuple[FingerprintPart, ...]


def part(name: str, value: str, counts: bool, note: str = "") -> FingerprintPart:
    """A part, its value cut to what can be shown."""
    if len(value) > MAX_SHOWN_CHARS:
        value = value[: MAX_SHOWN_CHARS - 1] + "…"
    return _part(name, value, counts, note)


# Parts repeat from event to event, and making a frozen value costs four times as much as finding one.
# 8192 of at most 300 characters: 4 MB.
_part = lru_cache(maxsize=8192)(FingerprintPart)


def text(value: Any) -> str:
    """`value` if it is text, else empty: events are hostile."""
    return value if isinstance(value, str) else ""


def mapping(value: Any) -> dict[str, Any]:
    """`value` if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def listing(value: Any) -> list[Any]:
    """A list, or the list inside `{"values": […]}`, else an empty one."""
    if isinstance(value, dict):
        value = value.get("values")
    return value if isinstance(value, list) else []


_UNTOLD = frozenset(("", "other"))
_TOLD_BY_SDK = (("sentry.dart", "dart"), ("sentry.elixir", "elixir"))


def platform_of(data: dict[str, Any]) -> str:
    """The event's platform; some SDKs say `other`, as Dart's outside the browser, and then the SDK's name tells."""
    platform = text(data.get("platform"))
    if platform not in _UNTOLD:
        return platform
    name = text(mapping(data.get("sdk")).get("name"))
    return next((told for start, told in _TOLD_BY_SDK if name.startswith(start)), platform)
