"""Presidio's recognizers without its engine: their checksums, and nothing that needs a language model.

`import presidio_analyzer` loads spaCy, its HTTP client and its YAML schemas: 2.7 s and 76 MB that no recognizer by
pattern uses. So its packages are entered without their `__init__`: a bare module with the right `__path__` stands in
for each, only while the recognizers' own modules are imported. Should a later Presidio not like that, it is imported
whole. What `sys.modules` holds afterwards is what it held before.
"""

import importlib
import importlib.util
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from processor.redact.buffer import as_bytes

_ROOT = "presidio_analyzer"
_BARE_PACKAGES = ("", ".predefined_recognizers", ".predefined_recognizers.generic", ".nlp_engine",
                  ".predefined_recognizers.country_specific")  # fmt: skip
_BASE = {
    "analysis_explanation": "AnalysisExplanation",
    "recognizer_result": "RecognizerResult",
    "entity_recognizer": "EntityRecognizer",
    "local_recognizer": "LocalRecognizer",
    "pattern": "Pattern",
    "pattern_recognizer": "PatternRecognizer",
}
"""What recognizers import from the root package, in the order in which one needs the other."""

_RECOGNIZERS = {
    "credit_card": ("generic.credit_card_recognizer", "CreditCardRecognizer"),
    "iban": ("generic.iban_recognizer", "IbanRecognizer"),
    "bitcoin": ("generic.crypto_recognizer", "CryptoRecognizer"),
    "uk_nhs": ("country_specific.uk.uk_nhs_recognizer", "NhsRecognizer"),
    "es_nif": ("country_specific.spain.es_nif_recognizer", "EsNifRecognizer"),
    "es_nie": ("country_specific.spain.es_nie_recognizer", "EsNieRecognizer"),
    "it_fiscal_code": ("country_specific.italy.it_fiscal_code_recognizer", "ItFiscalCodeRecognizer"),
    "pl_pesel": ("country_specific.poland.pl_pesel_recognizer", "PlPeselRecognizer"),
    "in_aadhaar": ("country_specific.india.in_aadhaar_recognizer", "InAadhaarRecognizer"),
    "se_personnummer": ("country_specific.sweden.se_personnummer_recognizer", "SePersonnummerRecognizer"),
    "de_social_security": ("country_specific.germany.de_social_security_recognizer", "DeSocialSecurityRecognizer"),
    "th_tnin": ("country_specific.thai.th_tnin_recognizer", "ThTninRecognizer"),
    "au_tfn": ("country_specific.australia.au_tfn_recognizer", "AuTfnRecognizer"),
}


@contextmanager
def _entered_without_init() -> Iterator[None]:
    spec = importlib.util.find_spec(_ROOT)
    if spec is None or spec.origin is None:
        raise ImportError(_ROOT)
    folder = Path(spec.origin).parent
    held = {name: sys.modules.pop(name) for name in list(sys.modules) if _is_presidio(name)}
    try:
        for suffix in _BARE_PACKAGES:
            package = ModuleType(_ROOT + suffix)
            package.__path__ = [str(folder.joinpath(*suffix.split(".")))]
            sys.modules[package.__name__] = package
        sys.modules[f"{_ROOT}.nlp_engine"].NlpArtifacts = object  # type: ignore[attr-defined]  # only for annotations
        for module, name in _BASE.items():
            value = getattr(importlib.import_module(f"{_ROOT}.{module}"), name)
            setattr(sys.modules[_ROOT], name, value)
        yield
    finally:
        for name in [name for name in sys.modules if _is_presidio(name)]:
            del sys.modules[name]
        sys.modules.update(held)


def _is_presidio(name: str) -> bool:
    return name == _ROOT or name.startswith(_ROOT + ".")


def _load_all() -> dict[str, Any]:
    prefix = f"{_ROOT}.predefined_recognizers."
    return {
        entity: getattr(importlib.import_module(prefix + module), name)()
        for entity, (module, name) in _RECOGNIZERS.items()
    }


@lru_cache(maxsize=1)
def recognizers() -> dict[str, Any]:
    """Presidio's recognizers by our name for what they recognize."""
    if _ROOT in sys.modules:
        return _load_all()
    try:
        with _entered_without_init():
            return _load_all()
    except (ImportError, AttributeError, TypeError):
        return _load_all()


def checksum(entity: str) -> Callable[[str], bool]:
    """Whether a text that has the shape of `entity` also has its check digits, as Presidio computes them."""

    def holds(text: str) -> bool:
        recognizer = recognizers()[entity]
        try:
            valid, invalid = recognizer.validate_result(text), recognizer.invalidate_result(text)
        except (ValueError, IndexError, KeyError):
            return False
        return valid is not False and not invalid

    return holds


@lru_cache(maxsize=1)
def top_level_domains() -> frozenset[bytes]:
    """Last labels of real host names, from the copy of the public suffix list that tldextract carries.

    The list is read without importing tldextract, which would load an HTTP client (0.25 s, 13 MB) and ask the network.
    Labels of other scripts are in it as they are sent, and as `buffer.as_bytes` makes them (`рф` is `rf`).
    """
    spec = importlib.util.find_spec("tldextract")
    if spec is None or spec.origin is None:
        raise ImportError("tldextract")
    lines = (Path(spec.origin).parent / ".tld_set_snapshot").read_text(encoding="utf-8").splitlines()
    last_labels = {line.strip().rpartition(".")[2] for line in lines if line.strip() and not line.startswith("//")}
    return frozenset(map(_ascii_label, last_labels)) | frozenset(map(as_bytes, last_labels))


def _ascii_label(label: str) -> bytes:
    try:
        return label.encode("idna")
    except UnicodeError:
        return label.encode("utf-8")
