"""IP addresses; not versions (`Chrome/119.0.0.0`), section numbers, netmasks, networks, loopback."""

import ipaddress
from collections.abc import Iterable

from processor.redact.buffer import Found, after, before
from processor.redact.detector import Detector, last_place, pattern, window
from processor.redact.vocabulary import byte_words

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

_SAYS_VERSION = pattern(
    rb"(?:vers|\bver\b|\bv\.?\s?$|release|\brel\b|build|driver|firmware|\bbios\b|hotfix|"
    rb"\bsdk\b|\bapi[ /]|upgrad|downgrad|semver|"
    rb"packag|librar|"
    rb"plugin|\.dll|\.jar|\.exe|\.so|\bpip\b|\bnpm\b|nuget|assembly|runtime|chrome|firefox|edg[ea]?/|safari|opera|"
    rb"opr/|trident|"
    rb"mozilla|webkit|electron|revision|patch|\bsection|\bchapter|\bclause|\brfc\b|\boid\b|\bkernel|\bapp ?v|"
    rb"windows|android|macos|\bios\b|update[ds]? |install|deploy|migrat|schema|client v|require|depend|>=|==|~=|<=|"
    rb"\^|ausgabe|fassung|\brule |\barticle |\bparagraph |\bitem )"
)
_CHANGES_VERSION = pattern(rb"upgrad|downgrad|bump|updat|version|\d\.\d+ ?(?:->|to|=>) ?$|install")
_NEW_VERSION = window(rb"(?:upgrad|downgrad|bump|updat)[^,;]{0,24} (?:to|from) $")
_HOST_BEFORE = window(rb"(?:^|[^a-z0-9.-])(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,12}/$")
"""Java prints an address behind the name that it was asked for: `api.corp.de/10.1.2.3`."""
_PORT_OF_TCPDUMP = window(
    rb"^\.\d{1,5}(?: [<>] |: (?:flags|udp|tcp)|\s+\d{1,3}(?:\.\d{1,3}){3}[.:]|"
    rb"\s+(?:established|listen|syn_|fin_wait|time_wait|close_wait|last_ack))"
)
"""tcpdump and netstat write ports behind a dot."""
_FILE_ENDS = window(rb"^\.(?:json|xml|csv|html?|txt|log|conf)(?:[^a-z0-9]|$)")
_ZONE = window(rb"^%[a-z][a-z0-9]{1,14}\b")
_RESOLVERS = byte_words("1.1.1.1 1.0.0.1 8.8.8.8 8.8.4.4 9.9.9.9")
_SAYS_IP = pattern(rb"\bip|addr|dns|host|record")
_SAYS_ADDRESS = pattern(
    rb"(?:\bip|ip\b|_ip|addr|host|client|peer|remote|from\b|\bsrc|\bdst|source|dest|server|listen|connect|forward|"
    rb"gateway|"
    rb"\bdns|ping|router|proxy|upstream|origin|\bvia\b|\bby\b|subnet|inet|iface|interface|network|node|"
    rb"\bvon\b|\bde\b|\bdesde|\bdepuis|\bda\b|adres|adresse|direcci|indirizzo|\bto\b|\bfor\b|\bban|block|visitor|"
    rb"attack|lookup|geo|whois|resolv|ssh|login|@|://|socket|tcp|udp|bind|"
    rb"request|session|\blease|dhcp|\ba\s|machine|device|worker|replica|master|primary|backend|endpoint|user)"
)


def _check_v4(text: bytes, start: int, end: int) -> Iterable[Found]:
    octets = text[start:end].split(b".")
    if any(int(octet) > 255 or (len(octet) > 1 and octet[:1] == b"0") for octet in octets):
        return ()
    behind, ahead = after(text, end), before(text, start)
    of_file = ahead[-1:] == b"/" and not _small(octets) and _FILE_ENDS.search(behind) is not None
    if of_file or _PORT_OF_TCPDUMP.search(behind):
        behind = b""
    if _is_part_of_more(ahead, behind) or _is_nobody(octets, behind):
        return ()
    if _is_version(octets, ahead, behind):
        return ()
    return (Found(start, end, "ip"),)


def _is_part_of_more(ahead: bytes, behind: bytes) -> bool:
    """`1.2.3.4.5`, `lib-1.2.3.4.jar`, `1.2.3.4-beta`; but `10.0.0.1.nip.io` and `10.0.0.1-10.0.0.9` are addresses."""
    sign, next_sign = behind[:1], behind[1:2]
    if sign in (b".", b"-", b"_", b"+") and next_sign.isalnum() and not (sign == b"-" and next_sign.isdigit()):
        return not behind.startswith((b".in-addr", b".nip.io", b".xip.io", b".sslip.io"))
    last = ahead[-1:]
    return (last in (b".", b"-", b"_", b"+", b"#") and ahead[-2:-1].isalnum()) or last == b"$"


def _is_nobody(octets: list[bytes], behind: bytes) -> bool:
    """Loopback, unspecified, netmasks, and networks (`10.0.0.0/8`)."""
    first, last = int(octets[0]), octets[3]
    if first in (0, 127, 255) or octets[:3] == [b"255"] * 3:
        return True
    prefix = behind[1:3].rstrip(b" ,;)") if behind[:1] == b"/" else b""
    if not prefix.isdigit() or last != b"0":
        return False
    value = int.from_bytes(bytes(map(int, octets)), "big")
    return 0 < int(prefix) <= 32 and value & ((1 << (32 - int(prefix))) - 1) == 0


def _is_version(octets: list[bytes], ahead: bytes, behind: bytes) -> bool:
    if behind.lstrip(b"]")[:1] == b":" and behind.lstrip(b"]")[1:2].isdigit():
        return False
    if behind.startswith(b" released"):
        return True
    if ahead.endswith((b" on ", b" at ")) and not _small(octets):
        return False  # `upgraded the agent on 65.5.169.41`
    last = ahead[-1:]
    if octets[1:] == [b"0"] * 3:
        return True  # 119.0.0.0
    if last == b"/" and ahead[-2:-1].isalnum():
        return _HOST_BEFORE.search(ahead) is None  # Chrome/119.0.0.0; a URL has ://
    near = ahead[-24:]
    version, address = last_place(_SAYS_VERSION, near), last_place(_SAYS_ADDRESS, near)
    if last == b"@" and not ahead.endswith(b"@@"):
        return _is_release(ahead) and _small(octets)
    if _NEW_VERSION.search(ahead) and not _SAYS_IP.search(ahead):
        return True
    if version > address or (_small(octets) and _CHANGES_VERSION.search(ahead)):
        return True
    if b".".join(octets) in _RESOLVERS and not ahead.rstrip()[-1:].isalpha():
        return False
    return address < 0 and _small(octets)


_SHELL_USER = window(rb"(?:^|[^a-z0-9_-])(?:root|admin|ubuntu|debian|centos|ec2-user|deploy|pi|git|postgres)@$")


def _is_release(ahead: bytes) -> bool:
    """`release=shop@2.4.11.0`; not `ssh root@5.9.12.33` and what else has a word for an address or a user."""
    if b"@" in ahead[:-1] or _SHELL_USER.search(ahead):
        return False
    near = ahead[-24:-1]
    return last_place(_SAYS_VERSION, near) >= last_place(_SAYS_ADDRESS, near)


def _small(octets: list[bytes]) -> bool:
    """Whether the numbers are as small as a version's; `10.…` and `192.168.…` are addresses by themselves."""
    return int(octets[0]) != 10 and all(int(octet) < 64 for octet in octets)


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
    return len(groups) >= 5 and not pairs and _SAYS_ADDRESS.search(before(text, start, 24)) is not None


_TUPLE = rb"(?i)(?:ip|addr|address|peer|host)[\"']?(?::|=>?|,)\s?\{{1,2}\d{1,3}(?:, ?\d{1,3}){3}\}"
_OCTETS = window(rb"\d+(?:, ?\d+){3}")


def _check_tuple(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`remote_ip: {10, 0, 0, 1}`, as Erlang and Elixir print addresses."""
    octets = _OCTETS.search(text[start:end])
    if octets is None:
        return ()
    values = [value.strip() for value in octets.group().split(b",")]
    if any(int(value) > 255 for value in values) or _is_nobody(values, b""):
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
