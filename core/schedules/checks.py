"""Whether a schedule that somebody wrote makes sense. Raises Rejected with a sentence that says the mend."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from core.alerts import Layer, MuteTime
from core.errors import Rejected
from core.schedules.effect import EARLIEST, LATEST, MAX_RANGE_SECONDS
from core.schedules.zones import known_zone

MAX_LAYERS: Final = 10
MAX_PEOPLE: Final = 50
"""In one rotation."""
_LONGEST: Final = {"hour": 8784, "day": 366, "week": 53}
"""A turn of a year."""


def check_schedule(time_zone: str, layers: Sequence[Layer], members: Collection[int], known: Collection[int]) -> None:
    """`members` may be on call; `known` were named before, and may stay though they have left: they are gaps.

    Raises Rejected(`unknown_time_zone`, `invalid_layer`).
    """
    known_zone(time_zone)
    if len(layers) > MAX_LAYERS:
        raise _invalid(f"a schedule has at most {MAX_LAYERS} layers")
    for layer in layers:
        _check_layer(layer)
        for user_id in layer.user_ids:
            if user_id not in members and user_id not in known:
                raise _invalid(f"layer “{layer.name}”: user {user_id} is no member of this organization")


def check_hours(hours: Sequence[MuteTime], what: str) -> None:
    """Raises Rejected(`invalid_hours`)."""
    for one in hours:
        if not one.days:
            raise Rejected("invalid_hours", f"{what}: name at least one day of the week")
        if len(set(one.days)) != len(one.days):
            raise Rejected("invalid_hours", f"{what}: a day stands twice")


def check_override(start: float, end: float, now: float) -> None:
    """Raises Rejected(`invalid_override`)."""
    if not start < end:
        raise Rejected("invalid_override", "the end must be after the start")
    if end <= now:
        raise Rejected("invalid_override", "this time is over: choose one that ends in the future")
    if end - start > MAX_RANGE_SECONDS or start < EARLIEST or end > LATEST:
        raise Rejected("invalid_override", "an override lasts a year at most; change the rotation instead")


def _check_layer(layer: Layer) -> None:
    name = f"layer “{layer.name}”"
    if not layer.user_ids:
        raise _invalid(f"{name}: add at least one person")
    if len(layer.user_ids) > MAX_PEOPLE:
        raise _invalid(f"{name}: a rotation has at most {MAX_PEOPLE} turns")
    if not 1 <= layer.every <= _LONGEST[layer.unit]:
        raise _invalid(f"{name}: a turn lasts from 1 {layer.unit} to a year")
    starts = _moment(layer.starts, f"{name}, start")
    if layer.ends is not None and _moment(layer.ends, f"{name}, end") <= starts:
        raise _invalid(f"{name}: it must end after it starts")
    check_hours(layer.hours, name)


def _moment(text: str, what: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise _invalid(f"{what}: {text[:30]!r} is no day of the calendar") from None
    if not 2000 <= found.year < 2100:
        raise _invalid(f"{what}: use a year from 2000 to 2099")
    return found


def _invalid(detail: str) -> Rejected:
    return Rejected("invalid_layer", detail)
