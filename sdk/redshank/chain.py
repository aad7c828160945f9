"""An exception and all that led to it: causes, contexts, groups, notes (`exception` in the protocol)."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterator
from typing import Any

from .serialize import Serializer, cut
from .stacktrace import MAX_NAME_CHARS, FrameRules, frames_of

MAX_EXCEPTIONS = 50
"""Exceptions of one event."""
MAX_VALUE_CHARS = 8192
"""Characters of an exception's text; servers cut there too."""
MAX_NOTES = 20


def exception_values(
    raised: BaseException, mechanism: dict[str, Any], rules: FrameRules, texts: Serializer, variables: Serializer
) -> list[dict[str, Any]]:
    """The values of an event's `exception`, oldest cause first, so the raised one is last.

    `mechanism` says how the raised one was caught; all get `exception_id` (0 is the raised one), the others
    `parent_id` and the `source` in the parent that holds them.
    """
    values: list[dict[str, Any]] = []
    seen: set[int] = set()
    # A list of what is still to visit, not recursion: a chain can be longer than the stack is deep.
    waiting: list[tuple[BaseException, int | None, str]] = [(raised, None, "")]
    while waiting and len(values) < MAX_EXCEPTIONS:
        exception, parent_id, source = waiting.pop()
        if id(exception) in seen:
            continue
        seen.add(id(exception))
        own_id = len(values)
        how: dict[str, Any] = dict(mechanism) if parent_id is None else {"type": "chained", "source": source}
        how["exception_id"] = own_id
        if parent_id is not None:
            how["parent_id"] = parent_id
        members = _members(exception)
        if members:
            how["is_exception_group"] = True
        values.append(_value(exception, how, rules, texts, variables))
        # popped last first: the cause comes right after its effect, then the members in their order
        found = [*_cause(exception), *((member, f"exceptions[{n}]") for n, member in enumerate(members))]
        waiting.extend((child, own_id, name) for child, name in reversed(found))
    return values[::-1]


def _cause(exception: BaseException) -> Iterator[tuple[BaseException, str]]:
    """What Python would print as the cause of this exception, if anything."""
    if exception.__cause__ is not None:
        yield exception.__cause__, "__cause__"
    elif exception.__context__ is not None and not exception.__suppress_context__:
        yield exception.__context__, "__context__"


def _members(exception: BaseException) -> tuple[BaseException, ...]:
    """The exceptions of a group: Python's own (3.11) or that of the `exceptiongroup` backport."""
    backport = sys.modules.get("exceptiongroup")
    kind = getattr(builtins, "BaseExceptionGroup", None) or getattr(backport, "BaseExceptionGroup", None)
    if kind is None or not issubclass(type(exception), kind):
        return ()
    members = getattr(exception, "exceptions", ())
    return tuple(one for one in members[:MAX_EXCEPTIONS] if issubclass(type(one), BaseException))


def _value(
    exception: BaseException, mechanism: dict[str, Any], rules: FrameRules, texts: Serializer, variables: Serializer
) -> dict[str, Any]:
    kind = type(exception)
    out: dict[str, Any] = {
        "type": cut(texts.text(kind.__qualname__.rpartition("<locals>.")[2]), MAX_NAME_CHARS),
        "value": _text(exception, texts),
        "mechanism": mechanism,
    }
    if kind.__module__ != "builtins":
        out["module"] = cut(texts.text(kind.__module__), MAX_NAME_CHARS)
    frames = frames_of(exception.__traceback__, rules, variables)
    if frames:
        out["stacktrace"] = {"frames": frames}
    return out


def _text(exception: BaseException, texts: Serializer) -> str:
    """The exception's text and below it its notes (PEP 678): the protocol has no field for them."""
    parts = [texts.text(exception, MAX_VALUE_CHARS)]
    try:
        notes = getattr(exception, "__notes__", None)
    except Exception:
        notes = None
    if type(notes) is list:
        parts += [texts.text(note) for note in notes[:MAX_NOTES]]
    return cut("\n".join(parts), MAX_VALUE_CHARS)
