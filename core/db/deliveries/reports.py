"""Reports: who gets one, which went out, and the figures in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import msgspec

from core.alerts import IssueLine, Message, PersonalRules
from core.clock import instant
from core.db.database import Connection
from core.db.deliveries.deliveries import NewDelivery, mail_to
from core.db.queries import load_queries
from core.events import Headline
from core.issues import short_id
from core.mail.addresses import why_no_mail
from core.reports import (
    Compared,
    Figures,
    Loss,
    Period,
    ProjectFigures,
    QuietAlert,
    TargetFigures,
    Window,
    last_due,
    zone_named,
)

Q = load_queries(__file__)

_LISTED: Final = 10
"""Issues of one list, and low alerts."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A person in an organization, and how she wants to be told."""

    user_id: int
    email: str
    organization_id: int
    slug: str
    """The organization's."""
    name: str
    rules: PersonalRules
    since: float
    """When she joined or last changed her rules, epoch seconds: reports that were due before are not sent."""

    @property
    def cannot_get_mail(self) -> str | None:
        """Why, in a sentence for her; None: she can."""
        return why_no_mail(self.email)

    def wants(self, period: Period) -> bool:
        return self.rules.daily_report if period == "daily" else self.rules.weekly_report

    def last(self, period: Period, now: float) -> Window:
        """The report that was due last, wanted or not."""
        return last_due(period, now, zone_named(self.rules.time_zone), self.rules.report_hour)

    def due(self, period: Period, now: float) -> Window | None:
        """The report that she should have by now; None where there is none. Of several that were missed, the last."""
        window = self.last(period, now)
        return window if self.wants(period) and window.until > self.since else None


async def readers(connection: Connection, email: str | None = None) -> list[Reader]:
    """All of the installation, or the one of that address in each of her organizations."""
    return [
        Reader(
            row["user_id"],
            row["email"],
            row["organization_id"],
            row["slug"],
            row["name"],
            msgspec.convert(row["definition"] or {}, PersonalRules, strict=False),
            row["since"].timestamp(),
        )
        for row in await connection.fetch(Q["readers"], email)
    ]


async def last_report(connection: Connection, reader: Reader, period: Period) -> date | None:
    """The day on which the last one begins that was looked at."""
    at: date | None = await connection.fetchval(Q["last_report"], reader.user_id, reader.organization_id, period)
    return at


async def claim_report(connection: Connection, reader: Reader, window: Window, now: float) -> bool:
    """True for the first caller. Other callers wait until its transaction has ended."""
    place = (reader.user_id, reader.organization_id, window.period, window.starts_on)
    return await connection.fetchval(Q["claim_report"], *place, instant(now)) is not None


async def stop_report(connection: Connection, user_id: int, period: Period, now: float) -> None:
    """Stop the person's reports of this period, for all organizations."""
    await connection.execute(Q["stop_report"], user_id, f"{period}_report", instant(now))


def report_delivery(reader: Reader, message: Message, period: Period, occasion: str, now: float) -> NewDelivery:
    """Her mail; `occasion` tells it from others of this period."""
    key = f"report:{reader.user_id}:{reader.organization_id}:{period}:{occasion}"
    return mail_to(reader.email, reader.user_id, reader.organization_id, message, key, now)


async def figures(connection: Connection, reader: Reader, window: Window) -> Figures:
    """The figures of her report. One transaction, so that all numbers are of the same moment."""
    chosen = list(reader.rules.report_project_ids) or None
    projects = await connection.fetch(Q["projects_seen"], reader.organization_id, chosen)
    ids = [row["id"] for row in projects]
    before, since, until = (instant(at) for at in (window.before, window.since, window.until))
    periods = (before, since, until)
    spans = await connection.fetchrow(Q["resolve_seconds"], ids, *periods)
    assert spans is not None
    quiet = await connection.fetch(Q["quiet_alerts"], reader.organization_id, ids, since, until, _LISTED)
    return Figures(
        organization=reader.slug,
        organization_name=reader.name,
        window=window,
        time_zone=reader.rules.time_zone,
        projects=await _projects(connection, projects, ids, periods),
        resolve_seconds=_seconds(spans["now"]),
        resolve_seconds_before=_seconds(spans["before"]),
        new_issues=await _issues(connection, "new_issues", ids, since, until),
        regressed_issues=await _issues(connection, "regressed_issues", ids, since, until),
        top_issues=await _issues(connection, "top_issues", ids, since, until),
        targets=tuple(
            TargetFigures(
                row["name"],
                Compared(row["arrived"], row["arrived_before"]),
                Compared(row["failed"], row["failed_before"]),
            )
            for row in await connection.fetch(Q["targets"], reader.organization_id, *periods)
        ),
        unanswered_alerts=await connection.fetchval(Q["unanswered"], reader.organization_id, ids) or 0,
        losses=tuple(
            Loss(row["outcome"], row["reason"], Compared(row["now"], row["before"]))
            for row in await connection.fetch(Q["losses"], ids, *periods)
        ),
        quiet_alerts=tuple(
            QuietAlert(**{name: row[name] for name in ("number", "rule", "reason", "project", "status")})
            for row in quiet
        ),
        more_quiet_alerts=quiet[0]["total"] - len(quiet) if quiet else 0,
    )


async def _projects(
    connection: Connection, projects: Sequence[Any], ids: list[int], periods: tuple[Any, Any, Any]
) -> tuple[ProjectFigures, ...]:
    none = Compared(0, 0)
    stored, appeared = [
        {
            row["project_id"]: Compared(row["now"], row["before"])
            for row in await connection.fetch(Q[name], ids, *periods)
        }
        for name in ("stored", "appeared")
    ]
    changed = {
        (row["project_id"], row["kind"]): Compared(row["now"], row["before"])
        for row in await connection.fetch(Q["changed"], ids, *periods)
    }
    return tuple(
        ProjectFigures(
            slug=row["slug"],
            events=stored.get(row["id"], none),
            new=appeared.get(row["id"], none),
            regressed=changed.get((row["id"], "regressed"), none),
            resolved=changed.get((row["id"], "status"), none),
            unresolved=row["unresolved"],
            has_begun=row["has_begun"],
        )
        for row in projects
    )


async def _issues(connection: Connection, statement: str, ids: list[int], *period: Any) -> tuple[IssueLine, ...]:
    rows = await connection.fetch(Q[statement], ids, *period, _LISTED)
    return tuple(
        IssueLine(
            id=row["id"],
            short_id=short_id(row["project_slug"], row["number"]),
            title=Headline(row["type"], row["value"], row["culprit"]).title,
            culprit=row["culprit"],
            level=row["level"],
            times_seen=row["times_seen"],
            url="",
        )
        for row in rows
    )


def _seconds(found: Any) -> float | None:
    return None if found is None else max(0.0, float(found))
