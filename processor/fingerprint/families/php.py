"""PHP: closures with lines, anonymous classes with paths, compiled templates with hashes."""

import re

from processor.fingerprint.families.family import Family, Kind, RawFrame
from processor.fingerprint.families.paths import stem

_ANONYMOUS_CLASS = re.compile(r"@anonymous.*?(?=::|->|$)", re.DOTALL)
# `App\Cart::App\{closure}`; since 8.4 `App\Cart::{closure:App\Cart::total():12}`.
_CLOSURE = re.compile(r"\{closure(?::[^{}]*)?\}")
_GENERATED_NAME = re.compile(
    r"__TwigTemplate_[0-9a-f]+(?:___\d+)?|_[0-9a-f]{13,64}|(?<=^Container)[0-9A-Za-z]{7}(?=\\)|"
    r"(?<=Ghost|Proxy)(?=[a-f]*\d)[0-9a-f]{7}(?=::)"
)
_LIBRARY_PATH = re.compile(
    r"[/\\]vendor[/\\]|[/\\]wp-(?:includes|admin)[/\\]|[/\\]pear[/\\]|[/\\]storage[/\\]framework[/\\]cache"
)
_COMPILED = re.compile(r"^[0-9a-f]{32,64}$")


def _place(frame: RawFrame) -> str:
    # The class stands in the function's name; a file tells plain functions and scripts apart.
    if "::" in frame.function or "->" in frame.function:
        return ""
    name = stem(frame.file or frame.path)
    return "<template>" if _COMPILED.match(name) else name


def _function(frame: RawFrame) -> str:
    name = _CLOSURE.sub("{closure}", _ANONYMOUS_CLASS.sub("@anonymous", frame.function))
    if "\\{closure}" in name:
        name = "::".join("{closure}" if piece.endswith("\\{closure}") else piece for piece in name.split("::"))
    return _GENERATED_NAME.sub("", name).replace("->", "::").lstrip("\\")


def _kind(frame: RawFrame) -> Kind:
    if frame.file in ("[internal]", "internal", "[PHP internal function]") or "Sentry\\" in frame.function[:8]:
        return Kind.PLUMBING
    return Kind.LIBRARY if _LIBRARY_PATH.search(frame.path) or _LIBRARY_PATH.search(frame.file) else Kind.APP


FAMILY = Family(_place, _function, _kind, has_source=True, comment="//")
