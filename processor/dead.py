"""Copies of dead records for those who watch the log. Pure."""

from collections.abc import Sequence

from core.bus import Record
from core.bus.dead_copies import DeadCopy
from core.codec import decode_raw_event
from core.errors import Rejected
from core.outcomes import Outcome
from processor.failures import Failure


def dead_copies(failures: Sequence[Failure], records: Sequence[Record], now: float) -> list[DeadCopy]:
    """Copies of the failures that are dead. `records`: the batch as it was read, which says where in the log each
    stood."""
    dead = [failure for failure in failures if failure.outcome is Outcome.DEAD]
    if not dead:
        return []
    places: dict[tuple[str, bytes], list[tuple[int, int]]] = {}
    for record in records:
        places.setdefault((record.key, record.value), []).append((record.partition, record.position))
    return [_copy(failure, _next(places.get((failure.key, failure.value), [])), now) for failure in dead]


def _next(places: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Equal records each have a place of their own, so a place is taken from the list only once."""
    return places.pop(0) if places else None


def _copy(failure: Failure, place: tuple[int, int] | None, now: float) -> DeadCopy:
    try:
        raw = decode_raw_event(failure.value)
    except Rejected:
        value, encoding = failure.value, None
    else:
        value, encoding = raw.body, raw.encoding
    return DeadCopy(failure.key, value, encoding, failure.project_id, failure.reason, failure.trace, place, now)
