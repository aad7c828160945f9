"""The lines of source in a frame, before, at and after the call."""

from typing import Any

Block = tuple[dict[str, Any], str]
"""A frame, and the source around its line in one piece."""


def source(frame: dict[str, Any]) -> str:
    """The lines of `code_lines`, joined, with `LEAF_END` behind; empty when there are none."""
    before, line, after = frame.get("pre_context"), frame.get("context_line"), frame.get("post_context")
    if type(before) is list and type(after) is list:
        try:
            return "\n".join([*before, line, *after]) + "\x1e"  # type: ignore[list-item]  # then it raises
        except TypeError:  # something is no string
            pass
    lines = [line for *_, line in code_lines(frame)]
    return "\n".join(lines) + "\x1e" if lines else ""


def code_lines(frame: dict[str, Any]) -> list[tuple[Any, Any, str]]:
    """A frame's lines of source in order (before, the line, after), each as (container, key, line)."""
    slots: list[tuple[Any, Any, str]] = []
    for key in ("pre_context", "context_line", "post_context"):
        value = frame.get(key)
        if type(value) is str:
            slots.append((frame, key, value))
        elif type(value) is list:
            slots += [(value, place, line) for place, line in enumerate(value) if type(line) is str]
    return slots
