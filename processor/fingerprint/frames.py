"""One frame, cleaned once and remembered: programs fail in the same places again and again."""

from functools import lru_cache
from typing import Any, NamedTuple

from core.events import FingerprintPart
from processor.fingerprint.basis import part
from processor.fingerprint.callback import given_to, is_nameless
from processor.fingerprint.families import Kind, Legibility, RawFrame, family_of
from processor.fingerprint.statement import SNIPPED

_MAX_NAME_CHARS = 512
"""Names are cut before patterns run over them."""
_READABLE_LINE_CHARS = 200
_BUNDLE_LINES = 50
"""Bundlers put a program on few, very long lines."""
_MINIFIED_COLUMN = 1000
"""Nobody writes so far to the right."""
# Looking a member up on an Enum class costs more than all else here.
_SOURCE, _UNKNOWN, _MINIFIED = Legibility.SOURCE, Legibility.UNKNOWN, Legibility.MINIFIED
_REMEMBERED_FRAMES = 16_384
"""About 1 KB each: 16 MB at most, the frames of some hundreds of programs."""


class CleanFrame(NamedTuple):
    """What a frame says, whatever the release, the machine and the build."""

    key: str
    """What enters the hash; empty when the frame says nothing."""
    name: str
    """The cleaned function name, empty when there is none."""
    kind: Kind
    part: FingerprintPart
    """The frame as a part that counts."""
    package: str = ""
    """That of a library's frame; empty where it is not known."""


def clean_frame(frame: dict[str, Any], platform: str) -> CleanFrame:
    """The frame, cleaned as its `platform` demands (a frame may name its own)."""
    get = frame.get
    module, function, path, file = get("module"), get("function"), get("abs_path"), get("filename")
    own = get("platform")
    if type(file) is not str:
        file = path
    if type(path) is not str:
        path = file
    if type(function) is not str:
        function = ""
    has_callbacks = platform in _WITH_CALLBACKS and "context_line" in frame and is_nameless(platform, function)
    return _clean(
        own if type(own) is str else platform,
        module if type(module) is str else _package(get("package")),
        function,
        path if type(path) is str else "",
        file if type(file) is str else "",
        _legibility(frame, platform) if platform in _SCRIPT else Legibility.SOURCE,
        given_to(frame, platform) if has_callbacks else "",
    )


_SCRIPT = frozenset(("javascript", "node"))
_WITH_CALLBACKS = frozenset(("javascript", "node", "ruby"))


def _legibility(frame: dict[str, Any], platform: str) -> Legibility:
    """Whether the frame's place looks like source that a person wrote, or kept, with lines of ordinary length."""
    line = frame.get("context_line")
    if isinstance(line, str) and line:
        return _MINIFIED if len(line) > _READABLE_LINE_CHARS or SNIPPED in line else _SOURCE
    number, column = frame.get("lineno"), frame.get("colno")
    if isinstance(column, int) and column > _MINIFIED_COLUMN:
        return _MINIFIED
    if platform == "node" and not (isinstance(column, int) and column > _READABLE_LINE_CHARS):
        return _SOURCE
    if not isinstance(number, int) or not isinstance(column, int):
        return _UNKNOWN
    return _SOURCE if number > _BUNDLE_LINES and column <= _READABLE_LINE_CHARS else _UNKNOWN


def _package(package: Any) -> str:
    return package if type(package) is str else ""


@lru_cache(maxsize=_REMEMBERED_FRAMES)
def _clean(
    platform: str, module: str, function: str, path: str, file: str, legibility: Legibility, given_to: str
) -> CleanFrame:
    family = family_of(platform)
    cut = _MAX_NAME_CHARS
    frame = RawFrame(module[:cut], function[:cut], path[-cut:], file[-cut:], legibility)
    place, name = family.place(frame), family.function(frame)
    called = f"{name or '<anonymous>'} in {given_to}" if given_to else name or "<anonymous>"
    key = f"{place} {called}" if place or name else ""
    shown = " in ".join(piece for piece in (place, called) if piece)
    written = function.rpartition(".")[2] if name and function.endswith(name) else function
    note = f"written as {function[:80]}" if name and written != name else ""
    package = family.package(frame) if family.package else ""
    return CleanFrame(key, name, family.kind(frame), part("frame", shown, True, note), package)
