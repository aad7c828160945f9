"""Stack traces: frames from oldest to newest call, the last one is where it happened."""

from typing import Any, Final

import msgspec

from processor.normalize import limits
from processor.normalize.nested import json_object
from processor.normalize.notes import Notes, Path
from processor.normalize.shape import Frame
from processor.normalize.values import Fix, address, boolean, fields, integer, listed, text


class _Frames(msgspec.Struct):
    frames: list[Frame]


def _source_line(notes: Notes, path: Path, value: Any) -> str | None:
    line: str | None = value if value == "" else _cut_line(notes, path, value)
    return line


def _source_lines(notes: Notes, path: Path, value: Any) -> list[str] | None:
    """Lines around; a line that is no text is left empty, as their number tells their place."""
    if type(value) is not list:
        notes.invalid(path, value)
        return None
    if len(value) > limits.CONTEXT_LINES:
        # The lines next to the frame's own are the ones to keep.
        value = value[-limits.CONTEXT_LINES :] if path[-1] == "pre_context" else value[: limits.CONTEXT_LINES]
        notes.dropped(path)
    return [_source_line(notes, (*path, i), line) or "" for i, line in enumerate(value)] or None


_AROUND: Final = ("pre_context", "post_context")
_symbol: Final = text(limits.SYMBOL)
_cut_line: Final = text(limits.SOURCE_LINE)
_frame: Final = fields(
    {
        "filename": _symbol,
        "abs_path": _symbol,
        "function": _symbol,
        "module": _symbol,
        "lineno": integer,
        "pre_context": _source_lines,
        "context_line": _source_line,
        "post_context": _source_lines,
        "in_app": boolean,
        "vars": json_object(limits.VARS_DEPTH, limits.VAR_TEXT),
        "colno": integer,
        "raw_function": _symbol,
        "symbol": _symbol,
        "package": _symbol,
        "platform": text(limits.TEXT),
        "addr_mode": text(limits.TEXT),
        "instruction_addr": address,
        "symbol_addr": address,
        "image_addr": address,
        "lock": json_object(1, limits.TEXT),
    }
)
template: Final[Fix] = _frame
"""A template engine's error stands for one frame (Django, raven)."""

_registers: Final = json_object(0, limits.TEXT)
_rest: Final = fields(
    {"registers": _registers, "lang": text(limits.TEXT), "snapshot": boolean, "frames": lambda n, p, v: v}
)


def stacktrace(notes: Notes, path: Path, value: Any) -> dict[str, Any] | None:
    """`{"frames": […], …}`, or None where there are no frames; a bare list of frames will do."""
    if type(value) is list:
        value = {"frames": value}
    trace: dict[str, Any] | None = _rest(notes, path, value)
    if trace is None or "frames" not in trace:
        return None
    frames = _read_frames(notes, (*path, "frames"), trace["frames"])
    if not frames:
        return None
    trace["frames"] = frames
    return trace


def _read_frames(notes: Notes, path: Path, value: Any) -> list[dict[str, Any]]:
    if type(value) is list and len(value) > limits.FRAMES:
        value = _without_middle(notes, path, value)
    frames: list[dict[str, Any]] = value if notes.is_checked else _each_frame(notes, path, value)
    _finish(frames)
    if len(frames) > limits.DETAILED_FRAMES:
        _thin_out(notes, path, frames)
    return frames if all(frames) else [frame for frame in frames if frame]


def _each_frame(notes: Notes, path: Path, value: Any) -> list[dict[str, Any]]:
    try:
        return msgspec.convert({"frames": value}, _Frames).frames  # type: ignore[return-value]
    except msgspec.ValidationError:
        entries = listed(notes, path, value, limits.FRAMES) or []
        read = [_read_frame(notes, (*path, i), entry) for i, entry in enumerate(entries)]
        return [frame for frame in read if frame]


def _read_frame(notes: Notes, path: Path, value: Any) -> dict[str, Any] | None:
    try:
        return msgspec.convert(value, Frame)  # type: ignore[return-value]
    except msgspec.ValidationError:
        frame: dict[str, Any] | None = _frame(notes, path, value)
        return frame


def _finish(frames: list[dict[str, Any]]) -> None:
    """Drop what is empty; name the file where only its path or URL is given (Go, browsers)."""
    for frame in frames:
        value_of = frame.get
        if not (value_of("vars", 1) and value_of("pre_context", 1) and value_of("post_context", 1)) or "lock" in frame:
            for key in ("vars", *_AROUND, "lock"):
                if not value_of(key, 1):
                    del frame[key]
        if value_of("context_line", "").endswith("\n"):  # Ruby
            frame["context_line"] = frame["context_line"].rstrip("\r\n")
            for key in _AROUND:
                if key in frame:
                    frame[key] = [line.rstrip("\r\n") for line in frame[key]]
        if "filename" not in frame and "abs_path" in frame and (name := _file_name(frame["abs_path"])):
            frame["filename"] = name


def _file_name(path: str) -> str:
    """The path of a URL, else the last part of a path."""
    scheme, separator, rest = path.partition("://")
    if separator and scheme.isalpha():
        return "/" + rest.partition("/")[2].partition("?")[0].partition("#")[0]
    return path.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]


def _without_middle(notes: Notes, path: Path, frames: list[Any]) -> list[Any]:
    """Both ends of a stack that is too long: where it began and where it broke."""
    head = limits.FRAMES // 2
    tail = limits.FRAMES - head
    notes.dropped(path, len(frames))
    skipped = len(frames) - limits.FRAMES
    notes.move(path, {str(i if i < head else i + skipped): (i,) for i in range(limits.FRAMES)})
    return frames[:head] + frames[-tail:]


def _thin_out(notes: Notes, path: Path, frames: list[dict[str, Any]]) -> None:
    """Only some frames keep variables and the lines around: the user's own first, then the newest.

    Their own source line stays: it takes part in grouping, which must not depend on how deep a recursion went.
    """
    newest_first = range(len(frames) - 1, -1, -1)
    wanted = sorted(newest_first, key=lambda i: frames[i].get("in_app") is not True)
    dropped = [frames[index].pop(key, None) for index in wanted[limits.DETAILED_FRAMES :] for key in ("vars", *_AROUND)]
    if any(dropped):
        notes.remark(path, ["!details", "x"], None)  # one for all: a remark per frame would outweigh what is left
