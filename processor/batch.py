"""A batch of grouped events, summed up per issue and per counter before it touches the database. Pure.

Times are epoch seconds: a batch has thousands, and a number is sent to PostgreSQL in a fifth of the time of a datetime.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from core.alerts import Sighting
from core.events import GroupedEvent

HOUR = 3600
Key = TypeVar("Key")

Name = tuple[int, str]
"""Names an event: (project id, event id)."""

Seen = tuple[int, float, float]
"""(times, first seen, last seen)."""


@dataclass(slots=True)
class IssueSum:
    """What the newly inserted events of one issue add up to."""

    quantity: int = 0
    first_at: float = float("inf")
    last_at: float = float("-inf")
    level: str = "error"
    release: str | None = None
    """The release of the newest event that names one."""
    newest_event: str = ""
    releases: set[str | None] = field(default_factory=set)
    users: set[bytes] = field(default_factory=set)
    sightings: list[Sighting] = field(default_factory=list)

    def add(self, grouped: GroupedEvent) -> None:
        data = grouped.event.data
        at = data["timestamp"]
        release = data.get("release")
        self.quantity += 1
        self.first_at = min(self.first_at, at)
        if at >= self.last_at:
            self.last_at = at
            self.level = data["level"]
            self.newest_event = grouped.event.raw.event_id
            self.release = release or self.release
        self.releases.add(release)
        if grouped.event.user_hash is not None:
            self.users.add(grouped.event.user_hash)
        self.sightings.append(_sighting(grouped))


@dataclass(frozen=True, slots=True)
class BatchSum:
    """Counters of a batch, each dict keyed by what its table is keyed by."""

    issues: dict[int, IssueSum]
    tags: dict[tuple[int, str, str], Seen]
    hours: dict[tuple[int, int], int]
    releases: dict[tuple[int, str], Seen]
    environments: dict[tuple[int, str], Seen]
    projects: dict[int, float]
    """When each project last sent something."""


def name_of(grouped: GroupedEvent) -> Name:
    return grouped.event.raw.project_id, grouped.event.raw.event_id


def sum_up(events: Iterable[tuple[int, GroupedEvent]]) -> BatchSum:
    """(issue id, event) pairs to sums. Only events that were really inserted may be counted."""
    issues: dict[int, IssueSum] = {}
    hours: Counter[tuple[int, int]] = Counter()
    tags: dict[tuple[int, str, str], list[float]] = {}
    releases: dict[tuple[int, str], list[float]] = {}
    environments: dict[tuple[int, str], list[float]] = {}
    projects: dict[int, float] = {}
    for issue_id, grouped in events:
        data, project_id = grouped.event.data, grouped.event.raw.project_id
        at = data["timestamp"]
        issues.setdefault(issue_id, IssueSum()).add(grouped)
        hours[issue_id, int(at // HOUR) * HOUR] += 1
        for key, value in data.get("tags") or ():
            _see(tags, (issue_id, key, value), at)
        if release := data.get("release"):
            _see(releases, (project_id, release), at)
        if environment := data.get("environment"):
            _see(environments, (project_id, environment), at)
        projects[project_id] = max(projects.get(project_id, 0), grouped.event.raw.received_at)
    return BatchSum(
        issues,
        {key: _seen(times) for key, times in sorted(tags.items())},
        dict(sorted(hours.items())),
        {key: _seen(times) for key, times in sorted(releases.items())},
        {key: _seen(times) for key, times in sorted(environments.items())},
        dict(sorted(projects.items())),
    )


def _sighting(grouped: GroupedEvent) -> Sighting:
    data = grouped.event.data
    return Sighting(
        at=grouped.event.raw.received_at,
        level=data["level"],
        environment=data.get("environment") or "",
        release=data.get("release") or "",
        user=grouped.event.user_hash or b"",
        tags=dict(data.get("tags") or ()),
    )


def _see(seen: dict[Key, list[float]], key: Key, at: float) -> None:
    known = seen.get(key)
    if known is None:
        seen[key] = [1, at, at]
    else:
        known[0] += 1
        known[1] = min(known[1], at)
        known[2] = max(known[2], at)


def _seen(times: list[float]) -> Seen:
    return int(times[0]), times[1], times[2]
