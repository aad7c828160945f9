"""The type of an exception, without what is generated."""

import re

from processor.fingerprint.browser_words import one_type
from processor.fingerprint.offsets import NATIVE
from processor.fingerprint.parameterize import parameterize

_SCRIPT = frozenset(("javascript", "node"))
_GENERATED_TYPE = re.compile(
    r"\$\$.*$|\$\d+$|@anonymous.*$| at 0x[0-9a-fA-F]+|@[0-9a-f]{4,16}\b|0x[0-9a-fA-F]+|_[0-9a-f]{12,40}\b", re.S
)
_MINIFIED_TYPE = re.compile(r"^[A-Za-z_$][\w$]?$")


def clean_type(type_: str, value: str, platform: str) -> str:
    """The type as it counts; Rust takes it from the first word of a Debug text, so values may be in it."""
    if platform in NATIVE:
        return parameterize(type_.strip('"'))
    if platform in _SCRIPT:
        return "Error" if _MINIFIED_TYPE.match(type_) else one_type(type_, value)
    if type_ == "PatternError" and platform == "python":
        return "error"  # `re.error` is called so since 3.13
    return _GENERATED_TYPE.sub("", type_[:512])
