"""Tracebacks as frames: where, which source, which variables, and whether it is the program's own code."""

from __future__ import annotations

import linecache
import sysconfig
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from types import BuiltinFunctionType, CodeType, FrameType, FunctionType, ModuleType, TracebackType
from typing import Any

from .scrub import Scrubber
from .serialize import Serializer, clean, cut

MAX_FRAMES = 250
"""Frames of one stack; servers cut there too. The middle goes: its two ends tell most."""
MAX_DETAILED_FRAMES = 50
"""Frames with source and variables, half of them from each end."""
CONTEXT_LINES = 5
MAX_REMEMBERED_SOURCES = 500
MAX_LINE_CHARS = 300
MAX_NAME_CHARS = 256
MAX_VARIABLES = 40
"""Variables of one frame."""

_STDLIB = tuple(
    {path for name in ("stdlib", "platstdlib") if (path := sysconfig.get_paths().get(name, "")) and path != "/"}
)
_DEFINITIONS = (ModuleType, FunctionType, BuiltinFunctionType, type)
_INSTALLED = ("site-packages", "dist-packages")


@dataclass(frozen=True)
class FrameRules:
    """What to say about a frame."""

    scrubber: Scrubber
    include_source: bool = True
    include_locals: bool = True
    in_app_include: Sequence[str] = ()
    in_app_exclude: Sequence[str] = ()
    sources: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict, compare=False)
    """(path, line) -> source fields of a frame."""

    def in_app(self, module: str, path: str) -> bool:
        """Whether code is the program's own: by the listed modules, else by where it is installed."""
        if _belongs(module, self.in_app_include):
            return True
        if _belongs(module, self.in_app_exclude) or _belongs(module, ("redshank",)):
            return False
        if any(name in path for name in _INSTALLED) or path.startswith("<frozen "):
            return False
        return not path.startswith(_STDLIB)


def _belongs(module: str, prefixes: Iterable[str]) -> bool:
    return any(module == prefix or module.startswith(f"{prefix}.") for prefix in prefixes)


def frames_of(traceback: TracebackType | None, rules: FrameRules, serializer: Serializer) -> list[dict[str, Any]]:
    """The frames of a traceback, oldest call first (`stacktrace.frames` in the protocol)."""
    steps = _ends(_walk(traceback))
    half = MAX_DETAILED_FRAMES // 2
    # Newest first: when the budget for variables runs out, it has been spent where the error happened.
    newest_first = [
        _frame(*steps[index], rules, serializer, detailed=index < half or index >= len(steps) - half)
        for index in range(len(steps) - 1, -1, -1)
    ]
    return newest_first[::-1]


def _walk(traceback: TracebackType | None) -> Iterator[tuple[FrameType, int]]:
    while traceback is not None:
        # tb_lineno can be None for code without line numbers
        yield traceback.tb_frame, traceback.tb_lineno or 0
        traceback = traceback.tb_next


def _ends(steps: Iterator[tuple[FrameType, int]]) -> list[tuple[FrameType, int]]:
    """All steps, or the first and last half when there are too many."""
    half = MAX_FRAMES // 2
    head = list(islice(steps, half))
    tail = deque(steps, maxlen=MAX_FRAMES - half)
    return [*head, *tail]


def _frame(
    frame: FrameType, lineno: int, rules: FrameRules, serializer: Serializer, *, detailed: bool
) -> dict[str, Any]:
    code = frame.f_code
    module = frame.f_globals.get("__name__")
    module = cut(clean(module), MAX_NAME_CHARS) if type(module) is str else ""
    path = clean(code.co_filename)
    out: dict[str, Any] = {
        "function": cut(clean(_function_name(code)), MAX_NAME_CHARS),
        "module": module,
        "filename": _short_path(path, module),
        "abs_path": path,
        "lineno": lineno,
        "in_app": rules.in_app(module, path),
    }
    if detailed and rules.include_source:
        out.update(_source(frame, lineno, rules))
    if detailed and rules.include_locals and not serializer.spent:
        out["vars"] = _variables(frame, serializer)
    return out


def _function_name(code: CodeType) -> str:
    """`Cart.checkout` rather than `checkout` where Python knows it (3.11 and later)."""
    name: str = getattr(code, "co_qualname", code.co_name)
    return name.rpartition("<locals>.")[2]


def _short_path(path: str, module: str) -> str:
    """The part of the path that the module's name accounts for: `shop/cart.py` for `shop.cart`."""
    parts = path.replace("\\", "/").split("/")
    depth = module.count(".") + 1
    if parts[-1] == "__init__.py":
        depth += 1
    return "/".join(parts[-depth:])


def _source(frame: FrameType, lineno: int, rules: FrameRules) -> dict[str, Any]:
    """The line and its neighbours. Remembered: errors come from the same few places again and again."""
    path = frame.f_code.co_filename
    found = rules.sources.get((path, lineno))
    if found is None:
        found = _read_source(frame, lineno, rules.scrubber)
        if len(rules.sources) >= MAX_REMEMBERED_SOURCES:
            rules.sources.clear()
        if found and not path.startswith("<"):  # many sources may share a name like <string>
            rules.sources[path, lineno] = found
    # copies: the program may change its event
    return {name: list(value) if isinstance(value, list) else value for name, value in found.items()}


def _read_source(frame: FrameType, lineno: int, scrubber: Scrubber) -> dict[str, Any]:
    try:
        lines = linecache.getlines(frame.f_code.co_filename, frame.f_globals)
    except Exception:
        return {}  # a loader that fails to give its source
    if not 1 <= lineno <= len(lines):
        return {}

    def shown(start: int, end: int) -> list[str]:
        return [scrubber.source(cut(clean(line.rstrip()), MAX_LINE_CHARS)) for line in lines[max(start, 0) : end]]

    return {
        "pre_context": shown(lineno - 1 - CONTEXT_LINES, lineno - 1),
        "context_line": shown(lineno - 1, lineno)[0],
        "post_context": shown(lineno, lineno + CONTEXT_LINES),
    }


def _variables(frame: FrameType, serializer: Serializer) -> dict[str, Any]:
    """Local variables, without what a module merely defines or imports."""
    try:
        names = dict(frame.f_locals)
    except Exception:
        return {}  # a class body may run in a namespace of its own making
    kept: dict[str, object] = {}
    for name, value in names.items():
        if len(kept) >= MAX_VARIABLES:
            break
        if not name.startswith("__") and not issubclass(type(value), _DEFINITIONS):
            kept[name] = value
    return serializer.fields(kept)
