"""Go: closures are numbered, wrappers are generated, major versions stand in import paths."""

import re

from processor.fingerprint.families.family import Family, Kind, RawFrame
from processor.fingerprint.families.paths import stem

_CLOSURE = re.compile(r"(?:\.func\d+|\.gowrap\d+|\.deferwrap\d+|\.\d+|-fm|-range\d+|\.glob\.)+$")
_INNER_CLOSURE = re.compile(r"\.(?:func|gowrap|deferwrap)\d+(?:\.\d+)*(?=\.|$)|\.\d+(?=\.|$)|-range\d+|-fm$")
_TYPE_ARGUMENTS = re.compile(r"\[[^\[\]]*\]")
_MAJOR = re.compile(r"/v\d+(?=[/.]|$)|\.v\d+(?=[/.]|$)")
_VENDORED = re.compile(r"^.*/vendor/")
_LIBRARY_PATH = re.compile(
    r"/pkg/mod/|@v\d[\w.+-]*/|/vendor/|/usr/(?:local/)?(?:lib/)?go[\w.-]*/src/|/go/src/(?:runtime|net|internal|testing|reflect|"
    r"sync|encoding)/|[/\\]sdk[/\\]go[\d.]+[/\\]src[/\\]|golang\.org/toolchain",
    re.I,
)
_STANDARD_PACKAGES = """
    runtime net internal testing reflect sync encoding syscall os io fmt strconv strings sort time context
    database crypto bufio bytes compress container errors embed flag hash html image log math mime path
    plugin regexp text unicode slices maps iter archive
"""
_STANDARD = frozenset(_STANDARD_PACKAGES.split())
_PLUMBING = re.compile(r"^runtime(?:/|$)|github\.com/getsentry/sentry-go|^reflect$|^testing$|^internal/runtime")


def _place(frame: RawFrame) -> str:
    module = frame.module or stem(frame.file)
    return _MAJOR.sub("", _VENDORED.sub("", module))


def _function(frame: RawFrame) -> str:
    name = frame.function
    if "[" in name:
        name = _TYPE_ARGUMENTS.sub("", _TYPE_ARGUMENTS.sub("", name))
    return _INNER_CLOSURE.sub("", _CLOSURE.sub("", name)) or ("glob" if name.startswith("glob") else "")


def _kind(frame: RawFrame) -> Kind:
    if _PLUMBING.search(frame.module):
        return Kind.PLUMBING
    standard = frame.module.partition("/")[0] in _STANDARD or frame.module.startswith("golang.org/x/")
    if standard or _LIBRARY_PATH.search(frame.path):
        return Kind.LIBRARY
    return Kind.APP


FAMILY = Family(_place, _function, _kind)
