"""The built-in grouping, version `v1`: the first strategy that yields something decides."""

from typing import Any

from core.events import FingerprintPart
from processor.fingerprint.basis import Basis, mapping, part, platform_of, text
from processor.fingerprint.browser_report import csp_basis
from processor.fingerprint.chain import chain_basis
from processor.fingerprint.families.paths import base_name
from processor.fingerprint.message import message_basis, message_of, template_of
from processor.fingerprint.raised import Raised
from processor.fingerprint.threads import event_stack

_REPORTERS = frozenset(("java", "python", "node", "ruby", "php"))
"""Where what crashes is an exception: a stack without one is the reporter's, even if its thread is marked crashed."""


def built_in_basis(data: dict[str, Any], exceptions: list[Raised]) -> Basis:
    """What decides when the program gave no fingerprint of its own; never empty."""
    return (
        _exceptions(data, exceptions)
        or _stack(data)
        or _template(data)
        or csp_basis(data)
        or message_basis(data)
        or Basis(("fallback",), (part("fallback", "events without error, stack or message", True),))
    )


def _exceptions(data: dict[str, Any], exceptions: list[Raised]) -> Basis | None:
    said = chain_basis(exceptions)
    if said is None or not any(one.type or one.value or one.stack for one in exceptions):
        return None
    return Basis(said.pieces, (*said.parts, *_unused_message(data, "an exception decides")))


def _stack(data: dict[str, Any]) -> Basis | None:
    """A thread's or a bare stack. Where it shows who reported rather than what crashed, the message counts too."""
    platform = platform_of(data)
    stack, crashed = event_stack(data, platform)
    if stack is None:
        return None
    message = message_basis(data)
    if message is None or (crashed and platform not in _REPORTERS and stack.is_named and not template_of(data)):
        return Basis(("stack", *stack.pieces()), (*stack.parts, *_unused_message(data, "the crashed stack decides")))
    return Basis((*message.pieces, "stack", *stack.pieces()), (*message.parts, *stack.parts))


def _template(data: dict[str, Any]) -> Basis | None:
    """The place in a text template (old Django and Jinja integrations)."""
    template = mapping(data.get("template"))
    file = base_name(text(template.get("filename")) or text(template.get("abs_path")))
    line = text(template.get("context_line")).strip()
    if not file:
        return None
    return Basis(("template", file, line), (part("template", file, True), part("statement", line, bool(line))))


def _unused_message(data: dict[str, Any], why: str) -> tuple[FingerprintPart, ...]:
    message = message_of(data)
    return (part("message", message, False, why),) if message else ()
