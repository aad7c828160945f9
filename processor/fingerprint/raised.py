"""One exception of an event, read."""

from typing import Any, NamedTuple

from processor.fingerprint.stack import Stack

SCRIPT = frozenset(("javascript", "node"))
GO_WITHOUT_MEANING = frozenset(
    (
        "*errors.errorString", "*fmt.wrapError", "*fmt.wrapErrors", "*errors.joinError", "*errors.fundamental",
        "*errors.withStack", "*errors.withMessage", "*xerrors.errorString", "*xerrors.wrapError", "*multierror.Error",
    )
)  # fmt: skip
_CARRIERS = frozenset(
    (
        "ExecutionException", "CompletionException", "InvocationTargetException", "UndeclaredThrowableException",
        "UncheckedExecutionException", "NestedServletException", "System.AggregateException", "AggregateException",
        "System.Reflection.TargetInvocationException", "TargetInvocationException",
    )
)  # fmt: skip
"""Wrappers that only carry an exception from one thread or call to another."""


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


def is_carrier(one: Raised) -> bool:
    """Whether the exception only carries another across a thread or a reflective call."""
    return one.type in _CARRIERS


def says_nothing_by_type(one: Raised) -> bool:
    """Whether the type tells people nothing, so that the value is the better headline."""
    return one.type in GO_WITHOUT_MEANING or (one.is_synthetic and one.platform in SCRIPT)
