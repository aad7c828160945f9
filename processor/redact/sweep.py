"""The second look: what was found anywhere must not stand anywhere else."""

from collections.abc import Iterator
from typing import Any

import msgspec

from core.events import EventData
from processor.redact.buffer import Found
from processor.redact.changes import Changes
from processor.redact.collect import NOT_LOOKED_AT
from processor.redact.leaves import Leaf
from processor.redact.literals import Literal, in_json, may_stand, places, spellings, stands
from processor.redact.rules import Name
from processor.redact.spans import disjoint
from processor.redact.vocabulary import word_set

_NAMES_OF_CODE = word_set(
    "filename abs_path module function package raw_function symbol pre_context context_line post_context"
)
_IDS = word_set("event_id timestamp start_timestamp received platform level type _meta")


def sweep(data: EventData, changes: Changes) -> bytes | None:
    """Remove the literals that `changes` learned from every string and field name where they still stand.

    Answers the event without `_meta` as JSON where it was encoded on the way and still is right.
    """
    document = as_json({key: value for key, value in data.items() if key != "_meta"})
    wanted = [
        spelling
        for literal in changes.literals.values()
        if document is None or may_stand(literal.text, document)
        for spelling in spellings(literal)
        if document is None or stands(in_json(spelling.text), document)
    ]
    if not wanted:
        return document
    wanted.sort(key=lambda literal: -len(literal.text))
    for leaf, is_text in list(_strings(data, changes)):
        found = _standing(leaf.value, is_text, wanted)
        if found:
            changes.parts(leaf, found)
        if type(leaf.container) is dict and (in_name := _standing(leaf.key, is_text, wanted)):
            changes.name(leaf._replace(name=leaf.key), in_name)
    return None


def as_json(value: dict[str, Any]) -> bytes | None:
    """None when it cannot be encoded."""
    try:
        return msgspec.json.encode(value)
    except (UnicodeError, ValueError, TypeError, RecursionError):
        return None


def _standing(text: str, is_text: bool, wanted: list[Literal]) -> list[Found]:
    found = [
        Found(start, end, literal.rule)
        for literal in wanted
        if (is_text or literal.everywhere) and literal.text in text
        for start, end in places(text, literal.text)
    ]
    return disjoint(found)


def _strings(data: EventData, changes: Changes) -> Iterator[tuple[Leaf, bool]]:
    """Every string with whether it is free text; also an empty one for a name whose value is none."""
    names = changes.rules.names
    stack: list[tuple[Any, bool, bool]] = [(data, True, True)]
    while stack:
        node, is_text, is_top = stack.pop()
        if type(node) is dict:
            for key, value in node.items():
                if (is_top and key in _IDS) or names[key] == Name.SAFE:
                    continue
                text = is_text and key not in _NAMES_OF_CODE and not (is_top and key in NOT_LOOKED_AT)
                if type(value) is dict or type(value) is list:
                    stack.append((value, text, False))
                yield Leaf(node, key, key, value if type(value) is str else ""), text
        else:
            for place, value in enumerate(node):
                if type(value) is dict or type(value) is list:
                    stack.append((value, is_text, False))
                elif type(value) is str:
                    yield Leaf(node, place, "", value), is_text
