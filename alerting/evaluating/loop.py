"""The pass over organizations: each in turn, one bounded batch at a time, and by only one alerter at a time."""

import asyncio
import logging
from collections.abc import Mapping

import asyncpg

from alerting.evaluating.kept_rules import KeptRules, bring_up_to_date
from alerting.evaluating.passing import pass_over
from core.clock import instant
from core.db.alerts.rule_states import next_due
from core.db.alerts.signals import hold_organization, organizations_waiting
from core.metrics import ALERT_EVALUATION_FAILURES
from core.resources import Resources

_LONGEST_REST = 60.0
_SHORTEST_REST = 0.2
"""Seconds. The shortest pause before asking again for work that another alerter holds, or that failed."""

_READING_SECONDS = 0.1
"""The longest that a pass, and with it the other organizations, waits for rules that are being read."""
_READERS = 2
"""Organizations whose rules are read at the same time: the other connections are for evaluating."""

_log = logging.getLogger(__name__)


class Evaluating:
    """Keeps the rules of organizations in memory from one pass to the next."""

    def __init__(self) -> None:
        self._kept: dict[int, KeptRules] = {}
        self._reading: dict[int, asyncio.Task[None]] = {}
        self._readers = asyncio.Semaphore(_READERS)
        self._last = 0

    async def once(self, res: Resources) -> float:
        """Work on one batch of each organization that waits; answers the seconds until the clock brings more work, 0:
        more waits. Raises Unavailable."""
        now = res.clock.now()
        async with res.database.connection() as connection:
            waiting = await organizations_waiting(connection, instant(now))
        await self._read_rules(res, waiting)
        # Begin behind the organization that was served last, so that after an outage none is left out for long.
        turns = sorted(waiting, key=lambda one: (one <= self._last, one))
        more = [await self._served(res, one) for one in turns if self._is_read(one, waiting[one])]
        if any(more) or self._reading:
            return 0.0
        async with res.database.connection() as connection:
            due = await next_due(connection)
        if due is None:
            return _LONGEST_REST
        return min(_LONGEST_REST, max(_SHORTEST_REST, due.timestamp() - res.clock.now()))

    async def close(self) -> None:
        """Stop reading rules."""
        for task in self._reading.values():
            task.cancel()
        await asyncio.gather(*self._reading.values(), return_exceptions=True)

    async def _read_rules(self, res: Resources, waiting: Mapping[int, int]) -> None:
        """Start reading the rules of organizations whose rules changed, and wait for a moment only: reading a hundred
        thousand takes seconds, and other organizations go on meanwhile. Raises Unavailable."""
        for organization_id, version in waiting.items():
            if organization_id not in self._reading and self._keep(organization_id).version < version:
                self._reading[organization_id] = asyncio.create_task(self._read(res, organization_id, version))
        if self._reading:
            done, _ = await asyncio.wait(self._reading.values(), timeout=_READING_SECONDS)
            self._reading = {one: task for one, task in self._reading.items() if task not in done}
            failures = [error for task in done if (error := task.exception()) is not None]
            if failures:
                raise failures[0]

    async def _read(self, res: Resources, organization_id: int, version: int) -> None:
        try:
            async with self._readers, res.database.connection() as connection:
                await bring_up_to_date(connection, organization_id, self._keep(organization_id), version)
        except asyncpg.PostgresError:
            ALERT_EVALUATION_FAILURES.inc()
            _log.exception("the rules of organization %d could not be read; tried again", organization_id)

    def _keep(self, organization_id: int) -> KeptRules:
        return self._kept.setdefault(organization_id, KeptRules())

    def _is_read(self, organization_id: int, version: int) -> bool:
        return organization_id not in self._reading and self._keep(organization_id).version >= version

    async def _served(self, res: Resources, organization_id: int) -> bool:
        """Work on one batch of an organization; answers whether more of it waits."""
        self._last = organization_id
        kept = self._keep(organization_id)
        try:
            async with res.database.transaction() as connection:
                held = await hold_organization(connection, organization_id)
                if held is None:
                    return False
                # Little has changed since the rules were read, and nothing changes while the organization is held.
                await bring_up_to_date(connection, organization_id, kept, held.rules_version)
                return await pass_over(connection, organization_id, kept, held, res.clock.now())
        except asyncpg.PostgresError:
            # Not an outage, but an issue that was deleted meanwhile, or a bug of ours. Other organizations must not
            # wait.
            ALERT_EVALUATION_FAILURES.inc()
            _log.exception("the signals of organization %d could not be evaluated; they come again", organization_id)
            return False
