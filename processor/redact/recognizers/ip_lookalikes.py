"""Four numbers with dots that are no address: versions, sections, netmasks, networks, loopback."""

from processor.redact.detector import last_place, pattern, window
from processor.redact.vocabulary import byte_words

_SAYS_VERSION = pattern(
    rb"(?:vers|\bver\b|\bv\.?\s?$|release|\brel\b|build|driver|firmware|\bfw\b|\bbios\b|hotfix|"
    rb"\bsdk\b|\bapi[ /]|upgrad|downgrad|semver|"
    rb"packag|librar|"
    rb"plugin|\.dll|\.jar|\.exe|\.so|\bpip\b|\bnpm\b|nuget|assembly|runtime|chrome|firefox|edg[ea]?/|safari|opera|"
    rb"opr/|trident|"
    rb"mozilla|webkit|electron|revision|patch|\bsection|\bchapter|\bclause|\brfc\b|\boid\b|\bkernel|\bapp ?v|"
    rb"windows|android|macos|\bios\b|update[ds]? |install|deploy|migrat|schema|client v|require|depend|>=|==|~=|<=|"
    rb"\^|ausgabe|fassung|\brule |\barticle |\bparagraph |\bitem )"
)
_CHANGES_VERSION = pattern(rb"upgrad|downgrad|bump|updat|version|\d\.\d+ ?(?:->|to|=>) ?$|install")
_NEW_VERSION = window(rb"(?:upgrad|downgrad|bump|updat|patch)[^,;]{0,24} (?:to|from) $")
_HOST_BEFORE = window(rb"(?:^|[^a-z0-9.-])(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,12}/$")
"""Java prints an address behind the name that it was asked for: `api.corp.de/10.1.2.3`."""
_OF_PATH = window(rb"(?:^|[\s\"'=(\x1d])/(?:[a-z0-9_-]{1,40}/){1,8}$")
"""A path's segment, `/geo/204.64.187.107`, where a browser's name has no slash before it."""
_ACCESS_LOG = window(rb"^ - \S{1,20} \[\d")
"""The client at the head of a line of Apache or nginx: `31.14.56.21 - - [11/May/2024:…`."""
_RESOLVERS = byte_words("1.1.1.1 1.0.0.1 8.8.8.8 8.8.4.4 9.9.9.9")
_SAYS_IP = pattern(rb"\bip|addr|dns|host|record")
SAYS_ADDRESS = pattern(
    rb"(?:\bip|ip\b|_ip|addr|host|client|peer|remote|from\b|\bsrc|\bdst|source|dest|server|listen|connect|forward|"
    rb"gateway|"
    rb"\bdns|ping|router|proxy|upstream|origin|\bvia\b|\bby\b|subnet|inet|iface|interface|network|node|"
    rb"\bvon\b|\bde\b|\bdesde|\bdepuis|\bda\b|adres|adresse|direcci|indirizzo|\bto\b|\bfor\b|\bban|block|visitor|"
    rb"attack|lookup|geo|whois|resolv|ssh|login|@|://|socket|tcp|udp|bind|"
    rb"request|session|\blease|dhcp|\ba\s|machine|device|worker|replica|master|primary|backend|endpoint|user)"
)


def is_part_of_more(ahead: bytes, behind: bytes) -> bool:
    """`1.2.3.4.5`, `lib-1.2.3.4.jar`, `1.2.3.4-beta`; but `10.0.0.1.nip.io` and `10.0.0.1-10.0.0.9` are addresses."""
    sign, next_sign = behind[:1], behind[1:2]
    if sign in (b".", b"-", b"_", b"+") and next_sign.isalnum() and not (sign == b"-" and next_sign.isdigit()):
        return not behind.startswith((b".in-addr", b".nip.io", b".xip.io", b".sslip.io"))
    last = ahead[-1:]
    return (last in (b".", b"-", b"_", b"+", b"#") and ahead[-2:-1].isalnum()) or last == b"$"


def is_nobody(octets: list[bytes], behind: bytes) -> bool:
    """Loopback, unspecified, netmasks, and networks (`10.0.0.0/8`)."""
    first, last = int(octets[0]), octets[3]
    if first in (0, 127, 255) or octets[:3] == [b"255"] * 3:
        return True
    prefix = behind[1:3].rstrip(b" ,;)") if behind[:1] == b"/" else b""
    if not prefix.isdigit() or last != b"0":
        return False
    value = int.from_bytes(bytes(map(int, octets)), "big")
    return 0 < int(prefix) <= 32 and value & ((1 << (32 - int(prefix))) - 1) == 0


def is_version(octets: list[bytes], ahead: bytes, behind: bytes) -> bool:
    """Whether the words and signs around say version rather than address."""
    if behind.lstrip(b"]")[:1] == b":" and behind.lstrip(b"]")[1:2].isdigit():
        return False
    if _ACCESS_LOG.search(behind):
        return False
    if behind.startswith(b" released"):
        return True
    if ahead.endswith((b" on ", b" at ")) and not small(octets):
        return False  # `upgraded the agent on 65.5.169.41`
    last = ahead[-1:]
    if octets[1:] == [b"0"] * 3:
        return True  # 119.0.0.0
    if last == b"/" and ahead[-2:-1].isalnum():
        segment = _OF_PATH.search(ahead) is not None and not small(octets)
        return not segment and _HOST_BEFORE.search(ahead) is None  # Chrome/119.0.0.0; a URL has ://
    near = ahead[-24:]
    version, address = last_place(_SAYS_VERSION, near), last_place(SAYS_ADDRESS, near)
    if last == b"@" and not ahead.endswith(b"@@"):
        return _is_release(ahead) and small(octets)
    if _NEW_VERSION.search(ahead) and not _SAYS_IP.search(ahead):
        return True
    if version > address or (small(octets) and _CHANGES_VERSION.search(ahead)):
        return True
    if b".".join(octets) in _RESOLVERS and not ahead.rstrip()[-1:].isalpha():
        return False
    return address < 0 and small(octets)


_SHELL_USER = window(rb"(?:^|[^a-z0-9_-])(?:root|admin|ubuntu|debian|centos|ec2-user|deploy|pi|git|postgres)@$")


_NAME_BEFORE = window(rb"[a-z0-9_.-]{1,40}@$")


def _is_release(ahead: bytes) -> bool:
    """`release=shop@2.4.11.0`; not `ssh root@5.9.12.33` and what else has a word for an address or a user."""
    if b"@" in ahead[:-1] or _SHELL_USER.search(ahead):
        return False
    near = _NAME_BEFORE.sub(b"", ahead)[-24:]
    return last_place(_SAYS_VERSION, near) >= last_place(SAYS_ADDRESS, near)


def small(octets: list[bytes]) -> bool:
    """Whether the numbers are as small as a version's; `10.…` and `192.168.…` are addresses by themselves."""
    return int(octets[0]) != 10 and all(int(octet) < 64 for octet in octets)
