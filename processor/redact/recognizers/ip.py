"""IP addresses; not versions (`Chrome/119.0.0.0`), section numbers, netmasks, networks, loopback."""

import ipaddress
from collections.abc import Iterable

from processor.redact.buffer import Found, after, before
from processor.redact.detector import Detector, window
from processor.redact.recognizers.ip_lookalikes import SAYS_ADDRESS, is_nobody, is_part_of_more, is_version, small

_V4 = rb"\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b"
_V6 = (
    rb"\b(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}\b|\b[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){0,6}::"
    rb"(?:[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){0,5})?(?::?\d{1,3}(?:\.\d{1,3}){3})?"
    rb"|::[Ff]{4}:(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4})"
)
_WORD_AND_COLON = window(rb"\b[A-Za-z]{0,8}[g-zG-Z][A-Za-z]{0,8}:$")
"""`IP:2a02:…`; letters beyond F are no group of the address."""
_GLOBAL = window(rb"^(?i:[23][0-9a-f]{3}|f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]|64:ff9b|::f)")
"""How addresses that are in use begin; `a::b` and `dead::beef` are code."""

_PORT_OF_TCPDUMP = window(
    rb"^\.\d{1,5}(?: [<>] |: (?:flags|udp|tcp)|\s+\d{1,3}(?:\.\d{1,3}){3}[.:]|"
    rb"\s+(?:established|listen|syn_|fin_wait|time_wait|close_wait|last_ack))"
)
"""tcpdump and netstat write ports behind a dot."""
_FILE_ENDS = window(rb"^\.(?:json|xml|csv|html?|txt|log|conf)(?:[^a-z0-9]|$)")
_ZONE = window(rb"^%[a-z][a-z0-9]{1,14}\b")


def _check_v4(text: bytes, start: int, end: int) -> Iterable[Found]:
    octets = text[start:end].split(b".")
    if any(int(octet) > 255 or (len(octet) > 1 and octet[:1] == b"0") for octet in octets):
        return ()
    behind, ahead = after(text, end), before(text, start)
    of_file = ahead[-1:] == b"/" and not small(octets) and _FILE_ENDS.search(behind) is not None
    if of_file or _PORT_OF_TCPDUMP.search(behind):
        behind = b""
    if is_part_of_more(ahead, behind) or is_nobody(octets, behind):
        return ()
    if is_version(octets, ahead, behind):
        return ()
    return (Found(start, end, "ip"),)


def _check_v6(text: bytes, start: int, end: int) -> Iterable[Found]:
    if text[end - 1 : end] == b":" and text[end - 2 : end - 1] != b":":
        end -= 1  # "2001:db8::1: timed out"
    if text[start - 1 : start] == b":" and not _WORD_AND_COLON.search(text[max(0, start - 18) : start]):
        return ()
    if text[start - 1 : start] in (b".", b"-") or after(text, end)[:1].isalnum():
        return ()
    try:
        address = ipaddress.IPv6Address(text[start:end].decode("ascii"))
    except ValueError:
        return ()
    if address.ipv4_mapped is not None and address.ipv4_mapped.is_loopback:
        return ()
    if not _GLOBAL.search(text[start:end]) and not _is_long(text, start, end):
        return ()
    if text[start:end].endswith(b"::") or _is_network(int(address), after(text, end)):
        return ()
    zone = _ZONE.search(after(text, end)) if text[start:end].lower().startswith(b"fe80") else None
    return (Found(start, end + (len(zone.group()) if zone else 0), "ip"),)


def _is_network(address: int, behind: bytes) -> bool:
    """`::ffff:0:0/96`: nothing but zeros behind the prefix."""
    prefix = behind[1:4].rstrip(b" ,;)]\"'") if behind[:1] == b"/" else b""
    return prefix.isdigit() and int(prefix) < 128 and address & ((1 << (128 - int(prefix))) - 1) == 0


def _is_long(text: bytes, start: int, end: int) -> bool:
    """Whether an address that begins as none in use does is one: eight groups that are no pairs, or a word says so."""
    groups = text[start:end].split(b":")
    pairs = all(len(group) == 2 for group in groups)
    if b"" not in groups:
        return not pairs and end - start >= 22
    return len(groups) >= 5 and not pairs and SAYS_ADDRESS.search(before(text, start, 24)) is not None


_TUPLE = rb"(?i)(?:ip|addr|address|peer|host)[\"']?(?::|=>?|,)\s?\{{1,2}\d{1,3}(?:, ?\d{1,3}){3}\}"
_OCTETS = window(rb"\d+(?:, ?\d+){3}")


def _check_tuple(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`remote_ip: {10, 0, 0, 1}`, as Erlang and Elixir print addresses."""
    octets = _OCTETS.search(text[start:end])
    if octets is None:
        return ()
    values = [value.strip() for value in octets.group().split(b",")]
    if any(int(value) > 255 for value in values) or is_nobody(values, b""):
        return ()
    return (Found(start + octets.start(), start + octets.end(), "ip"),)


_V6_ENCODED = rb"\b[23][0-9A-Fa-f]{3}(?:(?:  :){1,2}[0-9A-Fa-f]{1,4}){2,7}\b"


def _check_v6_encoded(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`?ip=2001%3Adb8%3A%3A42`, whose colons `as_bytes` pads."""
    try:
        ipaddress.IPv6Address(text[start:end].replace(b" ", b"").decode("ascii"))
    except ValueError:
        return ()
    return (Found(start, end, "ip"),)


DETECTORS = (
    Detector(_V4, _check_v4),
    Detector(_V6_ENCODED, _check_v6_encoded, gate=rb"[0-9A-Fa-f]  :[0-9A-Fa-f ]"),
    Detector(_V6, _check_v6),
    Detector(_TUPLE, _check_tuple, gate=rb"\{\d{1,3}, ?\d{1,3}, ?\d{1,3}, ?\d{1,3}\}"),
)
