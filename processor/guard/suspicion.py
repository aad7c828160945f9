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
    """The record that a process ended of, with nothing else in hand."""
    deaths: int = 0
    """How many did, in a row."""


def raised(before: Suspicion | None, held: Held, stage: Stage, partition: int, end: int) -> Suspicion:
    """What is suspected of a partition, now that a process ended with this in hand, up to `end` of that partition."""
    if before is None or before.log_id != held.log_id:
        before = Suspicion(held.log_id, end)
    alone, deaths = before.alone, before.deaths
    if held.alone is not None:
        same = held.alone[1] == alone
        if stage is Stage.AT_WORK:
            alone, deaths = held.alone[1], deaths + 1 if same else 1
        elif same:  # the work on it was done this time
            alone, deaths = None, 0
    return Suspicion(held.log_id, max(before.until, end), alone, deaths)


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
