"""What an error's value names of the program: the key, attribute, function or variable that it stumbled over.

A line does much, and one thing of it failed. Where the runtime says which, only that counts of the line, so that it
may be wrapped, taken apart or given another task:

    KeyError: 'price'                             { "price": float(row["price"]), "n": row["n"] }
    Cannot read properties of null (reading 'x')  return a.reduce((t, l) => t + l.pos.x, 0)
"""

import re

from processor.fingerprint.gist import php_member, script_gist

_MAX_CHARS = 300
_KEY = re.compile(
    r"^(?:'(?P<quoted>[\w.-]{1,60})'$|key not found: :?\"?(?P<ruby>\w{1,60})\"?$"
    r"|(?:Warning: |Notice: )?Undefined (?:array key|index:) \"?(?P<php>[A-Za-z_]\w{0,60})\"?$)"
)
_PYTHON = re.compile(
    r"has no attribute '(?P<attribute>\w{1,80})'"
    r"|^name '(?P<name>\w{1,80})' is not defined"
    r"|^(?:cannot access )?local variable '(?P<local>\w{1,80})' "
    r"|^(?:[\w.<>]{1,120}\.)?(?P<called>\w{1,80})\(\) (?:got|missing|takes|arg is|iterable argument is) "
    r"|^invalid literal for (?P<int>int)\(\)"
    r"|^could not convert string to (?P<float>float)\b"
)
_RUBY = re.compile(
    r"^undefined (?:local variable or )?method ['`](?P<method>[\w?!=]{1,80})'"
    r"|^invalid value for (?P<convert>Integer|Float)\(\)"
)
PLACES = "[0]"
"""An index was out of range."""
ANYTHING = "[]"
"""What was looked into holds nothing, or not under such keys."""
SUBSCRIPTS = frozenset((PLACES, ANYTHING))
_SUBSCRIPTED = re.compile(
    r"(?P<place> index out of range$)|object is not subscriptable$|^\w+ indices must be |^undefined method ['`]\[\]'"
)
_RAISED_BY_RUNTIME = frozenset(
    (
        "AttributeError",
        "NameError",
        "UnboundLocalError",
        "TypeError",
        "ValueError",
        "NoMethodError",
        "ArgumentError",
        "IndexError",
    )
)


def named_by(platform: str, type_: str, value: str) -> str:
    """The name in the words of the runtime, that of a key in quotes; empty when they hold none."""
    value = value[:_MAX_CHARS]
    if platform in ("node", "javascript"):
        return script_gist(value) if type_ in ("TypeError", "ReferenceError") else ""
    if (type_.endswith("KeyError") or platform == "php") and (key := key_named_by(value)):
        return f"'{key}'"
    if platform == "php":
        return php_member(value).lstrip("$").rpartition("::")[2]
    if type_ not in _RAISED_BY_RUNTIME:
        return ""
    if subscripted := _SUBSCRIPTED.search(value):
        return PLACES if subscripted["place"] else ANYTHING
    return _group(_PYTHON if platform == "python" else _RUBY, value) if platform in ("python", "ruby") else ""


def key_named_by(value: str) -> str:
    """The key that was looked up in vain, if the value says so."""
    return _group(_KEY, value[:_MAX_CHARS])


def _group(pattern: re.Pattern[str], value: str) -> str:
    found = pattern.search(value)
    return str(found.group(found.lastgroup or 0)) if found else ""
