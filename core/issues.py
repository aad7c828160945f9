"""The life of an issue."""

from enum import StrEnum


class Status(StrEnum):
    """Where an issue stands. Sentry's `unresolved` is NEW or ACKNOWLEDGED."""

    NEW = "new"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"
    IGNORED = "ignored"


class SignalKind(StrEnum):
    """What happened to an issue in one recorded batch, for the alert engine."""

    NEW = "new"
    REGRESSED = "regressed"
    UNIGNORED = "unignored"
    """The condition of an ignored issue was met."""
    COUNTED = "counted"


def short_id(project_slug: str, number: int) -> str:
    """`SHOP-418`: what people say and paste."""
    return f"{project_slug.upper()}-{number}"
