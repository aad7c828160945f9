"""The affected user, and whose address that is."""

from functools import lru_cache
from ipaddress import IPv6Address
from socket import AF_INET, inet_ntop, inet_pton
from typing import Any, Final

from core.events import RawEvent
from processor.normalize import limits
from processor.normalize.nested import json_object
from processor.normalize.notes import Notes, Path
from processor.normalize.values import Fix, fields, label, text

AUTO: Final = "{{auto}}"
ON_THE_USERS_DEVICE: Final = frozenset(("javascript", "cocoa", "objc"))
"""Platforms whose connection comes from the user's own device; others must ask for the address."""
NEVER: Final = "never"
"""What SDKs of today say in `sdk.settings.infer_ip` where the program did not allow to send personal data."""


def _ip(notes: Notes, path: Path, value: Any) -> str | None:
    if type(value) is str:
        if value == AUTO:
            return AUTO
        if (address := canonical_ip(value)) is not None:
            return address
    if value != "":
        notes.invalid(path, value)
    return None


def canonical_ip(value: str) -> str | None:
    """The address in its usual writing, None for anything else; with a zone it would mean another machine's network."""
    return _canonical(value[:64].strip().partition("%")[0])


@lru_cache(maxsize=4096)
def _canonical(address: str) -> str | None:
    try:
        if ":" in address:
            return str(IPv6Address(address))
        return inet_ntop(AF_INET, inet_pton(AF_INET, address))  # a tenth of the time of IPv4Address
    except (ValueError, OSError):
        return None


_geo: Final = fields({key: text(limits.TEXT) for key in ("country_code", "city", "subdivision", "region")})
user: Final[Fix] = fields(
    {
        "id": label(limits.TEXT),
        "email": text(limits.TEXT),
        "username": label(limits.TEXT),
        "name": label(limits.TEXT),
        "ip_address": _ip,
        "geo": _geo,
        "data": json_object(limits.DATA_DEPTH, limits.DATA_TEXT, limits.CONTEXT_SIZE),
    },
    aside="data",
)
"""`{id, email, username, name, ip_address, geo, data}`; fields of the program's own go into `data`."""


def set_addresses(raw: RawEvent, event: dict[str, Any], infer_ip: str | None = None) -> None:
    """Put the sender's address where the SDK asked for it, and the user's where it follows from the rest.

    `infer_ip` is the SDK's setting of that name: `auto` or `never`; anything else says nothing.
    """
    sender = None if infer_ip == NEVER else _client_ip(raw)
    env = event.get("request", {}).get("env", {})
    if env.get("REMOTE_ADDR") == AUTO:
        _put(env, "REMOTE_ADDR", sender)
        if not env:
            del event["request"]["env"]
            if not event["request"]:
                del event["request"]
    user = event.get("user", {})
    if user.get("ip_address") == AUTO:
        _put(user, "ip_address", sender)
    if "ip_address" not in user:
        remote = env.get("REMOTE_ADDR")
        address = canonical_ip(remote) if type(remote) is str else None
        if address is None and (infer_ip == "auto" or event["platform"] in ON_THE_USERS_DEVICE):
            address = sender
        if address is not None:
            user["ip_address"] = address
    if user:
        event["user"] = user
    else:
        event.pop("user", None)


def _client_ip(raw: RawEvent) -> str | None:
    return canonical_ip(raw.client_ip) if raw.client_ip else None


def _put(place: dict[str, Any], key: str, value: str | None) -> None:
    if value is None:
        del place[key]
    else:
        place[key] = value
