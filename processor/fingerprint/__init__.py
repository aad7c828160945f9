"""Fingerprint: which issue an event belongs to, how the issue is called, and why (see docs/grouping.md).

One hash per event. A second one over all frames, as other trackers keep it, would be one row per server variant in
every issue and would join nothing that the in-app hash does not: it covers strictly more. The tuple of hashes is
for the day when a `v2` is looked up beside `v1`.
"""

from core.events import EventData, Fingerprint, FingerprintPart, GroupedEvent, RedactedEvent
from processor.fingerprint.algorithm import built_in_basis
from processor.fingerprint.digest import VERSION, digest
from processor.fingerprint.exceptions import read_exceptions
from processor.fingerprint.headline import headline
from processor.fingerprint.own_fingerprint import is_default, own_entries, resolve
from processor.fingerprint.parameterize import parameterize
from processor.fingerprint.raised import Raised

__all__ = ["VERSION", "fingerprint", "parameterize"]


def fingerprint(event: RedactedEvent) -> GroupedEvent:
    """The event with what decides its issue. Pure: the same event gives the same hash anywhere and at any time."""
    data = event.data
    exceptions = read_exceptions(data)
    return GroupedEvent(event, _decide(data, exceptions), headline(data, exceptions))


MAX_PARTS = 200
"""As many parts as people may want to see; the hash covers all."""


def _decide(data: EventData, exceptions: list[Raised]) -> Fingerprint:
    entries = own_entries(data)
    built_in = built_in_basis(data, exceptions)
    if not entries:
        return Fingerprint(VERSION, (digest("built-in", built_in.pieces),), built_in.parts[:MAX_PARTS])
    pieces: list[str] = []
    parts: list[FingerprintPart] = []
    for entry in entries:
        if is_default(entry):
            pieces += ("default", *built_in.pieces)
            parts += built_in.parts
        else:
            counted, shown = resolve(entry, data, exceptions)
            pieces += ("entry", counted)
            parts.append(shown)
    if not any(is_default(entry) for entry in entries):
        parts.append(FingerprintPart("built-in grouping", "", False, "the program set a fingerprint of its own"))
    return Fingerprint(VERSION, (digest("own", pieces),), tuple(parts[:MAX_PARTS]))
