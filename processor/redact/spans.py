"""From places that must go to a new text, and the remarks that say what went."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from core.projects import Method
from processor.redact.buffer import Found
from processor.redact.rules import Rules


class Remark(NamedTuple):
    """One thing that was removed from one string."""

    rule: str
    method: Method
    start: int
    """Where its stand-in begins in the text as it is now."""
    end: int
    length: int
    """Characters of the whole string before anything was removed from it."""


class Edit(NamedTuple):
    """`text[start:end]` became `size` characters."""

    start: int
    end: int
    size: int


_MODEST = {"phone": 0, "national_id.named": 1}
"""Rules that know little about what they found: of two that found the same, the other is right."""


def disjoint(found: Iterable[Found]) -> list[Found]:
    """In order and without overlap: what overlaps becomes one, under the rule of the longest."""
    result: list[Found] = []
    best = (0, 0)
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        weight = (item.end - item.start, _MODEST.get(item.rule, 2))
        if weight[0] <= 0:
            continue
        if not result or item.start >= result[-1].end:
            result.append(item)
            best = weight
            continue
        last = result[-1]
        result[-1] = Found(last.start, max(last.end, item.end), item.rule if weight > best else last.rule)
        best = max(best, weight)
    return result


def replace_in(text: str, found: Sequence[Found], rules: Rules) -> tuple[str, list[Remark], list[Edit]]:
    """The text without what was found; `found` is disjoint. Remarks point into the new text."""
    pieces: list[str] = []
    remarks: list[Remark] = []
    edits: list[Edit] = []
    place, written = 0, 0
    for start, end, rule in found:
        stand_in = rules.stand_in(rule, text[start:end])
        pieces += (text[place:start], stand_in)
        written += start - place
        remarks.append(Remark(rule, rules.method(rule), written, written + len(stand_in), len(text)))
        edits.append(Edit(start, end, len(stand_in)))
        written += len(stand_in)
        place = end
    pieces.append(text[place:])
    return "".join(pieces), remarks, edits


def moved(place: int, edits: Sequence[Edit]) -> int:
    """Where a place of the old text is in the new one."""
    shift = 0
    for start, end, size in edits:
        if place >= end:
            shift += size - (end - start)
        elif place > start:
            return start + shift
    return place + shift
