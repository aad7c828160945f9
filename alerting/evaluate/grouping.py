"""Which alert a sighting belongs to: one for each combination of what a rule groups by. Pure."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from alerting.evaluate.state import Seen, Watched
from core.alerts import Measure, Sighting
from core.alerts.scopes import PLAIN, TAG, Subject, field_named, value_of

_COMMON: Final = ("project", "environment", "release", "level")
"""Labels that an alert gets where all its sightings agree on them."""


@dataclass(frozen=True, slots=True)
class Group:
    """One of a rule's groups."""

    key: str
    """Identifies the group while the rule groups by the same fields; projects and issues stand in it by id."""
    labels: dict[str, str]
    """The values that the rule groups by, by name."""
    project_id: int | None
    """Set where the group belongs to one project."""


def group_of(watched: Watched, subject: Subject, sighting: Sighting) -> Group:
    """The group of a sighting."""
    labels: dict[str, str] = {}
    parts: list[str | int] = []
    project_id = watched.project_id
    for key, field in fields_of(watched):
        value = value_of(field, subject, sighting)
        labels[key] = value
        parts.append({"project": subject.project_id, "issue": subject.issue_id}.get(field, value))
        if field in ("project", "issue"):
            project_id = subject.project_id
    return Group(_key(parts), labels, project_id)


def seed_group(watched: Watched, project_slug: str | None) -> Group | None:
    """The group that exists before the first event, for rules that fire by absence. `project_slug`: of the rule's
    project. None: groups are watched from their first event on."""
    fields = [field for _, field in fields_of(watched)]
    if not fields:
        return Group("", {}, watched.project_id)
    if fields == ["project"] and watched.project_id is not None and project_slug is not None:
        return Group(_key([watched.project_id]), {"project": project_slug}, watched.project_id)
    return None


def fields_of(watched: Watched) -> list[tuple[str, str]]:
    """(label, field) of everything that the rule groups by. Escalation is always about one issue."""
    found = [(key, field_named(key)) for key in watched.rule.group_by]
    if watched.rule.measure is Measure.ESCALATING and all(field != "issue" for _, field in found):
        found.append(("issue", "issue"))
    return [(field if field in PLAIN else key, field) for key, field in found]


def is_of_subject(watched: Watched) -> bool:
    """Whether all sightings of one issue belong to one group."""
    return all(field in ("project", "issue") for _, field in fields_of(watched))


def asks_tags(watched: Watched) -> bool:
    """Whether the rule needs an event's tags."""
    return watched.scope.asks_tags or any(field.startswith(TAG) for _, field in fields_of(watched))


def common_labels(watched: Watched, seen: Sequence[Seen]) -> dict[str, str]:
    """Labels that the query asks for by name, or that all sightings agree on."""
    asked = {name: next(iter(values)) for name, values in watched.scope.terms.items() if len(values) == 1}
    labels: dict[str, str] = {name: asked[name] for name in _COMMON if name in asked}
    for name in _COMMON:
        found = _agreed(PLAIN[name](one.subject, one.sighting) for one in seen)
        if found:
            labels[name] = found
    return labels


def _agreed(values: Iterable[str]) -> str:
    first: str | None = None
    for value in values:
        if first is None:
            first = value
        elif value != first:
            return ""
    return first or ""


def _key(parts: Sequence[str | int]) -> str:
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":")) if parts else ""
