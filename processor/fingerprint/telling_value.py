"""The value of an exception, where it counts: its type and frames say too little without it."""

import re

from processor.fingerprint.browser_words import one_wording
from processor.fingerprint.gist import gist, gist_of
from processor.fingerprint.json_fault import json_fault
from processor.fingerprint.message import head
from processor.fingerprint.offsets import NATIVE
from processor.fingerprint.raised import GO_WITHOUT_MEANING, SCRIPT, Raised

_RUST_WITHOUT_MEANING = frozenset(("Error", "ErrorImpl"))
"""What `anyhow!` makes, and what every second library calls its error; the type is all of the path that is sent."""
# What the Rust runtime says when it panics: the kind of panic, which the type `panic` does not tell.
_PANIC = re.compile(
    r"^(?:index out of bounds|called `\w+::\w+\(\)` on an? `\w+` value|attempt to \w+ (?:with overflow|by zero)|"
    r"attempt to calculate the remainder|assertion (?:`left \W+ right` )?failed|already (?:mutably )?borrowed|"
    r"not (?:yet )?implemented|internal error: entered unreachable code|range (?:start|end) index|slice index|"
    r"byte index|explicit panic|"
    r"capacity overflow|RefCell already|Option::unwrap|Box<dyn Any>)"
)
# `shop.views.cart`, in words from which hosts and files are gone.
_DOTTED = re.compile(r"(?<![\w./'\"`-])[a-z_]\w*(?:\.[A-Za-z_]\w*)+(?![\w/])")
_TYPED = frozenset(("csharp", "java"))
# `'com.acme.Mailer'`, in the words of what puts a program together.
_QUOTED_TYPE = re.compile(r"'((?!System\.|Microsoft\.|java\.)[A-Za-z_]\w{0,60}(?:\.\w{1,60}){0,12}\.[A-Z]\w{0,80})'")


# Of `e.lines is not iterable`, `Cannot access 't' before initialization`: the next build calls the variable otherwise.
_MINIFIED = re.compile(
    r"^[\w$]{1,3}(?=(?:[.(\[][^ ]{0,200})? is not (?:a function|a constructor|iterable)\b)"
    r"|(?<=^Cannot access ')[\w$]{1,3}(?=' before)"
)


def telling_value(one: Raised, cause: Raised | None) -> str:
    """The part of the value that counts; empty when type and frames say enough."""
    stack, value = one.stack, one.value
    fault = json_fault(value) if one.platform in SCRIPT and one.type == "SyntaxError" else ""
    value = fault or (one_wording(value) if one.platform in SCRIPT else value)
    if one.platform == "go" and one.type in GO_WITHOUT_MEANING and not one.is_crash:
        return head(_own_words(value, cause))
    if one.platform in SCRIPT and not (stack and stack.statement):
        value = _MINIFIED.sub("_", value)
    if stack is None or not stack.is_named or not stack.is_crash_named or not one.has_own_stack:
        return head(_own_words(value, cause))
    if one.platform == "go" and one.type.startswith("runtime."):
        return head(value)
    if one.platform in NATIVE and one.type == "panic":
        known = _PANIC.match(value)
        return known.group() if known else gist(value)
    if one.platform in NATIVE and one.type in _RUST_WITHOUT_MEANING:
        return head(_own_words(value, cause))
    if one.is_synthetic and one.platform in SCRIPT:
        return head(value)
    if stack.is_overflown or (stack.statement and stack.is_app):
        return ""
    if not stack.is_app and one.platform not in SCRIPT:
        # Elsewhere a caller is nearly always in-app. An asynchronous stack of Node may be all of libraries, so that
        # only words tell which model or host it was; and a framework may name what it was that failed it.
        if one.platform in _TYPED:
            return " ".join(_QUOTED_TYPE.findall(value[:512]))
        if one.platform != "python":
            return ""
        return " ".join((gist(value), *_DOTTED.findall(head(value)))).strip()
    return fault or gist_of(one.platform, one.type, value)


def _own_words(value: str, cause: Raised | None) -> str:
    """`load user: connection refused` without the words of its cause."""
    if cause and cause.value and value.endswith(cause.value):
        return value.removesuffix(cause.value).rstrip(": ") or value
    return value
