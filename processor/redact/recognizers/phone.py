"""Phone numbers: international ones by themselves, national ones by their punctuation or a word that says phone.

The plan of numbers is libphonenumber's (`phonenumbers`, what Presidio uses too). It costs 50–150 µs a number, so it
is asked last and its answers are remembered. Bare digits without a word are never phones: they are ids.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import phonenumbers

from processor.redact.buffer import LEAF_END, Found, after, before, leaf_end
from processor.redact.detector import Detector, last_place, pattern, window

_EXTENSION = rb"(?:,? ?(?i:x|ext[.:]?|extension:?|poste|#) ?\d{1,5})?"
_INTERNATIONAL = rb"(?:\+|%2[Bb]|\b00[ -]?)\(?[1-9][\d ().\-/]{6,22}\d" + _EXTENSION
_BRACKETS = rb"(?:\b[0178][ -]?)?\(0?\d{1,5}\) ?[ .-]?\d[\d .\-/]{3,14}\d" + _EXTENSION
_AMERICAN = (
    rb"\b(?:1[-. ])?[2-9]\d{2}(?:-\d{3}-|\.\d{3}\.| \d{3}[ -])\d{4}(?:,? ?(?i:x|ext[.:]?|extension:?|#) ?\d{1,5}\b|\b)"
)
_TRUNK_ZERO = rb"\b0[1-9]\d{0,4}(?: / |[ /-])\(?\d[\d /-]{3,14}\d\b|\b0[1-9](?:\.\d{2}){4}\b"
_BARE_TRUNK_ZERO = rb"\b0[1-9]\d{8,9}\b"
_BARE_PARTY = rb"(?i)[\"'](?:to|from|dst|src|msisdn|recipient|destination|phone)[\"']: ?[\"'][1-9]\d{9,13}[\"']"
_BARE_END = rb"(?i)\b(?:to|from|dst|src|recipients?|destination)(?:=| |[\"']?: ?)(?:\[[\"']?)?[1-9]\d{9,13}\b"
_GATEWAY = pattern(
    rb"sms|whatsapp|voip|nexmo|vonage|plivo|twilio|messagebird|sinch|infobip|telnyx|clickatell|"
    rb"(?:messages?|calls?|voice)\S{0,60}[?&](?:to|from|dst|src|recipient|destination)=$"
)
"""Who carries messages and calls, and writes whole numbers without a plus."""
_IN_INDEX = (
    rb"(?i)(?:entry '[^'\x1d\x1e]{7,24}' for key '[^'\x1e]{0,60}(?:phone|mobile|telefon|\btel|_tel|msisdn|handy|"
    rb"celular)|"
    rb"(?:phone|mobile|telefon|msisdn|handy|celular)[^'\x1e]{0,20}'[^\x1e\n]{0,120}"
    rb"duplicate key value is \([^)\x1e]{7,24}\))"
)
_MOBILE = (
    rb"\b1[3-9]\d[ -]\d{4}[ -]\d{4}\b|\b[6-9]\d{4} \d{5}\b|\b[679]\d{2} \d{2} \d{2} \d{2}\b|"
    rb"\b[1-9]\d 9?\d{4}-\d{4}\b|\b[1-9]\d \d{3} \d{2} \d{2}\b|\b[49]\d{2} \d{2} \d{3}\b"
)
"""Groups that neither amounts nor ids have: of China, India, France, Brazil, Poland, Norway."""
_WORD = (
    rb"(?i)phone|\bfon[oe]\b|pager|\bctc[mhb]\b|"
    rb"\bnatel\b|\bno(?:mor|\.)? hp\b|\bmob\b|\bph\b|\btel\b|\btelf?\.|"
    rb"mobil|\bcell(?:phone|ular)?(?:s|_?n(?:o|r|um(?:ber)?))?\b|\bfax|\bsms\b|whats ?app|msisdn|"
    rb"\bcall(?:er[_ -]?id|ed|er|back|ing)?\b|\bdial|\b(?:ani|dnis)[\"']?[:=]|"
    rb"\btext(?:ed)?\b|telefon|handy|rufnummer|movil|portable|\bgsm\b|celular|cellulare|telefoon|"
    rb"telepon|\bdien thoai|mobiel|puhelin|"
    rb"telemovel|komork|\btlf\b|contact[_ ]?n(?:o|umber|r)\b|kontaktnummer|landline|hotline|viber|voicemail|numero|"
    rb"(?:kontakt|contact|"
    rb"contacto|contatto|contato)[\"']? ?[:=\x1d]|\bcontact |\breach(?:ed)? (?:me|us|him|her|them) (?:on|at) |"
    rb"\b(?:my|meine|mon|mi|il mio|moj|mijn|meu|mitt) (?:number|nummer|numero|numer) (?:is|ist|est|es|e|to|je|er|ar)\b|"
    rb"\bnomer\b|\b(?:to|from)[\"']?[_ ]?number|\banruf(?:er|en)?\b|ruckruf|\br?appele[rz]\b|"
    rb"\b(?:joignable|bereikbaar|reachable)\b|zadzwo|\bdzwon|\bllam(?:e|ar)\b|\bligue\b|\bchiam(?:i|are)\b|"
    rb"\bg\.?s\.?m\b|\b(?:recipient|subscriber|calle[er])\b"
)
_WORD_AFTER = rb"(?i)\d[\"')]? (?:is |was )?(?:not )?(?:an? )?(?:valid |invalid |numarali )?(?:phone|mobile|cell|tel)"
_MESSENGER = (
    rb"\bwa\.me/[1-9]\d{7,14}\b|\b(?:PJ)?SIP/[1-9]\d{8,14}-[0-9a-f]{8}\b|\b[1-9]\d{7,14}@(?:s\.whatsapp\.net|c\.us)\b"
)
_WEAK_WORD = pattern(
    rb"(?i)^(?:anruf|ruckruf|r?appel|joign|bereik|reachable|nomer|call|text|sms|mobil|cell|portable|handy|numero|dial|kontakt|conta[ct]|reach|to|from|zadzw|dzwon|llam|lig|"
    rb"chiam)"
)
_RUSSIAN_MOBILE = window(rb"^[78]9\d{9}$")
"""Behind the Russian word for "number", which is as often an order's."""
_IS_CALLED = window(rb"^ calls? (?:id )?$|^\.\w+\($")
"""`phone call 2631016792`, an id; `Phone.dial(1234567)`, a method."""
_COUNTS = window(rb"number of $|\bphone $")
_ENDS_SEGMENT = (b"", b"/", b"?", b" ", b'"', b"'", LEAF_END)
_PARTY = window(rb"(?i)^(?:recipient|subscriber|calle)")
_NUMBER_NEXT = window(
    rb"^(?:[^\d\x1e\n+(]|\((?!\+?\d{1,5}\))){0,32}((?:\+ ?)?(?:\(\+?\d{1,5}\)|\d)[\d .\-/()]{4,20}\d"
    + _EXTENSION
    + rb")"
)
_BARE_NEXT = window(
    rb"(?i)^(?:[\s\"'=:#.()\[<>\x1d\xff_-]|n\xa4|"
    rb"(?:delivery|message|notification|alert|reminder|otp|verification|lookup) (?:to|for|an|au|a|para)(?= )|"
    rb"(?:e|e?number|e?num|e?no|e?nr|is|me|us|him|her|them|back|on|at|to|under|the|de|du|da|do|"
    rb"del|della|contact[eo]|contato|au|al|auf|unter|von|via|il|el|le|la|op|an|in|nummer|telefon\w*|telephone|movil|mobile|celular|cellulare|portable|phone)(?=[_\W]|$))*$"
)
"""What may stand between a word that only sometimes says phone and bare digits: `call me back on 9876543210`, and not
`text length 9876543210`, `fax queue …`, `numero de dossier …`."""
_MOBILE_WORD = window(rb"(?i)^(?:mobil|handy|portable)")
_SENT_TO = window(rb"(?i)^sms (?:to|an|au|al|a|para|do|til|naar) $|^conta(?:ct|tto|to)[_ ]?n\w{0,5}[\"']? ?[:=\x1d]")
"""Behind these even a short number without punctuation is one: `SMS to 51561422`, `contact number: …`."""
_COUNTED = window(rb"(?i)^[\"')]? ?(?:of|arguments?|characters?|too|not found|times)\b|^ (?:to|from) \+?\d")
_OTHER_NUMBER = pattern(
    rb"\bawb\b|waybill|consignment|order|invoice|ticket|\bid\b|_id\b|\bids\b|sku|isbn|issn|\bref|serial|track|versi[oe]|\bpart|case\b|build|commit|"
    rb"batch|"
    rb"amount|total|price|\bport\b|error|code\b|status|\btime|date\b|\bms\b|bytes|size|"
    rb"(?:\b|_)line(?:[ _:=#.]|no|num|$)|count|\bseq|zip\b|"
    rb"postal|imei|"
    rb"\bpid\b|\btid\b|iban|card\b|account|passport|ssn|nhs|coord|\blat\b|\blon|gps|\brange|article|artikel|bestell|"
    rb"rechnung|"
    rb"\bqueue|\bjobs?\b|\bmessages? (?:no\.? |#)?$|\btower|\blength|dossier|suivi|\bordine|"
    rb"kunden-?n|commande|pedido|factura|model|hash|\btax|\bvat\b|duration|timeout|retr|attempt|took|uuid|guid|\brut\b|"
    rb"cpf|cnpj|"
    rb"\bnif\b|bsn|pesel|shipment|parcel|product|\bitem|release|tracking|\bsim\b|iccid|barcode|\bean\b|\bupc\b"
)
_SAYS_PHONE = pattern(
    _WORD + rb"|reach|subscriber|contact|\bring|customer|\bfrom\b|anruf|gerufen|appel|llama|chiama|ligou|volal"
)
_DATE_OR_TIME = window(
    rb"^(?:(?:19|20)\d{2}[-/. ][01]?\d[-/. ][0-3]?\d\b|[0-3]?\d[-/.][0-3]?\d[-/.](?:(?:19|20)\d{2}|\d{2})\b|"
    rb"\d{1,2}\.\d{1,2}\.\d{1,4}(?:[^.\d]|$|\.\d{1,4}(?:[^.\d]|$)))"
)
_DASHED_AMERICAN = window(
    rb"^(?:1-)?[2-9]\d{2}[-.]\d{3}[-.]\d{4}$|^(?:1[ -]?)?\([2-9]\d{2}\) ?\d{3}-\d{4}$|"
    rb"^[78][ -]?\(\d{3}\) ?\d{3}-\d{2,4}|^\(0\d{2,5}\) ?\d{4,8}$"
)
"""Distinct enough to need no assigned area code."""
_FOUR_BEFORE, _FOUR_FIRST = window(rb"\b\d{4}[ -]$"), window(rb"^\d{4}\b")
_TABLE = window(rb"^0\d{3}(?: 0\d{3})+$")
_NAMES_A_PARTY = window(rb"(?:\bnumber|\bfrom|\bto|recipient|sender|caller|callee|subscriber|msisdn)[\"':=\x1d ]{1,4}$")
_COORDINATES = window(rb"^\+(?:\d{4}[-+]\d{5}|\d{6}[-+]\d{7})$")
_FIVE_PAIRS = window(rb"^0\d(?:[. -]\d{2}){4}$")
_REGIONS = ("US", "GB", "DE", "FR", "ES", "IT", "NL", "BR", "IN", "AU", "JP", "KR", "CN", "PL", "SE", "CH", "AT", "BE",
            "TR", "ZA", "MX", "PT", "IE", "DK", "NO", "FI", "CZ", "NZ", "SG", "RU")  # fmt: skip
MIN_DIGITS, MAX_DIGITS = 7, 15


@lru_cache(maxsize=4096)
def _international(digits: str) -> int:
    """2 for an assigned number, 1 for one of a possible length, 0 for none."""
    if len(digits) == 13 and digits.startswith("521"):
        digits = "52" + digits[3:]  # how mobile phones of Mexico were dialled until 2019, and still are written
    try:
        number = phonenumbers.parse("+" + digits, None)
    except phonenumbers.NumberParseException:
        return 0
    if not phonenumbers.is_possible_number(number):
        return 0
    return 2 if phonenumbers.is_valid_number(number) else 1


@lru_cache(maxsize=1)
def _plans() -> Any:
    """All numbers that the regions assign, as dialled inside them: one RE2 expression, made of libphonenumber's.

    Asking libphonenumber region by region takes 0.5 ms a number, which somebody could send by the thousand."""
    regions = []
    for region in _REGIONS:
        plan: Any = phonenumbers.PhoneMetadata.metadata_for_region(region, None)
        kinds = (plan.fixed_line, plan.mobile, plan.toll_free, plan.premium_rate, plan.shared_cost, plan.voip, plan.uan)
        numbers = "|".join({kind.national_number_pattern for kind in kinds if kind and kind.national_number_pattern})
        regions.append(f"(?:{plan.national_prefix})?(?:{numbers})" if plan.national_prefix else f"(?:{numbers})")
    return pattern("|".join(regions).encode("ascii"))


def _national(digits: str) -> bool:
    """Whether some country assigns it."""
    return _plans().fullmatch(digits.encode("ascii")) is not None


def load_plans() -> None:
    """Read the number plans of all regions asked here; libphonenumber reads each when it is first needed (9 ms)."""
    _national("1111111")
    _international("491711234567")


def _digits(text: bytes) -> str:
    return "".join(chr(byte) for byte in text if 48 <= byte <= 57)


_HAS_EXTENSION = window(rb"(?:,? ?(?i:x|ext[.:]?|extension:?|poste|#) ?\d{1,5})$")


def _readings(body: bytes) -> Iterator[tuple[int, bytes]]:
    """Ways to read a run as one number, longest first: (length with the extension, the number without it)."""
    extension = _HAS_EXTENSION.search(body)
    main = body[: extension.start()] if extension else body
    yield len(body), main
    while True:
        cut = max(main.rfind(b" "), main.rfind(b"-"), main.rfind(b"/"), main.rfind(b"("))
        if cut < 6:
            return
        glued = main[cut : cut + 1] == b"-" and main[cut - 1 : cut] != b" "
        main = main[:cut].rstrip(b" -/.()")
        if glued:
            continue  # the rest would be a piece of a longer number: `053-4265204-4301832`
        yield len(main), main


def _check_international(text: bytes, start: int, end: int) -> Iterable[Found]:
    end = _column_end(text, start, end)
    if not _stands_free(text, start, end) or _COORDINATES.search(text[start:end]):
        return ()
    possible = 0
    for length, main in _readings(text[start:end]):
        lead = 3 if main[:1] == b"%" else 0
        digits = _digits(main[lead:].replace(b"(0)", b""))
        if digits[:2] == "00":
            digits = digits[2:]
        if (
            main[:1] == b"+"
            and main[1:].isdigit()
            and len(digits) < 9
            and not _SAYS_PHONE.search(before(text, start, 32))
        ):
            return ()  # a difference: `+12345678`
        rank = _international(digits) if 8 <= len(digits) <= MAX_DIGITS else 0
        if rank == 2:
            return (Found(_bracketed(text, start), start + length, "phone"),)
        possible = possible or (length if rank and (text[start : start + 1] != b"0" or main.count(b"-") > 1) else 0)
    return (Found(_bracketed(text, start), start + possible, "phone"),) if possible else ()


def _bracketed(text: bytes, start: int) -> int:
    """`(+358) 78…` begins at its bracket."""
    return start - 1 if text[start - 1 : start] == b"(" and b")" in text[start : start + 6] else start


def _column_end(text: bytes, start: int, end: int) -> int:
    """Where two spaces end a column of a table, or an escaped tab does, if that is inside a run."""
    gap = text.find(b"  ", start, end)
    return gap if gap >= start + MIN_DIGITS else end


def _check_punctuated(text: bytes, start: int, end: int) -> Iterable[Found]:
    end = _column_end(text, start, end)
    if not _stands_free(text, start, end) or _is_no_number(text[start:end]):
        return ()
    ahead = before(text, start, 32)
    if _FOUR_BEFORE.search(ahead) and _FOUR_FIRST.search(text[start:end]):
        return ()  # the rest of `8039 0686 0516 9963`
    spoken, other = last_place(_SAYS_PHONE, ahead), last_place(_OTHER_NUMBER, ahead)
    if other > spoken:
        return ()
    for length, main in _readings(text[start:end]):
        digits = _digits(main)
        known = spoken >= 0 or _DASHED_AMERICAN.search(main) is not None or _national(digits)
        if MIN_DIGITS <= len(digits) <= MAX_DIGITS and known:
            return (Found(start, start + length, "phone"),)
    return ()


def _check_word(text: bytes, start: int, end: int) -> Iterator[Found]:
    """A word that says phone: whatever number comes next is one, if nothing in between says otherwise."""
    if text[end - 5 : end].lower() == b"phone" and before(text, start, 5).endswith((b"i", b"micro", b"head", b"ear")):
        return
    match = _NUMBER_NEXT.search(text[end : leaf_end(text, end, 70)])
    between = text[end : end + match.start(1)].lower() if match else b""
    if match is None or b") values" in between or _OTHER_NUMBER.search(between):
        return  # the values of an INSERT are looked at by their columns
    begin, finish = end + match.start(1), end + match.end(1)
    body = text[begin:finish]
    if body.isdigit() and (_IS_CALLED.search(between) or _COUNTS.search(before(text, start, 10))):
        return
    weak = _WEAK_WORD.search(text[start:end]) is not None
    if text[start:end].lower() == b"nomer" and _RUSSIAN_MOBILE.search(body) is None:
        return
    if weak and body.isdigit() and not _may_be_bare(text[start:end], text[end:begin], body, text[finish : finish + 14]):
        return
    if _is_no_number(body) or _is_quantity(after(text, finish)):
        return
    segment = text[end:begin] == b"/" and not weak and text[finish : finish + 1] in _ENDS_SEGMENT
    if not segment and not _stands_free(text, begin, finish):
        return
    yield from _first_reading(text, start, end, begin, finish, weak)


def _may_be_bare(word: bytes, between: bytes, digits: bytes, behind: bytes) -> bool:
    """Whether bare digits are meant by a word as weak as "call": right behind it, long enough, and no count."""
    long_enough = len(digits) >= 10 or digits.startswith(b"0") or _MOBILE_WORD.search(word) is not None
    sent = len(digits) >= 8 and _SENT_TO.search(word + between) is not None
    return (long_enough or sent) and _BARE_NEXT.search(between) is not None and _COUNTED.search(behind) is None


def _first_reading(text: bytes, start: int, end: int, begin: int, finish: int, weak: bool) -> Iterator[Found]:
    """The longest way to read the run behind a word as a number, and what follows in the same list."""
    body = text[begin:finish]
    is_party = _PARTY.search(text[start:end]) is not None
    for length, main in _readings(body):
        digits = _digits(main)
        bare = main.isdigit()
        if bare and is_party and _international(digits) != 2 and not _national(digits):
            return  # his id
        if (
            (8 if weak and bare else MIN_DIGITS)
            <= len(digits)
            <= (13 if bare and not digits.startswith("00") else MAX_DIGITS)
        ):
            yield Found(begin, begin + length, "phone")
            yield from _listed(text, begin + length)
            return


_NEXT_IN_LIST = window(
    rb"^(?:[\"']?, ?[\"']?| (?:or|oder|ou|ou au|o al?|lub|ve) )((?:\+ ?)?\(?\d[\d .\-/()]{5,20}\d)(?=[\"',\])]|$)"
)
MAX_LISTED = 20


def _listed(text: bytes, place: int) -> Iterator[Found]:
    """`phones: ["…", "…"]`."""
    for _ in range(MAX_LISTED):
        match = _NEXT_IN_LIST.search(text[place : leaf_end(text, place, 32)])
        if match is None or not 8 <= len(_digits(match.group(1))) <= 13 or _is_no_number(match.group(1)):
            return
        begin, place = place + match.start(1), place + match.end(1)
        yield Found(begin, place, "phone")


def _check_word_after(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`5551234567 is not a valid phone number`."""
    finish = start + 1
    run = _RUN_BACK.search(before(text, finish, 28))
    if run is None:
        return ()
    begin = finish - len(run.group())
    digits, bare = len(_digits(run.group())), run.group().isdigit()
    if not (9 <= digits <= 12 if bare else MIN_DIGITS <= digits <= MAX_DIGITS and b"valid" in text[start:end].lower()):
        return ()
    if _is_no_number(run.group()) or not _stands_free(text, begin, finish):
        return ()
    return () if _OTHER_NUMBER.search(before(text, begin, 24)) and bare else (Found(begin, finish, "phone"),)


_RUN_BACK = window(rb"(?:\+ ?)?(?:\(|\b)\d[\d ().-]{5,22}(?: ?x\d{1,4})?(?<=\d)$")


def _check_bare(text: bytes, start: int, end: int) -> Iterable[Found]:
    """Digits with the zero of a long-distance call, assigned somewhere, behind a word for somebody who is called."""
    if not _stands_free(text, start, end) or not _NAMES_A_PARTY.search(before(text, start, 24)):
        return ()
    if _OTHER_NUMBER.search(before(text, start, 24)) or not _national(text[start:end].decode("ascii")):
        return ()
    return (Found(start, end, "phone"),)


def _check_messenger(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`https://wa.me/4917612345678`, `4917612345678@s.whatsapp.net`, `SIP/4930…-0000001a`: they need no plus."""
    begin = max(text.rfind(b"/", start, end), start - 1) + 1
    finish = begin
    while text[finish : finish + 1].isdigit():
        finish += 1
    return (Found(begin, finish, "phone"),) if _international(text[begin:finish].decode("ascii")) else ()


_FIRST_QUOTED = window(rb"(?i)(?:entry '|value is \()([^')]+)")


def _check_index(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`Duplicate entry '…' for key 'users.phone'`, and SQL Server's words for the same."""
    match = _FIRST_QUOTED.search(text[start:end])
    if match is None or not MIN_DIGITS <= len(_digits(match.group(1))) <= MAX_DIGITS:
        return ()
    letters = any(chr(byte).isalpha() for byte in match.group(1))
    return () if letters else (Found(start + match.start(1), start + match.end(1), "phone"),)


def _check_party(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`"to":"4479…"`: gateways of messages write whole numbers without a plus."""
    begin = finish = end - 1
    while text[begin - 1 : begin].isdigit():
        begin -= 1
    known = _international(text[begin:finish].decode("ascii")) == 2
    return (Found(begin, finish, "phone"),) if known else ()


def _check_end(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`plivo: src 1415… dst 4420…`, `/sms/send?to=4479…`: an end of a message or call."""
    begin = end
    while text[begin - 1 : begin].isdigit():
        begin -= 1
    if _GATEWAY.search(before(text, begin, 80)) is None or text[end : end + 1] not in _ENDS_NUMBER:
        return ()
    return (Found(begin, end, "phone"),) if _international(text[begin:end].decode("ascii")) == 2 else ()


_ENDS_NUMBER = (b"", b" ", b"&", b",", b";", b")", b"]", b"'", b'"', b"\n", LEAF_END)


def _is_no_number(run: bytes) -> bool:
    """A date, or a table of numbers with leading zeros."""
    return _TABLE.search(run) is not None or (_DATE_OR_TIME.search(run) is not None and _FIVE_PAIRS.search(run) is None)


def _is_quantity(behind: bytes) -> bool:
    return behind.lstrip().startswith((b"times", b"ms", b"bytes", b"ns", b"us ", b"kb", b"rows", b"items", b"records"))


def _stands_free(text: bytes, start: int, end: int) -> bool:
    """Not a piece of a longer number, path, version, or word."""
    last, following = text[start - 1 : start] if start else b"", text[end : end + 1]
    if last.isalnum() or last in (b".", b"-", b"_", b"/", b"#", b"+", b"$", b"%"):
        return last == b"/" and (text[start : start + 1] == b"+" or text[start - 2 : start - 1] in (b"/", b" ", b":"))
    if last == b":" and text[start - 2 : start - 1].isdigit():
        return False  # `08:01 8505138`: a time, a device
    if following.isalnum() or following in (b"_", b"%"):
        return False
    if following == b"," and end - start > 10 and (text[start : start + 1] == b"+" or b"-" in text[start:end]):
        return True  # the next column; an amount would be shorter, and has no dashes
    return not (following in (b".", b"-", b"/", b":", b",") and text[end + 1 : end + 2].isdigit())


DETECTORS = (
    Detector(_INTERNATIONAL, _check_international, cost=6),
    Detector(_BRACKETS, _check_punctuated),
    Detector(_AMERICAN, _check_punctuated),
    Detector(_TRUNK_ZERO, _check_punctuated),
    Detector(_MOBILE, _check_punctuated),
    Detector(_BARE_TRUNK_ZERO, _check_bare),
    Detector(_WORD, _check_word),
    Detector(_WORD_AFTER, _check_word_after),
    Detector(_MESSENGER, _check_messenger, cost=6),
    Detector(_BARE_PARTY, _check_party, cost=6),
    Detector(_BARE_END, _check_end, cost=6),
    Detector(_IN_INDEX, _check_index, gate=rb"(?i)' for key '|duplicate key value is"),
)
