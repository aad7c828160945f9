"""Guards the work on batches; processors of one machine share what they suspect."""

import logging
import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec

from processor.guard.hand import SIZE, Hand, Held, Spot, Stage, held, open_hand
from processor.guard.suspicion import Suspicion, forgiven, portions, raised

DEATHS: Final = 3
"""So many processes that ended in a row at work on one record alone are that record's doing. Alone it takes
milliseconds: whoever kills processes would have to hit them three times."""

ENDS: Final = 20
"""So many that ended in a row with it alone in hand, whatever they did: it ends them while it is written, most likely.
A database that hangs, and somebody who kills who waits for it, take longer than that."""

_log = logging.getLogger(__name__)


class Guard:
    """Of the batches that a process takes from one source, one at a time."""

    def __init__(self, source: str, kept: "_Kept | None" = None) -> None:
        """Without `kept`, nothing outlives the process."""
        self._source = source
        self._kept = kept
        self._hand = Hand(bytearray(SIZE)) if kept is None else kept.hand

    def look_back(self) -> None:
        """Note what the process before had in hand when it ended. Raises OSError."""
        if left := self._hand.left():
            self._suspect(*left)
        self._hand.turn(Stage.FREE)

    def portions(self, log_id: str, spots: Sequence[Spot]) -> list[slice]:
        """How to cut a batch: into one, unless a process ended with it, or with a part of it, in hand."""
        first = dict(reversed(spots))
        found = self._suspicions(log_id, first)
        for partition in [one for one in found if found[one].until <= first[one]]:
            with suppress(OSError):
                self._path(partition).unlink()
            del found[partition]
        return portions(spots, {partition: one.until for partition, one in found.items()})

    def is_killer(self, log_id: str, spots: Sequence[Spot]) -> bool:
        """Whether this is the one record that must not be worked on again; to be said so by `dealt_with`."""
        if len(spots) != 1:
            return False
        partition, position = spots[0]
        suspicion = self._suspicions(log_id, {partition}).get(partition)
        if suspicion is None or suspicion.alone != position:
            return False
        return suspicion.deaths >= DEATHS or suspicion.ends >= ENDS

    def dealt_with(self, log_id: str, spot: Spot) -> None:
        """The killer is dead: tried again by a person, it begins anew."""
        if suspicion := self._suspicions(log_id, {spot[0]}).get(spot[0]):
            _log.error("%s %s ended %d processors in a row: it is dead", self._source, spot, suspicion.ends)
            with suppress(OSError):
                self._note(spot[0], forgiven(suspicion))

    @contextmanager
    def holding(self, log_id: str, spots: Sequence[Spot]) -> Iterator[None]:
        """Around all that is done with a portion."""
        self._hand.take(held(log_id, spots))
        try:
            yield
        finally:
            self._hand.turn(Stage.FREE)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Within `holding`, around what is our own code's alone."""
        self._hand.turn(Stage.AT_WORK)
        try:
            yield
        finally:
            self._hand.turn(Stage.HELD)

    def _suspect(self, held: Held, stage: Stage) -> None:
        _log.warning("a processor ended with records of %s in hand: trying those one at a time", self._source)
        before = self._suspicions(held.log_id, {partition for partition, _, _ in held.ranges})
        for partition, _, end in held.ranges:
            self._note(partition, raised(before.get(partition), held, stage, end))

    def _suspicions(self, log_id: str, partitions: Collection[int]) -> dict[int, Suspicion]:
        """Of these partitions. On an ordinary day this is one look into an empty folder."""
        try:
            if self._kept is None or not os.listdir(self._kept.folder):
                return {}
        except OSError:  # somebody took the folder away: work goes on without
            return {}
        found = {partition: self._read(partition) for partition in partitions}
        return {partition: one for partition, one in found.items() if one is not None and one.log_id == log_id}

    def _read(self, partition: int) -> Suspicion | None:
        try:
            return msgspec.json.decode(self._path(partition).read_bytes(), type=Suspicion)
        except (OSError, msgspec.MsgspecError):
            return None

    def _note(self, partition: int, suspicion: Suspicion) -> None:
        """Whole or not at all, where a process is killed; a power cut may take it. Raises OSError."""
        assert self._kept is not None
        self._kept.draft.write_bytes(msgspec.json.encode(suspicion))
        self._kept.draft.replace(self._path(partition))

    def _path(self, partition: int) -> Path:
        assert self._kept is not None
        return self._kept.folder / f"{self._source}-{partition}"


@dataclass(frozen=True, slots=True)
class _Kept:
    """What outlives the process."""

    hand: Hand
    folder: Path
    """Suspicions of all processes, a file each."""
    draft: Path
    """Of this process, outside that folder."""


@dataclass(frozen=True, slots=True)
class Guards:
    """Of all that a processor works on."""

    events: Guard = field(default_factory=lambda: Guard("events"))
    dead: Guard = field(default_factory=lambda: Guard("dead"))
    """Records that are tried again."""


def open_guards(folder: Path, name: str) -> Guards:
    """Of the process with this name, whose predecessor may have ended of what it had in hand. Without a folder that can
    be written, nothing outlives this process, and a record may end one after the other."""
    try:
        suspicions = folder / "suspicions"
        suspicions.mkdir(parents=True, exist_ok=True, mode=0o700)
        guards = Guards(*(_opened(source, folder / f"{name}.{source}", suspicions) for source in ("events", "dead")))
        guards.events.look_back()
        guards.dead.look_back()
    except OSError as error:
        _log.warning("a record that ends a processor would not be found out: %s", error)
        return Guards()
    return guards


def _opened(source: str, hand: Path, suspicions: Path) -> Guard:
    return Guard(source, _Kept(open_hand(hand), suspicions, hand.with_name(f"{hand.name}.draft")))
