"""The number before or behind a word that says phone."""

from collections.abc import Iterable, Iterator

from processor.redact.buffer import KEY_END, LEAF_END, Found, after, before, leaf_end
from processor.redact.detector import Detector, window
from processor.redact.recognizers.phones.lookalikes import OTHER_NUMBER, is_no_number, is_quantity
from processor.redact.recognizers.phones.plans import MAX_DIGITS, MIN_DIGITS, international, national
from processor.redact.recognizers.phones.runs import EXTENSION, digits_of, readings, stands_free
from processor.redact.recognizers.phones.words import (
    COUNTS,
    IS_CALLED,
    PARTY,
    RUSSIAN_MOBILE,
    WEAK_WORD,
    WORD,
    may_be_bare,
)

_NUMBER_NEXT = window(
    rb"^(?:[^\d\x1e\n+(]|\((?!\+?\d{1,5}\))){0,32}((?:\+{1,2} ?)?(?:\(\+?\d{1,5}\)|\d)[\d .\-/()]{4,20}\d"
    + EXTENSION
    + rb")"
)
MIN_JOINED = 10
_OPENS_SEGMENT = (b"/", b"s/", b"numbers/")
_ENDS_SEGMENT = (b"", b"/", b"?", b" ", b'"', b"'", LEAF_END)

_PLACE_OR_COUNTRY = window(
    rb"(?i)^_?\d{1,2}(?=[\"']?\s?[:=\x1d])|^:?[*#]\d{2,3}[#*]|"
    rb"^(?:[^\w\x1e]|\b(?:number|info|value)\b|_){0,8}(?:country|calling|dial)[ _]?(?:calling[ _]?)?code"
    rb"[\"']?\W{1,5}\+?\d{1,3}\b"
)
"""`phone2: …`, and `"phone": {"country_code": 49, "number": …}`, whose first digits are not the number;
nor are those of `tel:*31#…`, which hides who calls."""
_PLUS_OF_FORM = window(rb"(?<=[\d)])\+(?=[\d(])")
"""A space of `?tel=06+12+34+56+78`."""


def _check_word(text: bytes, start: int, end: int) -> Iterator[Found]:
    """A word that says phone: whatever number comes next is one, if nothing in between says otherwise."""
    if text[end - 5 : end].lower() == b"phone" and before(text, start, 5).endswith((b"i", b"micro", b"head", b"ear")):
        return
    if text[start:end].lower() == b"text" and text[end : end + 1] in (KEY_END, b":", b"=", b'"', b"'"):
        return  # a field of that name, and not the verb
    while text[end - 1 : end].isdigit():
        end -= 1  # `手机号186…`, of which `as_bytes` makes `tel186…`
    place = _PLACE_OR_COUNTRY.search(text[end : leaf_end(text, end, 48)])
    end += place.end() if place else 0
    ahead = text[end : leaf_end(text, end, 70)]
    match = _NUMBER_NEXT.search(_PLUS_OF_FORM.sub(b" ", ahead) if b"+" in ahead else ahead)
    between = text[end : end + match.start(1)].lower() if match else b""
    if match is None or b") values" in between or OTHER_NUMBER.search(between):
        return  # the values of an INSERT are looked at by their columns
    begin, finish = end + match.start(1), end + match.end(1)
    body = text[begin:finish]
    if body.isdigit() and (IS_CALLED.search(between) or COUNTS.search(before(text, start, 10))):
        return
    weak = WEAK_WORD.search(text[start:end]) is not None
    if text[start:end].lower().startswith(b"nomer") and RUSSIAN_MOBILE.search(body) is None:
        return
    if weak and body.isdigit() and not may_be_bare(text[start:end], text[end:begin], body, text[finish : finish + 14]):
        return
    if is_no_number(body) or is_quantity(after(text, finish)):
        return
    named = text[end:begin].lower() in _OPENS_SEGMENT and not weak
    segment = named and text[finish : finish + 1] in _ENDS_SEGMENT
    if not segment and not _is_joined(text, end, begin, finish) and not stands_free(text, begin, finish):
        return
    yield from _first_reading(text, start, end, begin, finish, weak)


def _is_joined(text: bytes, end: int, begin: int, finish: int) -> bool:
    """`手机号18612345678`: a number some country assigns that begins where the word ends."""
    body = text[begin:finish]
    if begin > end or not body.isdigit() or len(body) < MIN_JOINED or text[finish : finish + 1].isalnum():
        return False
    return national(body.decode("ascii")) or international(body.decode("ascii")) == 2


def _first_reading(text: bytes, start: int, end: int, begin: int, finish: int, weak: bool) -> Iterator[Found]:
    """The longest way to read the run behind a word as a number, and what follows in the same list."""
    body = text[begin:finish]
    is_party = PARTY.search(text[start:end]) is not None
    for length, main in readings(body):
        digits = digits_of(main)
        bare = main.isdigit()
        if bare and is_party and international(digits) != 2 and not national(digits):
            return  # his id
        if (
            (8 if weak and bare else MIN_DIGITS)
            <= len(digits)
            <= (13 if bare and not digits.startswith("00") else MAX_DIGITS)
        ):
            yield Found(begin, begin + length, "phone")
            yield from listed(text, begin + length)
            return


_NEXT_IN_LIST = window(
    rb"(?i)^(?:[ ,;|/]{1,3}(?:home|work|office|mobile|fax|privat|other|alt|ersatz|domicile|casa)[:=]? |"
    rb"[\"']?, ?[\"']?| (?:or|oder|ou|ou au|o al?|lub|ve) )((?:\+ ?)?\(?\d[\d .\-/()]{5,20}\d)(?=[\"',\])]|$)"
)
MAX_LISTED = 20


def listed(text: bytes, place: int) -> Iterator[Found]:
    """`phones: ["…", "…"]`."""
    for _ in range(MAX_LISTED):
        match = _NEXT_IN_LIST.search(text[place : leaf_end(text, place, 32)])
        if match is None or not 8 <= len(digits_of(match.group(1))) <= 13 or is_no_number(match.group(1)):
            return
        begin, place = place + match.start(1), place + match.end(1)
        yield Found(begin, place, "phone")


_WORD_AFTER = (
    rb"(?i)\d[\"')]? (?:is |was )?(?:not )?(?:an? )?"
    rb"(?:(?:in)?valid (?:[a-z]{2,10} )?|numarali )?(?:phone|mobile|cell|tel)"
    rb"|(?i)\d\\?[\"')]? for (?:the )?(?:(?:field|column|attribute|parameter|param|property):? ?"
    rb"[\"'\x60(\[]{0,2}|[\"'\x60])(?:\w{1,20}\.)?(?:phone|mobile|cell|tel|msisdn|handy|celular|movil)|"
    rb"(?i)\d (?:zuruckrufen|an(?:zu)?rufen)\b"
)
_RUN_BACK = window(rb"(?:\+ ?)?(?:\(|\b)\d[\d ().-]{5,22}(?: ?x\d{1,4})?(?<=\d)$")


def _check_word_after(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`5551234567 is not a valid phone number`."""
    finish = start + 1
    run = _RUN_BACK.search(before(text, finish, 28))
    if run is None:
        return ()
    begin = finish - len(run.group())
    digits, bare = len(digits_of(run.group())), run.group().isdigit()
    if not (9 <= digits <= 12 if bare else MIN_DIGITS <= digits <= MAX_DIGITS and b"valid" in text[start:end].lower()):
        return ()
    if is_no_number(run.group()) or not stands_free(text, begin, finish):
        return ()
    return () if OTHER_NUMBER.search(before(text, begin, 24)) and bare else (Found(begin, finish, "phone"),)


DETECTORS = (
    Detector(WORD, _check_word),
    Detector(_WORD_AFTER, _check_word_after),
)
