"""Exceptions: what each says, and what a chain or a group of them says together.

Each exception gives its type and its frames. Its value counts where there is nothing better: no frame, no
recognisable frame, or a type that says nothing (`*errors.errorString`, whose frames show who reported, not who failed).
"""

import re
from typing import Any, NamedTuple

from core.events import FingerprintPart
from processor.fingerprint.basis import Basis, listing, mapping, part, platform_of, text
from processor.fingerprint.browser_words import one_wording
from processor.fingerprint.code import error_code
from processor.fingerprint.exception_type import clean_type
from processor.fingerprint.gist import gist, gist_of
from processor.fingerprint.json_fault import json_fault
from processor.fingerprint.message import head
from processor.fingerprint.named import named_by
from processor.fingerprint.offsets import NATIVE, with_offsets
from processor.fingerprint.remembered import stack_of
from processor.fingerprint.stack import Stack
from processor.fingerprint.threads import stack_of_exception

MAX_EXCEPTIONS = 100
"""The newest that are looked at; a longer chain is a loop of wrapping."""

_SCRIPT = frozenset(("javascript", "node"))
_GO_WITHOUT_MEANING = frozenset(
    (
        "*errors.errorString", "*fmt.wrapError", "*fmt.wrapErrors", "*errors.joinError", "*errors.fundamental",
        "*errors.withStack", "*errors.withMessage", "*xerrors.errorString", "*xerrors.wrapError", "*multierror.Error",
    )
)  # fmt: skip
_RUST_WITHOUT_MEANING = frozenset(("Error", "ErrorImpl"))
"""What `anyhow!` makes, and what every second library calls its error; the type is all of the path that is sent."""
_CARRIERS = frozenset(
    (
        "ExecutionException", "CompletionException", "InvocationTargetException", "UndeclaredThrowableException",
        "UncheckedExecutionException", "NestedServletException", "System.AggregateException", "AggregateException",
        "System.Reflection.TargetInvocationException", "TargetInvocationException",
    )
)  # fmt: skip
"""Wrappers that only carry an exception from one thread or call to another."""
_OVERFLOWS = re.compile(r"^(?:RecursionError|java\.lang\.StackOverflowError|StackOverflowError|SystemStackError)$")
_OVERFLOW_TEXT = re.compile(
    r"call stack size exceeded|too much recursion|stack overflow|recursion depth exceeded", re.I
)
# What the Rust runtime says when it panics: the kind of panic, which the type `panic` does not tell.
_PANIC = re.compile(
    r"^(?:index out of bounds|called `\w+::\w+\(\)` on an? `\w+` value|attempt to \w+ (?:with overflow|by zero)|"
    r"attempt to calculate the remainder|assertion (?:`left \W+ right` )?failed|already (?:mutably )?borrowed|"
    r"not (?:yet )?implemented|internal error: entered unreachable code|range (?:start|end) index|slice index|"
    r"byte index|explicit panic|"
    r"capacity overflow|RefCell already|Option::unwrap|Box<dyn Any>)"
)


# `shop.views.cart`, in words from which hosts and files are gone.
_DOTTED = re.compile(r"(?<![\w./'\"`-])[a-z_]\w*(?:\.[A-Za-z_]\w*)+(?![\w/])")


_TYPED = frozenset(("csharp", "java"))
# `'com.acme.Mailer'`, in the words of what puts a program together.
_QUOTED_TYPE = re.compile(r"'((?!System\.|Microsoft\.|java\.)[A-Za-z_]\w{0,60}(?:\.\w{1,60}){0,12}\.[A-Z]\w{0,80})'")


class Raised(NamedTuple):
    """One exception of an event, read."""

    type: str
    value: str
    stack: Stack | None
    platform: str
    id: Any
    parent: Any
    is_group: bool
    is_synthetic: bool
    is_suppressed: bool
    has_own_stack: bool
    """False when the stack is that of the thread which reported it."""
    is_crash: bool
    """Whether the event tells of a crash, so that the frames of a Go error show who panicked, not who reported."""


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
        value = _telling_value(one, cause)
    pieces, parts = _type_basis(one, stack)
    parts.append(part("exception value", value or one.value, bool(value), _value_note(one, value)))
    if value:
        pieces += ["value", value]
    # What the program raises itself is told by the statement: its codes are data. But a Go error's frames show who
    # reported.
    is_own = stack is not None and stack.is_app and stack.is_raised_here and (one.platform != "go" or one.is_crash)
    if not is_own and one.value and (code := error_code(one.type, one.value)) and code.rpartition(" ")[2] not in value:
        pieces += ["code", code]
        parts.append(part("error code", code, True, "in the value: stands for a type"))
    if stack:
        pieces += stack.pieces()
    return Basis(tuple(pieces), (*parts, *frames))


def _type_basis(one: Raised, stack: Stack | None) -> tuple[list[str], list[FingerprintPart]]:
    if one.is_synthetic and one.platform in _SCRIPT and stack and stack.is_named:
        return [], [part("exception type", one.type, False, "made up by the SDK")]
    # One version of botocore has a type for what is no more than a code in another.
    type_ = "ClientError" if one.value.startswith("An error occurred (") else one.type
    cleaned = clean_type(type_, one.value, one.platform)
    return ["type", cleaned], [
        part("exception type", cleaned, True, "" if cleaned == one.type else f"written as {one.type[:80]}")
    ]


def _telling_value(one: Raised, cause: Raised | None) -> str:
    """The part of the value that counts; empty when type and frames say enough."""
    stack, value = one.stack, one.value
    fault = json_fault(value) if one.platform in _SCRIPT and one.type == "SyntaxError" else ""
    value = fault or (one_wording(value) if one.platform in _SCRIPT else value)
    if one.platform == "go" and one.type in _GO_WITHOUT_MEANING and not one.is_crash:
        return head(_own_words(value, cause))
    if stack is None or not stack.is_named or not stack.is_crash_named or not one.has_own_stack:
        return head(_own_words(value, cause))
    if one.platform == "go" and one.type.startswith("runtime."):
        return head(value)
    if one.platform in NATIVE and one.type == "panic":
        known = _PANIC.match(value)
        return known.group() if known else gist(value)
    if one.platform in NATIVE and one.type in _RUST_WITHOUT_MEANING:
        return head(_own_words(value, cause))
    if one.is_synthetic and one.platform in _SCRIPT:
        return head(value)
    if stack.is_overflown or (stack.statement and stack.is_app):
        return ""
    if not stack.is_app and one.platform not in _SCRIPT:
        # Elsewhere a caller is nearly always in-app. An asynchronous stack of Node may be all of libraries, so that
        # only words tell which model or host it was; and a framework may name what it was that failed it.
        if one.platform in _TYPED:
            return " ".join(_QUOTED_TYPE.findall(value[:512]))
        if one.platform != "python":
            return ""
        return " ".join((gist(value), *_DOTTED.findall(head(value)))).strip()
    return fault or gist_of(one.platform, one.type, value)


def _own_words(value: str, cause: Raised | None) -> str:
    """`load user: connection refused` without the words of its cause."""
    if cause and cause.value and value.endswith(cause.value):
        return value.removesuffix(cause.value).rstrip(": ") or value
    return value


def _value_note(one: Raised, counted: str) -> str:
    if not counted:
        return "type and frames say enough" if one.value else ""
    return "variable pieces replaced" if counted != one.value else ""


def is_carrier(one: Raised) -> bool:
    """Whether the exception only carries another across a thread or a reflective call."""
    return one.type in _CARRIERS


def says_nothing_by_type(one: Raised) -> bool:
    """Whether the type tells people nothing, so that the value is the better headline."""
    return one.type in _GO_WITHOUT_MEANING or (one.is_synthetic and one.platform in _SCRIPT)
