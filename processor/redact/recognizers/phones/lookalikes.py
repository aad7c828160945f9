"""What looks like a phone number and is none: words for other numbers, dates, tables, quantities, coordinates."""

from processor.redact.detector import pattern, window

OTHER_NUMBER = pattern(
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
_DATE_OR_TIME = window(
    rb"^(?:(?:19|20)\d{2}[-/. ][01]?\d[-/. ][0-3]?\d\b|[0-3]?\d[-/.][0-3]?\d[-/.](?:(?:19|20)\d{2}|\d{2})\b|"
    rb"\d{1,2}\.\d{1,2}\.\d{1,4}(?:[^.\d]|$|\.\d{1,4}(?:[^.\d]|$)))"
)
_TABLE = window(rb"^0\d{3}(?: 0\d{3})+$")
_FIVE_PAIRS = window(rb"^0\d(?:[. -]\d{2}){4}$")
COORDINATES = window(rb"^\+(?:\d{4}[-+]\d{5}|\d{6}[-+]\d{7})$")
FOUR_BEFORE, FOUR_FIRST = window(rb"\b\d{4}[ -]$"), window(rb"^\d{4}\b")


def is_no_number(run: bytes) -> bool:
    """A date, or a table of numbers with leading zeros."""
    return _TABLE.search(run) is not None or (_DATE_OR_TIME.search(run) is not None and _FIVE_PAIRS.search(run) is None)


def is_quantity(behind: bytes) -> bool:
    return behind.lstrip().startswith((b"times", b"ms", b"bytes", b"ns", b"us ", b"kb", b"rows", b"items", b"records"))
