"""The log message: a template with parameters, and what they make together."""

import re
from typing import Any, Final

from processor.normalize import limits
from processor.normalize.nested import json_value
from processor.normalize.notes import Notes, Path, as_json
from processor.normalize.values import any_text, scalar_text

_PERCENT: Final = re.compile(r"%(?:\(([^()]{1,100})\))?([-+#0]{0,4}\d{0,2}(?:\.\d{1,2})?)[hlL]?([diouxXeEfFgGcrsa%])")
_BRACES: Final = re.compile(r"\{\{|\}\}|\{([^{}:!]{0,100})(?:[:!][^{}]{0,100})?\}")

_text: Final = any_text(limits.MESSAGE)
_param: Final = json_value(3, limits.DATA_TEXT, limits.DATA_TEXT)


def logentry(notes: Notes, path: Path, value: Any) -> dict[str, Any] | None:
    """`{"formatted", "message", "params"}`.

    `formatted` is always there; `message`, the template, only where it differs, then with its `params` if any.
    """
    if type(value) is not dict:
        value = {"formatted": value}
    template = _text(notes, (*path, "message"), value.get("message"))
    formatted = _text(notes, (*path, "formatted"), value.get("formatted"))
    params = _params(notes, (*path, "params"), value.get("params"))
    if template is None and formatted is None:
        return None
    if formatted is None:
        formatted = format_message(template, params) if params else template
        if len(formatted) > limits.MESSAGE:
            formatted = notes.cut((*path, "formatted"), formatted, limits.MESSAGE)
    entry: dict[str, Any] = {"formatted": formatted}
    if template is not None and template != formatted:
        entry["message"] = template
    if params:
        entry["params"] = params
    return entry


def _params(notes: Notes, path: Path, value: Any) -> list[Any] | dict[str, Any] | None:
    if value is None or value in ([], {}, ""):
        return None
    if type(value) is not list and type(value) is not dict:
        value = [value]
    if len(value) > limits.PARAMS:
        notes.dropped(path, len(value))
        value = value[: limits.PARAMS] if type(value) is list else dict(list(value.items())[: limits.PARAMS])
    bounded: list[Any] | dict[str, Any] = _param(notes, path, value)
    return bounded


def format_message(template: str, params: list[Any] | dict[str, Any]) -> str:
    """Put `params` into a %-style or {}-style template; what does not fit together stays as it is written.

    Python's own operators will not do: they raise, and `%999999999d` would fill the memory.
    """
    fill = _Filling(params)
    if any(match[3] != "%" for match in _PERCENT.finditer(template)):
        return _PERCENT.sub(fill.percent, template)
    return _BRACES.sub(fill.brace, template)


class _Filling:
    """Gives each placeholder its parameter, in order or by name, until the result is long enough."""

    def __init__(self, params: list[Any] | dict[str, Any]) -> None:
        self._params = params
        self._next = 0
        self._names: dict[str, int] = {}
        self._room = limits.MESSAGE

    def percent(self, match: re.Match[str]) -> str:
        if match[3] == "%":
            return "%"
        found, value = self._named(match[1]) if match[1] else self._positional()
        return self._spend(_written(value, match[2], match[3])) if found else match[0]

    def brace(self, match: re.Match[str]) -> str:
        name = match[1]
        if name is None:  # a doubled brace
            return match[0][0]
        if not name:
            found, value = self._positional()
        elif name.isdecimal() and type(self._params) is list:
            found, value = self._at(int(name[:9]))
        else:
            found, value = self._named(name)
        return self._spend(_written(value, "", "s")) if found else match[0]

    def _positional(self) -> tuple[bool, Any]:
        self._next += 1
        return self._at(self._next - 1)

    def _at(self, index: int) -> tuple[bool, Any]:
        if type(self._params) is list and index < len(self._params):
            return True, self._params[index]
        return False, None

    def _named(self, name: str) -> tuple[bool, Any]:
        if type(self._params) is dict:
            return name in self._params, self._params.get(name)
        # .NET names its placeholders and sends a list, in the order of first mention.
        return self._at(self._names.setdefault(name, len(self._names)))

    def _spend(self, text: str) -> str:
        text = text[: max(self._room, 0)]
        self._room -= len(text)
        return text


def _written(value: Any, flags: str, conversion: str) -> str:
    if type(value) in (int, float) and conversion in "diouxXeEfFgG":
        try:
            return str(f"%{flags}{conversion}" % value)
        except (TypeError, ValueError, OverflowError):
            pass
    text = scalar_text(value, None)
    if text is None:
        text = "None" if value is None else as_json(value)
    return f"'{text}'" if conversion in "ra" and type(value) is str else text
