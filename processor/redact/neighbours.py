"""What the fields beside a field say of it: `{"type": "passport", "number": …}`, `{"name": "DB_PASSWORD", "value": …}`,
and the address around an Indian `pin_code`."""

import re
from typing import Any

from processor.redact.vocabulary import word_set

_PIN_CODE, _SIX_DIGITS = re.compile(r"(?i)^pin[ _-]?code$"), re.compile(r"^[1-8]\d{5}$")
_OF_AN_ADDRESS = word_set(
    "city state district country street address address1 address2 address_line1 address_line2 addressline1 addressline2"
    " line1 line2 locality landmark area town village post_office postoffice"
)


def is_postal(container: Any, name: str, value: Any) -> bool:
    """Whether a `pin_code` is the one of an address in India: a part of one stands beside it. Alone it may be anybody's
    PIN, and a PIN that stays does more harm than a postal code that is gone."""
    if not _PIN_CODE.match(name) or type(container) is not dict or not _SIX_DIGITS.match(str(value)[:7]):
        return False
    return any(type(key) is str and key.lower() in _OF_AN_ADDRESS for key in container)


def is_login(name: str, value: Any) -> bool:
    """Whether a list is somebody's name and password: `auth=("svc", "…")`."""
    if type(value) is not list or len(value) != 2 or not name.lower().endswith("auth"):
        return False
    return type(value[0]) is str and type(value[1]) is str


_VALUES = word_set(
    "value val v number documentnumber documentno documentid docnumber docno docid idnumber idno idvalue identifier"
)
_NAMING = ("name", "key", "k", "field", "param", "parameter", "property")
_TYPING = ("type", "kind", "system", "label", "document_type", "documentType", "document", "doc_type", "docType",
           "id_type", "idType", "channel")  # fmt: skip
_LABEL = re.compile(r"^[A-Za-z][\w .:/-]{1,40}$")


def together(name: str, key: str) -> tuple[str, ...]:
    """The names that an object and a field of it have together: `session_id`, `access_token`; a token's id is none."""
    joined = f"{name}_{key}"
    return (joined,) if key.lower() == "id" else (joined, f"{key}_{name.removesuffix('s')}")


def is_labelled(name: str) -> bool:
    """Whether a field of this name says nothing by itself and has a neighbour that does: `value`, `documentNumber`."""
    return name.replace("_", "").lower() in _VALUES


def labels_of(container: dict[str, Any]) -> tuple[list[str], list[str]]:
    """(names, types) that the fields of an object give to its value, without the quotes of a variable's repr."""
    return _words(container, _NAMING), _words(container, _TYPING)


def _words(container: dict[str, Any], keys: tuple[str, ...]) -> list[str]:
    found = [container[key].strip("'\"") for key in keys if type(container.get(key)) is str]
    return [label for label in found if _LABEL.match(label)]
