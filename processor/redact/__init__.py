"""Removes personal data and secrets from events before anything is stored.

    redact(event, policy) -> RedactedEvent          one event
    remove(find(gather(event, policy)))           the same, step by step with many
    redact_text(text, policy) -> (text, [Remark])   one text
    removed(event["_meta"]) -> [Removal]            what was removed from a stored event, and by which rule
    KINDS                                           what a project can switch
    warm_up()                                       before processes are forked

How: `collect` walks the event and picks its free strings; `recognize` finds what must go in all of them at once;
`changes` writes stand-ins; `sweep` removes the same literals elsewhere; `remarks` says what was done.
"""

from processor.redact.event import find, gather, redact, redact_text, remove
from processor.redact.kinds import KINDS, Kind, kind_of
from processor.redact.recognize import warm_up
from processor.redact.remarks import Removal, removed
from processor.redact.spans import Remark

__all__ = [
    "KINDS",
    "Kind",
    "Remark",
    "Removal",
    "find",
    "gather",
    "kind_of",
    "redact",
    "redact_text",
    "remove",
    "removed",
    "warm_up",
]
