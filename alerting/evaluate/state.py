"""The values of evaluation: compiled rules, sightings with their issue, and what a rule has counted for a group."""

from dataclasses import dataclass
from typing import Final

import msgspec

from core.alerts import Rule, Sighting
from core.alerts.scopes import Scope, Subject, compile_scope


@dataclass(frozen=True, slots=True)
class Watched:
    """An active rule with its compiled query."""

    id: int
    name: str
    project_id: int | None
    """None: all projects of the organization."""
    rule: Rule
    scope: Scope
    begun: float
    """Since when the rule watches, epoch seconds."""
    snoozed_until: float
    """The rule does not fire before this moment; 0: not snoozed."""


def watched(
    rule_id: int, name: str, project_id: int | None, rule: Rule, begun: float, snoozed_until: float = 0.0
) -> Watched:
    """Raises InvalidQuery."""
    return Watched(rule_id, name, project_id, rule, compile_scope(rule.query), begun, snoozed_until)


@dataclass(frozen=True, slots=True)
class Seen:
    """A sighting of an issue."""

    subject: Subject
    sighting: Sighting
    event_id: bytes
    """An event of its batch, as an example."""


@dataclass(frozen=True, slots=True)
class SeenIssue:
    """An issue that takes part in a firing."""

    issue_id: int
    times: int
    first_at: float
    last_at: float
    event_id: bytes


class RuleState(msgspec.Struct, frozen=True, array_like=True):
    """What a rule has counted for one group. Moments are epoch seconds. New fields go to the end, with a default."""

    labels: dict[str, str] = {}
    """Of the group."""
    project_id: int | None = None
    """The group's, where it is of one."""
    begun: float = 0.0
    """Since when the group is watched."""
    newest: float = 0.0
    """When the newest event was received; 0: none yet."""
    judged: float = 0.0
    """The moment up to which the clock was judged."""
    buckets: tuple[tuple[int, int], ...] = ()
    """Events by bucket, oldest first (see `windows.bucket_seconds`)."""
    users: tuple[tuple[bytes, int], ...] = ()
    """Users with the second in which each was last seen, longest ago first."""
    issues: tuple[tuple[int, int, float, float, bytes], ...] = ()
    """The latest issues: id, times, first and last moment, an event."""
    true_since: float | None = None
    """While not firing: since when the condition is true, so that only `hold_for` or a snooze keeps it from firing."""
    firing_since: float | None = None
    false_since: float | None = None
    """While firing: since when the condition is false, so that only `keep_firing_for` keeps it firing."""
    baseline: float | None = None
    """The stored counts to compare with; None: not known."""
    baseline_at: float = 0.0


_decoder: Final = msgspec.msgpack.Decoder(RuleState)
encode_state: Final = msgspec.msgpack.Encoder().encode


def decode_state(data: bytes) -> RuleState:
    return _decoder.decode(data)
