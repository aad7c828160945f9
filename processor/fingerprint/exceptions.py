"""Exceptions: what each says, and what a chain or a group of them says together.

Each exception gives its type and its frames. Its value counts where there is nothing better: no frame, no
recognisable frame, or a type that says nothing (`*errors.errorString`, whose frames show who reported, not who failed).
"""

import re
from typing import Any

from core.events import FingerprintPart
from processor.fingerprint.basis import Basis, listing, mapping, part, platform_of, text
from processor.fingerprint.code import NO_FUNCTION, error_code
from processor.fingerprint.exception_type import clean_type
from processor.fingerprint.library_words import library_words
from processor.fingerprint.named import named_by
from processor.fingerprint.offsets import NATIVE, with_offsets
from processor.fingerprint.raised import SCRIPT, Raised
from processor.fingerprint.remembered import stack_of
from processor.fingerprint.stack import Stack
from processor.fingerprint.telling_value import telling_value
from processor.fingerprint.threads import stack_of_exception

MAX_EXCEPTIONS = 100
"""The newest that are looked at; a longer chain is a loop of wrapping."""

_OVERFLOWS = re.compile(r"^(?:RecursionError|java\.lang\.StackOverflowError|StackOverflowError|SystemStackError)$")
_OVERFLOW_TEXT = re.compile(
    r"call stack size exceeded|too much recursion|stack overflow|recursion depth exceeded", re.I
)


def exceptions_of(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The exceptions of an event, oldest cause first, last = the one raised."""
    return [found for found in listing(data.get("exception")) if isinstance(found, dict)][-MAX_EXCEPTIONS:]


def read_exceptions(data: dict[str, Any]) -> list[Raised]:
    """The exceptions of an event, the raised one first, with their stacks (a thread's, where they have none)."""
    platform = platform_of(data)
    found = [_read(exception, data, platform) for exception in exceptions_of(data)]
    if found and not any(one.stack for one in found):
        raised = exceptions_of(data)[-1]
        stack, crashed = stack_of_exception(data, raised.get("thread_id"), platform)
        found[-1] = found[-1]._replace(stack=stack, has_own_stack=crashed)
    if not any(one.stack and one.stack.is_app for one in found):
        found = [_with_likely_stack(one) for one in found]
    return found[::-1]


def _with_likely_stack(one: Raised) -> Raised:
    return one._replace(stack=one.stack._replace(is_app=True)) if one.stack and one.stack.may_be_app else one


def _read(exception: dict[str, Any], data: dict[str, Any], platform: str) -> Raised:
    mechanism = mapping(exception.get("mechanism"))
    type_, value = text(exception.get("type")), text(exception.get("value"))
    stacktrace = exception.get("stacktrace")
    if platform in NATIVE:
        stacktrace = with_offsets(stacktrace, data, platform)
    overflown = bool(_OVERFLOWS.match(type_) or _OVERFLOW_TEXT.search(value[:200]))
    stack = stack_of(stacktrace, platform, overflown)
    if stack and stack.statement and (name := named_by(platform, type_, value)):
        stack = stack.failed_at(name, platform)
    return Raised(
        type_,
        value,
        stack,
        platform,
        mechanism.get("exception_id"),
        mechanism.get("parent_id"),
        mechanism.get("is_exception_group") is True,
        mechanism.get("synthetic") is True,
        mechanism.get("type") == "suppressed",
        True,
        data.get("level") == "fatal",
    )


def exception_basis(one: Raised, cause: Raised | None, chain_is_app: bool) -> Basis:
    """What one exception says. `cause` is the one it wraps; `chain_is_app` when any of the chain has in-app frames."""
    stack = one.stack
    if stack and chain_is_app and not stack.is_app:
        # Deep inside a library, frames change with its version; the program's own frames are elsewhere in the chain.
        stack = None
        frames: tuple[FingerprintPart, ...] = (
            part("frames", "of libraries", False, "another exception of the chain has in-app frames"),
        )
        value = ""
    else:
        frames = stack.parts if stack else ()
        value = telling_value(one, cause)
    pieces, parts = _type_basis(one, stack)
    parts.append(part("exception value", value or one.value, bool(value), _value_note(one, value)))
    if value:
        pieces += ["value", value]
    # What the program raises itself is told by the statement: its codes are data. But a Go error's frames show who
    # reported.
    is_own = stack is not None and stack.is_app and stack.is_raised_here and (one.platform != "go" or one.is_crash)
    may_have_code = bool(one.value) and (not is_own or one.platform in SCRIPT)
    code = error_code(one.type, one.value) if may_have_code else ""
    if code and (not is_own or code == NO_FUNCTION) and code.rpartition(" ")[2] not in value:
        pieces += ["code", code]
        parts.append(part("error code", code, True, "in the value: stands for a type"))
    if stack and not value and (said := library_words(stack.raising, one.type, one.value)):
        pieces += ["words", said]
        parts.append(part("library's words", said, True, "its own line has them: they stand for a type"))
    if stack:
        pieces += stack.pieces()
    return Basis(tuple(pieces), (*parts, *frames))


def _type_basis(one: Raised, stack: Stack | None) -> tuple[list[str], list[FingerprintPart]]:
    if one.is_synthetic and one.platform in SCRIPT and stack and stack.is_named:
        return [], [part("exception type", one.type, False, "made up by the SDK")]
    # One version of botocore has a type for what is no more than a code in another.
    type_ = "ClientError" if one.value.startswith("An error occurred (") else one.type
    cleaned = clean_type(type_, one.value, one.platform)
    return ["type", cleaned], [
        part("exception type", cleaned, True, "" if cleaned == one.type else f"written as {one.type[:80]}")
    ]


def _value_note(one: Raised, counted: str) -> str:
    if not counted:
        return "type and frames say enough" if one.value else ""
    return "variable pieces replaced" if counted != one.value else ""
