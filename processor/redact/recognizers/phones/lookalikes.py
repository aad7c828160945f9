"""What looks like a phone number and is none: words for other numbers, dates, tables, quantities, coordinates."""

from processor.redact.detector import pattern, window
from processor.redact.recognizers.phones.runs import digits_of

OTHER_NUMBER = pattern(
    rb"\bawb\b|waybill|consignment|order|invoice|ticket|\bid\b|_id\b|\bids\b|sku|isbn|issn|\bref|serial|track|versi[oe]|\bpart|case\b|build|commit|"
    rb"batch|"
    rb"amount|total|price|\bport\b|error|code\b|status|\btime|date\b|\bms\b|bytes|size|"
    rb"(?:\b|_)line(?:[ _:=#.]|no|num|$)|count(?:[^r]|$)|\bseq|zip\b|"
    rb"postal|imei|"
    rb"\bpid\b|\btid\b|iban|card\b|account|passport|ssn|nhs|coord|\blat\b|\blon|gps|\brange|article|artikel|bestell|"
    rb"rechnung|auftrag|vertrag|\bcontract|\bpolic[ey]|\bclaim|\bs/n\b|faktur|zamowien|umow|smlouv|objednav|"
    rb"siparis|finanzamt|steuern|\bsn\b|\bhex\b|dogovor|zakaz|\b\w{3,24}(?:nummer|nr)\b|zeichen\b|referen|schein\b|"
    rb"beleg|fattur|nota fiscal|protocol|\brma\b|\bp\.?o\.? ?(?:#|number|no\.|$)|"
    rb"quot(?:e|ation)\b|\bmeter|sensor|device|asset|\brfc\b|"
    rb"\brgb\b|pixel|\bscores?\b|matricul|expedient|albaran|"
    rb"\bqueue|\bjobs?\b|\bmessages? (?:no\.? |#)?$|\btower|\blength|dossier|suivi|\bordine|"
    rb"kunden-?n|commande|pedido|factura|model|hash|\btax|\bvat\b|duration|timeout|retr|attempt|took|uuid|guid|\brut\b|"
    rb"cpf|cnpj|"
    rb"\bkonto\b|\bcuenta\b|\bcompte\b|\bconto\b|\brekening\b|\bpallet|\btemplate|campaign|kampagne|"
    rb"(?:customer|member(?:ship)?|client|loyalty|booking|reservation|kunden?|mitglieds?|cliente)[ _-]?"
    rb"(?:n(?:o|r|um(?:ber)?)\b|card|id\b)|\bvorgang|"
    rb"\blott(?:o\b|ery)|\bloto\b|\bbingo|jackpot|(?:winning|drawn) |\bdrawn?\b|gewinnzahl|ziehung|sorteo|tirage|"
    rb"\bweights\b|\breadings?\b|\bcodes\b|\bchannels\b|\bsizes\b|\bsequence\b|\bsamples\b|"
    rb"\bnif\b|bsn|pesel|shipment|parcel|product|\bitem|release|tracking|\bsim\b|iccid|barcode|\bean\b|\bupc\b"
)
_DATE_OR_TIME = window(
    rb"^(?:(?:19|20)\d{2}[-/. ][01]?\d[-/. ][0-3]?\d\b|[0-3]?\d[-/.][0-3]?\d[-/.](?:(?:19|20)\d{2}|\d{2})\b|"
    rb"\d{1,2}\.\d{1,2}\.\d{1,4}(?:[^.\d]|$|\.\d{1,4}(?:[^.\d]|$))|"
    rb"[0-3]?\d (?:19|20)\d{2} [0-2]\d [0-5]\d(?: [0-5]\d)?$|.* (?:19|20)\d{2}-\d{2}-\d{2}$)"
)
_TABLE = window(rb"^0\d{3}(?: 0\d{3})+$|^\d{2}(?: \d{2}){5,8}$")
_FIVE_PAIRS = window(rb"^0\d(?:[. -]\d{2}){4}$")
COORDINATES = window(rb"^\+(?:\d{4}[-+]\d{5}|\d{6}[-+]\d{7})$")
_PAIRS_BEFORE, _PAIRS = window(rb"(?:\b[0-9a-f]{2} ){2}$|\b(?:19|20)\d{2} $"), window(rb"^\d{2}(?: \d{2}){2,}$")
_FOUR_BEFORE, _FOUR_FIRST = window(rb"\b\d{4}[ -]$"), window(rb"^\d{4}\b")


_PAIRS_OF_ZERO = window(rb"^0\d(?:[. -]\d{2}){3,4}$")
_EVERYBODYS_EXAMPLE = "12345678"


def is_ascending(run: bytes) -> bool:
    """`05 12 23 34 45`: numbers that were drawn or sorted, each greater than the one before, as pairs of a phone number
    hardly ever are."""
    if _PAIRS_OF_ZERO.search(run) is None or digits_of(run).endswith(_EVERYBODYS_EXAMPLE):
        return False
    pairs = [int(run[place : place + 2]) for place in range(0, len(run), 3)]
    return pairs == sorted(set(pairs))


def is_no_number(run: bytes) -> bool:
    """A date, or a table of numbers with leading zeros, or of pairs (five of them are a number of France)."""
    return _TABLE.search(run) is not None or (_DATE_OR_TIME.search(run) is not None and _FIVE_PAIRS.search(run) is None)


_UNITS = (b"times", b"ms", b"bytes", b"ns", b"us ", b"kb", b"rows", b"items", b"records", b"articles", b"artikel",
          b"pieces", b"stuck")  # fmt: skip


def is_quantity(behind: bytes) -> bool:
    """`0170 7654321 articles`."""
    return behind.lstrip().startswith(_UNITS)


def is_rest(ahead: bytes, run: bytes) -> bool:
    """Whether a run goes on what stands before it: `8039 0686 0516 9963`, a dump of bytes, a date."""
    of_fours = _FOUR_BEFORE.search(ahead) is not None and _FOUR_FIRST.search(run) is not None
    return of_fours or (_PAIRS_BEFORE.search(ahead) is not None and _PAIRS.search(run) is not None)


_NUMBERED = window(rb"^[a-z]*(?: (?:no|nr|n)\.?)?[ _:#=|]{0,2}\d[\w-]*[ ,;:)|].*[a-z]{2}")
"""`line 88 skipped: …`: the word has a number of its own already."""


def is_other(ahead: bytes, spoken: int) -> bool:
    """Whether a word for another number stands before a run, nearer than the one that says phone (at `spoken`)."""
    for match in OTHER_NUMBER.finditer(ahead):
        if match.start() >= spoken and not _NUMBERED.search(ahead[match.end() :]):
            return True
    return False
