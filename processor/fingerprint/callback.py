"""What a function without a name was given to, by the lines above the one that failed.

Two routes of an Express or Sinatra program are two anonymous functions of one file. What tells them apart is the call
that they were given to, a few lines up:

    web.get('/orders/:id', (req, res) => {                  get /orders/:id
      res.json(total(req.cart))                             <- the frame's line
    web.get('/carts', (req, res) => res.json(carts()))      get /carts
    exports.close = guarded(async (req, res) => {           guarded = close
"""

import re
from functools import lru_cache
from typing import Any

from processor.fingerprint.statement import SNIPPED, body_start

_MAX_LINES = 10
_MAX_LINE_CHARS = 120
_OPENS_FUNCTION = {
    "javascript": re.compile(r"(?:=>|\bfunction\s*\*?\s*\([^()]*\))\s*\{$"),
    "ruby": re.compile(r"(?:\bdo|\{)(?:\s*\|[^|]*\|)?$"),
}
_OPENS_IN_LINE = {"javascript": re.compile("=>"), "ruby": re.compile(r"\{|\bdo\b")}
_NAMES_FUNCTION = {
    "javascript": re.compile(
        r"\bfunction\s*\*?\s*[\w$]|^\s*(?!(?:if|else|for|while|switch|catch|with)\b|\s)[\w$#* ]+\([^()]*\)\s*\{$"
    ),
    "ruby": re.compile(r"^\s*(?:\w+ )?def\b"),
}
"""Around a function without a name that stands in one line, which is given to what the line calls."""
_CALLED = {
    "javascript": re.compile(r"([A-Za-z_$][\w$]*)\s?\("),
    "ruby": re.compile(r"([a-z_]\w*[!?]?)(?:\(|\s+(?=[:'\"/]))"),
}
# What a module calls the function that is made of the one without a name. Not a local variable: these are renamed.
_MADE = re.compile(
    r"(?:export )?(?:const|let|var) ([A-Za-z_$][\w$]*) = |"
    r"\s*[A-Za-z_$][\w$.]*\.([A-Za-z_$][\w$]*) = (?=\w+\()"
)
_STRING = re.compile(r"'([^']*)'|\"([^\"]*)\"|`([^`]*)`|(?<=[\s(]):(\w+)")
_NO_CALLS = frozenset("if for while switch catch function async await return with unless until and or not".split())  # noqa: SIM905


def is_nameless(platform: str, function: str) -> bool:
    """Whether a function's name, as sent, is that of nobody: an arrow function, a block in the body of a class."""
    if platform == "ruby":
        return function.startswith("block ") and "in <" in function
    # `Object.<anonymous>` is a module's own code, which was given to nobody.
    return not function or (function.endswith(("?", "<anonymous>")) and not function.startswith("Object."))


def given_to(frame: dict[str, Any], platform: str) -> str:
    """The call that the function around the frame's line was given to, and its first string; empty when unknown."""
    line, above = frame.get("context_line"), frame.get("pre_context")
    if not isinstance(line, str) or not line or len(line) > 2 * _MAX_LINE_CHARS or SNIPPED in line:
        return ""
    near = above[-_MAX_LINES:] if isinstance(above, list) else ()
    lines = tuple(one for one in near if isinstance(one, str) and len(one) <= _MAX_LINE_CHARS and SNIPPED not in one)
    column = frame.get("colno") if platform != "ruby" else None
    return _given_to(line, lines, "ruby" if platform == "ruby" else "javascript", body_start(line, column))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


@lru_cache(maxsize=2048)
def _given_to(line: str, above: tuple[str, ...], language: str, body: int) -> str:
    opened = _OPENS_IN_LINE[language].search(line)
    head = line[: body - 2] if body else line[: opened.start()] if opened else ""
    within = _call(head, language) if head else ""
    around = _above(_indent(line), above, language)
    return " in ".join(filter(None, (within, around)))


def _above(indent: int, above: tuple[str, ...], language: str) -> str:
    """Upwards through what the line stands in; other blocks than functions (`if (x) {`) are passed."""
    for line in reversed(above):
        outer = _indent(line)
        if outer >= indent or not line.strip():
            continue
        indent = outer
        if _NAMES_FUNCTION[language].search(line.rstrip()):
            return ""
        opens = _OPENS_FUNCTION[language].search(line.rstrip()) or (
            language == "javascript" and line.rstrip().endswith("(")
        )
        if opens and (call := _call(line, language)):
            return call
    return ""


def _call(line: str, language: str) -> str:
    calls = [one for one in _CALLED[language].finditer(line) if one[1] not in _NO_CALLS]
    open_ = (one[1] for one in calls if line.count("(", one.end() - 1) > line.count(")", one.end() - 1))
    called = next(open_, calls[0][1] if calls else "")
    if not called:
        return ""
    if language == "javascript" and (named := _MADE.match(line)):
        return f"{called} = {next(filter(None, named.groups()))}"
    string = _STRING.search(line)
    return f"{called} {next(filter(None, string.groups()), '')}".strip() if string else called
