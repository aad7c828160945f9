"""Stack traces and threads in the shape in which Sentry's API answers them. Pure."""

from typing import Any

_TEXTS = {
    "absPath": "abs_path",
    "filename": "filename",
    "function": "function",
    "rawFunction": "raw_function",
    "module": "module",
    "package": "package",
    "platform": "platform",
    "instructionAddr": "instruction_addr",
    "symbolAddr": "symbol_addr",
}
"""Name in the answer, name in the event."""


def values_of(interface: Any) -> list[dict[str, Any]]:
    """The objects of `{"values": […]}`; none where it is anything else."""
    values = interface.get("values") if isinstance(interface, dict) else None
    return [one for one in values if isinstance(one, dict)] if isinstance(values, list) else []


def stacktrace_shape(stacktrace: Any) -> dict[str, Any] | None:
    frames = stacktrace.get("frames") if isinstance(stacktrace, dict) else None
    if not isinstance(frames, list) or not frames:
        return None
    shaped = [_frame(frame) for frame in frames if isinstance(frame, dict)]
    registers = stacktrace.get("registers")
    return {
        "frames": shaped,
        "hasSystemFrames": any(not frame["inApp"] for frame in shaped),
        "registers": registers if isinstance(registers, dict) else None,
    }


def threads_shape(threads: Any) -> dict[str, Any] | None:
    values = [
        {
            "id": one.get("id"),
            "name": _text(one.get("name")),
            "crashed": _flag(one.get("crashed")),
            "current": _flag(one.get("current")),
            "main": _flag(one.get("main")),
            "state": _text(one.get("state")),
            "stacktrace": stacktrace_shape(one.get("stacktrace")),
        }
        for one in values_of(threads)
    ]
    return {"values": values} if values else None


def _frame(frame: dict[str, Any]) -> dict[str, Any]:
    variables, lock = frame.get("vars"), frame.get("lock")
    return {
        **{name: _text(frame.get(field)) for name, field in _TEXTS.items()},
        "lineNo": _number(frame.get("lineno")),
        "colNo": _number(frame.get("colno")),
        "inApp": frame.get("in_app") is True,
        "vars": variables if isinstance(variables, dict) else None,
        "context": _context(frame),
        "lock": lock if isinstance(lock, dict) else None,
    }


def _context(frame: dict[str, Any]) -> list[tuple[int, str]]:
    """Source lines with their numbers; none where the line that ran is not known."""
    line, number = frame.get("context_line"), _number(frame.get("lineno"))
    if not isinstance(line, str) or number is None:
        return []
    before, after = _lines(frame.get("pre_context")), _lines(frame.get("post_context"))
    return list(enumerate([*before, line, *after], start=number - len(before)))


def _lines(value: Any) -> list[str]:
    return [line if isinstance(line, str) else "" for line in value] if isinstance(value, list) else []


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _number(value: Any) -> int | None:
    return value if type(value) is int else None
