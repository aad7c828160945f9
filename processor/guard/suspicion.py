"""Where to go carefully, and which record is suspected of what. Pure."""

from collections.abc import Mapping, Sequence

import msgspec

from processor.guard.hand import Held, Spot, Stage


class Suspicion(msgspec.Struct, frozen=True):
    """Of one partition."""

    log_id: str
    until: int
    """Records before this position are worked on one at a time."""
    alone: int | None = None
    """The record that a process ended with, and nothing else, in hand."""
    deaths: int = 0
    """How many did at work on it, in a row,"""
    ends: int = 0
    """and how many whatever they did."""


def raised(before: Suspicion | None, held: Held, stage: Stage, end: int) -> Suspicion:
    """What is suspected of a partition, now that a process ended with this in hand, up to `end` of that partition."""
    if before is None or before.log_id != held.log_id:
        before = Suspicion(held.log_id, end)
    until = max(before.until, end)
    if held.alone is None:
        return Suspicion(held.log_id, until, before.alone, before.deaths, before.ends)
    position = held.alone[1]
    deaths, ends = (before.deaths, before.ends) if position == before.alone else (0, 0)
    # Who waits for the database has done the work on it.
    return Suspicion(held.log_id, until, position, deaths + 1 if stage is Stage.AT_WORK else 0, ends + 1)


def forgiven(before: Suspicion) -> Suspicion:
    """When the suspect was dealt with."""
    return Suspicion(before.log_id, before.until)


def portions(spots: Sequence[Spot], until: Mapping[int, int]) -> list[slice]:
    """A batch cut into what is worked on together: a record before its partition's `until` stands alone."""
    if not until:
        return [slice(0, len(spots))]
    cut: list[slice] = []
    begun: int | None = None
    for index, (partition, position) in enumerate(spots):
        if position >= until.get(partition, position):
            begun = index if begun is None else begun
            continue
        if begun is not None:
            cut.append(slice(begun, index))
            begun = None
        cut.append(slice(index, index + 1))
    if begun is not None:
        cut.append(slice(begun, len(spots)))
    return cut
