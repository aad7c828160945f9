"""The pass over organizations: each in its turn, a bounded batch at a time, and only by one alerter."""

import logging

import asyncpg

from alerting.evaluating.kept_rules import KeptRules, bring_up_to_date
from alerting.evaluating.passing import pass_over
from core.clock import instant
from core.db.rule_states import next_due
from core.db.signals import hold_organization, organizations_waiting
from core.metrics import ALERT_EVALUATION_FAILURES
from core.resources import Resources

_LONGEST_REST = 60.0
_SHORTEST_REST = 0.2
"""Seconds. What is due and held by another alerter, or came to grief, is not asked for without a breath."""

_log = logging.getLogger(__name__)


class Evaluating:
    """Keeps the rules of organizations in memory from one pass to the next."""

    def __init__(self) -> None:
        self._kept: dict[int, KeptRules] = {}
        self._last = 0

    async def once(self, res: Resources) -> float:
        """Give each organization that waits one batch; seconds until the clock brings something, 0: there is more.
        Raises Unavailable."""
        now = res.clock.now()
        async with res.database.connection() as connection:
            waiting = await organizations_waiting(connection, instant(now))
        # Whoever comes behind the last one served is first: after an outage in the middle, none is left out for long.
        turns = sorted(waiting, key=lambda one: (one <= self._last, one))
        more = [await self._served(res, one, waiting[one]) for one in turns]
        if any(more):
            return 0.0
        async with res.database.connection() as connection:
            due = await next_due(connection)
        if due is None:
            return _LONGEST_REST
        return min(_LONGEST_REST, max(_SHORTEST_REST, due.timestamp() - res.clock.now()))

    async def _served(self, res: Resources, organization_id: int, version: int) -> bool:
        """Whether more of it waits."""
        self._last = organization_id
        kept = self._kept.setdefault(organization_id, KeptRules())
        try:
            # Before the organization is held: to read a hundred thousand rules takes seconds.
            async with res.database.connection() as connection:
                await bring_up_to_date(connection, organization_id, kept, version)
            async with res.database.transaction() as connection:
                held = await hold_organization(connection, organization_id)
                if held is None:
                    return False
                await bring_up_to_date(connection, organization_id, kept, held.rules_version)
                return await pass_over(connection, organization_id, kept, held, res.clock.now())
        except asyncpg.PostgresError:
            # Not an outage: an issue that was deleted under our hands, or a mistake of ours. Others must not wait.
            ALERT_EVALUATION_FAILURES.inc()
            _log.exception("the signals of organization %d could not be evaluated; they come again", organization_id)
            return False
