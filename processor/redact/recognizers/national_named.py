"""National numbers that are only digits: behind their name ("PESEL", "BSN", "tax id"); 11 digits alone are an order."""

from collections.abc import Callable, Iterable, Iterator

from processor.redact import checkdigits
from processor.redact.buffer import Found, before, leaf_end
from processor.redact.detector import Detector, pattern, window
from processor.redact.presidio import checksum
from processor.redact.recognizers.national_names import NAMES, OTHER
from processor.redact.recognizers.national_numbers import CANDIDATE, holds_for, number_end, stands_free

_NUMBER_NEXT = pattern(
    rb"(?i)^[a-z.]{0,24}[ _-]?(?:number|nummer|numero|numer|numara\w{0,4}|num|no\.?|nr\.?|id|code|card|value|"
    rb"#)?"
    rb"[\"')\]]{0,2}(?:[ \xa4\xff"
    rb":=#\x1d>\"'`(\[-]|\\{1,3}[\"']|n\xa4){0,10}/?(?:\([A-Z]{2}\):? )?"
    rb"(?i:\\{0,3}[\"']?[,&;{] ?\\{0,3}[\"']?"
    rb"(?:value|(?:document|doc|id)?_?n(?:umber|um|o|r)|documento|identifier)"
    rb"\\{0,3}[\"']?[:=] ?\\{0,3}[\"']?)?"
    rb"(?i:(?:van|von|vom|de|du|des|do|dos|del|della|der|da|di|of|for|av|af) (?:(?:de|der|den|dem|het|the|la|le|el|our|"
    rb"your|"
    rb"my|onze|mijn|uw|unse\w{1,3}|mein\w{0,2}|ihr\w{0,2}|notre|votre|nuestro|nosso|nostro) )?[a-z]{3,14}:? ?"
    rb"(?:(?:is|ist|est|es) )?)?"
    rb"(?i:(?:some|just|optional|is|was|er|ar|on|jest|wynosi|je|to|in|any|uid|holder|"
    rb"no longer valid|ist|lautet|war|es|est|e|for|of|"
    rb"of user|with value|value|format|duplicate|unknown|wrong|with|from|input|provided|given|submitted|received|"
    rb"entered|invalid|check failed for|failed for|mismatch|lookup|rejected|du patient|de|del|van|von|given as|"
    rb"number|no\.?|nr\.?|nummer|numero|validation failed for|does not match|not found for|in record|on file)[ "
    rb":=\"'`(\[]{1,4}){0,3}"
    rb"([A-Za-z]{0,6}[ -]?\d[A-Za-z0-9./ -]{3,24})"
)
_DOCUMENT = window(rb"(?i)pass|paspoort|paszport|ausweis")


def _check_named(text: bytes, start: int, end: int) -> Iterator[Found]:
    match = _NUMBER_NEXT.search(text[end : leaf_end(text, end, 110)])
    if match is None or OTHER.search(text[end : end + match.start(1)].lower()):
        return
    begin = end + match.start(1)
    segment = text[end:begin] == b"/" and text[start - 1 : start] in (b"/", b"-")
    finish = number_end(text, begin, match.group(1), _DOCUMENT.search(text[start:end]) is not None, segment)
    if text[start:end] == b"NAS" and not holds_for(checkdigits.canada, text[begin:finish]):
        return  # more often a disk on the network than what Quebec calls the social insurance number
    if _is_of_a_firm(before(text, start, 13)):
        return
    if finish == begin or _is_retrieval(text[start:end], text[begin:finish]):
        return
    yield Found(begin, finish, "national_id.named")
    yield from _listed(text, finish)


def _is_of_a_firm(ahead: bytes) -> bool:
    """`USt-IdNr. DE…`: VAT numbers stand on every invoice."""
    return ahead.endswith((b"ust-", b"ust", b"ust ", b"umsatzsteuer-"))


def _is_retrieval(name: bytes, value: bytes) -> bool:
    """Card payments have a "retrieval reference number" of twelve digits; Korea's RRN has thirteen."""
    return name[:3].lower() == b"rrn" and sum(48 <= c <= 57 for c in value) != 13


_NEXT_IN_LIST = window(rb"^[\"']?,\s{0,2}[\"']?([A-Za-z]{0,2}\d[A-Za-z0-9./-]{3,20})")
MAX_LISTED = 50


def _listed(text: bytes, place: int) -> Iterator[Found]:
    """What follows in the same list: `pesel IN ('…', '…')`."""
    for _ in range(MAX_LISTED):
        match = _NEXT_IN_LIST.search(text[place : leaf_end(text, place, 32)])
        if match is None:
            return
        begin = place + match.start(1)
        place = number_end(text, begin, match.group(1))
        if place == begin:
            return
        yield Found(begin, place, "national_id.named")


_CHECKED: dict[int, tuple[Callable[[str], bool], ...]] = {
    10: (checkdigits.bulgaria, checkdigits.czech, checkdigits.sweden),
    11: (checksum("pl_pesel"), checkdigits.turkey, checkdigits.cpf, checkdigits.norway, checkdigits.estonia),
    12: (checksum("in_aadhaar"), checkdigits.sweden),
    13: (checkdigits.south_africa, checkdigits.romania, checkdigits.yugoslavia),
    15: (checkdigits.nir,),
    18: (checkdigits.china,),
}
"""Numbers of digits alone whose check digits (and birthdays) say enough behind a word as weak as "ID"."""
_WEAK = (
    rb"\b(?:ID|TC|T\.C\.|(?i:(?:TC|T\.C\.)[ _-]?(?:no|nr|numara\w{0,4})\.?|pix|"
    rb"id[ _-]?(?:number|no|nr|code)\.?|document|documento|dokument|legitimation|identification|"
    rb"identity|kyc(?: (?:check|failed|rejected|pending|for)){0,3}|citizen|nin|pnr|"
    rb"person(?:al)?[ _-]?(?:id|number|no|nr|"
    rb"code)?))[\"']{0,2}[ :=#\x1d]{1,3}[\"']?\d{10,18}\b"
)


def _check_weak(text: bytes, start: int, end: int) -> Iterable[Found]:
    begin = end
    while text[begin - 1 : begin].isdigit():
        begin -= 1
    digits = text[begin:end].decode("ascii")
    if text[start - 1 : start] in (b"-", b".", b"_") or OTHER.search(before(text, begin, 28)):
        return ()
    if not stands_free(text, begin, end):
        return ()
    fits = any(holds_for(holds, text[begin:end]) for holds in _CHECKED.get(len(digits), ()))
    return (Found(begin, end, "national_id.checked"),) if fits else ()


_IN_INDEX = (
    rb"(?i)entry '[^'\x1d\x1e]{5,40}' for key '(?:[A-Za-z0-9]{1,30}[._-]){0,6}(?:pesel|ssn|bsn|nif|nie|dni|cpf|cnpj|"
    rb"curp|"
    rb"nino|nhs|sin|tin|itin|ein|tax_?id|national_?(?:id|no|number)|personnummer|cpr|cnp|egn|oib|jmbg|emso|amka|afm|"
    rb"tckn|aadhaar|pan|nric|passport|rut|rfc|cuit|cuil|steuer_?id|insee|nir|codice_?fiscale|rrn|hetu|ppsn|avs|ahv|"
    rb"fnr|fodselsnummer|isikukood|rodne_?cislo|social_?security|identity_?(?:no|number)|snils|inn|cedula|my_?number)"
    rb"(?:[._-][A-Za-z0-9_]{0,30})?'"
)


def _check_index(text: bytes, start: int, end: int) -> Iterator[Found]:
    """`Duplicate entry '…' for key 'uk_person_pesel'`; an index of several columns joins its values by dashes."""
    begin = text.find(b"'", start, end) + 1
    finish = text.find(b"'", begin, end)
    candidate = CANDIDATE.search(text[begin:finish] + b" ")
    if candidate and sum(48 <= c <= 57 for c in candidate.group()) >= 6:
        yield Found(begin, begin + len(candidate.group().rstrip(b" ")), "national_id.named")


DETECTORS = (
    Detector(NAMES, _check_named),
    Detector(_WEAK, _check_weak),
    Detector(_IN_INDEX, _check_index, gate=rb"(?i)' for key '"),
)
