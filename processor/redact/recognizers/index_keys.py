"""Rows that PostgreSQL names by several columns: `Key (tenant, phone)=(7, 0171 …) already exists`.

One column stands right before its value, as a field does, and needs no rule of its own.
"""

from collections.abc import Iterator

from processor.redact.buffer import Found, leaf_end
from processor.redact.detector import Detector, pattern, window
from processor.redact.keys import Secrecy, secrecy
from processor.redact.recognizers.national_names import NAME
from processor.redact.values import is_placeholder

_KEY = rb"\bKey \([^()\x1d\x1e]{1,200},[^()\x1d\x1e]{1,200}\)=\("
_KEY_GATE = rb"\)=\("
_PHONE = pattern(rb"(?i)phone|mobile|telefon|msisdn|celular|handy")
_VALUES = window(rb"^[^()\n\x1e]{1,400}\)")
_NUMBER = window(rb"^[A-Za-z]{0,3}[\d+(][\dA-Za-z .()/+-]{4,30}$")


def _check(text: bytes, start: int, end: int) -> Iterator[Found]:
    """Name by name, where there are as many values; a comma within a value leaves all to the other rules."""
    values = _VALUES.search(text[end : leaf_end(text, end, 402)])
    names = text[start:end].partition(b"(")[2].partition(b")")[0].split(b", ")
    if values is None or len(parts := values.group()[:-1].split(b", ")) != len(names):
        return
    place = end
    for name, value in zip(names, parts, strict=True):
        rule = rule_for(name, value)
        if rule:
            yield Found(place, place + len(value), rule)
        place += len(value) + 2


def rule_for(name: bytes, value: bytes) -> str:
    """The rule that takes the value of a column or field of this name; empty when it stays."""
    if secrecy(name.decode("latin-1")) >= Secrecy.LIKELY:
        return "" if is_placeholder(value.decode("latin-1")) else "secret.sql"
    digits = sum(48 <= c <= 57 for c in value)
    if digits < 6 or not _NUMBER.search(value):
        return ""
    if _PHONE.search(name):
        return "phone" if digits <= 15 else ""
    return "national_id.named" if NAME.search(name + b"=") else ""


DETECTORS = (Detector(_KEY, _check, gate=_KEY_GATE),)
