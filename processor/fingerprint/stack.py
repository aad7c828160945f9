"""A stack, reduced to the frames that tell one problem from another.

In-app frames count, each once however often it recurs; so the depth of a recursion, mutual or not, makes no
difference. Which one is the newest counts, the order of the others does not: a release may rearrange its middleware.
When no frame is in-app, the frames of unknown packages stand in, then all but plumbing.
"""

from collections import Counter
from typing import Any, NamedTuple

from core.events import FingerprintPart
from processor.fingerprint.basis import part
from processor.fingerprint.explain import Event, Numbered, explain_frames
from processor.fingerprint.families import Kind, family_of
from processor.fingerprint.frames import CleanFrame, clean_frame
from processor.fingerprint.statement import statement_of

_MAX_FRAMES = 250
"""As many as normalize lets through."""
# Looking a member up on an Enum class costs more than all else in these loops.
_APP, _INSTALLED, _LIB, _PLUMBING = Kind.APP, Kind.INSTALLED, Kind.LIBRARY, Kind.PLUMBING
_MAX_STAND_INS = 4
"""Frames of libraries that stand in; further out they are the server's, and change with its version."""
_DEEP = 3
"""A frame that stands so often in an overflown stack is part of the recursion."""

_NODE_FRAMES = 10
"""As many as Node keeps, unless told otherwise: a recursion hides who called it."""

_RAISES = ("raise", "throw")
"""How a statement begins that raises."""


class Stack(NamedTuple):
    """What a stack says."""

    keys: tuple[str, ...]
    """Those of the callers in a fixed order, then the newest."""
    statement: str
    """What counts of the line where the newest counting frame failed; empty when unknown."""
    call: str
    """The library function that the newest in-app frame called, where the statement is unknown."""
    is_overflown: bool
    """Whether the stack ran full, so that where it ended is chance."""
    is_app: bool
    """Whether the frames are the program's own."""
    may_be_app: bool
    """Whether they may be, being of packages that nobody knows: they are unless another exception's frames are."""
    is_named: bool
    """Whether any of it can be recognised: a function's name, or a statement."""
    is_crash_named: bool
    """Whether the newest in-app frame is among those that count; in minified code it may say nothing."""
    is_raised_here: bool
    """Whether the newest in-app frame raised the exception itself, as far as one sees: no library did for it."""
    newest: Event
    """The newest of the frames that may count, as sent."""
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
    family = family_of(platform)
    # Most frames are marked as foreign and never looked at again, so they are cleaned only when they are needed.
    clean = [None if frame.get("in_app") is False else clean_frame(frame, platform) for frame in given]
    chosen = _in_app(given, clean)
    is_app = bool(chosen)
    installed: list[Numbered] = []
    if not is_app:
        everything = [clean_frame(frame, platform) for frame in given]
        installed = _unknown_installed(everything) if family.is_installed else []
        chosen, clean = installed or _stand_ins(everything, family.unnamed_says_nothing), [*everything]
    if not chosen:
        return None
    crash = chosen[-1][0]
    if family.unnamed_says_nothing:
        chosen = _without_minified(chosen, given)
    if platform == "node" and len(given) <= _NODE_FRAMES and not overflown:
        chosen = _from_recursion_on(chosen)
    once = _recurring(chosen) if overflown else _each_once(chosen)
    may_be_app = bool(installed)
    is_foreign = not is_app and not may_be_app
    if is_foreign and family.package:
        chosen = once = _packages(once)
        for at, frame in once:
            clean[at] = frame
    elif is_foreign:
        once = once[-_MAX_STAND_INS:]
        kept = {frame.key for _, frame in once}
        chosen = [(at, frame) for at, frame in chosen if frame.key in kept]
    newest = chosen[-1][0]
    statement = ""
    if family.has_source and not overflown and not (is_foreign and family.package):
        is_nameless = chosen[-1][1].name in ("", "<lambda>")
        statement = statement_of(given[newest], family.comment, is_nameless)
    call = ""
    if (is_app or may_be_app) and family.calls_by_name and not statement and not overflown:
        call = _called_after(given, newest, platform)
    keys = (*sorted([frame.key for _, frame in once[:-1]]), once[-1][1].key)
    parts = (*_heads(statement, call), *explain_frames(given, clean, once, chosen, platform))
    is_named = bool(statement) or any(frame.name for _, frame in once)
    is_raised_here = _is_raised_here(statement, call, newest == len(given) - 1, platform)
    return Stack(
        keys, statement, call, overflown, is_app, may_be_app, is_named, newest == crash, is_raised_here,
        given[crash], parts,
    )  # fmt: skip


def _is_raised_here(statement: str, call: str, is_last: bool, platform: str) -> bool:
    """Told by the statement, else by whether a library's frame follows; in browsers a bundle may hold libraries too."""
    if statement:
        return statement.startswith(_RAISES)
    return is_last if platform == "node" else family_of(platform).calls_by_name and not call


def _heads(statement: str, call: str) -> list[FingerprintPart]:
    parts = []
    if statement:
        parts.append(part("statement", statement, True, "of the newest frame, without variables and numbers"))
    if call:
        parts.append(part("called function", call, True, "by the newest in-app frame"))
    return parts


def _in_app(given: list[Event], clean: list[CleanFrame | None]) -> list[Numbered]:
    """The program's own frames."""
    app: list[Numbered] = []
    installed = generous = False
    for at, frame in enumerate(clean):
        if frame is None:
            continue
        kind = frame.kind
        marked = given[at].get("in_app") is True
        if kind is _LIB:
            # Some SDKs mark everything (browsers, sentry-sdk 0.x), so a known library never is in-app.
            generous = generous or marked
        elif frame.key and (kind is _APP or (kind is _INSTALLED and marked)):
            installed = installed or kind is _INSTALLED
            app.append((at, frame))
    if installed and generous:
        return [numbered for numbered in app if numbered[1].kind is _APP]
    return app


def _unknown_installed(clean: list[CleanFrame]) -> list[Numbered]:
    """Likely those of a program that is installed among its libraries, of which the SDK was not told."""
    return [(at, frame) for at, frame in enumerate(clean) if frame.kind is _INSTALLED and frame.key]


def _stand_ins(clean: list[CleanFrame], without_plumbing: bool) -> list[Numbered]:
    """What counts when no frame is in-app: unknown packages, else all but plumbing, else whatever has a name.

    Where the runtime's frames are all there is, in JavaScript (`without_plumbing`) the value says more.
    """
    told = [(at, frame) for at, frame in enumerate(clean) if frame.key]
    unknown = [(at, frame) for at, frame in told if frame.kind is _APP or frame.kind is _INSTALLED]
    others = unknown or [(at, frame) for at, frame in told if frame.kind is not _PLUMBING]
    return others if others or without_plumbing else told


def _packages(once: list[Numbered]) -> list[Numbered]:
    """Of a stack of libraries only: the newest function, and the packages that led to it.

    What a library calls inside itself changes with its version, and so do its files.
    """
    at, newest = once[-1]
    seen = {newest.package}
    others: list[Numbered] = []
    for place, frame in reversed(once[:-1]):
        if not frame.package or frame.package not in seen:
            seen.add(frame.package)
            others.append((place, _as_package(frame, "")))
    return [*others[: _MAX_STAND_INS - 1][::-1], (at, _as_package(newest, newest.name))]


def _as_package(frame: CleanFrame, function: str) -> CleanFrame:
    if not frame.package:
        return frame
    shown = f"{frame.package} in {function}" if function else frame.package
    return frame._replace(
        key=f"{frame.package} {function}", part=part("frame", shown, True, "by its package: no frame is the program's")
    )


def _without_minified(chosen: list[Numbered], given: list[Event]) -> list[Numbered]:
    # An unnamed frame with a readable line is an ordinary callback; without one it is minified code, whose frames
    # come and go with every build.
    telling = [(at, frame) for at, frame in chosen if frame.name or statement_of(given[at], "//")]
    return telling or chosen


def _each_once(chosen: list[Numbered]) -> list[Numbered]:
    """Every frame at its newest place only."""
    seen: dict[str, Numbered] = {}
    for at, frame in reversed(chosen):
        if frame.key not in seen:
            seen[frame.key] = (at, frame)
    return list(seen.values())[::-1]


def _from_recursion_on(chosen: list[Numbered]) -> list[Numbered]:
    """Without who called a recursion: some levels deeper, those frames would be cut off."""
    counts = Counter(frame.key for _, frame in chosen)
    for start, (_, frame) in enumerate(chosen):
        if counts[frame.key] >= _DEEP:
            return chosen[start:]
    return chosen


def _recurring(chosen: list[Numbered]) -> list[Numbered]:
    """For an overflow: the frames of the loop in a fixed order, since where exactly it ended is chance."""
    counts = Counter(frame.key for _, frame in chosen)
    once = _each_once(chosen)
    loop = [(at, frame) for at, frame in once if counts[frame.key] >= _DEEP]
    return sorted(loop or once, key=lambda numbered: numbered[1].key)


def _called_after(given: list[Event], at: int, platform: str) -> str:
    for frame in given[at + 1 :]:
        clean = clean_frame(frame, platform)
        if clean.kind is not _PLUMBING and clean.name:
            return clean.name.rpartition(".")[2]
    return ""
