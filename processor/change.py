"""What a batch of events does to one issue. Pure: facts go in, a change comes out, with its reason."""

from dataclasses import dataclass
from datetime import datetime

from core.issues import SignalKind, Status


@dataclass(frozen=True, slots=True)
class Standing:
    """How an issue stood before the batch (the columns of `issues` of the same names)."""

    status: Status
    times_seen: int
    users_seen: int
    resolved_in_release: str | None
    resolved_in_next_release: bool
    ignored_until: datetime | None
    ignored_until_times_seen: int | None
    ignored_until_users_seen: int | None
    ignored_window_seconds: int | None
    ignored_window_quantity: int | None


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What the batch brings to one issue."""

    quantity: int
    new_users: int
    releases: frozenset[str | None]
    """Releases of the events; None for events without one."""
    seen_in_window: int = 0
    """Events in the issue's ignore window, these included; 0 where it has none."""


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of the issue."""

    status: Status | None
    """The new status; None: as it was."""
    signal: SignalKind
    reason: str
    """In words, for the activity list; empty when nothing but the counts changed."""


def change(
    standing: Standing, arrivals: Arrivals, release_dates: dict[str, datetime], is_new: bool, now: datetime
) -> Change:
    """Decide. `release_dates` says when the releases concerned were first seen; a release missing from it is new in
    this batch."""
    if is_new:
        return Change(None, SignalKind.NEW, "")
    if standing.status is Status.RESOLVED:
        return _of_resolved(standing, arrivals, release_dates)
    if standing.status is Status.IGNORED:
        return _of_ignored(standing, arrivals, now)
    return Change(None, SignalKind.COUNTED, "")


def _of_resolved(standing: Standing, arrivals: Arrivals, release_dates: dict[str, datetime]) -> Change:
    """A resolved issue was seen again: a regression, unless every event comes from a release older than the one that
    fixed it."""
    mended_in = standing.resolved_in_release
    if mended_in is None:
        return Change(Status.NEW, SignalKind.REGRESSED, "seen again after it was resolved")
    for release in sorted(arrivals.releases, key=str):
        if release is None:
            return Change(Status.NEW, SignalKind.REGRESSED, "seen again, in an event without a release")
        if release == mended_in:
            if not standing.resolved_in_next_release:
                return Change(Status.NEW, SignalKind.REGRESSED, f"seen again in {release}, which was to mend it")
            continue
        mended_at, released_at = release_dates.get(mended_in), release_dates.get(release)
        # A release that the database does not know yet counts as newer than all that it knows.
        if released_at is None or (mended_at is not None and released_at > mended_at):
            return Change(Status.NEW, SignalKind.REGRESSED, f"seen again in {release}")
    return Change(None, SignalKind.COUNTED, "")


def _of_ignored(standing: Standing, arrivals: Arrivals, now: datetime) -> Change:
    """Ignored until something: has it happened?"""
    times, users = standing.times_seen + arrivals.quantity, standing.users_seen + arrivals.new_users
    reason = ""
    if standing.ignored_until is not None and now >= standing.ignored_until:
        reason = "the time it was ignored for is over"
    elif standing.ignored_until_times_seen is not None and times >= standing.ignored_until_times_seen:
        reason = f"seen {times} times"
    elif standing.ignored_until_users_seen is not None and users >= standing.ignored_until_users_seen:
        reason = f"{users} users affected"
    elif standing.ignored_window_quantity is not None and arrivals.seen_in_window >= standing.ignored_window_quantity:
        minutes = (standing.ignored_window_seconds or 0) // 60
        reason = f"seen {arrivals.seen_in_window} times in {minutes} min"
    if reason:
        return Change(Status.NEW, SignalKind.UNIGNORED, reason)
    return Change(None, SignalKind.COUNTED, "")
