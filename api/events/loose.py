"""Reading what is stored without trust in its types: an event may be older than today's rules. Pure."""

from datetime import UTC, datetime
from typing import Any, Final

_LATEST: Final = 253402300799
"""Epoch seconds of the year 9999, the last that a date can hold."""


def moment(value: Any) -> datetime | None:
    """Epoch seconds as a date; None for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _LATEST:
        return None
    return datetime.fromtimestamp(value, UTC)


def values_of(interface: Any) -> list[dict[str, Any]]:
    """The objects of `{"values": […]}`; none where it is anything else."""
    values = interface.get("values") if isinstance(interface, dict) else None
    return [one for one in values if isinstance(one, dict)] if isinstance(values, list) else []


def pairs(value: Any) -> list[tuple[str, Any]]:
    """Pairs as they are stored; an object's, where older events have one."""
    if isinstance(value, dict):
        return list(value.items())
    return [(str(one[0]), one[1]) for one in list_of(value) if isinstance(one, list | tuple) and len(one) == 2]


def object_of(value: Any) -> dict[str, Any]:
    """An object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def list_of(value: Any) -> list[Any]:
    """A list; an empty one for anything else."""
    return value if isinstance(value, list) else []


def text(value: Any) -> str | None:
    """A text that is not empty; None for anything else."""
    return value if isinstance(value, str) and value else None


def flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def number(value: Any) -> int | None:
    return value if type(value) is int else None
