"""One batch of one organization: its signals are read, evaluated and deleted in the caller's transaction.

If the process dies in the middle, nothing has happened, and the same signals come again.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from alerting.evaluate.engine import evaluate
from alerting.evaluate.grouping import Group, seed_group
from alerting.evaluate.happening import happened
from alerting.evaluate.measures import wants_baseline
from alerting.evaluate.state import RuleState, Seen, Watched, decode_state, encode_state
from alerting.evaluating.apply import Decided, apply
from alerting.evaluating.baselines import baselines, issue_of_key
from alerting.evaluating.kept_rules import KeptRules
from alerting.evaluating.work import GroupWork, Told, happens, sort_out
from core.alerts.checks import fires_by_absence
from core.alerts.sightings import decode_sightings
from core.clock import instant
from core.db.alerts.rule_states import Pair, due_states, forget_states, states, write_states
from core.db.alerts.signals import Held, Signal, delete_signals, note_evaluated, read_signals
from core.db.database import Connection
from core.db.organizations.projects import project_ids
from core.metrics import ALERT_EVALUATION_FAILURES, ALERT_SIGNALS, ALERT_VERDICTS

BATCH_SIGNALS: Final = 1000
"""The most signals in one batch, before the next organization has its turn."""
BATCH_DUE: Final = 1000
_SHORTEST_WAIT: Final = 0.2
"""The fewest seconds from one look by the clock to the next."""
_AFTER_GRIEF: Final = 60.0

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Counted:
    """A group of a rule that counts, before and after."""

    watched: Watched
    state: RuleState
    seen: Sequence[Seen]


async def pass_over(connection: Connection, organization_id: int, kept: KeptRules, held: Held, now: float) -> bool:
    """Work on one batch; answers whether signals or groups are left that can be worked on now. The caller holds the
    organization, and its rules are up to date."""
    signals = await read_signals(connection, organization_id, BATCH_SIGNALS)
    # While signals wait, the clock stands at them: a window must not run out because its signals are late.
    is_all = len(signals) < BATCH_SIGNALS
    until = now if is_all else signals[-1].created_at.timestamp()
    work = sort_out(kept.index, [told for one in signals if (told := _told(one)) is not None])
    due = await due_states(connection, organization_id, instant(until), BATCH_DUE)
    seeds = await _seeds(connection, organization_id, kept) if held.evaluated_version < held.rules_version else {}
    groups = [[_decided(one)] for one in work if happens(one.watched)]
    groups += await _count(connection, organization_id, kept, {one.pair: one for one in work}, due, seeds, until)
    for one in (decided for group in groups for decided in group):
        ALERT_VERDICTS.labels(one.verdict.kind.value).inc()
    await apply(connection, organization_id, groups, now)
    await delete_signals(connection, [one.id for one in signals])
    await note_evaluated(connection, organization_id, held.rules_version, instant(now))
    ALERT_SIGNALS.inc(len(signals))
    return not is_all or len(due) == BATCH_DUE


async def _count(
    connection: Connection,
    organization_id: int,
    kept: KeptRules,
    work: Mapping[Pair, GroupWork],
    due: Mapping[Pair, bytes],
    seeds: Mapping[Pair, Group],
    until: float,
) -> list[list[Decided]]:
    """Advance all groups that signals, the clock or a new rule concern; answers the verdicts on each."""
    pairs = [pair for pair, one in work.items() if not happens(one.watched)]
    known = {**due, **await states(connection, [one for one in (*pairs, *seeds) if one not in due])}
    counted: dict[Pair, Counted] = {}
    for pair in dict.fromkeys((*pairs, *due, *(one for one in seeds if one not in known))):
        watched = kept.index.get(pair[0])
        if watched is not None:
            counted[pair] = _before(watched, known.get(pair), work.get(pair), seeds.get(pair))
    stored = await _stored(connection, organization_id, counted, until)
    rows: list[tuple[int, str, bytes, datetime | None]] = []
    gone, decided = [pair for pair in due if pair not in counted], []
    for pair, one in counted.items():
        try:
            after = evaluate(one.watched, one.state, one.seen, until, stored.get(pair))
        except Exception:  # a bug of ours that concerns one rule must not keep all others from firing
            ALERT_EVALUATION_FAILURES.inc()
            _log.exception("rule %d could not be evaluated for group %r", *pair)
            rows.append((*pair, encode_state(one.state), instant(until + _AFTER_GRIEF)))
            continue
        if after.state is None:
            gone += [pair] if pair in known else []
        else:
            due_at = None if after.due_at is None else instant(max(after.due_at, until + _SHORTEST_WAIT))
            rows.append((*pair, encode_state(after.state), due_at))
        group = Group(pair[1], one.state.labels, one.state.project_id)
        decided.append([Decided(one.watched, group, verdict) for verdict in after.verdicts])
    await write_states(connection, rows)
    await forget_states(connection, gone)
    return decided


async def _stored(
    connection: Connection, organization_id: int, counted: Mapping[Pair, Counted], at: float
) -> dict[Pair, float]:
    wanted = {
        pair: (one.watched, issue_of_key(one.watched, pair[1]))
        for pair, one in counted.items()
        if wants_baseline(one.watched, one.state, len(one.seen), at)
    }
    return await baselines(connection, organization_id, wanted, at) if wanted else {}


async def _seeds(connection: Connection, organization_id: int, kept: KeptRules) -> dict[Pair, Group]:
    """Groups that are watched although no event of theirs has come yet."""
    watching = [one for one in kept.index if fires_by_absence(one.rule)]
    slugs = (
        {project: slug for slug, project in (await project_ids(connection, organization_id)).items()}
        if watching
        else {}
    )
    found = {}
    for one in watching:
        group = seed_group(one, None if one.project_id is None else slugs.get(one.project_id))
        if group is not None:
            found[one.id, group.key] = group
    return found


def _before(watched: Watched, known: bytes | None, work: GroupWork | None, seed: Group | None) -> Counted:
    seen = [one for _, one in work.seen] if work is not None else []
    if known is not None:
        return Counted(watched, decode_state(known), seen)
    group = work.group if work is not None else seed
    assert group is not None
    # A new group is watched from its first event on.
    begun = 0.0 if seed is not None or not fires_by_absence(watched.rule) else min(one.sighting.at for one in seen)
    return Counted(watched, RuleState(labels=group.labels, project_id=group.project_id, begun=begun), seen)


def _told(signal: Signal) -> Told | None:
    """None where the issue is gone."""
    if signal.subject is None:
        return None
    return Told(signal.kind, signal.subject, decode_sightings(signal.sightings), signal.event_id)


def _decided(work: GroupWork) -> Decided:
    return Decided(work.watched, work.group, happened(work.watched, work.seen))
