"""Sightings and rules for tests of evaluating."""

from typing import Any

from alerting.evaluate.state import Seen, Watched, watched
from core.alerts import Measure, Rule, Sighting
from core.alerts.scopes import Subject

T = 1_800_000_000.0
"""When the stories of these tests begin."""


def subject(issue: int = 1, project: int = 1) -> Subject:
    slug = {1: "shop", 2: "api"}[project]
    return Subject(project, slug, issue, f"{slug.upper()}-{issue}")


def sighting(at: float = 0, **fields: Any) -> Sighting:
    """`at` seconds after T."""
    plain = {"level": "error", "environment": "", "release": "", "user": b"", "tags": {}} | fields
    return Sighting(T + at, **plain)


def seen(at: float, issue: int = 1, **fields: Any) -> Seen:
    return Seen(subject(issue), sighting(at, **fields), bytes(16))


def rule(measure: Measure = Measure.COUNT, *, project: int | None = None, snoozed: float = 0, **fields: Any) -> Watched:
    """Watched since T; COUNT fires at 3 in a minute unless told otherwise."""
    plain = {"window": 60, "threshold": 3} | fields
    return watched(7, "Ours", project, Rule(measure=measure, **plain), T, snoozed)
