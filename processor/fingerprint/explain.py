"""The frames of a stack as parts: those that count one by one, the others summed up run by run."""

from typing import Any

from core.events import FingerprintPart
from processor.fingerprint.basis import part
from processor.fingerprint.families import Kind
from processor.fingerprint.frames import CleanFrame, clean_frame

Event = dict[str, Any]
Numbered = tuple[int, CleanFrame]
"""A frame and its place in the stack."""

_LIBRARY = "not in-app: library"


def explain_frames(
    given: list[Event],
    clean: list[CleanFrame | None],
    counted: list[Numbered],
    chosen: list[Numbered],
    platform: str,
) -> list[FingerprintPart]:
    """Newest first. `clean` holds None for frames that were not looked at; `chosen` may repeat what is `counted`."""
    counts = {at for at, _ in counted}
    again = {at for at, _ in chosen} - counts if len(chosen) > len(counted) else frozenset()
    parts: list[FingerprintPart] = []
    run: list[int] = []
    why = ""
    for at in range(len(given) - 1, -1, -1):
        frame = clean[at]
        reason = "" if at in counts else _why_not(frame, at in again)
        if run and reason != why:
            parts.append(_summary(given, run, why, platform))
            run = []
        why = reason
        if reason:
            run.append(at)
        elif frame is not None:
            parts.append(frame.part)
    if run:
        parts.append(_summary(given, run, why, platform))
    return parts


def _why_not(frame: CleanFrame | None, again: bool) -> str:
    if again:
        return "the same frame again: counts once"
    if frame is None or frame.kind is Kind.LIBRARY or frame.kind is Kind.INSTALLED:
        return _LIBRARY
    if frame.kind is Kind.PLUMBING:
        return "plumbing of the runtime or a wrapper"
    return "not in-app" if frame.name else "says nothing: no function name"


def _summary(given: list[Event], run: list[int], why: str, platform: str) -> FingerprintPart:
    newest, oldest = (clean_frame(given[at], platform).part.value or "<unknown>" for at in (run[0], run[-1]))
    if len(run) == 1:
        return part("frame", newest, False, why)
    return part("frames", f"{newest} … {oldest} ({len(run)})", False, why)
