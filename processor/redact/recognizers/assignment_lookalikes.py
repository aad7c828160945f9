"""What stands behind a secret's name and is no secret: code, files, keys of caches, parts of chips, sentences."""

import re
from typing import NamedTuple

from processor.redact.detector import window
from processor.redact.keys import secrecy
from processor.redact.recognizers.postal import is_postal_code
from processor.redact.values import could_be_secret, is_code

_PARAMETER = re.compile(r"^[a-z_]{2,16}=$")
"""`Authorization: Token token="…"`: the value has a name of its own."""
_NEXT_FIELD = re.compile(r"^[A-Za-z_][\w.-]{0,40}=[^=]")
"""`token= id=42`: nothing stands behind the name."""
_TOLD_BY_ANOTHER = re.compile(r"^([a-z_]{2,16})=([\w.-]{1,24})$")
"""`auth: user=bo`, `session: id=4`: a heading, and what belongs to it."""
_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_CACHE_KEY = re.compile(r"^[a-z_-]{2,24}(?::[a-z_-]{1,24}){0,4}:\d[\d-]{0,20}$|^\d{1,12}:[a-z][a-z_-]{1,24}(?::|$)")
"""`auth:orders:654513`, `sess:count:2024-05-13`, `sess:8812:cart`."""
_SOURCE_FILE = re.compile(
    r"\.(?:[cm]?[jt]sx?|py|rb|go|rs|php|java|kts?|cs|vue|exs?|swift|cc?|cpp|hh?|mm?|scala|pl|sh)$"
)
"""`/src/auth/password.ts:410:34` of a stack trace."""
_RESOURCE_NAME = window(rb"\barn:[\w:/.-]{4,}:$")
"""`arn:aws:secretsmanager:…:secret:shop/db`: the secret's name."""
_ON_A_CARD = ("cvv", "cvc", "csc", "cvn", "cvv2", "cvc2", "security_code", "securitycode", "verification_value")
"""Names of secrets with three digits."""
_OF_A_CHIP = re.compile(r"^(?:[A-Z]{1,2}\d{1,2}|GPIO\w{1,4})$")
_PROSE_GOES_ON = window(rb"^ +[a-z`]{2,}")


class Assigned(NamedTuple):
    """`name = value`, found in a text."""

    text: bytes
    name_start: int
    name: str
    sign: bytes
    """Where the head of it ends: `=`, `: `, `%3D`."""
    start: int
    end: int
    """Of the value in the text."""
    value: str
    quoted: bool

    @property
    def tight(self) -> bool:
        """`name=value`, as machines write, not `name: value`."""
        return is_tight(self.sign)


def is_tight(sign: bytes) -> bool:
    """Whether nothing stands between the equals sign and the value."""
    return sign.endswith(b"=") or sign[-3:].lower() == b"%3d"


def is_lookalike(it: Assigned) -> bool:
    """Whether the value is no secret although its name says so."""
    return (
        it.value.lower() == it.name.lower()  # password=password in code
        or len(it.value) < 2  # accesskey="n"
        or _is_syntax(it)
        or _is_of_a_key_or_file(it)
        or _is_known_by_its_name(it)
        or is_postal_code(it.text, it.start, it.end)
        or _is_prose(it)
    )


def _is_syntax(it: Assigned) -> bool:
    """Code that computes the value, or the next field where there is none; or the name is quoted, and its end was taken
    for the beginning of a value: ``undefined method `password=' for nil``."""
    if it.quoted:
        return it.value.startswith(" ") and it.text[it.name_start - 1 : it.name_start] in (b"`", b"'", b'"')
    called = it.text[it.end : it.end + 1] in (b"(", b"[") and it.value != ""
    next_field = it.sign.endswith(b"= ") and _NEXT_FIELD.search(it.value) is not None
    if it.sign.endswith(b"  ") and it.text[it.end : it.end + 2] == b": ":
        return True  # a name of the block below, with the line's end written as an escape
    told = _TOLD_BY_ANOTHER.search(it.value) if it.sign.endswith(b": ") else None
    if told and not secrecy(told[1]) and (_DATE.search(told[2]) or not could_be_secret(told[2])):
        return True
    return called or is_code(it.value) or next_field or _PARAMETER.search(it.value) is not None


def _is_of_a_key_or_file(it: Assigned) -> bool:
    """A part of a cache's key, of a source file's place, of a resource's name."""
    if not it.sign.endswith(b":"):
        return False
    if not it.quoted and _CACHE_KEY.search(it.value):
        return True
    if it.value.isdigit() and it.text[it.name_start - 1 : it.name_start] == b":":
        return True  # the end of such a key
    if it.sign.endswith(b"::") and it.value.isalpha():
        return True  # `PasswordTest::testReset`
    ahead = it.text[max(0, it.name_start - 120) : it.name_start]
    return _SOURCE_FILE.search(it.name) is not None or _RESOURCE_NAME.search(ahead) is not None


def _is_known_by_its_name(it: Assigned) -> bool:
    """What only some names have for a value."""
    name = it.name.lower()
    if name.startswith("cred") and it.text[it.end : it.end + 3] == b" / ":
        return True  # a user's name, of which the sentence goes on
    if name == "pwd" and it.value.startswith(("/", "~")):
        return True  # the working directory
    if it.value.isdigit() and len(it.value) < 4 and not name.endswith(_ON_A_CARD):
        return True  # an enumeration: ENCRYPTION_KEY_PREFERENCE = 182
    of_a_chip = it.value.isalpha() or _OF_A_CHIP.search(it.value) is not None
    return name in ("pin", "pins") and of_a_chip  # `PIN: GND`


def _is_prose(it: Assigned) -> bool:
    """`password: must not be empty`."""
    word = not it.quoted and not it.tight and it.value.isalpha() and it.value[1:].islower()
    return word and _PROSE_GOES_ON.search(it.text[it.end : it.end + 12]) is not None
