"""The parts of a stored event that `core.payloads.documents` reads, so that only those are decoded. Pure.

More than half of an event is source code around the line, modules and the account of its grouping. None of that is
searched, and decoding spends most of its time on small strings.
"""

from typing import Any, Final, TypedDict

import msgspec

from core.events import EventData


class _Frame(TypedDict, total=False):
    function: Any
    module: Any
    filename: Any
    context_line: Any
    vars: Any


class _Stacktrace(TypedDict, total=False):
    frames: list[_Frame]


class _Exception(TypedDict, total=False):
    type: Any
    value: Any
    module: Any
    mechanism: Any
    stacktrace: _Stacktrace


class _Exceptions(TypedDict, total=False):
    values: list[_Exception]


class _Crumb(TypedDict, total=False):
    message: Any
    category: Any
    data: Any


class _Crumbs(TypedDict, total=False):
    values: list[_Crumb]


class _Grouping(TypedDict, total=False):
    hashes: Any


class _Event(TypedDict, total=False):
    event_id: Any
    timestamp: Any
    type: Any
    level: Any
    platform: Any
    logger: Any
    release: Any
    environment: Any
    dist: Any
    server_name: Any
    transaction: Any
    culprit: Any
    logentry: Any
    exception: _Exceptions
    stacktrace: _Stacktrace
    breadcrumbs: _Crumbs
    user: Any
    request: Any
    csp: Any
    sdk: Any
    tags: Any
    extra: Any
    contexts: Any
    _grouping: _Grouping


_searched: Final = msgspec.json.Decoder(_Event).decode
_whole: Final = msgspec.json.Decoder(dict[str, Any]).decode


def decode_searched(document: bytes) -> EventData:
    """A stored event without what no search reads. Raises msgspec.MsgspecError for what is no JSON object."""
    try:
        return dict(_searched(document))
    except msgspec.ValidationError:  # an old or odd event, with null where a list is now
        return _whole(document)
