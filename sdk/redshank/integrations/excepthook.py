"""`sys.excepthook`: the exception that ends the program."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Callable

from .report import Reporter


def install(reporter: Reporter) -> Callable[[], None]:
    """Set the hook; returns what takes it out."""
    before = sys.excepthook

    def hook(kind: type[BaseException], exception: BaseException, traceback: TracebackType | None) -> None:
        if not hasattr(sys, "ps1"):  # at the interactive prompt, errors are part of the conversation
            reporter.unhandled(exception, "excepthook", level="fatal")
        before(kind, exception, traceback)

    sys.excepthook = hook

    def uninstall() -> None:
        if sys.excepthook is hook:
            sys.excepthook = before

    return uninstall
