"""What becomes of an accepted event that the remote log will never take."""

from uuid import NAMESPACE_OID, uuid5

from core.codec import decode_raw_event, encode_outcomes
from core.outcomes import Outcome, OutcomeCount


def refused_outcome(key: str, value: bytes, reason: str) -> tuple[str, bytes]:
    """The record for the books: accepted, and dead for this reason. Its id is the event's, so that it counts once."""
    event = decode_raw_event(value)  # the gateway of this process, or of a version before, has written it
    counts = [
        OutcomeCount(event.received_at, event.project_id, event.key_id, event.category, outcome, why, 1)
        for outcome, why in ((Outcome.ACCEPTED, ""), (Outcome.DEAD, reason))
    ]
    return str(uuid5(NAMESPACE_OID, f"refused/{event.project_id}/{key}")), encode_outcomes(counts)
