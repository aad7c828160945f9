"""What the columns of a table hold, by their names: for statements of SQL and for files with a line of names."""

from processor.redact.detector import pattern
from processor.redact.keys import Secrecy, secrecy
from processor.redact.values import is_placeholder, looks_random

_PERSONAL = pattern(
    rb"(?i)(?:^|[_ \x1d])(?:(ssn|pesel|bsn|nino|nhs(?:_?n[or]|_?number)?|cpf|cnpj|dni|nif|nir|curp|tckn|oib|egn|cnp|"
    rb"cpr|"
    rb"tc_?(?:kimlik_?)?no|kimlik_?no|steuer_?id|sv_?nr|fnr|rut|cuit|rrn|insee|my_?number|aadhar|rijksregisternummer|"
    rb"aadhaar|nric|cnic|hetu|ppsn|personnummer|national_?id|tax_?id|passport(?:_?n[or]|_?number)?|codice_?fiscale)|"
    rb"(phone|mobile|telephone|telefon[eo]?|tel|msisdn|handy|celular|cellulare|movil|cell|gsm|whatsapp|fax|phone_?number|mobile_?n[or]|phone_?n[or])\d?)$"
)
"""Names of columns that hold a person's number or phone, at their end (`customer_ssn`, `phone`)."""


def column_of(name: bytes) -> Secrecy | str:
    """What a column holds, by its name: how secret it is, or the rule for its values; nothing in most."""
    plain = name.strip(b' `"[]\n')
    personal = _PERSONAL.search(plain)
    if personal:
        return "national_id.named" if personal.group(1) else "phone"
    return secrecy(plain.decode("latin-1"))


def rule_of(column: Secrecy | str, value: str) -> str:
    """The rule that takes this value of the column; empty when it stays."""
    if isinstance(column, str):
        return column if 6 <= sum(map(str.isdigit, value)) <= 18 and len(value) <= 32 else ""
    return "secret.sql" if _goes(column, value) else ""


def _goes(level: Secrecy, value: str) -> bool:
    if level == Secrecy.RANDOM:
        return looks_random(value)
    return level > Secrecy.NONE and not is_placeholder(value)
