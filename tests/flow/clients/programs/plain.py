"""Captured by hand: exceptions, groups of them, messages, and one that nobody catches."""

import sys

import sentry_sdk

from tests.flow.clients.programs import scene


def main() -> None:
    scene.begin(send_default_pii=True)
    try:
        scene.load_cart(17)
    except RuntimeError as error:
        scene.tell("chained", sentry_sdk.capture_exception(error))
    try:
        raise ExceptionGroup("several things", [ValueError("no price"), KeyError("lamp")])
    except ExceptionGroup as error:
        scene.tell("group", sentry_sdk.capture_exception(error))
    try:
        raise LookupError
    except LookupError as error:
        scene.tell("wordless", sentry_sdk.capture_exception(error))
    scene.tell("message", sentry_sdk.capture_message("the shelf is empty", "warning"))
    scene.tell("by_hand", sentry_sdk.capture_event({"message": "made by hand", "level": "fatal", "logger": "hand"}))
    sys.excepthook = _telling(sys.excepthook)
    raise OSError(2, "no such till")


def _telling(hook):
    def tell_too(*raised):
        hook(*raised)
        scene.tell("uncaught", sentry_sdk.last_event_id())

    return tell_too


if __name__ == "__main__":
    main()
