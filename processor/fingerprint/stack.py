"""A stack, reduced to the frames that tell one problem from another.

In-app frames count, each once however often it recurs; so the depth of a recursion, mutual or not, makes no
difference. Which one is the newest counts, the order of the others does not: a release may rearrange its middleware.
When no frame is in-app, the frames of unknown packages stand in, then all but plumbing.
"""

import re
from typing import Any, NamedTuple

from core.events import FingerprintPart
from processor.fingerprint.basis import part
from processor.fingerprint.choice import (
    MAX_STAND_INS,
    in_app,
    packages,
    stand_ins,
    unknown_installed,
    without_minified,
    without_wrappers,
)
from processor.fingerprint.explain import Event, Numbered, explain_frames
from processor.fingerprint.families import Kind, family_of
from processor.fingerprint.frames import clean_frame
from processor.fingerprint.library_words import raising_line
from processor.fingerprint.narrow import call_of, narrowed, taken_before
from processor.fingerprint.repetition import each_once, from_recursion_on, recurring
from processor.fingerprint.statement import column_in, line_of, shape

_MAX_FRAMES = 250
"""As many as normalize lets through."""
_NODE_FRAMES = 10
"""As many as Node keeps, unless told otherwise: a recursion hides who called it."""

_MOST_WRAPPERS = 3
"""Frames up to which a library's function may be the one that the line names."""
_WITH_COLUMNS = ("javascript", "node")
_LAST_NAME = re.compile(r"[.#:]")
_RAISES = ("raise", "throw")
"""How a statement begins that raises."""


class Stack(NamedTuple):
    """What a stack says."""

    keys: tuple[str, ...]
    """Those of the callers in a fixed order, then the newest."""
    statement: str
    """What counts of the line where the newest counting frame failed; empty when unknown."""
    line: str
    """That line, with what it goes on to."""
    column: int
    """Where in it, from 0; -1 when unknown."""
    taken: frozenset[str]
    """Members that the lines before took out into variables of their names: `const { owner } = cart`."""
    raising: str
    """The line by which a library's function raised, if it may hold what was said."""
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

    def failed_at(self, name: str, platform: str) -> "Stack":
        """The same, when the exception tells that the line failed at `name`."""
        told = narrowed(self.line, family_of(platform).comment, name, self.column, self.taken) if self.statement else ""
        if not told or told == self.statement:
            return self
        return self._replace(statement=told, parts=(*_heads(told, ""), *self.parts[1:]))

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
    chosen = in_app(given, clean)
    is_app = bool(chosen)
    if is_app and family.has_source:
        chosen = without_wrappers(chosen, given, clean)
    installed: list[Numbered] = []
    if not is_app:
        everything = [clean_frame(frame, platform) for frame in given]
        installed = unknown_installed(everything) if family.is_installed else []
        chosen, clean = installed or stand_ins(everything, family.unnamed_says_nothing), [*everything]
    if not chosen:
        return None
    crash = chosen[-1][0]
    if family.unnamed_says_nothing:
        chosen = without_minified(chosen, given)
    if platform == "node" and len(given) <= _NODE_FRAMES and not overflown:
        chosen = from_recursion_on(chosen)
    once = recurring(chosen) if overflown else each_once(chosen)
    may_be_app = bool(installed)
    is_foreign = not is_app and not may_be_app
    if is_foreign and family.package:
        chosen = once = packages(once)
        for at, frame in once:
            clean[at] = frame
    elif is_foreign:
        once = once[-MAX_STAND_INS:]
        kept = {frame.key for _, frame in once}
        chosen = [(at, frame) for at, frame in chosen if frame.key in kept]
    newest = chosen[-1][0]
    statement = line = raising = ""
    column = -1
    taken: frozenset[str] = frozenset()
    if family.has_source and not overflown and not (is_foreign and family.package):
        is_nameless = chosen[-1][1].name in ("", "<lambda>")
        line = line_of(given[newest], family.comment, is_nameless)
        if is_app and "(" in line:
            line = call_of(line, family.comment, _next_called(given, newest, platform))
        statement = shape(line, family.comment, is_nameless) if line else ""
        if platform in _WITH_COLUMNS:
            column, taken = column_in(given[newest], line), taken_before(given[newest])
        if is_app and newest < len(given) - 1:
            raising = raising_line(given[-1], family.comment)
    call = ""
    if (is_app or may_be_app) and family.calls_by_name and not statement and not overflown:
        call = _called_after(given, newest, platform)
    keys = (*sorted([frame.key for _, frame in once[:-1]]), once[-1][1].key)
    parts = (*_heads(statement, call), *explain_frames(given, clean, once, chosen, platform))
    is_named = bool(statement) or any(frame.name for _, frame in once)
    is_raised_here = _is_raised_here(statement, call, newest == len(given) - 1, platform)
    return Stack(
        keys, statement, line, column, taken, raising, call, overflown, is_app, may_be_app, is_named, newest == crash,
        is_raised_here, given[crash], parts,
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


def _called_after(given: list[Event], at: int, platform: str) -> str:
    for frame in given[at + 1 :]:
        clean = clean_frame(frame, platform)
        if clean.kind is not Kind.PLUMBING and clean.name:
            return clean.name.rpartition(".")[2]
    return ""


def _next_called(given: list[Event], at: int, platform: str) -> tuple[str, ...]:
    """Of the library functions below, the outermost: a decorator or a proxy may stand before what was called."""
    following = (clean_frame(frame, platform).name for frame in given[at + 1 : at + 1 + _MOST_WRAPPERS])
    return tuple(_LAST_NAME.split(name)[-1] for name in following if name)
