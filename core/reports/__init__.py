"""Reports: what a person reads of a day or a week. The vocabulary, and when each is due; no I/O, no clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

from core.alerts import IssueLine, Message
from core.errors import Rejected
from core.schedules.zones import known_zone, local_moment

Period: TypeAlias = Literal["daily", "weekly"]
PERIODS: Final[tuple[Period, ...]] = ("daily", "weekly")
_DAYS: Final = {"daily": 1, "weekly": 7}

QUARTER: Final = 900
"""Seconds: whole hours of every time zone begin at a quarter of an hour of UTC."""


@dataclass(frozen=True, slots=True)
class Window:
    """What a report is about; moments in epoch seconds."""

    period: Period
    starts_on: date
    """The local day on which it begins: with the period it names the report."""
    before: float
    """Where the period that it is compared with begins; it ends at `since`."""
    since: float
    until: float
    """Also when the report is due."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A number, and the same of the period before."""

    now: int
    before: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFigures:
    slug: str
    events: Compared
    new: Compared
    regressed: Compared
    resolved: Compared
    unresolved: int
    """At the moment."""
    has_begun: bool
    """Whether it ever had an event."""


@dataclass(frozen=True, slots=True)
class TargetFigures:
    """Deliveries to one target that were asked for in the period."""

    name: str
    arrived: Compared
    failed: Compared
    """For good: failed or dead."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Items that were not stored, by fate and our word for the reason."""

    outcome: str
    reason: str
    quantity: Compared


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietAlert:
    """A low alert that nobody was told of at once."""

    number: int
    rule: str
    reason: str
    project: str
    """Slug; empty where it is about several."""
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All that a report tells."""

    organization: str
    """Slug."""
    organization_name: str
    window: Window
    time_zone: str
    projects: tuple[ProjectFigures, ...]
    resolve_seconds: float | None
    """Median from an issue's first event, or its last return, to its being resolved; None: none was."""
    resolve_seconds_before: float | None
    new_issues: tuple[IssueLine, ...]
    regressed_issues: tuple[IssueLine, ...]
    top_issues: tuple[IssueLine, ...]
    """By events in the period: `times_seen`."""
    targets: tuple[TargetFigures, ...]
    unanswered_alerts: int
    """Firing, at the moment."""
    losses: tuple[Loss, ...]
    quiet_alerts: tuple[QuietAlert, ...]
    more_quiet_alerts: int

    def total(self, name: Literal["events", "new", "regressed", "resolved"]) -> Compared:
        """Over all projects."""
        each: list[Compared] = [getattr(project, name) for project in self.projects]
        return Compared(sum(one.now for one in each), sum(one.before for one in each))

    @property
    def unresolved(self) -> int:
        return sum(project.unresolved for project in self.projects)

    @property
    def tells_something(self) -> bool:
        """Whether anything happened that a person would want to hear about. Known errors that go on are no news."""
        changes = (self.total("new"), self.total("regressed"), self.total("resolved"))
        failed = any(target.failed.now for target in self.targets)
        lost = any(loss.quantity.now for loss in self.losses)
        return any(one.now for one in changes) or failed or lost or bool(self.quiet_alerts)

    @property
    def is_worth_sending(self) -> bool:
        """A quiet day sends no report. A quiet week does: months of silence would look like a broken mail server. Where
        no project ever had an event, there is nothing to be quiet about."""
        begun = any(project.has_begun for project in self.projects)
        return self.tells_something or (self.window.period == "weekly" and begun)


@dataclass(frozen=True, slots=True)
class ReportLinks:
    base_url: str
    """Where people reach this server, without a slash at the end."""
    unsubscribe_url: str


WriteReport: TypeAlias = Callable[[Figures, ReportLinks], Message]
"""Renders a report: alerting/report.py, passed to the API."""


def last_due(period: Period, now: float, zone: ZoneInfo, hour: int) -> Window:
    """The report that was due last, at `hour` of the local day or Monday; `now` in epoch seconds.

    An hour that a change to summer time leaves out is the moment of the change; one that comes twice is the first.
    """
    day = datetime.fromtimestamp(now, UTC).astimezone(zone).date()
    if period == "weekly":
        day -= timedelta(days=day.weekday())
    days = timedelta(days=_DAYS[period])
    if _moment(day, hour, zone) > now:
        day -= days
    since, before = day - days, day - 2 * days
    return Window(period, since, *(_moment(one, hour, zone) for one in (before, since, day)))


def next_due(period: Period, now: float, zone: ZoneInfo, hour: int) -> float:
    """When the next one is due, after `now`."""
    last = last_due(period, now, zone, hour)
    return _moment(last.starts_on + 2 * timedelta(days=_DAYS[period]), hour, zone)


def seconds_to_quarter(now: float) -> float:
    """Until a report can be due again."""
    return QUARTER - now % QUARTER


def zone_named(name: str) -> ZoneInfo:
    """The time zone; UTC for a name that this machine does not know."""
    try:
        return known_zone(name)
    except Rejected:
        return ZoneInfo("UTC")


def _moment(day: date, hour: int, zone: ZoneInfo) -> float:
    return local_moment(datetime.combine(day, time(hour)), zone)
