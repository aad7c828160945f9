"""What becomes of dead records that were tried again: which are removed, which stay dead, and how the books change.
Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from core.db.events.replays import Advance, DeadBytes
from core.errors import Rejected
from core.events import GroupedEvent
from core.outcomes import Outcome, OutcomeCount
from processor.batch import Name
from processor.failures import Failure, refused_by_store
from processor.rows import Row


class Account(NamedTuple):
    """Under what a record is counted."""

    project_id: int
    key_id: int
    category: str


@dataclass(frozen=True, slots=True)
class Tried:
    """What the pipeline made of dead records, by id of the record: each is in one of the two."""

    events: Mapping[int, GroupedEvent]
    failures: Mapping[int, Failure]


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one record."""

    account: Account
    outcome: Outcome
    """STORED, DUPLICATE, FILTERED or, again, DEAD."""
    reason: str
    trace: str


def without_refused(tried: Tried, refused: Mapping[Name, Rejected]) -> Tried:
    """The same, with the events that the payload store refused among the failures."""
    failed = {
        record: failure for record, event in tried.events.items() for failure in refused_by_store([event], refused)
    }
    events = {record: event for record, event in tried.events.items() if record not in failed}
    return Tried(events, {**tried.failures, **failed})


def fates(records: Sequence[DeadBytes], tried: Tried, inserted: set[tuple[int, str]]) -> dict[int, Fate]:
    """By id of the record; `inserted` names the events that were new, (project id, event id)."""
    unstored, found = set(inserted), {}
    for record in records:
        if record.id in tried.failures:
            found[record.id] = _failed(record, tried.failures[record.id])
            continue
        raw = tried.events[record.id].event.raw
        name = (raw.project_id, raw.event_id)
        outcome = Outcome.STORED if name in unstored else Outcome.DUPLICATE
        unstored.discard(name)
        found[record.id] = Fate(Account(raw.project_id, raw.key_id, raw.category), outcome, "", "")
    return found


def _failed(record: DeadBytes, failure: Failure) -> Fate:
    account = Account(failure.project_id, failure.key_id, failure.category)
    if not failure.project_id:  # unreadable: what was known about it, perhaps from another version, stays
        account = _account(record)
    return Fate(account, failure.outcome, failure.reason, failure.trace)


def _account(record: DeadBytes) -> Account:
    return Account(record.project_id, record.key_id, record.category)


def moves(records: Sequence[DeadBytes], fate_of: Mapping[int, Fate]) -> list[OutcomeCount]:
    """Changes to the books, in the hours where the records were counted before, so that the sums stay right."""
    counts = []
    for record in records:
        fate, at, before = fate_of[record.id], record.created_at.timestamp(), _account(record)
        counts.append(OutcomeCount(at, *before, Outcome.DEAD, record.reason, -1))
        counts.append(OutcomeCount(at, *fate.account, fate.outcome, fate.reason, 1))
        if fate.account != before:  # it can be read now, and names its project
            counts.append(OutcomeCount(at, *before, Outcome.ACCEPTED, "", -1))
            counts.append(OutcomeCount(at, *fate.account, Outcome.ACCEPTED, "", 1))
    return counts


def burials(fate_of: Mapping[int, Fate]) -> list[Row]:
    """Rows of those that failed once more."""
    return [
        (record_id, *fate.account, fate.reason, fate.trace)
        for record_id, fate in fate_of.items()
        if fate.outcome is Outcome.DEAD
    ]


def advance(reached: int, fate_of: Mapping[int, Fate]) -> Advance:
    """The progress of the replay, given the fates of its records."""
    quantity = dict.fromkeys(Outcome, 0)
    for fate in fate_of.values():
        quantity[fate.outcome] += 1
    return Advance(
        reached,
        stored=quantity[Outcome.STORED],
        duplicate=quantity[Outcome.DUPLICATE],
        filtered=quantity[Outcome.FILTERED],
        failed=quantity[Outcome.DEAD],
    )
