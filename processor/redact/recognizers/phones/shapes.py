"""Numbers that show by their form what they are: with a country's code, or with the punctuation of their country."""

from collections.abc import Iterable

from processor.redact.buffer import Found, after, before
from processor.redact.detector import Detector, last_place, window
from processor.redact.recognizers.phones.lookalikes import (
    COORDINATES,
    is_ascending,
    is_no_number,
    is_other,
    is_quantity,
    is_rest,
)
from processor.redact.recognizers.phones.plans import MAX_DIGITS, MIN_DIGITS, international, national
from processor.redact.recognizers.phones.runs import EXTENSION, bracketed, column_end, digits_of, readings, stands_free
from processor.redact.recognizers.phones.words import SAYS_PHONE

_INTERNATIONAL = rb"(?:\+|%2[Bb]|\b00[ -]?)\(?[1-9][\d ().\-/]{6,22}\d" + EXTENSION
_BRACKETS = rb"(?:\b[0178][ -]?)?\(0?\d{1,5}\) ?[ .-]?\d[\d .\-/]{3,14}\d" + EXTENSION
_AMERICAN = (
    rb"\b(?:1[-. ])?[2-9]\d{2}(?:-\d{3}-|\.\d{3}\.| \d{3}[ -])\d{4}(?:,? ?(?i:x|ext[.:]?|extension:?|#) ?\d{1,5}\b|\b)"
)
_TRUNK_ZERO = rb"\b0[1-9]\d{0,4}(?: / |[ /-])\(?\d[\d /-]{3,14}\d\b|\b0[1-9](?:\.\d{2}){4}\b"
_MOBILE = (
    rb"\b1[3-9]\d[ -]\d{4}[ -]\d{4}\b|\b[6-9]\d{4} \d{5}\b|\b[679]\d{2} \d{2} \d{2} \d{2}\b|"
    rb"\b[1-9]\d 9?\d{4}-\d{4}\b|\b[1-9]\d \d{3} \d{2} \d{2}\b|\b[49]\d{2} \d{2} \d{3}\b"
)
"""Groups that neither amounts nor ids have: of China, India, France, Brazil, Poland, Norway."""
_DASHED_AMERICAN = window(
    rb"^(?:1-)?[2-9]\d{2}[-.]\d{3}[-.]\d{4}$|^(?:1[ -]?)?\([2-9]\d{2}\) ?\d{3}-\d{4}$|"
    rb"^[78][ -]?\(\d{3}\) ?\d{3}-\d{2,4}|^\(0\d{2,5}\) ?\d{4,8}$"
)
"""Distinct enough to need no assigned area code."""


def _check_international(text: bytes, start: int, end: int) -> Iterable[Found]:
    end = column_end(text, start, end)
    if not stands_free(text, start, end) and b" / " in text[start + 8 : end]:
        end = text.find(b" / ", start + 8, end)  # `+49 151 87297522 / 10.1.2.3`
    if not stands_free(text, start, end) or COORDINATES.search(text[start:end]):
        return ()
    if text[start : start + 1] == b"0" and is_other(ahead := before(text, start, 32), last_place(SAYS_PHONE, ahead)):
        return ()
    possible = 0
    for length, main in readings(text[start:end]):
        lead = 3 if main[:1] == b"%" else 0
        digits = digits_of(main[lead:].replace(b"(0)", b""))
        if digits[:2] == "00":
            digits = digits[2:]
        if (
            main[:1] == b"+"
            and main[1:].isdigit()
            and len(digits) < 9
            and not SAYS_PHONE.search(before(text, start, 32))
        ):
            return ()  # a difference: `+12345678`
        rank = international(digits) if 8 <= len(digits) <= MAX_DIGITS else 0
        if rank == 2:
            return (Found(bracketed(text, start), start + length, "phone"),)
        possible = possible or (length if rank and (text[start : start + 1] != b"0" or main.count(b"-") > 1) else 0)
    return (Found(bracketed(text, start), start + possible, "phone"),) if possible else ()


def _check_punctuated(text: bytes, start: int, end: int) -> Iterable[Found]:
    end = column_end(text, start, end)
    if not stands_free(text, start, end) or is_no_number(text[start:end]):
        return ()
    ahead = before(text, start, 32)
    spoken = last_place(SAYS_PHONE, ahead)
    if is_rest(ahead, text[start:end]) or is_other(ahead, spoken):
        return ()
    if spoken < 0 and (is_ascending(text[start:end]) or is_quantity(after(text, end))):
        return ()
    for length, main in readings(text[start:end]):
        digits = digits_of(main)
        known = spoken >= 0 or _DASHED_AMERICAN.search(main) is not None or national(digits)
        if MIN_DIGITS <= len(digits) <= MAX_DIGITS and known:
            return (Found(start, start + length, "phone"),)
    return ()


DETECTORS = (
    Detector(_INTERNATIONAL, _check_international, cost=6),
    Detector(_BRACKETS, _check_punctuated),
    Detector(_AMERICAN, _check_punctuated),
    Detector(_TRUNK_ZERO, _check_punctuated),
    Detector(_MOBILE, _check_punctuated),
)
