"""National identity, tax and insurance numbers with a shape of their own, most with check digits: wherever they stand.

Those that are only digits are in `national_names`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from processor.redact import checkdigits
from processor.redact.buffer import Found, after, before
from processor.redact.detector import Check, Detector, last_place, window
from processor.redact.presidio import checksum
from processor.redact.recognizers.national_names import NAME, OTHER
from processor.redact.recognizers.national_numbers import holds_for, is_segment, stands_free


@dataclass(frozen=True, slots=True)
class Shape:
    """A number that is known by its looks."""

    rule: str
    expression: bytes
    holds: Callable[[str], bool] | None
    """Check of the digits and capitals alone; None where there is none."""


_fiscal_code_digit = checksum("it_fiscal_code")


def _fiscal_code(text: str) -> bool:
    """Letters may replace digits where two people had the same code, but never most of them."""
    return sum(character.isdigit() for character in text) >= 4 and _fiscal_code_digit(text)


def _ssn(digits: str) -> bool:
    """Ranges that were ever issued. Presidio's also leaves out numbers known from advertising; people use them in tests
    of real forms."""
    return (
        digits[:3] not in ("000", "666")
        and digits[0] != "9"
        and digits[3:5] != "00"
        and digits[5:] != "0000"
        and len(set(digits)) > 1
    )


SHAPES = (
    Shape("us_ssn", rb"\b\d{3}-\d{2}-\d{4}\b", _ssn),
    Shape("uk_nino", rb"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b", None),
    Shape("es_nif", rb"\b\d{8}-?[A-HJ-NP-TV-Z]\b|\b\d{2}\.\d{3}\.\d{3}-?[A-HJ-NP-TV-Z]\b", checksum("es_nif")),
    Shape("es_nie", rb"\b[XYZ]-?\d{7}-?[A-HJ-NP-TV-Z]\b", checksum("es_nie")),
    Shape("it_fiscal_code",
          rb"\b(?i:[A-Z]{6}[0-9LMNP-V]{2}[A-EHLMPR-T][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z])\b", _fiscal_code),
    Shape("fi_hetu", rb"\b[0-3]\d[01]\d{3}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]\b", checkdigits.finland),
    Shape("se_personnummer", rb"\b(?:19|20)?\d{2}[01]\d[0-9]\d[-+]\d{4}\b", checkdigits.sweden),
    Shape("br_cpf", rb"\b\d{3}\.\d{3}\.\d{3}-\d{2}\b", checkdigits.cpf),
    Shape("br_cnpj", rb"\b\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2}\b", checkdigits.cnpj),
    Shape("kr_rrn", rb"\b\d{6}-[1-8]\d{6}\b", checkdigits.korea),
    Shape("in_aadhaar", rb"\b[2-9]\d{3}[ -]\d{4}[ -]\d{4}\b", checksum("in_aadhaar")),
    Shape("in_pan", rb"\b[A-Z]{3}P[A-Z]\d{4}[A-Z]\b", None),
    Shape("sg_nric", rb"\b[STFGM]\d{7}[A-Z]\b", checkdigits.singapore),
    Shape("fr_nir",
          rb"\b[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}\b", checkdigits.nir),
    Shape("be_nn", rb"\b\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}\b", checkdigits.mod97),
    Shape("ch_ahv", rb"\b756\.?\d{4}\.?\d{4}\.?\d{2}\b", checkdigits.ean13),
    Shape("cn_id", rb"\b[1-8]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d\d{3}[0-9Xx]\b", checkdigits.china),
    Shape("cl_rut", rb"\b\d{1,2}\.\d{3}\.\d{3}-[0-9Kk]\b", checkdigits.chile),
    Shape("ar_cuit", rb"\b(?:20|23|24|25|26|27|30|33|34)-\d{8}-\d\b", checkdigits.argentina),
    Shape("mx_curp", rb"\b[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{5}[0-9A-Z]\d\b", checkdigits.mexico),
    Shape("cz_rc", rb"\b\d{2}[0-8]\d[0-3]\d/\d{4}\b", checkdigits.czech),
    Shape("hk_id", rb"\b[A-Z]{1,2}\d{6}\([0-9A]\)", checkdigits.hong_kong),
    Shape("th_tnin", rb"\b[1-8]-\d{4}-\d{5}-\d{2}-\d\b", checksum("th_tnin")),
    Shape("my_nric",
          rb"\b\d{2}[01]\d[0-3]\d-(?:0[1-9]|[1-5]\d|8[235]|9[89])-\d{4}\b", checkdigits.malaysia),
    Shape("us_itin", rb"\b9\d{2}-(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])-\d{4}\b", None),
    Shape("de_social_security", rb"\b\d{2} ?[0-3]\d[01]\d{3} ?[A-Z] ?\d{3}\b", checksum("de_social_security")),
    Shape("za_id", rb"\b\d{2}[01]\d[0-3]\d{5}[01][89]\d\b", checkdigits.south_africa),
    Shape("ae_id", rb"\b784[- ](?:19|20)\d{2}[- ]\d{7}[- ]\d\b", None),
    Shape("pk_cnic", rb"\b[1-7]\d{4}-\d{7}-\d\b", None),
    Shape("tw_id", rb"\b[A-Z][1289]\d{8}\b", checkdigits.taiwan),
    Shape("ru_snils", rb"\b\d{3}-\d{3}-\d{3}[ -]\d{2}\b", checkdigits.russia_insurance),
    Shape("mx_rfc", rb"\b[A-Z]{4}\d{2}[01]\d[0-3]\d[A-Z0-9]{3}\b", checkdigits.born_on_a_day),
    Shape("uk_licence", rb"\b[A-Z]{2,5}9{0,3}\d[0156]\d[0-3]\d{2}[A-Z9]{2}\d[A-Z]{2}\b", None),
    Shape("dk_cpr", rb"\b[0-3]\d[01]\d{3}-\d{4}\b", None),
)  # fmt: skip

_NEEDS_WORD = frozenset({"dk_cpr", "in_aadhaar"})
"""Shapes that too many other things have: only behind a name of theirs."""

_IN_PATHS = frozenset({"it_fiscal_code", "es_nif", "es_nie", "mx_curp", "fi_hetu", "sg_nric", "br_cpf"})
"""Shapes so much their own that they are believed as a segment of a path: `/citizens/12345678Z/cards`."""
_OF_A_THING = window(
    rb"^ ?(?:is an? |was an? )?(?:part|lot|batch|model|variant|seat|article|item|sku|voucher|edition)\b"
)


def _is_an_address(value: bytes) -> bool:
    """A thread's id on Linux is an address, 139… or 140… and twelve digits; one in a thousand is a NIR by its sums.
    A bare AHV number is as likely a bar code."""
    return value.isdigit() and value.startswith((b"139", b"140", b"756"))


def _shape_check(shape: Shape) -> Check:
    rule = f"national_id.{shape.rule}"

    def check(text: bytes, start: int, end: int) -> Iterable[Found]:
        in_path = shape.rule in _IN_PATHS and is_segment(text, start, end)
        if not in_path and not stands_free(text, start, end):
            return ()
        ahead = before(text, start, 48)
        spelled = text[start - len(ahead) : start]  # short names are known by their capitals
        other, name = last_place(OTHER, ahead[-28:]), last_place(NAME, spelled[-28:])
        named = last_place(NAME, spelled) >= 0 and other <= name
        if not named and (shape.rule in _NEEDS_WORD or _is_an_address(text[start:end])):
            return ()
        if not named and (other >= 0 or _OF_A_THING.search(after(text, end))):
            return ()
        if shape.holds is not None and not named and not holds_for(shape.holds, text[start:end]):
            return ()
        if shape.rule == "se_personnummer" and not named and _is_a_moment(text[start:end], after(text, end)):
            return ()
        return (Found(start, end, rule),)

    return check


def _is_a_moment(text: bytes, behind: bytes) -> bool:
    """`20231114-0930`: a day of this or the last years, and a time."""
    day = text.split(b"-")[0]
    return len(day) == 8 and day[:4] >= b"2012" and text[-4:-2] < b"24" and text[-2:] < b"60"


_TRAVEL = rb"\b(?:P|PP|I)/[A-Z]{3}/[A-Z0-9]{6,9}/[A-Z]{3}/\d{2}[A-Z]{3}\d{2}/[A-Z]"


def _check_travel(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`DOCS/P/DEU/C01X00T47/DEU/02APR79/F`: how airlines tell each other a passport."""
    begin = text.find(b"/", text.find(b"/", start, end) + 1, end) + 1
    return (Found(begin, text.find(b"/", begin, end), "national_id.travel_document"),)


DETECTORS = (
    *(Detector(shape.expression, _shape_check(shape)) for shape in SHAPES),
    Detector(_TRAVEL, _check_travel),
)
