"""Everything that is known here, asked in one go."""

from collections.abc import Iterator
from functools import lru_cache

from processor.redact.buffer import Found
from processor.redact.detector import Detector, Gate
from processor.redact.presidio import recognizers, top_level_domains
from processor.redact.recognizers import (
    assignments,
    calls,
    card,
    codes,
    commands,
    cookies,
    credentials,
    directives,
    elements,
    email,
    iban,
    index_keys,
    ip,
    keyed_calls,
    links,
    logins,
    national,
    national_named,
    pairs,
    phones,
    prose,
    recovery_codes,
    renewals,
    sections,
    sql,
    sql_bindings,
    tables,
    tokens,
    wallet,
)
from processor.redact.recognizers.phones.plans import load_plans

_FOR_TEXT: tuple[Detector, ...] = (
    *email.DETECTORS,
    *ip.DETECTORS,
    *card.DETECTORS,
    *iban.DETECTORS,
    *phones.DETECTORS,
    *national.DETECTORS,
    *national_named.DETECTORS,
    *wallet.DETECTORS,
    *tokens.DETECTORS,
    *credentials.DETECTORS,
    *assignments.DETECTORS,
    *pairs.DETECTORS,
    *elements.DETECTORS,
    *calls.DETECTORS,
    *commands.DETECTORS,
    *links.DETECTORS,
    *codes.DETECTORS,
    *cookies.DETECTORS,
    *directives.DETECTORS,
    *sql.DETECTORS,
    *tables.DETECTORS,
    *index_keys.DETECTORS,
    *prose.DETECTORS,
    *logins.DETECTORS,
    *renewals.DETECTORS,
    *sections.DETECTORS,
    *keyed_calls.DETECTORS,
    *recovery_codes.DETECTORS,
    *sql_bindings.DETECTORS,
)


@lru_cache(maxsize=1)
def _text_gate() -> Gate:
    return Gate(_FOR_TEXT)


@lru_cache(maxsize=1)
def _code_gate() -> Gate:
    in_code = (detector for detector in _FOR_TEXT if detector.in_code)
    return Gate((*in_code, *pairs.CODE_DETECTORS, *calls.CODE_DETECTORS))


def find_in_text(text: bytes) -> Iterator[Found]:
    """What is to go from text as `buffer.as_bytes` makes it; perhaps overlapping."""
    return _text_gate().find(text)


def find_in_code(text: bytes) -> Iterator[Found]:
    """What is to go from source code: only what cannot be code."""
    return _code_gate().find(text)


def warm_up() -> None:
    """Load recognizers and compile expressions (0.5 s), so that processes forked afterwards share them."""
    recognizers()
    top_level_domains()
    load_plans()
    for gate in (_text_gate(), _code_gate()):
        list(gate.find(b"bob@example.com +49 30 1234567 4111 1111 1111 1111 password=hunter2"))
