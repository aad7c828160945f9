"""What can be asked of a stored event, drawn from its JSON: fields with their values, and its words. Pure.

Every store that searches gets these, so that a query finds the same events in each of them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from core.events import EventData
from core.payloads import PayloadKey
from core.payloads.words import BORDER, words_text

PLAIN_FIELDS: Final = (
    "level",
    "platform",
    "logger",
    "release",
    "environment",
    "dist",
    "server_name",
    "transaction",
    "event.type",
    "error.type",
    "error.value",
    "error.handled",
    "stack.function",
    "stack.module",
    "stack.filename",
    "user.id",
    "user.email",
    "user.username",
    "user.ip",
    "url",
    "http.method",
    "sdk.name",
)
"""All fields but tags."""

MAX_VALUE: Final = 200
"""Characters of a field's value; what is longer is compared by its beginning."""

MAX_VALUES: Final = 50
"""Values of one field: frames of a deep recursion need not all be found."""

MAX_TEXT: Final = 32_000
"""Characters of an event's words, in the order of `_texts`."""

_MAX_PIECE: Final = 4_000
"""Characters of one value that are searched: one of 30,000 would hide all others."""

_MAX_LEAVES: Final = 2_000
_TAG: Final = "tags."


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One event as it is searched."""

    key: PayloadKey
    at: int
    """The event's own time, epoch milliseconds."""
    fingerprint: str
    """What decided its issue: `<project id>:<hex>`."""
    fields: dict[str, tuple[str, ...]]
    """Values as they were sent, by field; tags as `tags.<key>`. No field without a value."""
    message: str
    """The words of title, exceptions and message, with blanks between; see `words`."""
    text: str
    """All its words, those of the message too."""


def search_document(key: PayloadKey, data: EventData) -> SearchDocument:
    """The document of a stored event."""
    exceptions = _values(data.get("exception"))
    frames = _all_frames(data, exceptions)
    message = _joined(_messages(data, exceptions), MAX_TEXT)
    hashes = _dict(data.get("_grouping")).get("hashes") or [""]
    return SearchDocument(
        key=key,
        at=int(data["timestamp"] * 1000),
        fingerprint=f"{key.project_id}:{hashes[0]}",
        fields={name: kept for name, values in _fields(data, exceptions, frames) if (kept := _kept(values))},
        message=message,
        text=_text(data, frames, message),
    )


def message_written(data: EventData) -> str:
    """What `words_text` makes the `message` of its document of."""
    return _written(_messages(data, _values(data.get("exception"))), MAX_TEXT)


def rest_written(data: EventData, message: str) -> str:
    """What `words_text` makes the rest of its `text` of, behind the `message` and a border."""
    frames = _all_frames(data, _values(data.get("exception")))
    return _written(_texts(data, frames), max(0, MAX_TEXT - len(message)))


def _text(data: EventData, frames: list[Any], message: str) -> str:
    return f"{message}{BORDER}{_joined(_texts(data, frames), max(0, MAX_TEXT - len(message)))}"


def _all_frames(data: EventData, exceptions: list[Any]) -> list[Any]:
    return [frame for one in [*exceptions, data] for frame in _frames(one)]


def field_of(data: EventData, name: str) -> tuple[str, ...]:
    """One field of its document alone; empty where that has no such field."""
    if name.startswith(_TAG):
        values: Iterable[Any] = ()
        for pair in data.get("tags") or ():
            if pair[0] == name[len(_TAG) :]:
                values = (pair[1],)  # of several, the last one stands in the document
        return _kept(values)
    read = _READ.get(name)
    if read is None:
        return ()
    exceptions = _values(data.get("exception"))
    return _kept(read(data, exceptions, _all_frames(data, exceptions) if name.startswith("stack.") else []))


def _fields(data: EventData, exceptions: list[Any], frames: list[Any]) -> Iterator[tuple[str, Iterable[Any]]]:
    for name, read in _READ.items():
        yield name, read(data, exceptions, frames)
    for pair in data.get("tags") or ():
        yield _TAG + pair[0], (pair[1],)


_Read = Callable[[EventData, list[Any], list[Any]], Iterable[Any]]
"""The values of a field: of an event, its exceptions and their frames."""


def _plain(name: str) -> _Read:
    return lambda data, _, __: (data.get(name),)


def _within(section: str, name: str) -> _Read:
    return lambda data, _, __: (_dict(data.get(section)).get(name),)


def _of_exceptions(name: str) -> _Read:
    return lambda _, exceptions, __: [one.get(name) for one in exceptions]


def _of_frames(name: str) -> _Read:
    return lambda _, __, frames: [frame.get(name) for frame in frames]


def _kept(values: Iterable[Any]) -> tuple[str, ...]:
    texts = [str(value)[:MAX_VALUE] for value in values if value is not None and value != ""]
    return tuple(texts) if len(texts) < 2 else tuple(dict.fromkeys(texts))[:MAX_VALUES]


def _handled(exceptions: list[Any]) -> str | None:
    """As the last raised exception that says so has it; handled where none says anything."""
    for exception in reversed(exceptions):
        handled = _dict(exception.get("mechanism")).get("handled")
        if isinstance(handled, bool):
            return "true" if handled else "false"
    return "true" if exceptions else None


def _messages(data: EventData, exceptions: list[Any]) -> list[str]:
    texts: list[str] = []
    _add(texts, reversed(exceptions), ("type", "value", "module"))  # the one that was raised first
    _add_leaves(texts, data.get("logentry"))
    return texts


def _texts(data: EventData, frames: list[Any]) -> list[str]:
    """The other texts that are searched, those that people remember first."""
    texts: list[str] = []
    _add(texts, (data,), ("transaction", "culprit", "logger", "server_name"))
    texts += [pair[1] for pair in data.get("tags") or () if pair[1]]
    for section in ("user", "request", "csp"):
        _add_leaves(texts, data.get(section))
    _add(texts, reversed(frames), ("function", "module", "filename", "context_line"))
    for crumb in reversed(_values(data.get("breadcrumbs"))):
        texts += [value for value in (crumb.get("message"), crumb.get("category")) if type(value) is str]
        if crumb.get("data"):
            _add_leaves(texts, crumb["data"])
    _add_leaves(texts, data.get("extra"))
    for frame in reversed(frames):
        _add_leaves(texts, frame.get("vars"))
    _add_leaves(texts, data.get("contexts"))
    return texts


def _add(texts: list[str], holders: Iterable[dict[str, Any]], names: Sequence[str]) -> None:
    found = [holder.get(name) for holder in holders for name in names]
    texts += [value for value in found if type(value) is str]


def _add_leaves(texts: list[str], value: Any) -> None:
    """Texts and whole numbers within plain JSON, up to a bound; what lies deeper comes later."""
    if not value or (type(value) is not dict and type(value) is not list):
        return
    most = len(texts) + _MAX_LEAVES
    waiting = [value]
    while waiting and len(texts) < most:
        one = waiting.pop()
        for leaf in one.values() if type(one) is dict else one:
            kind = type(leaf)
            if kind is str:
                texts.append(leaf)
            elif kind is dict or kind is list:
                waiting.append(leaf)
            elif kind is int:
                texts.append(str(leaf))


def _joined(texts: list[str], room: int) -> str:
    """The words of all; no phrase reaches from one text into the next."""
    return words_text(_written(texts, room))


def _written(texts: list[str], room: int) -> str:
    if max(map(len, texts), default=0) > _MAX_PIECE:
        texts = [text[:_MAX_PIECE] for text in texts]
    return BORDER.join(texts)[:room]


def _frames(holder: Any) -> list[Any]:
    return _list(_dict(holder.get("stacktrace")).get("frames"))


def _values(section: Any) -> list[Any]:
    return _list(_dict(section).get("values"))


def _list(value: Any) -> list[Any]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


_READ: Final[Mapping[str, _Read]] = MappingProxyType(
    {
        **{
            name: _plain(name)
            for name in ("level", "platform", "logger", "release", "environment", "dist", "server_name", "transaction")
        },
        "event.type": _plain("type"),
        "error.type": _of_exceptions("type"),
        "error.value": _of_exceptions("value"),
        "error.handled": lambda _, exceptions, __: (_handled(exceptions),),
        "stack.function": _of_frames("function"),
        "stack.module": _of_frames("module"),
        "stack.filename": _of_frames("filename"),
        "user.id": _within("user", "id"),
        "user.email": _within("user", "email"),
        "user.username": _within("user", "username"),
        "user.ip": _within("user", "ip_address"),
        "url": _within("request", "url"),
        "http.method": _within("request", "method"),
        "sdk.name": _within("sdk", "name"),
    }
)
assert tuple(_READ) == PLAIN_FIELDS
