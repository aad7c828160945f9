"""Exceptions and threads: lists of values, each with its stack."""

import re
from typing import Any, Final

from processor.normalize import limits
from processor.normalize.nested import json_object
from processor.normalize.notes import Notes, Path
from processor.normalize.stacktrace import stacktrace
from processor.normalize.values import Fix, any_text, boolean, fields, integer, label, text, values_of

_TYPE_AND_VALUE: Final = re.compile(r"([A-Za-z_][\w.$]{0,127}):[ \t]([^\0]*)", re.DOTALL)

_mechanism: Final = fields(
    {
        "type": text(limits.TEXT),
        "description": text(limits.MESSAGE),
        "help_link": text(limits.URL),
        "handled": boolean,
        "synthetic": boolean,
        "exception_id": integer,
        "parent_id": integer,
        "is_exception_group": boolean,
        "source": text(limits.TEXT),
        "data": json_object(limits.DATA_DEPTH, limits.DATA_TEXT),
        "meta": json_object(limits.DATA_DEPTH, limits.DATA_TEXT),
    }
)
EXCEPTION: Final[dict[str, Fix]] = {
    "type": text(limits.SYMBOL),
    "value": any_text(limits.MESSAGE),
    "module": text(limits.SYMBOL),
    "thread_id": label(limits.TEXT),
    "mechanism": _mechanism,
    "stacktrace": stacktrace,
    "raw_stacktrace": stacktrace,
}
THREAD: Final[dict[str, Fix]] = {
    "id": label(limits.TEXT),
    "name": text(limits.TEXT),
    "crashed": boolean,
    "current": boolean,
    "main": boolean,
    "state": text(limits.TEXT),
    "stacktrace": stacktrace,
    "raw_stacktrace": stacktrace,
}
_exception: Final = fields(EXCEPTION)
_thread: Final = fields(THREAD)


def exceptions(notes: Notes, path: Path, value: Any) -> dict[str, Any] | None:
    """`{"values": […]}`: oldest cause first, the raised one last."""
    entries = values_of(notes, path, value, limits.EXCEPTIONS)
    read = [_exception(notes, (*path, "values", i), entry) for i, entry in enumerate(entries)]
    values = [exception for exception in read if exception and _says_something(exception)]
    for exception in values:
        if "type" not in exception and (parts := _TYPE_AND_VALUE.fullmatch(exception.get("value", ""))):
            exception["type"] = parts[1]
            exception["value"] = parts[2]
            if not parts[2]:
                del exception["value"]
    if values and type(value) is dict and "mechanism" in value and "mechanism" not in values[-1]:
        # raven-js says beside the list how the raised one was caught.
        mechanism = _mechanism(notes, (*path, "mechanism"), value["mechanism"])
        if mechanism:
            values[-1]["mechanism"] = mechanism
    return {"values": values} if values else None


def _says_something(exception: dict[str, Any]) -> bool:
    return "type" in exception or "value" in exception or "stacktrace" in exception


def threads(notes: Notes, path: Path, value: Any) -> dict[str, Any] | None:
    """`{"values": […]}`."""
    entries = values_of(notes, path, value, limits.THREADS)
    read = [_thread(notes, (*path, "values", i), entry) for i, entry in enumerate(entries)]
    values = [thread for thread in read if thread]
    return {"values": values} if values else None
