"""Events that were accepted and that the log will never take: dead records, without ever having been on the log."""

from uuid import NAMESPACE_OID, uuid5

from core.bus.dead_copies import DeadCopy, ShowDead
from core.bus.spool.refused import Bury
from core.clock import Clock, instant
from core.codec import decode_raw_event
from core.db import recording
from core.db.database import Database
from core.errors import Rejected
from core.events import RawEvent
from core.outcomes import Outcome, OutcomeCount


def burying(database: Database, show_dead: ShowDead, clock: Clock) -> Bury:
    """As the processors do it: one row with its bytes, counted with it, shown to who watches the log."""

    async def bury(key: str, value: bytes, why: Rejected) -> None:
        event = decode_raw_event(value)  # the gateway of this process, or of a version before, has written it
        now = clock.now()
        async with database.transaction() as connection:
            counted = uuid5(NAMESPACE_OID, f"refused/{event.project_id}/{key}")
            if not await recording.new_outcome_batches(connection, [counted], now):
                return
            if not await recording.processing_configs(connection, [event.project_id]):
                await recording.count_outcomes(connection, _counts(event, Outcome.FILTERED, "project_deleted", now))
                return
            account = (event.project_id, event.key_id, event.category)
            row = (*account, "events", key, why.reason, why.detail, value, instant(now))
            await recording.write(connection, "insert_dead", [row])
            await recording.count_outcomes(connection, _counts(event, Outcome.DEAD, why.reason, now))
            copy = DeadCopy(key, event.body, event.encoding, event.project_id, why.reason, why.detail, None, now)
            await show_dead([copy])  # last, as a copy is not taken back

    return bury


def _counts(event: RawEvent, fate: Outcome, reason: str, now: float) -> list[OutcomeCount]:
    """At the hour of the row, where a replay takes it from."""
    account = (event.project_id, event.key_id, event.category)
    return [OutcomeCount(now, *account, Outcome.ACCEPTED, "", 1), OutcomeCount(now, *account, fate, reason, 1)]
