"""A stack, reduced to the frames that tell one problem from another.

In-app frames count, oldest first, each once however often it recurs; so the depth of a recursion, mutual or not,
makes no difference. When no frame is in-app, the frames of unknown packages stand in, then all but plumbing.
"""

from typing import Any, NamedTuple

from core.events import FingerprintPart
from processor.fingerprint.basis import part
from processor.fingerprint.families import Kind, family_of
from processor.fingerprint.frames import CleanFrame, clean_frame
from processor.fingerprint.statement import statement_of

_MAX_FRAMES = 250
"""As many as normalize lets through."""
# Looking a member up on an Enum class costs more than all else in these loops.
_APP, _INSTALLED, _LIB, _PLUMBING = Kind.APP, Kind.INSTALLED, Kind.LIBRARY, Kind.PLUMBING
_LIBRARY = "not in-app: library"
_DEEP = 3
"""A frame that stands so often in an overflown stack is part of the recursion."""

_Numbered = tuple[int, CleanFrame]


class Stack(NamedTuple):
    """What a stack says."""

    keys: tuple[str, ...]
    """Oldest call first."""
    statement: str
    """What counts of the line where the newest counting frame failed; empty when unknown."""
    call: str
    """The library function that the newest in-app frame called, where the statement is unknown."""
    is_app: bool
    """Whether the frames are the program's own."""
    is_named: bool
    """Whether any of it can be recognised: a function's name, or a statement."""
    is_crash_named: bool
    """Whether the newest in-app frame is among those that count; in minified code it may say nothing."""
    parts: tuple[FingerprintPart, ...]

    def pieces(self) -> tuple[str, ...]:
        """What enters the hash."""
        return ("frames", *self.keys, "statement", self.statement, "call", self.call)


def read_stack(stacktrace: Any, platform: str, overflown: bool = False) -> Stack | None:
    """The stack of an exception or a thread (`{"frames": […]}`), or None when it has no readable frame."""
    frames = stacktrace.get("frames") if isinstance(stacktrace, dict) else None
    if not isinstance(frames, list):
        return None
    given = [frame for frame in frames if isinstance(frame, dict)][-_MAX_FRAMES:]
    clean = [clean_frame(frame, platform) for frame in given]
    family = family_of(platform)
    chosen, is_app = _choose(given, clean)
    if not chosen:
        return None
    crash = chosen[-1][0]
    if family.unnamed_says_nothing:
        chosen = _without_minified(chosen, given)
    once = _recurring(chosen) if overflown else _each_once(chosen)
    newest = chosen[-1][0]
    statement = "" if overflown or not family.has_source else statement_of(given[newest], family.comment)
    call = ""
    if is_app and family.calls_by_name and not statement and not overflown:
        call = _called_after(clean, newest)
    keys = tuple(frame.key for _, frame in once)
    parts = _explain(given, clean, once, chosen, statement, call)
    is_named = bool(statement) or any(frame.name for _, frame in once)
    return Stack(keys, statement, call, is_app, is_named, newest == crash, parts)


def _choose(given: list[dict[str, Any]], clean: list[CleanFrame]) -> tuple[list[_Numbered], bool]:
    """The frames that may count, and whether they are in-app."""
    app: list[_Numbered] = []
    installed = generous = False
    for at, frame in enumerate(clean):
        kind = frame.kind
        flag = given[at].get("in_app")
        if kind is _LIB:
            # Some SDKs mark everything (browsers, sentry-sdk 0.x), so a known library never is in-app.
            generous = generous or flag is True
        elif frame.key and (flag is True or (flag is None and kind is _APP)) and kind is not _PLUMBING:
            installed = installed or kind is _INSTALLED
            app.append((at, frame))
    if installed and generous:
        app = [numbered for numbered in app if numbered[1].kind is _APP]
    if app:
        return app, True
    told = [(at, frame) for at, frame in enumerate(clean) if frame.key]
    unknown = [(at, frame) for at, frame in told if frame.kind is _APP or frame.kind is _INSTALLED]
    return unknown or [(at, frame) for at, frame in told if frame.kind is not _PLUMBING] or told, False


def _without_minified(chosen: list[_Numbered], given: list[dict[str, Any]]) -> list[_Numbered]:
    # An unnamed frame with a readable line is an ordinary callback; without one it is minified code, whose frames
    # come and go with every build.
    telling = [(at, frame) for at, frame in chosen if frame.name or statement_of(given[at], "//")]
    return telling or chosen


def _each_once(chosen: list[_Numbered]) -> list[_Numbered]:
    """Every frame at its newest place only."""
    seen: dict[str, _Numbered] = {}
    for at, frame in reversed(chosen):
        if frame.key not in seen:
            seen[frame.key] = (at, frame)
    return list(seen.values())[::-1]


def _recurring(chosen: list[_Numbered]) -> list[_Numbered]:
    """For an overflow: the frames of the loop in a fixed order, since where exactly it ended is chance."""
    counts: dict[str, int] = {}
    for _, frame in chosen:
        counts[frame.key] = counts.get(frame.key, 0) + 1
    once = _each_once(chosen)
    loop = [(at, frame) for at, frame in once if counts[frame.key] >= _DEEP]
    return sorted(loop or once, key=lambda numbered: numbered[1].key)


def _called_after(clean: list[CleanFrame], at: int) -> str:
    for frame in clean[at + 1 :]:
        if frame.kind is not _PLUMBING and frame.name:
            return frame.name.rpartition(".")[2]
    return ""


def _explain(
    given: list[dict[str, Any]],
    clean: list[CleanFrame],
    once: list[_Numbered],
    chosen: list[_Numbered],
    statement: str,
    call: str,
) -> tuple[FingerprintPart, ...]:
    """Frames that count one by one, the others summed up run by run, newest first."""
    counted = {at for at, _ in once}
    again = {at for at, _ in chosen} - counted if len(chosen) > len(once) else frozenset()
    parts: list[FingerprintPart] = []
    if statement:
        parts.append(part("statement", statement, True, "of the newest frame, without variables and numbers"))
    if call:
        parts.append(part("called function", call, True, "by the newest in-app frame"))
    run: list[CleanFrame] = []
    why = ""
    for at in range(len(clean) - 1, -1, -1):
        frame = clean[at]
        if at in counted:
            if run:
                parts.append(_summary(run, why))
                run = []
            parts.append(frame.part)
            continue
        reason = _LIBRARY if frame.kind is _LIB else _why_not(frame, given[at], at in again)
        if reason != why and run:
            parts.append(_summary(run, why))
            run = []
        why = reason
        run.append(frame)
    if run:
        parts.append(_summary(run, why))
    return tuple(parts)


def _why_not(frame: CleanFrame, given: dict[str, Any], again: bool) -> str:
    if again:
        return "the same frame again: counts once"
    if frame.kind is _PLUMBING:
        return "plumbing of the runtime or a wrapper"
    if given.get("in_app") is False:
        return _LIBRARY
    return "says nothing: no function name" if not frame.name else "not in-app"


def _summary(run: list[CleanFrame], why: str) -> FingerprintPart:
    first = run[0].part.value or "<unknown>"
    if len(run) == 1:
        return part("frame", first, False, why)
    return part("frames", f"{first} … {run[-1].part.value or '<unknown>'} ({len(run)})", False, why)
