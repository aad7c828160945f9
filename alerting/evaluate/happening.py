"""Rules that fire by what happens: a new issue, a regression, every event. Pure; they keep no state."""

from collections.abc import Sequence

from alerting.evaluate.grouping import common_labels
from alerting.evaluate.state import Seen, SeenIssue, Watched
from alerting.evaluate.verdicts import Verdict, VerdictKind
from alerting.evaluate.words import happened_text
from core.alerts import Measure
from core.issues import SignalKind


def happened(watched: Watched, seen: Sequence[tuple[SignalKind, Seen]]) -> Verdict:
    """The verdict on what a batch brought one group: at least one sighting, each in the rule's scope, of signals that
    concern the rule."""
    issues: dict[int, SeenIssue] = {}
    kinds: dict[int, SignalKind] = {}
    names: dict[int, str] = {}
    for kind, one in seen:
        issue_id, at = one.subject.issue_id, one.sighting.at
        kinds.setdefault(issue_id, kind)
        names.setdefault(issue_id, one.subject.issue)
        known = issues.get(issue_id, SeenIssue(issue_id, 0, at, at, one.event_id))
        issues[issue_id] = SeenIssue(
            issue_id, known.times + 1, min(known.first_at, at), max(known.last_at, at), one.event_id
        )
    is_every = watched.rule.measure is Measure.EVERY_EVENT
    text = happened_text(watched.rule.measure, list(kinds.values()), list(names.values()), len(seen))
    return Verdict(
        kind=VerdictKind.FIRED,
        at=max(one.last_at for one in issues.values()) if is_every else min(one.first_at for one in issues.values()),
        since=min(one.first_at for one in issues.values()),
        reason=text,
        times=len(seen) if is_every else len(issues),
        issues=tuple(issues.values()),
        labels=common_labels(watched, [one for _, one in seen]),
    )
