"""Which strings of an event are looked at: its parts, one by one.

Names, ids, hashes, versions, times and paths stay: they are not even looked at where the protocol says that they are
that. What has another shape than the protocol says is looked at as free text.
"""

from collections.abc import Callable
from typing import Any

from core.events import EventData
from processor.redact.leaves import Collected, Doomed, Leaf
from processor.redact.rules import Name, Names
from processor.redact.values import HARMLESS_COOKIES
from processor.redact.vocabulary import word_set
from processor.redact.walk import MIN_TEXT, Walker

NOT_LOOKED_AT = word_set(
    """
    event_id timestamp start_timestamp received platform level type version logger sdk modules debug_meta
    release dist environment _meta project key_id ingest_path
    """
)

_OF_CRUMBS_NOT_LOOKED_AT = word_set("timestamp type category level event_id")
_OF_CRUMBS_LOOKED_AT = ("message", "data")
_OF_CRUMBS = _OF_CRUMBS_NOT_LOOKED_AT.union(_OF_CRUMBS_LOOKED_AT)
"""What a breadcrumb has, unless somebody made it up."""


def collect(data: EventData, names: Names) -> Collected:
    """Walk the event."""
    out = Collected()
    walker = Walker(names, out)
    for key, value in data.items():
        if key in NOT_LOOKED_AT or names[key] == Name.SAFE:
            continue
        part = _PARTS.get(key)
        if part is None or not part(walker, value):
            walker.value(data, key, key, value)
    return out


def _holders(walker: Walker, part: Any) -> bool:
    values = part.get("values") if type(part) is dict else part
    if type(values) is not list:
        return False
    for place, holder in enumerate(values):
        if not walker.stack(holder):
            walker.value(values, place, "", holder)
    return True


def _user(walker: Walker, user: Any) -> bool:
    if type(user) is not dict:
        return False
    for key, value in user.items():
        if key == "geo" or walker.names[key] == Name.SAFE:
            continue
        if key in ("email", "ip_address") and type(value) is str and value:
            walker.out.doomed.append(Doomed(Leaf(user, key, key, value), "email" if key == "email" else "ip"))
        else:
            walker.named(user, key, key, value)
    return True


def _request(walker: Walker, request: Any) -> bool:
    if type(request) is not dict:
        return False
    for key, value in request.items():
        if key == "cookies" and type(value) is list:
            _cookies(walker, value, lambda name: name.lower() not in HARMLESS_COOKIES)
        elif key == "headers" and type(value) is list:
            rest = _cookies(walker, value, lambda name: name.lower() in ("cookie", "set-cookie"))
            walker.pairs(rest)
        elif key == "query_string" and walker.pairs(value):
            continue
        elif key != "method":
            walker.value(request, key, "" if key in ("cookies", "data") else key, value)
    return True


def _cookies(walker: Walker, pairs: list[Any], is_cookie: Callable[[str], bool]) -> list[Any]:
    """Dooms the values of pairs that are cookies; returns the other pairs."""
    rest = []
    for place, pair in enumerate(pairs):
        if type(pair) is not list or len(pair) != 2 or type(pair[0]) is not str:
            walker.value(pairs, place, "", pair)
        elif not is_cookie(pair[0]):
            rest.append(pair)
        elif type(pair[1]) is str and pair[1] and walker.names[pair[0]] != Name.SAFE:
            walker.out.doomed.append(Doomed(Leaf(pair, 1, pair[0], pair[1]), "cookie"))
    return rest


def _breadcrumbs(walker: Walker, part: Any) -> bool:
    values = part.get("values") if type(part) is dict else part
    if type(values) is not list:
        return False
    below: list[tuple[Any, str]] = []
    add = walker.out.texts.append
    for place, crumb in enumerate(values):
        if type(crumb) is not dict:
            walker.value(values, place, "", crumb)
            continue
        # The usual breadcrumb has just these two.
        usual = crumb.keys() <= _OF_CRUMBS
        for key in _OF_CRUMBS_LOOKED_AT if usual else [key for key in crumb if key not in _OF_CRUMBS_NOT_LOOKED_AT]:
            value: Any = crumb.get(key)
            kind = type(value)
            if kind is str:
                if len(value) >= MIN_TEXT:
                    add((crumb, key, key, value))
            elif kind is dict or kind is list:
                below.append((value, key))
            else:
                walker.value(crumb, key, key, value)
    below.reverse()
    walker.trees(below)
    return True


_PARTS: dict[str, Callable[[Walker, Any], bool]] = {
    "exception": _holders,
    "threads": _holders,
    "stacktrace": lambda walker, part: walker.stack({"stacktrace": part}),
    "user": _user,
    "request": _request,
    "breadcrumbs": _breadcrumbs,
    "tags": lambda walker, part: walker.pairs(part),
}
