"""Stacks that were read before: most events of an issue have the very same one.

What a stack says depends on a few fields of its frames. They are taken out of all frames in one go and looked up
together; values of variables and, outside scripts, line numbers are not among them.
"""

from typing import Any, Final

import msgspec

from processor.fingerprint.stack import Stack, read_stack

_MAX_FRAMES: Final = 20_000
"""Of all stacks together; half a KB each, a KB of scripts: 10 to 20 MB. Events made to fill it can take 4 KB each."""
_SHOWN: Final = ("module", "filename", "abs_path", "function")
"""All that a headline needs of the newest frame."""


class _Frame(msgspec.Struct, frozen=True, gc=False):
    """What `read_stack` looks at in a frame."""

    module: str | None = None
    function: str | None = None
    filename: str | None = None
    abs_path: str | None = None
    package: str | None = None
    platform: str | None = None
    in_app: bool | None = None
    context_line: str | None = None
    post_context: tuple[str, ...] = ()


class _CallbackFrame(_Frame, frozen=True, gc=False):
    """Of a language whose functions without a name are told apart by the lines above."""

    pre_context: tuple[str, ...] = ()


class _ScriptFrame(_CallbackFrame, frozen=True, gc=False):
    """Of a script, where the place tells minified code from source."""

    lineno: int | None = None
    colno: int | None = None


_Key = tuple[str, bool, tuple[_Frame, ...]]
_KEYS: Final = {
    "javascript": tuple[_ScriptFrame, ...],
    "node": tuple[_ScriptFrame, ...],
    "ruby": tuple[_CallbackFrame, ...],
}


class _Stacks:
    """Stacks by what they are read from."""

    def __init__(self) -> None:
        self._known: dict[_Key, Stack | None] = {}
        self._frames = 0

    def read(self, key: _Key, stacktrace: dict[str, Any]) -> Stack | None:
        try:
            return self._known[key]
        except KeyError:
            pass
        platform, overflown, frames = key
        stack = read_stack(stacktrace, platform, overflown)
        if stack is not None:
            stack = stack._replace(newest={name: stack.newest[name] for name in _SHOWN if name in stack.newest})
        self._frames += len(frames)
        if self._frames > _MAX_FRAMES:
            self._known, self._frames = {}, len(frames)
        self._known[key] = stack
        return stack


_stacks: Final = _Stacks()
"""Per process; it changes how long reading takes, never what comes out."""


def stack_of(stacktrace: Any, platform: str, overflown: bool = False) -> Stack | None:
    """`read_stack`, remembered; of the newest frame only what a headline needs is kept."""
    if type(stacktrace) is not dict:
        return None
    try:
        frames = msgspec.convert(stacktrace.get("frames"), _KEYS.get(platform, tuple[_Frame, ...]))
    except msgspec.ValidationError:  # not as normalize leaves it
        return read_stack(stacktrace, platform, overflown)
    return _stacks.read((platform, overflown, frames), stacktrace)
