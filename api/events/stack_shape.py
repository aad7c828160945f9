"""Stack traces and threads in the shape in which Sentry's API answers them. Pure."""

from typing import Any

from api.events.loose import flag, number, text, values_of

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
            "name": text(one.get("name")),
            "crashed": flag(one.get("crashed")),
            "current": flag(one.get("current")),
            "main": flag(one.get("main")),
            "state": text(one.get("state")),
            "stacktrace": stacktrace_shape(one.get("stacktrace")),
        }
        for one in values_of(threads)
    ]
    return {"values": values} if values else None


def _frame(frame: dict[str, Any]) -> dict[str, Any]:
    variables, lock = frame.get("vars"), frame.get("lock")
    return {
        **{name: text(frame.get(field)) for name, field in _TEXTS.items()},
        "lineNo": number(frame.get("lineno")),
        "colNo": number(frame.get("colno")),
        "inApp": frame.get("in_app") is True,
        "vars": variables if isinstance(variables, dict) else None,
        "context": _context(frame),
        "lock": lock if isinstance(lock, dict) else None,
    }


def _context(frame: dict[str, Any]) -> list[tuple[int, str]]:
    """Source lines with their numbers; none where the line that ran is not known."""
    line, lineno = frame.get("context_line"), number(frame.get("lineno"))
    if not isinstance(line, str) or lineno is None:
        return []
    before, after = _lines(frame.get("pre_context")), _lines(frame.get("post_context"))
    return list(enumerate([*before, line, *after], start=lineno - len(before)))


def _lines(value: Any) -> list[str]:
    return [line if isinstance(line, str) else "" for line in value] if isinstance(value, list) else []
