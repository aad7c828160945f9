"""The failing statement, reduced to what survives reformatting and the renaming of variables.

One function may fail in two places, and the text of the line tells them apart (sentry-protocol §14). But the raw
text would split an issue whenever a release renames a variable, wraps an argument or changes a number. So what
counts of `total = charge(order.card, retries=3)  # cents` is `charge`: called names, class names, strings, operators
and a few keywords; attributes only where there is nothing else.
"""

import re
from functools import lru_cache
from typing import Any

MAX_LINE_CHARS = 120
"""Longer lines are generated or minified code (sentry-protocol §14)."""
_MAX_MORE_LINES = 5

_TOKEN = re.compile(
    r"""(?P<string>[rbfuRBFU]{0,2}(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`))"""
    r"""|(?P<comment>\#(?![{A-Za-z_\[]).*|//.*|/\*.*?(?:\*/|$))"""
    r"""|(?P<number>\b\d[\w.]*)"""
    r"""|(?P<name>(?:\.|->|::|@|\$|\#)?[A-Za-z_][A-Za-z0-9_]*[?!]?)(?P<call>\s{0,4}\()?"""
    r"""|(?P<operator>[-+*/%<>!&|^~\[]|==)"""
)
_INTERPOLATED = re.compile(r"[$#]?\{[^{}]*\}|%[-\w().]*[a-z]|\d+")
_KEYWORDS = frozenset(
    ("raise", "throw", "assert", "del", "import", "yield", "panic", "abort", "exit", "die", "fail", "not", "in")
)
_EVERYWHERE = frozenset(
    ("self", "this", "None", "True", "False", "if", "elif", "while", "for", "and", "or", "return", "await", "with")
)
_BLANKS = re.compile(r"\s+")


def statement_of(frame: dict[str, Any], comment: str) -> str:
    """What counts of the line at `frame`, with the lines it goes on to; empty when there is no usable line."""
    line = frame.get("context_line")
    if not isinstance(line, str) or not line or len(line) > 4 * MAX_LINE_CHARS:
        return ""
    line = line.strip()
    if not line or len(line) > MAX_LINE_CHARS:
        return ""
    if _opened(line) > 0:
        line = _with_next_lines(line, frame.get("post_context"))
    return _shape(line, comment)


def _opened(line: str) -> int:
    return sum(map(line.count, "([")) - sum(map(line.count, ")]"))


def _with_next_lines(line: str, following: Any) -> str:
    if not isinstance(following, list):
        return line
    for more in following[:_MAX_MORE_LINES]:
        if not isinstance(more, str) or len(more) > MAX_LINE_CHARS:
            break
        line = f"{line} {more.strip()}"
        if _opened(line) <= 0:
            break
    return line


@lru_cache(maxsize=2048)
def _shape(line: str, comment: str) -> str:
    kept: list[str] = []
    attributes: list[str] = []
    speaks = False
    for token in _TOKEN.finditer(line):
        kind = token.lastgroup
        found = token.group()
        if kind == "comment":
            # `//` divides in Python; `#` starts a private name in JavaScript.
            if found.startswith(comment) or (found[0] == "/" and comment == "//"):
                break
            kept.append(found[0])
        elif kind == "operator":
            kept.append(found)
        elif kind == "string":
            speaks = True
            kept.append(_BLANKS.sub(" ", _INTERPOLATED.sub("*", found.lstrip("rbfuRBFU")[1:-1])))
        elif kind in ("name", "call") and _tells(token):
            speaks = True
            kept.append(token.group("name"))
        elif kind == "name" and found[0] in ".-:":
            attributes.append(found)
    return " ".join(kept if speaks else kept + attributes)


def _tells(token: "re.Match[str]") -> bool:
    name = token.group("name")
    if name in _EVERYWHERE:
        return False
    return bool(token.group("call")) or name[0].isupper() or name in _KEYWORDS
