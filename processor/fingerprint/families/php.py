"""PHP: closures with lines, anonymous classes with paths, compiled templates with hashes."""

import re

from processor.fingerprint.families.family import Family, Kind, RawFrame
from processor.fingerprint.families.paths import stem

_ANONYMOUS_CLASS = re.compile(r"@anonymous.*?(?=::|->|$)", re.DOTALL)
_CLOSURE = re.compile(r"\{closure(?::[^{}]*)?\}")
_TEMPLATE_HASH = re.compile(r"__TwigTemplate_[0-9a-f]+|_[0-9a-f]{13,64}")
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
    return _TEMPLATE_HASH.sub("", name).replace("->", "::").lstrip("\\")


def _kind(frame: RawFrame) -> Kind:
    if frame.file in ("[internal]", "internal", "[PHP internal function]") or "Sentry\\" in frame.function[:8]:
        return Kind.PLUMBING
    return Kind.LIBRARY if _LIBRARY_PATH.search(frame.path) or _LIBRARY_PATH.search(frame.file) else Kind.APP


FAMILY = Family(_place, _function, _kind, has_source=True, comment="//")
