"""Codes that let somebody in who lost his second factor: `backup codes: 8f3k-2m9x, p4q7-x1z8`."""

from collections.abc import Iterator

from processor.redact.buffer import Found, leaf_end
from processor.redact.detector import Detector, window

_CODE = rb"(?:[A-Za-z0-9]{4,6}(?:-[A-Za-z0-9]{4,6}){1,3}|\d{4,5} \d{4,5}|[A-Za-z0-9]{8,12})"
_NAME = rb"(?i)\b(?:recovery|backup|scratch|rescue|emergency)[ _-]?codes?\b"
_FIRST = _NAME + rb"\\{0,3}[\"']?(?: (?:is|are|was|used|entered))?[\s:=\[(\"'\\*-]{1,6}" + rb"[A-Za-z0-9]{4}"
_CODE_HERE = window(rb"^" + _CODE + rb"(?![A-Za-z0-9-])")
_ONE_BY_ONE = window(rb"^\\{0,3}[\"']?(?:, ?|;|\s| and | und )[\s*-]{0,4}\\{0,3}[\"']?(?=[A-Za-z0-9]{4})")
MAX_CODES = 20


def _check(text: bytes, start: int, end: int) -> Iterator[Found]:
    """As many as follow each other; each has a digit in it, as no word has, or is drawn in groups like one that has."""
    place, drawn = end - 4, False
    codes: list[Found] = []
    while len(codes) < MAX_CODES:
        code = _CODE_HERE.search(text[place : leaf_end(text, place, 40)])
        has_digit = code is not None and any(48 <= c <= 57 for c in code.group())
        if code is None or not (has_digit or b"-" in code.group()):
            break
        drawn = drawn or has_digit
        codes.append(Found(place, place + code.end(), "secret.code"))
        place += code.end()
        following = _ONE_BY_ONE.search(text[place : leaf_end(text, place, 16)])
        if following is None:
            break
        place += following.end()
    yield from codes if drawn else ()


_IN_GROUPS = (
    rb"(?i)\b(?:recovery|backup|security)[ _-]key[\"']?[ :=]{1,3}[\"']?"
    rb"(?:[A-Za-z0-9]{4}(?:[ -][A-Za-z0-9]{4}){5,12}|\d{6}(?:-\d{6}){7})\b|"
    rb"\b(?:licen[cs]e|product|activation)(?:[ _-]?(?:key|code)[\"']?[ :=]{1,3}|[\"']?[:=][ ]?)[\"']?"
    rb"[A-Z0-9]{5}(?:-[A-Z0-9]{5}){3,4}\b|"
    rb"\b(?:gift[ _-]?card|invit(?:e|ation)|redemption|device|user|pairing)[ _-]?code[\"']?[ :=]{1,3}[\"']?"
    rb"(?-i:[A-Z0-9]{4,5}(?:-[A-Z0-9]{4,5}){1,4})\b"
)
_GROUPS = window(
    rb"(?i)(?:key|code|licen[cs]e|product|activation)[\"' :=]{1,6}([A-Za-z0-9]{4,6}(?:[ -][A-Za-z0-9]{4,6}){1,12})$"
)


_VOWEL = window(rb"(?i)[aeiou]")


def _check_groups(text: bytes, start: int, end: int) -> Iterator[Found]:
    """`recovery key: EsTc 8aZx …`, `license: A1B2C-D3E4F-…`: with digits in it, as no words have; a `user_code` is made
    of consonants alone (RFC 8628, 6.1)."""
    groups = _GROUPS.search(text[start:end])
    if groups and (sum(48 <= c <= 57 for c in groups.group(1)) >= 2 or not _VOWEL.search(groups.group(1))):
        yield Found(start + groups.start(1), end, "secret.code")


DETECTORS = (
    Detector(_FIRST, _check, gate=_NAME, cost=2),
    Detector(
        _IN_GROUPS,
        _check_groups,
        gate=rb"(?i)\b(?:(?:recovery|backup|security)[ _-]key|licen[cs]e|product|activation|"
        rb"(?:gift[ _-]?card|invit(?:e|ation)|redemption|device|user|pairing)[ _-]?code)[ _\"':=-]",
    ),
)
