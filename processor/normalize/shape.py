"""The parts that come in great numbers, frames and breadcrumbs, as types that msgspec checks in C.

What fits such a type is canonical and needs no further look; what does not fit is read field by field. Nearly every
event fits, and the check costs a tenth of the reading.
"""

from typing import TYPE_CHECKING, Annotated, Any, TypedDict

from msgspec import Meta

from processor.normalize import limits
from processor.normalize.nested import json_object_type

Symbol = Annotated[str, Meta(min_length=1, max_length=limits.SYMBOL)]
Text = Annotated[str, Meta(min_length=1, max_length=limits.TEXT)]
Number = Annotated[int, Meta(ge=0, le=2**53)]
Address = Annotated[str, Meta(min_length=1, max_length=40)]
SourceLine = Annotated[str, Meta(max_length=limits.SOURCE_LINE)]
SourceLines = Annotated[list[SourceLine], Meta(max_length=limits.CONTEXT_LINES)]
Key = Annotated[str, Meta(max_length=limits.NESTED_KEY)]
Message = Annotated[str, Meta(min_length=1, max_length=limits.MESSAGE)]

if TYPE_CHECKING:
    Vars = dict[str, Any]
    Data = dict[str, Any]
else:
    Vars = json_object_type(limits.VARS_DEPTH, limits.VAR_TEXT)
    Data = json_object_type(limits.DATA_DEPTH, limits.DATA_TEXT)


class Frame(TypedDict, total=False):
    """One call of a stack."""

    filename: Symbol
    abs_path: Symbol
    function: Symbol
    module: Symbol
    lineno: Number
    pre_context: SourceLines
    context_line: SourceLine
    post_context: SourceLines
    in_app: bool
    vars: Vars
    colno: Number
    raw_function: Symbol
    symbol: Symbol
    package: Symbol
    platform: Text
    addr_mode: Text
    instruction_addr: Address
    symbol_addr: Address
    image_addr: Address
    lock: dict[Key, Any]


class Breadcrumb(TypedDict, total=False):
    """One thing that happened before; the level and a textual timestamp still need a look."""

    timestamp: float | Text
    type: Text
    category: Text
    level: Text
    message: Message
    data: Data
    event_id: Text
