"""A secret's name with its value behind a space, an arrow, a bar or a line's end: files of settings, tables, notes.

`requirepass …`, `ENV DB_PASS …`, `| password | … |`, `password -> …`, `Password:` and its value on the next line.
"""

import re
from collections.abc import Iterable

from processor.redact.buffer import Found, leaf_end
from processor.redact.detector import Detector, window
from processor.redact.keys import Secrecy, secrecy
from processor.redact.recognizers.value_span import value_span
from processor.redact.values import could_be_secret, mixes_sorts

_WORD = rb"(?:pass(?:word|wd|phrase)?|pwd|psw|pw|secret|token|api[_-]?key|auth|sessid|sessionid)"
_APART = (
    rb"[\"']?(?:[ \t]{0,3}(?:->|\||;)[ \t]{0,3}|[\"'], ?[\"']|"
    rb"\t{1,4}| \. |\.{4,60} ?|:[ \t]{0,3}\r?\n[ \t]{0,8})[\"']?[^\s]"
)
_NAME_APART = rb"(?i)\b[A-Za-z0-9_.-]{0,30}" + _WORD + rb"[A-Za-z0-9_-]{0,20}" + _APART
_DIRECTIVE = (
    rb"(?i)(?:\b[A-Za-z0-9_.-]{1,30}_(?:pass(?:word|wd|phrase)?|pwd|pw|secret|token|key|auth)|\brequirepass|\bmasterauth|"
    rb"\bbindpw|\brootpw|\bj?sessionid|\bphpsessid|\bauth_pass) [\"']?[A-Za-z0-9!@#$%^&*+=?~_.-]{6}"
)
_SEED = (
    rb"(?i)\b(?:(?:seed|mnemonic|recovery|secret)[ _-](?:phrase|"
    rb"words)|mnemonic|wallet seed)[\"']?[ :=]{1,4}[\"']?[a-z]{3,8}(?: [a-z]{3,8}){11,23}\b"
)
_NAME_END = window(rb"^[A-Za-z0-9_.-]+")
_NEXT_PAIR = re.compile(r"^[a-z_]{2,24}=\d{1,9}$")
"""`reason=bad_password attempt=3`: the next pair of a log's line."""


def _check(text: bytes, start: int, end: int) -> Iterable[Found]:
    """What stands so loosely must look drawn or invented, not like a word or an id."""
    name = _NAME_END.search(text[start:end])
    if name is None or secrecy(name.group().decode("latin-1")) < Secrecy.LIKELY:
        return ()
    begin, finish, _ = value_span(text, end - 1)
    value = text[begin:finish].decode("latin-1")
    fits = len(value) >= 6 and could_be_secret(value) and mixes_sorts(value)
    if text[finish : finish + 1] in (b"'", b'"') and text[finish + 1 : finish + 2] == b":":
        return ()  # `'dbpass_2023', 'password2': '…'`: the first was a value, this is the next name
    return (Found(begin, finish, "secret.named"),) if fits else ()


def _check_directive(text: bytes, start: int, end: int) -> Iterable[Found]:
    name = text[start:end].split(b" ")[0].decode("latin-1")
    begin, finish, _ = value_span(text, text.find(b" ", start, end) + 1)
    value = text[begin:finish].decode("latin-1")
    known = "_" not in name or secrecy(name) >= Secrecy.LIKELY
    has_both = any(map(str.isdigit, value)) and any(map(str.isalpha, value))
    assigned = _NEXT_PAIR.search(value) is not None
    fits = (
        known
        and has_both
        and not assigned
        and could_be_secret(value)
        and text[finish : finish + 1] not in (b"=", b":", b"(", b".")
    )
    return (Found(begin, finish, "secret.named"),) if fits else ()


_NUMBERED = rb"(?i)\b(?:password|secret|key-string) [05789] [^\s\x1d\x1e]{4,128}"
_WIFI = rb"\bWIFI:[^\n\x1d\x1e]{0,80}\bP:[^;\n\x1d\x1e]{4,64};"


def _check_last(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`enable secret 5 $1$…`: how it is kept, and what; `WIFI:S:home;P:…;` as codes on a wall have it."""
    end -= text[end - 1 : end] == b";"
    begin = max(text.rfind(b" ", start, end), text.rfind(b"P:", start, end) + 1) + 1
    return (Found(begin, end, "secret.named"),) if could_be_secret(text[begin:end].decode("latin-1")) else ()


_SEED_WORDS = window(rb"[a-z]{3,8}(?: [a-z]{3,8}){11,23}$")


def _check_seed(text: bytes, start: int, end: int) -> Iterable[Found]:
    words = _SEED_WORDS.search(text[start : leaf_end(text, start, end - start)].lower())
    return (Found(start + words.start(), end, "secret.seed_phrase"),) if words else ()


DETECTORS = (
    Detector(_NAME_APART, _check, gate=b"(?i)" + _WORD + rb"[A-Za-z0-9_-]*" + _APART),
    Detector(_DIRECTIVE, _check_directive, gate=rb"(?i)_(?:pass(?:word|wd|phrase)?|pwd|pw|secret|token|key|"
    rb"auth) [\"']?[A-Za-z0-9!@#$%^&*+=?~_.-]{6}|"
             rb"\b(?:requirepass|masterauth|bindpw|rootpw|j?sessionid|phpsessid) "),
    Detector(_NUMBERED, _check_last),
    Detector(_WIFI, _check_last, gate=rb"\bWIFI:"),
    Detector(_SEED, _check_seed,
             gate=rb"(?i)\b(?:(?:seed|mnemonic|recovery|secret)[ _-](?:phrase|words)|mnemonic|wallet seed)\b"),
)  # fmt: skip
