"""National numbers that are only digits: behind their name ("PESEL", "BSN", "tax id"); 11 digits alone are an order."""

from collections.abc import Callable, Iterable, Iterator

from processor.redact import checkdigits
from processor.redact.buffer import Found, before, leaf_end
from processor.redact.detector import Detector, pattern, window
from processor.redact.presidio import checksum

_NAMES = (
    rb"(?i:(?:\b|_)(?:ssn|social[ _-]?security|soc[ _-]sec|pesel|bsn|burgerservice|sofi-?n(?:umme)?r|nino\b|nhs|"
    rb"national[ _-]?(?:insurance|id|identity|identification|number)|ni[ _](?:number|no)|tax[ _-]?(?:id|number|file|"
    rb"payer)|"
    rb"steuer[_-]?id|steueridentifikation|steuer[_-]?nr|steuernummer|personalausweis|ausweisnummer|ausweis-?nr|fuhrerschein|"
    rb"id[ _-]?card|identity[ _-]?(?:card|number|no|document)|identification (?:number|no)|identifikationsnummer|"
    rb"passport|reisepass|pasaporte|passeport|passaporto|paspoort|paszport|driv(?:er|ing)[' s_-]{0,3}licen[cs]e|"
    rb"sozialversicherung|rentenversicherung|krankenversicherung|versichertennummer|svnr|sv[ -]?(?:nr|nummer)\b|rvnr|"
    rb"codice[ _]?fiscale|cod\.? ?fisc|partita iva|numero de seguridad social|dni/nie|insee|securite[ _]sociale|"
    rb"num(?:ero|\.)? (?:de )?secu|personnummer|personnr|samordningsnummer|fodselsnummer|fodselsnr|cpr-|"
    rb"henkilotunnus|hetu\b|"
    rb"aadhaar|aadhar|uidai|pan[ _-](?:card|no|number)|pannumber|cpf\b|cnpj\b|curp\b|cuit\b|cuil\b|cedula|"
    rb"medicare|nric|rrn\b|my[ _]?number|jumin|rodne|isikukood|asmens kodas|personas kods|oib\b|emso\b|jmbg\b|amka\b|"
    rb"tckn\b|tc no\b|"
    rb"t\.?c\.? ?kimlik|kimlik|vatandas|"
    rb"teudat[ _-]?zehut|social insurance|(?:rsa|sa) id\b|rijksregister|registre national|"
    rb"niss\b|insz\b|"
    rb"ppsn|contribuinte|nr\.? ?dowodu|dowod|adoazonosito|szemelyi|snils|resident id|shenfenzheng|govt?_id|"
    rb"government[ _-]id|cnic\b|assurance sociale|"
    rb"nik\b|ktp\b|emirates[ _]?id|employer identification|unique taxpayer|regon\b|"
    rb"numero fiscal|"
    rb"steuer-?identifikationsnummer|idnr\b|ausweis\b|voter[ _]?id|epic no|nuss\b|fnr\b|fodselsnr|d-nummer|pasport\b|"
    rb"perso(?:nal)?nummer|personenkennziffer|matricule national|numero national|documento (?:de )?identidad|docid|"
    rb"kennitala|eesti id|pensionsforsikring|dowodu osobistego|numer dowodu|"
    rb"mynumber|rodc|rodne|kartas? kods|numer id|cod numeric|personal (?:id|number|code|identity)|"
    rb"citizen[ _-]?(?:id|card)))"
    rb"|\b(?:NIF|NIE|DNI|CIF|NIR|RUT|RUN|ABN|TFN|TIN|ITIN|EIN|IRD|SIN|FIN|PAN|CPR|CNP|EGN|RC|AFM|AHV|AVS|PPS|NIP|"
    rb"TAJ|INN|UTR|SPI|NN|RG|RFC|NSS|NUIP|NAS)\b|\b(?:S\.S\.N|S\.I\.N|N\.I\.F|N\.I\.E|D\.N\.I|T\.F\.N|N\.A\.S)\.?"
    rb"|(?i:\b(?:nif|nie|dni|cif|nir|rut|abn|tfn|tin|itin|ein|ird|sin|fin|pan|cpr|cnp|egn|afm|ahv|avs|pps|nip|taj|inn|utr|rg|dl|cc|nn|rfc))"
    rb"(?i:[ _-]?(?:number|num|no\.?|nr\.?))?[\"']?\s?[:=\x1d]"
    rb"|\bDL ?#"
    rb"|(?i:_(?:nif|nie|dni|nir|rut|tfn|itin|ahv|avs|pps|egn|cnp|cpr|afm|rfc)(?:_(?:number|num|no|nr))?)[\"']?\s?[:=\x1d]"
    rb"|[a-z](?:Ssn|SSN|Pesel|Bsn|BSN|Nino|Nhs(?:Number|No|Nr)|Cpf|CPF|Cnpj|Dni|DNI|Nie|Nif|NIF|Curp|Rut|Cuit|Tckn|Oib|"
    rb"Egn|Cnp|Ahv|Aadhaar|Passport|Nric|Cnic|Hetu|Ppsn|NationalId|TaxId|TaxNumber|FiscalCode|SocialSecurity|"
    rb"PersonalCode|IdentityNumber)"
    rb"|(?i:\b(?:inn|egn|dni|nif|cpr|tfn|afm|rut|cnp|nip|abn)(?: (?:number|no|nr|is|er|je|jest|este))? )\b"
)
"""Names of numbers. Short ones are words too (`sin`, `run`, Polish `nie`): in capitals, or with a sign behind them."""
NAME = pattern(_NAMES)
_NUMBER_NEXT = pattern(
    rb"(?i)^[a-z.]{0,24}[ _-]?(?:number|nummer|numero|numer|numara\w{0,4}|num|no\.?|nr\.?|id|code|card|value|"
    rb"#)?"
    rb"[\"')\]]{0,2}(?:[ \xa4\xff"
    rb":=#\x1d>\"'`(\[-]|\\{1,3}[\"']|n\xa4){0,10}/?(?:\([A-Z]{2}\):? )?"
    rb"(?i:\\{0,3}[\"']?[,&;] ?\\{0,3}[\"']?"
    rb"(?:value|(?:document|doc|id)?_?n(?:umber|um|o|r)|documento|identifier)"
    rb"\\{0,3}[\"']?[:=] ?\\{0,3}[\"']?)?"
    rb"(?i:(?:van|von|vom|de|du|des|do|dos|del|della|der|da|di|of|for|av|af) (?:(?:de|der|den|dem|het|the|la|le|el|our|"
    rb"your|"
    rb"my|onze|mijn|uw|unse\w{1,3}|mein\w{0,2}|ihr\w{0,2}|notre|votre|nuestro|nosso|nostro) )?[a-z]{3,14}:? ?"
    rb"(?:(?:is|ist|est|es) )?)?"
    rb"(?i:(?:some|just|optional|is|was|er|ar|on|jest|wynosi|je|to|in|any|uid|holder|"
    rb"no longer valid|ist|lautet|war|es|est|e|for|of|"
    rb"of user|with value|value|provided|given|submitted|received|"
    rb"entered|invalid|check failed for|failed for|mismatch|lookup|rejected|du patient|de|del|van|von|given as|"
    rb"number|no\.?|nr\.?|nummer|numero|validation failed for|does not match|not found for|in record|on file)[ "
    rb":=\"'`(\[]{1,4}){0,3}"
    rb"([A-Za-z]{0,6}[ -]?\d[A-Za-z0-9./ -]{3,24})"
)
_CANDIDATE = pattern(
    rb"^(?:\d{7,12}-[\dXKk]|\d{7,16}|[A-Z]\d{3}-\d{4}-\d{4}|\d{1,6}(?:[ ./-]\d{1,8}){1,5}|"
    rb"[A-Za-z]{1,4}[ -]?\d{5,9}[A-Za-z]{0,2}\d?|"
    rb"\d{7,9}-?[A-Za-z]{1,2}\d?|[A-Za-z0-9]{9,18}|[A-Z]{2}(?: ?\d{2}){3} ?[A-Z]|[A-Z]{2} \d{6} [A-Z]|"
    rb"\d{2} ?\d{6} ?[A-Z] ?\d{3}|\d{6}[-+A-Z]\d{3}[A-Z0-9])\b"
)
OTHER = pattern(
    rb"order|invoice|ticket|\bsku|isbn|track|version|part|serial|build|commit|batch|case[ _]?(?:id|no|number)|"
    rb"\btrace|request|session|"
    rb"product|article|model|bestell|ref(?:erence)?\b|job|node|pod|asset|flight|booking|rfc[ -]"
)


def _capitals(text: bytes) -> str:
    return "".join(chr(byte) for byte in text if chr(byte).isalnum()).upper()


def holds_for(holds: Callable[[str], bool], text: bytes) -> bool:
    """Whether a check holds for the digits and capitals of a text."""
    try:
        return holds(_capitals(text))
    except (ValueError, IndexError, KeyError):
        return False


_DOCUMENT = window(rb"(?i)pass|paspoort|paszport|ausweis")
_DOCUMENT_NUMBER = window(rb"^[A-Z][A-Z0-9]{7,8}$")
"""Of a passport or card: German ones have letters where others have digits."""


def _check_named(text: bytes, start: int, end: int) -> Iterator[Found]:
    match = _NUMBER_NEXT.search(text[end : leaf_end(text, end, 110)])
    if match is None or OTHER.search(text[end : end + match.start(1)].lower()):
        return
    begin = end + match.start(1)
    segment = text[end:begin] == b"/" and text[start - 1 : start] in (b"/", b"-")
    finish = _number_end(text, begin, match.group(1), _DOCUMENT.search(text[start:end]) is not None, segment)
    if text[start:end] == b"NAS" and not holds_for(checkdigits.canada, text[begin:finish]):
        return  # more often a disk on the network than what Quebec calls the social insurance number
    if _is_of_a_firm(before(text, start, 13)):
        return
    if finish == begin or _is_retrieval(text[start:end], text[begin:finish]):
        return
    yield Found(begin, finish, "national_id.named")
    yield from _listed(text, finish)


def _number_end(text: bytes, begin: int, run: bytes, of_a_document: bool = False, segment: bool = False) -> int:
    """Where the number ends that begins a run of digits, letters and separators; its own beginning when it is none.

    `segment`: it is one of a path, `/nhs/9434765919`."""
    candidate = _CANDIDATE.search(run)
    if candidate is None:
        return begin
    value = candidate.group().rstrip(b" -./")
    while value and sum(48 <= c <= 57 for c in value) > 18:
        value = value[: max(value.rfind(b" "), value.rfind(b"-"), 0)]
    digits = sum(48 <= c <= 57 for c in value)
    finish = begin + len(value)
    if (
        digits < (2 if of_a_document and _DOCUMENT_NUMBER.search(value) else 6)
        or not (is_segment(text, begin, finish) if segment else stands_free(text, begin, finish))
        or _is_date_or_decimal(value)
    ):
        return begin
    return finish


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
        place = _number_end(text, begin, match.group(1))
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


_DATE = window(rb"^(?:(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d{2}|\d+\.\d+)$")


def _is_date_or_decimal(value: bytes) -> bool:
    return _DATE.search(value) is not None


def stands_free(text: bytes, start: int, end: int) -> bool:
    """Not a piece of a longer number, word or path."""
    last, following = text[start - 1 : start] if start else b"", text[end : end + 1]
    if last.isalnum() or last in (b"-", b"_", b".", b"/", b"#", b"+", b"$", b"%", b"@"):
        return False
    if following.isalnum() or following in (b"_", b"%", b"@"):
        return False
    return not (following in (b"-", b".", b"/") and text[end + 1 : end + 2].isalnum())


_ENDS_SEGMENT = (b"", b"/", b"?", b" ", b'"', b"'", b"\x1e")


def is_segment(text: bytes, start: int, end: int) -> bool:
    """A whole segment of a path."""
    return (
        text[start - 1 : start] == b"/"
        and text[start - 2 : start - 1].isalnum()
        and text[end : end + 1] in _ENDS_SEGMENT
    )


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
    candidate = _CANDIDATE.search(text[begin:finish] + b" ")
    if candidate and sum(48 <= c <= 57 for c in candidate.group()) >= 6:
        yield Found(begin, begin + len(candidate.group().rstrip(b" ")), "national_id.named")


DETECTORS = (
    Detector(_NAMES, _check_named),
    Detector(_WEAK, _check_weak),
    Detector(_IN_INDEX, _check_index, gate=rb"(?i)' for key '"),
)
