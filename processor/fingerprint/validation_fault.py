"""The field that a library's validation, or its reading of JSON, refused.

One call validates a whole document, so one line fails for twenty reasons, and the type is the same for all. What people
mend is the sender of the field; so the first one that the error names counts, without its place in a list. Libraries
name them in their own order, which is that of the schema or of the document.
"""

import re

from processor.fingerprint.gist import gist

_TYPES = re.compile(
    r"(?:Validation(?:Error|Exception)s?|MultipleInvalid|ZodError|RecordInvalid|NotValidException|"
    r"ConstraintViolationException|UnrecognizedPropertyException|MissingFieldException|InvalidFormatException|"
    r"MismatchedInputException|UnmarshalTypeError|\.JsonException)$"
)
_MAX_CHARS = 1024
_NAME = r"[\w.\[\]<>-]{1,100}"
_FIELD = re.compile(
    r"^\d{1,4} validation errors? for [^\n]{1,200}\n(?P<pydantic>[^\s][^\n]{0,200})\n"
    r"|'loc': \((?P<fastapi>[^()\n]{1,200})\)"
    r"|Field validation for '(?P<go>\w{1,100})' failed"
    r"|\bGo struct field (?P<gojson>[\w.]{1,100}) of type"
    r"|^Field '(?P<kotlin>\w{1,100})' is required"
    r"|^Unrecognized field \"(?P<jackson>\w{1,100})\""
    r"|\[\"(?P<chain>\w{1,100})\"\]\)$"
    r"|\bPath: \$\.?(?P<dotnet>[\w.\[\]]{1,100}) \|"
    r"|^\{'(?P<mapping>\w{1,100})':"
    r"|@ data\[(?P<voluptuous>['\"\w\]\[]{1,100})\]"
    r"|^'(?P<required>[^'\n]{1,100})' is a required property"
    r"|\"path\": ?\[\s*(?P<zod>\"[^\]]{1,200})\]"
    rf"|^\"(?P<joi>{_NAME})\" "
    r"|^\w{1,100} validation failed: (?P<mongoose>[\w.]{1,100}): "
    r"|^Validation failed: (?P<rails>[A-Z][\w ]{0,60}?) (?:can't|has|is|must|should|does|doesn't|was|already)\b"
    r"|^The (?P<laravel>[\w .]{1,60}?) (?:field|has|must|is|format|may|confirmation)\b"
    rf"|-- (?P<fluent>{_NAME}): "
    r"|^(?P<jakarta>[\w<>\[\]-]{1,60}(?:\.[\w<>\[\]-]{1,60}){1,12}|\w{1,60}(?=: (?:must|may|size|length))): "
    r"|\bon field '(?P<spring>[\w.\[\]]{1,100})'"
    rf"|^(?P<yup>{_NAME}) (?:is a required|must|cannot|field)\b"
)
_PLACES = re.compile(r"\[\d+\]|\.\d+(?=\.|$)")
_SIGNS = re.compile(r" -> |['\"\]\[,\s]+")


def validation_fault(type_: str, value: str) -> str:
    """The refused field as `invalid address.zip`, else the gist of the words; empty for other errors."""
    if not _TYPES.search(type_):
        return ""
    found = _FIELD.search(value[:_MAX_CHARS])
    if not found:
        said = gist(value)
        return f"invalid: {said}" if said else ""
    field = _PLACES.sub("", str(found.group(found.lastgroup or 0)))
    return f"invalid {_PLACES.sub('', _SIGNS.sub('.', field).strip('.'))}"
