"""`sys.unraisablehook`: exceptions with nowhere to go, such as those of `__del__`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Callable

from ..serialize import type_name
from .report import Reporter

if TYPE_CHECKING:
    from sys import UnraisableHookArgs


def install(reporter: Reporter) -> Callable[[], None]:
    """Set the hook; returns what takes it out."""
    before = sys.unraisablehook

    def hook(args: UnraisableHookArgs) -> None:
        if not sys.is_finalizing():
            # Only the type of the object: keeping the object, or asking for its repr, could bring it back to life.
            context = {"message": args.err_msg or "Exception ignored", "object": type_name(args.object)}
            reporter.unhandled(args.exc_value, "unraisable", values={"contexts": {"unraisable": context}})
        before(args)

    sys.unraisablehook = hook

    def uninstall() -> None:
        if sys.unraisablehook is hook:
            sys.unraisablehook = before

    return uninstall
