"""An event's JSON, decoded, with the parts that come in great numbers checked on the way.

Nearly every event has the shape that today's SDKs send. Of such a one msgspec makes canonical frames and breadcrumbs
at once; any other is decoded as whatever it is and read field by field, with the same result.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple, NotRequired, TypedDict

import msgspec

from core.payload_json import NOT_STRICT, decode_object, without_nul
from processor.normalize.event import ALIASES, FIELDS, READ_BESIDE
from processor.normalize.exceptions import EXCEPTION, THREAD
from processor.normalize.shape import Breadcrumb, Frame
from processor.normalize.stacktrace import stacktrace


class Sent(NamedTuple):
    """An event as it was sent."""

    data: dict[str, Any]
    is_checked: bool
    """Whether all its frames and breadcrumbs are of the types in `shape`."""


class _Stack(TypedDict):
    frames: list[Frame]
    registers: NotRequired[Any]
    lang: NotRequired[Any]
    snapshot: NotRequired[Any]


def _of(names: Iterable[str], types: Mapping[str, Any]) -> Any:
    """Objects with the fields of these names, of any type where none is given; others are skipped."""
    return TypedDict("_Fields", {name: types.get(name, Any) for name in names}, total=False)  # type: ignore[operator]


def _values(entry: Any, *beside: str) -> Any:
    """Lists of entries as SDKs write them: bare, or as the `values` of an object, perhaps with other fields beside."""
    fields = {"values": list[entry], **dict.fromkeys(beside, NotRequired[Any])}
    return list[entry] | TypedDict("_Values", fields)  # type: ignore[operator]


def _holder(fixes: Mapping[str, Any]) -> Any:
    return _of(fixes, {name: _Stack | None for name, fix in fixes.items() if fix is stacktrace})


_USUAL: Final[dict[str, Any]] = {
    "exception": _values(_holder(EXCEPTION), "mechanism"),
    "threads": _values(_holder(THREAD)),
    "stacktrace": _Stack,
    "breadcrumbs": _values(Breadcrumb),
}
_decode_usual: Final = msgspec.json.Decoder(
    _of(
        (*FIELDS, *ALIASES, *READ_BESIDE),
        _USUAL | {old: _USUAL[new] for old, new in ALIASES.items() if new in _USUAL},
    )
).decode


def decode_event(data: bytes) -> Sent:
    """The JSON object in `data`, for `normalize`; Rejected as by `core.payload_json.decode_object`."""
    try:
        return Sent(_decode_usual(without_nul(data)), True)
    except NOT_STRICT:
        return Sent(decode_object(data), False)
