"""What the index holds of an event. Pure, but for the schema, which is tantivy's.

Fields with their values are terms of one field, `<length of the name>:<name><value in small letters>`, so that names
that senders make up cost nothing; the term without a value says that the field exists. Beside it, as columns for
counting, the values as they were sent: a column for each field that we know, one for all tags together.
"""

from typing import Any, Final

from tantivy import Filter, Index, Schema, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from core.payloads.documents import PLAIN_FIELDS, SearchDocument

PLACE_BITS: Final = 22
"""Of the event id in `place`. With 42 for milliseconds, good until 2109, they make 64, and order almost everything."""

COLUMNS: Final = {name: name.replace(".", "_") for name in PLAIN_FIELDS}
"""Field -> its column."""

_WORDS: Final = "words"
_COLUMN: Final = "column"


def schema() -> Schema:
    """`mark` is of blocks, all else of events."""
    builder = SchemaBuilder()
    builder.add_integer_field("mark", indexed=True, fast=True)
    builder.add_unsigned_field("project", indexed=True, fast=True)
    builder.add_integer_field("at", fast=True)
    for name in ("place", "id_high", "id_low"):
        builder.add_unsigned_field(name, fast=True)
    builder.add_text_field("fingerprint", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("fields", tokenizer_name="raw", index_option="basic")
    for name in ("message", "text"):
        builder.add_text_field(name, tokenizer_name=_WORDS, index_option="position")
    for name in (*COLUMNS.values(), "others"):
        builder.add_text_field(name, fast=True, tokenizer_name=_COLUMN, index_option="basic")
    return builder.build()


def teach(index: Index) -> Index:
    """Tell an index that was opened how its texts are taken apart: tantivy does not keep that."""
    index.register_tokenizer(_WORDS, TextAnalyzerBuilder(Tokenizer.whitespace()).build())
    # Columns are for counting only: every term of theirs is dropped as too long, so that nothing is indexed.
    nothing = TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.remove_long(1)).build()
    index.register_tokenizer(_COLUMN, nothing)
    index.register_fast_field_tokenizer(_COLUMN, TextAnalyzerBuilder(Tokenizer.raw()).build())
    return index


def event_values(document: SearchDocument) -> dict[str, Any]:
    """What is indexed of an event, by the names of the schema."""
    event_id = int(document.key.event_id, 16)
    terms: list[str] = []
    others: list[str] = []
    values: dict[str, Any] = {
        "project": document.key.project_id,
        "at": document.at,
        "place": place(document.at, event_id),
        "id_high": event_id >> 64,
        "id_low": event_id & _LOW,
        "fingerprint": document.fingerprint,
        "fields": terms,
        "message": document.message,
        "text": document.text,
        "others": others,
    }
    for name, found in document.fields.items():
        term = field_term(name)
        terms.append(term)
        terms += [term + value.lower() for value in found]
        column = COLUMNS.get(name)
        if column is None:
            others += [term + value for value in found]
        else:
            values[column] = list(found)
    return values


def field_term(name: str) -> str:
    """What stands before a value: the length keeps a name from running into what follows."""
    return f"{len(name)}:{name}"


def place(at: int, event_id: int) -> int:
    """Orders events as answers do, but for those of one millisecond whose ids begin alike."""
    return (max(at, 0) << PLACE_BITS) | (event_id >> (128 - PLACE_BITS))


def at_of(where: int) -> int:
    return where >> PLACE_BITS


_LOW: Final = 2**64 - 1
