"""How an issue introduces itself: type, value, and where."""

from typing import Any

from core.events import Headline
from processor.fingerprint.basis import mapping, platform_of, text
from processor.fingerprint.families.paths import base_name
from processor.fingerprint.message import message_of
from processor.fingerprint.raised import Raised, is_carrier, says_nothing_by_type
from processor.fingerprint.threads import event_stack

MAX_TITLE_CHARS = 256
"""Type and value together."""
MAX_CULPRIT_CHARS = 200


def headline(data: dict[str, Any], exceptions: list[Raised]) -> Headline:
    """The headline of an event; `exceptions` are its exceptions, the raised one first."""
    main = _main(exceptions)
    type_, value = (main.type, main.value) if main else ("", _report(data) or message_of(data))
    if main and says_nothing_by_type(main) and value.strip():
        type_ = ""
    if main and not value.strip():
        value = message_of(data)
    type_ = _first_line(type_)[:MAX_TITLE_CHARS]
    room = MAX_TITLE_CHARS - (len(type_) + 2 if type_ else 0)
    return Headline(type_, _cut(_first_line(value), room), _cut(_culprit(data, exceptions), MAX_CULPRIT_CHARS))


def _main(exceptions: list[Raised]) -> Raised | None:
    """The raised exception; what it carries, when it only carries; a group's only kind of member."""
    if not exceptions:
        return None
    raised = exceptions[0]
    others = [one for one in exceptions[1:] if not one.is_suppressed]
    if raised.is_group:
        kinds = {(one.type, one.value) for one in others if not one.is_group}
        return others[-1] if len(kinds) == 1 else raised
    if is_carrier(raised):
        return next((one for one in others if not is_carrier(one)), raised)
    return raised


def _report(data: dict[str, Any]) -> str:
    csp = mapping(data.get("csp"))
    if not csp or message_of(data):
        return ""
    directive = text(csp.get("effective_directive")) or text(csp.get("violated_directive"))
    return f"Blocked {directive.split(' ', 1)[0]} from {text(csp.get('blocked_uri')) or 'self'}"


def _culprit(data: dict[str, Any], exceptions: list[Raised]) -> str:
    newest = newest_in_app_frame(data, exceptions)
    if newest is None:
        return text(data.get("transaction")) or text(data.get("culprit"))
    place = text(newest.get("module")) or text(newest.get("filename")) or text(newest.get("abs_path"))
    if "://" in place:
        place = base_name(place)
    function = text(newest.get("function"))
    return f"{place} in {function}" if place and function else place or function


def newest_in_app_frame(data: dict[str, Any], exceptions: list[Raised]) -> dict[str, Any] | None:
    """The newest frame of the program's own code, in the raised exception first; None when there is none."""
    for one in exceptions:
        if one.stack and one.stack.is_app:
            return one.stack.newest
    if exceptions and any(one.stack for one in exceptions):
        return None
    stack, _ = event_stack(data, platform_of(data))
    return stack.newest if stack and stack.is_app else None


def _first_line(value: str) -> str:
    return next((line.strip() for line in value.splitlines() if line.strip()), "")


def _cut(value: str, room: int) -> str:
    return value if len(value) <= room else value[: max(room - 1, 0)] + "…"
