"""Dart and Flutter: closures have no names, and the compilers write them in two ways."""

import re

from processor.fingerprint.families.family import Family, Kind, RawFrame
from processor.fingerprint.families.paths import stem

_CLOSURE = re.compile(r"(?:^|\.)(?:<anonymous closure>|<fn>)")
_LIBRARY_PATH = re.compile(
    r"^dart:|^package:(?:flutter|flutter_test|sky_engine|dio|http|bloc|riverpod|provider|async)/|[/\\]\.pub-cache[/\\]"
)
_PLUMBING_PATH = re.compile(r"^<asynchronous suspension>$|^package:(?:sentry|sentry_\w+|stack_trace)/|^dart:async")


def _place(frame: RawFrame) -> str:
    return stem(frame.file or frame.path)


def _function(frame: RawFrame) -> str:
    return _CLOSURE.sub("", frame.function)


def _kind(frame: RawFrame) -> Kind:
    if frame.function == "<asynchronous suspension>" or _PLUMBING_PATH.search(frame.path):
        return Kind.PLUMBING
    return Kind.LIBRARY if _LIBRARY_PATH.search(frame.path) else Kind.APP


FAMILY = Family(_place, _function, _kind)
